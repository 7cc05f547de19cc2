package scheduling

import (
	"regexp"
	"strings"
)

// What somebody writes who reports a crime, or sees one, in Swedish and English. The forms
// are about what has happened to somebody or is happening; that there are break-ins in a
// village is a topic to talk about.
var (
	emergencies = anyOf(
		`(just nu|precis nu|i detta nu|akut|right now|at this moment)\b.{0,80}\b(slår|slåss|bråk|skjut|skott|kniv|vapen|hotar|inbrott|brinner|rån|misshand|skrik|fight|shoot|gun|knife|threaten|break(ing)? in|burgl|robb|fire|assault)`,
		`\b(slåss|skjuter|bryter sig in|misshandlar|hotar|fighting|shooting|breaking in)\b.{0,60}\b(just nu|precis nu|nu|right now|now)\b`,
		`\b(hjälp|help)\b.{0,20}\b(kom hit|kom nu|come now|come quickly)`,
		`\b(håller på att|is being|are being)\b.{0,30}\b(rånas|misshandlas|slås|robbed|beaten|attacked)`,
		`\b(ring|skicka|send|call)\b.{0,20}\b(polis|ambulans|the police|an ambulance)\b.{0,20}\b(nu|genast|now)\b`,
	)
	crimes = anyOf(
		`\b(jag|vi|min \S+|mina \S+|mitt \S+|vår \S+|hon|han)\b.{0,25}\b(blev|blivit|är|har blivit)\b.{0,25}\b(rånad|rånade|misshandlad|misshandlade|bestulen|bestulna|bestulet|hotad|hotade|slagen|slagna|våldtagen|lurad|lurade|överfallen|överfallna|utsatt för|utsatta för|stulen|stulna|stulet|stulits|knivskuren)`,
		`\b(någon|de|en man|en kvinna|ett gäng|två män)\b.{0,25}\b(stal|rånade|slog|hotade|misshandlade|våldtog|lurade|överföll|bröt sig in|har stulit)`,
		`\b(stal|stals|stulit|stulits|snott|snodde)\b.{0,30}\b(min|mitt|mina|vår|vårt|våra)\b`,
		`\b(min|mitt|mina|vår|vårt|våra)\b.{0,40}\b(stals|stulits|stulen|stulet|stulna|snodd|snodda|bröts upp|slogs sönder)`,
		`\b(inbrott|stöld|rån)\b.{0,20}\b(hos mig|hos oss|hemma hos|i (mitt|min|vår|vårt) (hus|hem|bil|lägenhet|källare|garage|förråd|stuga|sommarstuga|villa|butik|båt))\b`,
		`\b(vill|skulle vilja|måste|ska|behöver)\b.{0,15}\b(polisanmäla|anmäla (ett|en|att|min|mitt|honom|henne|stöld|brott|misshandel|inbrott|rån)|göra en (polis)?anmälan)`,
		`\b(säljer|langar|langare|dealar|knarklangare)\b.{0,40}\b(knark|droger|narkotika|amfetamin|kokain|hasch|heter|bor på|bor i)`,
		`\b(tips om|tipsa om)\b.{0,30}\b(brott|knark|droger|langning|stöld|misstänkt|gärningsman)`,
		`\b(i|we|my \w+|our \w+|she|he)\b.{0,15}\b(was|were|got|has been|have been|had been)\b.{0,15}\b(robbed|assaulted|stolen|threatened|beaten|raped|attacked|scammed|defrauded|stabbed|mugged)`,
		`\b(stole|robbed|assaulted|threatened|attacked|broke into)\b.{0,25}\b(me|us|my|our|him|her)\b`,
		`\b(want|need|like|have)\b.{0,10}\bto report\b.{0,20}\b(a crime|a theft|a robbery|an assault|a burglary|a break|him|her|that|something)`,
		`\b(sells|selling|deals|dealing)\b.{0,20}\b(drugs|narcotics|cocaine|amphetamine|cannabis)\b`,
	)
)

func anyOf(forms ...string) *regexp.Regexp {
	// Go's \b knows no å, ä and ö; what is searched has letters for them that it knows.
	return regexp.MustCompile(swedishLetters.Replace("(?s)(" + strings.Join(forms, "|") + ")"))
}

// swedishLetters stands in for letters that a word boundary of the pattern language does not
// know. The stand-ins are letters too, and long enough to be no words.
var swedishLetters = strings.NewReplacer("å", "a0a", "ä", "a1a", "ö", "o0o", "é", "e")

func plainWords(text string) string {
	return swedishLetters.Replace(strings.ToLower(strings.Join(strings.Fields(text), " ")))
}

// tellsEmergency tells whether a text is about something that happens now.
func tellsEmergency(text string) bool { return emergencies.MatchString(plainWords(text)) }

// tellsCrime tells whether a text looks like a report of a crime, or a tip about one.
func tellsCrime(text string) bool { return crimes.MatchString(plainWords(text)) }
