package main

import (
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"poliskontor/accounts"
	"poliskontor/api/signin"
)

const canary = "canary-secret"

func TestProviders(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte(canary+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	address := &url.URL{Scheme: "https", Host: "poliskontor.example.se"}
	config := oidcConfig{
		Police: providerConfig{Issuer: "https://login.polisen.example", ClientID: "a", ClientSecretFile: file, GroupsClaim: "groups", VerifiedClaim: "email_verified",
			Roles: "P=planner@kristianstad,A=admin@*", Scopes: "profile email groups"},
		Kommun: providerConfig{Issuer: "https://login.kommun.example", ClientID: "b", ClientSecret: canary, GroupsClaim: "realm_access.roles", VerifiedClaim: "xms_edov",
			Roles: "C=coordinator@kristianstad", Name: "Kristianstads kommun"},
	}
	got, err := config.providers(address)
	if err != nil || len(got) != 2 {
		t.Fatalf("%v, %v", got, err)
	}
	police, kommun := got[0], got[1]
	if police.ID != "polis" || police.Authority != accounts.Police || police.Secret != canary || police.Name != "Logga in med Polisens konto" ||
		!slices.Equal(police.Scopes, []string{"profile", "email", "groups"}) ||
		!slices.Equal(police.Roles, signin.Mapping{{Group: "P", Role: accounts.Planner, District: "kristianstad"}, {Group: "A", Role: accounts.Admin, District: "*"}}) {
		t.Errorf("police: %+v", police)
	}
	if kommun.ID != "kommun" || kommun.Authority != accounts.Municipality || kommun.Secret != canary || kommun.Name != "Kristianstads kommun" || kommun.VerifiedClaim != "xms_edov" {
		t.Errorf("kommun: %+v", kommun)
	}
	if none, err := (oidcConfig{}).providers(nil); err != nil || len(none) != 0 {
		t.Errorf("none configured: %v, %v", none, err)
	}
}

// TestWrongProviders sees that a mistake is one line that names the variable, and no
// secret.
func TestWrongProviders(t *testing.T) {
	for name, test := range map[string]struct {
		set  []string // over a configuration that works
		says string
	}{
		"issuer":             {[]string{"ISSUER=login.example"}, "POLISKONTOR_OIDC_KOMMUN_ISSUER"},
		"issuer in clear":    {[]string{"ISSUER=http://login.example"}, "POLISKONTOR_OIDC_KOMMUN_ISSUER"},
		"no issuer":          {[]string{"ISSUER="}, "POLISKONTOR_OIDC_KOMMUN_ISSUER is missing"},
		"no client":          {[]string{"CLIENT_ID="}, "POLISKONTOR_OIDC_KOMMUN_CLIENT_ID"},
		"no secret":          {[]string{"CLIENT_SECRET="}, "POLISKONTOR_OIDC_KOMMUN_CLIENT_SECRET_FILE: is missing"},
		"two secrets":        {[]string{"CLIENT_SECRET_FILE=/nowhere"}, "POLISKONTOR_OIDC_KOMMUN_CLIENT_SECRET: is set beside"},
		"no such file":       {[]string{"CLIENT_SECRET=", "CLIENT_SECRET_FILE=/nowhere"}, "POLISKONTOR_OIDC_KOMMUN_CLIENT_SECRET_FILE: cannot be read"},
		"an empty file":      {[]string{"CLIENT_SECRET=", "CLIENT_SECRET_FILE=/dev/null"}, "/dev/null is empty"},
		"no claim":           {[]string{"GROUPS_CLAIM="}, "POLISKONTOR_OIDC_KOMMUN_GROUPS_CLAIM"},
		"no claim to verify": {[]string{"VERIFIED_CLAIM="}, "POLISKONTOR_OIDC_KOMMUN_VERIFIED_CLAIM"},
		"no roles":           {[]string{"ROLES="}, "POLISKONTOR_OIDC_KOMMUN_ROLES: is missing"},
		"an unknown role":    {[]string{"ROLES=C=boss@*"}, "POLISKONTOR_OIDC_KOMMUN_ROLES"},
		"no public address":  {[]string{"PUBLIC_URL="}, "POLISKONTOR_PUBLIC_URL is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			values := []string{"ISSUER=https://login.example", "CLIENT_ID=poliskontor", "CLIENT_SECRET=" + canary, "ROLES=C=coordinator@*",
				"PUBLIC_URL=https://poliskontor.example.se"}
			t.Setenv("POLISKONTOR_DATABASE", "sqlite:"+filepath.Join(t.TempDir(), "db"))
			for _, pair := range append(values, test.set...) {
				key, value, _ := strings.Cut(pair, "=")
				if key == "PUBLIC_URL" {
					t.Setenv("POLISKONTOR_PUBLIC_URL", value)
				} else {
					t.Setenv("POLISKONTOR_OIDC_KOMMUN_"+key, value)
				}
			}
			out, err := command(t, "serve")
			if err == nil {
				t.Fatal("the server started")
			}
			said := err.Error()
			if !strings.Contains(said, test.says) || strings.Contains(said, "\n") || strings.Contains(said+out, canary) {
				t.Errorf("it says %q after %q", said, out)
			}
		})
	}
}
