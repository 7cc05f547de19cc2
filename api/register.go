package api

import (
	"context"
	"net/http"
	"time"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// Meta is what every stored thing carries.
type Meta struct {
	ID      Ref    `json:"id" doc:"Its ID, opaque and never reused." example:"6f1c2a0e-6a55-4f0e-9b1e-0b7a8c1d2e3f"`
	Version int    `json:"version" doc:"Counts the writes, from 1." example:"3"`
	Created string `json:"created" format:"date-time" doc:"When it was first stored."`
	Updated string `json:"updated" format:"date-time" doc:"When it was last changed."`
}

func metaOf[ID ~string](id ID, m scheduling.Meta) Meta {
	return Meta{ID: Ref(id), Version: m.Version, Created: stamp(m.Created), Updated: stamp(m.Updated)}
}

func (m Meta) meta() Meta { return m }

// stamp writes an instant with the offset that Sweden has then (RFC 3339).
func stamp(t time.Time) string { return scheduling.Local(t).Format(time.RFC3339) }

// Seen is the version that a change was made from.
type Seen struct {
	Version int `json:"version,omitempty" minimum:"0" doc:"When replacing: the version that you saw. The header If-Match can say it instead, and goes before it." example:"3"`
}

func (s Seen) seen() int { return s.Version }

// things is one register with the types that it goes in and out as.
type things[T any, ID ~string, In input[T], Out output, Filter filter] struct {
	register scheduling.Register[T, ID]
	show     func(T) Out
	// reveal adds what only some may read, where one thing is read; it may be nil.
	reveal func(context.Context, T, *Out) error
	// identify gives a thing the ID and the version that the caller named.
	identify func(*T, ID, int)
	// written hears of what was created or replaced, before the caller does; it may be nil.
	written func(T)
}

// input is a body that a thing is created or replaced with.
type input[T any] interface {
	thing() T
	seen() int
}

// output is an answer that shows a thing.
type output interface{ meta() Meta }

// creation is a request to create a thing.
type creation[In any] struct{ Body In }

// replacement is a request to replace a thing.
type replacement[In any] struct {
	ID      Ref    `path:"id" doc:"Its ID."`
	IfMatch string `header:"If-Match" doc:"The version that you saw, in quotation marks." example:"\"3\""`
	Body    In
}

// removal is a request to remove a thing.
type removal struct {
	ID      Ref    `path:"id" doc:"Its ID."`
	IfMatch string `header:"If-Match" doc:"The version that you saw, in quotation marks." example:"\"3\""`
}

// register adds the five operations of a register, which those may edit who have a
// permission.
func register[T any, ID ~string, In input[T], Out output, Filter filter](a *api, edit accounts.Permission, name string, r things[T, ID, In, Out, Filter]) {
	path := "/api/v1/" + name
	one, many := nounsOf(name)
	handle(a, accounts.Read, http.MethodGet, path, "list"+many, r.list)
	handle(a, edit, http.MethodPost, path, "create"+one, func(ctx context.Context, in *creation[In]) (*created[Out], error) {
		return r.create(ctx, path, in)
	})
	handle(a, accounts.Read, http.MethodGet, path+"/{id}", "get"+one, r.get)
	handle(a, edit, http.MethodPut, path+"/{id}", "replace"+one, r.replace)
	handle(a, edit, http.MethodDelete, path+"/{id}", "delete"+one, r.remove)
}

func (r things[T, ID, In, Out, Filter]) list(ctx context.Context, in *Filter) (*listed[Out], error) {
	q, err := (*in).query()
	if err != nil {
		return nil, err
	}
	found, total, err := r.register.List(ctx, q)
	if err != nil {
		return nil, err
	}
	return list(ctx, (*in).paging(), found, total, r.show), nil
}

func (r things[T, ID, In, Out, Filter]) get(ctx context.Context, in *byID) (*answer[Out], error) {
	thing, err := r.register.Get(ctx, ID(in.ID))
	found, err := r.answer(thing, err)
	if err == nil && r.reveal != nil {
		err = r.reveal(ctx, thing, &found.Body)
	}
	if err != nil {
		return nil, err
	}
	return found, nil
}

func (r things[T, ID, In, Out, Filter]) create(ctx context.Context, path string, in *creation[In]) (*created[Out], error) {
	thing, err := r.register.Create(ctx, in.Body.thing())
	if err != nil {
		return nil, err
	}
	if r.written != nil {
		r.written(thing)
	}
	body := r.show(thing)
	return &created[Out]{Location: path + "/" + string(body.meta().ID), ETag: etag(body.meta().Version), Body: body}, nil
}

func (r things[T, ID, In, Out, Filter]) replace(ctx context.Context, in *replacement[In]) (*answer[Out], error) {
	version, err := versionSeen(in.IfMatch, in.Body.seen())
	if err != nil {
		return nil, err
	}
	thing := in.Body.thing()
	r.identify(&thing, ID(in.ID), version)
	thing, err = r.register.Update(ctx, thing)
	if err == nil && r.written != nil {
		r.written(thing)
	}
	return r.answer(thing, err)
}

func (r things[T, ID, In, Out, Filter]) remove(ctx context.Context, in *removal) (*struct{}, error) {
	version, err := versionSeen(in.IfMatch, 0)
	if err != nil {
		return nil, err
	}
	return nil, r.register.Delete(ctx, ID(in.ID), version)
}

func (r things[T, ID, In, Out, Filter]) answer(thing T, err error) (*answer[Out], error) {
	if err != nil {
		return nil, err
	}
	body := r.show(thing)
	return &answer[Out]{ETag: etag(body.meta().Version), Body: body}, nil
}
