package demo

import (
	"fmt"
	"time"

	"poliskontor/scheduling"
)

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

func dialoguePledge2020(town scheduling.LocalityID) scheduling.Pledge {
	presence := made("Synlig polis i centrum", scheduling.Police, scheduling.Measures,
		"En särskild resurs gör polisen synlig i centrum. Juni till augusti går hela polisområdets behov före.", town)
	presence.Binds = scheduling.OutsideSummer
	return scheduling.Pledge{
		Slug: "kristianstad-2020", Kind: scheduling.CitizenPledge, Title: "Medborgarlöfte Kristianstad 2020",
		Signed: scheduling.NewDay(2020, time.May, 8), From: scheduling.NewDay(2020, time.May, 8),
		To: scheduling.NewDay(2020, time.December, 31), ReplacesID: "kristianstad-2018",
		FollowUp:      "Rådet ser efter att löftet har följts och vad det har gett.",
		FollowUpMonth: 12, FollowUpForum: localCouncil, FollowUpBy: twoOfficers,
		Commitments: articles(
			made("Geografiskt fokus", scheduling.PoliceAndKommun, scheduling.Measures,
				"Arbetet samlas i kommunens utsatta områden, men behoven i andra stadsdelar och utanför staden möts också."),
			made("Medborgardialoger", scheduling.PoliceAndKommun, scheduling.Dialogues,
				"Dialoger hålls med det mobila kontoret och vid tillfällen som kommunen erbjuder."),
			made("Trygghetsundersökningar", scheduling.PoliceAndKommun, scheduling.Surveys, "Invånarna tillfrågas om sin trygghet."),
			promising(atLeast(2, scheduling.PerYear), made("Grannsamverkan och stöldskydd", scheduling.PoliceAndKommun, scheduling.Information,
				"Invånarna erbjuds samlad information om grannsamverkan och om hur man skyddar sig mot stöld.")),
			by("Kommunpolisen, säkerhets- och krisberedskapssamordnaren och den drog- och brottsförebyggande samordnaren",
				in(situationGroup, promising(atLeast(1, scheduling.PerWeek), made("Lägesbild", scheduling.PoliceAndKommun, scheduling.SituationPictures,
					"Otrygghet, ordningsstörningar och brott sammanställs varje vecka. Föreningar, råd och andra i civilsamhället bidrar.")))),
			in(localCouncil, made("Problembild", scheduling.PoliceAndKommun, scheduling.ForumMeetings,
				"En problembild tas fram vid varje möte, i år främst om unga och narkotika.")),
			by("Säkerhetschefen och planeringsstrategen för folkhälsa", made("Orsaksanalys", scheduling.Kommun, scheduling.Reports,
				"Problembilden följs upp, och det som orsakar problemen pekas ut.")),
			by("Handelsstaden, för kommunen", made("Ordningsvakter i centrum", scheduling.Kommun, scheduling.Measures,
				"Kommunen fortsätter att arbeta med ordningsvakter i stadskärnan.", town)),
			made("Kameror på utsatta platser", scheduling.PoliceAndKommun, scheduling.Measures,
				"Parterna ser tillsammans över var fler kameror kan göra nytta."),
			presence,
			made("Insatser tillsammans med andra myndigheter", scheduling.PoliceAndKommun, scheduling.Measures,
				"Polisen, kommunen och andra myndigheter gör gemensamma insatser mot brott."),
		),
	}
}

