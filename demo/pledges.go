package demo

import (
	"context"
	"fmt"
	"time"

	"poliskontor/scheduling"
)

// articles numbers commitments by their place in the list; they bind all year round
// unless they say otherwise.
func articles(list ...scheduling.Commitment) []scheduling.Commitment {
	for i := range list {
		list[i].Article = i + 1
		if list[i].Binds == "" {
			list[i].Binds = scheduling.YearRound
		}
	}
	return list
}

func atLeast(count int, per scheduling.Period) scheduling.Target {
	return scheduling.Target{Count: count, Per: per}
}

// createPledges stores pledges in order; ReplacesID and FrameID may name one that
// came before by its slug.
func (l *loader) createPledges(ctx context.Context, pledges []scheduling.Pledge) error {
	bySlug := map[scheduling.PledgeID]scheduling.PledgeID{}
	for _, p := range pledges {
		p.ReplacesID, p.FrameID = bySlug[p.ReplacesID], bySlug[p.FrameID]
		created, err := l.registers.Pledges.Create(ctx, p)
		if err != nil {
			return fmt.Errorf("pledge %s: %w", p.Slug, err)
		}
		bySlug[scheduling.PledgeID(p.Slug)] = created.ID
	}
	return nil
}

func (l *loader) loadKristianstadPledges(ctx context.Context) error {
	municipality := l.localities["ahus"].MunicipalityID
	pledges := []scheduling.Pledge{officePledge2018(), dialoguePledge2020(), frame2025(), pledges2025(), l.examplePledge()}
	for i := range pledges {
		pledges[i].DistrictID, pledges[i].MunicipalityID = l.district.ID, municipality
		pledges[i].Parties = []string{"Kristianstads kommun", "Lokalpolisområde Kristianstad"}
	}
	return l.createPledges(ctx, pledges)
}

// officePledge2018 promised the office itself. It named no figures, and neither
// does this: what was continuous was for the schedule to say.
func officePledge2018() scheduling.Pledge {
	return scheduling.Pledge{
		Slug: "kristianstad-2018", Kind: scheduling.CitizenPledge, Title: "Medborgarlöfte Kristianstad 2018",
		Signed: scheduling.NewDay(2018, time.February, 16), From: scheduling.NewDay(2018, time.January, 1),
		To:       scheduling.NewDay(2018, time.December, 31),
		FollowUp: "Väntade följder: mer service, större legitimitet, ökad trygghet och mer återkoppling och dialog.",
		Commitments: articles(scheduling.Commitment{
			Title: "Mobilt poliskontor i basorterna", Owner: scheduling.Police, Indicator: scheduling.Visits,
			Text: "Ett mobilt poliskontor finns att besöka i basorterna utanför centralorten: återkommande, enligt ett schema " +
				"och meddelat i förväg. Juni till augusti används det mer på sommarens evenemang, och löftet binder inte då.",
			Binds: scheduling.OutsideSummer, Scope: scheduling.Scope{Kinds: []scheduling.LocalityKind{scheduling.Basort}},
		}),
	}
}

func dialoguePledge2020() scheduling.Pledge {
	return scheduling.Pledge{
		Slug: "kristianstad-2020", Kind: scheduling.CitizenPledge, Title: "Medborgarlöfte Kristianstad 2020",
		Signed: scheduling.NewDay(2020, time.May, 8), From: scheduling.NewDay(2020, time.May, 8),
		To: scheduling.NewDay(2020, time.December, 31), ReplacesID: "kristianstad-2018",
		FollowUp: "Lokala Brå följer upp i december. Kommunpolisen och kommunens samordnare ansvarar för underlaget.",
		Commitments: articles(
			scheduling.Commitment{Title: "Medborgardialoger", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.Dialogues,
				Text: "Dialoger hålls med det mobila kontoret och vid tillfällen som kommunen erbjuder."},
			scheduling.Commitment{Title: "Trygghetsundersökningar", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.Surveys,
				Text: "Invånarna tillfrågas om sin trygghet."},
			scheduling.Commitment{Title: "Grannsamverkan och stöldskydd", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.Information,
				Text:   "Invånarna erbjuds samlad information om grannsamverkan och om hur man skyddar sig mot stöld.",
				Target: atLeast(2, scheduling.PerYear)},
			scheduling.Commitment{Title: "Lägesbild", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.SituationPictures,
				Text:   "Lägesbildsgruppen sammanställer otrygghet, ordningsstörningar och brott varje vecka.",
				Target: atLeast(1, scheduling.PerWeek)},
			scheduling.Commitment{Title: "Problembild", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.ForumMeetings,
				Text: "Lokala Brå tar fram en problembild vid varje möte, i år främst om unga och narkotika."},
			scheduling.Commitment{Title: "Ordningsvakter i centrum", Owner: scheduling.Kommun, Indicator: scheduling.Measures,
				Text: "Kommunen fortsätter att arbeta med ordningsvakter i stadskärnan."},
			scheduling.Commitment{Title: "Kameror på utsatta platser", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.Measures,
				Text: "Parterna ser tillsammans över var fler kameror kan göra nytta."},
			scheduling.Commitment{Title: "Synlig polis i centrum", Owner: scheduling.Police, Indicator: scheduling.Measures,
				Text:  "En särskild resurs gör polisen synlig i centrum. Juni till augusti går hela polisområdets behov före.",
				Binds: scheduling.OutsideSummer},
			scheduling.Commitment{Title: "Insatser tillsammans med andra myndigheter", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.Measures,
				Text: "Polisen, kommunen och andra myndigheter gör gemensamma insatser mot brott."},
		),
	}
}

