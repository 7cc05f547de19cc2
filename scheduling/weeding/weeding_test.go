//go:build unix

package weeding_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/situation"
	"poliskontor/scheduling/weeding"
	"poliskontor/storage/storagetest"
)

// TestARunRemovesWhatItsDryRunListed holds all of it: what is listed goes, what has
// changed or is on hold stays, the record says so, and an older backup loses it again.
func TestARunRemovesWhatItsDryRunListed(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		address := database.Fresh(t)
		w := newWorld(t, address)
		police := w.as(scheduling.Police)
		gone1, gone2 := w.note(0, 500, scheduling.Police), w.note(0, 400, scheduling.Police)
		changed, onHold, heldFirst := w.note(0, 390, scheduling.Police), w.note(1, 410, scheduling.Police), w.note(2, 420, scheduling.Police)
		young, theirs := w.note(0, 300, scheduling.Police), w.note(1, 450, scheduling.Kommun)
		_, err := w.SetHold(police, weeding.Hold{DistrictID: w.seeds.District.ID, LocalityID: heldFirst.LocalityID, Reason: "Begäran om utlämnande"})
		w.must(err)
		rule, err := w.AddRule(police, w.rule(weeding.Notes))
		w.must(err)

		list, err := w.DryRun(police, rule.ID)
		w.must(err)
		if want := idsOf(gone1, gone2, changed, onHold); !slices.Equal(sorted(list.Items), want) || !slices.Equal(sorted(recordsOf(list.Held)), idsOf(heldFirst)) {
			t.Fatalf("listed %v, held %v", list.Items, list.Held)
		}
		if got, want := w.notes(), idsOf(gone1, gone2, changed, onHold, heldFirst, young, theirs); !slices.Equal(got, want) {
			t.Errorf("a dry run leaves %v of %v", got, want)
		}
		older := w.backup(address)
		police = w.as(scheduling.Police)

		changed.Text = "Rättad."
		changed.Version = 1
		w.must(w.store.Dialogue().Notes().Update(police, changed))
		hold, err := w.SetHold(police, weeding.Hold{DistrictID: w.seeds.District.ID, RecordID: string(onHold.ID), Reason: "Tillsyn"})
		w.must(err)
		protocol, err := w.Run(police, list.ID, list.Digest)
		w.must(err)

		if got, want := w.notes(), idsOf(changed, onHold, heldFirst, young, theirs); !slices.Equal(got, want) {
			t.Errorf("left are %v, want %v", got, want)
		}
		why := map[string]weeding.Why{}
		for _, k := range protocol.Kept {
			why[k.ID] = k.Why
		}
		if !slices.Equal(sorted(protocol.Removed), idsOf(gone1, gone2)) || len(why) != 2 ||
			why[string(changed.ID)] != weeding.Changed || why[string(onHold.ID)] != weeding.OnHold {
			t.Errorf("the protocol says %v went and %v stayed", protocol.Removed, protocol.Kept)
		}
		if protocol.By != "police" || protocol.Decision != rule.Decision || protocol.Digest != list.Digest || protocol.Removed[0].Day == 0 {
			t.Errorf("the protocol is %+v", protocol)
		}
		stored, err := w.Protocol(police, protocol.ID)
		w.must(err)
		sheet, err := stored.Sheet()
		w.must(err)
		filed, err := os.ReadFile(string(w.folder) + "/" + string(protocol.ID) + ".json")
		w.must(err)
		if !bytes.Equal(sheet, filed) || bytes.Contains(filed, []byte("canary-")) {
			t.Errorf("the folder has %s", filed)
		}
		w.audited(gone1, protocol)
		_, err = w.Run(police, list.ID, list.Digest)
		w.refused(err, weeding.CodeListRun)

		// The database is lost, and the backup from before the run is put back.
		w.must(w.store.Close())
		w.open(older)
		if got := w.notes(); len(got) != 7 {
			t.Fatalf("the backup has %d notes", len(got))
		}
		_, err = w.SetHold(police, weeding.Hold{DistrictID: w.seeds.District.ID, RecordID: string(gone2.ID), Reason: "Ny begäran"})
		w.must(err)
		again, err := w.Again(w.program())
		w.must(err)
		if got, want := w.notes(), idsOf(gone2, changed, onHold, heldFirst, young, theirs); !slices.Equal(got, want) {
			t.Errorf("after the restore %v are left, want %v", got, want)
		}
		if len(again) != 1 || again[0].Again != protocol.ID || !slices.Equal(sorted(again[0].Removed), idsOf(gone1)) || again[0].Kept[0].Why != weeding.OnHold {
			t.Errorf("weeded again: %+v", again)
		}
		if _, err := w.Protocol(police, protocol.ID); err != nil {
			t.Errorf("the restored database does not know the protocol: %v", err)
		}
		holds, _, err := w.Holds(police, scheduling.Query{})
		w.must(err)
		for _, h := range holds {
			if h.RecordID == string(gone2.ID) {
				w.must(w.LiftHold(police, h.ID, h.Version))
			}
			if h.ID == hold.ID {
				t.Error("the backup knows a hold that was set later")
			}
		}
		again, err = w.Again(w.program())
		w.must(err)
		if len(again) != 1 || slices.Contains(w.notes(), string(gone2.ID)) {
			t.Errorf("once the hold is lifted, %+v is weeded again", again)
		}
		if again, err := w.Again(w.program()); err != nil || len(again) != 0 {
			t.Errorf("a third time: %v, %v", again, err)
		}
	})
}

