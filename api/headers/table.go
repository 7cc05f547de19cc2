package headers

import "github.com/labstack/echo/v4"

const (
	permissionsPolicy = "Permissions-Policy"
	openerPolicy      = "Cross-Origin-Opener-Policy"
	resourcePolicy    = "Cross-Origin-Resource-Policy"
)

// nothing is the policy of what is no page: should a browser show it all the same, it
// loads nothing and runs nothing.
const nothing = "default-src 'none'; frame-ancestors 'none'"

// features are those of the browser that no page uses. Browsers give the rest only to
// pages of this server's own.
const features = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"

// featuresAndPosition lets a page ask the reader where they are.
const featuresAndPosition = "camera=(), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()"

// everywhere is what holds for every class that does not say otherwise.
var everywhere = map[string]string{
	echo.HeaderContentSecurityPolicy: nothing,
	echo.HeaderXContentTypeOptions:   "nosniff",
	echo.HeaderXFrameOptions:         "DENY", // for browsers that do not know frame-ancestors
	echo.HeaderReferrerPolicy:        "no-referrer",
	permissionsPolicy:                features,
	openerPolicy:                     "same-origin",
	resourcePolicy:                   "same-origin",
}

// forms is what a page without a script loads: its own style sheet and mark. JSON-LD
// is a data block, which is no script to the policy (HTML, 4.12.1).
const forms = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "

// follows is what a page's own script needs to ask its own server for news.
const follows = "script-src 'self'; " + looks

// looks is for who looks at a page with the browser's own tools, such as Lighthouse: they
// read robots.txt under the page's policy. Without a script nothing else connects.
const looks = "connect-src 'self'; "

// noStore is for what must not stay in a browser; a handler may know better.
const noStore = "no-store"

// table is what the classes have of their own.
var table = map[Class]map[string]string{
	Page:  {echo.HeaderContentSecurityPolicy: forms + looks + "frame-ancestors 'none'"},
	Asset: {resourcePolicy: "cross-origin"},
	Data:  {resourcePolicy: "cross-origin", echo.HeaderAccessControlAllowOrigin: "*"},
	// Its script asks nobody, and the browser asks the reader where they are only when
	// they want to see what is near.
	Subscribe: {echo.HeaderContentSecurityPolicy: forms + follows + "frame-ancestors 'none'", permissionsPolicy: featuresAndPosition},
	// Both do without their script.
	Embed:   {echo.HeaderContentSecurityPolicy: forms + follows + "frame-ancestors *", resourcePolicy: "cross-origin"},
	Builder: {echo.HeaderContentSecurityPolicy: forms + follows + "frame-src 'self'; frame-ancestors 'none'"},
	// A small puzzle is solved beside the page; the form does without.
	Wish:    {echo.HeaderContentSecurityPolicy: forms + follows + "worker-src 'self'; frame-ancestors 'none'", echo.HeaderCacheControl: noStore},
	Private: {echo.HeaderCacheControl: noStore},
	API:     {echo.HeaderCacheControl: noStore},
	PublicAPI: {
		echo.HeaderCacheControl:               noStore,
		resourcePolicy:                        "cross-origin",
		echo.HeaderAccessControlAllowOrigin:   "*",
		echo.HeaderAccessControlExposeHeaders: "Link",
	},
	// The app loads its own files and asks its own server. No text becomes script or
	// markup but through its own templates. It may ask where the crew is.
	App: {
		echo.HeaderContentSecurityPolicy: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
			"connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
			"require-trusted-types-for 'script'; trusted-types svelte-trusted-html worker",
		permissionsPolicy:       featuresAndPosition,
		echo.HeaderCacheControl: noStore,
	},
	// The sign-in pages have one script, for passkeys.
	SignIn: {
		echo.HeaderContentSecurityPolicy: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
			"form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'",
		permissionsPolicy:       features + ", publickey-credentials-get=(self), publickey-credentials-create=(self)",
		echo.HeaderCacheControl: noStore,
	},
}

// WithStyle is the policy of a page that needs one style sheet of its own in itself,
// known by its hash ("sha256-…").
func WithStyle(hash string) string {
	return "default-src 'none'; style-src '" + hash + "'; frame-ancestors 'none'; base-uri 'none'"
}
