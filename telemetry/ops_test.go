package telemetry

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// figures are the names of all series that Prometheus gets, each with its labels.
func figures(t *testing.T) map[string][]string {
	t.Helper()
	families, err := measured(t).Registry().Gather()
	if err != nil {
		t.Fatal(err)
	}
	figures := map[string][]string{"up": nil} // Prometheus' own
	for _, family := range families {
		labels := []string{"job", "instance"} // also its own
		for _, label := range family.GetMetric()[0].GetLabel() {
			labels = append(labels, label.GetName())
		}
		name := family.GetName()
		figures[name] = labels
		if family.GetMetric()[0].GetHistogram() != nil {
			figures[name+"_count"], figures[name+"_sum"], figures[name+"_bucket"] = labels, labels, append(labels, "le")
		}
	}
	figures["up"] = []string{"job", "instance"}
	return figures
}

var (
	selector  = regexp.MustCompile(`([a-zA-Z_:][a-zA-Z0-9_:]*)\{([^}]*)\}`)
	matcher   = regexp.MustCompile(`([a-zA-Z_][a-zA-Z0-9_]*)\s*(?:=~|!~|!=|=)\s*"[^"]*"`)
	grouping  = regexp.MustCompile(`\b(?:by|without|on|ignoring)\s*\([^)]*\)`)
	ranges    = regexp.MustCompile(`\[[^\]]*\]`)
	word      = regexp.MustCompile(`[a-zA-Z_:][a-zA-Z0-9_:]*\(?`)
	operators = []string{"and", "or", "unless", "bool", "offset"}
)

// read returns the names of series in an expression of PromQL, and what is wrong with the
// labels that it selects by.
func read(expression string, figures map[string][]string) (names, wrong []string) {
	for _, found := range selector.FindAllStringSubmatch(expression, -1) {
		for _, label := range matcher.FindAllStringSubmatch(found[2], -1) {
			if !slices.Contains(figures[found[1]], label[1]) {
				wrong = append(wrong, found[1]+" has no label "+label[1])
			}
		}
	}
	bare := selector.ReplaceAllString(expression, "$1")
	bare = ranges.ReplaceAllString(grouping.ReplaceAllString(bare, " "), " ")
	// A function's name may stand apart from its parenthesis only with a grouping between.
	for _, found := range word.FindAllString(regexp.MustCompile(`\s*\(`).ReplaceAllString(bare, "("), -1) {
		if !strings.HasSuffix(found, "(") && !slices.Contains(operators, found) {
			names = append(names, found)
		}
	}
	return names, wrong
}

func mustRead(t *testing.T, where, expression string, figures map[string][]string) {
	t.Helper()
	names, wrong := read(expression, figures)
	if len(names) == 0 {
		t.Errorf("%s: no figure in %q", where, expression)
	}
	for _, name := range names {
		if _, found := figures[name]; !found {
			t.Errorf("%s: there is no figure %s, in %q", where, name, expression)
		}
	}
	for _, fault := range wrong {
		t.Errorf("%s: %s, in %q", where, fault, expression)
	}
}

func TestFiguresAreFoundInExpressions(t *testing.T) {
	known := map[string][]string{"a_total": {"job"}, "b": nil}
	names, wrong := read(`sum by (x, le) (rate(a_total{job="c", y=~"/d/.*"}[$__rate_interval])) / time() - max(b) > 0.5 and nothing_total`, known)
	if !slices.Equal(names, []string{"a_total", "b", "nothing_total"}) || !slices.Equal(wrong, []string{"a_total has no label y"}) {
		t.Errorf("read %q, wrong %q", names, wrong)
	}
}

// TestAlerts sees that every alert is about figures that there are, so that none stays
// silent because of a name.
func TestAlerts(t *testing.T) {
	var file struct {
		Groups []struct {
			Rules []struct {
				Alert, Expr string
				Labels      map[string]string
				Annotations map[string]string
			}
		}
	}
	mustParse(t, "../ops/prometheus/alerts.yml", yaml.Unmarshal, &file)
	known, n := figures(t), 0
	for _, group := range file.Groups {
		for _, rule := range group.Rules {
			n++
			mustRead(t, rule.Alert, rule.Expr, known)
			if s := rule.Labels["severity"]; s != "page" && s != "ticket" {
				t.Errorf("%s: severity %q", rule.Alert, s)
			}
			if rule.Annotations["summary"] == "" || rule.Annotations["runbook"] == "" {
				t.Errorf("%s says neither what it is nor what to do", rule.Alert)
			}
		}
	}
	if n < 8 {
		t.Errorf("only %d alerts were read", n)
	}
}

func TestDashboard(t *testing.T) {
	var file struct {
		Panels []struct {
			Title   string
			Type    string
			Targets []struct{ Expr string }
		}
	}
	mustParse(t, "../ops/grafana/poliskontor.json", json.Unmarshal, &file)
	known, n := figures(t), 0
	shown := map[string]bool{}
	for _, panel := range file.Panels {
		for _, target := range panel.Targets {
			n++
			mustRead(t, panel.Title, target.Expr, known)
			names, _ := read(target.Expr, known)
			for _, name := range names {
				shown[name] = true
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d expressions were read", n)
	}
	for name := range known {
		base := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(name, "_count"), "_sum"), "_bucket")
		if strings.HasPrefix(name, namespace+"_") && !shown[base] && !shown[base+"_count"] && !shown[base+"_bucket"] {
			t.Errorf("nobody sees %s", name)
		}
	}
}

func mustParse(t *testing.T, path string, parse func([]byte, any) error, into any) {
	t.Helper()
	written, err := os.ReadFile(path)
	if err == nil {
		err = parse(written, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}
