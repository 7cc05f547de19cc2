package pdf

import (
	"fmt"
	"strings"
)

// element is a part of the document's structure: what it is, and what lies in it.
type element struct {
	role       string // of ISO 32000-1, 14.8.4: H1, P, Table, TH …
	attributes string // what else its dictionary says
	kids       []kid
	ref        ref
}

// kid is an element within another, or words that are marked on a page.
type kid struct {
	element *element
	page    *page
	mark    int
}

func (e *element) add(role string) *element {
	child := &element{role: role}
	e.kids = append(e.kids, kid{element: child})
	return child
}

// reserve gives the element and all within it their places in the file.
func (e *element) reserve(f *file) {
	e.ref = f.reserve()
	for _, k := range e.kids {
		if k.element != nil {
			k.element.reserve(f)
		}
	}
}

// put writes the element and all within it.
func (e *element) put(f *file, parent ref) {
	var kids []string
	for _, k := range e.kids {
		if k.element != nil {
			k.element.put(f, e.ref)
			kids = append(kids, k.element.ref.String())
			continue
		}
		kids = append(kids, fmt.Sprintf("<< /Type /MCR /Pg %s /MCID %d >>", k.page.ref, k.mark))
	}
	f.put(e.ref, fmt.Sprintf("<< /Type /StructElem /S /%s /P %s %s /K [%s] >>", e.role, parent, e.attributes, strings.Join(kids, " ")))
}

// putTree writes the whole structure, with which marks of each page belong to what, and
// returns it.
func putTree(f *file, document *element, pages []*page) ref {
	root := f.reserve()
	document.reserve(f)
	document.put(f, root)
	var numbers strings.Builder
	for i, p := range pages {
		owners := make([]ref, len(p.marks))
		for mark, owner := range p.marks {
			owners[mark] = owner.ref
		}
		fmt.Fprintf(&numbers, "%d %s ", i, f.add(refs(owners)))
	}
	parents := f.add(fmt.Sprintf("<< /Nums [%s] >>", numbers.String()))
	f.put(root, fmt.Sprintf("<< /Type /StructTreeRoot /K [%s] /ParentTree %s /ParentTreeNextKey %d >>", document.ref, parents, len(pages)))
	return root
}
