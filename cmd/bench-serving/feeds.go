package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
)

// feed is one that is measured: where the app has it, and nginx.
type feed struct{ app, nginx string }

var (
	place = feed{"/kalender/ort/ahus.ics", "/ahus.ics"}
	all   = feed{"/kalender/alla.ics", "/alla.ics"}
)

// kind is a kind of answer.
type kind struct {
	name   string
	goal   bool // whether there is a goal for it
	status int
	bytes  int               // of the body
	target map[string]target // by the server's name
}

// target is what is asked of one server.
type target struct {
	url    string
	header http.Header
}

// answer is what a server sent.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// raw asks for what is named: it neither asks for compression by itself nor takes it away.
var raw = &http.Client{Transport: &http.Transport{DisableCompression: true}}

// fetch returns an answer that is okay.
func fetch(ctx context.Context, url string, header http.Header) (answer, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return answer{}, err
	}
	request.Header = header.Clone()
	response, err := raw.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, fmt.Errorf("read %s: %w", url, err)
	}
	if !okay(response.StatusCode) {
		return answer{}, fmt.Errorf("%s: %s", url, response.Status)
	}
	return answer{response.StatusCode, response.Header, body}, nil
}

var zipped = http.Header{"Accept-Encoding": {"gzip"}}

// copyFeeds writes what the app serves into a folder, plain and zipped, for nginx. It returns
// the files by name.
func copyFeeds(ctx context.Context, app, folder string) (map[string][]byte, error) {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, f := range []feed{place, all} {
		for suffix, header := range map[string]http.Header{"": nil, ".gz": zipped} {
			got, err := fetch(ctx, app+f.app, header)
			if err != nil {
				return nil, err
			}
			files[f.nginx+suffix] = got.body
			if err := os.WriteFile(filepath.Join(folder, f.nginx+suffix), got.body, 0o600); err != nil {
				return nil, err
			}
		}
	}
	return files, nil
}

// prepare says what is asked of both servers, and sees that both answer with the same.
func prepare(ctx context.Context, app, nginx string, files map[string][]byte) ([]kind, error) {
	var kinds []kind
	for _, k := range []struct {
		name      string
		feed      feed
		file      string
		header    http.Header
		unchanged bool
		goal      bool
	}{
		{"all visits, unchanged (304)", all, all.nginx + ".gz", zipped, true, true},
		{"a place, zipped", place, place.nginx + ".gz", zipped, false, true},
		{"all visits, zipped", all, all.nginx + ".gz", zipped, false, true},
		{"all visits, plain", all, all.nginx, nil, false, false},
	} {
		made := kind{name: k.name, goal: k.goal, status: http.StatusOK, target: map[string]target{}}
		for name, url := range map[string]string{"app": app + k.feed.app, "nginx": nginx + k.feed.nginx} {
			want, header := files[k.file], k.header.Clone()
			got, err := fetch(ctx, url, header)
			if err != nil {
				return nil, err
			}
			if k.unchanged {
				made.status, want = http.StatusNotModified, nil
				header.Set("If-None-Match", got.header.Get("ETag"))
				if got, err = fetch(ctx, url, header); err != nil {
					return nil, err
				}
			}
			if got.status != made.status || !bytes.Equal(got.body, want) {
				return nil, fmt.Errorf("%s: %s answers %d with %d bytes, which is not what was copied", k.name, url, got.status, len(got.body))
			}
			made.bytes, made.target[name] = len(want), target{url, header}
		}
		kinds = append(kinds, made)
	}
	return kinds, nil
}
