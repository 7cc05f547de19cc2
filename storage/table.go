package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"poliskontor/scheduling"
)

// table is the repository of a type: T in the domain, R as a row.
type table[T, R any, ID ~string] struct {
	*Store
	*kind[T, R, ID]
}

// kind is what the repository must know of a type.
type kind[T, R any, ID ~string] struct {
	thing   string // the type's name in the audit log
	order   string // its natural order, as SQL
	where   conditions
	parts   func(*T) parts
	toRow   func(T) R
	fromRow func(R) T
	beside  *beside[R] // nil for a type that is wholly in its row
	// unbound is what a context's reach does not limit.
	unbound bool
}

// parts is what every value has.
type parts struct {
	id       string
	district scheduling.DistrictID
	meta     *scheduling.Meta
}

// beside keeps what belongs to a row and stands in other tables.
type beside[R any] struct {
	// late are columns that put writes itself, once the rest stands.
	late []string
	put  func(db *gorm.DB, before *R, after R) error
	// load completes rows that were read; it may be nil, as may drop.
	load func(db *gorm.DB, rows []R) error
	drop func(db *gorm.DB, row R) error
}

// in is the same repository in a transaction.
func (t table[T, R, ID]) in(tx *Store) table[T, R, ID] { return table[T, R, ID]{tx, t.kind} }

func (t table[T, R, ID]) Get(ctx context.Context, id ID) (T, error) {
	var value T
	err := t.read(ctx, func(db *gorm.DB) error {
		row, err := t.load(db, string(id))
		value = t.fromRow(row)
		return err
	})
	if err == nil && !t.reaches(ctx, &value) {
		var none T
		return none, scheduling.NotFoundError(t.thing, string(id))
	}
	return value, err
}

// reaches tells whether a value is within the context's reach.
func (t table[T, R, ID]) reaches(ctx context.Context, value *T) bool {
	return t.unbound || scheduling.Reaches(ctx, t.parts(value).district)
}

func (t table[T, R, ID]) List(ctx context.Context, q scheduling.Query) ([]T, int, error) {
	var values []T
	var total int
	err := t.read(ctx, func(db *gorm.DB) error {
		selected := db
		if !t.unbound {
			selected = withinReach(ctx, db, t.where.district)
		}
		rows, n, err := list[R](selected, t.where, q, t.order)
		if err != nil {
			return fmt.Errorf("list every %s: %w", t.thing, err)
		}
		if err := t.complete(db, rows); err != nil {
			return err
		}
		values, total = mapped(rows, t.fromRow), n
		return nil
	})
	return values, total, err
}

func (t table[T, R, ID]) Create(ctx context.Context, value T) error {
	return t.write(ctx, func(tx *Store) error { return t.in(tx).create(ctx, value) })
}

func (t table[T, R, ID]) Update(ctx context.Context, value T) error {
	return t.write(ctx, func(tx *Store) error {
		seen := t.parts(&value)
		before, err := t.in(tx).current(ctx, seen.id, seen.meta.Version)
		if err != nil {
			return err
		}
		return t.in(tx).replace(ctx, before, value)
	})
}

func (t table[T, R, ID]) Delete(ctx context.Context, id ID, version int) error {
	return t.write(ctx, func(tx *Store) error {
		before, err := t.in(tx).current(ctx, string(id), version)
		if err != nil {
			return err
		}
		return t.in(tx).remove(ctx, before)
	})
}

// create, replace and remove run in the transaction that t lives in.
func (t table[T, R, ID]) create(ctx context.Context, value T) error {
	if !t.reaches(ctx, &value) {
		return outOfReach()
	}
	p, now := t.parts(&value), t.now()
	*p.meta = scheduling.Meta{Version: 1, Created: now, Updated: now}
	row := t.toRow(value)
	db := t.db.WithContext(ctx)
	if err := db.Omit(t.late()...).Create(&row).Error; err != nil {
		return fmt.Errorf("store %s %s: %w", t.thing, p.id, translated(err, writing))
	}
	if err := t.put(db, nil, row); err != nil {
		return fmt.Errorf("store %s %s: %w", t.thing, p.id, translated(err, writing))
	}
	return t.record(ctx, entry{action: "create", thing: t.thing, id: p.id, district: p.district, after: row})
}

