package site

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"poliskontor/alerts"
	"poliskontor/scheduling"
)

// Where people ask for e-mail; the other addresses are in [alerts].
const (
	alertsPath    = "/prenumerera/epost"
	alertSentPath = "/prenumerera/epost/skickat"
)

// The fields of the forms.
const (
	fieldAddress  = "adress"
	fieldLanguage = "sprak"
)

// alertForm asks for e-mail about places that are known already; nil where nobody gets any.
type alertForm struct {
	Places  []string // slugs
	Where   string
	Address string
	Limit   int
}

// alertFormFor is the short form about places; nil for none.
func (s *Site) alertFormFor(r request, slugs []string, where string) *alertForm {
	if s.alerts == nil || len(slugs) == 0 {
		return nil
	}
	return &alertForm{Places: slugs, Where: where, Limit: mostAddress}
}

// mostAddress is how long an address may be.
const mostAddress = 254

type alertsContent struct {
	Groups   []group
	Address  string
	Limit    int
	Problems problems
}

// alertsPage is the form with every place to choose from.
func (s *Site) alertsPage(r request) (page, error) {
	if s.alerts == nil {
		return page{}, errNoSuchPage
	}
	chosen, _ := r.filtered()
	slugs := chosen.slugs()
	for _, l := range r.snapshot.LocalitiesIn(chosen.municipality) {
		slugs = append(slugs, l.Slug)
	}
	return r.alertsPage(alertsContent{Groups: r.alertGroups(slugs)}), nil
}

// alertGroups are the places to choose from, some of which may be chosen.
func (r request) alertGroups(slugs []string) []group {
	groups := r.groups(ofLocalities(slugs...))
	for i, g := range groups {
		groups[i].URL = r.href(alertsPath + "?" + selection{municipality: g.Slug}.query())
	}
	return groups
}

func (r request) alertsPage(content alertsContent) page {
	content.Limit = mostAddress
	p := page{template: "alerts", nav: "/prenumerera", title: r.text("alerts.title"), description: r.text("alerts.description"), content: content}
	if len(content.Problems) > 0 {
		p.status, p.title = http.StatusUnprocessableEntity, r.text("problem.title", "title", p.title)
	}
	return p
}

// askAlerts takes the form. Its answer never tells whether an address is known.
func (s *Site) askAlerts(r request) (page, error) {
	if s.alerts == nil {
		return page{}, errNoSuchPage
	}
	slugs, address := listed(r.form, parameterLocality), r.form.Get(fieldAddress)
	err := s.alerts.Ask(r.ctx, r.caller, address, r.code, slugs)
	if err == nil {
		return page{redirect: r.href(alertSentPath)}, nil
	}
	content := alertsContent{Groups: r.alertGroups(slugs), Address: address}
	var refused *scheduling.Error
	switch {
	case later(err):
		content.Problems = problems{{Field: fieldAddress, Text: r.text("alerts.later")}}
		p := r.alertsPage(content)
		p.status = http.StatusTooManyRequests
		return p, nil
	case !errors.As(err, &refused):
		return page{}, err
	}
	if scheduling.HasCode(err, alerts.CodeNone) {
		content.Problems = append(content.Problems, problem{Field: "orter", Text: r.text("alerts.problem.places")})
	}
	if scheduling.HasCode(err, alerts.CodeAddress) {
		content.Problems = append(content.Problems, problem{Field: fieldAddress, Text: r.text("alerts.problem.address")})
	}
	return r.alertsPage(content), nil
}

// alertStep is a page that says something and may have one button.
type alertStep struct {
	Title, Text string
	Action      string // where the button posts to; "" for none
	Button      string
	Code        string
	Again       string // where to begin anew; "" for nowhere
}

func (r request) alertStep(content alertStep) page {
	return page{template: "alertstep", nav: "/prenumerera", title: content.Title, description: r.text("alerts.description"),
		private: true, content: content}
}

func (s *Site) alertSentPage(r request) (page, error) {
	if s.alerts == nil {
		return page{}, errNoSuchPage
	}
	return r.alertStep(alertStep{Title: r.text("alerts.sent.title"), Text: r.text("alerts.sent.text"), Again: r.href(alertsPath)}), nil
}

// ended is the page behind a link that opens nothing any more.
func (r request) ended() page {
	p := r.alertStep(alertStep{Title: r.text("alerts.ended.title"), Text: r.text("alerts.ended.text"), Again: r.href(alertsPath)})
	p.status = http.StatusNotFound
	return p
}

