package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"poliskontor/scheduling"
)

// Problem is how every refusal is answered (RFC 9457).
type Problem struct {
	Type      string          `json:"type" format:"uri-reference" doc:"Where the code is explained." example:"/api/docs#stale"`
	Title     string          `json:"title" doc:"What sort of problem it is, in the reader's language."`
	Status    int             `json:"status" doc:"The HTTP status." example:"412"`
	Detail    string          `json:"detail" doc:"What is wrong and what to do, in the reader's language."`
	Code      scheduling.Code `json:"code" doc:"The same in one word that never changes, for programs." example:"stale"`
	Errors    []ProblemAt     `json:"errors,omitempty" doc:"What is wrong, place by place."`
	Current   any             `json:"current,omitempty" doc:"With code stale: the thing as it is stored now."`
	RequestID string          `json:"requestId,omitempty" doc:"Names the request in the server's log."`
}

// ProblemAt is what is wrong at one place of a request.
type ProblemAt struct {
	Location string          `json:"location" doc:"Where it is wrong." example:"body.ends"`
	Code     scheduling.Code `json:"code" doc:"What is wrong, in one word that never changes." example:"end_before_start"`
	Message  string          `json:"message" doc:"What is wrong and what to do, in the reader's language."`
}

const problemType = "application/problem+json"

// Error returns the code.
func (p *Problem) Error() string { return string(p.Code) }

// GetStatus returns the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType returns the media type of problems.
func (p *Problem) ContentType(string) string { return problemType }

// word says a failure in a language.
func (f *failure) word(l language, status int) *Problem {
	p := &Problem{
		Type: "/api/docs#" + string(f.code), Title: l.title(status), Status: status,
		Detail: l.sentence(f.code, f.params), Code: f.code, Current: f.current,
	}
	for _, found := range f.faults {
		p.Errors = append(p.Errors, ProblemAt{
			Location: found.location, Code: found.code, Message: l.sentence(found.code, found.params)})
	}
	return p
}

// problem words an error for the request that it happened in. What is the server's
// fault goes to the log, with its cause, and only there.
func problem(ctx context.Context, f *failure, status int, cause error) *Problem {
	request := requestFrom(ctx)
	if status >= http.StatusInternalServerError {
		level := slog.LevelError
		switch {
		case errors.Is(cause, context.Canceled):
			level = slog.LevelInfo // the caller left
		case scheduling.IsAway(cause):
			level = slog.LevelDebug // the store says when it begins and when it ends
		case scheduling.KindOf(cause) == scheduling.Busy:
			level = slog.LevelWarn
		}
		request.log.Log(ctx, level, "request not answered", "request", request.id, "cause", cause)
	}
	p := f.word(request.language, status)
	p.RequestID = request.id
	return p
}

func init() {
	huma.NewError = func(status int, _ string, errs ...error) huma.StatusError {
		f, status := ofHuma(status, "", errs)
		return f.word(swedish, status)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, message string, errs ...error) huma.StatusError {
		f, status := ofHuma(status, message, errs)
		say := problem(ctx.Context(), f, status, errors.Join(errs...))
		ctx.SetHeader(echo.HeaderVary, "Accept-Language")
		ctx.SetHeader("Content-Language", string(requestFrom(ctx.Context()).language))
		f.comeBack(ctx.SetHeader)
		return say
	}
}

// refuse answers what failed outside the operations: no such address, a method
// that it does not know, a panic. People get a page, programs a problem.
func (a *api) refuse(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	f, status := understand(err)
	ctx := c.Request().Context()
	p := problem(ctx, f, status, err)
	f.comeBack(c.Response().Header().Set)
	send := a.sendProblem
	if !strings.HasPrefix(c.Request().URL.Path, apiPath) {
		send = func(c echo.Context, p *Problem) error { return a.Site.ErrorPage(c, p.Status) }
	}
	if err := send(c, p); err != nil {
		a.Log.InfoContext(ctx, "refusal not sent", "request", p.RequestID, "cause", err)
	}
}

func (a *api) sendProblem(c echo.Context, p *Problem) error {
	body, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("write the problem: %w", err)
	}
	header := c.Response().Header()
	header.Set(echo.HeaderVary, "Accept-Language")
	header.Set("Content-Language", string(requestFrom(c.Request().Context()).language))
	if c.Request().Method == http.MethodHead {
		body = nil
	}
	return c.Blob(p.Status, problemType, body)
}
