package site

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"poliskontor/scheduling"
)

// embedded is an embedded timetable in words. As JSON it is version 1 of what
// embed.v1.js reads on other people's pages: fields may be added, but none is taken away
// or comes to mean something else. It says nothing that holds for a day only, such as
// "today", so that it stays true, and the same, until the schedule changes.
type embedded struct {
	Lang          string          `json:"lang"`
	Form          string          `json:"form"`
	Title         string          `json:"title"`
	Demonstration string          `json:"demonstration,omitempty"`
	Problem       string          `json:"problem,omitempty"`
	Visits        []embeddedVisit `json:"visits"`
	None          string          `json:"none"` // where no visit is left; "" where the problem says all
	Stale         string          `json:"stale"`
	Emergency     string          `json:"emergency"`
	Page          embeddedLink    `json:"page"`
	Subscribe     embeddedLink    `json:"subscribe"`
	Words         embeddedWords   `json:"words"`
}

type embeddedVisit struct {
	URL    string `json:"url"`
	Place  string `json:"place"`
	Spot   string `json:"spot"`
	Date   string `json:"date"`
	Hours  string `json:"hours"`
	Starts string `json:"starts"`
	Ends   string `json:"ends"` // until when somebody may look for it
	Off    bool   `json:"off"`
	// Next marks the visit that is asked for, where only that and those that somebody
	// may miss before it are shown.
	Next   bool            `json:"next,omitempty"`
	Status *embeddedStatus `json:"status,omitempty"`

	Near  string `json:"-"` // "I dag", "I morgon" or nothing
	Label string `json:"-"` // above the next visit, where only that is shown
}

type embeddedStatus struct {
	Kind    string `json:"kind"`
	Label   string `json:"label"`
	Detail  string `json:"detail,omitempty"`
	Reason  string `json:"reason,omitempty"` // in Swedish
	Changed string `json:"changed,omitempty"`
}

type embeddedLink struct {
	URL  string `json:"url"`
	Text string `json:"text"`
}

// embeddedWords are those that depend on the moment, or stand between others.
type embeddedWords struct {
	Today    string `json:"today"`
	Tomorrow string `json:"tomorrow"`
	Clock    string `json:"clock"`
	Next     string `json:"next"`
	Now      string `json:"now"`
	Reason   string `json:"reason"`
}

// embed words what is wanted, as it is at the request's moment.
func (s *Site) embed(r request, wanted embedding, known bool, problem string) embedded {
	e := embedded{
		Lang: r.code, Form: wanted.form, Title: r.snapshot.title(wanted.chosen, r.language), Problem: problem, Visits: []embeddedVisit{},
		None: r.noneOf(wanted), Stale: r.text("embed.stale"), Emergency: r.text("emergency"),
		Page:      embeddedLink{wanted.pageURL(r), r.text("embed.page")},
		Subscribe: embeddedLink{r.base + r.subscribeURL(wanted.chosen), r.text("embed.subscribe")},
		Words: embeddedWords{Today: capital(r.text("day.today")), Tomorrow: capital(r.text("day.tomorrow")), Clock: r.text("clock"),
			Next: r.text("sign.next"), Now: r.text("sign.now"), Reason: r.text("reason")},
	}
	if s.demonstration {
		e.Demonstration = r.text("embed.demonstration")
	}
	if !known {
		e.Title, e.None = r.text("brand"), ""
		return e
	}
	for _, v := range wanted.visits(r) {
		line := r.embeddedVisit(v, wanted.form == formNext)
		if line.Next {
			line.Label = e.Words.Next
		}
		if line.Next && !v.Starts.After(r.now) {
			line.Label = e.Words.Now
		}
		e.Visits = append(e.Visits, line)
	}
	return e
}

func (r request) embeddedVisit(v scheduling.PublicVisit, alone bool) embeddedVisit {
	line := r.row(v)
	spot := []string{line.Occasion, line.Spot}
	if alone {
		spot = append(spot, line.Address)
	}
	visit := embeddedVisit{URL: r.base + line.URL, Place: line.Place, Spot: joined(spot), Date: line.Date, Hours: line.Hours,
		Starts: line.Starts, Ends: machine(announcedEnd(v)), Off: line.Off, Next: alone && takesPlace(v), Near: line.Near}
	if was := line.Status; was != nil {
		visit.Status = &embeddedStatus{Kind: was.Kind, Label: was.Label, Detail: was.Detail, Reason: was.Reason}
		if was.Fresh != "" {
			visit.Status.Changed = r.text("fresh.day", "day", r.words.DayMonth(scheduling.DayOf(v.Changed)))
		}
	}
	return visit
}

// joined sets commas between the parts that are there.
func joined(parts []string) string {
	var there []string
	for _, part := range parts {
		if part != "" {
			there = append(there, part)
		}
	}
	return strings.Join(there, ", ")
}

