package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"poliskontor/api"
	"poliskontor/scheduling/planner"
)

type planCommand struct {
	Problem    string        `arg:"" help:"File with the problem as JSON; - for standard input."`
	Seed       uint64        `default:"1" help:"Seed; the same seed and budget give the same plan."`
	Iterations int           `default:"0" help:"Budget; 0 for the engine's own."`
	Limit      time.Duration `default:"0" help:"Stop after this time with the best plan so far; 0 for no limit."`
}

// Run reads a problem, solves it and prints the plan with its measures as JSON.
// Progress goes to standard error.
func (c planCommand) Run(ctx context.Context, std stdio) error {
	problem, err := c.read(std.in)
	if err != nil {
		return err
	}
	if c.Limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.Limit)
		defer cancel()
	}
	plan, err := planner.Solve(ctx, problem, planner.Options{
		Seed: c.Seed, Iterations: c.Iterations,
		Progress: func(p planner.Progress) {
			fmt.Fprintf(std.err, "\r%d of %d attempts, promises broken at %d, the rest at %d ",
				p.Iteration, p.Iterations, p.Score.Promise, p.Score.Soft)
		},
	})
	if err != nil {
		return fmt.Errorf("plan %s: %w", c.Problem, err)
	}
	fmt.Fprintln(std.err)
	encoder := json.NewEncoder(std.out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(plan)
}

func (c planCommand) read(in io.Reader) (*planner.Problem, error) {
	if c.Problem != "-" {
		file, err := os.Open(c.Problem)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	problem, err := planner.ReadProblem(in)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", c.Problem, err)
	}
	return problem, nil
}

type openAPICommand struct{}

// Run prints the API's description.
func (openAPICommand) Run(std stdio) error {
	description, err := api.OpenAPI()
	if err != nil {
		return err
	}
	_, err = std.out.Write(description)
	return err
}
