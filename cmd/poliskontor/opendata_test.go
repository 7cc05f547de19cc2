package main

import (
	"strings"
	"testing"
)

// usualOpenData is what kong fills in.
var usualOpenData = openDataConfig{Publisher: "Polismyndigheten", PublisherURL: "https://polisen.se/",
	PublisherType: "http://purl.org/adms/publishertype/NationalAuthority", OpenDataLicence: "http://creativecommons.org/publicdomain/zero/1.0/"}

func TestOpenDataSettings(t *testing.T) {
	good := usualOpenData
	if err := good.check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*openDataConfig){
		"POLISKONTOR_PUBLISHER":         func(c *openDataConfig) { c.Publisher = " " },
		"POLISKONTOR_PUBLISHER_URL":     func(c *openDataConfig) { c.PublisherURL = "polisen.se" },
		"POLISKONTOR_PUBLISHER_TYPE":    func(c *openDataConfig) { c.PublisherType = "NationalAuthority" },
		"POLISKONTOR_OPEN_DATA_CONTACT": func(c *openDataConfig) { c.OpenDataContact = "Polisen <data@example.se>" },
		"POLISKONTOR_OPEN_DATA_LICENCE": func(c *openDataConfig) { c.OpenDataLicence = "https://example.se/a>b" },
	} {
		bad := good
		change(&bad)
		if err := bad.check(); err == nil || !strings.HasPrefix(err.Error(), name+" ") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if p := good.publisher(true); p.Contact != demonstrationContact || good.publisher(false).Contact != "" {
		t.Errorf("the demonstration's contact is %q", p.Contact)
	}
	good.OpenDataContact = "data@example.se"
	if p := good.publisher(true); p.Contact != "data@example.se" || good.check() != nil {
		t.Errorf("a configured contact becomes %q", p.Contact)
	}
}
