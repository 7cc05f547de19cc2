package safelog

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hidden stands where a secret was.
const hidden = "[secret]"

// secretWords are names of what is secret, as headers, fields of forms and attributes
// of the log have them.
const secretWords = `(?:proxy-)?authorization|(?:set-)?cookie|password|passwd|secret|client[_-]?secret|code[_-]?verifier|` +
	`(?:id|access|refresh)[_-]?token|token|api[_-]?key|nonce`

// secretName matches a name whose value is secret whatever it looks like.
var secretName = regexp.MustCompile(`(?i)^(?:` + secretWords + `)$`)

// secrets find what is secret by how it looks or by what stands before it. The order
// counts: what says most stands first.
var secrets = []struct {
	pattern *regexp.Regexp
	instead string
}{
	// A header as it is sent ("Cookie: a=b; c=d"), or as Go prints a map of them.
	{regexp.MustCompile(`(?i)\b((?:proxy-)?authorization|(?:set-)?cookie)(["']?\s*[:=]\s*)[^\r\n\]}]*`), "$1$2" + hidden},
	{regexp.MustCompile(`(?i)\b(bearer|basic)\s+[^\s"',;\]}]+`), "$1 " + hidden},
	// A field of JSON, of a form or of an address.
	{regexp.MustCompile(`(?i)("(?:` + secretWords + `)"\s*:\s*")(?:[^"\\]|\\.)*`), "$1" + hidden},
	{regexp.MustCompile(`(?i)(\\"(?:` + secretWords + `)\\"\s*:\s*\\")(?:[^"\\]|\\\\\\"|\\\\[^\\"])*`), "$1" + hidden}, // in JSON in JSON
	{regexp.MustCompile(`(?i)((?:^|[?&;,{\s])(?:` + secretWords + `)=)[^&;,\s"'}]+`), "$1" + hidden},
	{regexp.MustCompile(`(?i)([?&](?:code|state)=)[^&\s"'}]+`), "$1" + hidden},
	// The secret in a private calendar's address, and the password in a database's.
	{regexp.MustCompile(`(?i)(/kalender/privat/|%2fkalender%2fprivat%2f)[^\s"'?#]+`), "$1…"},
	{regexp.MustCompile(`(://[^/\s:@]*:)[^\s/]*@`), "$1" + hidden + "@"},
	// Keys of this server, cookies of its sessions, hashes of passwords, signed tokens.
	{regexp.MustCompile(`(?i)mpk_[a-z0-9]*`), hidden},
	{regexp.MustCompile(`__Host-[A-Za-z0-9_-]+=[^;\s"']*`), hidden},
	{regexp.MustCompile(`\$argon2[^\s"']*`), hidden},
	{regexp.MustCompile(`\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*`), hidden},
}

// longest bounds a text of the log, in bytes: a fault's stack is shorter.
const longest = 32 << 10

// Text returns a text as it may stand in the log: without secrets, on one line, and
// without characters that do not show. Those are written as Go writes them.
func Text(text string) string {
	if plain(text) {
		return text
	}
	rest := len(text) - longest
	if rest > 0 {
		text = text[:longest]
	}
	for _, s := range secrets {
		text = s.pattern.ReplaceAllString(text, s.instead)
	}
	text = visible(text)
	if rest > 0 {
		text += fmt.Sprintf("… (%d bytes more)", rest)
	}
	return text
}

// harmless are the characters that show, but for those of which every secret has one: what
// parts a name from its value, a space after a word, and what keys begin with. The other
// secrets have a word that plain looks for.
var harmless = func() (table [256]bool) {
	for c := '!'; c <= '~'; c++ {
		table[c] = !strings.ContainsRune(`:="\_$%`, c)
	}
	return table
}()

const privateFolder = "/kalender/privat/"

// plain tells that a text stays as it is, so that what most lines of the log are made of
// need not be searched for each secret. That it does not tell means nothing.
func plain(text string) bool {
	if len(text) > longest {
		return false
	}
	for i := range len(text) {
		switch c := text[i]; {
		case !harmless[c]:
			return false
		case c == '/' && len(text)-i >= len(privateFolder) && strings.EqualFold(text[i:i+len(privateFolder)], privateFolder):
			return false
		}
	}
	return !strings.Contains(text, "eyJ") // begins a signed token
}

func visible(text string) string {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return text
	}
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(text, "\uFFFD") {
		if unicode.IsPrint(r) {
			b.WriteRune(r)
			continue
		}
		quoted := strconv.QuoteRuneToASCII(r)
		b.WriteString(quoted[1 : len(quoted)-1])
	}
	return b.String()
}
