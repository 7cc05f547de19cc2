package api

import (
	"cmp"
	"slices"
	"sync"
)

// looker is one window of somebody who works in a district.
type looker struct {
	id   Ref
	name string
	at   Opened
}

// lookers are those who look at in on districts, in this server.
type lookers struct {
	mutex      sync.Mutex
	byDistrict map[Ref]map[chan struct{}]looker
}

// join adds somebody; the channel tells when the company has changed, once at first.
// Without a district it never does.
func (l *lookers) join(district Ref, who looker) (changed <-chan struct{}, leave func()) {
	if district == "" {
		return nil, func() {}
	}
	mine := make(chan struct{}, 1)
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.byDistrict == nil {
		l.byDistrict = map[Ref]map[chan struct{}]looker{}
	}
	if l.byDistrict[district] == nil {
		l.byDistrict[district] = map[chan struct{}]looker{}
	}
	l.byDistrict[district][mine] = who
	l.tell(district)
	return mine, func() {
		l.mutex.Lock()
		defer l.mutex.Unlock()
		delete(l.byDistrict[district], mine)
		if len(l.byDistrict[district]) == 0 {
			delete(l.byDistrict, district)
		}
		l.tell(district)
	}
}

// tell wakes all who look at a district; who is awake already is not waited for.
func (l *lookers) tell(district Ref) {
	for changed := range l.byDistrict[district] {
		select {
		case changed <- struct{}{}:
		default:
		}
	}
}

// in returns who looks at a district, each once.
func (l *lookers) in(district Ref) []Looker {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	people := []Looker{}
	for _, who := range l.byDistrict[district] {
		i := slices.IndexFunc(people, func(one Looker) bool { return one.ID == who.id })
		if i < 0 {
			i = len(people)
			people = append(people, Looker{ID: who.id, Name: who.name, At: []Opened{}})
		}
		if who.at != "" && !slices.Contains(people[i].At, who.at) {
			people[i].At = append(people[i].At, who.at)
		}
	}
	for _, one := range people {
		slices.Sort(one.At)
	}
	slices.SortFunc(people, func(a, b Looker) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return people
}
