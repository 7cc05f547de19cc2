package site

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"poliskontor/api/gate"
	"poliskontor/scheduling"
)

const (
	wishPath   = "/onskemal"
	wishedPath = "/onskemal/tack"
)

// The files of the form.
const (
	wishScript = "wish.js"
	wishWorker = "wishworker.js"
)

// elsewhereIn is the place of a wish for somewhere else in a kommun, before its slug.
const elsewhereIn = "kommun:"

type wishContent struct {
	Groups   []group
	Spot     string
	Days     []option
	Hours    []option
	Topics   []option
	Text     string
	Ticket   string
	Puzzle   *puzzle // nil where the program was built without its scripts
	Problems problems
}

// puzzle is what a browser with script solves.
type puzzle struct {
	ID             string
	Bits           int
	Script, Worker string
}

// wishPage is the form, with the place that the address names chosen.
func (s *Site) wishPage(r request) (page, error) {
	if s.wishes == nil {
		return page{}, errNoSuchPage
	}
	return s.wishForm(r, scheduling.WishOrder{Locality: first(r.query[parameterLocality])}, nil)
}

// wishForm shows the form with all that was sent, and a ticket of its own.
func (s *Site) wishForm(r request, sent scheduling.WishOrder, wrong problems) (page, error) {
	ticket, err := s.gate.Issue(r.ctx)
	if err != nil {
		return page{}, err
	}
	content := wishContent{
		Groups: r.wishPlaces(sent), Spot: sent.Wish.Spot, Text: sent.Wish.Text, Ticket: ticket.Text, Problems: wrong,
		Days: chosen(string(sent.Wish.Days), option{Value: string(scheduling.AnyDay), Text: r.text("wish.any")},
			option{Value: string(scheduling.Weekdays), Text: r.text("wish.days.weekdays")},
			option{Value: string(scheduling.Weekend), Text: r.text("wish.days.weekend")}),
		Hours: chosen(string(sent.Wish.Hours), option{Value: string(scheduling.AnyHour), Text: r.text("wish.any")},
			option{Value: string(scheduling.Morning), Text: r.text("wish.hours.morning")},
			option{Value: string(scheduling.Afternoon), Text: r.text("wish.hours.afternoon")},
			option{Value: string(scheduling.Evening), Text: r.text("wish.hours.evening")}),
	}
	for _, topic := range r.snapshot.Topics {
		content.Topics = append(content.Topics, option{Value: topic, Text: topic, Selected: topic == sent.Wish.Topic})
	}
	script, worker := s.scripts.path(wishScript), s.scripts.path(wishWorker)
	if script != "" && worker != "" {
		content.Puzzle = &puzzle{ID: ticket.ID, Bits: gate.Bits, Script: script, Worker: worker}
	}
	p := page{template: "wish", nav: wishPath, title: r.text("wish.title"), description: r.text("wish.description"), content: content, unkept: true}
	if len(wrong) > 0 {
		p.status, p.title = http.StatusUnprocessableEntity, r.text("problem.title", "title", p.title)
	}
	return p, nil
}

// chosen marks one of some options.
func chosen(value string, options ...option) []option {
	for i := range options {
		options[i].Selected = options[i].Value == value
	}
	return options
}

// wishPlaces are the places that a wish can be for, by kommun: those that an office comes to.
func (r request) wishPlaces(sent scheduling.WishOrder) []group {
	var groups []group
	for _, m := range r.snapshot.Municipalities {
		if !m.HasOffice {
			continue
		}
		g := group{Name: r.kommun(m.Name)}
		for _, l := range r.snapshot.LocalitiesIn(m.Slug) {
			g.Places = append(g.Places, placeOption{option: option{Value: l.Slug, Text: l.Name, Selected: sent.Locality == l.Slug}})
		}
		g.Places = append(g.Places, placeOption{option: option{Value: elsewhereIn + m.Slug, Text: r.text("wish.elsewhere", "kommun", g.Name),
			Selected: sent.Locality == "" && sent.Municipality == m.Slug}})
		groups = append(groups, g)
	}
	return groups
}

