package docxtest

import (
	"slices"
	"strconv"
)

// order is in which order the schema has what may stand in an element, of what there is
// in our documents: word processors refuse what is out of order. Elements of which it
// says nothing may hold nothing.
var order = map[string][]string{
	"w:document":    {"w:body"},
	"w:ftr":         {"w:p"},
	"w:styles":      {"w:docDefaults", "w:style"},
	"w:docDefaults": {"w:rPrDefault", "w:pPrDefault"},
	"w:rPrDefault":  {"w:rPr"},
	"w:pPrDefault":  {"w:pPr"},
	"w:style":       {"w:name", "w:basedOn", "w:next", "w:pPr", "w:rPr", "w:tblPr"},
	"w:pPr":         {"w:pStyle", "w:keepNext", "w:keepLines", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"},
	"w:rPr":         {"w:rFonts", "w:b", "w:i", "w:color", "w:sz", "w:lang"},
	"w:p":           {"w:pPr", "w:r"},
	"w:tbl":         {"w:tblPr", "w:tblGrid", "w:tr"},
	"w:tblPr":       {"w:tblStyle", "w:tblW", "w:tblBorders", "w:tblLayout", "w:tblCellMar", "w:tblLook"},
	"w:tblBorders":  {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"},
	"w:tblCellMar":  {"w:top", "w:left", "w:bottom", "w:right"},
	"w:tblGrid":     {"w:gridCol"},
	"w:tr":          {"w:trPr", "w:tc"},
	"w:trPr":        {"w:cantSplit", "w:tblHeader"},
	"w:tc":          {"w:tcPr", "w:p"},
	"w:tcPr":        {"w:tcW"},
	"w:sectPr":      {"w:footerReference", "w:pgSz", "w:pgMar"},
}

// mixed are what may hold others in any order, after what goes first.
var mixed = map[string]struct {
	first string
	then  []string
	last  string
}{
	"w:body": {"", []string{"w:p", "w:tbl"}, "w:sectPr"},
	"w:r":    {"w:rPr", []string{"w:t", "w:br", "w:softHyphen", "w:fldChar", "w:instrText"}, ""},
}

func (c *checker) checkElement(part string, n *node) {
	names := make([]string, len(n.children))
	for i, child := range n.children {
		names[i] = child.name
		c.checkElement(part, child)
	}
	if rule, found := mixed[n.name]; found {
		if len(names) > 0 && names[0] == rule.first {
			names = names[1:]
		}
		if rule.last != "" {
			if len(names) == 0 || names[len(names)-1] != rule.last {
				c.flaw("%s: %s does not end with %s", part, n.name, rule.last)
			} else {
				names = names[:len(names)-1]
			}
		}
		for _, name := range names {
			if !slices.Contains(rule.then, name) {
				c.flaw("%s: %s stands in %s, or out of order", part, name, n.name)
			}
		}
	} else {
		c.checkOrder(part, n.name, names)
	}
	switch n.name {
	case "w:tbl":
		c.checkTable(part, n)
	case "w:tc":
		if len(names) == 0 || names[len(names)-1] != "w:p" {
			c.flaw("%s: a cell does not end with a paragraph", part)
		}
	}
}

func (c *checker) checkOrder(part, in string, names []string) {
	at := 0
	for _, name := range names {
		place := slices.Index(order[in], name)
		if place < at {
			c.flaw("%s: %s stands in %s, or out of order", part, name, in)
			return
		}
		at = place
	}
}

// checkTable sees that every row has the columns that the grid has, as wide as they.
func (c *checker) checkTable(part string, table *node) {
	var grid []string
	total := 0
	for _, column := range table.child("w:tblGrid").children {
		width, err := strconv.Atoi(column.attrs["w:w"])
		if err != nil || width <= 0 {
			c.flaw("%s: a column is %q wide", part, column.attrs["w:w"])
		}
		grid, total = append(grid, column.attrs["w:w"]), total+width
	}
	if whole, err := strconv.Atoi(table.child("w:tblPr").child("w:tblW").attrs["w:w"]); err != nil || total > whole || whole-total > len(grid) {
		c.flaw("%s: the columns of a table are %d wide, and it says %d", part, total, whole)
	}
	heads := true
	for i, row := range table.children {
		if row.name != "w:tr" {
			continue
		}
		var widths []string
		for _, cell := range row.children {
			if cell.name == "w:tc" {
				widths = append(widths, cell.child("w:tcPr").child("w:tcW").attrs["w:w"])
			}
		}
		if !slices.Equal(widths, grid) {
			c.flaw("%s: row %d of a table has cells of %v in a grid of %v", part, i, widths, grid)
		}
		head := row.child("w:trPr").child("w:tblHeader").name != ""
		if head && !heads {
			c.flaw("%s: row %d of a table is a head below what it is the head of", part, i)
		}
		heads = head
	}
}

// checkStyles sees that all styles that are spoken of are there, and of the kind that is
// asked for.
func (c *checker) checkStyles() {
	root := c.parts["word/styles.xml"]
	if root == nil {
		c.flaw("there are no styles")
		return
	}
	kinds, defaults := map[string]string{}, map[string]int{}
	root.each("w:style", func(n *node) {
		id, kind := n.attrs["w:styleId"], n.attrs["w:type"]
		if id == "" || kinds[id] != "" {
			c.flaw("style %q is there twice, or has no ID", id)
		}
		if n.child("w:name").attrs["w:val"] == "" {
			c.flaw("style %s has no name", id)
		}
		kinds[id] = kind
		if n.attrs["w:default"] == "1" {
			defaults[kind]++
		}
	})
	if defaults["paragraph"] != 1 || defaults["table"] > 1 {
		c.flaw("the default styles are %v", defaults)
	}
	root.each("w:style", func(n *node) {
		for _, name := range []string{"w:basedOn", "w:next"} {
			if of := n.child(name); of.name != "" && kinds[of.attrs["w:val"]] != n.attrs["w:type"] {
				c.flaw("style %s says %s %q", n.attrs["w:styleId"], name, of.attrs["w:val"])
			}
		}
	})
	for part, content := range c.parts {
		for element, kind := range map[string]string{"w:pStyle": "paragraph", "w:tblStyle": "table"} {
			content.each(element, func(n *node) {
				if kinds[n.attrs["w:val"]] != kind {
					c.flaw("%s asks for %s style %q", part, kind, n.attrs["w:val"])
				}
			})
		}
	}
}