// confirmPage asks for one tap more: programs that look at mail follow its links.
func (s *Site) confirmPage(r request) (page, error) {
	if s.alerts == nil {
		return page{}, errNoSuchPage
	}
	code := r.query.Get(alerts.CodeParameter)
	waits, err := s.alerts.Waits(r.ctx, code)
	if err != nil {
		return page{}, err
	}
	if !waits {
		return r.ended(), nil
	}
	return r.alertStep(alertStep{Title: r.text("alerts.confirm.title"), Text: r.text("alerts.confirm.text"),
		Action: r.href(alerts.ConfirmPath), Button: r.text("alerts.confirm.action"), Code: code}), nil
}

func (s *Site) confirmAlerts(r request) (page, error) {
	if s.alerts == nil {
		return page{}, errNoSuchPage
	}
	own, err := s.alerts.Confirm(r.ctx, r.form.Get(alerts.CodeParameter))
	if scheduling.HasCode(err, alerts.CodeEnded) {
		return r.ended(), nil
	}
	return page{redirect: r.ownAddress(alerts.ManagePath, own) + "&ny=1"}, err
}

func (r request) ownAddress(path, own string) string {
	return r.href(path) + "?" + url.Values{alerts.CodeParameter: {own}}.Encode()
}

type manageContent struct {
	Lead      string
	Address   string
	Code      string
	Groups    []group
	Languages []option
	Leave     string
	Problems  problems
}

func (s *Site) managePage(r request) (page, error) {
	return s.manage(r, r.query.Get(alerts.CodeParameter), nil, nil)
}

// manage shows what a subscriber follows; chosen is what was sent instead, if anything.
func (s *Site) manage(r request, own string, chosen []string, wrong problems) (page, error) {
	if s.alerts == nil {
		return page{}, errNoSuchPage
	}
	follows, err := s.alerts.Subscription(r.ctx, own)
	if scheduling.HasCode(err, alerts.CodeEnded) {
		return r.ended(), nil
	}
	if err != nil {
		return page{}, err
	}
	if chosen == nil {
		chosen = follows.Slugs
	}
	content := manageContent{Address: follows.Address, Code: own, Groups: r.alertGroups(chosen), Problems: wrong,
		Leave: r.ownAddress(alerts.LeavePath, own)}
	switch {
	case r.query.Get("ny") != "":
		content.Lead = r.text("alerts.manage.new")
	case r.query.Get("sparat") != "":
		content.Lead = r.text("alerts.manage.saved")
	}
	for _, l := range s.languages {
		content.Languages = append(content.Languages, option{Value: l.code, Text: l.text("language.own"), Selected: l.code == follows.Language})
	}
	p := page{template: "manage", nav: "/prenumerera", title: r.text("alerts.manage.title"), description: r.text("alerts.description"),
		private: true, content: content}
	if len(wrong) > 0 {
		p.status, p.title = http.StatusUnprocessableEntity, r.text("problem.title", "title", p.title)
	}
	return p, nil
}

func (s *Site) changeAlerts(r request) (page, error) {
	if s.alerts == nil {
		return page{}, errNoSuchPage
	}
	own, slugs := r.form.Get(alerts.CodeParameter), listed(r.form, parameterLocality)
	err := s.alerts.Change(r.ctx, own, r.form.Get(fieldLanguage), slugs)
	switch {
	case scheduling.HasCode(err, alerts.CodeNone):
		return s.manage(r, own, slices.Concat([]string{}, slugs), problems{{Field: "orter", Text: r.text("alerts.problem.places")}})
	case scheduling.HasCode(err, alerts.CodeEnded):
		return r.ended(), nil
	}
	return page{redirect: r.ownAddress(alerts.ManagePath, own) + "&sparat=1"}, err
}

// leavePage is for people; programs post to the same address (RFC 8058).
func (s *Site) leavePage(r request) (page, error) {
	own := r.query.Get(alerts.CodeParameter)
	if s.alerts == nil {
		return page{}, errNoSuchPage
	}
	if !s.alerts.Right(own) {
		return r.ended(), nil
	}
	return r.alertStep(alertStep{Title: r.text("alerts.leave.title"), Text: r.text("alerts.leave.text"),
		Action: r.ownAddress(alerts.LeavePath, own), Button: r.text("alerts.leave.action")}), nil
}

// leaveAlerts ends a subscription in one step, by the secret in the address alone.
func (s *Site) leaveAlerts(r request) (page, error) {
	if s.alerts == nil {
		return page{}, errNoSuchPage
	}
	err := s.alerts.Leave(r.ctx, r.query.Get(alerts.CodeParameter))
	if scheduling.HasCode(err, alerts.CodeEnded) {
		return r.ended(), nil
	}
	return r.alertStep(alertStep{Title: r.text("alerts.left.title"), Text: r.text("alerts.left.text"), Again: r.href(alertsPath)}), err
}
