package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// TestWhoComesTooSoonIsToldWhenToComeBack holds for refusals of operations and of
// other addresses alike.
func TestWhoComesTooSoonIsToldWhenToComeBack(t *testing.T) {
	for _, c := range []struct {
		kind   scheduling.Kind
		code   scheduling.Code
		status int
	}{
		{scheduling.Later, accounts.CodeSignInLater, http.StatusTooManyRequests},
		{scheduling.Busy, accounts.CodeSignInBusy, http.StatusServiceUnavailable},
	} {
		refused := &scheduling.Error{Kind: c.kind, Code: c.code, Params: map[string]string{"seconds": "7"}}
		e := echo.New()
		a := &api{}
		a.document(e)
		e.HTTPErrorHandler = a.refuse
		e.GET("/api/test", func(echo.Context) error { return refused })
		a.Accounts, a.Entrance = nil, busy{refused}
		for path, method := range map[string]string{"/api/test": http.MethodGet, "/api/v1/me": http.MethodGet} {
			w := httptest.NewRecorder()
			e.ServeHTTP(w, httptest.NewRequestWithContext(context.Background(), method, path, nil))
			if w.Code != c.status || w.Header().Get("Retry-After") != "7" || w.Header().Get("Content-Type") != problemType {
				t.Errorf("%s, %s: %d %v %s", c.kind, path, w.Code, w.Header(), w.Body)
			}
		}
	}
}

// busy is an entrance that lets nobody in.
type busy struct{ refused error }

func (b busy) Caller(*http.Request) (accounts.Caller, bool, error) {
	return accounts.Caller{}, false, b.refused
}

func (busy) FromHere(*http.Request) bool { return true }
