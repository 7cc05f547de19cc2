package fetching_test

import (
	"slices"
	"strings"
	"testing"

	"poliskontor/scheduling/fetching"
)

// names are what programs call themselves, as servers have seen it.
var names = map[fetching.Family][]string{
	fetching.Apple: {
		"iOS/17.4.1 (21E236) dataaccessd/1.0",
		"iOS/26.0 (24A123) dataaccessd/1.0",
		"iOS/6.1.3 (10B329) dataaccessd/1.0",
		"macOS/13.4 (22F66) dataaccessd/1.0",
		"macOS/14.4.1 (23E224) CalendarAgent/988",
		"Mac_OS_X/10.9.5 (13F1066) CalendarAgent/176.2",
		"Mac+OS+X/10.15.7 (19H1323) CalendarAgent/930.5.1",
		"dataaccessd/1.0 (Mac OS X)",
		"watchOS/10.4 (21T216) dataaccessd/1.0",
	},
	fetching.Google: {
		"Google-Calendar-Importer",
		"Mozilla/5.0 (compatible; Google-Calendar-Importer)",
	},
	fetching.Microsoft: {
		"Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)",
		"Microsoft Office/16.0 (Microsoft Outlook 16.0.13426; Pro), Mozilla/4.0 (compatible; ms-office; MSOffice 16)",
		"Microsoft.Exchange/15.20 (Windows NT 10.0; Win64; x64)",
		"Microsoft Exchange/15.20 (Windows NT 10.0; Win64; x64)",
		"Outlook-iOS/2.0",
	},
	fetching.Thunderbird: {
		"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.4.0",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:115.0) Gecko/20100101 Thunderbird/115.9.0",
		"Mozilla/5.0 (Windows NT 6.1; rv:38.0) Gecko/20100101 Thunderbird/38.2.0 Lightning/4.0.2",
	},
	fetching.Nextcloud: {"Nextcloud Webcal Service", "Nextcloud Webcal Crawler", "Nextcloud Server Crawler"},
	fetching.ICSx5: {
		"ICSx5/2.2.1 (okhttp/4.12.0) Android/14",
		"DAVx5/4.3.13-ose (2024/02/07; dav4jvm; okhttp/4.12.0) Android/14",
		"ICSdroid/1.5",
	},
	fetching.OtherCalendar: {
		"Evolution/3.46.4",
		"Mozilla/5.0 (X11; Linux x86_64) KOrganizer/5.22.3",
		"HomeAssistant/2024.3.0 aiohttp/3.9.3 Python/3.12",
		"YahooCalendar/1.0",
		"Zap Calendar",
		"gnome-calendar/46.0",
		"vdirsyncer/0.19.2",
		"FastMail/1.0 (icalfetch)",
	},
	fetching.Browser: {
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0",
		"Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1",
		"Opera/9.80 (Windows NT 6.1) Presto/2.12.388 Version/12.18",
	},
	fetching.Script: {
		"curl/8.5.0", "Wget/1.21.4", "python-requests/2.31.0", "Python-urllib/3.11", "Go-http-client/2.0", "okhttp/4.12.0", "Java/17.0.2",
		"axios/1.6.8", "Apache-HttpClient/4.5.14 (Java/17.0.2)",
		"Mozilla/5.0 (Windows NT; Windows NT 10.0; sv-SE) WindowsPowerShell/5.1.22621.2506",
		"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
		"Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
		"Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
	},
	fetching.Unknown: {"", "Dalvik/2.1.0 (Linux; U; Android 8.0.0; SM-G930V Build/R16NW)", "Aloha/1 CFNetwork/1404.0.5 Darwin/22.3.0", "åäö \x00"},
}

func TestFamilies(t *testing.T) {
	for _, family := range fetching.Families {
		if len(names[family]) == 0 {
			t.Errorf("no program of %s", family)
		}
	}
	for want, of := range names {
		for _, name := range of {
			if got := fetching.FamilyOf(name); got != want {
				t.Errorf("%q is of %s, want %s", name, got, want)
			}
		}
	}
}

func TestALongNameIsLookedAtInItsBeginning(t *testing.T) {
	if got := fetching.FamilyOf(strings.Repeat("x", 1<<16) + "Thunderbird/128.0"); got != fetching.Unknown {
		t.Errorf("it is of %s", got)
	}
}

func FuzzFamilyOf(f *testing.F) {
	for _, of := range names {
		for _, name := range of {
			f.Add(name)
		}
	}
	f.Fuzz(func(t *testing.T, name string) {
		if family := fetching.FamilyOf(name); !slices.Contains(fetching.Families, family) {
			t.Errorf("%q is of %q, which is none", name, family)
		}
	})
}