func frame2025() scheduling.Pledge {
	return scheduling.Pledge{
		Slug: "kristianstad-samverkan-2025-2028", Kind: scheduling.FrameAgreement,
		Title: "Samverkansöverenskommelse Kristianstad 2025–2028", Reference: "A084.191/2025",
		Signed: scheduling.NewDay(2025, time.February, 7), From: scheduling.NewDay(2025, time.January, 1),
		To:         scheduling.NewDay(2028, time.December, 31),
		FollowUp:   "Varje år i samband med årsredovisningen, och i sin helhet när överenskommelsen förnyas.",
		FollowUpBy: "Kommunen",
		Commitments: articles(
			in("Strategiska styrgruppen", made("Strategisk styrgrupp", scheduling.PoliceAndKommun, scheduling.ForumMeetings,
				"Styrgruppen tar ställning till behov som beredningsgruppen lyfter och råder över medlen. Parterna möts där när det behövs.")),
			in(localCouncil, made("Lokala Brå", scheduling.PoliceAndKommun, scheduling.ForumMeetings,
				"Rådet följer utvecklingen, utbyter information, startar arbetsgrupper och sätter årliga mål.")),
			in(situationGroup, promising(atLeast(1, scheduling.PerWeek), made("Lägesbild varje vecka", scheduling.PoliceAndKommun, scheduling.SituationPictures,
				"Gruppen arbetar enligt EST, om platser och situationer, och sammanställer en lokal lägesbild."))),
			made("Brott mot särskilt utsatta", scheduling.PoliceAndKommun, scheduling.Measures,
				"Parterna förebygger våld i nära relation, hedersförtryck, människohandel och brott mot äldre och barn. Det gäller både den som utsätts och den som utövar våld."),
			made("SSPF", scheduling.PoliceAndKommun, scheduling.Measures, "Skola, socialtjänst, polis och fritid kan samarbeta kring unga."),
			made("Sociala insatsgrupper", scheduling.PoliceAndKommun, scheduling.Measures, "Parterna gör sociala insatsgrupper möjliga, så som kommunen har beslutat."),
			made("Avhopparverksamhet", scheduling.PoliceAndKommun, scheduling.Measures, "Barn och vuxna som vill lämna kriminella nätverk får hjälp med det."),
			made("Barn och unga i organiserad brottslighet", scheduling.PoliceAndKommun, scheduling.Measures, "Parterna arbetar så som det är beslutat för hela landet."),
			made("Synlig polis", scheduling.Police, scheduling.Measures, "Polisen går till fots och syns med fordon där lägesbilden visar att det behövs, och arbetar med kameror."),
			made("Trygga offentliga miljöer", scheduling.Kommun, scheduling.Measures, "Kommunen utformar platser så att brott blir svårare. Polisen bidrar med vad den vet."),
			made("Kriminell ekonomi och välfärdsbrott", scheduling.PoliceAndKommun, scheduling.Measures,
				"Parterna motverkar brott mot välfärden i kommunens verksamhet."),
			promising(scheduling.Target{Count: 1, Per: scheduling.PerYear, Every: 2}, made("Lägesbild och åtgärdsplan", scheduling.Kommun, scheduling.Reports,
				"Kommunen tar fram en lägesbild och en plan för åtgärder vartannat år och arbetar efter den. Polisen är med när det går.")),
			made("Medborgarlöften", scheduling.PoliceAndKommun, scheduling.Reports, "Parterna skriver tillsammans medborgarlöften som fyller ut överenskommelsen."),
			by("Kommunpolisen", made("Beslut inom polisen", scheduling.Police, scheduling.Reports, "Överenskommelsen tas till beslut inom Polismyndigheten.")),
			made("Trygghetsmätning", scheduling.Police, scheduling.Surveys, "Polisen genomför trygghetsmätningen."),
			promising(atLeast(1, scheduling.PerYear), made("Årlig uppföljning", scheduling.Kommun, scheduling.Reports,
				"Arbetet följs upp tillsammans med årsredovisningen.")),
			made("Gemensam kommunikation", scheduling.PoliceAndKommun, scheduling.Measures, "Parterna berättar tillsammans om arbetet när det går, inom ramen för sekretessen."),
		),
	}
}

