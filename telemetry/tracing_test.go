package telemetry

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"

	"go.opentelemetry.io/otel/trace"
	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// collecting is a collector of traces that refuses as often as it is told to.
type collecting struct {
	mutex    sync.Mutex
	refuse   int
	requests []*http.Request
	spans    []*tracepb.Span
	resource string
}

func (c *collecting) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.requests = append(c.requests, r)
	if c.refuse > 0 {
		c.refuse--
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	unzipped, err := gzip.NewReader(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	body, err := io.ReadAll(unzipped)
	var data tracepb.TracesData
	if err == nil {
		err = proto.Unmarshal(body, &data)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	for _, one := range data.GetResourceSpans() {
		c.resource = one.GetResource().String()
		for _, scope := range one.GetScopeSpans() {
			c.spans = append(c.spans, scope.GetSpans()...)
		}
	}
}

func tracing(t *testing.T, c *collecting, log *slog.Logger, trusted ...netip.Prefix) *Tracing {
	t.Helper()
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	collector, err := NewCollector(server.URL+"/otel", false, "api-key=a%20b, x=y", 0)
	if err != nil {
		t.Fatal(err)
	}
	tracing, err := NewTracing(t.Context(), TracingConfig{Collector: collector, Version: "v1", Trusted: trusted, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	return tracing
}

func attributeOf(span *tracepb.Span, name string) string {
	for _, a := range span.GetAttributes() {
		if a.GetKey() == name {
			return strings.Trim(a.GetValue().String(), `"`)
		}
	}
	return ""
}

const parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

func TestTraces(t *testing.T) {
	var collected collecting
	var log bytes.Buffer
	lines := slog.New(Traced(slog.NewTextHandler(&log, nil)))
	tracing := tracing(t, &collected, lines)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/kalender/privat/secret?also=secret", nil)
	r.Header.Set("Traceparent", parent) // from somebody unknown
	ctx, ended := Watch{Tracing: tracing}.Begin(r, "/kalender/privat/:file", "id-1")
	_, committed := tracing.Transaction(ctx, "SQLite", "read")
	committed(errors.New("a secret is in the way"))
	lines.With("a", 1).InfoContext(ctx, "request")
	ended(http.StatusInternalServerError)
	alone, committed := tracing.Transaction(t.Context(), "SQLite", "read")
	committed(nil)
	if trace.SpanContextFromContext(alone).IsValid() {
		t.Error("a transaction that no request asked for is traced")
	}
	if err := tracing.Close(t.Context()); err != nil {
		t.Fatal(err)
	}

	if len(collected.spans) != 2 {
		t.Fatalf("%d spans: %v", len(collected.spans), collected.spans)
	}
	transaction, request := collected.spans[0], collected.spans[1]
	if request.GetName() != "GET /kalender/privat/:file" || len(request.GetParentSpanId()) != 0 ||
		!strings.Contains(attributeOf(request, "poliskontor.request.id"), "id-1") || !strings.Contains(attributeOf(request, "http.response.status_code"), "500") ||
		request.GetStatus().GetCode() != tracepb.Status_STATUS_CODE_ERROR {
		t.Errorf("the request: %v", request)
	}
	if transaction.GetName() != "read transaction" || !bytes.Equal(transaction.GetParentSpanId(), request.GetSpanId()) ||
		!strings.Contains(attributeOf(transaction, "db.system.name"), "sqlite") || transaction.GetStatus().GetCode() != tracepb.Status_STATUS_CODE_ERROR {
		t.Errorf("the transaction: %v", transaction)
	}
	for _, span := range collected.spans {
		if strings.Contains(span.String(), "secret") {
			t.Errorf("a span holds a secret: %v", span)
		}
	}
	if !strings.Contains(collected.resource, "poliskontor") || !strings.Contains(collected.resource, "v1") {
		t.Errorf("the resource: %s", collected.resource)
	}
	if want := "trace=" + trace.TraceID(request.GetTraceId()).String(); !strings.Contains(log.String(), want) {
		t.Errorf("no %s in the log: %s", want, log.String())
	}
	sent := collected.requests[0]
	if sent.URL.Path != "/otel/v1/traces" || sent.Header.Get("Api-Key") != "a b" || sent.Header.Get("X") != "y" || sent.Header.Get("Content-Type") != "application/x-protobuf" {
		t.Errorf("sent to %s with %v", sent.URL, sent.Header)
	}
}

func TestProxiesGoOnWithTheirTrace(t *testing.T) {
	var collected collecting
	tracing := tracing(t, &collected, slog.New(slog.DiscardHandler), netip.MustParsePrefix("192.0.2.0/24")) // httptest calls from 192.0.2.1
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	r.Header.Set("Traceparent", parent)
	_, ended := Watch{Tracing: tracing}.Begin(r, "/", "id")
	ended(http.StatusOK)
	if err := tracing.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if id := trace.TraceID(collected.spans[0].GetTraceId()).String(); !strings.Contains(parent, id) {
		t.Errorf("the trace is %s", id)
	}
}

func TestLostTracesAreToldOnce(t *testing.T) {
	collected := collecting{refuse: 2}
	var log bytes.Buffer
	server := httptest.NewServer(&collected)
	defer server.Close()
	u := newUploader(Collector{URL: server.URL}, slog.New(slog.NewTextHandler(&log, nil)))
	var failures int
	for range 4 {
		if err := u.UploadTraces(context.Background(), nil); err != nil {
			failures++
		}
	}
	if failures != 2 || strings.Count(log.String(), "traces are lost") != 1 || strings.Count(log.String(), "traces are sent again") != 1 {
		t.Errorf("%d failures, log: %s", failures, log.String())
	}
}

func TestCollectors(t *testing.T) {
	for _, wrong := range [][2]string{{"127.0.0.1:4318", ""}, {"ftp://x", ""}, {"http://x", "key"}, {"http://x", "key=%zz"}} {
		if _, err := NewCollector(wrong[0], false, wrong[1], 0); err == nil {
			t.Errorf("%q is taken", wrong)
		}
	}
	if c, err := NewCollector("https://x/traces", true, "", 0); err != nil || c.URL != "https://x/traces" {
		t.Errorf("%v %v", c, err)
	}
}
