package signin

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
)

// language is what a reader reads.
type language struct {
	code   string // as in <html lang> and the name of its table
	prefix string // before every address
	texts  map[string]string
}

// loadLanguages reads the texts of every language, Swedish first.
func loadLanguages(files fs.FS) ([]*language, error) {
	languages := []*language{{code: "sv"}, {code: "en", prefix: "/en"}}
	for _, l := range languages {
		table, err := fs.ReadFile(files, "signin/texts/"+l.code+".json")
		if err == nil {
			err = json.Unmarshal(table, &l.texts)
		}
		if err != nil {
			return nil, fmt.Errorf("read the texts of the sign-in in %s: %w", l.code, err)
		}
	}
	return languages, nil
}

// text returns a text with {name} replaced, given as name and value in turns. A test
// sees to it that every key is there.
func (l *language) text(key string, namesAndValues ...string) string {
	replacements := make([]string, len(namesAndValues))
	for i, part := range namesAndValues {
		if i%2 == 0 {
			part = "{" + part + "}"
		}
		replacements[i] = part
	}
	return strings.NewReplacer(replacements...).Replace(l.texts[key])
}

// href returns the address of a page in this language.
func (l *language) href(path string) string { return l.prefix + path }
