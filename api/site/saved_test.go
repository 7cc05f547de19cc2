//go:build unix

package site

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"poliskontor/scheduling"
)

// kept is a world with something of everything that is public, which is kept in a file.
func kept(t *testing.T) *world {
	t.Helper()
	w := keeping(t)
	w.config.File = filepath.Join(t.TempDir(), "public.snapshot")
	w.start()
	w.describe(w.seeds.Sites[0].ID, func(s *scheduling.Site) { s.Parking = "Bakom torget." })
	w.photograph(w.seeds.Sites[0].ID, "aaaa")
	w.told("Trafik", 10, "Om farten.")
	w.refresh()
	if err := w.site.keep(); err != nil {
		t.Fatal(err)
	}
	return w
}

// publicPaths are addresses of everything that stands in the snapshot.
func (w *world) publicPaths(visits map[string]string) []string {
	paths := append(w.dataPaths(), "/", "/en/", "/manad", "/texter", "/prenumerera", "/andringar", "/en/andringar", "/andringar.atom", "/loften", "/loften/lofte",
		"/om", "/tillganglighet", "/orter/"+w.locality(0), "/en/orter/"+w.locality(0), "/orter/"+w.locality(1), "/affisch/"+w.locality(0),
		"/foto/aaaa.jpg", "/foto/aaaa-liten.jpg", "/sitemap.xml", "/dcat.ttl", "/dcat.jsonld", embedDataPath)
	for id := range visits {
		paths = append(paths, "/besok/"+id)
	}
	return paths
}

// TestAServerStartsFromItsFile: every public answer is what it was, to the byte, with the same
// tag and the same day of change, and needs no database.
func TestAServerStartsFromItsFile(t *testing.T) {
	w := kept(t)
	visits := map[string]string{}
	for _, v := range w.site.Snapshot().Visits {
		visits[string(v.ID)] = ""
	}
	paths := w.publicPaths(visits)
	before := map[string]answer{}
	for _, path := range paths {
		a := w.get(path)
		if a.StatusCode != http.StatusOK {
			t.Fatalf("%s: status %d", path, a.StatusCode)
		}
		before[path] = a
	}
	taken := w.site.Snapshot().Taken
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	w.start()
	if restored, err := w.site.Restore(); err != nil || !restored.Equal(taken) {
		t.Fatalf("restored of %s: %v", restored, err)
	}
	for _, path := range paths {
		a := w.get(path)
		if a.StatusCode != http.StatusOK || a.body != before[path].body {
			t.Errorf("%s: status %d, and %d bytes instead of %d", path, a.StatusCode, len(a.body), len(before[path].body))
		}
		for _, name := range []string{"ETag", "Last-Modified", "Content-Type", "Cache-Control"} {
			if got, had := a.Header.Get(name), before[path].Header.Get(name); got != had {
				t.Errorf("%s: %s is %q and was %q", path, name, got, had)
			}
		}
	}
}

// TestAFileThatIsNotAsItWasWrittenIsRefused, and nothing of it is shown.
func TestAFileThatIsNotAsItWasWrittenIsRefused(t *testing.T) {
	w := kept(t)
	whole, err := os.ReadFile(w.config.File)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	for name, test := range map[string]struct {
		content []byte
		says    string
	}{
		"a bit of it":         {flipped, "SHA-256"},
		"half of it":          {whole[:len(whole)/2], "SHA-256"},
		"its first line":      {whole[:bytes.IndexByte(whole, '\n')+1], "SHA-256"},
		"nothing":             {nil, "no snapshot"},
		"something else":      {[]byte("<!doctype html>\n<p>Hej"), "no snapshot"},
		"another format":      {bytes.Replace(whole, []byte("snapshot-1 "), []byte("snapshot-2 "), 1), "another version"},
		"another set of data": {bytes.Replace(whole, []byte(savedAs), []byte("0123456789abcdef"), 1), "another version"},
	} {
		if err := os.WriteFile(w.config.File, test.content, 0o600); err != nil {
			t.Fatal(err)
		}
		w.start()
		_, err := w.site.Restore()
		if err == nil || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "\n") || w.site.Ready() {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := os.Remove(w.config.File); err != nil {
		t.Fatal(err)
	}
	if _, err := w.site.Restore(); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

func TestAnOldFileIsRefused(t *testing.T) {
	w := kept(t)
	w.start()
	w.now = w.now.Add(keptFor)
	if _, err := w.site.Restore(); err != nil {
		t.Errorf("after a week: %v", err)
	}
	w.start()
	w.now = w.now.Add(time.Second)
	if _, err := w.site.Restore(); err == nil || w.site.Ready() {
		t.Errorf("after more than a week: %v", err)
	}
}

// TestWhatIsShownIsKept: what was shown last is in the file when the server ends, with its
// pictures, and without those that are gone.
func TestWhatIsShownIsKept(t *testing.T) {
	w := kept(t)
	w.plan(0, 10, 14, 16)
	w.release("Ett till")
	w.photograph(w.seeds.Sites[0].ID, "bbbb")
	w.refresh()
	ctx, end := context.WithCancel(t.Context())
	end()
	w.site.Keep(ctx)
	shown := w.page("/")
	w.start()
	if _, err := w.site.Restore(); err != nil {
		t.Fatal(err)
	}
	if w.page("/") != shown || w.get("/foto/bbbb.jpg").body != "large bbbb" {
		t.Error("the file has something else than what was shown last")
	}
	if _, err := os.Stat(w.site.picture("aaaa")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a picture that is shown no more: %v", err)
	}
}

// TestAPictureThatIsLostLeavesItsPlace: the rest is shown without it.
func TestAPictureThatIsLostLeavesItsPlace(t *testing.T) {
	w := kept(t)
	if err := os.WriteFile(w.site.picture("aaaa"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.start()
	if _, err := w.site.Restore(); err != nil {
		t.Fatal(err)
	}
	never(t, "the place", w.page("/orter/"+w.locality(0)), "/foto/")
	if !strings.Contains(w.log.String(), "a photo is not shown") {
		t.Error("the log does not tell of it")
	}
}

// TestADiskThatIsFullIsToldOnce: readers do not notice, and the file stays as it was.
func TestADiskThatIsFullIsToldOnce(t *testing.T) {
	w := kept(t)
	before, err := os.ReadFile(w.config.File)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(w.config.File+".new", 0o700); err != nil { // nothing can be written there
		t.Fatal(err)
	}
	w.plan(0, 10, 14, 16)
	w.release("Ett till")
	ctx, end := context.WithCancel(t.Context())
	end()
	w.site.Keep(ctx)
	w.page("/")
	after, err := os.ReadFile(w.config.File)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file is another: %v", err)
	}
	if n := strings.Count(w.log.String(), "the snapshot on disk is older"); n != 1 {
		t.Errorf("the log tells of it %d times", n)
	}
}
