//go:build unix

package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"poliskontor/calendar"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

// document is one of the pledges that the demonstration retells, and what its articles
// count, as SQL on the activities (a) and on the visits that were held (v).
type document struct {
	slug     string
	year     int
	from, to string // the part of the year in which it was in force
	done     map[int]string
	visits   map[int]string
	pictures int // the article that counts lägesbilder; 0 for none
}

const (
	walks    = "a.kind = 'safety_walk' AND a.step = 'walk'"
	surveys  = "a.kind = 'survey'"
	evenings = "a.kind = 'watch_evening'"
	meetings = "a.kind = 'forum_meeting' AND a.title LIKE '%Lokala Brå%'"
)

// documents are all five. What an article counts beside these is chosen by hand.
var documents = []document{
	{slug: "kristianstad-2018", year: 2018, from: "2018-01-01", to: "2018-12-31", visits: map[int]string{1: "v.kind = 'basort'"}},
	{slug: "kristianstad-2020", year: 2020, from: "2020-05-08", to: "2020-12-31",
		done:   map[int]string{2: "a.kind = 'citizen_dialogue'", 3: surveys, 4: "a.kind IN ('watch_evening', 'theft_evening')", 6: meetings},
		visits: map[int]string{2: "1 = 1"}, pictures: 5},
	{slug: "kristianstad-2025", year: 2025, from: "2025-02-07", to: "2025-12-31",
		done: map[int]string{1: walks, 5: "a.kind = 'fraud_prevention'", 6: "a.kind = 'traffic_control' AND (a.owner = 'police' OR a.together)"}},
	{slug: "kristinehamn-2016-2017", year: 2017, from: "2017-01-01", to: "2017-12-31",
		done: map[int]string{3: walks + " AND (a.owner = 'kommun' OR a.together)", 5: evenings + " AND (a.owner = 'police' OR a.together)", 6: surveys + " AND (a.owner = 'kommun' OR a.together)"}},
	{slug: "kristianstad-samverkan-2025-2028", year: 2026, from: "2026-01-01", to: "2026-12-31",
		done: map[int]string{1: "a.kind = 'forum_meeting' AND lower(a.title) LIKE '%strategisk% styrgrupp%'", 2: meetings, 15: surveys + " AND (a.owner = 'police' OR a.together)"}, pictures: 3},
}

// TestTheReportsFiguresAreThoseOfTheTables makes the report on each document in each form,
// and holds the workbook's figures against SQL straight on the tables.
func TestTheReportsFiguresAreThoseOfTheTables(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		t.Parallel()
		address := demoDatabase(t, database)
		store := storagetest.Open(t, address, demoNow)
		past := &pastYears{t: t, store: store}
		for _, d := range documents {
			past.live(d)
		}
		db := openRaw(t, address)
		for _, d := range documents {
			t.Run(d.slug, func(t *testing.T) {
				body := func(format string) []byte {
					made, err := reportCommand{Pledge: d.slug, Year: d.year, Format: format, Language: "sv"}.body(t.Context(), store, demoNow)
					if err != nil {
						t.Fatal(err)
					}
					return made
				}
				if pdf := body("pdf"); !bytes.HasPrefix(pdf, []byte("%PDF-1.7")) || !bytes.Contains(pdf, []byte("/MarkInfo << /Marked true >>")) {
					t.Error("the PDF is none that is tagged")
				}
				if docx := body("docx"); !bytes.HasPrefix(docx, []byte("PK")) {
					t.Error("the DOCX is no archive")
				}
				checkWorkbook(t, db, d, body("xlsx"))
			})
		}
	})
}

// pastYears fills the years of the documents through the services.
type pastYears struct {
	t     *testing.T
	store *storage.Store
	now   time.Time
}

func (p *pastYears) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *pastYears) as(owner scheduling.Owner) context.Context {
	return scheduling.WithActor(p.t.Context(), scheduling.Actor{ID: "a-" + string(owner), Name: "test", Authority: owner})
}

