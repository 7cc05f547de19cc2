package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// namesOf returns the texts of the constants of a type that a package's files declare.
func namesOf(t *testing.T, pattern string, types ...string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s, %v", pattern, err)
	}
	var names []string
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, isValue := n.(*ast.ValueSpec)
			if !isValue || !isOneOf(spec.Type, types) {
				return true
			}
			for _, value := range spec.Values {
				if literal, isLiteral := value.(*ast.BasicLit); isLiteral && literal.Kind == token.STRING {
					name, err := strconv.Unquote(literal.Value)
					if err != nil {
						t.Fatal(err)
					}
					names = append(names, name)
				}
			}
			return true
		})
	}
	return names
}

// isOneOf tells whether a type is one of the named, of any package.
func isOneOf(expression ast.Expr, types []string) bool {
	switch named := expression.(type) {
	case *ast.Ident:
		return slices.Contains(types, named.Name)
	case *ast.SelectorExpr:
		return slices.Contains(types, named.Sel.Name)
	}
	return false
}

func TestEveryNameOfTheEngineHasWords(t *testing.T) {
	all := func(kind string) []string {
		return append(namesOf(t, "../scheduling/planner/*.go", kind), namesOf(t, "../scheduling/*.go", kind)...)
	}
	for l, words := range planningWords {
		for kind, have := range map[string]map[string]PlanningWord{
			"Rule": words.Rules, "Verdict": words.Verdicts, "ObstacleKind": words.Obstacles, "RemedyKind": words.Remedies, "Certainty": words.Certainties,
		} {
			names := all(kind)
			if len(names) < 2 {
				t.Fatalf("only %v found of %s", names, kind)
			}
			for _, name := range names {
				if have[name].Name == "" || !strings.HasSuffix(have[name].Meaning, ".") {
					t.Errorf("%s: no words for the %s %s", l, kind, name)
				}
			}
			for name := range have {
				if !slices.Contains(names, name) {
					t.Errorf("%s: words for %s, which is no %s", l, name, kind)
				}
			}
		}
	}
}
