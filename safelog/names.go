package safelog

import (
	"maps"
	"sync"
	"sync/atomic"
)

// known remembers of names of attributes whether they are clear: they are the program's own
// words, few, and come again with every line. It is safe for use by many.
type known struct {
	seen     atomic.Pointer[map[string]bool]
	learning sync.Mutex
}

// names are those of all attributes.
var names known

// mostNames bounds what is remembered, should names ever come from outside.
const mostNames = 500

// clear tells whether a name stays as it is and is not that of a secret.
func (k *known) clear(name string) bool {
	seen := k.seen.Load()
	if seen != nil {
		if clear, found := (*seen)[name]; found {
			return clear
		}
	}
	clear := plain(name) && !secretName.MatchString(name)
	if seen == nil || len(*seen) < mostNames {
		k.learn(name, clear)
	}
	return clear
}

func (k *known) learn(name string, clear bool) {
	k.learning.Lock()
	defer k.learning.Unlock()
	more := map[string]bool{}
	if seen := k.seen.Load(); seen != nil {
		more = maps.Clone(*seen)
	}
	more[name] = clear
	k.seen.Store(&more)
}
