//go:build unix

package main

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"poliskontor/jobs"
	"poliskontor/storage/storagetest"
)

// queueOf looks into the queue of servers.
type queueOf struct {
	*testing.T
	db *sql.DB
}

// until asks until a query finds something, and returns that.
func (q queueOf) until(what, query string, values ...any) (found string) {
	q.Helper()
	for ends := time.Now().Add(2 * time.Minute); time.Now().Before(ends); time.Sleep(20 * time.Millisecond) {
		switch err := q.db.QueryRowContext(q.Context(), query, values...).Scan(&found); err {
		case nil:
			return found
		case sql.ErrNoRows:
		default:
			q.Fatal(err)
		}
	}
	q.Fatalf("%s: it does not come about", what)
	return ""
}

// leave leaves a job behind, and returns its ID.
func (q queueOf) leave(kind string) (id string) {
	q.Helper()
	statement := strings.Replace(strings.Replace(jobs.Leave, "?", "$1", 1), "?", "$2", 1) + " RETURNING id"
	if err := q.db.QueryRowContext(q.Context(), statement, kind, 0.0).Scan(&id); err != nil {
		q.Fatal(err)
	}
	return id
}

// TestAnotherLeads kills the server that leads. What transactions leave behind goes on with
// no leader, and what comes round by the clock with the next one.
func TestAnotherLeads(t *testing.T) {
	t.Parallel()
	database := storagetest.Postgres(t)
	token := administrator(t, database)
	q := queueOf{t, openRaw(t, database)}
	const leads = "SELECT leader_id FROM river_leader WHERE expires_at > now()"
	first := startProcess(t, database, token)
	leader := q.until("a leader", leads)
	q.until("what the leader brings", "SELECT id::text FROM river_job WHERE kind = 'freeze' AND state = 'completed'")
	second := startProcess(t, database, token)
	// The second has been seen to work before the first one dies.
	q.until("a job of the second", "SELECT id::text FROM river_job WHERE NOT attempted_by @> ARRAY[$1] AND state = 'completed'", leader)
	first.kill(t)

	q.until("a job without a leader", "SELECT id::text FROM river_job WHERE id = $1::bigint AND state = 'completed'", q.leave("depart"))
	next := q.until("another leader", leads+" AND leader_id <> $1", leader)
	q.until("what the next leader brings", "SELECT id::text FROM river_job WHERE kind = 'freeze' AND state = 'completed' AND attempted_by @> ARRAY[$1]", next)
	second.kill(t)
	if strings.Contains(second.log.String(), `"level":"ERROR"`) {
		t.Errorf("the second complains: %s", second.log.String())
	}
}
