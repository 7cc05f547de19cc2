package site

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"poliskontor/frontend"
)

func languagesForTest(t *testing.T) []*language {
	t.Helper()
	languages, err := loadLanguages(frontend.Public)
	if err != nil {
		t.Fatal(err)
	}
	return languages
}

var parameter = regexp.MustCompile(`\{[a-z_]+\}`)

func TestLanguagesSayTheSame(t *testing.T) {
	languages := languagesForTest(t)
	swedish, english := languages[0].texts, languages[1].texts
	for key, text := range swedish {
		other, found := english[key]
		if !found {
			t.Errorf("English lacks %s", key)
			continue
		}
		a, b := parameter.FindAllString(text, -1), parameter.FindAllString(other, -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(slices.Compact(a), slices.Compact(b)) {
			t.Errorf("%s has other parameters in English: %v, %v", key, a, b)
		}
	}
	for key := range english {
		if _, found := swedish[key]; !found {
			t.Errorf("Swedish lacks %s", key)
		}
	}
}

func TestTextsArePlain(t *testing.T) {
	for _, l := range languagesForTest(t) {
		for key, text := range l.texts {
			if text == "" || strings.ContainsAny(text, "!<>&") || strings.TrimSpace(text) != text || strings.Contains(text, "  ") {
				t.Errorf("%s %s: %q", l.code, key, text)
			}
		}
	}
}

// TestEveryTextIsUsedAndThere reads the templates and the program for the keys that
// they name.
func TestEveryTextIsUsedAndThere(t *testing.T) {
	var sources []string
	templates, err := fs.Glob(frontend.Public, "public/templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range templates {
		text, err := fs.ReadFile(frontend.Public, name)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, string(text))
	}
	programs, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range programs {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, string(text))
	}
	all := strings.Join(sources, "\n")

	texts := languagesForTest(t)[0].texts
	for _, pattern := range []string{`\bt "([^"]+)"`, `\.text\("([^"]+)"`, `\bcount \S+ "([^"]+)" "[^"]+"`, `\bcount \(len \S+\) "([^"]+)"`,
		`\bcount \S+ "[^"]+" "([^"]+)"`, `\.count\(.*?, "([^"]+)", "[^"]+"\)`, `\.count\(.*?, "[^"]+", "([^"]+)"\)`} {
		found := regexp.MustCompile(pattern).FindAllStringSubmatch(all, -1)
		if len(found) == 0 {
			t.Errorf("nothing matches %s", pattern)
		}
		for _, match := range found {
			if _, there := texts[match[1]]; !there {
				t.Errorf("there is no text %s", match[1])
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		if !strings.Contains(all, `"`+key+`"`) {
			t.Errorf("nobody says %s", key)
		}
	}
}

func TestWording(t *testing.T) {
	swedish, english := languagesForTest(t)[0], languagesForTest(t)[1]
	for name, full := range map[string]string{
		"Kristianstad": "Kristianstads kommun", "Hörby": "Hörby kommun", "Östra Göinge": "Östra Göinge kommun", "Bromölla": "Bromölla kommun",
		"Hässleholm": "Hässleholms kommun", "Grums": "Grums kommun", "Växjö": "Växjö kommun", "": "",
	} {
		if got := swedish.kommun(name); got != full {
			t.Errorf("%s: %q, want %q", name, got, full)
		}
	}
	if got := english.kommun("Hörby"); got != "Hörby municipality" {
		t.Error(got)
	}
	for n, list := range map[int]string{0: "", 1: "A", 2: "A och B", 3: "A, B och C"} {
		if got := swedish.list([]string{"A", "B", "C"}[:n]); got != list {
			t.Errorf("%d: %q, want %q", n, got, list)
		}
	}
	if got := swedish.text("problem.title", "title", "{title} {n}"); got != "Fel: {title} {n}" {
		t.Errorf("a value is taken for a parameter: %q", got)
	}
}
