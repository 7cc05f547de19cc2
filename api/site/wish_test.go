//go:build unix

package site

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"poliskontor/api/gate"
	"poliskontor/scheduling"
)

var ticketField = regexp.MustCompile(`name="biljett" value="([^"]+)"`)

// ticket is that of a form that is shown.
func (w *world) ticket(body string) string {
	w.t.Helper()
	found := ticketField.FindStringSubmatch(body)
	if found == nil {
		w.t.Fatalf("no ticket in %s", body)
	}
	return html.UnescapeString(found[1])
}

// solution is what a browser with script finds.
func solution(ticket string) string {
	id, _, _ := strings.Cut(ticket, ".")
	for n := 0; ; n++ {
		if found := strconv.Itoa(n); gate.Solved(id, found) {
			return found
		}
	}
}

func (w *world) wished() []scheduling.Wish {
	w.t.Helper()
	wishes, _, err := w.store.Wishes().List(w.ctx, scheduling.Query{})
	if err != nil {
		w.t.Fatal(err)
	}
	return wishes
}

func (w *world) wish(ticket, text string) url.Values {
	return url.Values{"biljett": {ticket}, "losning": {solution(ticket)}, "plats": {w.locality(0)}, "dagar": {"weekend"}, "tid": {"evening"},
		"amne": {"Trafik"}, "var": {"Vid skolan"}, "text": {text}}
}

func TestAWish(t *testing.T) {
	for _, language := range []string{"", "/en"} {
		t.Run("in"+language, func(t *testing.T) {
			w := newWorld(t)
			w.refresh()
			wantParts(t, w.page(language+"/orter/"+w.locality(0)), `href="`+language+`/onskemal?ort=`+w.locality(0)+`"`)
			form := w.get(language + "/onskemal?ort=" + w.locality(0))
			if form.StatusCode != http.StatusOK || form.Header.Get("Cache-Control") != "no-store" || !strings.Contains(form.body, `rel="canonical"`) {
				t.Errorf("the form: %d %v", form.StatusCode, form.Header)
			}
			wantParts(t, form.body, "112", "114 14", `value="`+w.locality(0)+`" selected`)
			ticket := w.ticket(form.body)
			for range 2 { // sent twice, kept once
				if sent := w.send(language+"/onskemal", w.wish(ticket, "Fart förbi skolan")); sent.StatusCode != http.StatusSeeOther || sent.Header.Get("Location") != language+"/onskemal/tack" {
					t.Fatalf("%d %s\n%s", sent.StatusCode, sent.Header.Get("Location"), sent.body)
				}
			}
			w.page(language + "/onskemal/tack")
			wishes := w.wished()
			if len(wishes) != 1 || wishes[0].Text != "Fart förbi skolan" || wishes[0].Topic != "Trafik" || wishes[0].Days != scheduling.Weekend || wishes[0].LocalityID != w.seeds.Localities[0].ID {
				t.Errorf("kept: %+v", wishes)
			}
			elsewhere := w.wish(w.ticket(w.page(language+"/onskemal")), "")
			elsewhere["plats"] = []string{"kommun:" + w.seeds.Municipality.Slug}
			if sent := w.send(language+"/onskemal", elsewhere); sent.StatusCode != http.StatusSeeOther {
				t.Errorf("elsewhere: %d\n%s", sent.StatusCode, sent.body)
			}
			if strings.Contains(w.log.String(), "skolan") {
				t.Error("the log holds what was wished")
			}
		})
	}
}