func (t table[T, R, ID]) replace(ctx context.Context, before R, value T) error {
	if !t.reaches(ctx, &value) {
		return outOfReach()
	}
	stored := t.fromRow(before)
	p, seen := t.parts(&value), t.parts(&stored).meta
	*p.meta = scheduling.Meta{Version: seen.Version + 1, Created: seen.Created, Updated: t.now()}
	row := t.toRow(value)
	db := t.db.WithContext(ctx)
	err := db.Model(new(R)).Where("id = ?", p.id).Select("*").Omit(append(t.late(), "id")...).Updates(&row).Error
	if err != nil {
		return fmt.Errorf("store %s %s: %w", t.thing, p.id, translated(err, writing))
	}
	if err := t.put(db, &before, row); err != nil {
		return fmt.Errorf("store %s %s: %w", t.thing, p.id, translated(err, writing))
	}
	return t.record(ctx, entry{action: "update", thing: t.thing, id: p.id, district: p.district, before: before, after: row})
}

func (t table[T, R, ID]) remove(ctx context.Context, before R) error {
	stored := t.fromRow(before)
	p := t.parts(&stored)
	db := t.db.WithContext(ctx)
	if t.beside != nil && t.beside.drop != nil {
		if err := t.beside.drop(db, before); err != nil {
			return fmt.Errorf("remove %s %s: %w", t.thing, p.id, translated(err, deleting))
		}
	}
	if err := db.Where("id = ?", p.id).Delete(new(R)).Error; err != nil {
		return fmt.Errorf("remove %s %s: %w", t.thing, p.id, translated(err, deleting))
	}
	return t.record(ctx, entry{action: "delete", thing: t.thing, id: p.id, district: p.district, before: before})
}

// current returns the row of a value whose version is the one that the caller saw,
// and keeps others from changing it until the transaction ends.
func (t table[T, R, ID]) current(ctx context.Context, id string, seen int) (R, error) {
	row, err := t.load(t.db.WithContext(ctx).Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}), id)
	if err != nil {
		return row, err
	}
	stored := t.fromRow(row)
	if !t.reaches(ctx, &stored) {
		return row, scheduling.NotFoundError(t.thing, id)
	}
	if t.parts(&stored).meta.Version != seen {
		return row, fmt.Errorf("%s %s: %w", t.thing, id, scheduling.StaleError(stored))
	}
	return row, nil
}

func (t table[T, R, ID]) load(db *gorm.DB, id string) (R, error) {
	rows := make([]R, 1)
	err := db.Where("id = ?", id).Take(&rows[0]).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return rows[0], scheduling.NotFoundError(t.thing, id)
	}
	if err != nil {
		return rows[0], fmt.Errorf("read %s %s: %w", t.thing, id, err)
	}
	return rows[0], t.complete(db.Session(&gorm.Session{NewDB: true}), rows)
}

func (t table[T, R, ID]) complete(db *gorm.DB, rows []R) error {
	if t.beside == nil || t.beside.load == nil || len(rows) == 0 {
		return nil
	}
	if err := t.beside.load(db, rows); err != nil {
		return fmt.Errorf("read what belongs to every %s: %w", t.thing, err)
	}
	return nil
}

func (t table[T, R, ID]) put(db *gorm.DB, before *R, after R) error {
	if t.beside == nil {
		return nil
	}
	return t.beside.put(db, before, after)
}

func (t table[T, R, ID]) late() []string {
	if t.beside == nil {
		return nil
	}
	return slices.Clone(t.beside.late)
}

// rowsAtOnce is of how many rows is read at once what belongs to them.
const rowsAtOnce = 1000

// belonging reads what belongs to rows, of which a condition such as "ledger_id IN ?" names each:
// between the first and the last lies what is others' too, and a list of every one could be too
// long for a statement.
func belonging[B, R, ID any](db *gorm.DB, rows []R, id func(R) ID, condition, order string) ([]B, error) {
	var all []B
	for some := range slices.Chunk(rows, rowsAtOnce) {
		var part []B
		if err := db.Where(condition, mapped(some, id)).Order(order).Find(&part).Error; err != nil {
			return nil, err
		}
		all = append(all, part...)
	}
	return all, nil
}

// mapped converts every element.
func mapped[A, B any](from []A, convert func(A) B) []B {
	to := make([]B, len(from))
	for i := range from {
		to[i] = convert(from[i])
	}
	return to
}
