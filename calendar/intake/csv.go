package intake

import (
	"encoding/csv"
	"strings"

	"poliskontor/scheduling"
)

// mostLines is how many lines one row may run over, inside quotation marks.
const mostLines = 30

// readCSV hands the lines of a text over.
func readCSV(text string, to reader) error {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	separator := separatorOf(text[:min(len(text), 4096)])
	for at := 0; at < len(lines); {
		number := at + 1
		row, open := lines[at], opensQuote(lines[at], separator)
		next, sound := at+1, true
		for ; open && sound && next < len(lines) && next-at < mostLines; next++ {
			row += "\n" + lines[next]
			open, sound = goesOn(lines[next], separator)
		}
		if open || !sound { // it never ends, so that only its first line is lost
			at++
			name := clip(strings.Trim(lines[number-1], "\";, \t"), 60)
			if err := to.broken(number, name); err != nil {
				return err
			}
			continue
		}
		at = next
		if strings.TrimSpace(row) == "" {
			continue
		}
		reader := csv.NewReader(strings.NewReader(row))
		reader.Comma, reader.FieldsPerRecord, reader.LazyQuotes = separator, -1, true
		cells, err := reader.Read()
		if err != nil {
			return refuse(scheduling.CodeFileUnreadable)
		}
		if err := to.add(number, cells); err != nil {
			return err
		}
	}
	return nil
}

func separatorOf(text string) rune {
	found := ','
	for _, separator := range ";\t" {
		if strings.Count(text, string(separator)) > strings.Count(text, string(found)) {
			found = separator
		}
	}
	return found
}

// opensQuote tells whether a line ends inside quotation marks. Only one at the beginning
// of a cell opens; one in the middle is an inch, or a nickname.
func opensQuote(line string, separator rune) bool {
	rest := line
	for {
		cell, more, found := strings.Cut(rest, string(separator))
		if strings.HasPrefix(cell, `"`) {
			return !closes(rest[1:], separator, &more, &found) || found && opensQuote(more, separator)
		}
		if !found {
			return false
		}
		rest = more
	}
}

// closes finds the end of the quotation that a text begins in, and what comes after it.
func closes(text string, separator rune, more *string, found *bool) bool {
	for at := 0; ; at++ {
		next := strings.IndexByte(text[at:], '"')
		if next < 0 {
			return false
		}
		at += next
		after := text[at+1:]
		switch {
		case after == "":
			*more, *found = "", false
			return true
		case strings.HasPrefix(after, string(separator)):
			*more, *found = after[1:], true
			return true
		case after[0] == '"':
			at++
		}
	}
}

// goesOn tells whether a quotation that began on an earlier line is still open after
// this one. It is not sound where a quotation mark neither ends it nor is doubled: then
// the one before was left open by mistake.
func goesOn(line string, separator rune) (open, sound bool) {
	for at := 0; at < len(line); at++ {
		if line[at] != '"' {
			continue
		}
		after := line[at+1:]
		switch {
		case after == "":
			return false, true
		case strings.HasPrefix(after, string(separator)):
			return opensQuote(after[1:], separator), true
		case after[0] == '"':
			at++
		default:
			return true, false
		}
	}
	return true, true
}
