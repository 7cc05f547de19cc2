package situation

import (
	"time"

	"poliskontor/scheduling"
)

// PartID identifies a [Part].
type PartID string

// Part is one authority's part of the lägesbild of a week.
type Part struct {
	ID         PartID // "" while nothing of it is stored
	DistrictID scheduling.DistrictID
	Owner      scheduling.Owner
	Monday     scheduling.Day
	Figures    Figures
	Text       string // in the authority's own words; about places and topics
	// Frozen is since when its figures stand; zero while they follow what comes in.
	Frozen     time.Time
	Released   time.Time // to the other side and the group; zero until then
	ReleasedBy string
	scheduling.Meta
}

// MaxText is how many characters a part may say.
const MaxText = 2000

// checked returns the part with its text tidied, or an error of kind [scheduling.Invalid].
func (p Part) checked() (Part, error) {
	var flaws scheduling.Flaws
	p.Text = flaws.Text("text", p.Text, MaxText)
	flaws.Impersonal("text", p.Text)
	return p, flaws.Err()
}

// Picture (lägesbild) is a week's, as somebody of an authority may see it.
type Picture struct {
	Monday scheduling.Day
	Ready  bool // its figures stand, and it can be released
	Parts  []Part
	// Waiting are the authorities that have not released their part to the reader.
	Waiting []scheduling.Owner
}

// owners are the authorities, in the order in which their parts stand.
var owners = []scheduling.Owner{scheduling.Police, scheduling.Kommun}