// live acts out a year of a pledge: visits where nothing was planned yet, activities of
// every kind by both parties, actions that are answered in time, late and never.
func (p *pastYears) live(d document) {
	p.t.Helper()
	ctx := p.as("")
	pledges, _, err := p.store.Pledges().List(ctx, scheduling.Query{Slug: d.slug})
	p.must(err)
	pledge := pledges[0]
	localities, _, err := p.store.Localities().List(ctx, scheduling.Query{MunicipalityID: pledge.MunicipalityID})
	p.must(err)
	if strings.HasPrefix(d.slug, "kristianstad-20") {
		p.visit(pledge.DistrictID, d.year, localities)
	}
	p.now = demoNow()
	activities := followup.NewActivities(p.store.FollowUp(), func() time.Time { return p.now })
	talk := dialogue.New(p.store.Dialogue(), func() time.Time { return p.now })
	for i, kind := range followup.Kinds {
		for n, owner := range []scheduling.Owner{scheduling.Police, scheduling.Kommun} {
			a := followup.Activity{DistrictID: pledge.DistrictID, LocalityID: localities[i%len(localities)].ID, Kind: kind, Owner: owner, Together: i%3 == 0,
				Day: scheduling.NewDay(d.year, time.Month(3+i), 10+n), Status: followup.Done, Title: "Möte med Lokala Brå"}
			if kind == followup.SafetyWalk {
				a.Step = followup.Walk
			}
			if a.Day > scheduling.DayOf(p.now) || i == 5 && n == 1 {
				a.Status = followup.Planned
			}
			_, err := activities.Add(p.as(owner), a)
			p.must(err)
		}
	}
	if d.pictures > 0 {
		p.picture(pledge.DistrictID, scheduling.NewDay(d.year, time.June, 15).Monday())
	}
	for i, ended := range []scheduling.Day{0, 10, 30} { // never, in time, late
		due := scheduling.NewDay(d.year, time.June, 20)
		action := dialogue.Action{LocalityID: localities[i%len(localities)].ID, What: "Mäta farten", Owner: scheduling.Police, Role: "Kommunpolis", Due: due, Status: dialogue.Open}
		p.now = (due - 20).At(600)
		added, err := talk.Add(p.as(scheduling.Police), action)
		p.must(err)
		if ended > 0 {
			p.now = (due - 20 + ended).At(600)
			added.Status, added.Answer = dialogue.Done, "Farten är mätt."
			_, err = talk.Change(p.as(scheduling.Police), added)
			p.must(err)
		}
	}
}

// picture stores the lägesbilder of four weeks: of both parties, of one, of none yet, of both.
func (p *pastYears) picture(district scheduling.DistrictID, first scheduling.Day) {
	p.t.Helper()
	for week, released := range []map[scheduling.Owner]bool{
		{scheduling.Police: true, scheduling.Kommun: true}, {scheduling.Police: false, scheduling.Kommun: true},
		{scheduling.Police: false, scheduling.Kommun: false}, {scheduling.Police: true, scheduling.Kommun: true},
	} {
		for owner, out := range released {
			monday := first + scheduling.Day(7*week)
			part := situation.Part{ID: scheduling.NewID[situation.PartID](), DistrictID: district, Owner: owner, Monday: monday, Frozen: situation.Ready(monday)}
			if out {
				part.Released, part.ReleasedBy = situation.Ready(monday), "test"
			}
			p.must(p.store.Situation().Parts().Create(p.as(owner), part))
		}
	}
}

