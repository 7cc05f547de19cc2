package signin

import (
	"maps"
	"testing"
	"time"
)

func TestCodecHoldsTextOnly(t *testing.T) {
	for _, value := range []any{1, true, []byte("x"), nil, "\xff"} {
		if _, err := (codec{}).Encode(time.Now(), map[string]any{"a": value}); err == nil {
			t.Errorf("%v is taken", value)
		}
	}
}

// FuzzCodec reads what may be in the database, and writes and reads it again.
func FuzzCodec(f *testing.F) {
	f.Add([]byte(`{"deadline":"2026-11-24T08:00:00Z","values":{"account":"a","id":"b"}}`))
	f.Add([]byte(`{"values":null}`))
	f.Add([]byte(`{"deadline":1}`))
	f.Add([]byte("\x00"))
	f.Fuzz(func(t *testing.T, stored []byte) {
		deadline, values, err := codec{}.Decode(stored)
		if err != nil {
			return
		}
		encoded, err := codec{}.Encode(deadline, values)
		if err != nil {
			t.Fatal(err)
		}
		deadlineAgain, valuesAgain, err := codec{}.Decode(encoded)
		if err != nil || !deadlineAgain.Equal(deadline) || !maps.Equal(valuesAgain, values) {
			t.Fatalf("%s became %s: %v", stored, encoded, err)
		}
	})
}