func frame2025() scheduling.Pledge {
	return scheduling.Pledge{
		Slug: "kristianstad-samverkan-2025-2028", Kind: scheduling.FrameAgreement,
		Title: "Samverkansöverenskommelse Kristianstad 2025–2028", Reference: "A084.191/2025",
		Signed: scheduling.NewDay(2025, time.February, 7), From: scheduling.NewDay(2025, time.January, 1),
		To:       scheduling.NewDay(2028, time.December, 31),
		FollowUp: "Varje år i samband med årsredovisningen, och i sin helhet när överenskommelsen förnyas.",
		Commitments: articles(
			scheduling.Commitment{Title: "Strategisk styrgrupp", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.ForumMeetings,
				Text: "Styrgruppen tar ställning till behov som beredningsgruppen lyfter och råder över medlen."},
			scheduling.Commitment{Title: "Lokala Brå", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.ForumMeetings,
				Text: "Rådet följer utvecklingen, utbyter information och sätter årliga mål."},
			scheduling.Commitment{Title: "Lägesbildsgruppen", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.SituationPictures,
				Text: "Gruppen arbetar enligt EST och sammanställer en lokal lägesbild varje vecka.", Target: atLeast(1, scheduling.PerWeek)},
			scheduling.Commitment{Title: "Brott mot särskilt utsatta", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.Measures,
				Text: "Parterna förebygger våld i nära relation, hedersförtryck, människohandel och brott mot äldre och barn, och stödjer den som vill lämna kriminalitet."},
			scheduling.Commitment{Title: "Trygga offentliga miljöer", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.Measures,
				Text: "Polisen patrullerar till fots och syns efter lägesbilden; kommunen utformar platser så att brott blir svårare."},
			scheduling.Commitment{Title: "Kriminell ekonomi och välfärdsbrott", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.Measures,
				Text: "Parterna motverkar brott mot välfärden i kommunens verksamhet."},
			scheduling.Commitment{Title: "Lägesbild och åtgärdsplan", Owner: scheduling.Kommun, Indicator: scheduling.Reports,
				Text: "Kommunen tar fram lägesbild och åtgärdsplan vartannat år.", Target: atLeast(2, scheduling.PerValidity)},
			scheduling.Commitment{Title: "Trygghetsmätning", Owner: scheduling.Police, Indicator: scheduling.Surveys,
				Text: "Polisen genomför trygghetsmätningen."},
			scheduling.Commitment{Title: "Årlig uppföljning", Owner: scheduling.Kommun, Indicator: scheduling.Reports,
				Text: "Arbetet följs upp tillsammans med årsredovisningen.", Target: atLeast(1, scheduling.PerYear)},
		),
	}
}

func pledges2025() scheduling.Pledge {
	return scheduling.Pledge{
		Slug: "kristianstad-2025", Kind: scheduling.CitizenPledge, Title: "Medborgarlöften Kristianstad 2025",
		Reference: "A 084.081/2025", Signed: scheduling.NewDay(2025, time.February, 7),
		From: scheduling.NewDay(2025, time.February, 7), To: scheduling.NewDay(2025, time.December, 31),
		ReplacesID: "kristianstad-2020", FrameID: "kristianstad-samverkan-2025-2028",
		FollowUp: "Båda parter redovisar aktiviteter och statistik mot indikatorer som bestämts i förväg. Resultatet sprids i båda parters kanaler.",
		Commitments: articles(
			scheduling.Commitment{Title: "Trygghetsvandringar och platsbesök", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.SafetyWalks,
				Text: "Parterna går trygghetsvandringar eller besöker platser och hittar åtgärder, tillsammans eller var för sig."},
			scheduling.Commitment{Title: "Tobak och alkohol bland unga", Owner: scheduling.Kommun, Indicator: scheduling.Measures,
				Text: "Kommunen använder metoder som senarelägger debuten."},
			scheduling.Commitment{Title: "Nedskräpning och skadegörelse", Owner: scheduling.Kommun, Indicator: scheduling.Measures,
				Text: "Kommunen utvecklar sina åtgärder vidare."},
			scheduling.Commitment{Title: "Tryggare centrum", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.Measures,
				Text: "Parterna fortsätter att öka tryggheten i centrum."},
			scheduling.Commitment{Title: "Bedrägerier mot äldre", Owner: scheduling.PoliceAndKommun, Indicator: scheduling.Information,
				Text: "Parterna förebygger bedrägerier mot äldre, tillsammans eller var för sig."},
			scheduling.Commitment{Title: "Trafikkontroller", Owner: scheduling.Police, Indicator: scheduling.TrafficControls,
				Text: "Polisen kontrollerar hastighet, nykterhet och körsätt. Invånarnas tips och önskemål styr var, så långt det går."},
		),
	}
}

