package api

import (
	"bytes"
	"compress/gzip"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"
)

// given is an answer that was given.
type given struct {
	Status int               `json:"status"`
	Header map[string]string `json:"header"`
	Body   []byte            `json:"body"`
}

// repeated are the headers of an answer that are given again.
var repeated = []string{echo.HeaderContentType, "Content-Language", echo.HeaderLocation, "ETag", echo.HeaderVary}

// repeat gives an answer again.
func (g *given) repeat(ctx huma.Context) {
	for name, value := range g.Header {
		ctx.SetHeader(name, value)
	}
	ctx.SetStatus(g.Status)
	// An error here is a lost connection: the reader can ask once more.
	_, _ = ctx.BodyWriter().Write(g.Body)
}

// seal returns the answer as it is stored. It may hold what is shown only once, such as
// a token, so it can be opened only with the request's own key, which is not stored.
func (g *given) seal(secret string) ([]byte, error) {
	var packed bytes.Buffer
	packer := gzip.NewWriter(&packed)
	if err := json.NewEncoder(packer).Encode(g); err != nil {
		return nil, fmt.Errorf("write the answer down: %w", err)
	}
	if err := packer.Close(); err != nil {
		return nil, fmt.Errorf("compress the answer: %w", err)
	}
	box, err := lock(secret)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	return box.Seal(nonce, nonce, packed.Bytes(), nil), nil
}

// unseal opens what seal returned.
func unseal(sealed []byte, secret string) (*given, error) {
	box, err := lock(secret)
	if err != nil {
		return nil, err
	}
	size := box.NonceSize()
	if len(sealed) < size {
		return nil, errors.New("open the answer: it is cut short")
	}
	packed, err := box.Open(nil, sealed[:size], sealed[size:], nil)
	if err != nil {
		return nil, fmt.Errorf("open the answer: %w", err)
	}
	unpacker, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("expand the answer: %w", err)
	}
	found := new(given)
	if err := json.NewDecoder(unpacker).Decode(found); err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	return found, nil
}

func lock(secret string) (cipher.AEAD, error) {
	key := sha256.Sum256([]byte("answer\n" + secret))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, fmt.Errorf("make the answer's lock: %w", err)
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("make the answer's lock: %w", err)
	}
	return box, nil
}

// longestKept is how long an answer may be to be kept.
const longestKept = 8 << 20

// recorder listens to an answer while it is written.
type recorder struct {
	http.ResponseWriter
	status  int
	body    bytes.Buffer
	tooLong bool
}

// Unwrap gives access to what else the writer can do.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(part []byte) (int, error) {
	if r.body.Len()+len(part) > longestKept {
		r.tooLong = true
		r.body.Reset()
	}
	if !r.tooLong {
		r.body.Write(part)
	}
	return r.ResponseWriter.Write(part)
}

func (r *recorder) given() *given {
	g := &given{Status: r.status, Header: map[string]string{}, Body: r.body.Bytes()}
	for _, name := range repeated {
		if value := r.Header().Get(name); value != "" {
			g.Header[name] = value
		}
	}
	return g
}
