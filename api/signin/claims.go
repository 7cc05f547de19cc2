package signin

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"poliskontor/scheduling"
)

// claims are what a provider says of a person.
type claims struct {
	subject, name string
	email         string
	verified      bool // the e-mail address, by the provider
	groups        []string
}

// saidClaims is a set of claims as it came.
type saidClaims map[string]json.RawMessage

// read takes the claims from the ID token, and those that it lacks from the userinfo
// endpoint.
func (a *authority) read(ctx context.Context, d *described, id *oidc.IDToken, token *oauth2.Token) (claims, error) {
	var inToken saidClaims
	if err := id.Claims(&inToken); err != nil {
		return claims{}, wrong("the ID token cannot be read")
	}
	sources := []saidClaims{inToken}
	if d.UserInfoEndpoint() != "" && (!inToken.has("email") || inToken.at(a.GroupsClaim) == nil) {
		info, err := d.UserInfo(ctx, oauth2.StaticTokenSource(token))
		if err != nil {
			return claims{}, refusal{codeProviderDown, "no userinfo"}
		}
		// Without this an access token of somebody else would add their claims
		// (OpenID Connect Core, 5.3.2).
		if info.Subject != id.Subject {
			return claims{}, wrong("userinfo of somebody else")
		}
		var inInfo saidClaims
		if err := info.Claims(&inInfo); err != nil {
			return claims{}, wrong("the userinfo cannot be read")
		}
		sources = append(sources, inInfo)
	}
	found := claims{subject: id.Subject}
	for _, s := range sources {
		if found.name == "" {
			found.name = strings.TrimSpace(printable(s.word("name"), scheduling.MaxName))
		}
		if found.email == "" { // with who vouches for that one, not for another
			found.email, found.verified = s.word("email"), s.truth(a.VerifiedClaim)
		}
		if found.groups == nil {
			found.groups = s.list(a.GroupsClaim)
		}
	}
	return found, nil
}

func (s saidClaims) has(name string) bool { return s.word(name) != "" }

func (s saidClaims) word(name string) string {
	var text string
	if json.Unmarshal(s[name], &text) != nil {
		return ""
	}
	return text
}

// truth reads a boolean; some providers write it as text, or as a number.
func (s saidClaims) truth(name string) bool {
	switch strings.Trim(string(s[name]), `"`) {
	case "true", "1":
		return true
	}
	return false
}

// at returns a claim by its name, or by a path of names with dots between; nil where
// there is none.
func (s saidClaims) at(path string) json.RawMessage {
	if value, found := s[path]; found {
		return value
	}
	first, rest, deeper := strings.Cut(path, ".")
	if !deeper {
		return nil
	}
	var inner saidClaims
	if json.Unmarshal(s[first], &inner) != nil {
		return nil
	}
	return inner.at(rest)
}

// list reads a list of texts, or a text alone.
func (s saidClaims) list(path string) []string {
	value := s.at(path)
	var list []string
	if json.Unmarshal(value, &list) == nil {
		return list
	}
	var one string
	if json.Unmarshal(value, &one) == nil && one != "" {
		return []string{one}
	}
	return nil
}
