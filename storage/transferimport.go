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
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"

	"poliskontor/scheduling"
)

// Import takes the archive of a district in, all of it or nothing, and enters that in the
// audit log. What is in the archive keeps its IDs. An error is [ErrNoArchive],
// [ErrOtherSchema], [ErrDistrictThere], or of kind [scheduling.Conflict] where something
// of another district has the same ID or slug.
func (s *Store) Import(ctx context.Context, from io.ReaderAt, size int64) (Archive, error) {
	packed, err := zip.NewReader(from, size)
	if err != nil {
		return Archive{}, fmt.Errorf("%w: %w", ErrNoArchive, err)
	}
	archive, err := s.manifestOf(ctx, packed)
	if err != nil {
		return Archive{}, err
	}
	err = s.write(ctx, func(tx *Store) error {
		var there int64
		if err := tx.db.Table("districts").Where("slug = ?", archive.District).Count(&there).Error; err != nil {
			return fmt.Errorf("look for the district %s: %w", archive.District, err)
		}
		if there > 0 {
			return fmt.Errorf("%s: %w", archive.District, ErrDistrictThere)
		}
		taking := intake{db: tx.db, numbers: numbering{}}
		for i, t := range transferred {
			if err := taking.table(packed, t, archive.Tables[i]); err != nil {
				return fmt.Errorf("take in the table %s: %w", t.name, translated(err, writing))
			}
		}
		for _, put := range taking.later {
			if err := tx.db.Exec(put.statement, put.values...).Error; err != nil {
				return fmt.Errorf("take in what refers to more: %w", translated(err, writing))
			}
		}
		var district districtRow
		if err := tx.db.Where("slug = ?", archive.District).Take(&district).Error; err != nil {
			return fmt.Errorf("%w: its district is another than it says: %w", ErrNoArchive, err)
		}
		return tx.record(ctx, entry{action: scheduling.AuditCreate, thing: "district", id: district.ID, district: scheduling.DistrictID(district.ID),
			after: map[string]any{"imported": archive}})
	})
	return archive, err
}

