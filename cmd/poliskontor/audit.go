package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage"
)

// auditCommand is what can be done with the audit log.
type auditCommand struct {
	Verify auditVerifyCommand `cmd:"" help:"Read the whole audit log and tell whether it is as it was written; exit status 1 if not."`
}

type auditVerifyCommand struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`

	Expect string `placeholder:"HASH" help:"The hash that a former run ended with: the log must continue that one."`
}

// Run reads the log. It changes nothing, also not the schema.
func (c auditVerifyCommand) Run(ctx context.Context, std stdio) error {
	var noted scheduling.AuditHash
	if c.Expect != "" {
		var err error
		if noted, err = scheduling.ParseAuditHash(c.Expect); err != nil {
			return fmt.Errorf("--expect: %w", err)
		}
	}
	store, err := storage.Open(ctx, storage.Config{Database: c.Database, Clock: time.Now, Log: c.logger(std)})
	if err != nil {
		return fmt.Errorf("POLISKONTOR_DATABASE: %w", err)
	}
	return errors.Join(verifyAudit(ctx, store, noted, std), store.Close())
}

func verifyAudit(ctx context.Context, store *storage.Store, noted scheduling.AuditHash, std stdio) error {
	if err := store.Check(ctx); err != nil {
		return fmt.Errorf("POLISKONTOR_DATABASE: %w", err)
	}
	report, err := store.Audit().Verify(ctx, noted)
	if err != nil {
		return fmt.Errorf("verify the audit log: %w", err)
	}
	if report.Broken != nil {
		return fmt.Errorf("the audit log is broken: %s", report.Broken)
	}
	_, err = fmt.Fprintf(std.out, "The audit log is whole.\nentries: %d\nlast hash: %s\n", report.Count, report.Last)
	return err
}
