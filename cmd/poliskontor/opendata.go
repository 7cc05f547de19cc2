package main

import (
	"fmt"
	"net/mail"
	"net/url"
	"strings"

	"poliskontor/api/site"
)

// openDataConfig says who publishes the open data, and what others may do with it.
type openDataConfig struct {
	Publisher       string `env:"POLISKONTOR_PUBLISHER" default:"Polismyndigheten" help:"Who is behind the visits, as open data says it."`
	PublisherURL    string `env:"POLISKONTOR_PUBLISHER_URL" default:"https://polisen.se/" help:"The publisher's own site."`
	PublisherType   string `env:"POLISKONTOR_PUBLISHER_TYPE" default:"http://purl.org/adms/publishertype/NationalAuthority" help:"What kind of publisher, as data portals name it."`
	OpenDataContact string `env:"POLISKONTOR_OPEN_DATA_CONTACT" help:"E-mail address for questions about the open data; without it the catalogue names none."`
	OpenDataLicence string `env:"POLISKONTOR_OPEN_DATA_LICENCE" default:"http://creativecommons.org/publicdomain/zero/1.0/" help:"Address of the licence of the open data."`
}

// check returns one line on the first value that is wrong.
func (c openDataConfig) check() error {
	if strings.TrimSpace(c.Publisher) == "" {
		return fmt.Errorf("POLISKONTOR_PUBLISHER is empty")
	}
	for _, value := range []struct{ name, address string }{
		{"POLISKONTOR_PUBLISHER_URL", c.PublisherURL}, {"POLISKONTOR_PUBLISHER_TYPE", c.PublisherType},
		{"POLISKONTOR_OPEN_DATA_LICENCE", c.OpenDataLicence},
	} {
		u, err := url.Parse(value.address)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" ||
			strings.ContainsFunc(value.address, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("<>\"{}|^`\\", r) }) {
			return fmt.Errorf("%s %q is not an address such as https://example.se/", value.name, value.address)
		}
	}
	if c.OpenDataContact == "" {
		return nil
	}
	if address, err := mail.ParseAddress(c.OpenDataContact); err != nil || address.Address != c.OpenDataContact ||
		strings.ContainsFunc(c.OpenDataContact, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("<>\"{}|^`\\?#%", r) }) {
		return fmt.Errorf("POLISKONTOR_OPEN_DATA_CONTACT %q is not an e-mail address", c.OpenDataContact)
	}
	return nil
}

// demonstrationContact answers nobody, and is used where all else is made up too.
const demonstrationContact = "oppnadata@exempel.se"

func (c openDataConfig) publisher(demonstration bool) site.Publisher {
	p := site.Publisher{Name: c.Publisher, Page: c.PublisherURL, Type: c.PublisherType, Contact: c.OpenDataContact, Licence: c.OpenDataLicence}
	if demonstration && p.Contact == "" {
		p.Contact = demonstrationContact
	}
	return p
}
