package signin

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"
)

// codec writes what a session holds as JSON. All of it is text.
type codec struct{}

type sessionData struct {
	Deadline time.Time         `json:"deadline"`
	Values   map[string]string `json:"values"`
}

var errNotText = errors.New("a session holds text only")

// Encode is as of [scs.Codec].
func (codec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	data := sessionData{Deadline: deadline, Values: make(map[string]string, len(values))}
	for key, value := range values {
		text, isText := value.(string)
		if !isText || !utf8.ValidString(text) || !utf8.ValidString(key) {
			return nil, errNotText
		}
		data.Values[key] = text
	}
	return json.Marshal(data)
}

// Decode is as of [scs.Codec].
func (codec) Decode(encoded []byte) (time.Time, map[string]any, error) {
	var data sessionData
	if err := json.Unmarshal(encoded, &data); err != nil {
		return time.Time{}, nil, fmt.Errorf("read a session: %w", err)
	}
	values := make(map[string]any, len(data.Values))
	for key, text := range data.Values {
		values[key] = text
	}
	return data.Deadline, values, nil
}
