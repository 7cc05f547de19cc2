package photo_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"poliskontor/photo"
	"poliskontor/scheduling"
)

// halves is a picture whose left half is dark and right half is light.
func halves(width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.Set(x, y, color.Black)
			if x*2 >= width {
				m.Set(x, y, color.White)
			}
		}
	}
	return m
}

func jpegOf(t *testing.T, m image.Image) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := jpeg.Encode(&file, m, nil); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func pngOf(t *testing.T, m image.Image) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, m); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// webpFile is a lossless WebP of one red pixel.
var webpFile = unhex("52494646" + "1a000000" + "57454250" + "5650384c" + "0d000000" + "2f0000001007101111888808" + "0000")

func unhex(text string) []byte {
	b, err := hex.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return b
}

// chunk is a part of a PNG file.
func chunk(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body))) //nolint:gosec // small
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// pngHeader is a PNG file that says how large it is, and no more.
func pngHeader(width, height uint32) []byte {
	body := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	return append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(body, 8, 2, 0, 0, 0))...)
}

// withExif puts an Exif segment into a JPEG: how the camera was held, and what else it hides.
func withExif(file []byte, held uint16, hidden string) []byte {
	tiff := append([]byte("MM\x00*"), 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1)
	tiff = append(binary.BigEndian.AppendUint16(tiff, held), 0, 0, 0, 0, 0, 0)
	body := append(append([]byte("Exif\x00\x00"), tiff...), hidden...)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2)) //nolint:gosec // small
	return append(append(append([]byte{}, file[:2]...), append(segment, body...)...), file[2:]...)
}

