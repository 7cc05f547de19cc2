package scheduling

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
)

func auditEntry() AuditEntry {
	return AuditEntry{
		ID: 7, At: time.Date(2026, time.October, 1, 8, 0, 0, 0, time.UTC),
		Actor:  Actor{ID: "account", Name: "anna@example.se", From: "192.0.2.1"},
		Action: AuditUpdate, Thing: "visit", ThingID: "v1", District: "d1", Before: `{"a":1}`, After: `{"a":2}`,
	}
}

// TestSealFollowsTheRule computes a hash as anybody can, who has the log and the
// rule: printf '64:0…,1:7,…' | sha256sum.
func TestSealFollowsTheRule(t *testing.T) {
	e := auditEntry()
	want := "1:7,20:2026-10-01T08:00:00Z,7:account,15:anna@example.se,9:192.0.2.1,6:update,5:visit,2:v1,2:d1," +
		`7:{"a":1},7:{"a":2},`
	if got := string(e.encoded()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := e.Seal(AuditHash{}).String(), "db28c87e8cec941e3d3bf3982799a2b1e2d0b7bd32d140ce4273927874e8ae32"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestEveryFieldIsSealed(t *testing.T) {
	changes := map[string]func(*AuditEntry){
		"ID":        func(e *AuditEntry) { e.ID++ },
		"second":    func(e *AuditEntry) { e.At = e.At.Add(time.Second) },
		"moment":    func(e *AuditEntry) { e.At = e.At.Add(1) },
		"account":   func(e *AuditEntry) { e.Actor.ID = "" },
		"name":      func(e *AuditEntry) { e.Actor.Name = "Anna@example.se" },
		"address":   func(e *AuditEntry) { e.Actor.From += "2" },
		"action":    func(e *AuditEntry) { e.Action = AuditDelete },
		"thing":     func(e *AuditEntry) { e.Thing = "site" },
		"thing ID":  func(e *AuditEntry) { e.ThingID = "v2" },
		"district":  func(e *AuditEntry) { e.District = "" },
		"before":    func(e *AuditEntry) { e.Before = "" },
		"after":     func(e *AuditEntry) { e.After = `{"a":3}` },
		"boundary":  func(e *AuditEntry) { e.Thing, e.ThingID = "visitv", "1" },
		"exchanged": func(e *AuditEntry) { e.Before, e.After = e.After, e.Before },
		"imitated":  func(e *AuditEntry) { e.Actor.ID, e.Actor.Name = "", "account,15:anna@example.se" },
	}
	seals := map[AuditHash]string{auditEntry().Seal(AuditHash{}): "nothing", auditEntry().Seal(AuditHash{1}): "the entry before"}
	for name, change := range changes {
		e := auditEntry()
		change(&e)
		seal := e.Seal(AuditHash{})
		if other, taken := seals[seal]; taken {
			t.Errorf("changing %s gives the hash of changing %s", name, other)
		}
		seals[seal] = name
	}
	elsewhere := auditEntry()
	elsewhere.At = elsewhere.At.In(time.FixedZone("", 7200))
	if elsewhere.Seal(AuditHash{}) != auditEntry().Seal(AuditHash{}) {
		t.Error("the hash depends on the zone that an instant is told in")
	}
}

// TestNoTextPassesForTwo moves the boundary between two texts over whatever could
// stand for it.
func TestNoTextPassesForTwo(t *testing.T) {
	marks := []string{"", ",", ":", ";", "|", "\"", "\x00", "\x1e", "\x1f", "\t", "\n", " ", "1:", "0:"}
	for _, first := range marks {
		for _, second := range marks {
			mark := first + second
			if mark == "" {
				continue
			}
			one, other := auditEntry(), auditEntry()
			one.Actor.Name, one.Actor.From = "a"+mark+"b", "c"
			other.Actor.Name, other.Actor.From = "a", "b"+mark+"c"
			if bytes.Equal(one.encoded(), other.encoded()) {
				t.Errorf("%q stands for a boundary", mark)
			}
		}
	}
}

// FuzzDifferentEntriesAreEncodedDifferently splits bytes into the texts of two
// entries wherever the fuzzer likes: only equal entries may have equal encodings.
func FuzzDifferentEntriesAreEncodedDifferently(f *testing.F) {
	f.Add(int64(1), int64(1), int64(0), int64(0), "a|b|c", "a|bc|")
	f.Add(int64(1), int64(11), int64(1), int64(1), "1:a,|", "|1:a,")
	f.Add(int64(-1), int64(1), int64(0), int64(1e9), "", "|")
	f.Add(int64(5), int64(5), int64(7), int64(7), "\x00|å|0:,|9:", "\x00|å|0:,9:|")
	f.Fuzz(func(t *testing.T, id, otherID, at, otherAt int64, texts, otherTexts string) {
		one, other := entryOf(id, at, texts), entryOf(otherID, otherAt, otherTexts)
		same := one == other
		if bytes.Equal(one.encoded(), other.encoded()) != same {
			t.Errorf("%+v and %+v", one, other)
		}
	})
}

func entryOf(id, at int64, texts string) AuditEntry {
	t := strings.SplitN(texts, "|", 9)
	t = append(t, make([]string, 9-len(t))...)
	return AuditEntry{
		ID: id, At: time.Unix(0, at).UTC(), Actor: Actor{ID: t[0], Name: t[1], From: t[2]}, Action: AuditAction(t[3]), Thing: t[4],
		ThingID: t[5], District: DistrictID(t[6]), Before: t[7], After: t[8],
	}
}

// auditLog is a whole log of some entries, and what is noted of its end.
func auditLog(entries int) ([]AuditEntry, AuditHead) {
	var log []AuditEntry
	var head AuditHead
	for i := range entries {
		e := auditEntry()
		e.ID, e.ThingID = int64(i)+1, strings.Repeat("v", i+1)
		e.Hash = e.Seal(head.Last)
		head = AuditHead{Count: e.ID, Last: e.Hash}
		log = append(log, e)
	}
	return log, head
}

// verify reads a log as a repository does.
func verify(log []AuditEntry, head *AuditHead, noted AuditHash) AuditReport {
	check := NewAuditCheck(noted)
	for i, e := range log {
		if !check.Next(e) {
			_ = slices.ContainsFunc(log[i+1:], check.Later)
			break
		}
	}
	return check.End(head)
}

func TestWhatWasDoneToTheAuditLogIsTold(t *testing.T) {
	rewritten, _ := auditLog(6)
	rewritten[2].After = "{}"
	last := rewritten[1].Hash
	for i := 2; i < len(rewritten); i++ {
		rewritten[i].Hash = rewritten[i].Seal(last)
		last = rewritten[i].Hash
	}
	whole, _ := auditLog(6)
	tests := map[string]struct {
		do    func(log []AuditEntry, head *AuditHead) ([]AuditEntry, *AuditHead)
		noted AuditHash
		says  string
		count int64
	}{
		"nothing":              {do: func(l []AuditEntry, h *AuditHead) ([]AuditEntry, *AuditHead) { return l, h }, count: 6},
		"nothing since a note": {do: func(l []AuditEntry, h *AuditHead) ([]AuditEntry, *AuditHead) { return l, h }, noted: whole[3].Hash, count: 6},
		"removed first": {do: func(l []AuditEntry, h *AuditHead) ([]AuditEntry, *AuditHead) { return l[1:], h },
			says: "entry 1 is missing: removed", count: 0},
		"removed two": {do: func(l []AuditEntry, h *AuditHead) ([]AuditEntry, *AuditHead) { return slices.Delete(l, 2, 4), h },
			says: "entries 3 to 4 are missing: removed", count: 2},
		"cut off": {do: func(l []AuditEntry, h *AuditHead) ([]AuditEntry, *AuditHead) { return l[:4], h },
			says: "entries 5 to 6 are missing: cut off", count: 4},
		"emptied": {do: func(_ []AuditEntry, h *AuditHead) ([]AuditEntry, *AuditHead) { return nil, h },
			says: "entries 1 to 6 are missing: cut off", count: 0},
		"changed": {do: func(l []AuditEntry, h *AuditHead) ([]AuditEntry, *AuditHead) { l[2].Actor.Name = "bo"; return l, h },
			says: "entry 3 is not as it was written", count: 2},
		"last changed": {do: func(l []AuditEntry, h *AuditHead) ([]AuditEntry, *AuditHead) { l[5].After = ""; return l, h },
			says: "entry 6 is not as it was written", count: 5},
		"changed with its hash": {do: func(l []AuditEntry, h *AuditHead) ([]AuditEntry, *AuditHead) {
			l[2].After = ""
			l[2].Hash = l[2].Seal(l[1].Hash)
			return l, h
		}, says: "entry 4 is not as it was written", count: 3},
		"last changed with its hash": {do: func(l []AuditEntry, h *AuditHead) ([]AuditEntry, *AuditHead) {
			l[5].After = ""
			l[5].Hash = l[5].Seal(l[4].Hash)
			return l, h
		}, says: "what the database noted of the log's end is gone or changed", count: 6},
		"reordered": {do: func(l []AuditEntry, h *AuditHead) ([]AuditEntry, *AuditHead) {
			l[1], l[3] = l[3], l[1]
			l[1].ID, l[3].ID = l[3].ID, l[1].ID
			return l, h
		}, says: "entry 2 now stands at 4", count: 1},
		"removed and renumbered": {do: func(l []AuditEntry, h *AuditHead) ([]AuditEntry, *AuditHead) {
			l = slices.Delete(l, 2, 3)
			for i := range l {
				l[i].ID = int64(i) + 1
			}
			return l, h
		}, says: "entry 3 is not as it was written", count: 2},
		"put before the first": {do: func(l []AuditEntry, h *AuditHead) ([]AuditEntry, *AuditHead) {
			return slices.Insert(l, 0, AuditEntry{ID: 0}), h
		}, says: "entry 0 is not among those", count: 0},
		"added past the end": {do: func(l []AuditEntry, h *AuditHead) ([]AuditEntry, *AuditHead) {
			h.Count, h.Last = 5, l[4].Hash
			return l, h
		},
			says: "entry 6 is not among those", count: 6},
		"end forgotten": {do: func(l []AuditEntry, _ *AuditHead) ([]AuditEntry, *AuditHead) { return l, nil },
			says: "what the database noted of the log's end", count: 6},
		"written anew": {do: func([]AuditEntry, *AuditHead) ([]AuditEntry, *AuditHead) {
			return rewritten, &AuditHead{Count: 6, Last: last}
		}, noted: whole[5].Hash, says: "no entry has the hash that was noted", count: 6},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			log, head := auditLog(6)
			log, noted := test.do(log, &head)
			report := verify(log, noted, test.noted)
			if report.Count != test.count {
				t.Errorf("%d entries are as written, want %d", report.Count, test.count)
			}
			switch {
			case test.says == "" && report.Broken != nil:
				t.Errorf("found broken: %s", report.Broken)
			case test.says == "" && report.Last != whole[5].Hash:
				t.Errorf("the last hash is %s", report.Last)
			case test.says != "" && (report.Broken == nil || !strings.HasPrefix(report.Broken.String(), test.says)):
				t.Errorf("found %v, want %s", report.Broken, test.says)
			}
		})
	}
}

func TestAuditHashIsReadAsWritten(t *testing.T) {
	hash := auditEntry().Seal(AuditHash{})
	if read, err := ParseAuditHash(hash.String()); err != nil || read != hash {
		t.Errorf("got %s, %v", read, err)
	}
	for _, text := range []string{"", "00", hash.String() + "00", "x" + hash.String()[1:], hash.String()[2:]} {
		if _, err := ParseAuditHash(text); err == nil {
			t.Errorf("%q is taken for a hash", text)
		}
	}
}
