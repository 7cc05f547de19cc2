package telemetry

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// Collector is where traces are sent, by OTLP over HTTP.
type Collector struct {
	URL    string // with the path, mostly /v1/traces
	Header http.Header
	// Timeout is how long one attempt may take; 0 for ten seconds.
	Timeout time.Duration
}

// NewCollector reads what OTEL_EXPORTER_OTLP_ENDPOINT, or with exact its variant for traces,
// and the variables for headers and timeout say. An empty header is none.
func NewCollector(endpoint string, exact bool, headers string, timeout time.Duration) (Collector, error) {
	address, err := url.Parse(endpoint)
	if err != nil || address.Host == "" || address.Scheme != "http" && address.Scheme != "https" {
		return Collector{}, fmt.Errorf("%q is not an address such as http://127.0.0.1:4318", endpoint)
	}
	if !exact {
		address = address.JoinPath("v1/traces")
	}
	c := Collector{URL: address.String(), Header: http.Header{}, Timeout: timeout}
	for pair := range strings.SplitSeq(headers, ",") {
		name, value, found := strings.Cut(pair, "=")
		if strings.TrimSpace(pair) == "" {
			continue
		}
		value, err := url.PathUnescape(strings.TrimSpace(value))
		if !found || err != nil {
			return Collector{}, errors.New("the headers are not written as name=value,name=value")
		}
		c.Header.Set(strings.TrimSpace(name), value)
	}
	return c, nil
}

// uploader is [otlptrace.Client]. OpenTelemetry's own one over HTTP is built upon gRPC, which
// would double what this program is made of; the protocol over HTTP is one POST (OTLP 1.5, 3.3).
type uploader struct {
	Collector
	client   *http.Client
	log      *slog.Logger
	troubled atomic.Bool
}

func newUploader(c Collector, log *slog.Logger) *uploader {
	if c.Timeout == 0 {
		c.Timeout = 10 * time.Second
	}
	if c.Header == nil {
		c.Header = http.Header{}
	}
	return &uploader{Collector: c, client: &http.Client{Timeout: c.Timeout}, log: log}
}

// Start does nothing: a collector that is away does not keep the server from starting.
func (u *uploader) Start(context.Context) error { return nil }

// Stop lets go of the connections.
func (u *uploader) Stop(context.Context) error {
	u.client.CloseIdleConnections()
	return nil
}

const attempts = 4

// UploadTraces sends spans, again where the collector says that this may help. Trouble is
// logged when it begins and when it is over.
func (u *uploader) UploadTraces(ctx context.Context, spans []*tracepb.ResourceSpans) error {
	// On the wire it is the same as a request to the collector's service.
	written, err := proto.Marshal(&tracepb.TracesData{ResourceSpans: spans})
	if err != nil {
		return fmt.Errorf("write traces: %w", err)
	}
	var body bytes.Buffer
	zipped := gzip.NewWriter(&body)
	_, _ = zipped.Write(written) // a bytes.Buffer takes everything
	_ = zipped.Close()
	for attempt := 1; ; attempt++ {
		var wait time.Duration
		wait, err = u.post(ctx, body.Bytes())
		if err == nil || wait == 0 || attempt == attempts {
			break
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait << (attempt - 1)):
		}
		if ctx.Err() != nil {
			break
		}
	}
	if troubled := err != nil; u.troubled.Swap(troubled) != troubled {
		if troubled {
			u.log.WarnContext(ctx, "traces are lost", "cause", err)
		} else {
			u.log.InfoContext(ctx, "traces are sent again")
		}
	}
	return err
}

// post sends spans once. Where trying again may help it returns after how long.
func (u *uploader) post(ctx context.Context, body []byte) (wait time.Duration, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, u.URL, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header = u.Header.Clone()
	request.Header.Set("Content-Type", "application/x-protobuf")
	request.Header.Set("Content-Encoding", "gzip")
	response, err := u.client.Do(request)
	if err != nil {
		return time.Second, fmt.Errorf("reach the collector: %w", err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(response.Body, 1<<20)); err != nil {
		return time.Second, fmt.Errorf("hear the collector: %w", err)
	}
	switch response.StatusCode {
	case http.StatusOK:
		return 0, nil
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		wait = time.Second
		if seconds, err := strconv.Atoi(response.Header.Get("Retry-After")); err == nil && seconds > 0 && seconds <= 60 {
			wait = time.Duration(seconds) * time.Second
		}
	}
	return wait, fmt.Errorf("the collector answers %s", response.Status)
}
