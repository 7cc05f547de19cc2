package alerts

import (
	"fmt"
	"html/template"
	"strings"
)

// Letter is a mail as it is sent.
type Letter struct {
	ID      string // its Message-ID's first part, the same each time that it is tried
	To      string
	Subject string
	Text    string
	HTML    string
	// Unsubscribe is an address that ends the subscription when it is posted to (RFC 8058);
	// "" for a mail to somebody who has not subscribed.
	Unsubscribe string
}

// draft is a letter in parts, which are written as plain text and as HTML.
type draft struct {
	Lang    string
	Subject string
	Parts   []part
	Foot    []part
}

// part is some lines with a heading and a link, each of which may be missing.
type part struct {
	Heading string
	Lines   []string
	URL     string
	Action  string
}

// plain is the draft as text. Links stand on lines of their own, so that every program
// finds where they end.
func (d draft) plain() string {
	var b strings.Builder
	write := func(parts []part) {
		for _, p := range parts {
			for _, line := range append([]string{p.Heading}, p.Lines...) {
				if line != "" {
					b.WriteString(line + "\n")
				}
			}
			if p.URL != "" {
				b.WriteString(p.Action + ":\n" + p.URL + "\n")
			}
			b.WriteString("\n")
		}
	}
	write(d.Parts)
	b.WriteString("-- \n")
	write(d.Foot)
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// page is the draft as HTML. It loads nothing from anywhere, and no link tells who followed it.
var page = template.Must(template.New("letter").Parse(`{{define "part"}}
{{- with .Heading}}
<h2 style="font-size:18px;margin:24px 0 0">{{.}}</h2>
{{- end}}
{{- with .Lines}}
<p style="margin:8px 0">{{range $i, $line := .}}{{if $i}}<br>
{{end}}{{$line}}{{end}}</p>
{{- end}}
{{- if .URL}}
<p style="margin:8px 0"><a href="{{.URL}}">{{.Action}}</a></p>
{{- end}}
{{- end -}}
<!doctype html>
<html lang="{{.Lang}}">
<head><meta charset="utf-8"><title>{{.Subject}}</title></head>
<body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em">
{{- range .Parts}}{{template "part" .}}{{end}}
<hr>
{{- range .Foot}}{{template "part" .}}{{end}}
</body>
</html>
`))

// written is the letter with both of its bodies.
func (d draft) written() (Letter, error) {
	var html strings.Builder
	if err := page.Execute(&html, d); err != nil {
		return Letter{}, fmt.Errorf("write a mail: %w", err)
	}
	return Letter{Subject: d.Subject, Text: d.plain(), HTML: html.String()}, nil
}
