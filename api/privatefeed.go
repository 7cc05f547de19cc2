package api

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/calendar"
	"poliskontor/scheduling"
)

// privateFeedPath is where private calendars are; a secret follows.
const privateFeedPath = "/kalender/privat/"

// servePrivateFeed answers with the working schedule to whoever has its address. An
// address that opens nothing is not found, whatever was wrong with it. Each fetch
// reads internal notes, and is in the audit log.
func (a *api) servePrivateFeed(c echo.Context) error {
	header := c.Response().Header()
	header.Set(echo.HeaderCacheControl, "private, no-cache")
	header.Set("X-Robots-Tag", "noindex")
	ctx := c.Request().Context()
	secret, named := strings.CutSuffix(c.Param("secret"), ".ics")
	if !named {
		return &failure{code: codeRouteUnknown}
	}
	caller, err := a.Accounts.ByKey(ctx, accounts.FeedKey, accounts.Secret(secret))
	if scheduling.KindOf(err) == scheduling.NotFound {
		return &failure{code: codeRouteUnknown}
	}
	if err != nil {
		return err
	}
	district := caller.Key.DistrictID
	if !caller.MayIn(accounts.Read, district) || !caller.ReadsNotes(accounts.Police, false, district) {
		return &failure{code: codeRouteUnknown}
	}
	ctx = scheduling.WithReach(scheduling.WithActor(ctx, caller.Actor(c.RealIP())), []scheduling.DistrictID{district})
	feed, err := a.privateFeed(ctx, *caller.Key)
	if err != nil {
		return err
	}
	feed.Page = a.Site.Address(c.Request(), "/planera/")
	rendered, err := calendar.RenderPrivate(feed, a.Clock())
	if err != nil {
		return err
	}
	if err := a.Store.Audit().Record(ctx, scheduling.AuditEvent{
		Action: scheduling.AuditRead, Thing: "private_feed", ThingID: string(caller.Key.ID), District: district}); err != nil {
		return err
	}
	sum := sha256.Sum256(rendered)
	tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:16]) + `"`
	header.Set("ETag", tag)
	if c.Request().Header.Get("If-None-Match") == tag {
		return c.NoContent(http.StatusNotModified)
	}
	header.Set(echo.HeaderContentDisposition, `inline; filename="arbetsschema.ics"`)
	return c.Blob(http.StatusOK, "text/calendar; charset=utf-8", rendered)
}

// kept is how far back a private calendar needs the schedule.
const kept = 31 * 24 * time.Hour

// privateFeed gathers what a private calendar is rendered from.
func (a *api) privateFeed(ctx context.Context, key accounts.Key) (calendar.PrivateFeed, error) {
	feed := calendar.PrivateFeed{Office: key.OfficeID, Language: calendar.Swedish}
	of := scheduling.Query{DistrictID: key.DistrictID}
	recent := scheduling.Query{DistrictID: key.DistrictID, From: a.Clock().Add(-kept)}
	var err error
	gather(&err, func() (err error) { feed.District, err = a.Store.Districts().Get(ctx, key.DistrictID); return })
	gather(&err, func() (err error) { feed.Offices, _, err = a.Store.Offices().List(ctx, of); return })
	gather(&err, func() (err error) { feed.Shifts, _, err = a.Store.Shifts().List(ctx, recent); return })
	gather(&err, func() (err error) { feed.Visits, _, err = a.Store.Visits().List(ctx, recent); return })
	gather(&err, func() (err error) { feed.Sites, _, err = a.Store.Sites().List(ctx, of); return })
	gather(&err, func() (err error) { feed.Localities, _, err = a.Store.Localities().List(ctx, of); return })
	gather(&err, func() (err error) { feed.Occasions, _, err = a.Store.Occasions().List(ctx, of); return })
	for _, thing := range []string{"visit", "shift"} {
		gather(&err, func() error {
			removed, _, err := a.Store.Audit().List(ctx, scheduling.AuditQuery{
				DistrictID: key.DistrictID, Action: scheduling.AuditDelete, Thing: thing, Limit: 1})
			if len(removed) == 1 && removed[0].At.After(feed.Removed) {
				feed.Removed = removed[0].At
			}
			return err
		})
	}
	return feed, err
}

// gather does the next of several things unless one before it went wrong.
func gather(failed *error, next func() error) {
	if *failed == nil {
		*failed = next()
	}
}
