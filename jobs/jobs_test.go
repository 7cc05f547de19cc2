//go:build unix

package jobs_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"poliskontor/jobs"
	"poliskontor/safelog/logtest"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

func TestMain(m *testing.M) { os.Exit(storagetest.Main(m)) }

// prepared is a PostgreSQL with the queue in it; others have none.
func prepared(t *testing.T) (postgres storagetest.Database, address string) {
	t.Helper()
	postgres = storagetest.OnPostgres
	return postgres, postgres.Fresh(t)
}

// soon is how long a test waits for what must happen soon; a busy machine is slow.
const soon = time.Minute

// server is what does jobs on one server.
type server struct {
	log  bytes.Buffer
	stop func() // and wait until all has ended
}

// serve does jobs on a database until the test ends.
func serve(t *testing.T, database storagetest.Database, address string, ping func(context.Context) error, all ...jobs.Job) *server {
	t.Helper()
	store := storagetest.Open(t, address, time.Now)
	queue, err := store.Queue()
	if err != nil {
		t.Fatal(err)
	}
	if (queue == nil) != (database.Name == "sqlite") {
		t.Fatalf("the queue of %s is %v", database.Name, queue)
	}
	if ping == nil {
		ping = store.Ping
	}
	s := &server{}
	runner := jobs.New(jobs.Config{Jobs: all, Queue: queue, Ping: ping, Log: logtest.New(&s.log)})
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		if err := runner.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	s.stop = func() {
		cancel()
		running.Wait()
	}
	t.Cleanup(s.stop)
	return s
}

// await waits for what a job tells.
func await[T any](t *testing.T, what string, told <-chan T) T {
	t.Helper()
	select {
	case value := <-told:
		return value
	case <-time.After(soon):
		t.Fatalf("%s: nothing happens", what)
		panic("unreachable")
	}
}

