package alerts

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"

	"poliskontor/calendar"
)

//go:embed texts
var texts embed.FS

// language is what a mail is written in.
type language struct {
	code     string
	prefix   string // before the paths of pages
	calendar calendar.Language
	texts    map[string]string
}

func loadLanguages() (map[string]*language, error) {
	languages := map[string]*language{
		"sv": {code: "sv", calendar: calendar.Swedish},
		"en": {code: "en", prefix: "/en", calendar: calendar.English},
	}
	for code, l := range languages {
		table, err := texts.ReadFile("texts/" + code + ".json")
		if err == nil {
			err = json.Unmarshal(table, &l.texts)
		}
		if err != nil {
			return nil, fmt.Errorf("read the words of mails in %s: %w", code, err)
		}
	}
	return languages, nil
}

// text returns a text with {name} replaced, given as name and value in turns.
func (l *language) text(key string, namesAndValues ...string) string {
	for i := 0; i+1 < len(namesAndValues); i += 2 {
		namesAndValues[i] = "{" + namesAndValues[i] + "}"
	}
	return strings.NewReplacer(namesAndValues...).Replace(l.texts[key])
}

// list returns "Åhus, Tollarp och Önnestad".
func (l *language) list(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return l.text("list.and", "most", strings.Join(names[:last], ", "), "last", names[last])
}
