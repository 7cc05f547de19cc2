package api

import (
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// words say what an operation is for.
type words struct {
	tag, summary, description string
	creates                   bool // answers 201
	versioned                 bool // wants the version that the caller saw
}

const (
	tagRegisters = "Registers"
	tagSchedule  = "Schedule"
	tagPlanning  = "Planning"
	tagDialogue  = "Dialogue"
	tagFollowUp  = "Follow-up"
	tagReleases  = "Releases"
	tagWeeding   = "Weeding"
	tagAccounts  = "Accounts"
	tagOwn       = "Own account"
	tagPublic    = "Public"
)

var tags = []*huma.Tag{
	{Name: tagPublic, Description: "What everyone may read, as the public pages show it. No token; other sites may fetch it."},
	{Name: tagRegisters, Description: "What there is to plan with and what has been promised."},
	{Name: tagSchedule, Description: "The working schedule: visits as they are planned. Nothing of it is public until it is released."},
	{Name: tagPlanning, Description: "The engine, which turns promises into proposals."},
	{Name: tagDialogue, Description: "What citizens said at visits, and what is to be done about it. Notes are internal and their authority's own; each reading is in the audit log."},
	{Name: tagWeeding, Description: "What is not kept any more (gallring): rules that cite their decision, dry runs, holds, and the record of what went."},
	{Name: tagFollowUp, Description: "What is done for promises beside visits, and what counts toward what. Each party reports its own and reads all."},
	{Name: tagReleases, Description: "What has been made public, and the records kept of it."},
	{Name: tagAccounts, Description: "Who may do what."},
	{Name: tagOwn, Description: "What opens the account of whoever has signed in. No token reaches it."},
}

// nouns name a register's things, one and many, by its path.
var nouns = map[string]struct{ one, many, article, about string }{
	"districts":       {"District", "Districts", "a district", "A district (lokalpolisområde) is whose planners see and change what is theirs."},
	"municipalities":  {"Municipality", "Municipalities", "a municipality", "A municipality (kommun) is the other party of a pledge."},
	"localities":      {"Locality", "Localities", "a locality", "A locality (basort, tätort, stadsdel) is the place that is promised something."},
	"sites":           {"Site", "Sites", "a site", "A site (uppställningsplats) is the exact spot where the office parks."},
	"offices":         {"Office", "Offices", "an office", "An office (mobilt poliskontor) is a vehicle that opens as a police office where it parks."},
	"absences":        {"Absence", "Absences", "an absence", "An absence is a time when an office is lent out or in the workshop; nothing is planned then."},
	"shifts":          {"Shift", "Shifts", "a shift", "A shift (bemannat pass) is a time when an office is crewed. Who the crew is is not kept."},
	"pledges":         {"Pledge", "Pledges", "a pledge", "A pledge (medborgarlöfte) is one version of what police and kommun promise together. Once signed it never changes."},
	"seasons":         {"Season", "Seasons", "a season", "A season (planeringsperiod) is a time that is planned as a whole."},
	"event-calendars": {"EventCalendar", "EventCalendars", "an event calendar", "An event calendar (evenemangskalender) is somebody else's, whose address is kept so that it can be looked at again."},
	"occasions":       {"Occasion", "Occasions", "an occasion", "An occasion (evenemang) is a summer event that the office may attend."},
}

// nounsOf returns a register's things as they stand in operation IDs.
func nounsOf(path string) (one, many string) { return nouns[path].one, nouns[path].many }

// ofRegisters words the operations of the registers.
func ofRegisters() map[string]words {
	all := map[string]words{}
	for path, noun := range nouns {
		all["list"+noun.many] = words{tag: tagRegisters, summary: "List " + strings.ReplaceAll(path, "-", " "),
			description: noun.about + " Answers with a part of the list and links to the parts beside it."}
		all["create"+noun.one] = words{tag: tagRegisters, summary: "Add " + noun.article, creates: true,
			description: noun.about}
		all["get"+noun.one] = words{tag: tagRegisters, summary: "Read " + noun.article,
			description: "Its version stands in the answer and in the ETag, for changing it later."}
		all["replace"+noun.one] = words{tag: tagRegisters, summary: "Replace " + noun.article,
			description: "Replaces all of it. Say which version you saw, in If-Match or in the body; if somebody else changed it " +
				"first, the answer is 412 with what is stored now, and nothing is changed."}
		all["delete"+noun.one] = words{tag: tagRegisters, summary: "Remove " + noun.article,
			description: "Removes it if nothing refers to it. Say which version you saw, in If-Match."}
	}
	return all
}

const onRelease = " With release it is published at once, as a release of its own; if a check stands in the way, nothing is changed."

// others words the operations that are no register's.
var others = map[string]words{
	"getSitePhoto": {tag: tagRegisters, summary: "Read a site's photo", description: "As JPEG, as it is shown: 1600 pixels along its longer side at most, 640 for the small one."},
	"putSitePhoto": {tag: tagRegisters, summary: "Put a photo on a site", versioned: true,
		description: "A JPEG, PNG or WebP file of 12 MB and 25 million pixels at most, as the body or as the file of a form. It is decoded and encoded anew, so that nothing hidden in it is kept. Without a body the photo that is there gets other words. Say which version of the site you saw, in If-Match; the photo counts as part of it."},
	"removeSitePhoto": {tag: tagRegisters, summary: "Take a site's photo away", versioned: true, description: "Say which version of the site you saw, in If-Match."},
	"importOccasions": {tag: tagRegisters, summary: "Take up a calendar of events",
		description: "An iCalendar file, CSV or an Excel workbook of 5 MB at most, as the body or as the file of a form. Answers for each line with what becomes of it; what has a problem is told and left out, what is there already is left as it is, and so is what has changed or may be there under another name. With dry nothing is stored: choose then, and send what is chosen."},
	"takeOccasions": {tag: tagRegisters, summary: "Take up what was chosen of a calendar",
		description: "Adds the lines that an import told of as they were chosen, and replaces occasions that are named. All of it is stored, or nothing; what is there by now is left as it is."},
	"fetchOccasions": {tag: tagRegisters, summary: "Take up a calendar of events from its address",
		description: "As sending the file, which the server fetches over https from the public internet."},
	"listShiftSeries": {tag: tagRegisters, summary: "List series of shifts",
		description: "A series (passerie) is the pattern that shifts were made from. The shifts themselves are in their own register."},
	"createShiftSeries": {tag: tagRegisters, summary: "Make shifts by a pattern",
		description: "All of them or none: every day that stands in the way is named. With dry it tells what would be, day by day, and where odd or even weeks meet a week 53."},
	"getShiftSeries": {tag: tagRegisters, summary: "Read a series of shifts", description: "Its version stands in the answer and in the ETag, for changing it later."},
	"changeShiftSeries": {tag: tagRegisters, summary: "Change the rest of a series of shifts", versioned: true,
		description: "From a day on; what lies before stays as it is, and the rest becomes a series of its own. All of it or nothing. With dry it only tells."},
	"endShiftSeries": {tag: tagRegisters, summary: "Remove the rest of a series of shifts", versioned: true,
		description: "From a day on, and the series as a whole where nothing lies before. Shifts that coming visits stand in are named, and nothing goes. With dry it only tells."},
	"follow": {tag: tagSchedule, summary: "Hear of what others change",
		description: "Server-sent events: what is changed within your reach, by whom and to which version, within a second; and who else works in a district, as far as they are on the same server. A stream lasts five minutes: come back and continue after the last number."},
	"listVisits": {tag: tagSchedule, summary: "List visits", description: "By time, cancelled ones included."},
	"planVisit": {tag: tagSchedule, summary: "Plan a visit", creates: true,
		description: "Adds a draft to the working schedule. It must lie within a shift of its office, and the office must be able to be there: " +
			"two visits never overlap, and the drive between two sites takes its time."},
	"getVisit": {tag: tagSchedule, summary: "Read a visit", description: "As it is planned, which may differ from what is announced."},
	"describeVisit": {tag: tagSchedule, summary: "Replace a visit's details",
		description: "What it is about, notes, and whether it is pinned. Time and place are changed by moving it."},
	"removeVisit": {tag: tagSchedule, summary: "Remove a draft",
		description: "Only a draft is removed. An announced visit is cancelled, so that those who know of it are told."},
	"moveVisit": {tag: tagSchedule, summary: "Move a visit", versioned: true,
		description: "Gives it another time, site or office. Once announced it needs a public reason and must not have begun." + onRelease},
	"delayVisit": {tag: tagSchedule, summary: "Delay a visit", versioned: true,
		description: "It begins later than announced, before it was to end." + onRelease},
	"cancelVisit": {tag: tagSchedule, summary: "Cancel a visit", versioned: true,
		description: "It does not take place. It stays in calendars, marked as cancelled." + onRelease},
	"breakOffVisit": {tag: tagSchedule, summary: "Break off a visit", versioned: true,
		description: "The office left during the visit." + onRelease},
	"holdVisit": {tag: tagSchedule, summary: "Record that a visit took place", versioned: true,
		description: "Once it has ended." + onRelease},
	"restoreVisit": {tag: tagSchedule, summary: "Take back changes", versioned: true,
		description: "The visit becomes what is announced. With released, also a delay, cancellation or breaking off that its last release told is taken back: it becomes what citizens were told before that." + onRelease},
	"findReplacements": {tag: tagSchedule, summary: "Find a replacement for a visit",
		description: "When the locality could be visited instead: in crewed shifts from tomorrow on, beside what stands there, those that keep its promise first. Says what the promise comes to without one."},

	"proposePlan": {tag: tagPlanning, summary: "Propose a plan", creates: true,
		description: "Runs the engine on a season, from today on, and keeps what it suggests. The answer may take some seconds; a caller who leaves early leaves the best plan so far."},
	"runPlanning": {tag: tagPlanning, summary: "Propose a plan and follow its making",
		description: "As proposing a plan, but answers with server-sent events: started with the run's ID, progress now and then, and in the end proposal, which is stored. " +
			"Stopping the run, leaving it or losing the connection ends it with the best plan so far, which is stored too: look in the list of proposals."},
	"tryChanges": {tag: tagPlanning, summary: "See what changes would do",
		description: "Before they are saved: what new, moved and removed visits would do to promises, gaps and the schedule's price, and which rules they touch. Answers within some tens of milliseconds and stores nothing."},
	"listCheckpoints": {tag: tagPlanning, summary: "List own checkpoints", description: "Those that you have kept of a season, oldest first. Nobody else sees them."},
	"saveCheckpoint": {tag: tagPlanning, summary: "Keep a checkpoint", creates: true,
		description: "Keeps the working schedule of a season as it is now, for yourself: at most 20 of a season."},
	"removeCheckpoint":  {tag: tagPlanning, summary: "Forget a checkpoint", description: "The schedule stays as it is."},
	"compareCheckpoint": {tag: tagPlanning, summary: "Compare a checkpoint", description: "With another one of the season, or with what is planned now: the visits that differ, by time."},
	"returnToCheckpoint": {tag: tagPlanning, summary: "Return to a checkpoint",
		description: "Makes the working schedule what it was, all at once. What has been announced since is moved or cancelled, for which a public reason is needed; what cannot become what it was stays as it is and is told."},
	"stopRun": {tag: tagPlanning, summary: "Stop a run of the engine",
		description: "It ends at once with the best plan so far, which its stream tells. A run lives in the server that its stream comes from: where that is another one, leaving the stream does the same."},
	"listProposals": {tag: tagPlanning, summary: "List proposals", description: "Newest first, in numbers."},
	"getProposal":   {tag: tagPlanning, summary: "Read a proposal", description: "With its visits, their reasons, and what it cannot keep."},
	"takeProposal": {tag: tagPlanning, summary: "Take a proposal", versioned: true,
		description: "Puts its visits into the working schedule: new ones as drafts, moved ones as moved. When all of it is taken, visits that it gives up are removed, or cancelled where they were announced."},

	"getOutlook": {tag: tagPlanning, summary: "See whether promises can be kept",
		description: "Before any plan: whether the promises of what is left of a season can be kept with its shifts, what stands in the way and what would help. Each answer says whether it is proven or a guess. It may take some seconds."},
	"assessSchedule": {tag: tagPlanning, summary: "Score the working schedule",
		description: "The working schedule of a season as a proposal is scored, with the rules that it breaks, so that what is planned by hand can be held against the engine's."},
	"whyNot": {tag: tagPlanning, summary: "Ask why a locality is not visited",
		description: "For each day: what stands in the way of a visit, by which rule, whom it would displace and what it would change."},
	"bestFor": {tag: tagPlanning, summary: "Ask whom a shift would serve best",
		description: "The localities that could be visited in a shift beside what is there, best first, with what that would change."},
	"repairPlan": {tag: tagPlanning, summary: "Propose how to go on without some shifts", creates: true,
		description: "Some shifts are lost: by their IDs, or those of an office on some days. The proposal keeps the promises that can be kept, and beyond that changes as few visits as it can. Nothing changes until it is taken."},
	"getNeeds":   {tag: tagPlanning, summary: "Read what each locality needs", description: "How its waiting weighs in the season's plan, and why: from the register, and from what citizens said in half a year, in numbers."},
	"weighNeeds": {tag: tagPlanning, summary: "Weigh what citizens said in a season", versioned: true, description: "More, less or not at all. Proposals made from then on go by it."},
	"listPlanningWords": {tag: tagPlanning, summary: "Read the engine's words",
		description: "What the names of rules, verdicts, obstacles and remedies mean to a person, in the language of Accept-Language."},

	"listVisitNotes": {tag: tagDialogue, summary: "Read the note on a visit",
		description: "Your own authority's; none where there is none yet."},
	"writeNote": {tag: tagDialogue, summary: "Write the note on a visit", creates: true,
		description: "Once the visit has begun, with what was promised there. Each authority has one note on a visit: where another device wrote it first, the answer is 412 with that one, and nothing is stored. A personnummer or samordningsnummer is refused."},
	"getNote": {tag: tagDialogue, summary: "Read a note", description: "Your own authority's. Its version stands in the answer and in the ETag, for changing it later."},
	"reviseNote": {tag: tagDialogue, summary: "Replace what a note says", versioned: true,
		description: "What was promised is changed as actions."},
	"getBrief": {tag: tagDialogue, summary: "Read what a locality raised last",
		description: "Your authority's notes on its last three visits, the actions that are open, and those that ended since."},
	"getReview": {tag: tagFollowUp, summary: "See how a pledge was kept",
		description: "In a time, this year where none is named. Every figure is a list of the IDs that it counts: visits, activities, actions. Of notes it has counts and never words. Pledges that were never signed are refused."},
	"getReport": {tag: tagFollowUp, summary: "Read the report on a pledge",
		description: "For the forum that follows it up, as it stands on paper: headings, paragraphs, tables and charts, in words. This year where no time is named."},
	"getReportFile":  {tag: tagFollowUp, summary: "Fetch the report on a pledge", description: "The same as a file to print or to edit, or a workbook of every figure with the rows behind it."},
	"listActivities": {tag: tagFollowUp, summary: "List activities", description: "Newest first, police's and kommun's, with what each counts toward."},
	"createActivity": {tag: tagFollowUp, summary: "Add an activity", creates: true,
		description: "What was or is to be done for a promise beside visits: a safety walk, an information evening, a traffic control. Your authority's own; where it has a reference, it is added once."},
	"getActivity":     {tag: tagFollowUp, summary: "Read an activity", description: "Its version stands in the answer and in the ETag, for changing it later."},
	"replaceActivity": {tag: tagFollowUp, summary: "Replace an activity", versioned: true, description: "Only whose it is changes it. Its district and its owner stay."},
	"deleteActivity":  {tag: tagFollowUp, summary: "Remove an activity", versioned: true, description: "Only whose it is removes it. Actions that came from it stay."},
	"importActivities": {tag: tagFollowUp, summary: "Take up a table of activities",
		description: "A CSV or XLSX file, as the body or in a form. Each line becomes an activity of your authority, changes one, is there already, or says what is wrong and where; the same file sent again changes nothing. An empty cell leaves what is stored."},
	"getActivityTemplate": {tag: tagFollowUp, summary: "Fetch an empty table of activities", description: "With the columns that the import reads, and in a workbook with what can be chosen."},
	"getActivityCounting": {tag: tagFollowUp, summary: "See what an activity counts toward",
		description: "What is proposed by its kind, place, day and owner, what somebody has corrected it to, and what stands. The version in the ETag is for correcting it."},
	"correctActivityCounting": {tag: tagFollowUp, summary: "Correct what an activity counts toward", versioned: true,
		description: "From then on it counts toward these commitments, or toward none, whatever is proposed. Only whose activity it is corrects it."},
	"takeBackActivityCounting": {tag: tagFollowUp, summary: "Let the proposal stand again", versioned: true, description: "What was corrected is taken back."},
	"getVisitCounting": {tag: tagFollowUp, summary: "See what a visit counts toward",
		description: "What is proposed by its locality, its day and whether it is at an event, what somebody has corrected it to, and what stands."},
	"correctVisitCounting": {tag: tagFollowUp, summary: "Correct what a visit counts toward", versioned: true,
		description: "From then on it counts toward these commitments, or toward none. Visits are the police's to correct; the promise ledger keeps what was reckoned when the visit was released."},
	"takeBackVisitCounting": {tag: tagFollowUp, summary: "Let the proposal stand again for a visit", versioned: true, description: "What was corrected is taken back."},
	"listActions":           {tag: tagDialogue, summary: "List actions", description: "Open ones first, by the day that they are due on, police's and kommun's."},
	"createAction":          {tag: tagDialogue, summary: "Add an action", creates: true, description: "What one side is to do about what citizens said; who answers for it is said by role, never by name."},
	"getAction":             {tag: tagDialogue, summary: "Read an action", description: "Its version stands in the answer and in the ETag, for changing it later."},
	"replaceAction":         {tag: tagDialogue, summary: "Replace an action", versioned: true, description: "Only whose it is, and who promised it in a note, changes it. What is done or dropped has an answer."},
	"deleteAction":          {tag: tagDialogue, summary: "Remove an action", versioned: true, description: "While it is open; what was answered stays on record."},

	"listSummaries": {tag: tagDialogue, summary: "List summaries", description: "Your own authority's, those last changed first. What other people read of them is under Public."},
	"createSummary": {tag: tagDialogue, summary: "Write a summary", creates: true,
		description: "A draft of what citizens are to be told of what they said and what was done. It is a text of its own: nothing is taken over from a note. A personnummer or samordningsnummer is refused."},
	"getSummary": {tag: tagDialogue, summary: "Read a summary", description: "Your own authority's, with who may approve it. Its version stands in the answer and in the ETag, for changing it later."},
	"replaceSummary": {tag: tagDialogue, summary: "Replace what a summary says", versioned: true,
		description: "One that waits for approval, or is published, waits for it anew. What citizens read stays until then."},
	"deleteSummary": {tag: tagDialogue, summary: "Remove a summary", versioned: true, description: "One that was never public."},
	"submitSummary": {tag: tagDialogue, summary: "Send a summary for approval", versioned: true,
		description: "With its actions as they are now. A published one can be sent anew, to show how far its actions have got."},
	"sendBackSummary": {tag: tagDialogue, summary: "Send a summary back", versioned: true, description: "It is a draft again, with the remark."},
	"approveSummary": {tag: tagDialogue, summary: "Approve a summary", versioned: true,
		description: "As a second person: neither who wrote it nor who last changed it, by whatever role or token. Each of its warnings is confirmed or masked. It is public when this is answered."},
	"withdrawSummary": {tag: tagDialogue, summary: "Withdraw a summary", versioned: true,
		description: "No public answer has it when this is answered. Who did it, when and why stays."},

	"previewRelease": {tag: tagReleases, summary: "Preview a release",
		description: "The differences between the working schedule and what is announced, and what the checks find in them."},
	"listReleases": {tag: tagReleases, summary: "List releases", description: "Newest first, without their changes."},
	"release": {tag: tagReleases, summary: "Make a release", creates: true,
		description: "Publishes the differences as a numbered version that never changes. Say which release you saw last; if another came first, the answer is 409."},
	"askRelease": {tag: tagReleases, summary: "Ask for a release", creates: true,
		description: "The release goes out by itself after the district's regretSeconds, unless it is taken back before that. It publishes just what it would publish now: if a visit of it, or what is announced, was changed meanwhile, it is refused when it is to go out. Machines make a release at once instead."},
	"listPendingReleases": {tag: tagReleases, summary: "List pending releases",
		description: "Those that wait to go out, and what came of those of the last minute."},
	"getPendingRelease": {tag: tagReleases, summary: "Read a pending release", description: "With what came of it."},
	"takeBackRelease": {tag: tagReleases, summary: "Take back a pending release",
		description: "It does not go out. Once it has, the answer is 409."},
	"getRelease": {tag: tagReleases, summary: "Read a release", description: "With what it changed."},
	"listLedger": {tag: tagReleases, summary: "Read the promise ledger",
		description: "What releases said about visits and with how much notice, oldest first. Lines are only ever added."},
	"getFeedHealth": {tag: tagReleases, summary: "Read how calendars fetch the feeds",
		description: "By family of program and by kind of feed: the last fetch, how many there were, and what nobody has fetched since it changed. It is counted on the server, and nothing is known of who fetches; fetches that a cache answers are not seen."},
	"listWishes": {tag: tagPlanning, summary: "List wishes",
		description: "What citizens wish of visits, latest first. They are internal, and say nothing of who wished."},
	"tallyWishes": {tag: tagPlanning, summary: "Count wishes", description: "By place and topic, most first: what weighs in the need of a place."},
	"listAudit": {tag: tagReleases, summary: "Read the audit log",
		description: "Who did what, when and from where: every write, reads of internal notes, sign-ins. Newest first; lines are only ever added, and poliskontor audit verify shows if one was changed or removed."},

	"listAccounts": {tag: tagAccounts, summary: "List accounts",
		description: "By e-mail address: those with a role in a district of yours, and those without any."},
	"createAccount": {tag: tagAccounts, summary: "Add an account", creates: true,
		description: "With roles that are yours to give. Invite its owner then, or let them sign in through their authority."},
	"getAccount": {tag: tagAccounts, summary: "Read an account", description: "With its roles, and nothing of what opens it."},
	"replaceAccount": {tag: tagAccounts, summary: "Replace an account",
		description: "Only roles that are yours to give are given and taken. Closing an account ends its sessions and revokes its tokens and feeds; it is never removed, since the audit log names it."},
	"inviteAccount": {tag: tagAccounts, summary: "Invite an account's owner", creates: true,
		description: "Answers with a secret, once, with which the owner chooses a new password within three days. Choosing it closes every earlier way in. Earlier invitations are void."},

	"getMe":        {tag: tagOwn, summary: "Who am I", description: "The account that acts, and what it may do where."},
	"listSessions": {tag: tagOwn, summary: "List own sessions", description: "Newest first: on which devices the account is signed in."},
	"endSession":   {tag: tagOwn, summary: "End a session", description: "The device is signed out at once."},
	"signOutEverywhere": {tag: tagOwn, summary: "Sign out everywhere",
		description: "Every session ends at once, this one too."},
	"changePassword": {tag: tagOwn, summary: "Change the password",
		description: "Name the present one, if there is one. Every other session ends."},
	"chooseWeeklyMail": {tag: tagOwn, summary: "Choose the weekly mail",
		description: "Whoever writes notes is mailed once a week about their authority's open actions that are overdue or due within two weeks, unless they turn it off."},
	"listPasskeys":  {tag: tagOwn, summary: "List passkeys", description: "In the order in which they were added."},
	"removePasskey": {tag: tagOwn, summary: "Remove a passkey", description: "It opens nothing any more."},
	"listTokens":    {tag: tagOwn, summary: "List tokens", description: "Newest first, without their secrets."},
	"createToken": {tag: tagOwn, summary: "Make a token", creates: true,
		description: "For another machine that acts for you. Answers with its secret, once. It may do no more than its scopes, nor more than you may at the time."},
	"revokeToken": {tag: tagOwn, summary: "Revoke a token", description: "It opens nothing any more."},
	"listFeeds":   {tag: tagOwn, summary: "List private calendars", description: "Newest first, without their addresses."},
	"createFeed": {tag: tagOwn, summary: "Make a private calendar", creates: true,
		description: "A calendar of the working schedule with its tasks and notes, for crew and planners. Answers with its address, once; whoever has the address can read it."},
	"revokeFeed": {tag: tagOwn, summary: "Revoke a private calendar", description: "Its address answers nothing any more."},

	"listPublicVisits": {tag: tagPublic, summary: "List announced visits",
		description: "By time, cancelled ones included; from today on unless from says otherwise. They reach 13 months back."},
	"getPublicMap": {tag: tagPublic, summary: "Read the ground of the maps",
		description: "The geodata that maps are drawn from: coast, water, borders and roads, as far as the operator has given any. Say whom it names where you show it."},
	"getPublicVisit":       {tag: tagPublic, summary: "Read an announced visit", description: "As citizens were last told."},
	"listPublicLocalities": {tag: tagPublic, summary: "List localities", description: "By name, with what they are promised."},
	"listPublicSummaries": {tag: tagPublic, summary: "List what a locality's citizens are told",
		description: "What they said and what was done about it, by topic, what was said last first. Each was approved by a second person."},
	"listPublicMunicipalities": {tag: tagPublic, summary: "List municipalities", description: "By name."},
	"listPublicPledges":        {tag: tagPublic, summary: "List pledges", description: "The signed ones, those that begin last first."},
	"listNeighbourhoods": {tag: tagPublic, summary: "List neighbourhoods",
		description: "The localities, in the shape of data.police.uk's neighbourhoods."},
	"listNeighbourhoodEvents": {tag: tagPublic, summary: "List a neighbourhood's events",
		description: "The coming visits to a locality, in the shape of data.police.uk's neighbourhood events, but that times have their offset. Words are in the language of Accept-Language."},
	"listNeighbourhoodPriorities": {tag: tagPublic, summary: "List a neighbourhood's priorities",
		description: "What signed pledges that are valid now promise a locality, in the shape of data.police.uk's neighbourhood priorities."},
	"listPublicReleases": {tag: tagPublic, summary: "List releases with what they changed",
		description: "Those of the last 12 months that changed something visible, newest first."},
}

var operationWords = ofRegisters()

// wordsOf returns an operation's words. Every operation has some.
func wordsOf(id string) words {
	for _, some := range []map[string]words{operationWords, others, weedingWords, situationOperations} {
		if w, found := some[id]; found {
			return w
		}
	}
	panic("api: no words for operation " + id)
}

// description is what the OpenAPI document says of the API as a whole.
func description() huma.Config {
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Mobilt poliskontor", Version: "1.0.0",
				License: &huma.License{Name: "EUPL-1.2", Identifier: "EUPL-1.2"},
				Description: "Plans, publishes and follows up visits of mobile police offices.\n\n" +
					"Times are Swedish wall-clock time (2026-11-24T15:00) or have an offset; answers always have the offset. " +
					"A wall-clock time that the clock skips, or shows twice, is refused: add the offset then.\n\n" +
					"A change says which version it was made from, in If-Match or in the field version. " +
					"Fields and parameters that the API does not know are refused.\n\n" +
					"Every refusal is a problem (RFC 9457) with a stable code, in Swedish or, by Accept-Language, in English.",
			},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					bearer: {Type: "http", Scheme: "bearer", Description: "A token that somebody has made for another machine, in their account."},
					cookie: {Type: "apiKey", In: "cookie", Name: "__Host-poliskontor", Description: "Somebody who has signed in. " +
						"What changes something must come from this server's own pages (Sec-Fetch-Site or Origin says so)."},
				},
			},
			Tags: tags,
		},
		Formats:       map[string]huma.Format{"application/json": format, "json": format},
		DefaultFormat: "application/json",
	}
}
