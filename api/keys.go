package api

import (
	"context"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// TokenIn is a new token.
type TokenIn struct {
	Name       string   `json:"name" doc:"What it is for." example:"Kommunens webbplats"`
	Scopes     []string `json:"scopes" enum:"read,read_notes,write_notes,read_summaries,approve_summaries,withdraw_summaries,edit_activities,plan_visits,run_visits,read_wishes,read_feed_health,share_situation,publish,edit_registers,edit_occasions,edit_pledges,edit_districts,manage_accounts,read_audit,weed_records" doc:"What it may do, of what you may."`
	DistrictID Ref      `json:"districtId,omitempty" doc:"The only district that it reaches; without one, all of yours."`
	Expires    Time     `json:"expires" doc:"When it opens nothing any more, within a year." example:"2027-06-30T00:00"`
}

// Token is a token without its secret.
type Token struct {
	ID      Ref  `json:"id" doc:"Its ID."`
	Created Time `json:"created" doc:"When it was made."`
	Used    Time `json:"used,omitempty" doc:"When it was last used, to the hour."`
	TokenIn
}

// NewToken is a token just made.
type NewToken struct {
	Token
	Secret string `json:"secret" doc:"Shown this once: what the machine sends as its bearer token."`
}

func showToken(k accounts.Key) Token {
	t := Token{ID: Ref(k.ID), Created: timeOf(k.Created), Used: timeOf(k.Used), TokenIn: TokenIn{
		Name: k.Name, DistrictID: Ref(k.DistrictID), Expires: timeOf(k.Expires), Scopes: []string{}}}
	for _, p := range k.Scopes {
		t.Scopes = append(t.Scopes, string(p))
	}
	return t
}

func (a *api) listTokens(ctx context.Context, _ *struct{}) (*unversioned[Everything[Token]], error) {
	keys, err := a.Accounts.Store().Keys(ctx, callerFrom(ctx).Account.ID, accounts.TokenKey)
	if err != nil {
		return nil, err
	}
	return all(keys, showToken), nil
}

func (a *api) createToken(ctx context.Context, in *creation[TokenIn]) (*unversioned[NewToken], error) {
	key := accounts.Key{Kind: accounts.TokenKey, Name: in.Body.Name, DistrictID: scheduling.DistrictID(in.Body.DistrictID),
		Expires: in.Body.Expires.instant()}
	for _, scope := range in.Body.Scopes {
		key.Scopes = append(key.Scopes, accounts.Permission(scope))
	}
	secret, key, err := a.Accounts.NewKey(ctx, callerFrom(ctx), key)
	if err != nil {
		return nil, err
	}
	return &unversioned[NewToken]{Body: NewToken{Token: showToken(key), Secret: string(secret)}}, nil
}

func (a *api) revokeToken(ctx context.Context, in *byID) (*nothing, error) {
	return nil, a.Accounts.RevokeKey(ctx, callerFrom(ctx), accounts.TokenKey, accounts.KeyID(in.ID))
}

// FeedIn is a new private calendar.
type FeedIn struct {
	Name       string `json:"name" doc:"Where it is used." example:"Min telefon"`
	DistrictID Ref    `json:"districtId" doc:"Its district."`
	OfficeID   Ref    `json:"officeId,omitempty" doc:"Only this office's shifts and visits."`
}

// Feed is a private calendar without its address.
type Feed struct {
	ID      Ref  `json:"id" doc:"Its ID."`
	Created Time `json:"created" doc:"When it was made."`
	Used    Time `json:"used,omitempty" doc:"When it was last fetched, to the hour."`
	FeedIn
}

// NewFeed is a private calendar just made.
type NewFeed struct {
	Feed
	URL string `json:"url" doc:"Shown this once: the address to subscribe to. Whoever has it can read the calendar."`
}

func showFeed(k accounts.Key) Feed {
	return Feed{ID: Ref(k.ID), Created: timeOf(k.Created), Used: timeOf(k.Used), FeedIn: FeedIn{
		Name: k.Name, DistrictID: Ref(k.DistrictID), OfficeID: Ref(k.OfficeID)}}
}

func (a *api) listFeeds(ctx context.Context, _ *struct{}) (*unversioned[Everything[Feed]], error) {
	keys, err := a.Accounts.Store().Keys(ctx, callerFrom(ctx).Account.ID, accounts.FeedKey)
	if err != nil {
		return nil, err
	}
	return all(keys, showFeed), nil
}

func (a *api) createFeed(ctx context.Context, in *creation[FeedIn]) (*unversioned[NewFeed], error) {
	key := accounts.Key{Kind: accounts.FeedKey, Name: in.Body.Name, DistrictID: scheduling.DistrictID(in.Body.DistrictID),
		OfficeID: scheduling.OfficeID(in.Body.OfficeID)}
	if key.DistrictID == "" {
		return nil, scheduling.InvalidField("districtId", scheduling.CodeRequired)
	}
	if key.OfficeID != "" {
		office, err := a.Registers.Offices.Get(ctx, key.OfficeID)
		if scheduling.KindOf(err) == scheduling.NotFound || err == nil && office.DistrictID != key.DistrictID {
			return nil, scheduling.InvalidField("officeId", scheduling.CodeUnknown)
		}
		if err != nil {
			return nil, err
		}
	}
	secret, key, err := a.Accounts.NewKey(ctx, callerFrom(ctx), key)
	if err != nil {
		return nil, err
	}
	return &unversioned[NewFeed]{Body: NewFeed{Feed: showFeed(key), URL: a.pageURL(privateFeedPath + string(secret) + ".ics")}}, nil
}

func (a *api) revokeFeed(ctx context.Context, in *byID) (*nothing, error) {
	return nil, a.Accounts.RevokeKey(ctx, callerFrom(ctx), accounts.FeedKey, accounts.KeyID(in.ID))
}