// manifestOf reads what an archive holds, and sees that it is what this program knows.
func (s *Store) manifestOf(ctx context.Context, packed *zip.Reader) (Archive, error) {
	if err := s.Check(ctx); err != nil {
		return Archive{}, err
	}
	schema, err := s.schemaVersion(ctx)
	if err != nil {
		return Archive{}, fmt.Errorf("read the schema's version: %w", err)
	}
	file, err := packed.Open(manifest)
	if err != nil {
		return Archive{}, fmt.Errorf("%w: %w", ErrNoArchive, err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	var archive Archive
	if err := json.NewDecoder(file).Decode(&archive); err != nil {
		return Archive{}, fmt.Errorf("%w: %s: %w", ErrNoArchive, manifest, err)
	}
	if archive.Format != archiveFormat || archive.Schema != schema {
		return Archive{}, fmt.Errorf("format %d, schema %d: %w", archive.Format, archive.Schema, ErrOtherSchema)
	}
	if !slices.EqualFunc(archive.Tables, transferred, func(a ArchiveTable, t transferTable) bool { return a.Name == t.name }) {
		return Archive{}, fmt.Errorf("%w: its tables are others", ErrNoArchive)
	}
	for _, t := range archive.Tables {
		if err := t.whole(packed); err != nil {
			return Archive{}, fmt.Errorf("%w: the table %s: %w", ErrNoArchive, t.Name, err)
		}
	}
	return archive, nil
}

// whole sees that a table's file is as it was written.
func (t ArchiveTable) whole(packed *zip.Reader) error {
	file, err := packed.Open(t.file())
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // it was only read
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != t.SHA256 {
		return errors.New("it is not as it was written")
	}
	return nil
}

// intake takes an archive in.
type intake struct {
	db      *gorm.DB
	numbers numbering // of the database, by the archive's
	later   []laterPut
}

// laterPut is a statement for when all rows are there.
type laterPut struct {
	statement string
	values    []any
}

// table takes the rows of a table in.
func (in *intake) table(packed *zip.Reader, t transferTable, told ArchiveTable) error {
	columns, err := in.columns(t)
	if err != nil {
		return err
	}
	file, err := packed.Open(told.file())
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // it was only read
	lines := json.NewDecoder(file)
	lines.UseNumber()
	rows := 0
	for ; lines.More(); rows++ {
		var row map[string]any
		if err := lines.Decode(&row); err != nil {
			return fmt.Errorf("%w: row %d: %w", ErrNoArchive, rows+1, err)
		}
		if err := in.row(t, columns, row); err != nil {
			return fmt.Errorf("row %d: %w", rows+1, err)
		}
	}
	if rows != told.Rows {
		return fmt.Errorf("%w: %d rows of %d", ErrNoArchive, rows, told.Rows)
	}
	return nil
}

func (in *intake) columns(t transferTable) (transferColumns, error) {
	rows, err := in.db.Raw("SELECT * FROM " + t.name + " WHERE 1 = 0").Rows()
	if err != nil {
		return transferColumns{}, err
	}
	defer rows.Close() //nolint:errcheck // its error is asked for below
	columns, err := columnsOf(rows)
	return columns, errors.Join(err, rows.Err())
}

// row takes one row in. It has every column of the table but those that number themselves.
func (in *intake) row(t transferTable, columns transferColumns, row map[string]any) error {
	values := map[string]any{}
	for name, archived := range row {
		kind, known := columns.kinds[name]
		if !known {
			return fmt.Errorf("%w: there is no column %s", ErrNoArchive, name)
		}
		value, err := kind.stored(archived)
		if err != nil {
			return fmt.Errorf("%w: column %s: %w", ErrNoArchive, name, err)
		}
		values[name] = value
	}
	number := values[t.own]
	delete(values, t.own)
	want := len(columns.names)
	if t.own != "" {
		want--
	}
	if len(values) != want {
		return fmt.Errorf("%w: %d columns of %d", ErrNoArchive, len(values), want)
	}
	if t.numbered != "" {
		archived, isNumber := values[t.numbered].(int64)
		stored, known := in.numbers[t.numberedIn][archived]
		if !isNumber || !known {
			return fmt.Errorf("%w: %s leads nowhere", ErrNoArchive, t.numbered)
		}
		values[t.numbered] = stored
	}
	in.postpone(t, values)
	return in.insert(t, values, number)
}

// postpone leaves what has to wait for later.
func (in *intake) postpone(t transferTable, values map[string]any) {
	var columns []string
	put := laterPut{}
	for _, name := range slices.Sorted(maps.Keys(t.later)) {
		if values[name] == t.later[name] {
			continue
		}
		columns = append(columns, name+" = ?")
		put.values = append(put.values, values[name])
		values[name] = t.later[name]
	}
	if len(columns) > 0 {
		put.statement = "UPDATE " + t.name + " SET " + strings.Join(columns, ", ") + " WHERE id = ?"
		put.values = append(put.values, values["id"])
		in.later = append(in.later, put)
	}
}

// insert adds a row, and learns which number the database gives it where others ask.
func (in *intake) insert(t transferTable, values map[string]any, number any) error {
	names := slices.Sorted(maps.Keys(values))
	ordered := make([]any, len(names))
	for i, name := range names {
		ordered[i] = values[name]
	}
	statement := "INSERT INTO " + t.name + " (" + quoted(names) + ") VALUES (" + strings.TrimSuffix(strings.Repeat("?, ", len(names)), ", ") + ")"
	if t.own == "" || t.dropped {
		return in.db.Exec(statement, ordered...).Error
	}
	var given int64
	if err := in.db.Raw(statement+" RETURNING "+t.own, ordered...).Scan(&given).Error; err != nil {
		return err
	}
	archived, isNumber := number.(int64)
	if !isNumber {
		return fmt.Errorf("%w: %s is missing", ErrNoArchive, t.own)
	}
	if in.numbers[t.name] == nil {
		in.numbers[t.name] = map[int64]int64{}
	}
	in.numbers[t.name][archived] = given
	return nil
}

// quoted are column names, some of which are words of SQL.
func quoted(names []string) string { return `"` + strings.Join(names, `", "`) + `"` }