func prepare(t *testing.T, file []byte) scheduling.Picture {
	t.Helper()
	p, err := photo.Prepare(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func sizeOf(t *testing.T, file []byte) (int, int) {
	t.Helper()
	size, err := jpeg.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return size.Width, size.Height
}

func TestEveryFormatBecomesAJPEGInTwoSizes(t *testing.T) {
	for name, c := range map[string]struct {
		file          []byte
		width, height int
		smallW        int
		smallH        int
	}{
		"a large JPEG":  {jpegOf(t, halves(3000, 2000)), 1600, 1066, 640, 426},
		"a tall PNG":    {pngOf(t, halves(500, 2000)), 400, 1600, 160, 640},
		"a small PNG":   {pngOf(t, halves(300, 200)), 300, 200, 300, 200},
		"a thread":      {pngOf(t, halves(5000, 1)), 1600, 1, 640, 1},
		"a WebP":        {webpFile, 1, 1, 1, 1},
		"one that lies": {withExif(jpegOf(t, halves(400, 200)), 6, ""), 200, 400, 200, 400},
	} {
		t.Run(name, func(t *testing.T) {
			p := prepare(t, c.file)
			if w, h := sizeOf(t, p.Large); w != c.width || h != c.height || w != p.Width || h != p.Height {
				t.Errorf("the large one is %d by %d, said to be %d by %d, want %d by %d", w, h, p.Width, p.Height, c.width, c.height)
			}
			w, h := sizeOf(t, p.Small)
			if w != c.smallW || h != c.smallH {
				t.Errorf("the small one is %d by %d, want %d by %d", w, h, c.smallW, c.smallH)
			}
			if saysW, saysH := photo.SmallSize(p.Width, p.Height); saysW != w || saysH != h {
				t.Errorf("the small one is said to be %d by %d and is %d by %d", saysW, saysH, w, h)
			}
			if again := prepare(t, c.file); again.Hash != p.Hash || len(p.Hash) != 32 {
				t.Errorf("hashes %s and %s", p.Hash, again.Hash)
			}
		})
	}
}

func TestNothingHiddenIsKept(t *testing.T) {
	const whereabouts = "55.9300N 14.3100E"
	plain := jpegOf(t, halves(400, 200))
	for name, file := range map[string][]byte{
		"in Exif":          withExif(plain, 1, whereabouts),
		"behind a JPEG":    append(bytes.Clone(plain), "<script>"+whereabouts+"</script>PK\x03\x04"...),
		"in a PNG's text":  withText(pngOf(t, halves(40, 20)), whereabouts),
		"behind a PNG":     append(pngOf(t, halves(40, 20)), whereabouts...),
		"behind the WebP":  append(bytes.Clone(webpFile), whereabouts...),
		"in a JPEG's note": append(append([]byte{0xff, 0xd8, 0xff, 0xfe, 0, byte(len(whereabouts) + 2)}, whereabouts...), plain[2:]...),
	} {
		p := prepare(t, file)
		for _, kept := range [][]byte{p.Large, p.Small} {
			if bytes.Contains(kept, []byte(whereabouts)) || bytes.Contains(kept, []byte("Exif")) || bytes.Contains(kept, []byte("script")) {
				t.Errorf("%s: something is kept", name)
			}
		}
	}
}

// withText puts a text into a PNG file, behind its header.
func withText(file []byte, text string) []byte {
	const header = 8 + 25
	return append(append(bytes.Clone(file[:header]), chunk("tEXt", []byte("Comment\x00"+text))...), file[header:]...)
}

func TestAPictureIsTurnedUpright(t *testing.T) {
	dark := func(file []byte, x, y float64) bool {
		m, err := jpeg.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		size := m.Bounds().Size()
		return color.GrayModel.Convert(m.At(int(x*float64(size.X)), int(y*float64(size.Y)))).(color.Gray).Y < 128
	}
	// Where the dark left half goes to.
	for held, at := range map[uint16][2]float64{
		1: {.2, .5}, 2: {.8, .5}, 3: {.8, .5}, 4: {.2, .5}, 5: {.5, .2}, 6: {.5, .2}, 7: {.5, .8}, 8: {.5, .8}, 9: {.2, .5},
	} {
		p := prepare(t, withExif(jpegOf(t, halves(400, 200)), held, ""))
		if !dark(p.Large, at[0], at[1]) || dark(p.Large, 1-at[0], 1-at[1]) {
			t.Errorf("held as %d, the dark half is not at %v", held, at)
		}
	}
}

func TestWhatIsTransparentIsWhite(t *testing.T) {
	p := prepare(t, pngOf(t, image.NewNRGBA(image.Rect(0, 0, 20, 20))))
	m, err := jpeg.Decode(bytes.NewReader(p.Large))
	if err != nil {
		t.Fatal(err)
	}
	if y := color.GrayModel.Convert(m.At(10, 10)).(color.Gray).Y; y < 250 {
		t.Errorf("brightness %d", y)
	}
}

func TestHostileFilesAreRefused(t *testing.T) {
	whole := jpegOf(t, halves(400, 200))
	var animated bytes.Buffer
	if err := gif.Encode(&animated, halves(4, 4), nil); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file []byte
		code scheduling.Code
	}{
		"an SVG":                    {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), scheduling.CodePhotoUnknown},
		"a page that says GIF":      {[]byte("GIF89a/*<script>*/"), scheduling.CodePhotoUnknown},
		"a GIF":                     {animated.Bytes(), scheduling.CodePhotoUnknown},
		"a PDF":                     {[]byte("%PDF-1.7\n"), scheduling.CodePhotoUnknown},
		"two bytes":                 {[]byte{0xff, 0xd8}, scheduling.CodePhotoUnknown},
		"half a JPEG":               {whole[:len(whole)/2], scheduling.CodePhotoUnreadable},
		"a JPEG's beginning":        {whole[:20], scheduling.CodePhotoUnreadable},
		"half a PNG":                {pngOf(t, halves(400, 200))[:60], scheduling.CodePhotoUnreadable},
		"a script that begins JPEG": {[]byte("\xff\xd8\xff<?php system($_GET['c']); ?>"), scheduling.CodePhotoUnreadable},
		"a bomb of 20000 by 20000":  {pngHeader(20000, 20000), scheduling.CodePhotoTooMany},
		"a bomb that overflows":     {pngHeader(1<<31-1, 1<<31-1), scheduling.CodePhotoUnreadable},
		"nothing by nothing":        {pngHeader(0, 0), scheduling.CodePhotoUnreadable},
		"half a WebP":               {webpFile[:24], scheduling.CodePhotoUnreadable},
		"a sound":                   {[]byte("RIFF\x00\x00\x00\x00WAVEfmt "), scheduling.CodePhotoUnknown},
		"50 MB":                     {append(bytes.Clone(whole), make([]byte, 50<<20)...), scheduling.CodePhotoTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := photo.Prepare(t.Context(), c.file)
			if scheduling.KindOf(err) != scheduling.Invalid || !scheduling.HasCode(err, c.code) {
				t.Errorf("refused with %v, want %s", err, c.code)
			}
		})
	}
}

func TestOneThatGoesAwayDoesNotWait(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	// Either the turn was free or the wait was over; what must not happen is a fault.
	if _, err := photo.Prepare(ctx, webpFile); err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func FuzzPrepare(f *testing.F) {
	f.Add(webpFile)
	f.Add(pngHeader(4, 4))
	f.Add([]byte("\xff\xd8\xff" + strings.Repeat("\x00", 20)))
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := photo.Prepare(t.Context(), file)
		if err != nil {
			if scheduling.KindOf(err) != scheduling.Invalid {
				t.Errorf("%v", err)
			}
			return
		}
		sizeOf(t, p.Large)
		sizeOf(t, p.Small)
	})
}
