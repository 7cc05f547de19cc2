package accounts

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"github.com/trustelem/zxcvbn"

	"poliskontor/scheduling"
)

// The lengths of passwords in characters. Any character counts, and none is asked
// for (NIST SP 800-63B).
const (
	LeastPassword = 12
	MostPassword  = 200
)

// leastStrength is, of 0 to 4, what a password must be worth to a guesser who knows
// common passwords and the account.
const leastStrength = 3

// hashing costs 46 MiB and one pass, as OWASP's cheat sheet on storing passwords
// asks at least.
var hashing = &argon2id.Params{Memory: 46 * 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// decoy is compared with where there is no password, so that the answer takes as
// long as with one.
const decoy = "$argon2id$v=19$m=47104,t=1,p=1$bm90aGluZy10by1zZWUhIQ$Wm1sb2NrZWQtZm9yLWV2ZXItYW5kLWV2ZXItYW1lbiE"

// checkPassword refuses a new password that is easy to guess.
func checkPassword(password string, account Account) error {
	field := func(code scheduling.Code, params map[string]string) error {
		return &scheduling.Error{Kind: scheduling.Invalid, Code: scheduling.CodeInvalid,
			Violations: []scheduling.Violation{{Field: "password", Code: code, Params: params}}}
	}
	length := utf8.RuneCountInString(password)
	switch {
	case len(password) > 4*MostPassword || length > MostPassword:
		return field(CodePasswordLong, map[string]string{"most": "200"})
	case length < LeastPassword:
		return field(CodePasswordShort, map[string]string{"least": "12"})
	}
	known := append(strings.FieldsFunc(account.Email, func(r rune) bool { return strings.ContainsRune("@.-_+", r) }),
		strings.Fields(account.Name)...)
	known = append(known, "poliskontor", "polisen", "polis", "kommun", "lösenord", "mobilt")
	// Guessing the first characters is enough to know; the effort grows with the square of the length.
	if zxcvbn.PasswordStrength(firstRunes(password, 64), known).Score < leastStrength {
		return field(CodePasswordWeak, nil)
	}
	return nil
}

func firstRunes(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// queued takes a place among those who wait for a password to be hashed. Where there
// is none left it returns an error of kind [scheduling.Busy] at once, before anything
// is looked up or counted: a flood costs next to nothing.
func (s *Service) queued() (leave func(), err error) {
	select {
	case s.queue <- struct{}{}:
		return func() { <-s.queue }, nil
	default:
		return nil, &scheduling.Error{Kind: scheduling.Busy, Code: CodeSignInBusy, Params: map[string]string{"seconds": "5"}}
	}
}

// hashPassword waits for its turn and hashes.
func (s *Service) hashPassword(ctx context.Context, password string) (string, error) {
	leave, err := s.turn(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return argon2id.CreateHash(password, hashing)
}

// matches tells whether a password is the one that was hashed, in a time that does
// not depend on whether there is a hash.
func (s *Service) matches(ctx context.Context, password, hash string) (bool, error) {
	leave, err := s.turn(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	if len(password) > 4*MostPassword {
		password = ""
	}
	if hash == "" {
		_, err := argon2id.ComparePasswordAndHash(password, decoy)
		return false, err
	}
	return argon2id.ComparePasswordAndHash(password, hash)
}

func (s *Service) turn(ctx context.Context) (leave func(), err error) {
	select {
	case s.hashing <- struct{}{}:
		return func() { <-s.hashing }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
