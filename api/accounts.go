package api

import (
	"context"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// Grant is a role in a district.
type Grant struct {
	Role       string `json:"role" enum:"planner,crew,coordinator,communicator,admin" doc:"The role."`
	DistrictID Ref    `json:"districtId,omitempty" doc:"The district. Without one the role is in every district, those to come included."`
}

// AccountIn is an account as it is written.
type AccountIn struct {
	Email     string  `json:"email" doc:"The e-mail address: what the account is known by." example:"anna.berg@example.se"`
	Name      string  `json:"name" doc:"The person's name." example:"Anna Berg"`
	Authority string  `json:"authority" enum:"police,kommun" doc:"Whose the person is."`
	Grants    []Grant `json:"grants,omitempty" doc:"The roles."`
	Closed    bool    `json:"closed,omitempty" doc:"The person may not sign in any more."`
	Seen
}

// Account is an account as it is stored.
type Account struct {
	Meta
	AccountIn
}

func (in AccountIn) account() accounts.Account {
	a := accounts.Account{Email: in.Email, Name: in.Name, Authority: accounts.Authority(in.Authority), Closed: in.Closed}
	for _, g := range in.Grants {
		a.Grants = append(a.Grants, accounts.Grant{Role: accounts.Role(g.Role), DistrictID: scheduling.DistrictID(g.DistrictID)})
	}
	return a
}

func showAccount(a accounts.Account) Account {
	return Account{Meta: metaOf(a.ID, a.Meta), AccountIn: AccountIn{
		Email: a.Email, Name: a.Name, Authority: string(a.Authority), Closed: a.Closed, Grants: showGrants(a.Grants)}}
}

func showGrants(grants []accounts.Grant) []Grant {
	shown := make([]Grant, 0, len(grants))
	for _, g := range grants {
		shown = append(shown, Grant{Role: string(g.Role), DistrictID: Ref(g.DistrictID)})
	}
	return shown
}

func (a *api) listAccounts(ctx context.Context, in *DistrictFilter) (*listed[Account], error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	found, total, err := a.Accounts.List(ctx, callerFrom(ctx), q)
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, found, total, showAccount), nil
}

func (a *api) getAccount(ctx context.Context, in *byID) (*answer[Account], error) {
	return answerAccount(a.Accounts.Get(ctx, callerFrom(ctx), accounts.AccountID(in.ID)))
}

func (a *api) createAccount(ctx context.Context, in *creation[AccountIn]) (*created[Account], error) {
	account, err := a.Accounts.Create(ctx, callerFrom(ctx), in.Body.account())
	if err != nil {
		return nil, err
	}
	return &created[Account]{
		Location: "/api/v1/accounts/" + string(account.ID), ETag: etag(account.Version), Body: showAccount(account)}, nil
}

func (a *api) replaceAccount(ctx context.Context, in *replacement[AccountIn]) (*answer[Account], error) {
	version, err := versionSeen(in.IfMatch, in.Body.Version)
	if err != nil {
		return nil, err
	}
	account := in.Body.account()
	account.ID, account.Version = accounts.AccountID(in.ID), version
	return answerAccount(a.Accounts.Update(ctx, callerFrom(ctx), account))
}

func answerAccount(account accounts.Account, err error) (*answer[Account], error) {
	if err != nil {
		return nil, err
	}
	return &answer[Account]{ETag: etag(account.Version), Body: showAccount(account)}, nil
}

// Invitation is what an account's owner is sent.
type Invitation struct {
	Secret  string `json:"secret" doc:"Shown this once. Opens /logga-in/inbjudan, where the owner chooses a password."`
	URL     string `json:"url" doc:"The address to send to the owner; the secret stands after the #, which no server sees."`
	Expires Time   `json:"expires" doc:"When it opens nothing any more."`
}

func (a *api) inviteAccount(ctx context.Context, in *byID) (*unversioned[Invitation], error) {
	secret, key, err := a.Accounts.Invite(ctx, callerFrom(ctx), accounts.AccountID(in.ID))
	if err != nil {
		return nil, err
	}
	return &unversioned[Invitation]{Body: Invitation{
		Secret: string(secret), URL: a.pageURL("/logga-in/inbjudan") + "#" + string(secret), Expires: timeOf(key.Expires)}}, nil
}

// nothing answers 204.
type nothing struct{}