// noneOf says that no visit is left, and why, where that is known.
func (r request) noneOf(wanted embedding) string {
	if m, found := r.snapshot.Municipality(wanted.chosen.municipality); found && !m.HasOffice {
		return r.text("places.no_office", "kommun", r.kommun(m.Name))
	}
	return r.text("home.none.title") + ". " + r.text("home.none.text")
}

// embedKey tells one embedded timetable from all others.
type embedKey struct {
	embedding
	language string
	base     string
}

// timetables keeps the embedded timetables of one snapshot as they are sent. Each is made
// at its first request, since nobody can foresee what sites choose.
type timetables struct {
	mu   sync.Mutex
	kept map[embedKey]*document
	room int // how many more bytes of them are kept
}

// roomForTimetables bounds the memory that readers can make the server use, in bytes.
const roomForTimetables = 16 << 20

func newTimetables() *timetables {
	return &timetables{kept: map[embedKey]*document{}, room: roomForTimetables}
}

// get returns what is kept, or makes it and keeps it while there is room.
func (t *timetables) get(key embedKey, make func() (*document, error)) (*document, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if d, found := t.kept[key]; found {
		return d, nil
	}
	d, err := make()
	if err == nil && d.size() <= t.room {
		t.kept[key] = d
		t.room -= d.size()
	}
	return d, err
}

// embedData answers the script of the embedded timetable. It says what is not known in
// an answer of status 200: on another site's page, a failed request would only be one
// more error in the console.
func (s *Site) embedData(l *language) echo.HandlerFunc {
	return func(c echo.Context) error {
		current := s.edition.Load()
		if current == nil {
			return unavailable(c, l)
		}
		r := s.request(c, l, current.snapshot)
		r.now, r.today = r.snapshot.Taken, scheduling.DayOf(r.snapshot.Taken)
		wanted, known, problem := r.embedding()
		make := func() (*document, error) {
			body, err := json.Marshal(s.embed(r, wanted, known, problem))
			if err != nil {
				return nil, fmt.Errorf("write an embedded timetable: %w", err)
			}
			return newKeptDocument(body, time.Time{}), nil
		}
		var d *document
		var err error
		if problem == "" {
			d, err = current.timetables.get(embedKey{wanted, l.code, r.base}, make)
		} else {
			d, err = make()
		}
		if err != nil {
			return err
		}
		header := c.Response().Header()
		header.Set(echo.HeaderContentType, echo.MIMEApplicationJSON)
		header.Set(echo.HeaderCacheControl, "public, max-age=60")
		header.Set("Content-Language", l.code)
		d.serve(c.Response(), c.Request())
		return nil
	}
}

// frameContent is the timetable in a frame, with what its script asks to keep it true.
type frameContent struct {
	embedded
	Sheet, Colours, Script string // addresses
	Schedule               string
	Unavailable            string // in place of the timetable
}

// embedFrame answers with a page that other sites show in a frame. It must say
// something there whatever happens, since errors of other addresses cannot be framed.
func (s *Site) embedFrame(l *language) echo.HandlerFunc {
	return func(c echo.Context) error {
		snapshot := s.Snapshot()
		if snapshot == nil {
			c.Response().Header().Set("Retry-After", "10")
			r := s.request(c, l, &Snapshot{})
			return s.show(c, r, page{status: http.StatusServiceUnavailable, template: "frame", title: r.text("brand"),
				content: frameContent{Sheet: s.scripts.path(frameSheet), Unavailable: r.text("embed.unavailable"),
					embedded: embedded{Lang: l.code, Page: embeddedLink{r.base + r.href("/"), r.text("embed.link")}}}})
		}
		r := s.request(c, l, snapshot)
		wanted, known, problem := r.embedding()
		content := frameContent{embedded: s.embed(r, wanted, known, problem), Sheet: s.scripts.path(frameSheet), Script: s.scripts.path(frameScript),
			Schedule: withQuery(l.href(embedDataPath), wanted.query())}
		if problem != "" {
			content.Schedule = withQuery(l.href(embedDataPath), r.rawQuery) // to hear of it again
		}
		if colours := coloursIn(r.query); colours != ownColours {
			content.Colours = withQuery(embedColoursPath, colours.query())
		}
		return s.show(c, r, page{template: "frame", title: content.Title, content: content})
	}
}

// embedColours answers with the colours that its address asks for, as a style sheet: the
// policy of the frame allows none in the page itself.
func (s *Site) embedColours(c echo.Context) error {
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, "text/css; charset=utf-8")
	header.Set(echo.HeaderCacheControl, "public, max-age=86400")
	newDocument([]byte(":root { "+coloursIn(c.QueryParams()).properties()+" }\n")).serve(c.Response(), c.Request())
	return nil
}
