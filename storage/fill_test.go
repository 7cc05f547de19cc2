package storage_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
	"poliskontor/storage/storagetest"
)

// filler gives every field of a domain type a value of its own, also those that
// are added to the type later: a field that storage forgets then comes back empty.
type filler struct {
	known  map[reflect.Type]func() any // identifiers that exist, choices that are allowed
	fields map[string]any              // by name, where the database bounds what a field holds
	count  int
	start  scheduling.Day // moves on, so that no two values are at the same time
}

func newFiller(w *world) *filler {
	f := &filler{known: map[reflect.Type]func() any{}, start: storagetest.Monday + 200}
	for _, value := range []any{
		w.District.ID, w.Municipality.ID, w.Localities[1].ID, w.Sites[1].ID, w.Office.ID, w.pledge.ID, w.season.ID,
		w.occasion.ID, w.visit.ID, w.series.ID, scheduling.Basort, scheduling.EvenWeeks, scheduling.FrameAgreement, scheduling.PoliceWithKommun,
		scheduling.SafetyWalks, scheduling.PerMonth, scheduling.OutsideSummer, scheduling.Moved,
		scheduling.ChangeDelayed, scheduling.ProposedMoved, time.June, dialogue.Done, dialogue.NoteID(""), dialogue.SummaryDraft, dialogue.ActionID(""),
		scheduling.WishID(""), scheduling.ActivityID(""), followup.SafetyWalk, followup.Walk, followup.Done,
	} {
		f.known[reflect.TypeOf(value)] = func() any { return value }
	}
	f.known[reflect.TypeFor[scheduling.CommitmentID]()] = func() any { return scheduling.NewID[scheduling.CommitmentID]() }
	f.fields = map[string]any{"Owner": scheduling.Kommun, "Priority": 2, "Number": 1, "Release": 1}
	return f
}

// fill returns a T with every field set.
func fill[T any](f *filler) T {
	f.count, f.start = 0, f.start+20
	var value T
	f.set(reflect.ValueOf(&value).Elem(), "")
	return value
}

func (f *filler) set(v reflect.Value, field string) {
	f.count++
	if value, bounded := f.fields[field]; bounded {
		v.Set(reflect.ValueOf(value).Convert(v.Type()))
		return
	}
	if known, ok := f.known[v.Type()]; ok {
		v.Set(reflect.ValueOf(known()))
		return
	}
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(f.start.Starts().Add(time.Duration(f.count) * time.Minute)))
		return
	case time.Duration:
		v.SetInt(int64(f.count) * int64(time.Minute))
		return
	case scheduling.Day:
		v.SetInt(int64(f.start) + int64(f.count)%20)
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("Åäö %d \"%s\"", f.count, field))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(f.count))
	case reflect.Float64:
		v.SetFloat(float64(f.count) + 0.123456789)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.set(v.Elem(), field)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		f.each(v)
	case reflect.Array:
		f.each(v)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		f.set(key, field)
		f.set(value, field)
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			f.set(v.Field(i), v.Type().Field(i).Name)
		}
	default:
		panic(fmt.Sprintf("the filler knows no %s (field %s)", v.Type(), field))
	}
}

func (f *filler) each(list reflect.Value) {
	for i := range list.Len() {
		f.set(list.Index(i), "")
	}
}

// sparse empties what may be left out: plain texts, lists, yes and no, and
// references and days by the names of their fields.
func sparse[T any](value T, optional ...string) T {
	v := reflect.ValueOf(&value).Elem()
	for i := range v.NumField() {
		field := v.Field(i)
		switch field.Type() {
		case reflect.TypeFor[string](), reflect.TypeFor[bool](), reflect.TypeFor[[]string]():
			field.SetZero()
		}
	}
	for _, name := range optional {
		v.FieldByName(name).SetZero()
	}
	return value
}

func wantEqual(t testing.TB, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}
