package scheduling_test

import (
	"context"
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

func TestMain(m *testing.M) { os.Exit(storagetest.Main(m)) }

// noHolidays is a calendar of ordinary days, but for those it names.
type noHolidays map[scheduling.Day]scheduling.Holiday

// On returns what the day is.
func (h noHolidays) On(d scheduling.Day) scheduling.Holiday { return h[d] }

// desk is a small district with its services and a clock that can be set.
type desk struct {
	storagetest.Seeds
	t          *testing.T
	ctx        context.Context
	store      scheduling.Store
	now        time.Time
	registers  scheduling.Registers
	schedule   *scheduling.Schedule
	publishing *scheduling.Publishing
	planning   *scheduling.Planning
	told       []int // the numbers of the releases that were told
}

// newDesk returns a desk on a Thursday, four weeks before its first shift.
func newDesk(t *testing.T, holidays noHolidays) *desk {
	t.Helper()
	store := storagetest.Open(t, storagetest.SQLite(t), time.Now)
	d := &desk{t: t, ctx: storagetest.Context(t), store: store, Seeds: storagetest.Seed(t, store), now: (storagetest.Monday - 25).At(9 * 60)}
	clock := func() time.Time { return d.now }
	d.registers = scheduling.NewRegisters(store)
	d.publishing = scheduling.NewPublishing(store, clock, holidays, func(_ context.Context, r scheduling.Release) {
		d.told = append(d.told, r.Number)
	})
	d.schedule = scheduling.NewSchedule(store, clock, d.publishing)
	d.planning = scheduling.NewPlanning(store, clock, holidays)
	return d
}

func (d *desk) plan(site int, day scheduling.Day, from, until int) scheduling.Visit {
	d.t.Helper()
	v, err := d.schedule.Plan(d.ctx, d.Visit(site, day, from*60, until*60))
	if err != nil {
		d.t.Fatal(err)
	}
	return v
}

func (d *desk) release(after int, comment string, only ...scheduling.VisitID) (scheduling.Release, error) {
	return d.publishing.Release(d.ctx, scheduling.Order{DistrictID: d.District.ID, After: after, Comment: comment, Only: only})
}

func (d *desk) mustRelease(after int, comment string) scheduling.Release {
	d.t.Helper()
	r, err := d.release(after, comment)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

func (d *desk) ref(id scheduling.VisitID) scheduling.VisitRef {
	d.t.Helper()
	v, err := d.schedule.Get(d.ctx, id)
	if err != nil {
		d.t.Fatal(err)
	}
	return scheduling.VisitRef{ID: id, Version: v.Version}
}

func wantCode(t *testing.T, err error, kind scheduling.Kind, code scheduling.Code) {
	t.Helper()
	if scheduling.KindOf(err) != kind || !scheduling.HasCode(err, code) {
		t.Errorf("got %v, want %s %s", err, kind, code)
	}
}

var monday = storagetest.Monday

func seen(v scheduling.Visit) scheduling.VisitRef {
	return scheduling.VisitRef{ID: v.ID, Version: v.Version}
}

func TestReleaseAnnouncesAndNumbers(t *testing.T) {
	d := newDesk(t, nil)
	first := d.plan(0, monday, 10, 13)
	r := d.mustRelease(0, "Nytt schema.")
	if r.Number != 1 || len(r.Changes) != 1 || r.Changes[0].After.Release != 1 {
		t.Errorf("got %+v", r)
	}
	if v, _ := d.schedule.Get(d.ctx, first.ID); v.State != scheduling.Announced {
		t.Errorf("the visit is %s", v.State)
	}
	_, err := d.release(1, "")
	wantCode(t, err, scheduling.Refused, scheduling.CodeReleaseNothing)
	d.plan(1, monday+1, 10, 13)
	_, err = d.release(0, "")
	wantCode(t, err, scheduling.Conflict, scheduling.CodeReleaseRaced)
	d.mustRelease(1, "")
	if !slices.Equal(d.told, []int{1, 2}) {
		t.Errorf("told %v", d.told)
	}
	ledger, total, err := d.publishing.Ledger(d.ctx, scheduling.Query{DistrictID: d.District.ID})
	if err != nil || total != 2 || ledger[0].Notice != first.Starts.Sub(d.now) {
		t.Errorf("the ledger is %+v, %v", ledger, err)
	}
}

func TestReleaseOfSomeLeavesTheOthers(t *testing.T) {
	d := newDesk(t, nil)
	one := d.plan(0, monday, 10, 13)
	other := d.plan(1, monday+1, 10, 13)
	r, err := d.release(0, "", one.ID)
	if err != nil || len(r.Changes) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	preview, err := d.publishing.Preview(d.ctx, d.District.ID)
	if err != nil || preview.After != 1 || len(preview.Changes) != 1 || preview.Changes[0].After.ID != other.ID {
		t.Errorf("%+v, %v", preview, err)
	}
}

func TestUrgentReleaseTellsOneThing(t *testing.T) {
	d := newDesk(t, nil)
	one, other := d.plan(0, monday, 10, 13), d.plan(1, monday+1, 10, 13)
	d.mustRelease(0, "")
	d.now = d.now.Add(time.Hour)
	if _, err := d.schedule.Cancel(d.ctx, d.ref(other.ID), "Sjukdom."); err != nil {
		t.Fatal(err)
	}
	ref := d.ref(one.ID)
	ref.Release = true
	if _, err := d.schedule.Cancel(d.ctx, ref, "Bilen är trasig."); err != nil {
		t.Fatal(err)
	}
	r, err := d.publishing.Get(d.ctx, d.District.ID, 2)
	if err != nil || !r.Urgent || len(r.Changes) != 1 || r.Changes[0].After.ID != one.ID || r.Changes[0].After.Reason != "Bilen är trasig." {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestRestoreGoesBackToWhatIsAnnounced(t *testing.T) {
	d := newDesk(t, nil)
	v := d.plan(0, monday, 10, 13)
	_, err := d.schedule.Restore(d.ctx, seen(v))
	wantCode(t, err, scheduling.Refused, scheduling.CodeNeverAnnounced)
	d.mustRelease(0, "")
	if _, err := d.schedule.Cancel(d.ctx, d.ref(v.ID), "Ett misstag."); err != nil {
		t.Fatal(err)
	}
	restored, err := d.schedule.Restore(d.ctx, d.ref(v.ID))
	if err != nil || restored.State != scheduling.Announced || restored.Reason != "" || restored.Slot != v.Slot {
		t.Errorf("%+v, %v", restored, err)
	}
	_, err = d.release(1, "")
	wantCode(t, err, scheduling.Refused, scheduling.CodeReleaseNothing)
}

func TestStaleChangeIsRefusedWithWhatIsStored(t *testing.T) {
	d := newDesk(t, nil)
	v := d.plan(0, monday, 10, 13)
	if _, err := d.schedule.Describe(d.ctx, seen(v), scheduling.Details{PublicNote: "Vi talar om trafiken."}); err != nil {
		t.Fatal(err)
	}
	_, err := d.schedule.Describe(d.ctx, seen(v), scheduling.Details{PublicNote: "Vi talar om något annat."})
	wantCode(t, err, scheduling.Stale, scheduling.CodeStale)
}

func TestPlanRefusesFalseGround(t *testing.T) {
	d := newDesk(t, nil)
	other := storagetest.Seed(t, d.store)
	tests := map[string]struct {
		change func(*scheduling.Visit)
		code   scheduling.Code
	}{
		"outside the shift":            {func(v *scheduling.Visit) { v.Ends = v.Ends.Add(8 * time.Hour) }, scheduling.CodeOutsideShift},
		"on a Saturday":                {func(v *scheduling.Visit) { v.Starts, v.Ends = (monday + 5).At(600), (monday + 5).At(700) }, scheduling.CodeOutsideShift},
		"end before start":             {func(v *scheduling.Visit) { v.Ends = v.Starts.Add(-time.Hour) }, scheduling.CodeEndBeforeStart},
		"a site elsewhere":             {func(v *scheduling.Visit) { v.SiteID = d.Sites[1].ID }, scheduling.CodeOtherLocality},
		"a locality of others":         {func(v *scheduling.Visit) { v.LocalityID = other.Localities[0].ID }, scheduling.CodeOtherDistrict},
		"an office of others":          {func(v *scheduling.Visit) { v.OfficeID = other.Office.ID }, scheduling.CodeOtherDistrict},
		"an unknown office":            {func(v *scheduling.Visit) { v.OfficeID = "00000000-0000-4000-8000-000000000000" }, scheduling.CodeUnknown},
		"a note with a control":        {func(v *scheduling.Visit) { v.PublicNote = "a\x00b" }, scheduling.CodeControlChars},
		"longer than a working day":    {func(v *scheduling.Visit) { v.Ends = v.Starts.Add(13 * time.Hour) }, scheduling.CodeTooLongTime},
		"already begun when it is put": {func(*scheduling.Visit) { d.now = monday.At(12 * 60) }, scheduling.CodeVisitStarted},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			before := d.now
			defer func() { d.now = before }()
			v := d.Visit(0, monday, 10*60, 13*60)
			test.change(&v)
			_, err := d.schedule.Plan(d.ctx, v)
			wantCode(t, err, scheduling.Invalid, test.code)
		})
	}
}

func TestChecksBeforeARelease(t *testing.T) {
	tests := map[string]struct {
		prepare  func(*desk, scheduling.Visit)
		check    scheduling.Code
		severity scheduling.Severity
	}{
		"less notice than the rule": {func(d *desk, _ scheduling.Visit) { d.now = (monday - 6).At(9 * 60) },
			scheduling.CheckShortNotice, scheduling.NeedsReason},
		"begun before it was announced": {func(d *desk, v scheduling.Visit) { d.now = v.Starts },
			scheduling.CheckPast, scheduling.Blocks},
		"the office is lent out": {func(d *desk, _ scheduling.Visit) {
			if _, err := d.registers.Absences.Create(d.ctx, scheduling.Absence{
				DistrictID: d.District.ID, OfficeID: d.Office.ID, From: monday, To: monday,
			}); err != nil {
				d.t.Fatal(err)
			}
		}, scheduling.CheckOfficeAway, scheduling.Blocks},
		"the site is retired": {func(d *desk, _ scheduling.Visit) {
			site := d.Sites[0]
			site.Retired = true
			if _, err := d.registers.Sites.Update(d.ctx, site); err != nil {
				d.t.Fatal(err)
			}
		}, scheduling.CheckSiteRetired, scheduling.Blocks},
		"a holiday": {func(*desk, scheduling.Visit) {}, scheduling.CheckHoliday, scheduling.NeedsReason},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			holidays := noHolidays{}
			if test.check == scheduling.CheckHoliday {
				holidays[monday] = scheduling.Holiday{Class: scheduling.HolidayBlocked, Name: "Testdagen"}
			}
			d := newDesk(t, holidays)
			v := d.plan(0, monday, 10, 13)
			if preview, err := d.publishing.Preview(d.ctx, d.District.ID); err != nil ||
				test.check != scheduling.CheckHoliday && len(preview.Findings) > 0 {
				t.Fatalf("before: %+v, %v", preview.Findings, err)
			}
			test.prepare(d, v)
			preview, err := d.publishing.Preview(d.ctx, d.District.ID)
			if err != nil || !slices.ContainsFunc(preview.Findings, func(f scheduling.Finding) bool {
				return f.Check == test.check && f.Severity == test.severity && f.VisitID == v.ID
			}) {
				t.Errorf("found %+v, %v", preview.Findings, err)
			}
			_, err = d.release(0, "")
			want := scheduling.CodeReleaseBlocked
			if test.severity == scheduling.NeedsReason {
				want = scheduling.CodeReleaseReason
			}
			wantCode(t, err, scheduling.Refused, want)
			_, err = d.release(0, "Vi vill ändå.")
			if (err == nil) != (test.severity == scheduling.NeedsReason) {
				t.Errorf("with a comment: %v", err)
			}
		})
	}
}

