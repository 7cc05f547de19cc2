package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"
	"unicode"

	"poliskontor/api/signin"
	"poliskontor/atlas"
	"poliskontor/demo"
	"poliskontor/purge"
	"poliskontor/safelog"
	"poliskontor/telemetry"
)

// databaseConfig says where everything is kept.
type databaseConfig struct {
	Database string `env:"POLISKONTOR_DATABASE" default:"sqlite:data/poliskontor.db" help:"sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME."`
}

// logConfig says what is logged, and how.
type logConfig struct {
	LogLevel  string `env:"POLISKONTOR_LOG_LEVEL" enum:"debug,info,warn,error" default:"info" help:"Least level that is logged: debug, info, warn or error."`
	LogFormat string `env:"POLISKONTOR_LOG_FORMAT" enum:"text,json" default:"text" help:"text or json, on standard error."`
}

func (c logConfig) logger(std stdio) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "json" {
		return slog.New(safelog.New(slog.NewJSONHandler(std.err, options)))
	}
	return slog.New(safelog.New(slog.NewTextHandler(std.err, options)))
}

// serveConfig is all that a server can be told. Every value has a working default.
type serveConfig struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`
	oidcConfig     `embed:""`
	openDataConfig `embed:""`
	mailConfig     `embed:""`
	weedingConfig  `embed:""`
	privateConfig  `embed:""`
	tracingConfig  `embed:""`
	purgeConfig    `embed:""`

	Addr                 string        `env:"POLISKONTOR_ADDR" default:"127.0.0.1:8080" help:"Address to listen on."`
	PublicURL            string        `env:"POLISKONTOR_PUBLIC_URL" help:"Address that the public reaches, such as https://poliskontor.example.se. Without it, links follow the request."`
	Brand                string        `env:"POLISKONTOR_BRAND" default:"Mobilt poliskontor" help:"Name at the top of the public pages."`
	Demo                 bool          `env:"POLISKONTOR_DEMO" help:"Load the demonstration data if the database is empty; its accounts have a password that everybody knows."`
	Map                  string        `env:"POLISKONTOR_MAP" help:"GeoJSON file that maps are drawn from; docs/maps.md says what is in it."`
	SecurityContact      []string      `env:"POLISKONTOR_SECURITY_CONTACT" sep:"," help:"Where faults in security are reported, as mailto:, https: or tel: addresses; shown in /.well-known/security.txt."`
	AccessibilityContact []string      `env:"POLISKONTOR_ACCESSIBILITY_CONTACT" sep:"," help:"Where barriers are reported, as mailto:, https: or tel: addresses; shown in the accessibility statement."`
	TrustedProxies       []string      `env:"POLISKONTOR_TRUSTED_PROXIES" sep:"," help:"Networks of reverse proxies whose X-Forwarded-For counts, such as 10.0.0.0/8."`
	Snapshot             string        `env:"POLISKONTOR_SNAPSHOT" help:"File that keeps what is public, so that a server without its database can start and show it; each server needs one of its own. Beside an SQLite database unless said otherwise; with PostgreSQL only where it is named here."`
	Drain                time.Duration `env:"POLISKONTOR_DRAIN" default:"0s" help:"How long the server answers as before when it is told to stop, while /readyz already says no: time for a load balancer to send its readers elsewhere."`
	Grace                time.Duration `env:"POLISKONTOR_GRACE" default:"10s" help:"How long requests may still take when the server is told to stop."`
}

// settings is a checked serveConfig.
type settings struct {
	publicURL       *url.URL // nil when links follow the request
	trustedProxies  []netip.Prefix
	securityContact []string
	providers       []signin.Provider
	atlas           *atlas.Data          // nil where nothing is said
	mail            *mailSettings        // nil where nobody gets e-mail
	traces          *telemetry.Collector // nil where nobody gets traces
	purge           *purge.Config        // nil where no cache is told of changes
}

// check returns the settings, or one line that says which value is wrong and how.
func (c serveConfig) check() (settings, error) {
	var s settings
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		return s, fmt.Errorf("POLISKONTOR_ADDR %q is not HOST:PORT", c.Addr)
	}
	if c.PublicURL != "" {
		parsed, err := url.Parse(c.PublicURL)
		if err != nil || parsed.Host == "" || parsed.Scheme != "https" && parsed.Scheme != "http" ||
			strings.Trim(parsed.Path, "/") != "" || parsed.RawQuery != "" || parsed.User != nil {
			return s, fmt.Errorf("POLISKONTOR_PUBLIC_URL %q is not an address such as https://poliskontor.example.se", c.PublicURL)
		}
		s.publicURL = &url.URL{Scheme: parsed.Scheme, Host: parsed.Host}
	}
	for _, network := range c.TrustedProxies {
		prefix, err := netip.ParsePrefix(network)
		if err != nil {
			return s, fmt.Errorf("POLISKONTOR_TRUSTED_PROXIES: %q is not a network such as 10.0.0.0/8", network)
		}
		s.trustedProxies = append(s.trustedProxies, prefix)
	}
	if err := checkContacts("POLISKONTOR_SECURITY_CONTACT", c.SecurityContact); err != nil {
		return s, err
	}
	s.securityContact = c.SecurityContact
	if err := checkContacts("POLISKONTOR_ACCESSIBILITY_CONTACT", c.AccessibilityContact); err != nil {
		return s, err
	}
	if err := c.openDataConfig.check(); err != nil {
		return s, err
	}
	if err := c.privateConfig.check(); err != nil {
		return s, err
	}
	if c.Grace < 0 {
		return s, errors.New("POLISKONTOR_GRACE is negative")
	}
	if c.Drain < 0 {
		return s, errors.New("POLISKONTOR_DRAIN is negative")
	}
	var err error
	if s.atlas, err = c.atlas(); err != nil {
		return s, fmt.Errorf("POLISKONTOR_MAP: %w", err)
	}
	if s.purge, err = c.purgeConfig.settings(); err != nil {
		return s, err
	}
	if s.traces, err = c.tracingConfig.collector(); err != nil {
		return s, err
	}
	if s.mail, err = c.mailConfig.settings(s.publicURL); err != nil {
		return s, err
	}
	s.providers, err = c.oidcConfig.providers(s.publicURL)
	return s, err
}

// snapshotFile is where what is public is kept on disk, "" for nowhere.
func (c serveConfig) snapshotFile() string {
	if path, local := strings.CutPrefix(c.Database, "sqlite:"); local && c.Snapshot == "" {
		return path + ".snapshot"
	}
	return c.Snapshot
}

// checkContacts returns one line on the first address that nobody can turn to.
func checkContacts(name string, contacts []string) error {
	for _, contact := range contacts {
		address, err := url.Parse(contact)
		if err != nil || address.Scheme != "mailto" && address.Scheme != "https" && address.Scheme != "tel" || strings.ContainsFunc(contact, unicode.IsSpace) {
			return fmt.Errorf("%s: %q is not an address such as mailto:kontakt@example.se", name, contact)
		}
	}
	return nil
}

// atlas reads what maps are drawn from. The demonstration brings its own.
func (c serveConfig) atlas() (*atlas.Data, error) {
	switch {
	case c.Map != "":
		file, err := os.Open(c.Map)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		return atlas.Read(file)
	case c.Demo:
		return atlas.Read(bytes.NewReader(demo.Map))
	}
	return nil, nil
}
