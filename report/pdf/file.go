package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode/utf16"
)

// ref names an object of the file, from 1.
type ref int

func (r ref) String() string { return fmt.Sprintf("%d 0 R", int(r)) }

// file is a PDF file as it is put together. Objects are reserved first, so that they can
// refer to each other, and put later.
type file struct{ objects [][]byte }

func (f *file) reserve() ref {
	f.objects = append(f.objects, nil)
	return ref(len(f.objects))
}

func (f *file) put(r ref, body string) { f.objects[r-1] = []byte(body) }

func (f *file) add(body string) ref {
	r := f.reserve()
	f.put(r, body)
	return r
}

// stream adds a compressed stream; more is what its dictionary says beside that.
func (f *file) stream(more string, content []byte) (ref, error) {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := w.Write(content); err != nil {
		return 0, err
	}
	if err := w.Close(); err != nil {
		return 0, err
	}
	return f.plain(more+" /Filter /FlateDecode", packed.Bytes()), nil
}

// plain adds a stream as it is.
func (f *file) plain(more string, content []byte) ref {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<< %s /Length %d >>\nstream\n", more, len(content))
	b.Write(content)
	b.WriteString("\nendstream")
	r := f.reserve()
	f.objects[r-1] = b.Bytes()
	return r
}

// bytes returns the whole file. Its identifier depends on nothing but its content.
func (f *file) bytes(root, info ref) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(f.objects))
	for i, body := range f.objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	id := sha256.Sum256(b.Bytes())
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(f.objects)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root %s /Info %s /ID [<%x> <%x>] >>\nstartxref\n%d\n%%%%EOF\n",
		len(f.objects)+1, root, info, id[:16], id[:16], table)
	return b.Bytes()
}

// text writes words as a string of the file: UTF-16 with a mark in front.
func text(words string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(words)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	b.WriteString(">")
	return b.String()
}

func refs(list []ref) string {
	words := make([]string, len(list))
	for i, r := range list {
		words[i] = r.String()
	}
	return "[" + strings.Join(words, " ") + "]"
}
