package site

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
)

// A sealed file is one line that says what follows and its SHA-256, then that, compressed. It
// is read whole or not at all.

// sealedFormat is the form of the line.
const sealedFormat = "poliskontor-snapshot-1"

// errOtherVersion is a file that another version of the program has written.
var errOtherVersion = errors.New("it is of another version of the program")

// seal writes a file whole: whoever reads it sees what was there before or all of this, also
// when the power fails.
func seal(path, shape string, write func(io.Writer) error) error {
	var packed bytes.Buffer
	zipper, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	if err != nil {
		return fmt.Errorf("compress %s: %w", path, err)
	}
	if err := errors.Join(write(zipper), zipper.Close()); err != nil {
		return err
	}
	// Always the same name: what a server that died has left is written over.
	file, err := os.OpenFile(path+".new", os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600) //nolint:gosec // the configuration's own file
	if err != nil {
		return fmt.Errorf("make a file beside %s: %w", path, err)
	}
	sum := sha256.Sum256(packed.Bytes())
	_, err = fmt.Fprintf(file, "%s %s %x\n", sealedFormat, shape, sum)
	if err == nil {
		_, err = file.Write(packed.Bytes())
	}
	if err == nil {
		err = file.Sync()
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return fmt.Errorf("put the new %s in place: %w", path, err)
	}
	return nil
}

// unseal reads a file that seal wrote, once it is known to be whole.
func unseal[T any](path, shape string, read func(io.Reader) (T, error)) (T, error) {
	var nothing T
	content, err := os.ReadFile(path) //nolint:gosec // the configuration's own file
	if err != nil {
		return nothing, err
	}
	line, packed, found := bytes.Cut(content, []byte("\n"))
	said := strings.Fields(string(line[:min(len(line), 200)]))
	switch {
	case !found || len(said) != 3 || !strings.HasPrefix(said[0], "poliskontor-snapshot-"):
		return nothing, errors.New("it is no snapshot")
	case said[0] != sealedFormat || said[1] != shape:
		return nothing, errOtherVersion
	}
	if sum := sha256.Sum256(packed); hex.EncodeToString(sum[:]) != said[2] {
		return nothing, errors.New("it is not as it was written: its SHA-256 is another")
	}
	zipped, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nothing, err
	}
	return read(bufio.NewReader(zipped))
}

// shapeOf is a hash of what a type is made of, all the way down.
func shapeOf[T any]() string {
	sum := sha256.New()
	describe(sum, reflect.TypeFor[T](), map[reflect.Type]bool{})
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

func describe(w io.Writer, t reflect.Type, seen map[reflect.Type]bool) {
	fmt.Fprintf(w, "%s %s;", t, t.Kind()) //nolint:errcheck // a hash never fails
	if seen[t] {
		return
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Struct:
		for field := range t.Fields() {
			if field.IsExported() {
				fmt.Fprintf(w, "%s:", field.Name) //nolint:errcheck // a hash never fails
				describe(w, field.Type, seen)
			}
		}
	case reflect.Map:
		describe(w, t.Key(), seen)
		describe(w, t.Elem(), seen)
	case reflect.Pointer, reflect.Slice, reflect.Array:
		describe(w, t.Elem(), seen)
	}
}
