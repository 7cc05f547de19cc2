package scheduling

import (
	"slices"
	"strconv"
)

// DailyRest is the minutes of rest that the law gives everyone who works, in every
// period of 24 hours: Arbetstidslagen (1982:673) 13 §, dygnsvila.
const DailyRest = 11 * 60

// UsualRegret is the seconds for which a release can be taken back, unless a district
// has another rule.
const UsualRegret = 15

// District (lokalpolisområde, LPO) is the tenant: its planners see and change what
// is theirs, and nothing else.
type District struct {
	ID   DistrictID
	Slug string
	Name string
	// NoticeDays is how many days ahead a visit is announced at the latest. The
	// engine changes nothing nearer than that, and a release needs a public reason.
	NoticeDays int
	// BufferMinutes is added to every drive between two sites, for packing up and
	// setting out.
	BufferMinutes int
	// RestMinutes is how long a crew is off between its shifts of two days: [DailyRest]
	// by law, 0 where planning need not mind.
	RestMinutes int
	// RegretSeconds is how long a release that was asked for in the app waits before it
	// goes out, so that it can be taken back; 0 where it goes out at once.
	RegretSeconds int
	// ContactLine is where the public turns with questions about the schedule: one line.
	ContactLine string
	// Topics is what wishes and notes can be about, in the order in which it is shown.
	Topics []string
	Meta
}

// Checked returns the district with its texts tidied, or an [Invalid] error naming
// each field that breaks a rule.
func (d District) Checked() (District, error) {
	var v violations
	v.slug("slug", d.Slug)
	d.Name = v.requiredLine("name", d.Name, MaxName)
	d.ContactLine = v.line("contactLine", d.ContactLine, MaxTitle)
	d.Topics = v.topics(d.Topics)
	v.between("noticeDays", d.NoticeDays, 0, 90)
	v.between("bufferMinutes", d.BufferMinutes, 0, 120)
	v.between("restMinutes", d.RestMinutes, 0, 24*60)
	v.between("regretSeconds", d.RegretSeconds, 0, 120)
	return d, v.err()
}

// mostTopics is how many topics a district has at most: a list to choose from.
const mostTopics = 30

// UsualTopics is what a district's list begins with.
var UsualTopics = []string{"Trafik", "Trygghet på en plats", "Nedskräpning och skadegörelse", "Unga, tobak och alkohol",
	"Bedrägerier mot äldre", "Grannsamverkan och stöldskydd", "Annat"}

// topics checks a list of topics, each named once.
func (v *violations) topics(topics []string) []string {
	v.check(len(topics) <= mostTopics, "topics", CodeOutOfRange, "least", "0", "most", strconv.Itoa(mostTopics))
	tidy := make([]string, 0, len(topics))
	for i, topic := range topics {
		if i == mostTopics {
			break
		}
		if topic = v.line("topics", topic, MaxName); topic != "" && !slices.Contains(tidy, topic) {
			tidy = append(tidy, topic)
		}
	}
	return tidy
}

// Municipality (kommun) is the other party of a pledge. It lies in one district.
type Municipality struct {
	ID         MunicipalityID
	DistrictID DistrictID
	Slug       string // unique over all districts: it is part of public addresses
	Name       string // without "kommun": Kristianstad
	Meta
}

// Checked returns the municipality with its texts tidied, or an [Invalid] error.
func (m Municipality) Checked() (Municipality, error) {
	var v violations
	v.check(m.DistrictID != "", "districtId", CodeRequired)
	v.slug("slug", m.Slug)
	m.Name = v.requiredLine("name", m.Name, MaxName)
	return m, v.err()
}
