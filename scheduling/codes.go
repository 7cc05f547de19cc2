package scheduling

// Code names a rule or a reason for refusal. Codes are stable: machines act on
// them, and each has a sentence in every language of the interface.
type Code string

// Codes of whole errors.
const (
	CodeInvalid      Code = "invalid"
	CodeNotFound     Code = "not_found"
	CodeStale        Code = "stale"
	CodeExists       Code = "exists"
	CodeInUse        Code = "in_use"
	CodeOutOfReach   Code = "out_of_reach"         // of a district that the caller has no part in
	CodeDoubleBooked Code = "office_double_booked" // another visit of the office overlaps
	CodeNoTravelTime Code = "office_no_travel_time"
	CodeOverlap      Code = "overlap"               // a shift or an absence overlaps another of the same office
	CodeUnderWay     Code = "idempotency_under_way" // the same request is being carried out, or just was

	CodeOtherAuthority Code = "other_authority" // it is the other authority's to change
	CodePledgeSigned   Code = "pledge_signed"
	CodeVisitAnnounced Code = "visit_announced"     // only a draft can be removed
	CodeVisitState     Code = "visit_state"         // the state does not allow this
	CodeVisitStarted   Code = "visit_started"       // too late: it has begun
	CodeVisitOver      Code = "visit_over"          // too late: it has ended
	CodeVisitNotOver   Code = "visit_not_over"      // too early: it has not ended
	CodeVisitNotBegun  Code = "visit_not_begun"     // too early: it has not begun
	CodeNeverAnnounced Code = "visit_not_announced" // there is nothing to go back to

	CodeReleaseNothing Code = "release_nothing"  // no differences
	CodeReleaseBlocked Code = "release_blocked"  // a check blocks it
	CodeReleaseReason  Code = "release_reason"   // a check needs a public reason
	CodeReleaseRaced   Code = "release_raced"    // another release came first
	CodeReleasePending Code = "release_pending"  // another release of the district waits to go out
	CodeReleaseSettled Code = "release_settled"  // it went out, was refused or was taken back already
	CodeReleaseChanged Code = "release_changed"  // a visit was changed while its release waited
	CodeNothingToUnsay Code = "nothing_to_unsay" // no delay, cancellation or breaking off was said last

	CodeProposalTaken      Code = "proposal_taken"
	CodeNoShifts           Code = "no_shifts" // the season has no crewed shift left to plan
	CodeTooManyCheckpoints Code = "too_many_checkpoints"
	CodeEnginesBusy        Code = "engines_busy" // as many plans are being made as can be at once
	CodeStorageAway        Code = "storage_away" // the database does not answer for the moment
	CodeStorageFull        Code = "storage_full" // its disk takes nothing more
)

// Codes of single fields.
const (
	CodeRequired       Code = "required"
	CodeTooLong        Code = "too_long"
	CodeControlChars   Code = "control_characters"
	CodeNotUTF8        Code = "not_utf8"
	CodeNotOneLine     Code = "not_one_line"
	CodeOutOfRange     Code = "out_of_range"
	CodeChoice         Code = "choice" // not one of the allowed values
	CodeSlug           Code = "slug"
	CodeEndBeforeStart Code = "end_before_start"
	CodeTooLongTime    Code = "too_long_time"
	CodeOutsideSweden  Code = "outside_sweden"
	CodePostalCode     Code = "postal_code"
	CodeUnknown        Code = "unknown" // refers to something that does not exist
	CodeOtherDistrict  Code = "other_district"
	CodeOtherLocality  Code = "other_locality"
	CodeOutsideShift   Code = "outside_shift"
	CodeOfficeAway     Code = "office_away"
	CodeNotLater       Code = "not_later" // a delay is later than what was said
	CodeOutsideSeason  Code = "outside_season"
	CodeOutsideVisit   Code = "outside_visit"
	CodeTimeFormat     Code = "time_format"
	CodeTimeMissing    Code = "time_missing"
	CodeTimeTwice      Code = "time_twice"
	CodeDayFormat      Code = "day_format"
	CodeDuplicate      Code = "duplicate"
	CodeSiteRetired    Code = "site_retired"
	CodeNeverShared    Code = "never_shared"    // what is the police's
	CodePledgeUnsigned Code = "pledge_unsigned" // only what is signed can be replaced
	CodePledgeReplaced Code = "pledge_replaced" // another signed version replaces it already
	CodePersonalNumber Code = "personal_number" // where nobody is to be named
	CodePledgeNoFrame  Code = "pledge_no_frame" // only an agreement frames pledges
)

