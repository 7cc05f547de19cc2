package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
)

// bodyTimeout is how long a caller may take to send a body.
const bodyTimeout = 30 * time.Second

// What an operation may be authorised by.
const (
	bearer = "bearer" // a token
	cookie = "session"
)

// permissionKey is where an operation says which permission it needs.
const permissionKey = "permission"

// handle adds an operation that needs a permission.
func handle[I, O any](a *api, needs accounts.Permission, method, path, id string, handler func(context.Context, *I) (*O, error)) {
	huma.Register(a.huma, permitted(needs, method, path, id), handler)
}

// permitted describes an operation that needs a permission.
func permitted(needs accounts.Permission, method, path, id string) huma.Operation {
	operation := describe(method, path, id)
	operation.Security = []map[string][]string{{bearer: {}}, {cookie: {}}}
	operation.Metadata = map[string]any{permissionKey: needs}
	operation.Extensions = map[string]any{"x-permission": needs}
	operation.Errors = append(operation.Errors, http.StatusUnauthorized, http.StatusForbidden)
	return operation
}

// own adds an operation on the caller's own account, for those who have signed in:
// a token does not change what opens the account.
func own[I, O any](a *api, method, path, id string, handler func(context.Context, *I) (*O, error)) {
	operation := describe(method, path, id)
	operation.Security = []map[string][]string{{cookie: {}}}
	operation.Errors = append(operation.Errors, http.StatusUnauthorized, http.StatusForbidden)
	huma.Register(a.huma, operation, handler)
}

// open adds an operation that everyone may use, for GET and HEAD.
func open[I, O any](a *api, path, id string, handler func(context.Context, *I) (*O, error)) {
	operation := describe(http.MethodGet, path, id)
	operation.Security = []map[string][]string{}
	huma.Register(a.huma, operation, handler)
	operation = describe(http.MethodHead, path, id)
	operation.OperationID, operation.Hidden = id+"Head", true
	operation.Security = []map[string][]string{}
	huma.Register(a.huma, operation, handler)
}

// describe returns an operation with its words. Its errors are those that the method can
// lead to; what is not found may be in the path, the query or the body.
func describe(method, path, id string) huma.Operation {
	words := wordsOf(id)
	operation := huma.Operation{
		OperationID: id, Method: method, Path: path, Summary: words.summary, Description: words.description,
		Tags: []string{words.tag}, MaxBodyBytes: -1, BodyReadTimeout: bodyTimeout, RejectUnknownQueryParameters: true,
		Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusInternalServerError},
	}
	if !safe(method) {
		operation.Parameters = append(operation.Parameters, idempotent())
	}
	switch method {
	case http.MethodPost:
		operation.Errors = append(operation.Errors, http.StatusBadRequest, http.StatusConflict,
			http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	case http.MethodPut:
		operation.Errors = append(operation.Errors, http.StatusBadRequest, http.StatusConflict, http.StatusPreconditionFailed,
			http.StatusPreconditionRequired, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	case http.MethodDelete:
		operation.Errors = append(operation.Errors, http.StatusBadRequest, http.StatusConflict,
			http.StatusPreconditionFailed, http.StatusPreconditionRequired)
	}
	if words.versioned {
		operation.Errors = append(operation.Errors, http.StatusPreconditionFailed, http.StatusPreconditionRequired)
	}
	if words.creates {
		operation.DefaultStatus = http.StatusCreated
	}
	return operation
}

// page adds an address outside the OpenAPI document, for GET and HEAD.
func (a *api) page(path string, handler echo.HandlerFunc) {
	a.echo.GET(path, handler)
	a.echo.HEAD(path, handler)
}

// elsewhere matches what no other address of the API does.
const elsewhere = "/api/*"

// noRoute answers what no operation does. Echo comes here also where an address is
// known with other methods, so that it is to say which (RFC 9110, 15.5.6).
func (a *api) noRoute(c echo.Context) error {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete} {
		found := a.echo.NewContext(c.Request(), nil)
		a.echo.Router().Find(method, echo.GetPath(c.Request()), found)
		if found.Path() != elsewhere {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 {
		return &failure{code: codeRouteUnknown}
	}
	c.Response().Header().Set(echo.HeaderAllow, strings.Join(allowed, ", "))
	return &failure{code: codeMethodNotAllowed}
}

// answer is one thing with its version.
type answer[T any] struct {
	ETag string `header:"ETag" doc:"The version in quotation marks, for If-Match."`
	Body T
}

// created is answer for a new thing.
type created[T any] struct {
	Location string `header:"Location" doc:"Where the new thing is found."`
	ETag     string `header:"ETag" doc:"The version in quotation marks, for If-Match."`
	Body     T
}

// byID names a thing.
type byID struct {
	ID Ref `path:"id" doc:"Its ID."`
}
