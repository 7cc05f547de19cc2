package alerts

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"poliskontor/scheduling"
)

// The codes of what the service refuses.
const (
	CodeAddress scheduling.Code = "alert_address" // no address that mail can be sent to
	CodeNone    scheduling.Code = "alert_none"    // no place chosen
	CodeLater   scheduling.Code = "alert_later"   // too many attempts
	CodeEnded   scheduling.Code = "alert_ended"   // the link is too old, or was never made
)

const (
	// confirmWithin is how long an address can be confirmed.
	confirmWithin = 48 * time.Hour
	// One address gets so many mails to confirm in a day, however often somebody asks.
	mostByAddress = 3
	addressWindow = 24 * time.Hour
	// So many people may ask from one place of the net: a library is one.
	mostByCaller = 20
	callerWindow = time.Hour
)

// Languages are those that mails are written in.
var Languages = []string{"sv", "en"}

// Service lets people subscribe, change what they follow, and leave.
type Service struct {
	store    Store
	schedule scheduling.Store
	vault    *Vault
	now      scheduling.Clock
}

// NewService returns the service of a store.
func NewService(store Store, schedule scheduling.Store, vault *Vault, now scheduling.Clock) *Service {
	return &Service{store: store, schedule: schedule, vault: vault, now: now}
}

// Ask sends a mail with a link by which its reader confirms that it is theirs and that they
// want to hear of the places, by slug. The answer is the same whether the address is known
// or not, and whether it has been sent too many such mails already. The error is
// [scheduling.Invalid] with fields "address" and "places", or [scheduling.Later] where too
// many were asked for from the caller's address.
func (s *Service) Ask(ctx context.Context, caller, address, language string, slugs []string) error {
	address = strings.TrimSpace(address)
	var broken []scheduling.Violation
	if !ValidAddress(address) {
		broken = append(broken, scheduling.Violation{Field: "address", Code: CodeAddress})
	}
	places, err := s.placesBySlug(ctx, slugs)
	if err != nil {
		return err
	}
	if len(places) == 0 {
		broken = append(broken, scheduling.Violation{Field: "places", Code: CodeNone})
	}
	if len(broken) > 0 {
		return &scheduling.Error{Kind: scheduling.Invalid, Code: scheduling.CodeInvalid, Violations: broken}
	}
	return s.store.InTx(ctx, func(store Store) error {
		now := s.now()
		asked, err := store.Count(ctx, s.vault.counted("alert-caller", caller), now, callerWindow)
		if err != nil {
			return err
		}
		if asked > mostByCaller {
			return &scheduling.Error{Kind: scheduling.Later, Code: CodeLater,
				Params: map[string]string{"seconds": strconv.Itoa(int(callerWindow.Seconds()))}}
		}
		lookup := s.vault.lookupOf(address)
		mails, err := store.Count(ctx, "alert-address:"+lookup, now, addressWindow)
		if err != nil || mails > mostByAddress {
			return err
		}
		return s.queueRequest(ctx, store, Request{
			ID: rand.Text(), Lookup: lookup, Address: s.vault.sealed(address), Language: knownLanguage(language),
			Places: places, Created: now, Ends: now.Add(confirmWithin),
		})
	})
}

func (s *Service) queueRequest(ctx context.Context, store Store, r Request) error {
	r.Hash = hashed(s.vault.code(confirmation, r.ID))
	if err := store.AddRequest(ctx, r); err != nil {
		return err
	}
	return store.Queue(ctx, Mail{ID: rand.Text(), Request: r.ID, State: Waiting, Next: r.Created, Ends: r.Ends})
}

// Waits tells whether a link's secret is of a request that can be confirmed.
func (s *Service) Waits(ctx context.Context, code string) (bool, error) {
	_, found, err := s.store.RequestBy(ctx, hashed(code), s.now())
	return found, err
}

// Confirm makes a subscriber of whoever has the secret of a request's link: of new places
// where the address has subscribed before. It returns the secret of the subscriber's own
// link. The error's kind is [scheduling.NotFound] with [CodeEnded].
func (s *Service) Confirm(ctx context.Context, code string) (own string, err error) {
	err = s.store.InTx(ctx, func(store Store) error {
		request, found, err := store.RequestBy(ctx, hashed(code), s.now())
		if err != nil {
			return err
		}
		if !found {
			return ended()
		}
		next, known, err := store.SubscriberBy(ctx, request.Lookup)
		if err != nil {
			return err
		}
		if !known {
			next = Subscriber{ID: rand.Text(), Lookup: request.Lookup, Created: s.now()}
		}
		next.Address, next.Language = request.Address, request.Language
		next.Places = append(next.Places, request.Places...)
		if err := store.PutSubscriber(ctx, tidied(next)); err != nil {
			return err
		}
		own = s.vault.code(ownLink, next.ID)
		return store.RemoveRequest(ctx, request.ID)
	})
	return own, err
}

