package api

import (
	"context"
	"crypto/rand"
	"sync"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/planner"
)

// runs are the engines at work whose progress is followed.
type runs struct {
	mutex sync.Mutex
	byID  map[string]run
}

type run struct {
	district scheduling.DistrictID
	stop     context.CancelFunc
}

func (r *runs) add(in scheduling.DistrictID, stop context.CancelFunc) (id string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.byID == nil {
		r.byID = map[string]run{}
	}
	id = rand.Text()
	r.byID[id] = run{in, stop}
	return id
}

func (r *runs) remove(id string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	delete(r.byID, id)
}

func (r *runs) get(id string) (found run, known bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	found, known = r.byID[id]
	return found, known
}

// RunStarted is the first event of a run of the engine.
type RunStarted struct {
	ID Ref `json:"id" doc:"The run's ID, to stop it by."`
}

// RunProgress tells how far the engine has come.
type RunProgress struct {
	Attempts int      `json:"attempts" doc:"Attempts at improvement so far."`
	Most     int      `json:"most" doc:"How many are made at most."`
	Score    Score    `json:"score" doc:"The price of the best plan so far, by the weights that were asked for."`
	Measures Measures `json:"measures" doc:"What people would feel of it."`
}

// progressEvery is how often progress is told at most: often enough to look alive.
const progressEvery = 200 * time.Millisecond

// planEvents are the events of a run: it is started, tells of its progress, and ends
// with the stored proposal, or with a problem.
var planEvents = events{"started": RunStarted{}, "progress": RunProgress{}, "proposal": Proposal{}, "problem": Problem{}}

// runPlanning runs the engine and tells of its progress. Whoever stops it, leaves or
// loses the connection leaves the best plan so far as a proposal.
func (a *api) runPlanning(ctx context.Context, in *proposing) (func(context.Context, *sender), error) {
	var to *sender
	var told time.Time
	options := in.options()
	options.Progress = func(p planner.Progress) {
		if now := time.Now(); now.Sub(told) >= progressEvery {
			told = now
			to.event("progress", RunProgress{Attempts: p.Iteration, Most: p.Iterations,
				Score: Score{Promise: p.Score.Promise, Soft: p.Score.Soft}, Measures: showMeasures(p.Measures())})
		}
	}
	engine, err := a.Planning.Prepare(ctx, scheduling.SeasonID(in.ID), options)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, s *sender) {
		to = s
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		id := a.runs.add(engine.Season.DistrictID, stop)
		defer a.runs.remove(id)
		to.event("started", RunStarted{ID: Ref(id)})
		proposal, err := engine.Solve(ctx)
		if err != nil {
			f, status := understand(err)
			to.event("problem", problem(ctx, f, status, err))
			return
		}
		to.event("proposal", showProposal(proposal))
	}, nil
}

// stopRun lets a run of the engine end with the best plan so far.
func (a *api) stopRun(ctx context.Context, in *byID) (*nothing, error) {
	found, known := a.runs.get(string(in.ID))
	if !known || !scheduling.Reaches(ctx, found.district) {
		return nil, scheduling.NotFoundError("run", string(in.ID))
	}
	found.stop()
	return nil, nil
}
