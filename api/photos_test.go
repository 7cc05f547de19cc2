//go:build unix

package api_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"poliskontor/photo"
	"poliskontor/scheduling"
)

// photoFile is a good photo: a PNG of one colour.
func photoFile(t *testing.T) string {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewRGBA(image.Rect(0, 0, 800, 600))); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

func (w *world) photoOf(site scheduling.SiteID, alt string) string {
	return "/api/v1/sites/" + string(site) + "/photo?alt=" + url.QueryEscape(alt)
}

const anyFile = "application/octet-stream"

func TestAPhotoIsPartOfItsSite(t *testing.T) {
	w := onSQLite(t)
	site := w.seeds.Sites[0].ID
	path := "/api/v1/sites/" + string(site)

	put := w.must(http.StatusOK, "PUT", w.photoOf(site, " Torget "), photoFile(t), "If-Match", `"1"`, "Content-Type", anyFile)
	shown := put.body["photo"].(object)
	if put.Header().Get("ETag") != `"2"` || shown["alt"] != "Torget" || shown["width"] != 800.0 || shown["height"] != 600.0 {
		t.Errorf("ETag %s, photo %v", put.Header().Get("ETag"), shown)
	}
	for size, width := range map[string]int{"": 800, "?size=large": 800, "?size=small": 640} {
		got := w.must(http.StatusOK, "GET", path+"/photo"+size, nil)
		config, err := jpeg.DecodeConfig(got.Body)
		if err != nil || config.Width != width || got.Header().Get("Content-Type") != "image/jpeg" {
			t.Errorf("%q: %s, %v, %v", size, got.Header().Get("Content-Type"), config, err)
		}
	}

	// Its form knows nothing of the photo and leaves it alone.
	in := w.thing("sites")
	in["parking"], in["accessibility"] = "Tre platser bakom torget.", "Plan mark."
	replaced := w.must(http.StatusOK, "PUT", path, in, "If-Match", `"2"`)
	if replaced.body["photo"].(object)["hash"] != shown["hash"] || replaced.text("parking") != "Tre platser bakom torget." || replaced.text("accessibility") != "Plan mark." {
		t.Errorf("replaced: %v", replaced.body)
	}

	reworded := w.must(http.StatusOK, "PUT", w.photoOf(site, "Torget norrifrån"), "", "If-Match", `"3"`, "Content-Type", anyFile)
	if p := reworded.body["photo"].(object); p["alt"] != "Torget norrifrån" || p["hash"] != shown["hash"] {
		t.Errorf("reworded: %v", p)
	}

	w.must(http.StatusPreconditionFailed, "PUT", w.photoOf(site, "Torget"), photoFile(t), "If-Match", `"1"`, "Content-Type", anyFile)
	w.must(http.StatusPreconditionRequired, "PUT", w.photoOf(site, "Torget"), photoFile(t), "Content-Type", anyFile)
	w.must(http.StatusPreconditionFailed, "DELETE", path+"/photo", nil, "If-Match", `"1"`)
	gone := w.must(http.StatusOK, "DELETE", path+"/photo", nil, "If-Match", `"4"`)
	if gone.body["photo"] != nil {
		t.Errorf("gone: %v", gone.body["photo"])
	}
	w.must(http.StatusNotFound, "GET", path+"/photo", nil)
	w.must(http.StatusNotFound, "DELETE", path+"/photo", nil, "If-Match", `"5"`)

	log := w.must(http.StatusOK, "GET", "/api/v1/audit?thing=photo", nil).items()
	if len(log) != 2 || log[0]["action"] != "delete" || log[1]["action"] != "update" {
		t.Errorf("the audit log has %v", log)
	}
}

func TestAPhotoComesInAFormToo(t *testing.T) {
	w := onSQLite(t)
	var form bytes.Buffer
	writer := multipart.NewWriter(&form)
	part, err := writer.CreateFormFile("file", "../../etc/passwd.svg")
	if err == nil {
		_, err = io.WriteString(part, photoFile(t))
	}
	if err == nil {
		err = writer.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	w.must(http.StatusOK, "PUT", w.photoOf(w.seeds.Sites[0].ID, "Torget"), form.String(), "If-Match", `"1"`, "Content-Type", writer.FormDataContentType())
}

// unsaid is a body whose length nobody has said.
type unsaid struct{ left int }

func (e *unsaid) Read(p []byte) (int, error) {
	n := min(len(p), e.left)
	e.left -= n
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

func TestHostilePhotosAreRefused(t *testing.T) {
	w := onSQLite(t)
	site := w.seeds.Sites[0].ID
	good := photoFile(t)
	for name, c := range map[string]struct {
		alt    string
		body   any
		status int
		code   string
	}{
		"an SVG":           {"x", `<svg xmlns="http://www.w3.org/2000/svg"/>`, 422, "photo_unknown"},
		"cut off":          {"x", good[:len(good)/2], 422, "photo_unreadable"},
		"without words":    {" ", good, 422, "required"},
		"too many words":   {strings.Repeat("o", scheduling.MaxAlt+1), good, 422, "too_long"},
		"only words":       {"x", "", 422, "required"},
		"50 MB":            {"x", strings.Repeat("\xff\xd8\xff", 50<<20/3), 413, "body_too_large"},
		"50 MB, unsaid":    {"x", &unsaid{50 << 20}, 413, "body_too_large"},
		"a byte too many":  {"x", good + strings.Repeat("\x00", photo.MostBytes+1-len(good)), 422, "photo_too_large"},
		"words on a line2": {"x\ny", good, 422, "not_one_line"},
	} {
		r := w.must(c.status, "PUT", w.photoOf(site, c.alt), c.body, "If-Match", `"1"`, "Content-Type", anyFile)
		if !strings.Contains(r.Body.String(), `"`+c.code+`"`) {
			t.Errorf("%s: %s, want %s", name, r.Body, c.code)
		}
	}
	if got := w.must(http.StatusOK, "GET", "/api/v1/sites/"+string(site), nil); got.number("version") != 1 {
		t.Errorf("version %d", got.number("version"))
	}
}