func pledges2025(town scheduling.LocalityID) scheduling.Pledge {
	return scheduling.Pledge{
		Slug: "kristianstad-2025", Kind: scheduling.CitizenPledge, Title: "Medborgarlöften Kristianstad 2025",
		Reference: "A 084.081/2025", Signed: scheduling.NewDay(2025, time.February, 7),
		From: scheduling.NewDay(2025, time.February, 7), To: scheduling.NewDay(2025, time.December, 31),
		ReplacesID: "kristianstad-2020", FrameID: "kristianstad-samverkan-2025-2028",
		FollowUp:   "Båda parter redovisar aktiviteter och statistik mot indikatorer som bestämts i förväg. Resultatet sprids i båda parters kanaler.",
		FollowUpBy: twoOfficers,
		Commitments: articles(
			made("Trygghetsvandringar och platsbesök", scheduling.PoliceAndKommun, scheduling.SafetyWalks,
				"Parterna går trygghetsvandringar eller besöker platser och hittar åtgärder, tillsammans eller var för sig."),
			made("Tobak och alkohol bland unga", scheduling.Kommun, scheduling.Measures, "Kommunen använder metoder som senarelägger debuten."),
			made("Nedskräpning och skadegörelse", scheduling.Kommun, scheduling.Measures, "Kommunen utvecklar sina åtgärder vidare."),
			made("Tryggare centrum", scheduling.PoliceAndKommun, scheduling.Measures, "Parterna fortsätter att öka tryggheten i centrum.", town),
			made("Bedrägerier mot äldre", scheduling.PoliceAndKommun, scheduling.Information,
				"Parterna förebygger bedrägerier mot äldre, tillsammans eller var för sig."),
			made("Trafikkontroller", scheduling.Police, scheduling.TrafficControls,
				"Polisen kontrollerar hastighet, nykterhet och körsätt. Invånarnas tips och önskemål styr var, så långt det går, och platser där olyckor sker."),
			by(twoOfficers, promising(atLeast(1, scheduling.PerValidity), made("Sammanställning", scheduling.PoliceAndKommun, scheduling.Reports,
				"Båda parters aktiviteter och statistik sammanställs."))),
		),
	}
}

// examplePledge carries the promise of 2018 on into the years that the
// demonstration shows, with the figures that its plan is held against, and with what is
// counted otherwise than by visits. Nobody has signed it.
func (l *loader) examplePledge() scheduling.Pledge {
	first, _, _ := l.past.From.Date()
	last, _, _ := l.next.To.Date()
	from := l.past.From // the first day that the office was planned for
	return scheduling.Pledge{
		Slug: "exempel-mobilt-poliskontor", Kind: scheduling.CitizenPledge, Demonstration: true,
		Title:  fmt.Sprintf("Mobilt poliskontor i basorterna %d–%d", first, last),
		Signed: from, From: from, To: scheduling.NewDay(last, time.December, 31), FrameID: "kristianstad-samverkan-2025-2028",
		FollowUp:      "Ett exempel som visar systemet. Ingen har skrivit under det.",
		FollowUpMonth: 12, FollowUpForum: localCouncil, FollowUpBy: twoOfficers,
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
			by("Trafikgruppen", promising(atLeast(10, scheduling.PerMonth), made("Trafikkontroller där invånarna vill ha dem", scheduling.Police, scheduling.TrafficControls,
				"Polisen kontrollerar trafiken på minst tio platser i månaden som invånare har pekat ut, och berättar för dem vad den såg."))),
			by("Kommunens trygghetssamordnare", promising(atLeast(2, scheduling.PerYear), made("Trygghetsvandringar", scheduling.PoliceAndKommun, scheduling.SafetyWalks,
				"Parterna går trygghetsvandringar med invånarna och kommer tillbaka för att se vad som har blivit gjort."))),
			in(situationGroup, promising(atLeast(1, scheduling.PerWeek), made("Lägesbild", scheduling.PoliceAndKommun, scheduling.SituationPictures,
				"Det som sägs vid kontoret tas med i veckans lägesbild."))),
		),
	}
}