// audited sees that the log has the removal and the protocol, and no text.
func (w *world) audited(n dialogue.Note, p weeding.Protocol) {
	w.t.Helper()
	entries, _, err := w.store.Audit().List(w.program(), scheduling.AuditQuery{Actor: "police"})
	w.must(err)
	var removed, entered bool
	for _, e := range entries {
		removed = removed || e.Action == scheduling.AuditDelete && e.ThingID == string(n.ID)
		entered = entered || e.Thing == "weeding_protocol" && e.ThingID == string(p.ID)
		if strings.Contains(e.Before+e.After, "canary-") {
			w.t.Errorf("the audit log says %s", e.Before+e.After)
		}
	}
	if !removed || !entered {
		w.t.Errorf("the audit log has the removal: %v, the protocol: %v", removed, entered)
	}
}

func TestRunsThatAreRefused(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t))
	police := w.as(scheduling.Police)
	old := w.note(0, 500, scheduling.Police)
	given := w.rule(weeding.Notes)
	given.ArchiveFirst = true
	rule, err := w.AddRule(police, given)
	w.must(err)
	_, err = w.DryRun(w.as(scheduling.Kommun), rule.ID)
	w.refused(err, scheduling.CodeOtherAuthority)
	list, err := w.DryRun(police, rule.ID)
	w.must(err)

	_, err = w.Run(w.as(scheduling.Kommun), list.ID, list.Digest)
	w.refused(err, scheduling.CodeOtherAuthority)
	_, err = w.Run(police, list.ID, strings.Repeat("0", 64))
	w.refused(err, weeding.CodeListOther)
	_, err = w.Run(police, list.ID, list.Digest)
	w.refused(err, weeding.CodeNotArchived)
	_, err = w.Export(police, list.ID)
	w.must(err)

	today := w.now
	w.now = today.Add(weeding.ListKept + time.Hour)
	_, err = w.Run(police, list.ID, list.Digest)
	w.refused(err, weeding.CodeListOld)
	w.now = today

	blocked := weeding.New(w.store.Weeding(), weeding.Folder("/proc/nowhere"), w.clock)
	_, err = blocked.Run(police, list.ID, list.Digest)
	w.refused(err, weeding.CodeNoFolder)

	rule.Months = 15
	rule, err = w.ChangeRule(police, rule)
	w.must(err)
	_, err = w.Run(police, list.ID, list.Digest)
	w.refused(err, weeding.CodeRuleChanged)
	w.must(w.RemoveRule(police, rule.ID, rule.Version))
	_, err = w.Run(police, list.ID, list.Digest)
	w.refused(err, weeding.CodeRuleChanged)
	if got := w.notes(); !slices.Equal(got, idsOf(old)) {
		t.Errorf("what was refused left %v", got)
	}
}

