//go:build unix

package scheduling_test

import (
	"strings"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// TestWhatIsTurnedAway sees that what belongs elsewhere is turned away, and what is a wish is
// not.
func TestWhatIsTurnedAway(t *testing.T) {
	store := storagetest.Open(t, storagetest.SQLite(t), func() time.Time { return storagetest.Now })
	seeds := storagetest.Seed(t, store)
	wishes := scheduling.NewWishes(store, func() time.Time { return storagetest.Now })
	for text, code := range map[string]scheduling.Code{
		"De slåss utanför skolan just nu":              scheduling.CodeWishEmergency,
		"Just nu är det inbrott hos grannen":           scheduling.CodeWishEmergency,
		"Hjälp, kom hit":                               scheduling.CodeWishEmergency,
		"They are fighting outside the shop right now": scheduling.CodeWishEmergency,
		"Skicka polis nu":                              scheduling.CodeWishEmergency,
		"Min cykel är stulen från stationen":           scheduling.CodeWishCrime,
		"Jag blev rånad i fredags":                     scheduling.CodeWishCrime,
		"Någon stal min moped i tisdags":               scheduling.CodeWishCrime,
		"De har stulit min cykel":                      scheduling.CodeWishCrime,
		"Vi hade inbrott hos oss i lördags":            scheduling.CodeWishCrime,
		"Jag vill anmäla en stöld":                     scheduling.CodeWishCrime,
		"Jag vill polisanmäla":                         scheduling.CodeWishCrime,
		"Killen som säljer knark heter något på K":     scheduling.CodeWishCrime,
		"Tips om langning vid bussen":                  scheduling.CodeWishCrime,
		"I was robbed last week":                       scheduling.CodeWishCrime,
		"Somebody stole my bike":                       scheduling.CodeWishCrime,
		"I want to report a theft":                     scheduling.CodeWishCrime,
		"MIN BIL\nSTALS i går":                         scheduling.CodeWishCrime,
		"Jag heter Anna, 850709-9805":                  scheduling.CodeWishNumber,
		"nr 850769 - 9802":                             scheduling.CodeWishNumber,
		"Ring mig på 070-123 45 67":                    scheduling.CodeWishTelephone,
		"anna.berg@exempel.se":                         scheduling.CodeWishEmail,
		"Bilen ABC 123 kör fort":                       scheduling.CodeWishPlate,
		strings.Repeat("å", scheduling.MaxWishText+1):  scheduling.CodeTooLong,
		"smygande \u202etext":                          scheduling.CodeControlChars,
		"\xff":                                         scheduling.CodeNotUTF8,
		"":                                             "",
		"Det är många inbrott i vår by. Vad kan vi göra tillsammans?":     "",
		"Prata om stöldskydd och grannsamverkan":                          "",
		"Bilar kör för fort förbi skolan":                                 "",
		"Kom gärna på kvällen, kl. 18.00–20.00, vid Coop på Storgatan 12": "",
		"Vi vill veta hur man gör en anmälan på nätet":                    "",
		"Hur skyddar sig äldre mot bedrägerier? Många har frågor.":        "",
		"Ungdomar och alkohol vid badplatsen på sommaren":                 "",
		"How do we start a neighbourhood watch?":                          "",
		"Det vore bra med besök 24/11 2026 eller vecka 48":                "",
		"Nu när det är mörkt på kvällarna känns det otryggt i parken":     "",
	} {
		err := wishes.Check(t.Context(), scheduling.WishOrder{Locality: seeds.Localities[0].Slug, Wish: scheduling.Wish{
			Days: scheduling.AnyDay, Hours: scheduling.AnyHour, Topic: "Trafik", Text: text}})
		if code == "" && err != nil || code != "" && !scheduling.HasCode(err, code) {
			t.Errorf("%.60q: %v, want %q", text, err, code)
		}
		if code != "" && text != "" && err != nil && strings.Contains(err.Error(), "070-123") {
			t.Errorf("the error repeats what was written: %v", err)
		}
	}
}

func TestWishesAreReceivedOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		store := storagetest.Open(t, database.Fresh(t), func() time.Time { return storagetest.Now })
		seeds, other := storagetest.Seed(t, store), storagetest.Seed(t, store)
		wishes := scheduling.NewWishes(store, func() time.Time { return storagetest.Now })
		order := scheduling.WishOrder{Locality: seeds.Localities[0].Slug, Ticket: "one", Ends: storagetest.Now.Add(time.Hour), Wish: scheduling.Wish{
			Spot: "Vid skolan", Days: scheduling.Weekdays, Hours: scheduling.Evening, Topic: "Trafik", Text: "canary-wish"}}
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(wishes.Receive(t.Context(), order))
		must(wishes.Receive(t.Context(), order)) // the same form, sent twice
		order.Ticket = "two"
		must(wishes.Receive(t.Context(), order))
		elsewhere := scheduling.WishOrder{Municipality: seeds.Municipality.Slug, Ticket: "three", Ends: order.Ends,
			Wish: scheduling.Wish{Spot: "Stranden", Days: scheduling.AnyDay, Hours: scheduling.AnyHour}}
		must(wishes.Receive(t.Context(), elsewhere))

		here := scheduling.WithReach(t.Context(), []scheduling.DistrictID{seeds.District.ID})
		found, total, err := wishes.List(here, scheduling.Query{LocalityID: seeds.Localities[0].ID, Topic: "Trafik"})
		must(err)
		if total != 2 || found[0].Text != "canary-wish" || found[0].Spot != "Vid skolan" || found[0].Hours != scheduling.Evening || !found[0].Received.Equal(storagetest.Now) {
			t.Errorf("%d: %+v", total, found)
		}
		tally, err := wishes.Tally(here, scheduling.Query{})
		must(err)
		if len(tally) != 2 || tally[0].Wishes != 2 || tally[0].Topic != "Trafik" || tally[1].LocalityID != "" || tally[1].Wishes != 1 {
			t.Errorf("%+v", tally)
		}
		there := scheduling.WithReach(t.Context(), []scheduling.DistrictID{other.District.ID})
		_, total, err = wishes.List(there, scheduling.Query{})
		must(err)
		tally, err = wishes.Tally(there, scheduling.Query{})
		must(err)
		if total != 0 || len(tally) != 0 {
			t.Errorf("another district sees %d, %+v", total, tally)
		}
		entries, _, err := store.Audit().List(t.Context(), scheduling.AuditQuery{Thing: "wish"})
		must(err)
		for _, e := range entries {
			if e.Actor.Name != "citizen" || strings.Contains(e.After, "canary-wish") || strings.Contains(e.After, "skolan") {
				t.Errorf("the audit log has %+v: %s", e.Actor, e.After)
			}
		}
		if len(entries) != 3 {
			t.Errorf("%d entries", len(entries))
		}
		must(store.Gate().Forget(t.Context(), order.Ends))
		if fresh, err := store.Gate().Use(t.Context(), "one", order.Ends); !fresh || err != nil {
			t.Errorf("what has ended is kept: %v", err)
		}
	})
}

