package site

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// square is a QR code as the path of an SVG drawing, one unit for each module.
type square struct {
	Side int // of the drawing, with the quiet zone around the code
	Path string
}

// quietZone is how many modules around a code stay empty (ISO/IEC 18004, 6.3.8).
const quietZone = 4

// qrCode encodes an address. A sixth of the code may be dirty, torn or in glare.
func qrCode(address string) (*square, error) {
	drawn, err := qr.Encode(address, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("make a QR code of %d characters: %w", len(address), err)
	}
	side := drawn.Bounds().Dx()
	dark := func(x, y int) bool { return x < side && drawn.At(x, y) == color.Color(color.Black) }
	var path strings.Builder
	for y := range side {
		for x := 0; x < side; x++ {
			from := x
			for dark(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%[3]dz", from+quietZone, y+quietZone, x-from)
			}
		}
	}
	return &square{Side: side + 2*quietZone, Path: path.String()}, nil
}
