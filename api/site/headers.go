package site

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// policy lets a page load its own style sheet and mark, send its own forms, and
// nothing else: there is no script, and nothing comes from elsewhere. JSON-LD is a
// data block, which is no script to the policy (HTML, 4.12.1).
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; " +
	"frame-ancestors 'none'; base-uri 'none'"

// secured sets the headers that every answer of the site carries.
func secured(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		secure(c.Response().Header())
		return next(c)
	}
}

func secure(header http.Header) {
	header.Set("Content-Security-Policy", policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
}
