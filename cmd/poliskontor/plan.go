package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"poliskontor/scheduling/planner"
)

type planCommand struct {
	Problem    string  `arg:"" optional:"" help:"File with the problem as JSON; - for standard input."`
	Bench      string  `help:"File with an instance of the benchmark instead; prints the plan in the benchmark's form." placeholder:"FILE"`
	Seed       uint64  `default:"1" help:"Seed; the same seed and budget give the same plan."`
	Iterations int     `default:"0" help:"Budget; 0 for the engine's own, or with --bench for none but the time."`
	Seconds    float64 `default:"0" help:"Stop after so many seconds with the best plan so far; 0 for no limit, or with --bench and no budget 10."`
	Workers    int     `default:"1" help:"Searches side by side, each with the whole budget; the best plan is taken."`
	Bound      bool    `help:"With --bench, also tell what no plan can be below, and how far above it this one lies."`
	Outlook    bool    `help:"Say whether the promises can be kept at all and what would help, instead of planning."`
	Picture    string  `help:"Also draw the plan, as SVG, into this file." placeholder:"FILE"`
}

// benchSeconds is how long a benchmark runs that has neither budget nor limit.
const benchSeconds = 10

// Run reads a problem, or an instance of the benchmark, solves it and prints the
// plan with its measures as JSON. Progress goes to standard error.
func (c planCommand) Run(ctx context.Context, std stdio) error {
	if (c.Problem == "") == (c.Bench == "") {
		return errors.New("plan: name one file, either a problem or with --bench an instance of the benchmark")
	}
	if c.Bench != "" {
		return c.bench(ctx, std)
	}
	problem, err := readPlan(c.Problem, std.in, planner.ReadProblem)
	if err != nil {
		return err
	}
	if c.Outlook {
		outlook, err := planner.Feasibility(ctx, problem)
		if err != nil {
			return err
		}
		return printJSON(std, outlook)
	}
	plan, err := c.solve(ctx, std, problem, c.Iterations)
	if err != nil {
		return err
	}
	if err := c.draw(problem, plan); err != nil {
		return err
	}
	return printJSON(std, plan)
}

// draw writes the plan's picture where one is asked for.
func (c planCommand) draw(problem *planner.Problem, plan *planner.Plan) error {
	if c.Picture == "" {
		return nil
	}
	file, err := os.Create(c.Picture)
	if err != nil {
		return err
	}
	if err := errors.Join(planner.WriteSVG(file, problem, plan), file.Close()); err != nil {
		return fmt.Errorf("draw %s: %w", c.Picture, err)
	}
	return nil
}

// bench solves an instance of the benchmark.
func (c planCommand) bench(ctx context.Context, std stdio) error {
	yardstick, err := readPlan(c.Bench, std.in, planner.ReadYardstick)
	if err != nil {
		return err
	}
	iterations := c.Iterations
	if iterations == 0 {
		iterations = planner.Unlimited
		if c.Seconds <= 0 {
			c.Seconds = benchSeconds
		}
	}
	plan, err := c.solve(ctx, std, yardstick.Problem, iterations)
	if err != nil {
		return err
	}
	if err := c.draw(yardstick.Problem, plan); err != nil {
		return err
	}
	answer := yardstick.Plan(plan)
	if c.Bound {
		bounds, err := planner.Bound(ctx, yardstick.Problem)
		if err != nil {
			return err
		}
		answer.Against(bounds)
	}
	return printJSON(std, answer)
}

// solve plans within the limits that the command was given.
func (c planCommand) solve(ctx context.Context, std stdio, problem *planner.Problem, iterations int) (*planner.Plan, error) {
	if c.Seconds > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Duration(c.Seconds*float64(time.Second)))
		defer cancel()
	}
	plan, err := planner.Solve(ctx, problem, planner.Options{
		Seed: c.Seed, Iterations: iterations, Workers: c.Workers,
		Progress: func(p planner.Progress) {
			fmt.Fprintf(std.err, "\r%d attempts, promises broken at %d, the rest at %d ",
				p.Iteration, p.Score.Promise, p.Score.Soft)
		},
	})
	fmt.Fprintln(std.err)
	if err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	return plan, nil
}

func printJSON(std stdio, value any) error {
	encoder := json.NewEncoder(std.out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// readPlan opens a file, or standard input for -, and reads it.
func readPlan[T any](name string, in io.Reader, read func(io.Reader) (T, error)) (T, error) {
	var none T
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return none, err
		}
		defer file.Close()
		in = file
	}
	value, err := read(in)
	if err != nil {
		return none, fmt.Errorf("read %s: %w", name, err)
	}
	return value, nil
}
