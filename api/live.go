package api

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"poliskontor/scheduling"
)

// following is a request to hear of what others change.
type following struct {
	District Ref    `query:"district" doc:"The ID of the district that is worked in: others who work in it are told, and tell."`
	At       Opened `query:"at" doc:"What you have open, so that the others see it."`
	After    int64  `query:"after" minimum:"0" doc:"Begin behind the change of this number, as an event's data has it; with what happens from now on where left out."`
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

// Presence is who works in a district now.
type Presence struct {
	DistrictID Ref      `json:"districtId" doc:"The district."`
	People     []Looker `json:"people" doc:"By name; each once, however many windows they have."`
}

// Looker is somebody who works in a district.
type Looker struct {
	ID   Ref      `json:"id" doc:"Their account."`
	Name string   `json:"name" doc:"Their name."`
	At   []Opened `json:"at" doc:"What they have open."`
}

// Opened is a thing that somebody has open: the path of its register below /api/v1/, and its ID.
type Opened string

var openedPattern = regexp.MustCompile(`^[a-z]{1,32}/[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$`)

// Schema describes the form.
func (Opened) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Examples: []any{"visits/6f1c2a0e-6a55-4f0e-9b1e-0b7a8c1d2e3f"},
		Description: "A thing, by its register and its ID."}
}

// Resolve refuses what is no thing.
func (o Opened) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if o == "" || openedPattern.MatchString(string(o)) {
		return nil
	}
	return []error{&fault{location: at.String(), code: scheduling.CodeUnknown}}
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

// follow tells of what is changed within the caller's reach, and of who else works in
// a district.
func (a *api) follow(ctx context.Context, in *following) (func(context.Context, *sender), error) {
	if in.District != "" {
		if _, err := a.Registers.Districts.Get(ctx, scheduling.DistrictID(in.District)); err != nil {
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
	me := looker{id: Ref(caller.Account.ID), name: caller.Account.Name, at: in.At}
	return func(ctx context.Context, to *sender) {
		ctx, cancel := context.WithTimeout(ctx, liveFor)
		defer cancel()
		seen, leave := a.lookers.join(in.District, me)
		defer leave()
		to.event("start", LiveStart{Number: last})
		ticks := time.NewTicker(lookEvery)
		defer ticks.Stop()
		for quiet := 0; ; quiet++ {
			select {
			case <-ctx.Done():
				return
			case <-seen:
				to.event("presence", Presence{DistrictID: in.District, People: a.lookers.in(in.District)})
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
