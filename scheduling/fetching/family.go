package fetching

import (
	"slices"
	"strings"
)

// Family (programfamilj) is whose program fetches a feed, as coarsely as is of any use.
type Family string

// The families.
const (
	Apple         Family = "apple"          // Calendar on iPhone, iPad, Mac and watch
	Google        Family = "google"         // Google's servers, for all who subscribe there
	Microsoft     Family = "microsoft"      // Outlook, and the servers behind it
	Thunderbird   Family = "thunderbird"    // with its relatives
	Nextcloud     Family = "nextcloud"      // servers of that kind, each for all who subscribe there
	ICSx5         Family = "icsx5"          // ICSx⁵ and DAVx⁵ on Android
	OtherCalendar Family = "other_calendar" // what says that it is a calendar, or is known to be
	Browser       Family = "browser"        // somebody who opened the address, or saved the file
	Script        Family = "script"         // programs that somebody has written, and search engines
	Unknown       Family = "unknown"
)

// Families lists the families.
var Families = []Family{Apple, Google, Microsoft, Thunderbird, Nextcloud, ICSx5, OtherCalendar, Browser, Script, Unknown}

// Subscribes tells whether programs of the family fetch again by themselves, as far as one can
// say: what somebody opened or saved once is followed by nobody.
func (f Family) Subscribes() bool { return f != Browser && f != Script }

// marks tell families by what stands in the names that programs give themselves, in the order in
// which they are looked for: many call themselves after others too.
var marks = []struct {
	family Family
	words  []string
}{
	{Google, []string{"Google-Calendar-Importer"}},
	{Nextcloud, []string{"Nextcloud"}},
	{ICSx5, []string{"ICSx5", "DAVx5", "ICSdroid", "DAVdroid"}},
	{Thunderbird, []string{"Thunderbird/", "Lightning/", "Betterbird/"}},
	{Microsoft, []string{"Microsoft Outlook", "Microsoft Office", "Microsoft.Exchange", "Microsoft Exchange", "ms-office", "Outlook-", "Exchange/"}},
	{Apple, []string{"dataaccessd", "CalendarAgent", "CoreDAV", "iCal/", "remindd", "accountsd"}},
	{Script, []string{"bot", "Bot", "spider", "Spider", "crawl", "Crawl", "Slurp"}},
	{OtherCalendar, []string{"Calendar", "calendar", "Kalender", "CalDAV", "caldav", "iCal", "Webcal", "webcal", "Evolution", "KOrganizer", "Akonadi", "akonadi",
		"Fantastical", "BusyCal", "Etar", "vdirsyncer", "khal", "SOGo", "Zimbra", "Roundcube", "Fastmail", "FastMail", "Proton", "HomeAssistant", "Home Assistant",
		"eM Client", "eMClient", "ownCloud", "Synology"}},
	{Script, []string{"curl/", "Wget/", "ython", "Go-http-client", "okhttp", "Java/", "HttpClient", "axios/", "node", "undici", "PHP", "Guzzle", "libwww", "Ruby", "PowerShell", "Postman", "HTTPie", "Dart/", "Deno/", "Bun/"}},
}

// ofApple begin what Apple's own services call themselves, whichever of them it is.
var ofApple = []string{"iOS/", "iPadOS/", "macOS/", "Mac OS X/", "Mac_OS_X/", "Mac+OS+X/", "watchOS/", "visionOS/"}

// longestName bounds what is looked at of a name, which anybody may send.
const longestName = 256

// FamilyOf tells the family by what a program calls itself (RFC 9110, 10.1.5). That is what the
// program says, and any may say anything.
func FamilyOf(userAgent string) Family {
	name := userAgent[:min(len(userAgent), longestName)]
	begins := func(prefix string) bool { return strings.HasPrefix(name, prefix) }
	holds := func(word string) bool { return strings.Contains(name, word) }
	if slices.ContainsFunc(ofApple, begins) {
		return Apple
	}
	for _, mark := range marks {
		if slices.ContainsFunc(mark.words, holds) {
			return mark.family
		}
	}
	if begins("Mozilla/") || begins("Opera/") {
		return Browser
	}
	return Unknown
}
