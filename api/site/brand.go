package site

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
)

// Brand is how an operator names and colours the pages.
type Brand struct {
	Name   string // in place of "Mobilt poliskontor"; may be empty
	Colour string // of the sign and the mark, written as #0b3c5d; may be empty
}

const (
	defaultColour = "#0b3c5d"
	white         = "#ffffff"
	black         = "#000000"
)

var colourPattern = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// colours returns the brand's colour and the one that is written with on it.
func (b Brand) colours() (ground, ink string, err error) {
	if b.Colour == "" {
		return defaultColour, white, nil
	}
	if !colourPattern.MatchString(b.Colour) {
		return "", "", fmt.Errorf("brand colour %q is not written as %s", b.Colour, defaultColour)
	}
	// The contrast is 4.5:1 at least with one of the two, whatever the colour.
	if contrast(b.Colour, white) >= contrast(b.Colour, black) {
		return b.Colour, white, nil
	}
	return b.Colour, black, nil
}

// contrast returns the contrast ratio of two colours (WCAG 2.2), from 1 to 21.
func contrast(a, b string) float64 {
	light, dark := luminance(a), luminance(b)
	return (max(light, dark) + 0.05) / (min(light, dark) + 0.05)
}

func luminance(colour string) float64 {
	weights := [3]float64{0.2126, 0.7152, 0.0722}
	sum := 0.0
	for i, weight := range weights {
		// The caller has checked that these are hexadecimal digits.
		value, _ := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		channel := float64(value) / 255
		if channel <= 0.04045 {
			sum += weight * channel / 12.92
		} else {
			sum += weight * math.Pow((channel+0.055)/1.055, 2.4)
		}
	}
	return sum
}