func TestRulesAndHoldsThatAreRefused(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t))
	police := w.as(scheduling.Police)
	for name, test := range map[string]struct {
		change func(*weeding.Rule)
		code   scheduling.Code
	}{
		"no decision":       {func(r *weeding.Rule) { r.Decision = " " }, scheduling.CodeRequired},
		"undated":           {func(r *weeding.Rule) { r.Decided = 0 }, scheduling.CodeRequired},
		"decided tomorrow":  {func(r *weeding.Rule) { r.Decided = scheduling.DayOf(w.now) + 1 }, scheduling.CodeOutOfRange},
		"at once":           {func(r *weeding.Rule) { r.Months = 0 }, scheduling.CodeOutOfRange},
		"the audit log":     {func(r *weeding.Rule) { r.Kind = "audit" }, scheduling.CodeChoice},
		"counted from when": {func(r *weeding.Rule) { r.From = "" }, scheduling.CodeChoice},
		"names somebody":    {func(r *weeding.Rule) { r.Decision = "Beslut om 850709-9805" }, scheduling.CodePersonalNumber},
	} {
		r := w.rule(weeding.Notes)
		test.change(&r)
		if _, err := w.AddRule(police, r); !scheduling.HasCode(err, test.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := w.AddRule(police, w.rule(weeding.Notes))
	w.must(err)
	if _, err := w.AddRule(police, w.rule(weeding.Notes)); scheduling.KindOf(err) != scheduling.Conflict {
		t.Errorf("a second rule for notes: %v", err)
	}
	if _, err := w.AddRule(w.as(scheduling.Kommun), w.rule(weeding.Notes)); err != nil {
		t.Errorf("the kommun's own rule: %v", err)
	}
	for name, test := range map[string]struct {
		hold weeding.Hold
		code scheduling.Code
	}{
		"everything":      {weeding.Hold{Reason: "Allt"}, weeding.CodeHoldEverything},
		"without reason":  {weeding.Hold{RecordID: "x"}, scheduling.CodeRequired},
		"ends first":      {weeding.Hold{From: 20, To: 10, Reason: "x"}, scheduling.CodeEndBeforeStart},
		"unknown place":   {weeding.Hold{LocalityID: "nowhere", Reason: "x"}, scheduling.CodeUnknown},
		"an unknown kind": {weeding.Hold{Kind: "audit", RecordID: "x", Reason: "x"}, scheduling.CodeChoice},
	} {
		test.hold.DistrictID = w.seeds.District.ID
		if _, err := w.SetHold(police, test.hold); !scheduling.HasCode(err, test.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
	hold, err := w.SetHold(w.as(scheduling.Kommun), weeding.Hold{DistrictID: w.seeds.District.ID, RecordID: "x", Reason: "x"})
	w.must(err)
	w.refused(w.LiftHold(police, hold.ID, hold.Version), scheduling.CodeOtherAuthority)
}

func TestAnExportHasAllOfItAndItsSums(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t))
	police := w.as(scheduling.Police)
	old, young := w.note(0, 500, scheduling.Police), w.note(0, 30, scheduling.Police)
	rule, err := w.AddRule(police, w.rule(weeding.Notes))
	w.must(err)
	list, err := w.DryRun(police, rule.ID)
	w.must(err)
	packed, err := w.Export(police, list.ID)
	w.must(err)
	archive, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	w.must(err)
	files := map[string][]byte{}
	for _, f := range archive.File {
		opened, err := f.Open()
		w.must(err)
		files[f.Name], err = io.ReadAll(opened)
		w.must(err)
	}
	var manifest struct {
		Records int
		Files   []struct{ Name, SHA256 string }
	}
	w.must(json.Unmarshal(files["manifest.json"], &manifest))
	if manifest.Records != 1 || len(manifest.Files) != 2 {
		t.Errorf("the manifest says %s", files["manifest.json"])
	}
	for _, f := range manifest.Files {
		sum := sha256.Sum256(files[f.Name])
		if hex.EncodeToString(sum[:]) != f.SHA256 {
			t.Errorf("%s has another sum", f.Name)
		}
		if !bytes.Contains(files[f.Name], []byte(old.Text)) || bytes.Contains(files[f.Name], []byte(young.Text)) {
			t.Errorf("%s says %s", f.Name, files[f.Name])
		}
	}
}

func TestAProtocolThatWasChangedWeedsNothing(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t))
	police := w.as(scheduling.Police)
	old, young := w.note(0, 500, scheduling.Police), w.note(0, 30, scheduling.Police)
	rule, err := w.AddRule(police, w.rule(weeding.Notes))
	w.must(err)
	list, err := w.DryRun(police, rule.ID)
	w.must(err)
	protocol, err := w.Run(police, list.ID, list.Digest)
	w.must(err)
	path := string(w.folder) + "/" + string(protocol.ID) + ".json"
	text, err := os.ReadFile(path)
	w.must(err)
	w.must(os.WriteFile(path, bytes.ReplaceAll(text, []byte(old.ID), []byte(young.ID)), 0o600))
	again, err := w.Again(w.program())
	if err == nil || len(again) != 0 || !slices.Equal(w.notes(), idsOf(young)) {
		t.Errorf("weeded again: %v, %v; left are %v", again, err, w.notes())
	}
}

