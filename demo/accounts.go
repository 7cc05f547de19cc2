package demo

import (
	"context"
	"errors"
	"fmt"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// Password opens every account of the demonstration. It is in the program's source,
// so that no account of a real installation may have it.
const Password = "en tur till byn varje vecka"

// Account is an account of the demonstration. The people are made up.
type Account struct {
	Email, Name string
	Authority   accounts.Authority
	Role        accounts.Role
}

// Accounts are the accounts of the demonstration: one for each role.
var Accounts = []Account{
	{"planerare@exempel.se", "Petra Planerare", accounts.Police, accounts.Planner},
	{"patrull@exempel.se", "Patrik Patrull", accounts.Police, accounts.Crew},
	{"samordnare@exempel.se", "Sara Samordnare", accounts.Municipality, accounts.Coordinator},
	{"kommunikator@exempel.se", "Kim Kommunikatör", accounts.Police, accounts.Communicator},
	{"admin@exempel.se", "Alva Administratör", accounts.Police, accounts.Admin},
}

// AddAccounts adds the accounts to the demonstration's district, where there is no
// account at all.
func AddAccounts(ctx context.Context, people *accounts.Service, districts scheduling.Repository[scheduling.District, scheduling.DistrictID]) error {
	count, err := people.Store().Count(ctx)
	if err != nil || count > 0 {
		return err
	}
	found, _, err := districts.List(ctx, scheduling.Query{})
	if err != nil {
		return fmt.Errorf("find the demonstration's district: %w", err)
	}
	if len(found) == 0 {
		return errors.New("there is no district to demonstrate")
	}
	ctx = scheduling.WithActor(ctx, scheduling.Actor{Name: "demo"})
	for _, a := range Accounts {
		if err := add(ctx, people, a, found[0].ID); err != nil {
			return fmt.Errorf("add account %s: %w", a.Email, err)
		}
	}
	return nil
}

func add(ctx context.Context, people *accounts.Service, a Account, district scheduling.DistrictID) error {
	operator := accounts.Operator()
	account, err := people.Create(ctx, operator, accounts.Account{
		Email: a.Email, Name: a.Name, Authority: a.Authority, Grants: []accounts.Grant{{Role: a.Role, DistrictID: district}}})
	if err != nil {
		return err
	}
	secret, _, err := people.Invite(ctx, operator, account.ID)
	if err != nil {
		return err
	}
	_, err = people.Accept(ctx, secret, Password, "")
	return err
}

// actorsOf returns who acts in each role; nil where an account is not there: somebody
// else's accounts are no demonstration any more.
func actorsOf(ctx context.Context, people *accounts.Service) (map[accounts.Role]scheduling.Actor, error) {
	actors := map[accounts.Role]scheduling.Actor{}
	for _, a := range Accounts {
		account, err := people.Store().ByEmail(ctx, a.Email)
		if scheduling.KindOf(err) == scheduling.NotFound {
			return nil, nil
		}
		if err != nil {
			return nil, fmt.Errorf("find account %s: %w", a.Email, err)
		}
		actors[a.Role] = account.Actor("")
	}
	return actors, nil
}
