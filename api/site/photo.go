package site

import (
	"bytes"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"poliskontor/scheduling"
)

// photos are the pictures of public sites, by their hashes.
type photos map[string]scheduling.Picture

const smallPhoto = "-liten"

// photoAddress changes with the picture, so that caches may keep it for good.
func photoAddress(hash string, small bool) string {
	if small {
		hash += smallPhoto
	}
	return "/foto/" + hash + ".jpg"
}

// photo answers with the picture of a public site; no other has an address here.
func (s *Site) photo(c echo.Context) error {
	current := s.edition.Load()
	hash, isJPEG := strings.CutSuffix(c.Param("file"), ".jpg")
	hash, small := strings.CutSuffix(hash, smallPhoto)
	if !isJPEG || current == nil {
		return s.ErrorPage(c, http.StatusNotFound)
	}
	picture, found := current.photos[hash]
	if !found {
		return s.ErrorPage(c, http.StatusNotFound)
	}
	body, tag := picture.Large, hash
	if small {
		body, tag = picture.Small, hash+smallPhoto
	}
	header := c.Response().Header()
	header.Set("Content-Type", "image/jpeg")
	header.Set("Cache-Control", "public, max-age=31536000, immutable")
	header.Set("ETag", `"`+tag+`"`)
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, bytes.NewReader(body))
	return nil
}
