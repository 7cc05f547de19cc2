package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
)

// Streams are server-sent events (WHATWG HTML, 9.2). What is wrong with the request is
// answered as a problem before the first event, which Huma's own streams cannot do.

const eventStream = "text/event-stream"

// writePatience is how long a reader may take to receive one event.
const writePatience = 10 * time.Second

// events are the names of a stream's events with a value of what each holds.
type events map[string]any

// stream adds an operation that answers with events. The handler is called before
// anything is answered; what it returns then sends the events, until it returns or
// the context ends, which it does when the reader leaves or the server closes.
func stream[I any](a *api, needs accounts.Permission, method, path, id string, kinds events,
	handler func(context.Context, *I) (func(context.Context, *sender), error)) {
	operation := permitted(needs, method, path, id)
	operation.Responses = map[string]*huma.Response{"200": {
		Description: "A stream of events.", Content: map[string]*huma.MediaType{eventStream: {Schema: a.schemaOf(kinds)}}}}
	huma.Register(a.huma, operation, func(ctx context.Context, in *I) (*huma.StreamResponse, error) {
		run, err := handler(ctx, in)
		if err != nil {
			return nil, err
		}
		return &huma.StreamResponse{Body: func(c huma.Context) { a.send(c, run) }}, nil
	})
}

// send sends the events of a stream.
func (a *api) send(c huma.Context, run func(context.Context, *sender)) {
	response := humaecho.UnwrapV4(c).Response()
	control := http.NewResponseController(response)
	// A stream lasts longer than any request should: what bounds it is each write.
	_ = control.SetReadDeadline(time.Time{})
	header := response.Header()
	header.Set(echo.HeaderContentType, eventStream)
	header.Set("X-Accel-Buffering", "no") // proxies pass each event on at once
	response.WriteHeader(http.StatusOK)
	ctx, cancel := context.WithCancel(c.Context())
	defer cancel()
	if a.Closing != nil {
		defer context.AfterFunc(a.Closing, cancel)()
	}
	to := &sender{response: response, control: control, lost: cancel}
	to.comment("open")
	run(ctx, to)
}

// sender writes events. It is for one goroutine.
type sender struct {
	response http.ResponseWriter
	control  *http.ResponseController
	lost     context.CancelFunc // ends the stream's context when the reader is gone
}

// event sends one event. What cannot be sent ends the stream's context.
func (s *sender) event(name string, data any) {
	text, err := json.Marshal(data)
	if err != nil {
		panic(fmt.Errorf("write the event %s: %w", name, err))
	}
	s.write("event: " + name + "\ndata: " + string(text) + "\n\n")
}

// comment sends what readers pass over, to keep the connection open.
func (s *sender) comment(text string) { s.write(": " + text + "\n\n") }

func (s *sender) write(text string) {
	// A writer without deadlines, such as a test's, has no reader to wait for.
	_ = s.control.SetWriteDeadline(time.Now().Add(writePatience))
	_, err := s.response.Write([]byte(text))
	if err == nil {
		err = s.control.Flush()
	}
	if err != nil {
		s.lost()
	}
}

// schemaOf describes a stream as a list of its events.
func (a *api) schemaOf(kinds events) *huma.Schema {
	var choices []*huma.Schema
	for name, data := range kinds {
		choices = append(choices, &huma.Schema{
			Title: name, Type: huma.TypeObject, Required: []string{"event", "data"},
			Properties: map[string]*huma.Schema{
				"event": {Type: huma.TypeString, Enum: []any{name}, Description: "The event's name."},
				"data":  a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeOf(data), true, name),
			},
		})
	}
	slices.SortFunc(choices, func(a, b *huma.Schema) int { return strings.Compare(a.Title, b.Title) })
	return &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{OneOf: choices},
		Description: "Server-sent events, in the order in which they are sent; data is JSON on one line."}
}
