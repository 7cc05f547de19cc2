package scheduling

import (
	"context"
	"fmt"
	"time"
)

// Gate keeps what lets people through a public form and machines not.
type Gate interface {
	// Secret is what this program signs with; it is made at the first call.
	Secret(ctx context.Context) ([]byte, error)
	// Use notes that a ticket is used, until it ends. It is false where it was before.
	Use(ctx context.Context, ticket string, ends time.Time) (bool, error)
	// Count counts an attempt, and returns how many there have been since the first one
	// within a window.
	Count(ctx context.Context, what string, now time.Time, window time.Duration) (int, error)
	// Forget removes tickets that have ended.
	Forget(ctx context.Context, now time.Time) error
}

// WishRepository keeps wishes.
type WishRepository interface {
	Repository[Wish, WishID]
	// Tally counts the wishes that a query selects, by place and topic, most first.
	Tally(ctx context.Context, q Query) ([]WishTally, error)
}

// WishTally is how many wishes there are for a place and a topic.
type WishTally struct {
	DistrictID     DistrictID
	MunicipalityID MunicipalityID
	LocalityID     LocalityID // empty for elsewhere in the municipality
	Topic          string     // empty for none
	Wishes         int
}

// Wishes takes what citizens wish, and shows it to those who plan.
type Wishes struct {
	store Store
	now   Clock
}

// NewWishes returns the wishes of a store.
func NewWishes(store Store, now Clock) *Wishes { return &Wishes{store, now} }

// citizen is who makes wishes, for the audit log.
var citizen = Actor{Name: "citizen"}

// WishOrder is a wish as somebody sends it. A place is named by its slug, or the kommun that
// it lies in.
type WishOrder struct {
	Locality, Municipality string
	Wish                   Wish
	// Ticket is used up by the wish, and ends by itself.
	Ticket string
	Ends   time.Time
}

// Check returns what is wrong with a wish, as [Wishes.Receive] does, and stores nothing.
func (w *Wishes) Check(ctx context.Context, order WishOrder) error {
	_, err := w.wish(ctx, w.store, order)
	return err
}

// Receive stores a wish. A ticket that was used already stores nothing and is no error: the
// same wish was sent twice. The error is [Invalid] with the fields "place", "spot", "days",
// "hours", "topic" and "text". What is turned away is stored nowhere.
func (w *Wishes) Receive(ctx context.Context, order WishOrder) error {
	ctx = WithActor(ctx, citizen)
	return w.store.InTx(ctx, func(store Store) error {
		wish, err := w.wish(ctx, store, order)
		if err != nil {
			return err
		}
		fresh, err := store.Gate().Use(ctx, order.Ticket, order.Ends)
		if err != nil || !fresh {
			return err
		}
		return store.Wishes().Create(ctx, wish)
	})
}

func (w *Wishes) wish(ctx context.Context, store Store, order WishOrder) (Wish, error) {
	wish := order.Wish
	wish.ID, wish.Received = NewID[WishID](), w.now()
	if order.Locality != "" {
		localities, _, err := store.Localities().List(ctx, Query{Slug: order.Locality})
		if err != nil {
			return wish, fmt.Errorf("find the place of a wish: %w", err)
		}
		for _, l := range localities {
			wish.LocalityID, wish.MunicipalityID, wish.DistrictID = l.ID, l.MunicipalityID, l.DistrictID
		}
	} else if order.Municipality != "" {
		municipalities, _, err := store.Municipalities().List(ctx, Query{Slug: order.Municipality})
		if err != nil {
			return wish, fmt.Errorf("find the municipality of a wish: %w", err)
		}
		for _, m := range municipalities {
			wish.MunicipalityID, wish.DistrictID = m.ID, m.DistrictID
		}
	}
	var topics []string
	if wish.DistrictID != "" {
		district, err := store.Districts().Get(ctx, wish.DistrictID)
		if err != nil {
			return wish, fmt.Errorf("find the district of a wish: %w", err)
		}
		topics = district.Topics
	}
	return wish.checked(topics)
}

// List returns wishes, latest first, and how many there are.
func (w *Wishes) List(ctx context.Context, q Query) ([]Wish, int, error) {
	return w.store.Wishes().List(ctx, q)
}

// Tally counts wishes by place and topic, most first.
func (w *Wishes) Tally(ctx context.Context, q Query) ([]WishTally, error) {
	return w.store.Wishes().Tally(ctx, q)
}
