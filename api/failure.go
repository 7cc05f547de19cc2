package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// failure is why a request is refused, before it is worded.
type failure struct {
	code    scheduling.Code
	params  map[string]string
	faults  []fault
	current any // the stored thing as the API shows it, where the caller's is stale
}

// fault is what is wrong at one place of a request.
type fault struct {
	location string // "body.ends", "query.from", "path.id"
	code     scheduling.Code
	params   map[string]string
}

func (f *failure) Error() string { return string(f.code) }

func (f *fault) Error() string { return f.location + " " + string(f.code) }

// invalid is a failure about one place of a request.
func invalid(location string, code scheduling.Code) *failure {
	return &failure{code: scheduling.CodeInvalid, faults: []fault{{location: location, code: code}}}
}

// statusOfKind maps what the domain refuses to what HTTP calls it.
var statusOfKind = map[scheduling.Kind]int{
	scheduling.Invalid:  http.StatusUnprocessableEntity,
	scheduling.NotFound: http.StatusNotFound,
	scheduling.Conflict: http.StatusConflict,
	scheduling.Stale:    http.StatusPreconditionFailed,
	scheduling.Refused:  http.StatusConflict,

	scheduling.Forbidden: http.StatusForbidden,
	scheduling.Later:     http.StatusTooManyRequests,
	scheduling.Busy:      http.StatusServiceUnavailable,
}

// statusOfCode is the status of what the API refuses by itself; what is missing
// here is the input's fault (422).
var statusOfCode = map[scheduling.Code]int{
	codeRouteUnknown:        http.StatusNotFound,
	scheduling.CodeNotFound: http.StatusNotFound,
	codeMethodNotAllowed:    http.StatusMethodNotAllowed,
	codeBadRequest:          http.StatusBadRequest,
	codeTokenMissing:        http.StatusUnauthorized,
	codeTokenWrong:          http.StatusUnauthorized,
	codeSignInNeeded:        http.StatusUnauthorized,
	codeCrossSite:           http.StatusForbidden,
	accounts.CodeForbidden:  http.StatusForbidden,
	codeVersionMissing:      http.StatusPreconditionRequired,
	codeIfMatch:             http.StatusBadRequest,
	codeKeyUnreadable:       http.StatusBadRequest,
	codeKeyReused:           http.StatusUnprocessableEntity,
	codeAnswerLost:          http.StatusConflict,
	scheduling.CodeUnderWay: http.StatusConflict,
	codeBodyMissing:         http.StatusBadRequest,
	codeBodyUnreadable:      http.StatusBadRequest,
	codeBodyTimeout:         http.StatusRequestTimeout,
	codeBodyTooLarge:        http.StatusRequestEntityTooLarge,
	codeContentType:         http.StatusUnsupportedMediaType,
	codeJSONSyntax:          http.StatusBadRequest,
	codeJSONDepth:           http.StatusBadRequest,
	codeNotUTF8:             http.StatusBadRequest,
	codeInternal:            http.StatusInternalServerError,
	codeUnavailable:         http.StatusServiceUnavailable,
}

// codeOfStatus is the code of what Echo and Huma refuse by a status alone.
var codeOfStatus = map[int]scheduling.Code{
	http.StatusUnauthorized:          codeSignInNeeded,
	http.StatusNotFound:              codeRouteUnknown,
	http.StatusMethodNotAllowed:      codeMethodNotAllowed,
	http.StatusRequestTimeout:        codeBodyTimeout,
	http.StatusRequestEntityTooLarge: codeBodyTooLarge,
	http.StatusUnsupportedMediaType:  codeContentType,
	http.StatusServiceUnavailable:    codeUnavailable,
}

// understand turns any error into a failure with its status. Only what is known to
// be the caller's mistake is told to the caller; the rest is a plain 500.
func understand(err error) (*failure, int) {
	var known *failure
	if errors.As(err, &known) {
		return known, known.status()
	}
	var refused *scheduling.Error
	if errors.As(err, &refused) {
		return ofDomain(refused)
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return &failure{code: codeBodyTooLarge}, http.StatusRequestEntityTooLarge
	}
	var byEcho *echo.HTTPError
	if errors.As(err, &byEcho) && byEcho.Code < http.StatusInternalServerError {
		return ofStatus(byEcho.Code)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return &failure{code: codeUnavailable}, http.StatusServiceUnavailable
	}
	return &failure{code: codeInternal}, http.StatusInternalServerError
}

// comeBack says when to try again (RFC 9110, 10.2.3), where it is known.
func (f *failure) comeBack(set func(name, value string)) {
	if seconds, known := f.params["seconds"]; known {
		set(echo.HeaderRetryAfter, seconds)
	}
}

func (f *failure) status() int {
	if status, known := statusOfCode[f.code]; known {
		return status
	}
	return http.StatusUnprocessableEntity
}

func ofStatus(status int) (*failure, int) {
	if code, known := codeOfStatus[status]; known {
		return &failure{code: code}, status
	}
	return &failure{code: codeBadRequest}, status
}

func ofDomain(refused *scheduling.Error) (*failure, int) {
	status, known := statusOfKind[refused.Kind]
	if !known {
		return &failure{code: codeInternal}, http.StatusInternalServerError
	}
	f := &failure{code: refused.Code, params: refused.Params}
	for _, v := range refused.Violations {
		location := v.Field
		if refused.Kind == scheduling.Invalid {
			location = "body." + v.Field
		}
		f.faults = append(f.faults, fault{location: location, code: v.Code, params: v.Params})
	}
	if refused.Kind == scheduling.Stale {
		f.current = shown(refused.Current)
	}
	return f, status
}

// ofHuma turns what Huma refuses before a handler is called into a failure. Its
// messages are codes, see validation.go; other words of it are never passed on.
func ofHuma(status int, message string, errs []error) (*failure, int) {
	for _, err := range errs {
		if f, status := understand(err); f.code != codeInternal {
			return f, status
		}
	}
	switch {
	case message == "cannot read request body":
		return &failure{code: codeBodyUnreadable}, http.StatusBadRequest
	case status == http.StatusBadRequest && len(errs) == 0:
		return &failure{code: codeBodyMissing}, status
	case status == http.StatusBadRequest, status == http.StatusUnprocessableEntity:
		return ofFaults(errs)
	case status < http.StatusInternalServerError:
		return ofStatus(status)
	}
	return &failure{code: codeInternal}, http.StatusInternalServerError
}

// mostFaults bounds how long an answer to nonsense gets.
const mostFaults = 50

func ofFaults(errs []error) (*failure, int) {
	f := &failure{code: scheduling.CodeInvalid}
	for _, err := range errs {
		found := faultOf(err)
		if strings.HasPrefix(found.location, "path.") {
			return &failure{code: scheduling.CodeNotFound}, http.StatusNotFound
		}
		if status, whole := statusOfCode[found.code]; whole {
			return &failure{code: found.code, params: found.params, faults: []fault{found}}, status
		}
		f.faults = append(f.faults, found)
	}
	slices.SortStableFunc(f.faults, func(a, b fault) int { return strings.Compare(a.location, b.location) })
	f.faults = f.faults[:min(len(f.faults), mostFaults)]
	return f, f.status()
}

func faultOf(err error) fault {
	var found *fault
	if errors.As(err, &found) {
		return *found
	}
	var detail *huma.ErrorDetail
	if errors.As(err, &detail) {
		return decode(detail.Location, detail.Message)
	}
	return fault{code: codeBadRequest}
}
