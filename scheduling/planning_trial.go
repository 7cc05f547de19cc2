package scheduling

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"poliskontor/scheduling/planner"
)

// Trial is a change of the working schedule that is looked at before it is made: a
// new visit where VisitID is "", a visit in another slot, or one that is taken away.
type Trial struct {
	VisitID    VisitID
	Remove     bool
	LocalityID LocalityID // of a new visit
	OccasionID OccasionID // of a new visit
	Slot                  // unless it is removed
}

// Effect is what trials would do to the working schedule of a season.
type Effect struct {
	Before, After planner.Score // of the schedule without and with them
	Findings      []TrialFinding
	Broken        []BrokenRule // rules of the engine that are broken with them and were not without
	Unkept        []Unkept     // promises that are kept without them and not with them
	Mended        []Unkept     // promises that are not kept without them and are with them
	Localities    []LocalityEffect
}

// TrialFinding is what a check finds in one trial.
type TrialFinding struct {
	Trial int // its place, from 0
	Finding
}

// LocalityEffect is what trials do to the gaps between the visits to a locality.
type LocalityEffect struct {
	LocalityID LocalityID
	MaxGapDays int // 0 where no greatest gap is promised
	AimDays    int // 0 where nothing is promised
	Closed     []Gap
	Opened     []Gap
}

// Try tells what changes would do to the working schedule of a season, and stores
// nothing. It takes some tens of milliseconds for a year of 2000 visits. The error's
// kind is [NotFound], [Refused] where the season is over, or [Invalid] for what refers
// to nothing or lies outside the season.
func (p *Planning) Try(ctx context.Context, id SeasonID, trials []Trial) (Effect, error) {
	season, err := p.store.Seasons().Get(ctx, id)
	if err != nil {
		return Effect{}, err
	}
	g, err := p.groundwork(ctx, season)
	if err != nil {
		return Effect{}, err
	}
	with, changed, err := g.with(trials)
	if err != nil {
		return Effect{}, err
	}
	before, planBefore, err := g.evaluated()
	if err != nil {
		return Effect{}, fmt.Errorf("score season %s: %w", id, err)
	}
	after, planAfter, err := with.evaluated()
	if err != nil {
		return Effect{}, fmt.Errorf("score season %s with changes: %w", id, err)
	}
	effect := Effect{
		Before: planBefore.Score, After: planAfter.Score,
		Findings:   p.trialFindings(g, with, trials, changed),
		Localities: g.localityEffects(with, changed),
	}
	was, is := before.unkept(planBefore), after.unkept(planAfter)
	effect.Unkept, effect.Mended = unkeptBeside(is, was), unkeptBeside(was, is)
	known := before.broken(planBefore)
	for _, b := range after.broken(planAfter) {
		if slices.ContainsFunc(known, func(k BrokenRule) bool { return k.Rule == b.Rule && k.VisitID == b.VisitID }) {
			continue
		}
		if !slices.ContainsFunc(g.visits, func(v Visit) bool { return v.ID == b.VisitID }) {
			b.VisitID = "" // a new visit has none that anybody knows
		}
		effect.Broken = append(effect.Broken, b)
	}
	return effect, nil
}

// with is the groundwork with trials made, and the visit that each comes to; a
// removed one is as it was.
func (g groundwork) with(trials []Trial) (groundwork, []Visit, error) {
	var broken violations
	visits := slices.Clone(g.visits)
	changed := make([]Visit, len(trials))
	for i, trial := range trials {
		field := func(name string) string { return fmt.Sprintf("changes[%d].%s", i, name) }
		at := slices.IndexFunc(visits, func(v Visit) bool { return v.ID == trial.VisitID })
		v := Visit{ID: NewID[VisitID](), DistrictID: g.district.ID, LocalityID: trial.LocalityID, OccasionID: trial.OccasionID, State: Draft}
		if trial.VisitID != "" {
			if at < 0 {
				broken.add(field("visitId"), CodeUnknown)
				continue
			}
			v = visits[at]
		}
		if trial.Remove {
			broken.check(trial.VisitID != "", field("visitId"), CodeRequired)
			if at >= 0 {
				visits = slices.Delete(visits, at, at+1)
			}
			changed[i] = v
			continue
		}
		v.Slot = trial.Slot
		site, known := g.names.Sites[v.SiteID]
		broken.check(known, field("siteId"), CodeUnknown)
		broken.check(!known || v.LocalityID == "" || site.LocalityID == v.LocalityID, field("siteId"), CodeOtherLocality)
		if v.LocalityID == "" {
			v.LocalityID = site.LocalityID
		}
		broken.check(slices.ContainsFunc(g.offices, func(o Office) bool { return o.ID == v.OfficeID }), field("officeId"), CodeUnknown)
		_, known = g.names.Occasions[v.OccasionID]
		broken.check(v.OccasionID == "" || known, field("occasionId"), CodeUnknown)
		broken.check(v.Starts.Before(v.Ends), field("ends"), CodeEndBeforeStart)
		broken.check(v.Ends.Sub(v.Starts) <= LongestVisit, field("ends"), CodeTooLongTime, "limit", LongestVisit.String())
		broken.check(g.season.Covers(DayOf(v.Starts)), field("starts"), CodeOutsideSeason, "from", g.season.From.String(), "to", g.season.To.String())
		if at >= 0 && trial.VisitID != "" {
			visits[at] = v
		} else {
			visits = append(visits, v)
		}
		changed[i] = v
	}
	slices.SortStableFunc(visits, func(a, b Visit) int { return a.Starts.Compare(b.Starts) })
	g.visits = visits
	return g, changed, broken.err()
}