const ownLink = "own"

// Subscription is what a subscriber sees of it.
type Subscription struct {
	Address  string // so much of it that its owner knows it again
	Language string
	Slugs    []string
}

// Subscription returns what the owner of a link follows. The error's kind is
// [scheduling.NotFound] with [CodeEnded].
func (s *Service) Subscription(ctx context.Context, own string) (Subscription, error) {
	subscriber, err := s.owner(ctx, s.store, own)
	if err != nil {
		return Subscription{}, err
	}
	address, err := s.vault.open(subscriber.Address, subscriber.Lookup)
	if err != nil {
		return Subscription{}, err
	}
	localities, err := allLocalities(ctx, s.schedule)
	if err != nil {
		return Subscription{}, err
	}
	shown := Subscription{Address: masked(address), Language: subscriber.Language}
	for _, id := range subscriber.Places {
		shown.Slugs = append(shown.Slugs, localities[id].Slug)
	}
	return shown, nil
}

// Change replaces what the owner of a link follows. The error is as of [Service.Subscription],
// or [scheduling.Invalid] with the field "places".
func (s *Service) Change(ctx context.Context, own, language string, slugs []string) error {
	places, err := s.placesBySlug(ctx, slugs)
	if err != nil {
		return err
	}
	if len(places) == 0 {
		return scheduling.InvalidField("places", CodeNone)
	}
	return s.store.InTx(ctx, func(store Store) error {
		subscriber, err := s.owner(ctx, store, own)
		if err != nil {
			return err
		}
		subscriber.Places, subscriber.Language = places, knownLanguage(language)
		return store.PutSubscriber(ctx, tidied(subscriber))
	})
}

// Leave removes the owner of a link with the address and all that waits to be sent. Who has
// left already may do so again; only a wrong secret is [scheduling.NotFound].
func (s *Service) Leave(ctx context.Context, own string) error {
	id, right := s.vault.idOf(ownLink, own)
	if !right {
		return ended()
	}
	return s.store.RemoveSubscriber(ctx, id)
}

// Right tells whether a link's secret is one that the service made, whether or not its
// owner still subscribes.
func (s *Service) Right(own string) bool {
	_, right := s.vault.idOf(ownLink, own)
	return right
}

func (s *Service) owner(ctx context.Context, store Store, own string) (Subscriber, error) {
	id, right := s.vault.idOf(ownLink, own)
	if !right {
		return Subscriber{}, ended()
	}
	subscriber, found, err := store.SubscriberOf(ctx, id)
	if err == nil && !found {
		err = ended()
	}
	return subscriber, err
}

// placesBySlug finds the localities that there are; others are left out.
func (s *Service) placesBySlug(ctx context.Context, slugs []string) ([]scheduling.LocalityID, error) {
	localities, err := allLocalities(ctx, s.schedule)
	if err != nil {
		return nil, err
	}
	var places []scheduling.LocalityID
	for id, l := range localities {
		if slices.Contains(slugs, l.Slug) {
			places = append(places, id)
		}
	}
	return places, nil
}

func allLocalities(ctx context.Context, schedule scheduling.Store) (map[scheduling.LocalityID]scheduling.Locality, error) {
	listed, _, err := schedule.Localities().List(ctx, scheduling.Query{})
	if err != nil {
		return nil, fmt.Errorf("look for places to follow: %w", err)
	}
	localities := make(map[scheduling.LocalityID]scheduling.Locality, len(listed))
	for _, l := range listed {
		localities[l.ID] = l
	}
	return localities, nil
}

func tidied(s Subscriber) Subscriber {
	s.Places = slices.Clone(s.Places)
	slices.Sort(s.Places)
	s.Places = slices.Compact(s.Places)
	return s
}

func knownLanguage(code string) string {
	if slices.Contains(Languages, code) {
		return code
	}
	return Languages[0]
}

func ended() error { return &scheduling.Error{Kind: scheduling.NotFound, Code: CodeEnded} }
