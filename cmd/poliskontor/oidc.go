package main

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"poliskontor/accounts"
	"poliskontor/api/signin"
)

// oidcConfig says how people sign in through their authority's OpenID provider.
type oidcConfig struct {
	Police providerConfig `embed:"" prefix:"oidc-police-" envprefix:"POLISKONTOR_OIDC_POLICE_" group:"Sign-in through the police's OpenID provider"`
	Kommun providerConfig `embed:"" prefix:"oidc-kommun-" envprefix:"POLISKONTOR_OIDC_KOMMUN_" group:"Sign-in through the kommun's OpenID provider"`
}

// providerConfig is what one provider needs. Without an issuer there is none.
type providerConfig struct {
	Issuer           string `env:"ISSUER" help:"The provider's address, such as https://login.example.se. Without it nobody signs in this way."`
	ClientID         string `env:"CLIENT_ID" help:"What the provider calls this server."`
	ClientSecret     string `env:"CLIENT_SECRET" help:"What this server proves itself with to the provider."`
	ClientSecretFile string `env:"CLIENT_SECRET_FILE" help:"A file that holds the secret, instead."`
	Name             string `env:"NAME" help:"What the button says."`
	GroupsClaim      string `env:"GROUPS_CLAIM" default:"groups" help:"The claim that lists a person's groups; a.b for b in a."`
	VerifiedClaim    string `env:"VERIFIED_CLAIM" default:"email_verified" help:"The claim by which the provider says that it has verified the e-mail address."`
	Roles            string `env:"ROLES" help:"What groups may do: GROUP=role@district-slug, separated by commas; @* for every district."`
	Scopes           string `env:"SCOPES" default:"profile email" help:"What is asked for beside openid, separated by spaces."`
}

// providers returns the providers that are configured, or one line that says which
// value is wrong and how. publicURL is nil where none is configured.
func (c oidcConfig) providers(publicURL *url.URL) ([]signin.Provider, error) {
	var all []signin.Provider
	for _, one := range []struct {
		providerConfig
		variables string
		base      signin.Provider
	}{
		{c.Police, "POLISKONTOR_OIDC_POLICE_", signin.Provider{ID: "polis", Authority: accounts.Police, Name: "Logga in med Polisens konto"}},
		{c.Kommun, "POLISKONTOR_OIDC_KOMMUN_", signin.Provider{ID: "kommun", Authority: accounts.Municipality, Name: "Logga in med kommunens konto"}},
	} {
		if one.Issuer == "" {
			if one.ClientID != "" || one.ClientSecret != "" || one.ClientSecretFile != "" || one.Roles != "" {
				return nil, fmt.Errorf("%sISSUER is missing", one.variables)
			}
			continue
		}
		if publicURL == nil {
			return nil, fmt.Errorf("POLISKONTOR_PUBLIC_URL is missing: %sISSUER sends people back there", one.variables)
		}
		p, variable, err := one.provider(one.base)
		if err != nil {
			return nil, fmt.Errorf("%s%s: %w", one.variables, variable, err)
		}
		all = append(all, p)
	}
	return all, nil
}

// provider completes a provider, or says which variable is wrong and how.
func (c providerConfig) provider(p signin.Provider) (_ signin.Provider, variable string, _ error) {
	p.Issuer, p.ClientID, p.GroupsClaim, p.VerifiedClaim = c.Issuer, c.ClientID, c.GroupsClaim, c.VerifiedClaim
	p.Scopes = strings.Fields(c.Scopes)
	if c.Name != "" {
		p.Name = c.Name
	}
	if err := signin.CheckIssuer(c.Issuer); err != nil {
		return p, "ISSUER", err
	}
	if c.ClientID == "" {
		return p, "CLIENT_ID", errNotSet
	}
	if c.GroupsClaim == "" {
		return p, "GROUPS_CLAIM", errNotSet
	}
	if c.VerifiedClaim == "" {
		return p, "VERIFIED_CLAIM", errNotSet
	}
	secret, variable, err := c.secret()
	if err != nil {
		return p, variable, err
	}
	p.Secret = accounts.Secret(secret)
	if p.Roles, err = signin.ParseMapping(c.Roles); err != nil {
		return p, "ROLES", err
	}
	if len(p.Roles) == 0 {
		return p, "ROLES", errors.New("is missing: nobody would have a role, as in GROUP=planner@kristianstad")
	}
	return p, "", nil
}

var errNotSet = errors.New("is missing")

// secret returns the client's secret from the one place that names it.
func (c providerConfig) secret() (secret, variable string, _ error) {
	switch {
	case c.ClientSecret != "" && c.ClientSecretFile != "":
		return "", "CLIENT_SECRET", errors.New("is set beside CLIENT_SECRET_FILE; set one of them")
	case c.ClientSecret != "":
		return c.ClientSecret, "", nil
	case c.ClientSecretFile == "":
		return "", "CLIENT_SECRET_FILE", errNotSet
	}
	secret, err := fromFile(c.ClientSecretFile)
	if err != nil {
		return "", "CLIENT_SECRET_FILE", err
	}
	return secret, "", nil
}
