package scheduling

import (
	"maps"
	"testing"
	"time"
)

func TestGapsCountOnlyDaysThatBind(t *testing.T) {
	summer := SummerRule{From: MonthDay{time.June, 1}, To: MonthDay{time.August, 31}}
	pledge := Pledge{Signed: NewDay(2026, 1, 1), From: NewDay(2026, 1, 1), To: NewDay(2026, 12, 31)}
	promise := func(binds Binding) Promise {
		return Promise{Pledge: pledge, Commitment: Commitment{Binds: binds, Target: Target{AimDays: 14, MaxGapDays: 21}}}
	}
	tests := map[string]struct {
		promise Promise
		days    []Day
		broken  int
	}{
		"just kept":                      {promise(YearRound), []Day{NewDay(2026, 3, 1), NewDay(2026, 3, 22)}, 0},
		"a day too late":                 {promise(YearRound), []Day{NewDay(2026, 3, 1), NewDay(2026, 3, 23)}, 1},
		"two gaps":                       {promise(YearRound), []Day{NewDay(2026, 3, 1), NewDay(2026, 4, 1), NewDay(2026, 5, 1)}, 2},
		"all summer":                     {promise(OutsideSummer), []Day{NewDay(2026, 5, 25), NewDay(2026, 9, 10)}, 0},
		"all summer, bound":              {promise(YearRound), []Day{NewDay(2026, 5, 25), NewDay(2026, 9, 10)}, 1},
		"too long on both sides of it":   {promise(OutsideSummer), []Day{NewDay(2026, 5, 15), NewDay(2026, 9, 10)}, 1},
		"beyond the validity":            {promise(YearRound), []Day{NewDay(2026, 12, 20), NewDay(2027, 3, 1)}, 0},
		"one visit":                      {promise(YearRound), []Day{NewDay(2026, 3, 1)}, 0},
		"aimed at, but promised nothing": {Promise{Pledge: pledge, Commitment: Commitment{Binds: YearRound, Target: Target{AimDays: 14}}}, []Day{NewDay(2026, 3, 1), NewDay(2026, 9, 1)}, 0},
	}
	for name, test := range tests {
		if got := test.promise.Gaps(test.days, summer); len(got) != test.broken {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestPromisesOfTakesTheStrictestFirst(t *testing.T) {
	byen := Locality{ID: "l", MunicipalityID: "m", Kind: Basort}
	commitment := func(id CommitmentID, aim, most int) Commitment {
		return Commitment{ID: id, Indicator: Visits, Target: Target{AimDays: aim, MaxGapDays: most}, Scope: Scope{Kinds: []LocalityKind{Basort}}}
	}
	pledges := []Pledge{
		{MunicipalityID: "m", Signed: 1, From: 10, To: 20, Commitments: []Commitment{commitment("wish", 7, 0), commitment("loose", 14, 28)}},
		{MunicipalityID: "m", Signed: 1, From: 15, Commitments: []Commitment{commitment("strict", 14, 21)}},
		{MunicipalityID: "m", From: 10, Commitments: []Commitment{commitment("unsigned", 1, 2)}},
		{MunicipalityID: "other", Signed: 1, From: 10, Commitments: []Commitment{commitment("elsewhere", 1, 2)}},
	}
	tests := []struct {
		from, to Day
		want     []CommitmentID
	}{
		{10, 30, []CommitmentID{"strict", "loose", "wish"}},
		{10, 14, []CommitmentID{"loose", "wish"}},
		{21, 30, []CommitmentID{"strict"}},
		{1, 9, nil},
	}
	for _, test := range tests {
		promises := PromisesOf(byen, pledges, test.from, test.to)
		if len(promises) != len(test.want) {
			t.Fatalf("%d to %d: %v", test.from, test.to, promises)
		}
		for i, p := range promises {
			if p.Commitment.ID != test.want[i] {
				t.Errorf("%d to %d: place %d is %s, not %s", test.from, test.to, i, p.Commitment.ID, test.want[i])
			}
		}
	}
}

func TestInForceEndsWithTheNextPledge(t *testing.T) {
	pledges := []Pledge{
		{ID: "open", Signed: 1, From: 10},
		{ID: "next", Signed: 30, From: 40, To: 90, ReplacesID: "open"},
		{ID: "late", Signed: 30, From: 60, ReplacesID: "open"},
		{ID: "ended", Signed: 1, From: 10, To: 20},
		{ID: "after a pause", Signed: 30, From: 30, ReplacesID: "ended"},
		{ID: "draft", From: 50, ReplacesID: "next"},
		{ID: "never began", Signed: 1, From: 100},
		{ID: "instead", Signed: 1, From: 100, To: 110, ReplacesID: "never began"},
	}
	ends := map[PledgeID]Day{}
	for _, p := range InForce(pledges) {
		ends[p.ID] = p.To
	}
	want := map[PledgeID]Day{"open": 39, "next": 90, "late": 0, "ended": 20, "after a pause": 0, "instead": 110}
	if !maps.Equal(ends, want) {
		t.Errorf("in force until %v, want %v", ends, want)
	}
}
