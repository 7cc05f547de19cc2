package api

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"

	"poliskontor/scheduling"
)

// following is a request to hear of what others change.
type following struct {
	Season Ref   `query:"season" doc:"The ID of the season that is looked at: others who look at it are told, and tell."`
	After  int64 `query:"after" minimum:"0" doc:"Begin behind the change of this number, as an event's data has it; with what happens from now on where left out."`
}

// LiveChange is something that was changed, by whomever.
type LiveChange struct {
	Number     int64  `json:"number" doc:"Rises with each change; the number to continue after."`
	At         Time   `json:"at" doc:"When."`
	Action     string `json:"action" enum:"create,update,delete,release" doc:"What was done."`
	Thing      string `json:"thing" doc:"To what kind of thing." example:"visit"`
	ID         Ref    `json:"id" doc:"To which one."`
	Version    int    `json:"version,omitempty" doc:"Its version now; left out where it is gone."`
	DistrictID Ref    `json:"districtId,omitempty" doc:"Its district."`
	By         string `json:"by" doc:"Who did it." example:"anna@example.se"`
	ByID       Ref    `json:"byId,omitempty" doc:"Their account."`
}

// Presence is who looks at a season now.
type Presence struct {
	SeasonID Ref      `json:"seasonId" doc:"The season."`
	People   []Looker `json:"people" doc:"By name; each once, however many windows they have."`
}

// Looker is somebody who looks at a season.
type Looker struct {
	ID   Ref    `json:"id" doc:"Their account."`
	Name string `json:"name" doc:"Their name."`
}

// LiveStart is the first event.
type LiveStart struct {
	Number int64 `json:"number" doc:"The number of the last change before those that are told."`
}

var liveEvents = events{"start": LiveStart{}, "change": LiveChange{}, "presence": Presence{}}

const (
	// lookEvery is how often a stream looks for changes: well within the second in
	// which one is to be seen. Other servers' are in the same log.
	lookEvery = 500 * time.Millisecond
	// liveFor is how long a stream lasts at most; its reader comes back, and is asked
	// anew who they are and what they may.
	liveFor = 5 * time.Minute
	// mostMissed is how many changes are told one by one; whoever missed more reads all anew.
	mostMissed = 500
)

// told are the kinds of things whose changes are told. What is private, or about
// accounts, is not.
var told = []string{"district", "municipality", "locality", "site", "office", "absence", "shift", "pledge", "season", "occasion", "visit", "proposal", "release", "pending_release"}

// follow tells of what is changed within the caller's reach, and of who else looks at
// a season.
func (a *api) follow(ctx context.Context, in *following) (func(context.Context, *sender), error) {
	if in.Season != "" {
		if _, err := a.Registers.Seasons.Get(ctx, scheduling.SeasonID(in.Season)); err != nil {
			return nil, err
		}
	}
	last := in.After
	if last == 0 {
		newest, _, err := a.Store.Audit().List(ctx, scheduling.AuditQuery{Limit: 1})
		if err != nil {
			return nil, err
		}
		if len(newest) > 0 {
			last = newest[0].ID
		}
	}
	caller := callerFrom(ctx)
	me := Looker{ID: Ref(caller.Account.ID), Name: caller.Account.Name}
	return func(ctx context.Context, to *sender) {
		ctx, cancel := context.WithTimeout(ctx, liveFor)
		defer cancel()
		seen, leave := a.lookers.join(in.Season, me)
		defer leave()
		to.event("start", LiveStart{Number: last})
		ticks := time.NewTicker(lookEvery)
		defer ticks.Stop()
		for quiet := 0; ; quiet++ {
			select {
			case <-ctx.Done():
				return
			case <-seen:
				to.event("presence", Presence{SeasonID: in.Season, People: a.lookers.at(in.Season)})
			case <-ticks.C:
				changes, _, err := a.Store.Audit().List(ctx, scheduling.AuditQuery{After: last, Limit: mostMissed})
				if err != nil {
					return // the reader comes back and continues where it was
				}
				for _, e := range slices.Backward(changes) {
					last = e.ID
					if change, tell := liveChange(e); tell {
						to.event("change", change)
					}
				}
				if quiet%40 == 39 {
					to.comment("still here")
				}
			}
		}
	}, nil
}

func liveChange(e scheduling.AuditEntry) (LiveChange, bool) {
	var row struct{ Meta struct{ Version int } }
	_ = json.Unmarshal([]byte(e.After), &row) // without a version none is told
	changed := e.Action == scheduling.AuditCreate || e.Action == scheduling.AuditUpdate || e.Action == scheduling.AuditDelete || e.Action == scheduling.AuditRelease
	return LiveChange{
		Number: e.ID, At: timeOf(e.At), Action: string(e.Action), Thing: e.Thing, ID: Ref(e.ThingID), Version: row.Meta.Version,
		DistrictID: Ref(e.District), By: personIn(e.Actor.Name), ByID: Ref(e.Actor.ID),
	}, changed && slices.Contains(told, e.Thing)
}

// personIn is the person in an actor's name, without the token that they acted by.
func personIn(actor string) string {
	person, _, _ := strings.Cut(actor, " (")
	return person
}

// lookers are those who look at seasons, in this server.
type lookers struct {
	mutex    sync.Mutex
	bySeason map[Ref]map[chan struct{}]Looker
}

// join adds somebody; the channel tells when the company has changed, once at first.
// Without a season it never does.
func (l *lookers) join(season Ref, who Looker) (changed <-chan struct{}, leave func()) {
	if season == "" {
		return nil, func() {}
	}
	mine := make(chan struct{}, 1)
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.bySeason == nil {
		l.bySeason = map[Ref]map[chan struct{}]Looker{}
	}
	if l.bySeason[season] == nil {
		l.bySeason[season] = map[chan struct{}]Looker{}
	}
	l.bySeason[season][mine] = who
	l.tell(season)
	return mine, func() {
		l.mutex.Lock()
		defer l.mutex.Unlock()
		delete(l.bySeason[season], mine)
		if len(l.bySeason[season]) == 0 {
			delete(l.bySeason, season)
		}
		l.tell(season)
	}
}

// tell wakes all who look at a season; who is awake already is not waited for.
func (l *lookers) tell(season Ref) {
	for changed := range l.bySeason[season] {
		select {
		case changed <- struct{}{}:
		default:
		}
	}
}

func (l *lookers) at(season Ref) []Looker {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	people := []Looker{}
	for _, who := range l.bySeason[season] {
		if !slices.Contains(people, who) {
			people = append(people, who)
		}
	}
	slices.SortFunc(people, func(a, b Looker) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return people
}