// examplePledge carries the promise of 2018 on into the years that the
// demonstration shows, with the figures that its plan is held against. Nobody has
// signed it.
func (l *loader) examplePledge() scheduling.Pledge {
	first, _, _ := l.past.From.Date()
	last, _, _ := l.next.To.Date()
	from := scheduling.NewDay(first, time.January, 1)
	return scheduling.Pledge{
		Slug: "exempel-mobilt-poliskontor", Kind: scheduling.CitizenPledge, Demonstration: true,
		Title:  fmt.Sprintf("Mobilt poliskontor i basorterna %d–%d", first, last),
		Signed: from, From: from, To: scheduling.NewDay(last, time.December, 31), FrameID: "kristianstad-samverkan-2025-2028",
		FollowUp: "Ett exempel som visar systemet. Ingen har skrivit under det.",
		Commitments: articles(
			scheduling.Commitment{
				Title: "Besök i varje basort minst var tredje vecka", Owner: scheduling.Police, Indicator: scheduling.Visits,
				Text: "Det mobila poliskontoret kommer till varje basort ungefär varannan vecka och aldrig mer sällan än var tredje. " +
					"Juni till augusti binder löftet inte; då är kontoret oftare på evenemang.",
				Target: scheduling.Target{AimDays: 14, MaxGapDays: 21}, Binds: scheduling.OutsideSummer,
				Scope: scheduling.Scope{Kinds: []scheduling.LocalityKind{scheduling.Basort}},
			},
			scheduling.Commitment{
				Title: "Andra tätorter när det finns tid", Owner: scheduling.Police, Indicator: scheduling.Visits,
				Text:   "Övriga tätorter får besök ungefär var sjätte vecka.",
				Target: scheduling.Target{AimDays: 42}, Binds: scheduling.OutsideSummer,
				Scope: scheduling.Scope{Kinds: []scheduling.LocalityKind{scheduling.Tatort}},
			},
		),
	}
}

// kristinehamnPledges names who is responsible for each promise. The day it was
// signed is not in the source; it is set to the day from which it is valid.
func kristinehamnPledges(district scheduling.DistrictID, municipality scheduling.MunicipalityID) []scheduling.Pledge {
	from := scheduling.NewDay(2016, time.January, 1)
	return []scheduling.Pledge{{
		DistrictID: district, MunicipalityID: municipality, Slug: "kristinehamn-2016-2017", Kind: scheduling.CitizenPledge,
		Title: "Medborgarlöften Kristinehamn 2016–2017", Signed: from, From: from,
		Parties:  []string{"Kristinehamns kommun", "Lokalpolisområde Kristinehamn"},
		FollowUp: "Kommunen följer upp med medborgarundersökning och enkät och visar resultatet på sin webbplats. Gäller tills nya löften är underskrivna.",
		Commitments: articles(
			scheduling.Commitment{Title: "Inkludering av nyanlända", Owner: scheduling.Kommun, Indicator: scheduling.Measures,
				Text: "Kommunen och polisen verkar för att nyanlända kommer in i samhället."},
			scheduling.Commitment{Title: "Ordning och trygghet i centrum", Owner: scheduling.Police, Indicator: scheduling.Measures,
				Text: "Polisen arbetar med ordning och trygghet i centrala Kristinehamn."},
			scheduling.Commitment{Title: "Trygghetsvandringar", Owner: scheduling.Kommun, Indicator: scheduling.SafetyWalks,
				Text: "Parterna går trygghetsvandringar tillsammans.", Target: atLeast(2, scheduling.PerYear)},
			scheduling.Commitment{Title: "Tryggare miljöer", Owner: scheduling.Kommun, Indicator: scheduling.Measures,
				Text: "Kommunen gör miljöerna i centrum tryggare."},
			scheduling.Commitment{Title: "Grannsamverkan", Owner: scheduling.PoliceWithKommun, Indicator: scheduling.WatchMeetings,
				Text: "Polisen håller startmöten och ser över de områden som finns.", Target: atLeast(2, scheduling.PerYear)},
		),
	}}
}