// tell is what a job does to tell that it is done, unless nobody listens any more.
func tell[T any](ctx context.Context, to chan<- T, value T) error {
	select {
	case to <- value:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// raw is a database past the store.
func raw(t *testing.T, address string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func count(t *testing.T, db *sql.DB, query string) (n int) {
	t.Helper()
	if err := db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// leave is jobs.Leave as pgx writes it.
var leave = strings.Replace(strings.Replace(jobs.Leave, "?", "$1", 1), "?", "$2", 1)

// TestWhatComesRoundIsDoneByOneAtATime lets three servers do what comes round each second.
func TestWhatComesRoundIsDoneByOneAtATime(t *testing.T) {
	database, address := prepared(t)
	var at atomic.Int32
	done := make(chan struct{})
	job := jobs.Job{Kind: "round", Every: time.Second, Within: soon, Do: func(ctx context.Context) error {
		if at.Add(1) > 1 {
			t.Error("two servers are at it")
		}
		defer at.Add(-1)
		return tell(ctx, done, struct{}{})
	}}
	for range 3 {
		serve(t, database, address, nil, job)
	}
	for range 4 {
		await(t, "what comes round", done)
	}
}

// TestWhatIsLeftBehindIsDoneOnce leaves jobs to three servers, and sees that each was done by
// one of them, and once.
func TestWhatIsLeftBehindIsDoneOnce(t *testing.T) {
	database, address := prepared(t)
	db := raw(t, address)
	const left = 50
	var done atomic.Int32
	all := make(chan struct{}, 1)
	job := jobs.Job{Kind: "errand", Every: time.Hour, Prompt: true, Within: soon, Do: func(context.Context) error {
		if done.Add(1) == left {
			all <- struct{}{}
		}
		return nil
	}}
	servers := []*server{}
	for range 3 {
		servers = append(servers, serve(t, database, address, nil, job))
	}
	for range left {
		tx, err := db.BeginTx(t.Context(), nil)
		if err == nil {
			_, err = tx.ExecContext(t.Context(), leave, "errand", 0.0)
		}
		if err == nil {
			err = tx.Commit()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	await(t, "what was left behind", all)
	for _, s := range servers {
		s.stop()
	}
	if completed := count(t, db, "SELECT count(*) FROM river_job WHERE state = 'completed' AND attempt = 1"); completed != int(done.Load()) || completed < left {
		t.Errorf("%d were done, and %d are on record", done.Load(), completed)
	}
	for _, s := range servers {
		if s.log.Len() > 0 {
			t.Errorf("it says %s", s.log.String())
		}
	}
}

func TestWhatIsTakenBackIsNeverDone(t *testing.T) {
	database, address := prepared(t)
	db := raw(t, address)
	job := jobs.Job{Kind: "errand", Every: time.Hour, Prompt: true, Within: soon, Do: func(context.Context) error { return nil }}
	tx, err := db.BeginTx(t.Context(), nil)
	if err == nil {
		_, err = tx.ExecContext(t.Context(), leave, "taken-back", 0.0)
	}
	if err == nil {
		err = tx.Rollback()
	}
	if err != nil {
		t.Fatal(err)
	}
	later := make(chan struct{}, 10)
	serve(t, database, address, nil, job,
		jobs.Job{Kind: "taken-back", Every: 1000 * time.Hour, Within: soon, Do: func(context.Context) error { later <- struct{}{}; return nil }})
	await(t, "what the leader brings", later)
	if n := count(t, db, "SELECT count(*) FROM river_job WHERE kind = 'taken-back'"); n != 1 {
		t.Errorf("it was queued %d times, and comes round once", n)
	}
}

// TestWhoStopsWaits sees that a job that is under way when a server stops is told, and ends first.
func TestWhoStopsWaits(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		begun := make(chan struct{}, 10)
		var ended atomic.Int32
		s := serve(t, database, database.Fresh(t), nil, jobs.Job{Kind: "long", Every: time.Hour, Within: soon, Do: func(ctx context.Context) error {
			begun <- struct{}{}
			<-ctx.Done()
			ended.Add(1)
			return ctx.Err()
		}})
		await(t, "the job", begun)
		s.stop()
		if ended.Load() != 1 {
			t.Error("it did not wait")
		}
		if strings.Contains(s.log.String(), "ERROR") {
			t.Errorf("who stops has not failed: %s", s.log.String())
		}
	})
}

// TestTroubleIsToldOnce sees what the log says of a job that fails, panics, and succeeds again.
func TestTroubleIsToldOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		done := make(chan struct{})
		times := 0
		s := serve(t, database, database.Fresh(t), nil, jobs.Job{Kind: "bad", Every: time.Second, Within: soon, Waits: "it waits", Do: func(ctx context.Context) error {
			times++
			switch times {
			case 1:
				return errors.New("the first time")
			case 2:
				panic("the second time")
			case 4:
				return tell(ctx, done, struct{}{})
			}
			return nil
		}})
		await(t, "a job that fails comes round again", done)
		s.stop()
		said := s.log.String()
		if strings.Count(said, "it waits") != 1 || strings.Count(said, "succeeds again") != 1 || !strings.Contains(said, "the first time") {
			t.Errorf("it says %s", said)
		}
	})
}

// TestThereIsMore sees that a job that has taken its time goes on at once.
func TestThereIsMore(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		done := make(chan int)
		times := 0
		serve(t, database, database.Fresh(t), nil, jobs.Job{Kind: "much", Every: 1000 * time.Hour, Within: soon, Do: func(ctx context.Context) error {
			if times++; times < 3 {
				return jobs.ErrMore
			}
			return tell(ctx, done, times)
		}})
		if n := await(t, "the rest", done); n != 3 {
			t.Errorf("%d times", n)
		}
	})
}

// TestTheQueueGoesAndComes sees that jobs rest while the database is away, quietly, and go on.
func TestTheQueueGoesAndComes(t *testing.T) {
	database, address := prepared(t)
	done, pinged := make(chan struct{}, 1000), make(chan struct{}, 1000)
	var away atomic.Bool
	store := storagetest.Open(t, address, time.Now)
	s := serve(t, database, address, func(ctx context.Context) error {
		select {
		case pinged <- struct{}{}:
		default:
		}
		if away.Load() {
			return errors.New("it is away")
		}
		return store.Ping(ctx)
	}, jobs.Job{Kind: "errand", Every: time.Second, Prompt: true, Within: soon, Do: func(context.Context) error {
		select {
		case done <- struct{}{}:
		default:
		}
		return nil
	}})
	await(t, "before", done)
	away.Store(true)
	for len(pinged) > 0 {
		<-pinged
	}
	for range 4 {
		await(t, "the look for the database", pinged)
	}
	for len(done) > 0 {
		<-done
	}
	away.Store(false)
	await(t, "afterwards", done)
	s.stop()
	if s.log.Len() > 0 {
		t.Errorf("it says %s", s.log.String())
	}
}

// TestTablesAreMadeOnce sees that making the tables of the queue again changes nothing.
func TestTablesAreMadeOnce(t *testing.T) {
	_, address := prepared(t)
	store, err := storage.Open(t.Context(), storage.Config{Database: address})
	if err != nil {
		t.Fatal(err)
	}
	queue, err := store.Queue()
	if err == nil {
		err = jobs.Migrate(t.Context(), queue)
	}
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	if n := count(t, raw(t, address), "SELECT max(version) FROM river_migration"); n != jobs.Schema {
		t.Errorf("the tables are of version %d", n)
	}
}
