package accounts

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Role is what a person is to a district.
type Role string

// The roles.
const (
	Planner      Role = "planner"      // planerare: makes and publishes the schedule
	Crew         Role = "crew"         // patrull: keeps the visits
	Coordinator  Role = "coordinator"  // samordnare: the kommun's
	Communicator Role = "communicator" // kommunikatör: tells of the visits
	Admin        Role = "admin"        // administratör: people, rules of the district, audit log
)

// Roles lists the roles in the order of the table.
var Roles = []Role{Planner, Crew, Coordinator, Communicator, Admin}

// Permission is a sort of thing that one may do.
type Permission string

// The permissions.
const (
	Read              Permission = "read"               // the working schedule and all that it is made of
	ReadNotes         Permission = "read_notes"         // what one's own authority has written for itself
	WriteNotes        Permission = "write_notes"        // what citizens said at a visit, and what is to be done about it
	EditActivities    Permission = "edit_activities"    // what is done for promises beside visits, and what counts toward what
	ReadSummaries     Permission = "read_summaries"     // what one's own authority is about to tell citizens
	ApproveSummaries  Permission = "approve_summaries"  // as the second person; never what one has written
	WithdrawSummaries Permission = "withdraw_summaries" // what citizens read and should not
	PlanVisits        Permission = "plan_visits"        // plan, move, describe and remove visits; make and take proposals
	RunVisits         Permission = "run_visits"         // what happens on the day: delayed, cancelled, broken off, held, restored
	ReadWishes        Permission = "read_wishes"        // what citizens wish
	ReadFeedHealth    Permission = "read_feed_health"   // whether calendars fetch what is released
	ShareSituation    Permission = "share_situation"    // links by which a group reads released lägesbilder
	Publish           Permission = "publish"            // release the schedule
	EditRegisters     Permission = "edit_registers"     // places, sites, offices, shifts, seasons
	EditOccasions     Permission = "edit_occasions"     // summer events
	EditPledges       Permission = "edit_pledges"       // what is promised
	EditDistricts     Permission = "edit_districts"     // the rules of a district
	ManageAccounts    Permission = "manage_accounts"    // who may do what
	ReadAudit         Permission = "read_audit"         // who did what
	WeedRecords       Permission = "weed_records"       // what is kept how long; what goes, and is exported for the archive before
)

// table says who may do what, and nothing else does.
var table = []struct {
	permission Permission
	roles      []Role
}{
	{Read, []Role{Planner, Crew, Coordinator, Communicator, Admin}},
	{ReadNotes, []Role{Planner, Crew, Coordinator}},
	{WriteNotes, []Role{Planner, Crew, Coordinator}},
	// Whoever writes can read, and so can communicators, who see to what is said in public.
	{ReadSummaries, []Role{Planner, Crew, Coordinator, Communicator}},
	// Those who answer for what is said in public. Crews write most summaries, and their
	// approver should not be the colleague of the same shift. Administrators manage
	// accounts: who could approve as well could make up the second person.
	{ApproveSummaries, []Role{Planner, Coordinator, Communicator}},
	// All who may write or approve: what should not be read is taken away by whoever sees
	// it first, and can be written anew.
	{WithdrawSummaries, []Role{Planner, Crew, Coordinator, Communicator}},
	{EditActivities, []Role{Planner, Crew, Coordinator}},
	{PlanVisits, []Role{Planner}},
	{RunVisits, []Role{Planner, Crew}},
	{ReadWishes, []Role{Planner, Coordinator, Communicator}},
	// Those who release, and those who tell of it.
	{ReadFeedHealth, []Role{Planner, Communicator}},
	{ShareSituation, []Role{Planner, Coordinator}},
	{Publish, []Role{Planner}},
	{EditRegisters, []Role{Planner, Admin}},
	{EditOccasions, []Role{Planner, Coordinator}},
	{EditPledges, []Role{Planner, Coordinator}},
	{EditDistricts, []Role{Admin}},
	{ManageAccounts, []Role{Admin}},
	{ReadAudit, []Role{Admin}},
	{WeedRecords, []Role{Admin}},
}

// Permissions lists the permissions in the order of the table.
func Permissions() []Permission {
	all := make([]Permission, len(table))
	for i, row := range table {
		all[i] = row.permission
	}
	return all
}

// May tells whether a role gives a permission.
func (r Role) May(p Permission) bool {
	for _, row := range table {
		if row.permission == p {
			return slices.Contains(row.roles, r)
		}
	}
	return false
}

// preface stands before the table.
const preface = `# Roles

Who may do what, as the program has it (poliskontor user roles). A role is held in a
district, or in every one. What belongs to another district does not exist for the caller.

| permission |`

// WriteTable writes who may do what, in Markdown.
func WriteTable(w io.Writer) error {
	var b strings.Builder
	b.WriteString(preface)
	for _, r := range Roles {
		fmt.Fprintf(&b, " %s |", r)
	}
	b.WriteString("\n|---|" + strings.Repeat(":-:|", len(Roles)) + "\n")
	for _, p := range Permissions() {
		fmt.Fprintf(&b, "| `%s` |", p)
		for _, r := range Roles {
			if r.May(p) {
				b.WriteString(" yes |")
			} else {
				b.WriteString(" |")
			}
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
