//go:build unix

package api_test

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"poliskontor/storage/storagetest"
)

// FuzzOperations sends what the OpenAPI document allows, and what it nearly allows, in
// sequences that build on each other's answers. Whatever comes is answered as documented,
// and never as a fault of ours.
func FuzzOperations(f *testing.F) {
	for seed := range uint64(6) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		stranger := &stranger{w: newWorld(t, storagetest.SQLite(t)), luck: rand.New(rand.NewPCG(seed, 0))} //nolint:gosec // to be repeated, not to be secret
		stranger.read()
		for range 120 {
			stranger.ask(t)
		}
		if strings.Contains(stranger.w.log.String(), "level=ERROR") {
			t.Errorf("the log tells of a fault:\n%s", stranger.w.log.String())
		}
	})
}

// stranger knows the document, and what was answered so far.
type stranger struct {
	w         *world
	luck      *rand.Rand
	paths     []string
	document  object
	ids, tags []string
}

func (s *stranger) read() {
	s.document = s.w.must(http.StatusOK, "GET", "/api/openapi.json", nil).body
	s.paths = slices.Sorted(maps.Keys(s.document["paths"].(object)))
	s.ids = []string{string(s.w.seeds.District.ID), string(s.w.seeds.Municipality.ID), string(s.w.seeds.Office.ID)}
	for i := range s.w.seeds.Localities {
		s.ids = append(s.ids, string(s.w.seeds.Localities[i].ID), string(s.w.seeds.Sites[i].ID), s.w.seeds.Localities[i].Slug)
	}
	s.tags = []string{`"1"`}
}

// ask sends one request to an operation and looks at the answer.
func (s *stranger) ask(t *testing.T) {
	t.Helper()
	path := pick(s, s.paths)
	operations := s.document["paths"].(object)[path].(object)
	method := pick(s, slices.Sorted(maps.Keys(operations)))
	operation := operations[method].(object)
	method = strings.ToUpper(method)
	address, headers := s.address(path, operation)
	var body any
	if described, found := operation["requestBody"].(object); found {
		content := described["content"].(object)
		if form, found := content["application/json"].(object); found {
			body = s.text(form["schema"].(object))
		} else {
			body = s.nonsense()
			headers = append(headers, "Content-Type", pick(s, slices.Sorted(maps.Keys(content))))
		}
	}
	r := s.w.send(method, address, body, headers...)
	told := fmt.Sprintf("%s %s %.300v %q: %d %.500s", method, address, body, headers, r.Code, r.Body)
	if _, documented := operation["responses"].(object)[strconv.Itoa(r.Code)]; !documented {
		t.Errorf("answered by what the document does not know: %s", told)
	}
	if r.Code >= http.StatusBadRequest && (!strings.HasPrefix(r.Header().Get("Content-Type"), "application/problem+json") || r.number("status") != r.Code || r.text("code") == "") {
		t.Errorf("refused without a problem (RFC 9457): %s", told)
	}
	if tag := r.Header().Get("ETag"); tag != "" {
		s.tags = append(s.tags, tag)
	}
	s.learn(r.body)
}

// learn keeps the IDs of an answer, to ask for them.
func (s *stranger) learn(answer any) {
	switch answer := answer.(type) {
	case object:
		for _, name := range slices.Sorted(maps.Keys(answer)) {
			if id, isText := answer[name].(string); isText && (name == "id" || strings.HasSuffix(name, "Id")) && !slices.Contains(s.ids, id) {
				s.ids = append(s.ids, id)
			}
			s.learn(answer[name])
		}
	case []any:
		for _, item := range answer {
			s.learn(item)
		}
	}
}

