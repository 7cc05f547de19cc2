package api

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"poliskontor/scheduling"
)

// actorName is who the audit log says acted through the API.
const actorName = "api"

// authenticate lets through what is open and what bears the token (RFC 6750), and
// says for the audit log who acts.
func (a *api) authenticate(ctx huma.Context, next func(huma.Context)) {
	if len(ctx.Operation().Security) == 0 {
		next(ctx)
		return
	}
	scheme, token, _ := strings.Cut(ctx.Header(echo.HeaderAuthorization), " ")
	token = strings.TrimSpace(token)
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		a.unauthorized(ctx, codeTokenMissing, `Bearer realm="poliskontor"`)
		return
	}
	if a.Token == "" || !same(token, a.Token) {
		a.unauthorized(ctx, codeTokenWrong, `Bearer realm="poliskontor", error="invalid_token"`)
		return
	}
	actor := scheduling.Actor{Name: actorName, From: humaecho.UnwrapV4(ctx).RealIP()}
	next(huma.WithContext(ctx, scheduling.WithActor(ctx.Context(), actor)))
}

// same compares in a time that tells nothing of either secret.
func same(given, wanted string) bool {
	g, w := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(wanted))
	return subtle.ConstantTimeCompare(g[:], w[:]) == 1
}

func (a *api) unauthorized(ctx huma.Context, code scheduling.Code, challenge string) {
	ctx.SetHeader(echo.HeaderWWWAuthenticate, challenge)
	// An error here is a lost connection, which Huma logs.
	_ = huma.WriteErr(a.huma, ctx, http.StatusUnauthorized, "", &failure{code: code})
}
