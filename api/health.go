package api

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// patience is how long readiness waits for the database.
const patience = 2 * time.Second

// serveHealth says that the program runs.
func (a *api) serveHealth(c echo.Context) error {
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	return c.JSON(http.StatusOK, struct {
		Status  string `json:"status"`
		Version string `json:"version"`
	}{"ok", a.Version})
}

// serveReadiness says whether readers can be sent here: there is a snapshot, and the server
// is not about to close. Without its database it is ready for what is public, and says so.
func (a *api) serveReadiness(c echo.Context) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), patience)
	defer cancel()
	err := a.Ready(ctx)
	if err != nil {
		a.Log.DebugContext(ctx, "the database is not ready", "cause", err)
	}
	answer := struct {
		Status   string `json:"status"`
		Database bool   `json:"database"`
		Snapshot bool   `json:"snapshot"`
	}{"ready", err == nil, a.Site.Ready()}
	status := http.StatusOK
	switch {
	case a.Leaving != nil && a.Leaving.Err() != nil:
		answer.Status, status = "leaving", http.StatusServiceUnavailable
	case !answer.Snapshot:
		answer.Status, status = "not_ready", http.StatusServiceUnavailable
	case !answer.Database:
		answer.Status = "public_only"
	}
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	return c.JSON(status, answer)
}