func TestOfficeLentOutAfterAnnouncingIsNoticed(t *testing.T) {
	d := newDesk(t, nil)
	v := d.plan(0, monday, 10, 13)
	d.mustRelease(0, "")
	if _, err := d.registers.Absences.Create(d.ctx, scheduling.Absence{
		DistrictID: d.District.ID, OfficeID: d.Office.ID, From: monday, To: monday,
	}); err != nil {
		t.Fatal(err)
	}
	preview, err := d.publishing.Preview(d.ctx, d.District.ID)
	want := []scheduling.Finding{{Severity: scheduling.Warns, Check: scheduling.CheckOfficeAway, VisitID: v.ID}}
	if err != nil || !reflect.DeepEqual(preview.Findings, want) {
		t.Errorf("found %+v, %v", preview.Findings, err)
	}
}

func TestShiftWithVisitsStays(t *testing.T) {
	d := newDesk(t, nil)
	d.plan(0, monday, 10, 13)
	shift := d.Shifts[0]
	wantCode(t, d.registers.Shifts.Delete(d.ctx, shift.ID, shift.Version), scheduling.Conflict, scheduling.CodeInUse)
	short := shift
	short.Ends = shift.Starts.Add(2 * time.Hour)
	_, err := d.registers.Shifts.Update(d.ctx, short)
	wantCode(t, err, scheduling.Conflict, scheduling.CodeInUse)
	long := shift
	long.Ends = shift.Ends.Add(time.Hour)
	if _, err := d.registers.Shifts.Update(d.ctx, long); err != nil {
		t.Error(err)
	}
}

