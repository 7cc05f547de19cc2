package main

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"go.opentelemetry.io/otel/trace"
	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"poliskontor/safelog/logtest"
)

// TestTracesHoldNoSecrets asks a whole server for what nobody may see, and reads what it
// sends to a collector of traces.
func TestTracesHoldNoSecrets(t *testing.T) {
	var mutex sync.Mutex
	var spans []*tracepb.Span
	collector := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		unzipped, err := gzip.NewReader(r.Body)
		var body []byte
		if err == nil {
			body, err = io.ReadAll(unzipped)
		}
		var data tracepb.TracesData
		if err == nil {
			err = proto.Unmarshal(body, &data)
		}
		if err != nil {
			t.Error(err)
		}
		mutex.Lock()
		defer mutex.Unlock()
		for _, one := range data.GetResourceSpans() {
			for _, scope := range one.GetScopeSpans() {
				spans = append(spans, scope.GetSpans()...)
			}
		}
	}))
	defer collector.Close()
	var log strings.Builder // written by one request at a time
	app, err := NewApp(t.Context(), serveConfig{
		openDataConfig: usualOpenData, databaseConfig: databaseConfig{Database: "sqlite:" + t.TempDir() + "/db"}, Addr: "127.0.0.1:0", Grace: 5 * time.Second,
		tracingConfig: tracingConfig{OTLPEndpoint: collector.URL, OTLPTimeout: 5000},
	}, time.Now, logtest.New(&log))
	if err != nil {
		t.Fatal(err)
	}
	const canary, nowhere = "canary-secret-on-the-way", "an-address-of-somebodys-making" // which the log may hold
	ask := func(method, path, id string) {
		r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(`{"email": "`+canary+`@example.se", "password": "`+canary+`"}`))
		r.Header.Set("Authorization", "Bearer mpk_"+canary)
		r.Header.Set("Cookie", "__Host-poliskontor="+canary)
		r.Header.Set("User-Agent", canary)
		r.Header.Set("X-Request-Id", id)
		app.server.Handler.ServeHTTP(httptest.NewRecorder(), r)
	}
	ask(http.MethodGet, "/kalender/privat/"+canary+".ics", "private")
	ask(http.MethodGet, "/api/v1/visits?ort="+canary, "visits")
	ask(http.MethodPost, "/api/v1/visits", "new")
	ask(http.MethodGet, "/"+nowhere, "nowhere")
	if err := app.Close(); err != nil { // sends the last of them
		t.Fatal(err)
	}

	mutex.Lock()
	defer mutex.Unlock()
	requests, transactions := map[string]*tracepb.Span{}, 0
	for _, span := range spans {
		if strings.Contains(span.String(), canary) || strings.Contains(span.String(), nowhere) {
			t.Errorf("a span holds a secret, or what somebody made up: %v", span)
		}
		if span.GetKind() == tracepb.Span_SPAN_KIND_CLIENT {
			transactions++
			continue
		}
		for _, a := range span.GetAttributes() {
			if a.GetKey() == "poliskontor.request.id" {
				requests[a.GetValue().GetStringValue()] = span
			}
		}
	}
	for id, name := range map[string]string{"visits": "GET /api/v1/visits", "new": "POST /api/v1/visits", "nowhere": "GET /*"} {
		span := requests[id]
		if span.GetName() != name {
			t.Errorf("%s is traced as %q", id, span.GetName())
			continue
		}
		trace := "trace=" + trace.TraceID(span.GetTraceId()).String()
		told := false
		for line := range strings.SplitSeq(log.String(), "\n") {
			told = told || strings.Contains(line, "request="+id) && strings.Contains(line, trace)
		}
		if !told {
			t.Errorf("no line of the log names both %s and %s:\n%s", id, trace, log.String())
		}
	}
	if name := requests["private"].GetName(); !strings.HasPrefix(name, "GET /kalender/privat/:") {
		t.Errorf("a private calendar is traced as %q", name)
	}
	if transactions == 0 {
		t.Error("no transaction is traced")
	}
}

func TestWhereTracesGo(t *testing.T) {
	for name, c := range map[string]struct {
		config tracingConfig
		want   string
	}{
		"nowhere":  {tracingConfig{OTLPTimeout: 1}, ""},
		"disabled": {tracingConfig{OTLPEndpoint: "http://x", OTELDisabled: true}, ""},
		"by base":  {tracingConfig{OTLPEndpoint: "http://x:4318", OTLPTimeout: 1}, "http://x:4318/v1/traces"},
		"exactly":  {tracingConfig{OTLPEndpoint: "http://x", OTLPTracesEndpoint: "http://y/z", OTLPTimeout: 1}, "http://y/z"},
	} {
		collector, err := c.config.collector()
		if err != nil || (collector == nil) != (c.want == "") || collector != nil && collector.URL != c.want {
			t.Errorf("%s: %v, %v", name, collector, err)
		}
	}
	for _, wrong := range []tracingConfig{{OTLPEndpoint: "x:4318", OTLPTimeout: 1}, {OTLPEndpoint: "http://x"}} {
		if _, err := wrong.collector(); err == nil || !strings.Contains(err.Error(), "OTEL_EXPORTER_OTLP_") {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
}