// visit announces four visits in May and June of a year, holds two, moves one of those,
// cancels one, and says nothing of the last.
func (p *pastYears) visit(district scheduling.DistrictID, year int, localities []scheduling.Locality) {
	p.t.Helper()
	ctx, clock := p.as(""), func() time.Time { return p.now }
	publishing := scheduling.NewPublishing(p.store, clock, calendar.NewHolidays(), nil)
	schedule := scheduling.NewSchedule(p.store, clock, publishing)
	offices, _, err := p.store.Offices().List(ctx, scheduling.Query{DistrictID: district})
	p.must(err)
	first := scheduling.NewDay(year, time.May, 26)
	p.now = (first - 20).At(600)
	release := func() {
		last, err := p.store.Releases().Last(ctx, district)
		p.must(err)
		_, err = publishing.Release(ctx, scheduling.Order{DistrictID: district, After: last, Comment: "Vårens besök."})
		p.must(err)
	}
	var ids []scheduling.VisitID
	for i := range 4 {
		locality := localities[i*2]
		sites, _, err := p.store.Sites().List(ctx, scheduling.Query{LocalityID: locality.ID})
		p.must(err)
		day := first + scheduling.Day(3*i)
		_, err = scheduling.NewRegisters(p.store).Shifts.Create(ctx, scheduling.Shift{DistrictID: district, OfficeID: offices[0].ID, Starts: day.At(9 * 60), Ends: day.At(17 * 60)})
		p.must(err)
		v, err := schedule.Plan(ctx, scheduling.Visit{DistrictID: district, LocalityID: locality.ID, State: scheduling.Draft,
			Slot: scheduling.Slot{SiteID: sites[0].ID, OfficeID: offices[0].ID, Starts: day.At(600), Ends: day.At(780)}})
		p.must(err)
		ids = append(ids, v.ID)
	}
	get := func(id scheduling.VisitID) (scheduling.Visit, scheduling.VisitRef) {
		v, err := schedule.Get(ctx, id)
		p.must(err)
		return v, scheduling.VisitRef{ID: id, Version: v.Version}
	}
	release()
	p.now = (first - 2).At(600)
	moved, ref := get(ids[1])
	to := moved.Slot
	to.Starts, to.Ends = to.Starts.Add(time.Hour), to.Ends.Add(time.Hour)
	_, err = schedule.Move(ctx, ref, to, "Butiken öppnar senare.")
	p.must(err)
	_, ref = get(ids[2])
	_, err = schedule.Cancel(ctx, ref, "Bilen är på verkstad.")
	p.must(err)
	release()
	for _, id := range ids[:2] {
		v, ref := get(id)
		p.now = v.Ends.Add(time.Hour)
		_, err = schedule.Hold(ctx, ref)
		p.must(err)
	}
	release()
	talk := dialogue.New(p.store.Dialogue(), clock)
	for n, owner := range []scheduling.Owner{scheduling.Police, scheduling.Kommun} {
		_, err := talk.Write(p.as(owner), dialogue.Note{VisitID: ids[0], Written: p.now, Topics: scheduling.UsualTopics[n : n+2],
			Attendance: &dialogue.Attendance{Adults: 10 + n, Youths: 2}}, nil)
		p.must(err)
	}
}

