package site

import (
	"encoding/json"
	"fmt"
	"io/fs"
)

// readyReasons reads what the app offers as public reasons: the Swedish sentence, which
// is what a release holds, and the same in English.
func readyReasons(files fs.FS) (map[string]string, error) {
	var byDeed map[string][]struct{ Sv, En string }
	table, err := fs.ReadFile(files, "public/texts/reasons.json")
	if err != nil {
		return nil, fmt.Errorf("read the ready reasons: %w", err)
	}
	if err := json.Unmarshal(table, &byDeed); err != nil {
		return nil, fmt.Errorf("read the ready reasons: %w", err)
	}
	english := map[string]string{}
	for _, reasons := range byDeed {
		for _, reason := range reasons {
			english[reason.Sv] = reason.En
		}
	}
	return english, nil
}

// reason is a public reason in the reader's language, where it is a ready one. One in
// somebody's own words stays as it was written.
func (l *language) reason(written string) string {
	if ready, known := l.reasons[written]; known {
		return ready
	}
	return written
}
