package telemetry

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// Tracing sends OpenTelemetry's traces: a span for each request, by the pattern of its
// route, and one for each transaction of the database within it. No span holds an address,
// a query, a header or an error's text.
type Tracing struct {
	provider *sdktrace.TracerProvider
	tracer   trace.Tracer
	trusted  []netip.Prefix
}

// TracingConfig says where traces go. How many, and under which name, is told to
// OpenTelemetry's own parts by OTEL_TRACES_SAMPLER, OTEL_RESOURCE_ATTRIBUTES and so on.
type TracingConfig struct {
	Collector Collector
	Version   string
	// Trusted are the proxies whose traceparent a request's span goes on from. Others cannot
	// decide what is traced here.
	Trusted []netip.Prefix
	Log     *slog.Logger
}

// NewTracing begins to send traces. [Tracing.Close] sends what is left.
func NewTracing(ctx context.Context, config TracingConfig) (*Tracing, error) {
	// What cannot be sent is told by the collector, once; the rest is for who looks closely.
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { config.Log.Debug("tracing", "cause", err) }))
	exporter, err := otlptrace.New(ctx, newUploader(config.Collector, config.Log))
	if err != nil {
		return nil, fmt.Errorf("begin to send traces: %w", err)
	}
	described, err := resource.New(ctx,
		resource.WithAttributes(attribute.String("service.name", namespace), attribute.String("service.version", config.Version)),
		resource.WithTelemetrySDK(), resource.WithFromEnv())
	if err != nil {
		return nil, fmt.Errorf("OTEL_RESOURCE_ATTRIBUTES: %w", err)
	}
	provider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter), sdktrace.WithResource(described))
	return &Tracing{provider: provider, tracer: provider.Tracer(namespace), trusted: config.Trusted}, nil
}

// Close sends what is left, and ends.
func (t *Tracing) Close(ctx context.Context) error {
	if err := t.provider.Shutdown(ctx); err != nil {
		return fmt.Errorf("send the last traces: %w", err)
	}
	return nil
}

func (t *Tracing) begin(r *http.Request, route, requestID string) (context.Context, func(status int)) {
	ctx := r.Context()
	if t.trusts(r.RemoteAddr) {
		ctx = propagation.TraceContext{}.Extract(ctx, propagation.HeaderCarrier(r.Header))
	}
	method, route := methodLabel(r.Method), routeLabel(route)
	ctx, span := t.tracer.Start(ctx, method+" "+route, trace.WithSpanKind(trace.SpanKindServer), trace.WithAttributes(
		attribute.String("http.request.method", method), attribute.String("http.route", route),
		attribute.String("poliskontor.request.id", requestID)))
	return ctx, func(status int) {
		span.SetAttributes(attribute.Int("http.response.status_code", status))
		if status >= http.StatusInternalServerError {
			span.SetStatus(codes.Error, "")
		}
		span.End()
	}
}

func (t *Tracing) trusts(remote string) bool {
	from, err := netip.ParseAddrPort(remote)
	if err != nil {
		return false
	}
	for _, prefix := range t.trusted {
		if prefix.Contains(from.Addr().Unmap()) {
			return true
		}
	}
	return false
}

// Transaction begins the span of a transaction; ended is told what came of it. What no
// request asked for has none: looking for news twice a second would bury the rest.
func (t *Tracing) Transaction(ctx context.Context, system, kind string) (within context.Context, ended func(error)) {
	if !trace.SpanContextFromContext(ctx).IsValid() {
		return ctx, func(error) {}
	}
	ctx, span := t.tracer.Start(ctx, kind+" transaction", trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
		attribute.String("db.system.name", strings.ToLower(system))))
	return ctx, func(err error) {
		if err != nil {
			span.SetStatus(codes.Error, "")
		}
		span.End()
	}
}

// Traced returns a handler that adds to each line of a log the trace that it belongs to.
func Traced(next slog.Handler) slog.Handler { return traced{next} }

type traced struct{ slog.Handler }

// Handle adds the trace.
func (h traced) Handle(ctx context.Context, r slog.Record) error {
	if span := trace.SpanContextFromContext(ctx); span.IsValid() {
		r = r.Clone()
		r.AddAttrs(slog.String("trace", span.TraceID().String()))
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs keeps adding traces.
func (h traced) WithAttrs(attrs []slog.Attr) slog.Handler { return traced{h.Handler.WithAttrs(attrs)} }

// WithGroup keeps adding traces.
func (h traced) WithGroup(name string) slog.Handler { return traced{h.Handler.WithGroup(name)} }
