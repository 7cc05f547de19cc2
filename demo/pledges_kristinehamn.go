package demo

import (
	"time"

	"poliskontor/scheduling"
)

// kristinehamnPledges names who is responsible for each promise. The day it was
// signed is not in the source; it is set to the day from which it is valid.
func kristinehamnPledges(district scheduling.DistrictID, municipality scheduling.MunicipalityID) []scheduling.Pledge {
	from := scheduling.NewDay(2016, time.January, 1)
	return []scheduling.Pledge{{
		DistrictID: district, MunicipalityID: municipality, Slug: "kristinehamn-2016-2017", Kind: scheduling.CitizenPledge,
		Title: "Medborgarlöften Kristinehamn 2016–2017", Signed: from, From: from,
		Parties:    []string{"Kristinehamns kommun", "Lokalpolisområde Kristinehamn"},
		FollowUp:   "Medborgarundersökning och enkät. Resultatet visas på kommunens webbplats. Gäller tills nya löften är underskrivna.",
		FollowUpBy: "Kommunen",
		Commitments: articles(
			by("Kommunen", made("Inkludering av nyanlända", scheduling.Kommun, scheduling.Measures,
				"Kommunen och polisen verkar för att nyanlända kommer in i samhället.")),
			by("Polisen", made("Ordning och trygghet i centrum", scheduling.Police, scheduling.Measures,
				"Polisen arbetar med ordning och trygghet i centrala Kristinehamn.")),
			by("Kommunen", promising(atLeast(2, scheduling.PerYear), made("Trygghetsvandringar", scheduling.Kommun, scheduling.SafetyWalks,
				"Parterna går trygghetsvandringar tillsammans."))),
			by("Kommunen", made("Tryggare miljöer", scheduling.Kommun, scheduling.Measures, "Kommunen gör miljöerna i centrum tryggare.")),
			by("Polisen i samverkan med kommunen", promising(atLeast(2, scheduling.PerYear), made("Grannsamverkan", scheduling.PoliceWithKommun, scheduling.WatchMeetings,
				"Polisen håller startmöten och ser över de områden som finns."))),
			by("Kommunen", made("Uppföljning", scheduling.Kommun, scheduling.Surveys, "Invånarna får svara på en undersökning och en enkät.")),
		),
	}}
}
