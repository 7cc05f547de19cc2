package jobs

import (
	"context"
	"sync"
	"time"
)

// promptly is how often a prompt job is begun where no transaction can leave it behind.
const promptly = time.Second

// runHere does every job in this process, each beside the others.
func (r *Runner) runHere(ctx context.Context) {
	var all sync.WaitGroup
	for _, job := range r.Jobs {
		every := job.Every
		if job.Prompt {
			every = promptly
		}
		all.Go(func() {
			for ctx.Err() == nil {
				if !r.do(ctx, job) {
					pause(ctx, every)
				}
			}
		})
	}
	all.Wait()
}
