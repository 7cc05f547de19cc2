package scheduling

// Opening (tillträde) says when a site can be used: a square on days without a
// market, a shop's car park while the shop is open, a beach in summer. The zero
// value is at any time.
type Opening struct {
	Weekdays [7]bool // Monday first; none stands for all of them
	Opens    int     // minutes after midnight; with Closes 0 the whole day
	Closes   int
	// From and To are the days of the year on which it can be used, both included;
	// with From after To those over New Year. Both zero stand for the whole year.
	From, To MonthDay
}

func (v *violations) opening(field string, o Opening) {
	if o.Opens != 0 || o.Closes != 0 {
		v.between(field+".opens", o.Opens, 0, 24*60-1)
		v.between(field+".closes", o.Closes, 1, 24*60)
		v.check(o.Opens < o.Closes, field+".closes", CodeEndBeforeStart)
	}
	if (o.From != MonthDay{}) || (o.To != MonthDay{}) {
		v.check(o.From.valid(), field+".from", CodeDayFormat)
		v.check(o.To.valid(), field+".to", CodeDayFormat)
	}
}

// On tells whether the site can be used on a day, and from when to when, in minutes
// after midnight.
func (o Opening) On(d Day) (opens, closes int, open bool) {
	if !o.everyDay() && !o.Weekdays[int(d.Weekday()+6)%7] || !o.inSeason(d) {
		return 0, 0, false
	}
	if o.Closes == 0 {
		return 0, 24 * 60, true
	}
	return o.Opens, o.Closes, true
}

func (o Opening) everyDay() bool { return o.Weekdays == [7]bool{} }

func (o Opening) inSeason(d Day) bool {
	if o.From == (MonthDay{}) {
		return true
	}
	year, _, _ := d.Date()
	from, to := o.From.In(year), o.To.In(year)
	if from <= to {
		return from <= d && d <= to
	}
	return d >= from || d <= to
}
