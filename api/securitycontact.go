package api

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// contactHolds is how long a reader may rely on the contact (RFC 9116, 2.5.5: less
// than a year).
const contactHolds = 180 * 24 * time.Hour

// serveSecurityContact says where faults in security are reported (RFC 9116).
func (a *api) serveSecurityContact(c echo.Context) error {
	if len(a.SecurityContact) == 0 {
		return &failure{code: codeRouteUnknown}
	}
	var text strings.Builder
	for _, contact := range a.SecurityContact {
		text.WriteString("Contact: " + contact + "\n")
	}
	text.WriteString("Expires: " + a.Clock().UTC().Add(contactHolds).Truncate(24*time.Hour).Format(time.RFC3339) + "\n")
	text.WriteString("Preferred-Languages: sv, en\n")
	if a.PublicURL != nil {
		text.WriteString("Canonical: " + a.PublicURL.JoinPath("/.well-known/security.txt").String() + "\n")
	}
	c.Response().Header().Set(echo.HeaderCacheControl, publicCache)
	return c.String(http.StatusOK, text.String())
}