// Codes of a day of a series of shifts that stands in the way of all the others.
const (
	CodeSeriesDuplicate Code = "series_duplicate" // the very shift is there
	CodeSeriesOverlap   Code = "series_overlap"   // the office has another shift then
	CodeSeriesInUse     Code = "series_in_use"    // visits would be left without a shift
)

// Codes of what is wrong with a line, or the whole, of a calendar that is taken up.
const (
	CodePlaceUnknown   Code = "place_unknown"   // no site or locality of the district has that name
	CodeEntryUnended   Code = "entry_unended"   // BEGIN:VEVENT without END:VEVENT
	CodeEntryBroken    Code = "entry_broken"    // not to be understood at all
	CodeEntryNoName    Code = "entry_no_name"   // says not what it is
	CodeEntryQuote     Code = "entry_quote"     // a quotation mark that is never closed
	CodeEntryNoStart   Code = "entry_no_start"  // says no day, or none that can be read
	CodeEntryNoEnd     Code = "entry_no_end"    // says when it begins and not when it ends
	CodeEntryZone      Code = "entry_zone"      // a time zone that nobody knows
	CodeEntryRepeats   Code = "entry_repeats"   // repeats in a way that is not read
	CodeEntryTooMany   Code = "entry_too_many"  // repeats more often than is taken up
	CodeCellUnknown    Code = "cell_unknown"    // a cell of a table says none of what can be chosen
	CodeFileUnknown    Code = "file_unknown"    // neither iCalendar, CSV nor XLSX
	CodeFileTooLarge   Code = "file_too_large"  // also once it is unpacked
	CodeFileTooMany    Code = "file_too_many"   // more lines than are taken up at once
	CodeFileNoColumns  Code = "file_no_columns" // no line says which column is which
	CodeFileEmpty      Code = "file_empty"      // nothing in it is an event
	CodeFileUnreadable Code = "file_unreadable" // broken
	CodeAddressRefused Code = "address_refused" // not https, or not on the public internet
	CodeAddressSilent  Code = "address_silent"  // does not answer as it should
)

// Codes of what is wrong with a photo.
const (
	CodePhotoUnknown    Code = "photo_unknown"    // neither JPEG, PNG nor WebP
	CodePhotoUnreadable Code = "photo_unreadable" // broken, or cut off
	CodePhotoTooLarge   Code = "photo_too_large"  // as a file
	CodePhotoTooMany    Code = "photo_too_many"   // pixels, once it is unpacked
)

// Codes of what is checked before a release.
const (
	CheckPast        Code = "check_past"         // a new visit that has already begun
	CheckNoShift     Code = "check_no_shift"     // outside every crewed shift
	CheckOfficeAway  Code = "check_office_away"  // the office is elsewhere
	CheckSiteRetired Code = "check_site_retired" // the site is no longer used
	CheckSiteClosed  Code = "check_site_closed"  // the site is not open to the office then
	CheckRest        Code = "check_rest"         // too little rest for the crew between two shifts
	CheckShortNotice Code = "check_short_notice" // less notice than the district gives
	CheckHoliday     Code = "check_holiday"      // a holiday on which no visit to a locality is planned
	CheckNearHoliday Code = "check_near_holiday" // a day on which few are at home
	CheckNoReason    Code = "check_no_reason"    // changed without a public reason
	CheckPromiseGap  Code = "check_promise_gap"  // a gap above the promise
)

// Codes of what is turned away from a wish.
const (
	CodeWishEmergency Code = "wish_emergency" // something that happens now
	CodeWishCrime     Code = "wish_crime"     // looks like a report of a crime
	CodeWishNumber    Code = "wish_number"    // a personnummer or samordningsnummer
	CodeWishTelephone Code = "wish_telephone"
	CodeWishEmail     Code = "wish_email"
	CodeWishPlate     Code = "wish_plate"
	CodeWishSpot      Code = "wish_spot" // neither a place of the list nor another
)
