package api

import (
	"context"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// Me is the account that acts.
type Me struct {
	ID        Ref     `json:"id" doc:"Its ID."`
	Email     string  `json:"email" doc:"Its e-mail address."`
	Name      string  `json:"name" doc:"The person's name."`
	Authority string  `json:"authority" enum:"police,kommun" doc:"Whose the person is."`
	Grants    []Grant `json:"grants" doc:"The roles."`
	May       []May   `json:"may" doc:"What the roles allow, and where."`
	Password  bool    `json:"password" doc:"The account has a password."`

	WeeklyMail WeeklyMail `json:"weeklyMail" doc:"The mail about what its authority is to do."`
}

// May is a permission and where it holds.
type May struct {
	Permission string `json:"permission" doc:"What may be done." example:"plan_visits"`
	Everywhere bool   `json:"everywhere,omitempty" doc:"In every district."`
	Districts  []Ref  `json:"districts,omitempty" doc:"In these districts."`
}

func (a *api) getMe(ctx context.Context, _ *struct{}) (*unversioned[Me], error) {
	caller := callerFrom(ctx)
	hash, err := a.Accounts.Store().Password(ctx, caller.Account.ID)
	if err != nil {
		return nil, err
	}
	me := Me{
		ID: Ref(caller.Account.ID), Email: caller.Account.Email, Name: caller.Account.Name,
		Authority: string(caller.Account.Authority), Grants: showGrants(caller.Account.Grants), May: []May{}, Password: hash != "",
		WeeklyMail: a.showWeeklyMail(caller.Account),
	}
	for _, p := range accounts.Permissions() {
		if districts, everywhere := caller.Reach(p); everywhere || len(districts) > 0 {
			me.May = append(me.May, May{Permission: string(p), Everywhere: everywhere, Districts: refs(districts)})
		}
	}
	return &unversioned[Me]{Body: me}, nil
}

// Session is one device on which the account is signed in.
type Session struct {
	ID      Ref    `json:"id" doc:"Its ID."`
	Agent   string `json:"agent" doc:"The browser, in its own words."`
	From    string `json:"from" doc:"The address from which it signed in."`
	Created Time   `json:"created" doc:"When it signed in."`
	Used    Time   `json:"used" doc:"When it was last used, to the minute."`
	Current bool   `json:"current" doc:"It is the one that asks."`
}

// Everything is a list that is always whole.
type Everything[T any] struct {
	Items []T `json:"items" doc:"All of them."`
}

func all[T, Out any](things []T, show func(T) Out) *unversioned[Everything[Out]] {
	items := make([]Out, 0, len(things))
	for _, thing := range things {
		items = append(items, show(thing))
	}
	return &unversioned[Everything[Out]]{Body: Everything[Out]{Items: items}}
}

func (a *api) listSessions(ctx context.Context, _ *struct{}) (*unversioned[Everything[Session]], error) {
	caller := callerFrom(ctx)
	sessions, err := a.Accounts.Store().Sessions(ctx, caller.Account.ID)
	if err != nil {
		return nil, err
	}
	return all(sessions, func(s accounts.Session) Session {
		return Session{ID: Ref(s.ID), Agent: s.Agent, From: s.From, Created: timeOf(s.Created), Used: timeOf(s.Seen), Current: s.ID == caller.Session}
	}), nil
}

func (a *api) endSession(ctx context.Context, in *byID) (*nothing, error) {
	return nil, a.Accounts.EndSession(ctx, callerFrom(ctx), string(in.ID))
}

func (a *api) signOutEverywhere(ctx context.Context, _ *struct{}) (*nothing, error) {
	return nil, a.Accounts.EndSessions(ctx, callerFrom(ctx))
}

// PasswordIn changes a password.
type PasswordIn struct {
	Present string `json:"present,omitempty" doc:"The password so far; left out by an account that has none."`
	Next    string `json:"password" doc:"The new one: at least 12 characters, and hard to guess."`
}

func (a *api) changePassword(ctx context.Context, in *creation[PasswordIn]) (*nothing, error) {
	actor, _ := scheduling.ActorFrom(ctx)
	return nil, a.Accounts.ChangePassword(ctx, callerFrom(ctx), accounts.Secret(in.Body.Present), accounts.Secret(in.Body.Next), actor.From)
}

// Passkey is a passkey without what it opens with.
type Passkey struct {
	ID      string `json:"id" doc:"Its ID."`
	Name    string `json:"name" doc:"What its owner calls it."`
	Created Time   `json:"created" doc:"When it was added."`
	Used    Time   `json:"used,omitempty" doc:"When it last signed in."`
}

func (a *api) listPasskeys(ctx context.Context, _ *struct{}) (*unversioned[Everything[Passkey]], error) {
	passkeys, err := a.Accounts.Store().Passkeys(ctx, callerFrom(ctx).Account.ID)
	if err != nil {
		return nil, err
	}
	return all(passkeys, func(p accounts.Passkey) Passkey {
		return Passkey{ID: p.ID, Name: p.Name, Created: timeOf(p.Created), Used: timeOf(p.Used)}
	}), nil
}

// byText names a thing whose ID somebody else has made.
type byText struct {
	ID string `path:"id" maxLength:"1500" doc:"Its ID."`
}

func (a *api) removePasskey(ctx context.Context, in *byText) (*nothing, error) {
	return nil, a.Accounts.RemovePasskey(ctx, callerFrom(ctx), in.ID)
}
