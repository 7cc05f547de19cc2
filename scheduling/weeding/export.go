package weeding

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"poliskontor/scheduling"
)

// Export returns what is on a list, whole, as a ZIP file for the archive: the records as
// JSON and as CSV, and a manifest with the SHA-256 of both. The list knows then that it was
// exported, and the reading is in the audit log. The error's kind is
// [scheduling.NotFound], or [scheduling.Refused] where the list is the other authority's
// or was run.
func (w *Weeding) Export(ctx context.Context, id ListID) ([]byte, error) {
	var packed []byte
	err := w.store.InTx(ctx, func(store Store) error {
		list, err := store.Lists().Get(ctx, id)
		if err != nil {
			return err
		}
		if err := own(ctx, list.Owner); err != nil {
			return err
		}
		if list.ProtocolID != "" {
			return scheduling.RefusedError(CodeListRun)
		}
		wanted := map[string]bool{}
		for _, r := range list.Items {
			wanted[r.ID] = true
		}
		found, err := shelves[list.Kind].contents(ctx, store, list.DistrictID, wanted)
		if err != nil {
			return err
		}
		list.Archived = w.now()
		if packed, err = pack(list, found); err != nil {
			return fmt.Errorf("export list %s: %w", id, err)
		}
		err = store.Schedule().Audit().Record(ctx, scheduling.AuditEvent{
			Action: scheduling.AuditRead, Thing: "weeding_export", ThingID: string(id), District: list.DistrictID,
			Details: map[string]string{"kind": string(list.Kind)}})
		if err != nil {
			return fmt.Errorf("record that list %s was exported: %w", id, err)
		}
		if err := store.Lists().Update(ctx, list); err != nil {
			return fmt.Errorf("note that list %s was exported: %w", id, err)
		}
		return nil
	})
	return packed, err
}

// manifest says what is in an export.
type manifest struct {
	List     ListID           `json:"list"`
	Digest   string           `json:"digest"`
	Kind     Kind             `json:"kind"`
	Owner    scheduling.Owner `json:"owner"`
	Decision string           `json:"decision"`
	Decided  string           `json:"decided"`
	Made     string           `json:"made"`
	Records  int              `json:"records"`
	Files    []packedFile     `json:"files"`
}

type packedFile struct {
	Name   string `json:"name"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func pack(list List, found contents) ([]byte, error) {
	asJSON, err := found.json()
	if err != nil {
		return nil, err
	}
	asCSV, err := found.csv()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	m := manifest{List: list.ID, Digest: list.Digest, Kind: list.Kind, Owner: list.Owner, Decision: list.Decision,
		Decided: list.Decided.String(), Made: stamp(list.Archived), Records: len(found.rows)}
	for _, file := range []struct {
		name    string
		content []byte
	}{{string(list.Kind) + ".json", asJSON}, {string(list.Kind) + ".csv", asCSV}} {
		sum := sha256.Sum256(file.content)
		m.Files = append(m.Files, packedFile{file.name, len(file.content), hex.EncodeToString(sum[:])})
		if err := add(archive, file.name, file.content, list.Archived); err != nil {
			return nil, err
		}
	}
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, err
	}
	if err := add(archive, "manifest.json", text, list.Archived); err != nil {
		return nil, err
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func add(archive *zip.Writer, name string, content []byte, at time.Time) error {
	file, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at})
	if err != nil {
		return err
	}
	_, err = io.Copy(file, bytes.NewReader(content))
	return err
}

// json writes the records as a list of objects.
func (c contents) json() ([]byte, error) {
	list := make([]map[string]string, 0, len(c.rows))
	for _, row := range c.rows {
		object := map[string]string{}
		for i, column := range c.columns {
			object[column] = row[i]
		}
		list = append(list, object)
	}
	return json.MarshalIndent(list, "", " ")
}

// csv writes the records as RFC 4180 says. The texts are as they were written: it is for
// an archive, which must have them unchanged, and not for a spreadsheet.
func (c contents) csv() ([]byte, error) {
	var out bytes.Buffer
	writer := csv.NewWriter(&out)
	writer.UseCRLF = true
	if err := writer.Write(c.columns); err != nil {
		return nil, err
	}
	if err := writer.WriteAll(c.rows); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