func (s *stranger) address(path string, operation object) (address string, headers []string) {
	query := url.Values{}
	parameters, _ := operation["parameters"].([]any)
	for _, parameter := range parameters {
		p := parameter.(object)
		name, schema := p["name"].(string), p["schema"].(object)
		value := s.plain(s.value(name, schema, 0))
		switch p["in"] {
		case "path":
			path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
		case "query":
			if s.often() {
				query.Set(name, value)
			}
		case "header":
			if name == "If-Match" && s.often() {
				value = pick(s, s.tags)
			}
			if s.often() {
				headers = append(headers, name, strings.Map(printable, value))
			}
		}
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return path, headers
}

// printable leaves out what no client can send in a header.
func printable(r rune) rune {
	if r < ' ' || r > '~' {
		return -1
	}
	return r
}

func (s *stranger) plain(value any) string {
	if text, isText := value.(string); isText {
		if text == "" {
			return "x"
		}
		return text
	}
	return asText(value)
}

// text is a body for a schema, now and then cut short.
func (s *stranger) text(schema object) string {
	text := asText(s.value("", schema, 0))
	if s.seldom() {
		return text[:s.luck.IntN(len(text)+1)]
	}
	return text
}

// value is something for a field, now and then of another type.
func (s *stranger) value(name string, schema object, depth int) any {
	if reference, found := schema["$ref"].(string); found {
		schema = s.document["components"].(object)["schemas"].(object)[strings.TrimPrefix(reference, "#/components/schemas/")].(object)
	}
	if s.seldom() {
		return pick(s, []any{nil, true, -1, 1e300, "", []any{}, object{}, s.nonsense()})
	}
	if choices, found := schema["enum"].([]any); found {
		return pick(s, choices)
	}
	switch kind := schema["type"].(type) {
	case []any: // or null
		return s.typed(name, fmt.Sprint(kind[0]), schema, depth)
	case string:
		return s.typed(name, kind, schema, depth)
	}
	return s.nonsense()
}

func (s *stranger) typed(name, kind string, schema object, depth int) any {
	switch kind {
	case "boolean":
		return s.luck.IntN(2) == 0
	case "integer":
		return pick(s, []int64{0, 1, 2, 7, 14, 60, 1000, -1, math.MaxInt32, math.MaxInt64})
	case "number":
		return pick(s, []float64{0, 0.5, 14.2, 56, -180, 1e18})
	case "array":
		items := []any{}
		of, _ := schema["items"].(object)
		for range s.luck.IntN(3) {
			items = append(items, s.value(strings.TrimSuffix(name, "s"), of, depth+1))
		}
		return items
	case "object":
		return s.fields(schema, depth)
	}
	return s.word(name, fmt.Sprint(schema["format"]))
}

func (s *stranger) fields(schema object, depth int) object {
	made := object{}
	if depth > 4 {
		return made
	}
	properties, _ := schema["properties"].(object)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		if s.often() {
			made[name] = s.value(name, properties[name].(object), depth+1)
		}
	}
	return made
}

// word is a text for a field of that name.
func (s *stranger) word(name, format string) string {
	lower := strings.ToLower(name)
	switch {
	case format == "date" || lower == "from" || lower == "to":
		return pick(s, []string{"2026-11-23", "2026-11-30", "2026-12-31", "2027-02-29", "0001-01-01"})
	case strings.HasSuffix(lower, "id") || lower == "district" || lower == "locality":
		return pick(s, s.ids)
	case format == "date-time" || strings.HasPrefix(lower, "start") || strings.HasPrefix(lower, "end"):
		return fmt.Sprintf("2026-11-%dT%02d:00", 23+s.luck.IntN(6), 8+s.luck.IntN(10))
	case lower == "opens" || lower == "closes":
		return fmt.Sprintf("%02d:30", s.luck.IntN(31))
	}
	return pick(s, []string{"Ett namn", "ett-namn-" + strconv.Itoa(s.luck.IntN(1000)), s.nonsense()})
}

func (s *stranger) nonsense() string {
	return pick(s, []string{
		"", " ", "0", "null", "'; DROP TABLE visits; --", "<script>alert(1)</script>", "../../etc/passwd", "%00", "a\x00b", "\u202eåäö", "🚓",
		strings.Repeat("å", 3000), "\xff\xfe", "{\"a\":1}", "=1+1", "2026-11-23", "BEGIN:VCALENDAR\r\n", "a\nb\tc",
	})
}

func (s *stranger) often() bool { return s.luck.IntN(10) > 0 }

func (s *stranger) seldom() bool { return s.luck.IntN(25) == 0 }

func pick[T any](s *stranger, from []T) T { return from[s.luck.IntN(len(from))] }
