package site

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"poliskontor/alerts"
	"poliskontor/calendar"
)

// Register adds every public address of the site, and its answer to addresses that
// nobody else has registered.
func (s *Site) Register(e *echo.Echo) {
	get := func(path string, handle echo.HandlerFunc) {
		e.GET(path, handle)
		e.HEAD(path, handle)
	}
	for _, l := range s.languages {
		page := func(path string, build pageBuilder) { get(l.href(path), s.page(l, build)) }
		page("/", s.home)
		page("/orter/:slug", s.localityPage)
		page("/besok/:id", s.visitPage)
		page("/affisch/:slug", s.posterPage)
		page("/manad", s.monthPage)
		page("/texter", s.postsPage)
		page("/prenumerera", s.subscribePage)
		page("/andringar", s.changesPage)
		page("/loften", s.pledgesPage)
		page("/loften/:slug", s.pledgePage)
		page("/tillganglighet", s.accessibilityPage)
		page("/om", s.aboutPage)
		page(builderPath, s.builderPage)

		page(alertsPath, s.alertsPage)
		page(alertSentPath, s.alertSentPage)
		page(alerts.ConfirmPath, s.confirmPage)
		page(alerts.ManagePath, s.managePage)
		page(alerts.LeavePath, s.leavePage)
		page(situationPath+":secret", s.situationPage)
		page(wishPath, s.wishPage)
		page(wishedPath, s.wishedPage)
		e.POST(l.href(wishPath), s.post(l, s.sendWish))
		e.POST(l.href(alertsPath), s.post(l, s.askAlerts))
		e.POST(l.href(alerts.ConfirmPath), s.post(l, s.confirmAlerts))
		e.POST(l.href(alerts.ManagePath), s.post(l, s.changeAlerts))
		e.POST(l.href(alerts.LeavePath), s.postFromAnywhere(l, s.leaveAlerts))

		get(l.href(embedFramePath), s.embedFrame(l))
		get(l.href(embedDataPath), s.embedData(l))

		feeds := func(folder string, variant calendar.Variant, formats ...calendar.Format) {
			for _, format := range formats {
				get(l.href(folder+"/alla."+string(format)), s.feed(l, variant, chooseAll(format)))
				get(l.href(folder+"/urval."+string(format)), s.feed(l, variant, chooseSome(format)))
			}
			get(l.href(folder+"/kommun/:file"), s.feed(l, variant, chooseMunicipality))
			get(l.href(folder+"/ort/:file"), s.feed(l, variant, chooseLocality))
		}
		feeds("/kalender", calendar.Standard, calendar.Formats...)
		feeds("/kalender/g", calendar.Google, calendar.ICalendar)
		get(l.href("/andringar.atom"), s.openData(l, changeLog))
	}
	get("/en", func(c echo.Context) error { return c.Redirect(http.StatusMovedPermanently, "/en/") })

	get("/dcat.ttl", s.openData(s.languages[0], turtle))
	get("/dcat.jsonld", s.openData(s.languages[0], linkedData))
	get("/robots.txt", s.robots)
	get("/sitemap.xml", s.sitemap)
	get("/favicon.svg", s.favicon)
	get("/static/:hash/public.css", stylesheet(s.assets.css))
	get("/static/:hash/poster.css", stylesheet(s.assets.poster))
	get("/foto/:file", s.photo)
	get("/static/:hash/"+frameSheet, s.static(frameSheet, "text/css; charset=utf-8"))
	get("/static/:hash/"+frameScript, s.static(frameScript, javascript))
	get("/static/:hash/"+builderScript, s.static(builderScript, javascript))
	get("/static/:hash/"+subscribeScript, s.static(subscribeScript, javascript))
	get("/static/:hash/"+wishScript, s.static(wishScript, javascript))
	get("/static/:hash/"+wishWorker, s.static(wishWorker, javascript))
	get(embedLatestPath, s.embedJS)
	get(embedScriptPath, s.embedJS)
	get(embedColoursPath, s.embedColours)

	e.RouteNotFound(elsewhere, s.noRoute)
}

// elsewhere matches what no other address does.
const elsewhere = "/*"

// noRoute answers what no page does. Echo comes here also where there is a page, but
// not for that method; all pages are there for the same two (RFC 9110, 15.5.6).
func (s *Site) noRoute(c echo.Context) error {
	page := c.Echo().NewContext(c.Request(), nil)
	c.Echo().Router().Find(http.MethodGet, echo.GetPath(c.Request()), page)
	if page.Path() == elsewhere {
		return s.ErrorPage(c, http.StatusNotFound)
	}
	c.Response().Header().Set(echo.HeaderAllow, "GET, HEAD")
	return s.ErrorPage(c, http.StatusMethodNotAllowed)
}
