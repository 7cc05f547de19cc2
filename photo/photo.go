// Package photo makes of a file that somebody sends a picture that is safe to show:
// decoded, turned upright, scaled down and encoded anew, so that nothing is left of the
// file but what is to be seen. Where it was taken, with what, and whatever else was
// hidden in it is gone.
package photo

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"strconv"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"poliskontor/scheduling"
)

const (
	// MostBytes is how large a file may be.
	MostBytes = 12 << 20
	// mostPixels is how large a picture may be, once it is unpacked: that of an ordinary
	// telephone. It bounds memory at some 400 MB for the worst file, one at a time.
	mostPixels = 25_000_000

	// The longer sides of what is made.
	largeSide, smallSide = 1600, 640
	largeQuality         = 80
	smallQuality         = 75
)

// format is a kind of file, known by how it begins and not by what it is called.
type format struct {
	begins string
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

func (f format) is(file []byte) bool {
	if len(file) < len(f.begins) {
		return false
	}
	for i := range f.begins {
		if f.begins[i] != '?' && f.begins[i] != file[i] {
			return false
		}
	}
	return true
}

// formats are those that are taken. They are asked for one by one, not through the
// image package's list, to which any import may add.
var formats = []format{
	{"\xff\xd8\xff", jpeg.DecodeConfig, jpeg.Decode},
	{"\x89PNG\r\n\x1a\n", png.DecodeConfig, png.Decode},
	{"RIFF????WEBP", webp.DecodeConfig, webp.Decode},
}

// turn lets one file be decoded at a time: each can need a great deal of memory.
var turn = make(chan struct{}, 1)

// Prepare makes the picture of a JPEG, PNG or WebP file. It returns an error of kind
// [scheduling.Invalid] about the field "file", or that of ctx.
func Prepare(ctx context.Context, file []byte) (scheduling.Picture, error) {
	decode, err := examine(file)
	if err != nil {
		return scheduling.Picture{}, err
	}
	select {
	case turn <- struct{}{}:
		defer func() { <-turn }()
	case <-ctx.Done():
		return scheduling.Picture{}, fmt.Errorf("wait for another photo: %w", ctx.Err())
	}
	found, err := decode(bytes.NewReader(file))
	if err != nil {
		return scheduling.Picture{}, refuse(scheduling.CodePhotoUnreadable)
	}
	large := orientationOf(file).apply(scaled(found, largeSide))
	return picture(large, scaled(large, smallSide))
}

// examine tells how a file is decoded, having looked at its beginning only.
func examine(file []byte) (func(io.Reader) (image.Image, error), error) {
	if len(file) > MostBytes {
		return nil, refuse(scheduling.CodePhotoTooLarge, "most", strconv.Itoa(MostBytes>>20))
	}
	for _, f := range formats {
		if !f.is(file) {
			continue
		}
		size, err := f.config(bytes.NewReader(file))
		switch {
		case err != nil || size.Width < 1 || size.Height < 1:
			return nil, refuse(scheduling.CodePhotoUnreadable)
		case size.Width > mostPixels/size.Height:
			return nil, refuse(scheduling.CodePhotoTooMany, "most", strconv.Itoa(mostPixels/1_000_000))
		}
		return f.decode, nil
	}
	return nil, refuse(scheduling.CodePhotoUnknown)
}

func refuse(code scheduling.Code, params ...string) error {
	return scheduling.InvalidField("file", code, params...)
}

// scaled draws a picture on white, its longer side no longer than most.
func scaled(from image.Image, most int) *image.RGBA {
	size := from.Bounds().Size()
	if longer := max(size.X, size.Y); longer > most {
		size = image.Pt(max(1, size.X*most/longer), max(1, size.Y*most/longer))
	}
	to := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(to, to.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.CatmullRom.Scale(to, to.Bounds(), from, from.Bounds(), draw.Over, nil)
	return to
}

func picture(large, small image.Image) (scheduling.Picture, error) {
	var p scheduling.Picture
	size := large.Bounds().Size()
	p.Width, p.Height = size.X, size.Y
	var err error
	if p.Large, err = encoded(large, largeQuality); err != nil {
		return p, err
	}
	if p.Small, err = encoded(small, smallQuality); err != nil {
		return p, err
	}
	sum := sha256.Sum256(p.Large)
	p.Hash = hex.EncodeToString(sum[:16])
	return p, nil
}

func encoded(m image.Image, quality int) ([]byte, error) {
	var file bytes.Buffer
	if err := jpeg.Encode(&file, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("encode a photo: %w", err)
	}
	return file.Bytes(), nil
}

// SmallSize is how large the small one of a picture is whose large one is that large.
func SmallSize(width, height int) (int, int) {
	if longer := max(width, height); longer > smallSide {
		return max(1, width*smallSide/longer), max(1, height*smallSide/longer)
	}
	return width, height
}
