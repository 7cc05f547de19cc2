package intake

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// windows are the characters of Windows-1252 from 0x80 to 0x9F, where Latin-1 has none.
var windows = []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")

// decode makes text of a file: UTF-8, UTF-16 with or without a byte order mark, or
// Windows-1252, of which Latin-1 is a part: by the line, since some files are put
// together of others. What has a NUL in it
// is no text, unless it says that it is a calendar.
func decode(file []byte) (string, bool) {
	var text string
	switch {
	case bytes.HasPrefix(file, []byte("\xef\xbb\xbf")):
		text = strings.ToValidUTF8(string(file[3:]), "\ufffd")
	case bytes.HasPrefix(file, []byte("\xff\xfe")):
		text = wide(file[2:], binary.LittleEndian)
	case bytes.HasPrefix(file, []byte("\xfe\xff")):
		text = wide(file[2:], binary.BigEndian)
	case len(file) > 3 && file[0] != 0 && file[1] == 0 && file[3] == 0:
		text = wide(file, binary.LittleEndian)
	case len(file) > 3 && file[0] == 0 && file[1] != 0 && file[2] == 0:
		text = wide(file, binary.BigEndian)
	case utf8.Valid(file):
		text = string(file)
	default:
		lines := bytes.Split(file, []byte("\n"))
		for i, line := range lines {
			if !utf8.Valid(line) {
				lines[i] = []byte(narrow(line))
			}
		}
		text = string(bytes.Join(lines, []byte("\n")))
	}
	// Some programs pad what they write with NULs; it is a calendar all the same.
	if strings.HasPrefix(strings.ToUpper(strings.TrimSpace(text)), "BEGIN:VCALENDAR") {
		text = strings.ReplaceAll(text, "\x00", "")
	}
	return text, len(text) <= 2*MostBytes && !strings.ContainsRune(text, 0) && strings.TrimSpace(text) != ""
}

func narrow(line []byte) string {
	runes := make([]rune, len(line))
	for i, b := range line {
		runes[i] = rune(b)
		if b >= 0x80 && b <= 0x9f {
			runes[i] = windows[b-0x80]
		}
	}
	return string(runes)
}

func wide(file []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(file)/2)
	for i := range units {
		units[i] = order.Uint16(file[2*i:])
	}
	return string(utf16.Decode(units))
}