// sendWish takes the form. What is turned away comes back as it was typed, and is kept nowhere.
func (s *Site) sendWish(r request) (page, error) {
	if s.wishes == nil {
		return page{}, errNoSuchPage
	}
	sent := r.wishOrder()
	ticket, err := s.gate.Read(r.ctx, r.form.Get("biljett"))
	if err == nil {
		sent.Ticket, sent.Ends = ticket.ID, ticket.Ends
		if err = s.wishes.Check(r.ctx, sent); err == nil {
			err = s.gate.Admit(r.ctx, r.caller, ticket, r.form.Get("losning"))
		}
		if err == nil {
			err = s.wishes.Receive(r.ctx, sent)
		}
	}
	if err == nil {
		return page{redirect: r.href(wishedPath)}, nil
	}
	wrong, status := r.wishProblems(err)
	if len(wrong) == 0 {
		return page{}, err
	}
	p, err := s.wishForm(r, sent, wrong)
	p.status = status
	return p, err
}

func (r request) wishOrder() scheduling.WishOrder {
	order := scheduling.WishOrder{Wish: scheduling.Wish{
		Spot: r.form.Get("var"), Days: scheduling.WishDays(r.form.Get("dagar")), Hours: scheduling.WishHours(r.form.Get("tid")),
		Topic: r.form.Get("amne"), Text: r.form.Get("text"),
	}}
	place := r.form.Get("plats")
	if kommun, elsewhere := strings.CutPrefix(place, elsewhereIn); elsewhere {
		order.Municipality = kommun
	} else {
		order.Locality = place
	}
	return order
}

// wishFields are the ids of fields on the page, by their names in the domain, in its order.
var wishFields = []struct{ name, id string }{
	{"place", "plats"}, {"spot", "var"}, {"days", "dagar"}, {"hours", "tid"}, {"topic", "amne"}, {"text", "text"},
}

// wishProblems words what stands in the way; nothing for a fault of ours.
func (r request) wishProblems(err error) (wrong problems, status int) {
	var refused *scheduling.Error
	switch {
	case later(err):
		return problems{{Field: "skicka", Text: r.text("wish.problem.later")}}, http.StatusTooManyRequests
	case scheduling.HasCode(err, gate.CodeSoon):
		return problems{{Field: "skicka", Text: r.text("wish.problem.soon")}}, http.StatusUnprocessableEntity
	case scheduling.HasCode(err, gate.CodeOld):
		return problems{{Field: "skicka", Text: r.text("wish.problem.old")}}, http.StatusUnprocessableEntity
	case !errors.As(err, &refused) || refused.Kind != scheduling.Invalid:
		return nil, 0
	}
	for _, field := range wishFields {
		at := slices.IndexFunc(refused.Violations, func(v scheduling.Violation) bool { return v.Field == field.name })
		if at >= 0 {
			wrong = append(wrong, problem{Field: field.id, Text: r.wishProblem(refused.Violations[at])})
		}
	}
	return wrong, http.StatusUnprocessableEntity
}

func (r request) wishProblem(v scheduling.Violation) string {
	switch v.Code {
	case scheduling.CodeWishEmergency:
		return r.text("wish.problem.emergency")
	case scheduling.CodeWishCrime:
		return r.text("wish.problem.crime")
	case scheduling.CodeWishNumber:
		return r.text("wish.problem.number")
	case scheduling.CodeWishTelephone:
		return r.text("wish.problem.telephone")
	case scheduling.CodeWishEmail:
		return r.text("wish.problem.email")
	case scheduling.CodeWishPlate:
		return r.text("wish.problem.plate")
	case scheduling.CodeTooLong:
		return r.text("wish.problem.long", "limit", v.Params["limit"])
	case scheduling.CodeWishSpot:
		return r.text("wish.problem.spot")
	}
	switch v.Field {
	case "place":
		return r.text("wish.problem.place")
	case "topic":
		return r.text("wish.problem.topic")
	default:
		return r.text("wish.problem.characters")
	}
}

func (s *Site) wishedPage(r request) (page, error) {
	if s.wishes == nil {
		return page{}, errNoSuchPage
	}
	return page{template: "wished", nav: wishPath, title: r.text("wish.sent.title"), description: r.text("wish.description"), private: true}, nil
}