// openRaw opens a database past the store.
func openRaw(t *testing.T, address string) *sql.DB {
	t.Helper()
	driver, source := "pgx", address
	if path, lite := strings.CutPrefix(address, "sqlite:"); lite {
		driver, source = "sqlite3", "file:"+path
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// toldVisit is a visit as the tables have it.
type toldVisit struct {
	kind                string // of its locality
	held, off, cut      bool
	moved, wellAhead    bool
	firstEnds, lastEnds time.Time
	firstStart, starts  time.Time
}

// readVisits reads what the ledger says of the visits to a pledge's municipality.
func readVisits(t *testing.T, db *sql.DB, d document) map[string]*toldVisit {
	t.Helper()
	query := strings.ReplaceAll(`SELECT g.visit_id, l.kind, g.kind, g.at, g.starts_at, g.ends_at FROM ledger g
		JOIN visits v ON v.id = g.visit_id JOIN localities l ON l.id = v.locality_id JOIN pledges p ON p.municipality_id = l.municipality_id
		WHERE p.slug = 'SLUG' AND v.occasion_id IS NULL ORDER BY g.id`, "SLUG", d.slug)
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // it is read to its end
	found := map[string]*toldVisit{}
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	date := func(at time.Time) time.Time {
		year, month, day := at.In(stockholm).Date()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	for rows.Next() {
		var id, place, kind string
		var at, starts, ends time.Time
		if err := rows.Scan(&id, &place, &kind, &at, &starts, &ends); err != nil {
			t.Fatal(err)
		}
		v := found[id]
		if v == nil {
			v = &toldVisit{kind: place, firstStart: starts, firstEnds: ends}
			found[id] = v
		}
		v.starts, v.lastEnds = starts, ends
		switch kind {
		case "new", "moved":
			v.moved, v.wellAhead = kind == "moved", date(starts).Sub(date(at)) >= 14*24*time.Hour
		case "cancelled":
			v.off = true
		case "held":
			v.held = true
		case "broken_off":
			v.held, v.cut = true, true
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for id, v := range found {
		if day := date(v.starts).Format(time.DateOnly); day < d.from || day > d.to {
			delete(found, id)
		}
	}
	return found
}

func count(t *testing.T, db *sql.DB, query string) int {
	t.Helper()
	var n sql.NullInt64
	if err := db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return int(n.Int64)
}

func checkWorkbook(t *testing.T, db *sql.DB, d document, body []byte) {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close() //nolint:errcheck // it is only read
	sheet := func(name string) [][]string {
		rows, err := book.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		return rows[1:]
	}
	visits := readVisits(t, db, d)
	figures := map[string]int{}
	for _, v := range visits {
		figures["announced"]++
		for name, is := range map[string]bool{"held": v.held, "cut": v.held && v.lastEnds.Sub(v.starts) < v.firstEnds.Sub(v.firstStart), "moved": v.moved, "off": v.off,
			"unrecorded": !v.held && !v.off && v.lastEnds.Before(demoNow()), "ahead": v.wellAhead} {
			if is {
				figures[name]++
			}
		}
	}
	inYear := fmt.Sprintf("JOIN visits v ON v.id = n.visit_id JOIN localities l ON l.id = v.locality_id JOIN pledges p ON p.municipality_id = l.municipality_id AND p.slug = '%s' "+
		"WHERE v.starts_at >= '%s 00:00:00' AND v.starts_at < '%s 23:59:59'", d.slug, d.from, d.to)
	figures["came"] = count(t, db, "SELECT sum(most) FROM (SELECT max(n.adults + n.youths + n.seniors) AS most FROM notes n "+inYear+" GROUP BY n.visit_id) AS by_visit")
	var want []string
	for _, name := range []string{"announced", "held", "cut", "moved", "off", "unrecorded", "ahead", "came"} {
		want = append(want, strconv.Itoa(figures[name]))
	}
	if got := sheet("Orter")[0][1:9]; !slices.Equal(got, want) {
		t.Errorf("the visits are %v, in the tables %v", got, want)
	}
	if strings.HasPrefix(d.slug, "kristianstad-20") && figures["announced"] < 4 {
		t.Errorf("%d visits tell nothing", figures["announced"])
	}
	checkArticles(t, db, d, sheet("Åtaganden"), visits)
	checkActions(t, db, d, sheet("Åtgärder"))
	checkTopics(t, db, inYear, sheet("Ämnen"))
}

func checkArticles(t *testing.T, db *sql.DB, d document, rows [][]string, visits map[string]*toldVisit) {
	t.Helper()
	if n := count(t, db, "SELECT count(*) FROM commitments c JOIN pledges p ON p.id = c.pledge_id WHERE p.slug = '"+d.slug+"'"); n != len(rows) {
		t.Errorf("%d articles of %d", len(rows), n)
	}
	something := 0
	for _, row := range rows {
		article, err := strconv.Atoi(row[0])
		if err != nil {
			t.Fatal(err)
		}
		condition, counts := d.done[article]
		if !counts {
			condition = "1 = 0"
		}
		// What somebody has said that an activity counts toward stands instead of what it is.
		want := count(t, db, fmt.Sprintf(`SELECT count(*) FROM activities a JOIN pledges p ON p.municipality_id = a.municipality_id AND p.slug = '%s'
			JOIN commitments c ON c.pledge_id = p.id AND c.article = %d
			WHERE a.status = 'done' AND a.day >= '%s' AND a.day <= '%s' AND
			CASE WHEN EXISTS (SELECT 1 FROM corrections r WHERE r.activity_id = a.id AND NOT r.taken_back)
			THEN EXISTS (SELECT 1 FROM corrections r JOIN correction_commitments k ON k.correction_id = r.id WHERE r.activity_id = a.id AND k.commitment_id = c.id)
			ELSE %s END`, d.slug, article, d.from, d.to, condition))
		if condition := d.visits[article]; condition != "" {
			for _, v := range visits {
				if v.held && (condition == "1 = 1" || v.kind == "basort") {
					want++
				}
			}
		}
		if article == d.pictures {
			want += count(t, db, fmt.Sprintf(`SELECT count(DISTINCT s.monday) FROM situation_parts s JOIN pledges p ON p.district_id = s.district_id AND p.slug = '%s'
				WHERE s.released_at IS NOT NULL AND s.monday >= '%s' AND s.monday <= '%s'`, d.slug, mondayBefore(t, d.from), mondayBefore(t, d.to)))
			if want < 2 {
				t.Errorf("%d lägesbilder tell nothing", want)
			}
		}
		if row[8] != strconv.Itoa(want) {
			t.Errorf("toward article %d (%s) count %s, in the tables %d", article, row[1], row[8], want)
		}
		something += want
	}
	if something == 0 {
		t.Error("nothing counts toward anything")
	}
}

// mondayBefore is four days before a day: a lägesbild counts on the Friday of its week.
func mondayBefore(t *testing.T, day string) string {
	t.Helper()
	d, err := scheduling.ParseDay(day)
	if err != nil {
		t.Fatal(err)
	}
	return (d - 4).String()
}

func checkActions(t *testing.T, db *sql.DB, d document, rows [][]string) {
	t.Helper()
	due := fmt.Sprintf(`FROM actions a JOIN localities l ON l.id = a.locality_id JOIN pledges p ON p.municipality_id = l.municipality_id AND p.slug = '%s'
		WHERE a.due_day >= '%s' AND a.due_day <= '%s'`, d.slug, d.from, d.to)
	if n := count(t, db, "SELECT count(*) "+due); n != len(rows) || n < 3 {
		t.Errorf("%d actions of %d", len(rows), n)
	}
	open := 0
	for _, row := range rows {
		if row[5] == "Öppen" {
			open++
		}
	}
	if n := count(t, db, "SELECT count(*) "+due+" AND a.status = 'open'"); n != open {
		t.Errorf("%d open actions of %d", open, n)
	}
}

// checkTopics counts each topic once per visit, although both parties may have noted it.
func checkTopics(t *testing.T, db *sql.DB, inYear string, rows [][]string) {
	t.Helper()
	query := strings.Join([]string{"SELECT n.visit_id, n.topics FROM notes n", inYear}, " ")
	found, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close() //nolint:errcheck // it is read to its end
	raised := map[string]map[string]bool{}
	for found.Next() {
		var visit, list string
		if err := found.Scan(&visit, &list); err != nil {
			t.Fatal(err)
		}
		var topics []string
		if err := json.Unmarshal([]byte(list), &topics); err != nil {
			t.Fatal(err)
		}
		for _, topic := range topics {
			if raised[topic] == nil {
				raised[topic] = map[string]bool{}
			}
			raised[topic][visit] = true
		}
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	counted := map[string]int{}
	for _, row := range rows {
		n, err := strconv.Atoi(row[2])
		if err != nil {
			t.Fatal(err)
		}
		counted[row[0]] += n
	}
	for topic, visits := range raised {
		if counted[topic] != len(visits) {
			t.Errorf("%s came up at %d visits, in the tables at %d", topic, counted[topic], len(visits))
		}
	}
	if len(counted) != len(raised) {
		t.Errorf("%d topics of %d", len(counted), len(raised))
	}
}