// pledge promises every basort a visit at least every tenth day.
func (d *desk) pledge() scheduling.Pledge {
	d.t.Helper()
	p, err := d.registers.Pledges.Create(d.ctx, scheduling.Pledge{
		DistrictID: d.District.ID, MunicipalityID: d.Municipality.ID, Slug: "lofte", Kind: scheduling.CitizenPledge,
		Title: "Löfte", Signed: monday - 100, From: monday - 100,
		Commitments: []scheduling.Commitment{{
			Article: 1, Title: "Besök", Owner: scheduling.Police, Indicator: scheduling.Visits, Binds: scheduling.YearRound,
			Target: scheduling.Target{AimDays: 5, MaxGapDays: 10},
			Scope:  scheduling.Scope{Kinds: []scheduling.LocalityKind{scheduling.Basort}},
		}},
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return p
}

func (d *desk) season() scheduling.Season {
	d.t.Helper()
	s, err := d.registers.Seasons.Create(d.ctx, scheduling.Season{
		DistrictID: d.District.ID, Name: "Två veckor", From: monday, To: monday + 13,
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return s
}

func TestSignedPledgeStays(t *testing.T) {
	d := newDesk(t, nil)
	p := d.pledge()
	p.Title = "Ett annat löfte"
	_, err := d.registers.Pledges.Update(d.ctx, p)
	wantCode(t, err, scheduling.Refused, scheduling.CodePledgeSigned)
	wantCode(t, d.registers.Pledges.Delete(d.ctx, p.ID, p.Version), scheduling.Refused, scheduling.CodePledgeSigned)
}

func TestProposalIsTakenOnce(t *testing.T) {
	d := newDesk(t, nil)
	pledge := d.pledge()
	proposal, err := d.planning.Propose(d.ctx, d.season().ID, scheduling.ProposeOptions{Seed: 1, Iterations: 50})
	if err != nil {
		t.Fatal(err)
	}
	if len(proposal.Visits) < 6 || len(proposal.Unkept) > 0 {
		t.Errorf("%d visits, unkept %+v", len(proposal.Visits), proposal.Unkept)
	}
	_, err = d.planning.Take(d.ctx, proposal.ID, proposal.Version+1, scheduling.Taking{})
	wantCode(t, err, scheduling.Stale, scheduling.CodeStale)
	_, err = d.planning.Take(d.ctx, proposal.ID, proposal.Version, scheduling.Taking{Visits: []int{len(proposal.Visits)}})
	wantCode(t, err, scheduling.Invalid, scheduling.CodeUnknown)
	taken, err := d.planning.Take(d.ctx, proposal.ID, proposal.Version, scheduling.Taking{})
	if err != nil || taken.Taken.IsZero() {
		t.Fatalf("%+v, %v", taken, err)
	}
	_, err = d.planning.Take(d.ctx, proposal.ID, taken.Version, scheduling.Taking{})
	wantCode(t, err, scheduling.Refused, scheduling.CodeProposalTaken)
	r := d.mustRelease(0, "")
	if len(r.Changes) != len(proposal.Visits) {
		t.Errorf("%d of %d visits are announced", len(r.Changes), len(proposal.Visits))
	}
	ledger, _, err := d.publishing.Ledger(d.ctx, scheduling.Query{DistrictID: d.District.ID})
	if err != nil || len(ledger) == 0 || !slices.Equal(ledger[0].CommitmentIDs, []scheduling.CommitmentID{pledge.Commitments[0].ID}) {
		t.Errorf("the ledger is %+v, %v", ledger, err)
	}
}

// TestNextProposalKeepsWhatStands plans again after a release: pinned visits and
// those within the notice stay as they are.
func TestNextProposalKeepsWhatStands(t *testing.T) {
	d := newDesk(t, nil)
	d.pledge()
	season := d.season()
	soon, pinned := d.plan(0, monday+1, 9, 12), d.plan(1, monday+9, 14, 17)
	if _, err := d.schedule.Describe(d.ctx, seen(pinned), scheduling.Details{Pinned: true}); err != nil {
		t.Fatal(err)
	}
	d.mustRelease(0, "")
	d.now = monday.At(8 * 60)
	proposal, err := d.planning.Propose(d.ctx, season.ID, scheduling.ProposeOptions{Seed: 1, Iterations: 50})
	if err != nil {
		t.Fatal(err)
	}
	for _, standing := range []scheduling.Visit{soon, pinned} {
		if !slices.ContainsFunc(proposal.Visits, func(v scheduling.ProposedVisit) bool {
			return v.VisitID == standing.ID && v.Kind == scheduling.ProposedKept && v.Slot == standing.Slot
		}) {
			t.Errorf("the visit of %s does not stand", scheduling.DayOf(standing.Starts))
		}
	}
	for _, v := range proposal.Visits {
		if v.Kind == scheduling.ProposedNew && scheduling.DayOf(v.Starts) < monday+scheduling.Day(d.District.NoticeDays) {
			t.Errorf("a new visit on %s is within the notice", scheduling.DayOf(v.Starts))
		}
	}
}

func TestProposalSaysWhatCannotBeKept(t *testing.T) {
	d := newDesk(t, nil)
	d.pledge()
	if _, err := d.registers.Absences.Create(d.ctx, scheduling.Absence{
		DistrictID: d.District.ID, OfficeID: d.Office.ID, From: monday, To: monday + 12,
	}); err != nil {
		t.Fatal(err)
	}
	season := d.season()
	_, err := d.planning.Propose(d.ctx, season.ID, scheduling.ProposeOptions{})
	wantCode(t, err, scheduling.Refused, scheduling.CodeNoShifts)

	away, _, err := d.registers.Absences.List(d.ctx, scheduling.Query{DistrictID: d.District.ID})
	if err != nil {
		t.Fatal(err)
	}
	away[0].To = monday + 9 // two of its days are crewed
	if _, err := d.registers.Absences.Update(d.ctx, away[0]); err != nil {
		t.Fatal(err)
	}
	v := d.plan(0, monday+10, 9, 17)
	w := d.plan(0, monday+11, 9, 17)
	for _, v := range []scheduling.Visit{v, w} {
		if _, err := d.schedule.Describe(d.ctx, seen(v), scheduling.Details{Pinned: true}); err != nil {
			t.Fatal(err)
		}
	}
	proposal, err := d.planning.Propose(d.ctx, season.ID, scheduling.ProposeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	unkept := map[scheduling.LocalityID]bool{}
	for _, u := range proposal.Unkept {
		if len(u.Causes) == 0 {
			t.Errorf("no cause is given for %+v", u)
		}
		unkept[u.LocalityID] = true
	}
	if !unkept[d.Localities[1].ID] || !unkept[d.Localities[2].ID] {
		t.Errorf("unkept is %+v", proposal.Unkept)
	}
}
