package pdf

import "fmt"

// bookmark leads to a heading.
type bookmark struct {
	level int
	words string
	page  *page
	y     float64
}

// putBookmarks writes the bookmarks as a tree by their levels, and returns it.
func putBookmarks(f *file, bookmarks []bookmark) ref {
	root := f.reserve()
	items := make([]ref, len(bookmarks))
	for i := range items {
		items[i] = f.reserve()
	}
	// within returns the bookmarks right below one, which lie between it and end.
	within := func(from, end int) []int {
		var found []int
		for i := from; i < end; {
			found = append(found, i)
			i = after(bookmarks, i, end)
		}
		return found
	}
	var put func(parent ref, at []int, end int) string
	put = func(parent ref, at []int, end int) string {
		if len(at) == 0 {
			return ""
		}
		for n, i := range at {
			b, next := bookmarks[i], after(bookmarks, i, end)
			body := fmt.Sprintf("<< /Title %s /Parent %s /Dest [%s /XYZ 0 %.2f null]", text(b.words), parent, b.page.ref, paperHeight-b.y)
			if n > 0 {
				body += fmt.Sprintf(" /Prev %s", items[at[n-1]])
			}
			if n < len(at)-1 {
				body += fmt.Sprintf(" /Next %s", items[at[n+1]])
			}
			f.put(items[i], body+put(items[i], within(i+1, next), next)+" >>")
		}
		return fmt.Sprintf(" /First %s /Last %s /Count %d", items[at[0]], items[at[len(at)-1]], len(at))
	}
	f.put(root, "<< /Type /Outlines"+put(root, within(0, len(bookmarks)), len(bookmarks))+" >>")
	return root
}

// after returns the next bookmark that is not below one.
func after(bookmarks []bookmark, i, end int) int {
	next := i + 1
	for next < end && bookmarks[next].level > bookmarks[i].level {
		next++
	}
	return next
}
