//go:build unix

package api_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"poliskontor/accounts"
	"poliskontor/api"
	"poliskontor/storage/storagetest"
)

const key = `"8e03978e-40d5-43dd-bc93-6894a57f9324"`

// refusing fails the test unless a request is refused with a status and a code.
func (w *world) refusing(status int, code, method, path string, body any, headers ...string) {
	w.t.Helper()
	if r := w.must(status, method, path, body, headers...); r.text("code") != code {
		w.t.Errorf("%s %s: code %s, want %s", method, path, r.text("code"), code)
	}
}

func (w *world) visits() int {
	return w.must(http.StatusOK, "GET", "/api/v1/visits", nil).number("total")
}

func TestARequestSentAgainIsCarriedOutOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		first := w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key)
		again := w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key)
		if first.Body.String() != again.Body.String() {
			t.Errorf("first %s\nagain %s", first.Body, again.Body)
		}
		for _, header := range []string{"Content-Type", "Location", "ETag"} {
			if one, two := first.Header().Get(header), again.Header().Get(header); header != "Location" && one == "" || one != two {
				t.Errorf("%s: %q, then %q", header, one, two)
			}
		}
		if n := w.visits(); n != 1 {
			t.Errorf("%d visits", n)
		}
		w.refusing(http.StatusUnprocessableEntity, "idempotency_key_reused", "POST", "/api/v1/visits",
			w.visit(object{"starts": "2026-11-23T12:00", "ends": "2026-11-23T13:00"}), "Idempotency-Key", key)
		one := "/api/v1/visits/" + first.text("id")
		w.refusing(http.StatusUnprocessableEntity, "idempotency_key_reused", "DELETE", one, nil, "If-Match", `"1"`, "Idempotency-Key", key)

		pinned := object{"pinned": true}
		put := []string{"If-Match", `"1"`, "Idempotency-Key", "put.8e03978e-40d5"}
		w.must(http.StatusOK, "PUT", one, pinned, put...)
		if r := w.must(http.StatusOK, "PUT", one, pinned, put...); r.number("version") != 2 {
			t.Errorf("put again: version %d", r.number("version"))
		}
		w.must(http.StatusPreconditionFailed, "PUT", one, pinned, "If-Match", `"1"`, "Idempotency-Key", "put.8e03978e-40d6")
		remove := []string{"If-Match", `"2"`, "Idempotency-Key", "delete.8e03978e-40d5"}
		w.must(http.StatusNoContent, "DELETE", one, nil, remove...)
		w.must(http.StatusNoContent, "DELETE", one, nil, remove...)
		w.must(http.StatusNotFound, "DELETE", one, nil, "If-Match", `"2"`)
	})
}

func TestAKeyIsItsOwners(t *testing.T) {
	w := onSQLite(t)
	w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key)
	w.token = w.tokenOf(w.account("annan@example.se", accounts.Grant{Role: accounts.Planner, DistrictID: w.seeds.District.ID}))
	w.refusing(http.StatusConflict, "office_double_booked", "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key)
}

func TestARefusalIsNotKept(t *testing.T) {
	w := onSQLite(t)
	there := w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(nil))
	w.refusing(http.StatusConflict, "office_double_booked", "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key)
	w.must(http.StatusNoContent, "DELETE", "/api/v1/visits/"+there.text("id"), nil, "If-Match", `"1"`)
	w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key)
	w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key)
}

func TestAKeyThatCannotBeRead(t *testing.T) {
	w := onSQLite(t)
	for _, given := range []string{"kort", `"åäö-40d5-43dd-bc93-6894a57f9324"`, "8e03978e 40d5 43dd bc93"} {
		w.refusing(http.StatusBadRequest, "idempotency_key", "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", given)
	}
}

func TestAnswersAreForgottenAfterADay(t *testing.T) {
	w := onSQLite(t)
	w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key)
	forget := func(at time.Time) {
		if err := w.store.Answers().Forget(t.Context(), at.Add(-api.AnswersKept)); err != nil {
			t.Fatal(err)
		}
	}
	forget(w.clock().Add(api.AnswersKept))
	w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key)
	forget(w.clock().Add(api.AnswersKept + time.Second))
	w.refusing(http.StatusConflict, "office_double_booked", "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key)
}

// slow keeps answers, but the first look for one waits.
type slow struct {
	api.Answers
	looking, proceed chan struct{}
}

func (s slow) Find(ctx context.Context, name string) (string, []byte, bool, error) {
	select {
	case s.looking <- struct{}{}:
		<-s.proceed
	case <-s.proceed:
	}
	return s.Answers.Find(ctx, name)
}

func TestARequestThatIsUnderWay(t *testing.T) {
	looking, proceed := make(chan struct{}), make(chan struct{})
	w := onSQLite(t, func(c *api.Config) { c.Answers = slow{c.Answers, looking, proceed} })
	first := make(chan response)
	go func() { first <- w.send("POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key) }()
	<-looking
	w.refusing(http.StatusConflict, "idempotency_under_way", "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key)
	close(proceed)
	if r := <-first; r.Code != http.StatusCreated {
		t.Errorf("first: %d %s", r.Code, r.Body)
	}
	w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key)
	if n := w.visits(); n != 1 {
		t.Errorf("%d visits", n)
	}
}

// forgetful keeps no answers, as a server that dies before it could.
type forgetful struct{ api.Answers }

func (forgetful) Keep(context.Context, string, []byte) error { return errors.New("no") }

func TestAnAnswerThatWasNeverKept(t *testing.T) {
	w := onSQLite(t, func(c *api.Config) { c.Answers = forgetful{c.Answers} })
	w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key)
	w.refusing(http.StatusConflict, "idempotency_answer_lost", "POST", "/api/v1/visits", w.visit(nil), "Idempotency-Key", key)
	if n := w.visits(); n != 1 {
		t.Errorf("%d visits", n)
	}
}
