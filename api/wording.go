package api

import (
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"poliskontor/scheduling"
)

//go:embed texts
var texts embed.FS

// language is one that the API answers in, as a BCP 47 tag.
type language string

const (
	swedish language = "sv"
	english language = "en"
)

// catalogue is what the API says in one language.
type catalogue struct {
	// Sentences say what is wrong and what to do, by code; {name} stands for a parameter.
	Sentences map[scheduling.Code]string `json:"sentences"`
	// Titles say what sort of problem it is, by HTTP status.
	Titles map[string]string `json:"titles"`
	// Values word parameters that are words of the domain.
	Values map[string]string `json:"values"`
}

var catalogues = map[language]catalogue{swedish: mustRead(swedish), english: mustRead(english)}

func mustRead(l language) catalogue {
	data, err := texts.ReadFile("texts/" + string(l) + ".json")
	if err != nil {
		panic(err)
	}
	var c catalogue
	if err := json.Unmarshal(data, &c); err != nil {
		panic(fmt.Errorf("texts/%s.json: %w", l, err))
	}
	return c
}

// sentence words a code.
func (l language) sentence(code scheduling.Code, params map[string]string) string {
	c := catalogues[l]
	text, known := c.Sentences[code]
	if !known {
		text = c.Sentences[scheduling.CodeInvalid]
	}
	for name, value := range params {
		if word, known := c.Values[value]; known {
			value = word
		}
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// title words a status.
func (l language) title(status int) string {
	c := catalogues[l]
	if title, known := c.Titles[strconv.Itoa(status)]; known {
		return title
	}
	return c.Titles[strconv.Itoa(status/100*100)]
}

// languageOf chooses by Accept-Language (RFC 9110, 12.5.4): the one of ours with the
// greatest weight, the first where several have it, Swedish where none is named.
func languageOf(accept string) language {
	best, weight := swedish, 0.0
	for _, part := range strings.SplitN(accept, ",", 20) {
		tag, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		primary, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		l := language(primary)
		if _, ours := catalogues[l]; !ours {
			continue
		}
		w := 1.0
		if value, found := strings.CutPrefix(strings.TrimSpace(q), "q="); found {
			parsed, err := strconv.ParseFloat(value, 64)
			if err != nil {
				continue
			}
			w = parsed
		}
		if w > weight {
			best, weight = l, w
		}
	}
	return best
}
