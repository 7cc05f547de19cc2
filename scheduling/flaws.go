package scheduling

import "poliskontor/scheduling/privacy"

// Flaws collects the rules that an input breaks, so that a person learns of all at
// once. It is for packages that know rules of their own; the zero value is ready.
type Flaws struct{ broken violations }

// Check notes a broken rule of a field where ok is false; params are keys and values.
func (f *Flaws) Check(ok bool, field string, code Code, params ...string) {
	f.broken.check(ok, field, code, params...)
}

// Text returns a text that may have several lines, trimmed and with line feeds for line
// breaks, and checks that it has at most limit characters and none that hide.
func (f *Flaws) Text(field, text string, limit int) string { return f.broken.text(field, text, limit) }

// RequiredLine is Text for one line that must be there.
func (f *Flaws) RequiredLine(field, text string, limit int) string {
	return f.broken.requiredLine(field, text, limit)
}

// Line is Text for one line, which may be empty.
func (f *Flaws) Line(field, text string, limit int) string { return f.broken.line(field, text, limit) }

// Impersonal refuses a text with a personnummer or a samordningsnummer. The number is not
// repeated in the error, which may be logged.
func (f *Flaws) Impersonal(field, text string) {
	for _, found := range privacy.Find(text) {
		if found.Kind.Blocked() {
			f.broken.add(field, CodePersonalNumber)
			return
		}
	}
}

// Choice checks that a value is one of those that are allowed.
func Choice[T ~string](f *Flaws, field string, value T, allowed ...T) {
	choice(&f.broken, field, value, allowed...)
}

// Between checks that a number is in [least, most].
func (f *Flaws) Between(field string, value, least, most int) {
	f.broken.between(field, value, least, most)
}

// Err is an error of kind [Invalid] that names all of them; nil where there are none.
func (f *Flaws) Err() error { return f.broken.err() }

// RefusedError says that the state of things does not allow this; params are keys and values.
func RefusedError(code Code, params ...string) *Error { return refused(code, params...) }

// Within returns an [Invalid] error with its fields named as parts of a larger input; any
// other error as it is.
func Within(prefix string, err error) error { return within(prefix, err) }