func TestWishesAndActionsGoByTheirOwnDays(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t))
	police := w.as(scheduling.Police)
	wish := scheduling.Wish{ID: "old-wish", DistrictID: w.seeds.District.ID, MunicipalityID: w.seeds.Municipality.ID, LocalityID: w.seeds.Localities[0].ID,
		Days: scheduling.AnyDay, Hours: scheduling.AnyHour, Received: w.now.AddDate(-2, 0, 0)}
	w.must(w.store.Wishes().Create(police, wish))
	wish.ID, wish.Received = "new-wish", w.now
	w.must(w.store.Wishes().Create(police, wish))
	action := dialogue.Action{ID: "done", DistrictID: w.seeds.District.ID, LocalityID: w.seeds.Localities[0].ID, What: "Mäta farten", Owner: scheduling.Police,
		Role: "Kommunpolis", Due: scheduling.DayOf(w.now) - 800, Status: dialogue.Done, Answer: "Klart.", Ended: w.now.AddDate(-2, 0, 0)}
	w.must(w.store.Dialogue().Actions().Create(police, action))
	action.ID, action.Status, action.Answer, action.Ended = "open", dialogue.Open, "", time.Time{}
	w.must(w.store.Dialogue().Actions().Create(police, action))
	part := situation.Part{ID: "old-part", DistrictID: w.seeds.District.ID, Owner: scheduling.Police, Monday: day(2024, time.November, 18), Frozen: w.now}
	w.must(w.store.Situation().Parts().Create(police, part))
	part.ID, part.Monday = "new-part", day(2026, time.September, 21)
	w.must(w.store.Situation().Parts().Create(police, part))
	for kind, want := range map[weeding.Kind]string{weeding.Wishes: "old-wish", weeding.Actions: "done", weeding.Situations: "old-part"} {
		rule, err := w.AddRule(police, w.rule(kind))
		w.must(err)
		list, err := w.DryRun(police, rule.ID)
		w.must(err)
		if _, err := w.Export(police, list.ID); err != nil {
			t.Errorf("export %s: %v", kind, err)
		}
		protocol, err := w.Run(police, list.ID, list.Digest)
		w.must(err)
		if !slices.Equal(names(protocol.Removed), []string{want}) {
			t.Errorf("of the %s %v went", kind, protocol.Removed)
		}
	}
}