// TestWhatIsTurnedAwayComesBack sees that nothing typed is lost, and nothing of it kept.
func TestWhatIsTurnedAwayComesBack(t *testing.T) {
	w := newWorld(t)
	w.refresh()
	for text, says := range map[string]string{
		"Jag blev rånad i fredags, canary": "114 14", "De slåss just nu, canary": "Ring 112 nu", "850709-9805 canary": "Ta bort personnumret",
		"Ring 070-123 45 67 canary": "Ta bort telefonnumret", "canary@exempel.se": "Ta bort e-postadressen", "Bilen ABC 123 canary": "registreringsnumret",
		strings.Repeat("å", 601): "högst 600 tecken",
	} {
		ticket := w.ticket(w.page("/onskemal"))
		back := w.send("/onskemal", w.wish(ticket, text))
		if back.StatusCode != http.StatusUnprocessableEntity || back.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%.30q: %d", text, back.StatusCode)
		}
		wantParts(t, back.body, says, html.EscapeString(text)+"</textarea>", `href="#text"`, `aria-describedby="text-hint text-problem"`, `value="Vid skolan"`,
			`value="`+w.locality(0)+`" selected`, `value="weekend" selected`, `value="evening" selected`, `value="Trafik" selected`)
		if again := w.ticket(back.body); again == ticket {
			t.Error("the form comes back with a ticket of before")
		}
	}
	if wishes := w.wished(); len(wishes) > 0 {
		t.Errorf("kept: %+v", wishes)
	}
	if strings.Contains(w.log.String(), "canary") {
		t.Error("the log holds what was turned away")
	}
}

// TestAWishWithoutScript sees that it takes a little longer, and that nothing is lost then.
func TestAWishWithoutScript(t *testing.T) {
	w := newWorld(t)
	w.refresh()
	fields := w.wish(w.ticket(w.page("/onskemal")), "Utan skript")
	fields.Set("losning", "")
	soon := w.send("/onskemal", fields)
	if soon.StatusCode != http.StatusUnprocessableEntity || len(w.wished()) > 0 {
		t.Errorf("at once: %d", soon.StatusCode)
	}
	wantParts(t, soon.body, "Vänta en halv minut", "Utan skript</textarea>")
	for i := range 7 {
		fields.Set("biljett", w.ticket(w.page("/onskemal")))
		w.now = w.now.Add(20 * time.Second)
		want := http.StatusSeeOther
		if i >= 5 {
			want = http.StatusTooManyRequests
		}
		if sent := w.send("/onskemal", fields); sent.StatusCode != want {
			t.Errorf("%d: %d, want %d", i, sent.StatusCode, want)
		}
	}
	fields = w.wish(w.ticket(w.page("/onskemal")), "För sent")
	w.now = w.now.Add(12 * time.Hour)
	old := w.send("/onskemal", fields)
	if old.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("an old form: %d", old.StatusCode)
	}
	wantParts(t, old.body, "stått öppen länge", "För sent</textarea>")
	if n := len(w.wished()); n != 5 {
		t.Errorf("%d are kept", n)
	}
}

func TestHostileWishes(t *testing.T) {
	w := newWorld(t)
	w.refresh()
	for _, language := range []string{"", "/en"} {
		for _, value := range hostile {
			for _, field := range []string{"biljett", "losning", "plats", "dagar", "tid", "amne", "var", "text"} {
				fields := w.wish(w.ticket(w.page(language+"/onskemal")), "")
				fields["plats"] = []string{"nowhere"} // so that it comes back
				fields[field] = []string{value, value}
				a := w.send(language+"/onskemal", fields)
				if a.StatusCode != http.StatusUnprocessableEntity && a.StatusCode != http.StatusRequestEntityTooLarge {
					t.Errorf("%s with %.40q: %d", field, value, a.StatusCode)
				}
				if strings.Contains(a.body, "<script>alert") || strings.Contains(a.body, "<img src=x") {
					t.Errorf("%s with %.40q: it stands in the page", field, value)
				}
			}
			if a := w.get(language + "/onskemal?" + url.Values{"ort": {value}}.Encode()); a.StatusCode != http.StatusOK || strings.Contains(a.body, "<script>alert") {
				t.Errorf("?ort=%.40q: %d", value, a.StatusCode)
			}
		}
	}
	crossSite := w.send("/onskemal", w.wish(w.ticket(w.page("/onskemal")), "Härifrån"), "Sec-Fetch-Site", "cross-site")
	if crossSite.StatusCode != http.StatusForbidden || len(w.wished()) > 0 {
		t.Errorf("from another site: %d", crossSite.StatusCode)
	}
}
