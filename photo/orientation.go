package photo

import (
	"encoding/binary"
	"image"
)

// orientation is how a camera was held, as Exif numbers it; 1 is upright. It must be
// read before all that a file says beside its pixels is dropped.
type orientation int

const upright orientation = 1

// How a directory's entry is known that says how the camera was held.
const (
	tagOfOrder = 0x0112
	typeShort  = 3
)

// orientationOf reads a JPEG's first Exif segment. What is broken, or no JPEG, is
// upright.
func orientationOf(file []byte) orientation {
	for at := 2; at+4 <= len(file) && file[at] == 0xff; {
		marker, length := file[at+1], int(binary.BigEndian.Uint16(file[at+2:]))
		end := at + 2 + length
		if length < 2 || end > len(file) || marker == 0xda { // the pixels begin
			return upright
		}
		if body := file[at+4 : end]; marker == 0xe1 && len(body) > 6 && string(body[:6]) == "Exif\x00\x00" {
			return orderIn(body[6:])
		}
		at = end
	}
	return upright
}

// orderIn reads the first directory of a TIFF file (TIFF 6.0, section 2).
func orderIn(tiff []byte) orientation {
	if len(tiff) < 8 {
		return upright
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return upright
	}
	count := uint64(order.Uint16(tiff[at:]))
	for i := range count {
		entry := at + 2 + 12*i
		if entry+12 > uint64(len(tiff)) {
			return upright
		}
		if order.Uint16(tiff[entry:]) == tagOfOrder && order.Uint16(tiff[entry+2:]) == typeShort {
			if found := orientation(order.Uint16(tiff[entry+8:])); found >= 1 && found <= 8 {
				return found
			}
			return upright
		}
	}
	return upright
}

// apply turns a picture upright.
func (o orientation) apply(from *image.RGBA) *image.RGBA {
	if o == upright {
		return from
	}
	w, h := from.Bounds().Dx(), from.Bounds().Dy()
	size := image.Pt(w, h)
	if o >= 5 { // lying on a side
		size = image.Pt(h, w)
	}
	to := image.NewRGBA(image.Rectangle{Max: size})
	for y := range h {
		for x := range w {
			at := o.place(x, y, w, h)
			to.SetRGBA(at.X, at.Y, from.RGBAAt(x, y))
		}
	}
	return to
}

// place is where a pixel of a picture of w by h goes.
func (o orientation) place(x, y, w, h int) image.Point {
	switch o {
	case 2:
		return image.Pt(w-1-x, y)
	case 3:
		return image.Pt(w-1-x, h-1-y)
	case 4:
		return image.Pt(x, h-1-y)
	case 5:
		return image.Pt(y, x)
	case 6:
		return image.Pt(h-1-y, x)
	case 7:
		return image.Pt(h-1-y, w-1-x)
	case 8:
		return image.Pt(y, w-1-x)
	default:
		return image.Pt(x, y)
	}
}
