package icstest

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxOctets is how long a line may be without its line break (RFC 5545, 3.1).
const maxOctets = 75

type problems []string

func (p *problems) add(format string, args ...any) {
	*p = append(*p, fmt.Sprintf(format, args...))
}

// lines checks the physical lines and returns the unfolded ones.
func (p *problems) lines(ics []byte) []string {
	if !bytes.HasSuffix(ics, []byte("\r\n")) {
		p.add("the file does not end with CRLF")
	}
	var unfolded []string
	for i, line := range strings.Split(strings.TrimSuffix(string(ics), "\r\n"), "\r\n") {
		number := i + 1
		p.physical(number, line)
		switch {
		case !strings.HasPrefix(line, " "):
			unfolded = append(unfolded, line)
		case number == 1:
			p.add("line 1: continues nothing")
		default:
			unfolded[len(unfolded)-1] += line[1:]
		}
	}
	return unfolded
}

func (p *problems) physical(number int, line string) {
	if len(line) > maxOctets {
		p.add("line %d: %d octets", number, len(line))
	}
	if strings.TrimSpace(line) == "" {
		p.add("line %d: empty", number)
	}
	if !utf8.ValidString(line) {
		p.add("line %d: not UTF-8", number)
	}
	for _, r := range line {
		switch {
		case r == '\r', r == '\n':
			p.add("line %d: bare %q", number, r)
		case unicode.IsControl(r), r == '\u2028', r == '\u2029', r == '\ufeff':
			p.add("line %d: control character %U", number, r)
		}
	}
}

// property is one content line.
type property struct {
	name   string
	params map[string]string
	value  string
}

var paramPattern = regexp.MustCompile(`^;([A-Z0-9-]+)=("[^"]*"|[^",;:\\]*)`)

var namePattern = regexp.MustCompile(`^[A-Z0-9-]+`)

// parse reads a content line. Parameter values that need it must be quoted, and no
// parameter may have several values: nothing here needs them.
func parse(line string) (property, error) {
	name := namePattern.FindString(line)
	rest := line[len(name):]
	prop := property{name: name, params: map[string]string{}}
	for strings.HasPrefix(rest, ";") {
		match := paramPattern.FindStringSubmatch(rest)
		if match == nil {
			return prop, fmt.Errorf("parameters of %q", line)
		}
		if _, twice := prop.params[match[1]]; twice {
			return prop, fmt.Errorf("parameter %s twice in %q", match[1], line)
		}
		prop.params[match[1]] = strings.Trim(match[2], `"`)
		rest = rest[len(match[0]):]
	}
	if name == "" || !strings.HasPrefix(rest, ":") {
		return prop, fmt.Errorf("no property in %q", line)
	}
	prop.value = rest[1:]
	return prop, nil
}

// component is what stands between BEGIN and END.
type component struct {
	name  string
	props []property
	parts []*component
}

func (c *component) all(name string) []property {
	var found []property
	for _, prop := range c.props {
		if prop.name == name {
			found = append(found, prop)
		}
	}
	return found
}

// one returns the first property of a name, or an empty one.
func (c *component) one(name string) property {
	for _, prop := range c.props {
		if prop.name == name {
			return prop
		}
	}
	return property{}
}

// components reads the lines as one VCALENDAR; nil if they are not.
func (p *problems) components(lines []string) *component {
	root := &component{}
	open := []*component{root}
	for _, line := range lines {
		prop, err := parse(line)
		if err != nil {
			p.add("%s", err)
			return nil
		}
		inner := open[len(open)-1]
		switch {
		case prop.name == "BEGIN":
			part := &component{name: prop.value}
			inner.parts = append(inner.parts, part)
			open = append(open, part)
		case prop.name == "END" && len(open) > 1 && prop.value == inner.name:
			open = open[:len(open)-1]
		case prop.name == "END", len(open) == 1:
			p.add("%q does not belong there", line)
			return nil
		default:
			inner.props = append(inner.props, prop)
		}
	}
	if len(open) > 1 || len(root.parts) != 1 || root.parts[0].name != "VCALENDAR" {
		p.add("the file is not one VCALENDAR")
		return nil
	}
	return root.parts[0]
}
