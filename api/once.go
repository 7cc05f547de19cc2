package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"poliskontor/scheduling"
)

// A request that changes something may name itself with an Idempotency-Key (the draft
// of the IETF's working group httpapi). Sent again under the same key it changes nothing
// more, and is answered what it was answered the first time.
//
// That it was carried out is stored in the transaction that carries it out. Its answer
// is made and stored after that, so that a server which dies in between leaves a request
// that is known to be done, and whose answer is lost: who sends it again is told so.
// A refusal that changed nothing is not kept. Asked again it is considered again, which
// can double nothing, and what stood in the way may be over.

// AnswersKept is how long answers are kept.
const AnswersKept = 24 * time.Hour

// Answers keeps what was answered to requests that name themselves.
type Answers interface {
	// Find tells whether a request of a name was carried out, which one it was, and
	// what was kept of the answer; empty where nothing was.
	Find(ctx context.Context, name string) (request string, sealed []byte, known bool, err error)
	// Keep keeps what is answered to a request that was carried out.
	Keep(ctx context.Context, name string, sealed []byte) error
}

const idempotencyKey = "Idempotency-Key"

var idempotencyKeyPattern = regexp.MustCompile(`^"?([A-Za-z0-9._:-]{16,64})"?$`)

// idempotent describes the header.
func idempotent() *huma.Param {
	return &huma.Param{Name: idempotencyKey, In: "header", Example: `"8e03978e-40d5-43dd-bc93-6894a57f9324"`,
		Description: "Names this request, in quotation marks, by 16 to 64 letters, digits and . _ : - that are used for no other, such as a UUID. " +
			"Sent again under the same key within 24 hours, the same request changes nothing more and is answered as it was the first time. " +
			"Another request under the key is refused with 422, and the same one while it is being carried out with 409. " +
			"Refusals are not kept: a request that changed nothing is considered anew.",
		Schema: &huma.Schema{Type: huma.TypeString}}
}

// underWay are the requests that are being carried out in this server. Those in others
// meet in the database.
type underWay struct{ names sync.Map }

// once carries out a request that names itself, or repeats what was answered to it.
func (a *api) once(ctx huma.Context, next func(huma.Context)) {
	header := ctx.Header(idempotencyKey)
	if header == "" || safe(ctx.Method()) {
		next(ctx)
		return
	}
	found := idempotencyKeyPattern.FindStringSubmatch(header)
	if found == nil {
		a.turnAway(ctx, &failure{code: codeKeyUnreadable, faults: []fault{{location: "header." + idempotencyKey, code: codeKeyUnreadable}}})
		return
	}
	c := humaecho.UnwrapV4(ctx)
	request, err := fingerprint(ctx, c.Request())
	if err != nil {
		a.turnAway(ctx, err)
		return
	}
	secret := string(callerFrom(ctx.Context()).Account.ID) + "\n" + found[1]
	once := &scheduling.Once{Name: hashed([]byte("name\n" + secret)), Request: request}
	if _, taken := a.underWay.names.LoadOrStore(once.Name, true); taken {
		a.turnAway(ctx, &failure{code: scheduling.CodeUnderWay, params: map[string]string{"seconds": "1"}})
		return
	}
	defer a.underWay.names.Delete(once.Name)
	given, err := a.answered(ctx.Context(), once, secret)
	switch {
	case err != nil:
		a.turnAway(ctx, err)
	case given != nil:
		given.repeat(ctx)
	default:
		a.carryOut(ctx, next, c, once, secret)
	}
}

// carryOut carries out a request for the first time, and keeps its answer.
func (a *api) carryOut(ctx huma.Context, next func(huma.Context), c echo.Context, once *scheduling.Once, secret string) {
	heard := &recorder{ResponseWriter: c.Response().Writer}
	c.Response().Writer = heard
	defer func() { c.Response().Writer = heard.ResponseWriter }()
	next(huma.WithContext(ctx, scheduling.WithOnce(ctx.Context(), once)))
	if !once.Kept() || heard.status >= http.StatusInternalServerError || heard.tooLong {
		return
	}
	// The reader may have left: the answer is for when they come back.
	later, cancel := context.WithTimeout(context.WithoutCancel(ctx.Context()), keepPatience)
	defer cancel()
	sealed, err := heard.given().seal(secret)
	if err == nil {
		err = a.Answers.Keep(later, once.Name, sealed)
	}
	if err != nil {
		a.Log.WarnContext(later, "answer not kept", "request", requestFrom(later).id, "cause", err)
	}
}

// keepPatience is how long the storing of an answer may take.
const keepPatience = 10 * time.Second

// answered returns what was answered to a request; nil where it was not carried out.
func (a *api) answered(ctx context.Context, once *scheduling.Once, secret string) (*given, error) {
	request, sealed, known, err := a.Answers.Find(ctx, once.Name)
	switch {
	case err != nil || !known:
		return nil, err
	case request != once.Request:
		return nil, &failure{code: codeKeyReused}
	case len(sealed) == 0:
		return nil, &failure{code: codeAnswerLost}
	}
	return unseal(sealed, secret)
}

// fingerprint reads a request's body, leaves it to be read again, and returns what
// tells the request from others.
func fingerprint(ctx huma.Context, r *http.Request) (string, error) {
	// A writer without deadlines, such as a test's, has nobody to wait for.
	_ = ctx.SetReadDeadline(time.Now().Add(bodyTimeout))
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return "", unreadBody(err)
	}
	_ = ctx.SetReadDeadline(time.Time{})
	r.Body = io.NopCloser(bytes.NewReader(body))
	whole := fmt.Sprintf("%s\n%s\n%s\n%s\n", r.Method, r.URL.RequestURI(), r.Header.Get("If-Match"), r.Header.Get(echo.HeaderContentType))
	return hashed(append([]byte(whole), body...)), nil
}

// unreadBody is why a body could not be read.
func unreadBody(err error) error {
	var tooLarge *http.MaxBytesError
	var late net.Error
	switch {
	case errors.As(err, &tooLarge):
		return &failure{code: codeBodyTooLarge}
	case errors.As(err, &late) && late.Timeout():
		return &failure{code: codeBodyTimeout}
	}
	return &failure{code: codeBodyUnreadable}
}

func hashed(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
