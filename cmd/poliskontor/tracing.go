package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"poliskontor/api"
	"poliskontor/telemetry"
)

// tracingConfig says where traces go, by OpenTelemetry's own names.
type tracingConfig struct {
	OTLPEndpoint       string `env:"OTEL_EXPORTER_OTLP_ENDPOINT" help:"Collector that OpenTelemetry's traces are sent to by HTTP, such as http://127.0.0.1:4318. Off without one. OTEL_TRACES_SAMPLER says how many, OTEL_RESOURCE_ATTRIBUTES under which names."`
	OTLPTracesEndpoint string `env:"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" help:"The same with the whole path, such as http://127.0.0.1:4318/v1/traces."`
	OTLPHeaders        string `env:"OTEL_EXPORTER_OTLP_TRACES_HEADERS,OTEL_EXPORTER_OTLP_HEADERS" help:"Headers for the collector, as name=value,name=value; percent-encoded."`
	OTLPTimeout        int    `env:"OTEL_EXPORTER_OTLP_TRACES_TIMEOUT,OTEL_EXPORTER_OTLP_TIMEOUT" default:"10000" help:"How long the collector may take, in milliseconds."`
	OTELDisabled       bool   `env:"OTEL_SDK_DISABLED" help:"Send no traces after all."`
}

// collector returns where traces go; nil for nowhere.
func (c tracingConfig) collector() (*telemetry.Collector, error) {
	endpoint, name := c.OTLPEndpoint, "OTEL_EXPORTER_OTLP_ENDPOINT"
	if c.OTLPTracesEndpoint != "" {
		endpoint, name = c.OTLPTracesEndpoint, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"
	}
	if endpoint == "" || c.OTELDisabled {
		return nil, nil
	}
	if c.OTLPTimeout <= 0 {
		return nil, fmt.Errorf("OTEL_EXPORTER_OTLP_TIMEOUT %d is no time in milliseconds", c.OTLPTimeout)
	}
	collector, err := telemetry.NewCollector(endpoint, c.OTLPTracesEndpoint != "", c.OTLPHeaders, time.Duration(c.OTLPTimeout)*time.Millisecond)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &collector, nil
}

// trace sends traces of what the server does from now on, if anybody wants them.
func (a *App) trace(ctx context.Context, set settings) (err error) {
	if set.traces == nil {
		return nil
	}
	a.tracing, err = telemetry.NewTracing(ctx, telemetry.TracingConfig{
		Collector: *set.traces, Version: version, Trusted: set.trustedProxies, Log: a.log})
	if err != nil {
		return err
	}
	a.log = slog.New(telemetry.Traced(a.log.Handler()))
	a.store.Watch(a.tracing.Transaction)
	return nil
}

// endTracing sends the last traces. A collector that is away does not make the server end
// badly.
func (a *App) endTracing() {
	if a.tracing == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), a.config.Grace)
	defer cancel()
	if err := a.tracing.Close(ctx); err != nil {
		a.log.Warn("the last traces are lost", "cause", err)
	}
}

// watcher hears of requests; nil where nobody wants to.
func (a *App) watcher() api.Watcher {
	if a.metrics == nil && a.tracing == nil {
		return nil
	}
	return telemetry.Watch{Metrics: a.metrics, Tracing: a.tracing}
}