func TestWrongWishes(t *testing.T) {
	store := storagetest.Open(t, storagetest.SQLite(t), func() time.Time { return storagetest.Now })
	seeds := storagetest.Seed(t, store)
	wishes := scheduling.NewWishes(store, func() time.Time { return storagetest.Now })
	for field, order := range map[string]scheduling.WishOrder{
		"place": {Locality: "nowhere", Wish: scheduling.Wish{Days: scheduling.AnyDay, Hours: scheduling.AnyHour, Spot: "x"}},
		"spot":  {Municipality: seeds.Municipality.Slug, Wish: scheduling.Wish{Days: scheduling.AnyDay, Hours: scheduling.AnyHour}},
		"days":  {Locality: seeds.Localities[0].Slug, Wish: scheduling.Wish{Days: "mondays", Hours: scheduling.AnyHour}},
		"hours": {Locality: seeds.Localities[0].Slug, Wish: scheduling.Wish{Days: scheduling.AnyDay, Hours: "midnight"}},
		"topic": {Locality: seeds.Localities[0].Slug, Wish: scheduling.Wish{Days: scheduling.AnyDay, Hours: scheduling.AnyHour, Topic: "Vädret"}},
	} {
		if err := wishes.Check(t.Context(), order); scheduling.KindOf(err) != scheduling.Invalid || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %v", field, err)
		}
	}
}
