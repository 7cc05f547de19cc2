package api

import "poliskontor/scheduling"

// SeasonIn is a season (planeringsperiod) as it is written.
type SeasonIn struct {
	DistrictID Ref         `json:"districtId" doc:"Its district."`
	Name       string      `json:"name" doc:"Its name." example:"Våren 2027"`
	From       Date        `json:"from" doc:"The first day." example:"2027-01-11"`
	To         Date        `json:"to" doc:"The last day; it is included." example:"2027-06-30"`
	Summer     *SummerRule `json:"summer,omitempty" doc:"What changes in summer; nothing where left out."`
	Seen
}

// SummerRule is what changes in summer.
type SummerRule struct {
	From          MonthDay `json:"from" doc:"The first day." example:"06-01"`
	To            MonthDay `json:"to" doc:"The last day; it is included." example:"08-31"`
	OccasionShare int      `json:"occasionShare" doc:"The least share of the crewed hours that goes to occasions, in thousandths." example:"500"`
	LocalityRate  int      `json:"localityRate" doc:"How fast visits to localities fall due in summer, in thousandths of the ordinary." example:"500"`
}

// Season is a season as it is stored.
type Season struct {
	Meta
	SeasonIn
}

func (in SeasonIn) thing() scheduling.Season {
	s := scheduling.Season{
		DistrictID: scheduling.DistrictID(in.DistrictID), Name: in.Name, From: in.From.day(), To: in.To.day(),
	}
	if in.Summer != nil {
		s.Summer = scheduling.SummerRule{
			From: in.Summer.From.date(), To: in.Summer.To.date(),
			OccasionShare: in.Summer.OccasionShare, LocalityRate: in.Summer.LocalityRate,
		}
	}
	return s
}

func showSeason(s scheduling.Season) Season {
	in := SeasonIn{DistrictID: Ref(s.DistrictID), Name: s.Name, From: dateOf(s.From), To: dateOf(s.To)}
	if s.Summer != (scheduling.SummerRule{}) {
		in.Summer = &SummerRule{
			From: monthDayOf(s.Summer.From), To: monthDayOf(s.Summer.To),
			OccasionShare: s.Summer.OccasionShare, LocalityRate: s.Summer.LocalityRate,
		}
	}
	return Season{Meta: metaOf(s.ID, s.Meta), SeasonIn: in}
}

func (a *api) seasons() things[scheduling.Season, scheduling.SeasonID, SeasonIn, Season, DistrictFilter] {
	return things[scheduling.Season, scheduling.SeasonID, SeasonIn, Season, DistrictFilter]{
		register: a.Registers.Seasons, show: showSeason,
		identify: func(s *scheduling.Season, id scheduling.SeasonID, version int) { s.ID, s.Version = id, version },
	}
}
