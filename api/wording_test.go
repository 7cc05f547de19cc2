package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"poliskontor/scheduling"
)

// codesIn returns the codes that a file declares.
func codesIn(t *testing.T, path string) []scheduling.Code {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var codes []scheduling.Code
	ast.Inspect(file, func(n ast.Node) bool {
		spec, isValue := n.(*ast.ValueSpec)
		if !isValue {
			return true
		}
		for _, value := range spec.Values {
			if literal, isLiteral := value.(*ast.BasicLit); isLiteral && literal.Kind == token.STRING {
				code, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				codes = append(codes, scheduling.Code(code))
			}
		}
		return true
	})
	return codes
}

var placeholder = regexp.MustCompile(`\{[a-zA-Z]+\}`)

func TestEveryCodeHasASentenceInEveryLanguage(t *testing.T) {
	codes := slices.Concat(codesIn(t, "../scheduling/codes.go"), codesIn(t, "../accounts/codes.go"), codesIn(t, "../scheduling/dialogue/codes.go"), codesIn(t, "../scheduling/weeding/codes.go"), codesIn(t, "../scheduling/situation/codes.go"), codesIn(t, "../scheduling/followup/codes.go"), codesIn(t, "codes.go"))
	if len(codes) < 80 {
		t.Fatalf("only %d codes found", len(codes))
	}
	for l, c := range catalogues {
		for _, code := range codes {
			sentence := c.Sentences[code]
			if sentence == "" {
				t.Errorf("%s: no sentence for %s", l, code)
				continue
			}
			if !strings.HasSuffix(sentence, ".") || strings.ContainsAny(sentence, "!") {
				t.Errorf("%s: %s is no calm sentence: %s", l, code, sentence)
			}
		}
		for code := range c.Sentences {
			if !slices.Contains(codes, code) {
				t.Errorf("%s: a sentence for %s, which is no code", l, code)
			}
		}
	}
}

func TestTheLanguagesSayTheSame(t *testing.T) {
	sv, en := catalogues[swedish], catalogues[english]
	for code, sentence := range sv.Sentences {
		a, b := placeholder.FindAllString(sentence, -1), placeholder.FindAllString(en.Sentences[code], -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Errorf("%s: parameters %v and %v", code, a, b)
		}
	}
	for name, pair := range map[string][2]map[string]string{"titles": {sv.Titles, en.Titles}, "values": {sv.Values, en.Values}} {
		if !slices.Equal(slices.Sorted(maps.Keys(pair[0])), slices.Sorted(maps.Keys(pair[1]))) {
			t.Errorf("the %s differ", name)
		}
	}
}

func TestEveryStatusHasATitle(t *testing.T) {
	statuses := map[int]bool{422: true}
	for _, status := range statusOfKind {
		statuses[status] = true
	}
	for _, status := range statusOfCode {
		statuses[status] = true
	}
	for status := range statuses {
		for l, c := range catalogues {
			if c.Titles[strconv.Itoa(status)] == "" {
				t.Errorf("%s: no title for %d", l, status)
			}
		}
	}
}

func TestEveryStateHasAWord(t *testing.T) {
	for _, state := range scheduling.States {
		if catalogues[swedish].Values[string(state)] == "" {
			t.Errorf("no word for %s", state)
		}
	}
}

// What the caller sent stands in some parameters of the domain; no sentence may
// repeat it.
func TestNoSentenceRepeatsTheInput(t *testing.T) {
	for l, c := range catalogues {
		for code, sentence := range c.Sentences {
			for _, name := range []string{"{id}", "{lat}", "{lon}", "{thing}", "{at}"} {
				if strings.Contains(sentence, name) {
					t.Errorf("%s: %s repeats %s", l, code, name)
				}
			}
		}
	}
}
