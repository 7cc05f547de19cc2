package api

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"poliskontor/scheduling"
)

// Paging chooses a part of a list.
type Paging struct {
	Limit  int `query:"limit" default:"100" minimum:"1" maximum:"500" doc:"The most items to answer with."`
	Offset int `query:"offset" minimum:"0" doc:"How many items to skip."`
}

// List is a part of a list.
type List[T any] struct {
	Items  []T `json:"items" doc:"The items of this part."`
	Total  int `json:"total" doc:"How many items there are in all." example:"1"`
	Limit  int `json:"limit" doc:"The most items that this part could hold." example:"100"`
	Offset int `json:"offset" doc:"How many items were skipped." example:"0"`
}

// listed is a list with links to the parts beside it (RFC 8288).
type listed[T any] struct {
	Link string `header:"Link" doc:"The next and the previous part, where there are any (rel next and prev)."`
	Body List[T]
}

// list answers with the part of a list that is already cut out.
func list[T, Out any](ctx context.Context, page Paging, things []T, total int, show func(T) Out) *listed[Out] {
	body := List[Out]{Items: make([]Out, 0, len(things)), Total: total, Limit: page.Limit, Offset: page.Offset}
	for _, thing := range things {
		body.Items = append(body.Items, show(thing))
	}
	return &listed[Out]{Link: page.links(requestFrom(ctx).url, total), Body: body}
}

// cut answers with a part of a whole list.
func cut[T, Out any](ctx context.Context, page Paging, things []T, show func(T) Out) *listed[Out] {
	from := min(page.Offset, len(things))
	to := from + min(page.Limit, len(things)-from)
	return list(ctx, page, things[from:to], len(things), show)
}

func (p Paging) query(q scheduling.Query) scheduling.Query {
	q.Limit, q.Offset = p.Limit, p.Offset
	return q
}

func (p Paging) links(here url.URL, total int) string {
	var links []string
	link := func(offset int, relation string) {
		values := here.Query()
		values.Set("limit", strconv.Itoa(p.Limit))
		values.Set("offset", strconv.Itoa(offset))
		links = append(links, fmt.Sprintf(`<%s?%s>; rel="%s"`, here.EscapedPath(), values.Encode(), relation))
	}
	if p.Offset < total-p.Limit {
		link(p.Offset+p.Limit, "next")
	}
	if p.Offset > 0 {
		link(max(0, min(p.Offset, total)-p.Limit), "prev")
	}
	return strings.Join(links, ", ")
}
