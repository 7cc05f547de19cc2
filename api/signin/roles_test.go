//go:build unix

package signin

import (
	"slices"
	"strings"
	"testing"

	"poliskontor/accounts"
	"poliskontor/storage/storagetest"
)

func TestParseMapping(t *testing.T) {
	got, err := ParseMapping(" LPO-Planerare=planner@kristianstad, /a/b=c=crew@osterlen-1 ,, Admins@ad=admin@* ,")
	want := Mapping{
		{"LPO-Planerare", accounts.Planner, "kristianstad"}, {"/a/b=c", accounts.Crew, "osterlen-1"}, {"Admins@ad", accounts.Admin, EveryDistrict},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	for text, says := range map[string]string{
		"Planerare":                  "names no district",
		"Planerare=planner":          "names no district",
		"planner@kristianstad":       "names no role",
		"=planner@kristianstad":      "names no group",
		"Planerare=boss@*":           `no role "boss"`,
		"Planerare=@*":               `no role ""`,
		"Planerare=planner@Åhus":     "slug",
		"Planerare=planner@":         "slug",
		"Planerare=planner@*,Andra=": "names no district",
	} {
		if _, err := ParseMapping(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestGrants(t *testing.T) {
	w := onSQLite(t)
	m := Mapping{{"P", accounts.Planner, w.seeds.District.Slug}, {"C", accounts.Crew, "nowhere"}, {"A", accounts.Admin, EveryDistrict}, {"X", accounts.Crew, EveryDistrict}}
	grants, unknown, err := m.grants(storagetest.Context(t), []string{"A", "P", "C", "p", "other"}, w.store.Districts())
	if err != nil {
		t.Fatal(err)
	}
	want := []accounts.Grant{{Role: accounts.Planner, DistrictID: w.seeds.District.ID}, {Role: accounts.Admin}}
	if !slices.Equal(grants, want) || !slices.Equal(unknown, []string{"nowhere"}) {
		t.Errorf("%v, %v", grants, unknown)
	}
}

func FuzzParseMapping(f *testing.F) {
	for _, seed := range []string{"G=planner@kristianstad", "a=b=crew@*, c=admin@x", "@=@", ",", "=planner@*"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseMapping(text)
		if err != nil {
			return
		}
		var parts []string
		for _, given := range m {
			if given.Group == "" || !slices.Contains(accounts.Roles, given.Role) || given.District == "" {
				t.Fatalf("%q gives %+v", text, given)
			}
			parts = append(parts, given.Group+"="+string(given.Role)+"@"+given.District)
		}
		again, err := ParseMapping(strings.Join(parts, ","))
		if err != nil || !slices.Equal(again, m) {
			t.Fatalf("%q gives %+v, and that %+v: %v", text, m, again, err)
		}
	})
}
