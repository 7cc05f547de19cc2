// Package docxtest holds documents for word processors against what these demand before
// they open one without offering to repair it (ISO/IEC 29500, parts 1 and 2).
package docxtest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"testing"
)

// Check reports everything that is wrong with a document.
func Check(t testing.TB, document []byte) {
	t.Helper()
	for _, flaw := range Flaws(document) {
		t.Error(flaw)
	}
}

// Flaws lists everything that is wrong with a document.
func Flaws(document []byte) []string {
	c := &checker{parts: map[string]*node{}, types: map[string]string{}}
	archive, err := zip.NewReader(bytes.NewReader(document), int64(len(document)))
	if err != nil {
		return []string{fmt.Sprintf("it is no archive: %v", err)}
	}
	for _, file := range archive.File {
		if err := c.read(file); err != nil {
			c.flaw("%s: %v", file.Name, err)
		}
	}
	c.readTypes()
	c.follow("", "_rels/.rels")
	for name := range c.parts {
		if name != typesPart && !strings.HasSuffix(name, ".rels") && !slices.Contains(c.reached, name) {
			c.flaw("nothing leads to %s", name)
		}
	}
	c.checkStyles()
	for _, name := range []string{"word/document.xml", "word/footer1.xml", "word/styles.xml"} {
		if root := c.parts[name]; root != nil {
			c.checkElement(name, root)
		}
	}
	slices.Sort(c.flaws)
	return c.flaws
}

const typesPart = "[Content_Types].xml"

type checker struct {
	parts   map[string]*node
	types   map[string]string // by "/word/document.xml", or by the extension
	reached []string
	flaws   []string
}

func (c *checker) flaw(format string, args ...any) {
	c.flaws = append(c.flaws, fmt.Sprintf(format, args...))
}

// node is an element, its attributes and those in it.
type node struct {
	name     string // with its prefix: "w:p"
	attrs    map[string]string
	children []*node
}

func (n *node) each(name string, do func(*node)) {
	if n.name == name {
		do(n)
	}
	for _, child := range n.children {
		child.each(name, do)
	}
}

func (n *node) child(name string) *node {
	if i := slices.IndexFunc(n.children, func(child *node) bool { return child.name == name }); i >= 0 {
		return n.children[i]
	}
	return &node{}
}

func (c *checker) read(file *zip.File) error {
	if c.parts[file.Name] != nil {
		return fmt.Errorf("there are two of it")
	}
	r, err := file.Open()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	content, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	root, err := parse(content)
	c.parts[file.Name] = root
	return err
}

func parse(content []byte) (*node, error) {
	top := &node{}
	open := []*node{top}
	for decoder := xml.NewDecoder(bytes.NewReader(content)); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return top, err
		}
		switch token := token.(type) {
		case xml.Directive:
			return top, fmt.Errorf("it declares a document type, which is forbidden")
		case xml.StartElement:
			n := &node{name: named(token.Name), attrs: map[string]string{}}
			for _, a := range token.Attr {
				n.attrs[named(a.Name)] = a.Value
			}
			parent := open[len(open)-1]
			parent.children = append(parent.children, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
	if len(top.children) != 1 {
		return top, fmt.Errorf("it has %d roots", len(top.children))
	}
	return top.children[0], nil
}

// named is a name with the prefix that people know its namespace by; an undeclared prefix
// stays as it was written, and is then in no list of what may be there.
func named(name xml.Name) string {
	if prefix := prefixes[name.Space]; prefix != "" {
		return prefix + ":" + name.Local
	}
	return strings.TrimPrefix(name.Space+" "+name.Local, " ")
}

var prefixes = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":            "w",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":     "r",
	"http://schemas.openxmlformats.org/package/2006/relationships":            "rel",
	"http://schemas.openxmlformats.org/package/2006/content-types":            "ct",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
}

func (c *checker) readTypes() {
	root := c.parts[typesPart]
	if root == nil {
		c.flaw("there is no %s", typesPart)
		return
	}
	root.each("ct:Default", func(n *node) { c.types[n.attrs["Extension"]] = n.attrs["ContentType"] })
	root.each("ct:Override", func(n *node) {
		c.types[n.attrs["PartName"]] = n.attrs["ContentType"]
		if c.parts[strings.TrimPrefix(n.attrs["PartName"], "/")] == nil {
			c.flaw("%s is given a type and is not there", n.attrs["PartName"])
		}
	})
}

// follow goes from a part to all that it leads to.
func (c *checker) follow(from, relations string) {
	root := c.parts[relations]
	if root == nil {
		return
	}
	ids := map[string]string{}
	root.each("rel:Relationship", func(n *node) {
		id, kind := n.attrs["Id"], path.Base(n.attrs["Type"])
		if ids[id] != "" {
			c.flaw("%s has two relationships %s", relations, id)
		}
		ids[id] = kind
		target := path.Join(path.Dir(from), n.attrs["Target"])
		if c.parts[target] == nil {
			c.flaw("%s leads to %s, which is not there", relations, target)
			return
		}
		if wanted := contentTypes[kind]; wanted == "" || c.types["/"+target] != wanted {
			c.flaw("%s is a %s of type %q, not %q", target, kind, c.types["/"+target], wanted)
		}
		c.reached = append(c.reached, target)
		c.follow(target, path.Join(path.Dir(target), "_rels", path.Base(target)+".rels"))
	})
	if part := c.parts[from]; part != nil {
		part.each("w:footerReference", func(n *node) {
			if ids[n.attrs["r:id"]] != "footer" {
				c.flaw("%s refers to footer %q, which is none", from, n.attrs["r:id"])
			}
		})
	}
}

// contentTypes are the types of parts, by the last word of the relationship's type.
var contentTypes = map[string]string{
	"officeDocument":  "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
	"styles":          "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
	"footer":          "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
	"core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
}