// evaluated is the groundwork's schedule, scored.
func (g groundwork) evaluated() (assembly, *planner.Plan, error) {
	a := g.assemble()
	plan, err := planner.Evaluate(&a.problem, a.working().Stops)
	return a, plan, err
}

func unkeptBeside(list, known []Unkept) []Unkept {
	same := func(a, b Unkept) bool {
		return a.LocalityID == b.LocalityID && a.OccasionID == b.OccasionID && a.Rule == b.Rule && a.From == b.From && a.To == b.To
	}
	return slices.DeleteFunc(slices.Clone(list), func(u Unkept) bool {
		return slices.ContainsFunc(known, func(k Unkept) bool { return same(k, u) })
	})
}

// trialFindings runs the checks that a release would run on what is changed, and those
// that saving it would.
func (p *Planning) trialFindings(before, with groundwork, trials []Trial, changed []Visit) []TrialFinding {
	s := situation{
		crewing: with.crewing, district: with.district, names: with.names, holidays: with.holidays, now: p.now(),
		visits: map[VisitID]Visit{},
	}
	for _, v := range with.visits {
		s.visits[v.ID] = v
	}
	var found []TrialFinding
	for i, v := range changed {
		say := func(severity Severity, code Code, params ...string) {
			found = append(found, TrialFinding{i, Finding{Severity: severity, Check: code, VisitID: trials[i].VisitID, Params: pairs(params)}})
		}
		if at := slices.IndexFunc(before.visits, func(b Visit) bool { return b.ID == v.ID }); at >= 0 {
			standing := before.visits[at]
			switch {
			case standing.State.Final():
				say(Blocks, CodeVisitState, "state", string(standing.State))
			case standing.State != Draft && !standing.Starts.After(s.now):
				say(Blocks, CodeVisitStarted)
			case standing.State != Draft:
				say(NeedsReason, CheckNoReason)
			}
		}
		if trials[i].Remove {
			continue
		}
		for _, f := range s.ofSlot(v) {
			f.VisitID = trials[i].VisitID
			found = append(found, TrialFinding{i, f})
		}
		if code := with.collision(v); code != "" {
			say(Blocks, code)
		}
	}
	rank := map[Severity]int{Blocks: 0, NeedsReason: 1, Warns: 2}
	slices.SortStableFunc(found, func(a, b TrialFinding) int { return rank[a.Severity] - rank[b.Severity] })
	return found
}

// collision says why the office cannot be at a visit, as the store would: another
// visit of it overlaps, or it could not drive there in time. It is "" where it can.
func (g groundwork) collision(v Visit) Code {
	for _, other := range g.visits {
		if other.ID == v.ID || other.OfficeID != v.OfficeID || !other.State.Occupies() {
			continue
		}
		between := max(v.Starts.Sub(other.Ends), other.Starts.Sub(v.Ends))
		if between < 0 {
			return CodeDoubleBooked
		}
		if other.SiteID == v.SiteID {
			continue
		}
		minutes := g.district.BufferMinutes + TravelMinutes(g.names.Sites[other.SiteID].Position, g.names.Sites[v.SiteID].Position)
		if between < time.Duration(minutes)*time.Minute {
			return CodeNoTravelTime
		}
	}
	return ""
}

// localityEffects compares the gaps of the localities that changes concern.
func (g groundwork) localityEffects(with groundwork, changed []Visit) []LocalityEffect {
	concerned := map[LocalityID]bool{}
	for _, v := range changed {
		if v.OccasionID == "" {
			concerned[v.LocalityID] = true
		}
	}
	var effects []LocalityEffect
	for _, id := range slices.Sorted(maps.Keys(concerned)) {
		effect := LocalityEffect{LocalityID: id}
		promises := PromisesOf(g.names.Localities[id], g.pledges, g.season.From, g.season.To)
		if len(promises) > 0 {
			effect.AimDays, effect.MaxGapDays = promises[0].AimDays(), promises[0].Commitment.Target.MaxGapDays
		}
		was, is := g.gapsOf(id, promises), with.gapsOf(id, promises)
		effect.Closed, effect.Opened = gapsBeside(was, is), gapsBeside(is, was)
		effects = append(effects, effect)
	}
	return effects
}

// gapsOf are the times between the visits to a locality that reach into the season,
// the last of them to the season's end. Where something is promised, only days on
// which it binds count.
func (g groundwork) gapsOf(id LocalityID, promises []Promise) []Gap {
	var days []Day
	for _, v := range g.visits {
		if v.LocalityID == id && v.OccasionID == "" && v.State != Cancelled {
			days = append(days, DayOf(v.Starts))
		}
	}
	slices.Sort(days)
	days = append(slices.Compact(days), g.season.To)
	var gaps []Gap
	for i := 1; i < len(days); i++ {
		if days[i] < g.season.From || days[i] == days[i-1] {
			continue
		}
		gap := Gap{From: days[i-1], To: days[i], Days: int(days[i] - days[i-1])}
		if len(promises) > 0 {
			gap.Days = promises[0].BindingDays(gap.From, gap.To, g.season.Summer)
		}
		gaps = append(gaps, gap)
	}
	slices.SortFunc(gaps, func(a, b Gap) int { return cmp.Compare(a.From, b.From) })
	return gaps
}

func gapsBeside(list, known []Gap) []Gap {
	return slices.DeleteFunc(slices.Clone(list), func(g Gap) bool { return slices.Contains(known, g) })
}
