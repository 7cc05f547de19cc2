package encoding_test

import (
	"testing"

	"poliskontor/api/encoding"
)

func TestAccepts(t *testing.T) {
	for _, test := range []struct {
		fields   []string
		gzip, br bool
	}{
		{nil, false, false},
		{[]string{""}, false, false},
		{[]string{"gzip"}, true, false},
		{[]string{"x-gzip"}, true, false},
		{[]string{"gzip, deflate, br, zstd"}, true, true},
		{[]string{"deflate", "BR;q=0.5"}, false, true},
		{[]string{"br;q=0, gzip ; q=0.1"}, true, false},
		{[]string{"*"}, true, true},
		{[]string{"*;q=0, gzip"}, true, false},
		{[]string{"gzip;q=0, *"}, false, true},
		{[]string{"br;q=nonsense"}, false, false},
		{[]string{"identity"}, false, false},
		{[]string{"GZIP"}, true, false},
		{[]string{"*, gzip;q=0"}, false, true},
		{[]string{"gzip ; q=0.5"}, true, false},
	} {
		if gzip, br := encoding.Accepts(test.fields, "gzip"), encoding.Accepts(test.fields, "br"); gzip != test.gzip || br != test.br {
			t.Errorf("%q: gzip %t, br %t", test.fields, gzip, br)
		}
	}
}
