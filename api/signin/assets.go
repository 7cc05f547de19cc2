package signin

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// assets are the files that pages load. Their addresses change with them, so that
// browsers keep them.
type assets struct {
	css, script []byte
	tag         string
}

func loadAssets(files fs.FS) (assets, error) {
	var a assets
	for _, file := range []struct {
		name string
		into *[]byte
	}{{"tokens.css", &a.css}, {"signin/signin.css", &a.css}, {"signin/signin.js", &a.script}} {
		content, err := fs.ReadFile(files, file.name)
		if err != nil {
			return assets{}, fmt.Errorf("read what the sign-in's pages load: %w", err)
		}
		*file.into = append(*file.into, content...)
	}
	sum := sha256.Sum256(append(bytes.Clone(a.css), a.script...))
	a.tag = hex.EncodeToString(sum[:8])
	return a, nil
}

func (a assets) path(name string) string { return "/static/" + a.tag + "/" + name }

// serve answers at every tag: while versions change, a page of the one may ask the
// other. Only its own is kept for good.
func (a assets) serve(contentType string, content []byte) echo.HandlerFunc {
	return func(c echo.Context) error {
		header := c.Response().Header()
		header.Set(echo.HeaderContentType, contentType)
		header.Set(echo.HeaderCacheControl, "public, max-age=60")
		if c.Param("hash") == a.tag {
			header.Set(echo.HeaderCacheControl, "public, max-age=31536000, immutable")
		}
		http.ServeContent(c.Response(), c.Request(), "", time.Time{}, bytes.NewReader(content))
		return nil
	}
}
