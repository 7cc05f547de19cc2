package accounts

import (
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"poliskontor/scheduling"
)

// AccountID identifies an [Account].
type AccountID string

// Authority is whose a person is. What belongs to one authority is not the other's
// to read, unless its owner says so.
type Authority = scheduling.Owner

// The authorities.
const (
	Police       = scheduling.Police
	Municipality = scheduling.Kommun
)

// Account is a person who may sign in.
type Account struct {
	ID        AccountID
	Email     string // in lower case, unique
	Name      string
	Authority Authority
	Grants    []Grant
	Closed    bool // may not sign in any more; kept for the audit log
	// WeeklyMail is the account's own to choose: Service.Update leaves it as it is.
	WeeklyMail WeeklyMail
	scheduling.Meta
}

// Grant is a role in a district.
type Grant struct {
	Role Role
	// DistrictID is "" for a role in every district, those to come included.
	DistrictID scheduling.DistrictID
}

// Checked returns the account with its texts tidied and its grants in order, or an
// error of kind [scheduling.Invalid].
func (a Account) Checked() (Account, error) {
	var broken []scheduling.Violation
	add := func(field string, code scheduling.Code) {
		broken = append(broken, scheduling.Violation{Field: field, Code: code})
	}
	email, err := checkedEmail(a.Email)
	if err != nil {
		add("email", CodeEmail)
	}
	a.Email = email
	a.Name = strings.TrimSpace(a.Name)
	switch {
	case a.Name == "":
		add("name", scheduling.CodeRequired)
	case utf8.RuneCountInString(a.Name) > scheduling.MaxName:
		broken = append(broken, scheduling.Violation{Field: "name", Code: scheduling.CodeTooLong, Params: map[string]string{"limit": "120"}})
	case !utf8.ValidString(a.Name):
		add("name", scheduling.CodeNotUTF8)
	case strings.ContainsFunc(a.Name, misleads):
		add("name", scheduling.CodeControlChars)
	}
	if a.Authority != Police && a.Authority != Municipality {
		broken = append(broken, scheduling.Violation{Field: "authority", Code: scheduling.CodeChoice,
			Params: map[string]string{"allowed": "police, kommun"}})
	}
	for _, g := range a.Grants {
		if !slices.Contains(Roles, g.Role) {
			add("grants", CodeRole)
			break
		}
	}
	a.Grants = slices.Clone(a.Grants)
	slices.SortFunc(a.Grants, compareGrants)
	a.Grants = slices.Compact(a.Grants)
	if len(broken) > 0 {
		return a, &scheduling.Error{Kind: scheduling.Invalid, Code: scheduling.CodeInvalid, Violations: broken}
	}
	return a, nil
}

// District is the only district in which the account has roles; "" where there are
// several or none. What is entered in the audit log about the account is entered
// there, so that its administrators find it.
func (a Account) District() scheduling.DistrictID {
	var only scheduling.DistrictID
	for i, g := range a.Grants {
		if i > 0 && g.DistrictID != only {
			return ""
		}
		only = g.DistrictID
	}
	return only
}

func compareGrants(a, b Grant) int {
	if c := strings.Compare(string(a.DistrictID), string(b.DistrictID)); c != 0 {
		return c
	}
	return slices.Index(Roles, a.Role) - slices.Index(Roles, b.Role)
}

// misleads tells of a character that makes a text show as another.
func misleads(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }

// hides tells of a character that does not show at all.
func hides(r rune) bool { return !unicode.IsPrint(r) }

// longestEmail is the greatest length of an address (RFC 5321, 4.5.3.1.3).
const longestEmail = 254

// checkedEmail returns a plain address in lower case.
func checkedEmail(email string) (string, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	parsed, err := mail.ParseAddress(email)
	if err != nil || parsed.Address != email || len(email) > longestEmail || strings.ContainsFunc(email, hides) {
		return email, scheduling.InvalidField("email", CodeEmail)
	}
	return email, nil
}
