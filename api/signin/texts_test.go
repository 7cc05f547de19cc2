package signin

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"poliskontor/frontend"
)

var parameter = regexp.MustCompile(`\{[a-z]+\}`)

func TestLanguagesSayTheSame(t *testing.T) {
	languages, err := loadLanguages(frontend.SignIn)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range languages {
		for _, other := range languages {
			for key, text := range l.texts {
				if text == "" || strings.ContainsAny(text, "!<>&") || strings.TrimSpace(text) != text || strings.Contains(text, "  ") {
					t.Errorf("%s %s: %q", l.code, key, text)
				}
				a, b := parameter.FindAllString(text, -1), parameter.FindAllString(other.texts[key], -1)
				slices.Sort(a)
				slices.Sort(b)
				if other.texts[key] == "" || !slices.Equal(a, b) {
					t.Errorf("%s: %q in %s, %q in %s", key, text, l.code, other.texts[key], other.code)
				}
			}
		}
	}
}

// TestEveryTextIsUsedAndThere reads the templates and the program for the keys that
// they name. Problems are named by codes, which are not all spelled out here.
func TestEveryTextIsUsedAndThere(t *testing.T) {
	languages, err := loadLanguages(frontend.SignIn)
	if err != nil {
		t.Fatal(err)
	}
	texts := languages[0].texts
	templates, err := fs.Glob(frontend.SignIn, "signin/templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range templates {
		content, err := fs.ReadFile(frontend.SignIn, name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(content)
	}
	programs, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(programs, filepath.Join("..", "..", "accounts", "codes.go")) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(content)
	}
	for _, pattern := range []string{`\bt "([^"]+)"`, `\.text\("([^"]+)"[,)]`, `title: "([^"]+)"`} {
		found := regexp.MustCompile(pattern).FindAllStringSubmatch(all.String(), -1)
		if len(found) == 0 {
			t.Errorf("nothing matches %s", pattern)
		}
		for _, match := range found {
			if texts[match[1]] == "" {
				t.Errorf("there is no text %s", match[1])
			}
		}
	}
	for key := range texts {
		name := strings.TrimPrefix(strings.TrimPrefix(key, "problem."), "missing.")
		if !strings.Contains(all.String(), `"`+key+`"`) && !strings.Contains(all.String(), `"`+name+`"`) {
			t.Errorf("nobody says %s", key)
		}
	}
}

// TestEveryRefusalHasASentence lists the codes that a page can meet.
func TestEveryRefusalHasASentence(t *testing.T) {
	languages, err := loadLanguages(frontend.SignIn)
	if err != nil {
		t.Fatal(err)
	}
	codes, err := os.ReadFile(filepath.Join("..", "..", "accounts", "codes.go"))
	if err != nil {
		t.Fatal(err)
	}
	refusals := regexp.MustCompile(`= "((?:sign_in|password|invitation|passkey)_[a-z_]+)"`).FindAllStringSubmatch(string(codes), -1)
	if len(refusals) < 8 {
		t.Fatalf("codes found: %v", refusals)
	}
	for _, refusal := range refusals {
		switch code := refusal[1]; code {
		case "sign_in_later", "password_wrong": // worded apart; only when a password is changed
		default:
			if languages[0].texts["problem."+code] == "" {
				t.Errorf("%s has no sentence", code)
			}
		}
	}
}
