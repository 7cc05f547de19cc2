package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"poliskontor/purge"
	"poliskontor/scheduling/fetching"
)

// purgeConfig says which caches in front of the server are told what has changed.
type purgeConfig struct {
	PurgeURL        []string `env:"POLISKONTOR_PURGE_URL" sep:"," help:"Addresses of the caches that are told, after each change, which answers they may no longer give: by their keys, in Surrogate-Key."`
	PurgeMethod     string   `env:"POLISKONTOR_PURGE_METHOD" default:"PURGE" help:"Method of those requests: PURGE, or POST for Fastly."`
	PurgeHeaderFile string   `env:"POLISKONTOR_PURGE_HEADER_FILE" help:"File with a header of those requests, such as Fastly-Key: TOKEN."`
}

var methodPattern = regexp.MustCompile(`^[A-Z]{3,20}$`)

// settings returns how caches are told; nil where there are none. The log is still missing.
func (c purgeConfig) settings() (*purge.Config, error) {
	if len(c.PurgeURL) == 0 {
		return nil, nil
	}
	for _, given := range c.PurgeURL {
		address, err := url.Parse(given)
		if err != nil || address.Host == "" || address.Scheme != "http" && address.Scheme != "https" {
			return nil, fmt.Errorf("POLISKONTOR_PURGE_URL: %q is not an address such as http://127.0.0.1:6081/", given)
		}
		if address.User != nil {
			return nil, errors.New("POLISKONTOR_PURGE_URL holds a password, which would be in the log: use POLISKONTOR_PURGE_HEADER_FILE")
		}
	}
	if !methodPattern.MatchString(c.PurgeMethod) {
		return nil, fmt.Errorf("POLISKONTOR_PURGE_METHOD %q is no method", c.PurgeMethod)
	}
	settings := &purge.Config{URLs: c.PurgeURL, Method: c.PurgeMethod, Header: http.Header{}}
	if c.PurgeHeaderFile == "" {
		return settings, nil
	}
	written, err := os.ReadFile(c.PurgeHeaderFile)
	if err != nil {
		return nil, fmt.Errorf("POLISKONTOR_PURGE_HEADER_FILE: %w", err)
	}
	name, value, found := strings.Cut(strings.TrimSpace(string(written)), ":")
	value = strings.TrimSpace(value)
	if !found || name == "" || value == "" || strings.ContainsAny(name, " \r\n") || strings.ContainsAny(value, "\r\n") {
		return nil, fmt.Errorf("POLISKONTOR_PURGE_HEADER_FILE: %s is not one line such as Fastly-Key: TOKEN", c.PurgeHeaderFile)
	}
	settings.Header.Set(name, value)
	return settings, nil
}

// siteHooks are who hears of what citizens are shown; nil for nobody.
type siteHooks struct {
	refreshed func(took time.Duration, err error)
	changed   func(keys []string)
	fetched   func(fetching.Fetch)
}

// hooks makes what hears of what citizens are shown.
func (a *App) hooks(set settings) siteHooks {
	hooks := siteHooks{fetched: a.fetched}
	if a.metrics != nil {
		hooks.refreshed = a.metrics.Refreshed
	}
	if set.purge != nil {
		config := *set.purge
		config.Log = a.log
		a.purger = purge.New(config)
		hooks.changed = a.purger.Purge
	}
	return hooks
}
