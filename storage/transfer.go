package storage

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"gorm.io/gorm"

	"poliskontor/scheduling"
)

// Errors of an archive that cannot be taken in.
var (
	// ErrNoArchive says that a file is none of [Store.Export]'s, or not whole.
	ErrNoArchive = errors.New("the file is no whole archive of a district")
	// ErrOtherSchema says that a program of another schema made an archive.
	ErrOtherSchema = errors.New("the archive was made with another version of this program: use that version, migrate, and export again")
	// ErrDistrictThere says that the database has the district already.
	ErrDistrictThere = errors.New("the district is there already")
)

// archiveFormat is the version of the form that docs/export.md describes.
const archiveFormat = 1

// Archive tells what an archive of a district holds. It is the archive's district.json.
type Archive struct {
	Format   int            `json:"format"`
	Schema   int64          `json:"schema"` // of the database that it was made from
	Made     time.Time      `json:"made"`
	District string         `json:"district"` // slug
	Name     string         `json:"name"`
	Tables   []ArchiveTable `json:"tables"` // in the order that they are taken in
}

// ArchiveTable is one table of an archive.
type ArchiveTable struct {
	Name   string `json:"name"`
	Rows   int    `json:"rows"`
	SHA256 string `json:"sha256"` // of the file's bytes, in hexadecimal digits
}

// manifest is the file of an archive that tells what is in it.
const manifest = "district.json"

func (t ArchiveTable) file() string { return "tables/" + t.Name + ".jsonl" }

// Export writes all that belongs to a district, as it is at one moment, as a ZIP of the
// form in docs/export.md. Accounts, subscribers and the audit log stay: they are the
// installation's. The same content gives the same bytes but for the manifest's time. An
// error's kind is [scheduling.NotFound] where there is no district with that slug.
func (s *Store) Export(ctx context.Context, slug string, to io.Writer) (Archive, error) {
	if err := s.Check(ctx); err != nil {
		return Archive{}, err
	}
	schema, err := s.schemaVersion(ctx)
	if err != nil {
		return Archive{}, fmt.Errorf("read the schema's version: %w", err)
	}
	archive := Archive{Format: archiveFormat, Schema: schema, Made: s.clock().UTC().Truncate(time.Second), District: slug}
	packed := zip.NewWriter(to)
	err = s.read(ctx, func(db *gorm.DB) error {
		var district districtRow
		switch err := db.Where("slug = ?", slug).Take(&district).Error; {
		case errors.Is(err, gorm.ErrRecordNotFound):
			return scheduling.NotFoundError("district", slug)
		case err != nil:
			return fmt.Errorf("find the district %s: %w", slug, err)
		}
		archive.Name = district.Name
		numbers := numbering{}
		for _, t := range transferred {
			entry, err := t.write(db, district.ID, packed, numbers, archive.Made)
			if err != nil {
				return fmt.Errorf("export the table %s: %w", t.name, err)
			}
			archive.Tables = append(archive.Tables, entry)
		}
		return nil
	})
	if err != nil {
		return Archive{}, err
	}
	file, err := entryOf(packed, manifest, archive.Made)
	if err != nil {
		return Archive{}, err
	}
	written := json.NewEncoder(file)
	written.SetIndent("", "  ")
	if err := written.Encode(archive); err != nil {
		return Archive{}, fmt.Errorf("write what the archive holds: %w", err)
	}
	if err := packed.Close(); err != nil {
		return Archive{}, fmt.Errorf("finish the archive: %w", err)
	}
	return archive, nil
}

func entryOf(packed *zip.Writer, name string, made time.Time) (io.Writer, error) {
	file, err := packed.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: made})
	if err != nil {
		return nil, fmt.Errorf("begin %s in the archive: %w", name, err)
	}
	return file, nil
}

// write writes the rows of a district, a JSON object a line.
func (t transferTable) write(db *gorm.DB, district string, packed *zip.Writer, numbers numbering, made time.Time) (ArchiveTable, error) {
	entry := ArchiveTable{Name: t.name}
	file, err := entryOf(packed, entry.file(), made)
	if err != nil {
		return entry, err
	}
	sum := sha256.New()
	lines := json.NewEncoder(io.MultiWriter(file, sum))
	lines.SetEscapeHTML(false)
	rows, err := db.Raw("SELECT * FROM "+t.name+" WHERE "+t.where+" ORDER BY "+t.order, district).Rows()
	if err != nil {
		return entry, err
	}
	defer rows.Close() //nolint:errcheck // its error is asked for below
	columns, err := columnsOf(rows)
	if err != nil {
		return entry, err
	}
	for rows.Next() {
		row, err := columns.scan(rows)
		if err != nil {
			return entry, err
		}
		if err := numbers.forward(t, row); err != nil {
			return entry, err
		}
		if err := lines.Encode(row); err != nil {
			return entry, err
		}
		entry.Rows++
	}
	entry.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return entry, rows.Err()
}
