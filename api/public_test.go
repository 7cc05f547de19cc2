package api

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"poliskontor/api/site"
	"poliskontor/scheduling"
)

// internalFields are names that no public answer may have at any depth.
var internalFields = []string{"note", "pinned", "version", "created", "updated", "officeId", "siteId", "districtId", "localityId",
	"municipalityId", "occasionId", "slots", "shift", "draft", "actor", "visiting", "population"}

func TestPublicAnswersHoldNothingInternal(t *testing.T) {
	a := &api{}
	for _, shown := range []any{
		a.showPublic(filled[scheduling.PublicVisit](t)), a.showPublicLocality(filled[site.Locality](t)),
		a.showPublicRelease(filled[site.Release](t)), showPublicPledge(filled[site.Pledge](t)), filled[PublicMunicipality](t),
	} {
		encoded, err := json.Marshal(shown)
		if err != nil {
			t.Fatal(err)
		}
		var read any
		if err := json.Unmarshal(encoded, &read); err != nil {
			t.Fatal(err)
		}
		names := fieldNames(read)
		if len(names) < 3 {
			t.Errorf("%T has only %v", shown, names)
		}
		for _, name := range names {
			if slices.Contains(internalFields, name) {
				t.Errorf("%T holds %s", shown, name)
			}
		}
		if strings.Contains(string(encoded), "office-secret") {
			t.Errorf("%T tells the office: %s", shown, encoded)
		}
	}
}

func fieldNames(value any) []string {
	var names []string
	switch v := value.(type) {
	case map[string]any:
		for name, part := range v {
			names = append(append(names, name), fieldNames(part)...)
		}
	case []any:
		for _, part := range v {
			names = append(names, fieldNames(part)...)
		}
	}
	return names
}

// filled returns a value in which every field says something.
func filled[T any](t *testing.T) T {
	t.Helper()
	var value T
	fill(reflect.ValueOf(&value).Elem())
	return value
}

func fill(v reflect.Value) {
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Date(2026, time.November, 24, 14, 0, 0, 0, time.UTC)))
	case v.Type() == reflect.TypeFor[scheduling.OfficeID]():
		v.SetString("office-secret")
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i))
			}
		}
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case v.Kind() == reflect.String:
		v.SetString("something")
	case v.CanInt():
		v.SetInt(1)
	case v.CanFloat():
		v.SetFloat(1)
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	}
}
