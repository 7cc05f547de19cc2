//go:build unix

package gate_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"poliskontor/api/gate"
	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

func TestMain(m *testing.M) { os.Exit(storagetest.Main(m)) }

// solve is what the browser does.
func solve(id string) string {
	for n := 0; ; n++ {
		if solution := strconv.Itoa(n); gate.Solved(id, solution) {
			return solution
		}
	}
}

func TestTickets(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		address, now := database.Fresh(t), storagetest.Now
		clock := func() time.Time { return now }
		store := storagetest.Open(t, address, clock)
		g := gate.New(store.Gate(), clock)
		ticket, err := g.Issue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		// Another server, or this one after a restart, knows it.
		if read, err := gate.New(storagetest.Open(t, address, clock).Gate(), clock).Read(t.Context(), ticket.Text); err != nil || read != ticket {
			t.Errorf("read as %+v: %v", read, err)
		}
		for _, wrong := range []string{"", ".", "..", "x", ticket.Text + "x", "x" + ticket.Text, strings.Replace(ticket.Text, ".", ".1", 1),
			ticket.ID + ".99999999999999999999." + "x", strings.Repeat("å.", 4000), "\xff.\xff"} {
			if _, err := g.Read(t.Context(), wrong); !scheduling.HasCode(err, gate.CodeOld) {
				t.Errorf("%.40q: %v", wrong, err)
			}
		}
		now = now.Add(12 * time.Hour)
		if _, err := g.Read(t.Context(), ticket.Text); !scheduling.HasCode(err, gate.CodeOld) {
			t.Errorf("an old ticket: %v", err)
		}
	})
}

func TestWhoIsLetThrough(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		now := storagetest.Now
		clock := func() time.Time { return now }
		g := gate.New(storagetest.Open(t, database.Fresh(t), clock).Gate(), clock)
		ticket, err := g.Issue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		solution := solve(ticket.ID)
		if err := g.Admit(t.Context(), "192.0.2.1", ticket, solution); err != nil {
			t.Errorf("a solution: %v", err)
		}
		for _, wrong := range []string{"", "-1", solution + "0", "0x" + solution, " " + solution, "1e3", strings.Repeat("9", 400)} {
			if err := g.Admit(t.Context(), "192.0.2.1", ticket, wrong); !scheduling.HasCode(err, gate.CodeSoon) {
				t.Errorf("%.20q: %v", wrong, err)
			}
		}
		now = now.Add(20 * time.Second)
		for i := range 8 {
			err := g.Admit(t.Context(), "192.0.2.1", ticket, "")
			if later := scheduling.KindOf(err) == scheduling.Later; later != (i >= 5) {
				t.Errorf("without script, %d: %v", i, err)
			}
		}
		if err := g.Admit(t.Context(), "192.0.2.2", ticket, ""); err != nil {
			t.Errorf("somebody else: %v", err)
		}
		now = now.Add(time.Hour)
		if err := g.Admit(t.Context(), "192.0.2.1", ticket, ""); err != nil {
			t.Errorf("an hour later: %v", err)
		}
	})
}
