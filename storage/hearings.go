package storage

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"poliskontor/scheduling"
)

type hearingRow struct {
	ID         string // the season's
	DistrictID string
	Off        bool
	Attendance int
	Topics     int
	Wishes     int
	Actions    int
	Meta       metaColumns `gorm:"embedded"`
}

func (hearingRow) TableName() string { return "season_hearings" }

var hearings = kind[scheduling.Hearing, hearingRow, scheduling.SeasonID]{
	thing: "season_hearing", order: "created_at, id",
	where: conditions{district: ofDistrict, season: itself},
	parts: func(h *scheduling.Hearing) parts { return parts{string(h.SeasonID), h.DistrictID, &h.Meta} },
	toRow: func(h scheduling.Hearing) hearingRow {
		return hearingRow{ID: string(h.SeasonID), DistrictID: string(h.DistrictID), Off: h.Off, Attendance: h.Attendance, Topics: h.Topics,
			Wishes: h.Wishes, Actions: h.Actions, Meta: metaOf(h.Meta)}
	},
	fromRow: func(r hearingRow) scheduling.Hearing {
		return scheduling.Hearing{SeasonID: scheduling.SeasonID(r.ID), DistrictID: scheduling.DistrictID(r.DistrictID), Off: r.Off, Attendance: r.Attendance,
			Topics: r.Topics, Wishes: r.Wishes, Actions: r.Actions, Meta: r.Meta.value()}
	},
}

// Hearings returns how what citizens said weighs, and what that is.
func (s *Store) Hearings() scheduling.HearingRepository {
	return hearingTable{table[scheduling.Hearing, hearingRow, scheduling.SeasonID]{s, &hearings}}
}

type hearingTable struct {
	table[scheduling.Hearing, hearingRow, scheduling.SeasonID]
}

// byLocality is a count of something at a locality.
type byLocality struct {
	LocalityID string
	N          int
}

func (t hearingTable) Heard(ctx context.Context, district scheduling.DistrictID, since time.Time, today scheduling.Day) (map[scheduling.LocalityID]scheduling.Heard, error) {
	var notes []noteCountRow
	var wishes, actions []byLocality
	err := t.read(ctx, func(db *gorm.DB) error {
		of := func() *gorm.DB {
			return withinReach(ctx, db.Session(&gorm.Session{NewDB: true}).WithContext(ctx), ofDistrict).Where(ofDistrict, district)
		}
		if err := of().Where("written_at >= ?", instant(since)).Order("written_at, id").Find(&notes).Error; err != nil {
			return err
		}
		err := of().Model(new(wishRow)).Where("received_at >= ? AND locality_id IS NOT NULL", instant(since)).
			Select("locality_id, count(*) AS n").Group("locality_id").Find(&wishes).Error
		if err != nil {
			return err
		}
		return of().Model(new(actionRow)).Where("status = 'open' AND due_day < ?", date(today)).
			Select("locality_id, count(*) AS n").Group("locality_id").Find(&actions).Error
	})
	if err != nil {
		return nil, fmt.Errorf("count what citizens said in district %s: %w", district, err)
	}
	heard := attended(notes)
	for _, w := range wishes {
		h := heard[scheduling.LocalityID(w.LocalityID)]
		h.Wishes = w.N
		heard[scheduling.LocalityID(w.LocalityID)] = h
	}
	for _, a := range actions {
		h := heard[scheduling.LocalityID(a.LocalityID)]
		h.Unanswered = a.N
		heard[scheduling.LocalityID(a.LocalityID)] = h
	}
	return heard, nil
}

// attended counts who came and what was raised, oldest note first. Both authorities may
// have counted at a visit: the larger number stands, and a topic counts once.
func attended(notes []noteCountRow) map[scheduling.LocalityID]scheduling.Heard {
	type visit struct {
		locality scheduling.LocalityID
		came     int // -1 where nobody counted
		topics   map[string]bool
	}
	visits := map[string]*visit{}
	var order []string
	for _, n := range notes {
		v := visits[n.VisitID]
		if v == nil {
			v = &visit{scheduling.LocalityID(n.LocalityID), -1, map[string]bool{}}
			visits[n.VisitID] = v
			order = append(order, n.VisitID)
		}
		if n.Adults != nil {
			v.came = max(v.came, *n.Adults+orZero(n.Youths)+orZero(n.Seniors))
		}
		for _, topic := range n.Topics.Content {
			v.topics[topic] = true
		}
	}
	heard := map[scheduling.LocalityID]scheduling.Heard{}
	for _, id := range order {
		v := visits[id]
		h := heard[v.locality]
		h.Topics += len(v.topics)
		if v.came >= 0 {
			h.Counted, h.Came, h.Empty = h.Counted+1, h.Came+v.came, h.Empty+1
			if v.came > 0 {
				h.Empty = 0
			}
		}
		heard[v.locality] = h
	}
	return heard
}
