package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"poliskontor/accounts"
	"poliskontor/scheduling"
	"poliskontor/storage"
)

// userCommand manages accounts where nobody can sign in yet, or any more.
type userCommand struct {
	Add    userAddCommand    `cmd:"" help:"Add an account and print its invitation."`
	List   userListCommand   `cmd:"" help:"List the accounts."`
	Invite userInviteCommand `cmd:"" help:"Print a new invitation, for an owner who has lost every other way in."`
	Close  userCloseCommand  `cmd:"" help:"Close an account: its owner may not sign in any more."`
	Token  userTokenCommand  `cmd:"" help:"Print a new token for the API that acts for an account."`
	Roles  userRolesCommand  `cmd:"" help:"Print what each role may do."`
}

// people are the accounts of a database, for as long as a command runs.
type people struct {
	store   *storage.Store
	service *accounts.Service
}

// withPeople runs f on the accounts, acting as the command line.
func withPeople(ctx context.Context, database databaseConfig, log logConfig, std stdio, f func(context.Context, people) error) error {
	store, err := openStore(ctx, database, time.Now, log.logger(std))
	if err != nil {
		return err
	}
	ctx = scheduling.WithActor(ctx, scheduling.Actor{Name: "command line"})
	return errors.Join(f(ctx, people{store, accounts.New(store.People(), time.Now)}), store.Close())
}

func (p people) byEmail(ctx context.Context, email string) (accounts.Account, error) {
	account, err := p.store.People().ByEmail(ctx, strings.ToLower(email))
	if scheduling.KindOf(err) == scheduling.NotFound {
		return account, fmt.Errorf("there is no account %s", email)
	}
	return account, err
}

// district returns the district with a slug; "" for "".
func (p people) district(ctx context.Context, slug string) (scheduling.DistrictID, error) {
	if slug == "" {
		return "", nil
	}
	found, _, err := p.store.Districts().List(ctx, scheduling.Query{Slug: slug})
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		return "", fmt.Errorf("there is no district %s", slug)
	}
	return found[0].ID, nil
}

// grants reads roles such as planner@kristianstad, or admin for one in every district.
func (p people) grants(ctx context.Context, roles []string) ([]accounts.Grant, error) {
	var grants []accounts.Grant
	for _, text := range roles {
		role, slug, _ := strings.Cut(text, "@")
		district, err := p.district(ctx, slug)
		if err != nil {
			return nil, err
		}
		grants = append(grants, accounts.Grant{Role: accounts.Role(role), DistrictID: district})
	}
	return grants, nil
}

func (p people) printInvitation(ctx context.Context, std stdio, account accounts.Account, publicURL string) error {
	secret, key, err := p.service.Invite(ctx, accounts.Operator(), account.ID)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "%s chooses a password at\n\n  %s/logga-in/inbjudan#%s\n\nbefore %s. The address opens the account: hand it over in person.\n",
		account.Email, strings.TrimSuffix(publicURL, "/"), string(secret), scheduling.Local(key.Expires).Format("2006-01-02 15:04"))
	return err
}

// addressConfig says where the server's pages are.
type addressConfig struct {
	PublicURL string `env:"POLISKONTOR_PUBLIC_URL" default:"http://127.0.0.1:8080" help:"Address that the public reaches."`
}

type userAddCommand struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`
	addressConfig  `embed:""`
	Email          string   `arg:"" help:"E-mail address."`
	Name           string   `required:"" help:"The person's name."`
	Authority      string   `enum:"police,kommun" default:"police" help:"Whose the person is: police or kommun."`
	Role           []string `required:"" help:"ROLE in every district or ROLE@DISTRICT (its slug); roles: planner, crew, coordinator, communicator, admin."`
}

// Run adds an account.
func (c userAddCommand) Run(ctx context.Context, std stdio) error {
	return withPeople(ctx, c.databaseConfig, c.logConfig, std, func(ctx context.Context, p people) error {
		grants, err := p.grants(ctx, c.Role)
		if err != nil {
			return err
		}
		account, err := p.service.Create(ctx, accounts.Operator(), accounts.Account{
			Email: c.Email, Name: c.Name, Authority: accounts.Authority(c.Authority), Grants: grants})
		switch {
		case scheduling.HasCode(err, scheduling.CodeExists):
			return fmt.Errorf("there is an account %s already", c.Email)
		case scheduling.HasCode(err, accounts.CodeEmail):
			return fmt.Errorf("%q is no e-mail address", c.Email)
		case scheduling.HasCode(err, accounts.CodeRole):
			return fmt.Errorf("a role is one of planner, crew, coordinator, communicator, admin, with @DISTRICT for one district")
		case err != nil:
			return err
		}
		return p.printInvitation(ctx, std, account, c.PublicURL)
	})
}

type userListCommand struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`
}

// Run lists the accounts.
func (c userListCommand) Run(ctx context.Context, std stdio) error {
	return withPeople(ctx, c.databaseConfig, c.logConfig, std, func(ctx context.Context, p people) error {
		found, _, err := p.store.People().List(ctx, scheduling.Query{})
		if err != nil {
			return err
		}
		districts, _, err := p.store.Districts().List(ctx, scheduling.Query{})
		if err != nil {
			return err
		}
		slugs := map[scheduling.DistrictID]string{}
		for _, d := range districts {
			slugs[d.ID] = "@" + d.Slug
		}
		table := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "E-MAIL\tNAME\tAUTHORITY\tROLES")
		for _, a := range found {
			var roles []string
			for _, g := range a.Grants {
				roles = append(roles, string(g.Role)+slugs[g.DistrictID])
			}
			if a.Closed {
				roles = []string{"closed"}
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", a.Email, a.Name, a.Authority, strings.Join(roles, " "))
		}
		return table.Flush()
	})
}

type userInviteCommand struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`
	addressConfig  `embed:""`
	Email          string `arg:"" help:"E-mail address."`
}

// Run prints a new invitation.
func (c userInviteCommand) Run(ctx context.Context, std stdio) error {
	return withPeople(ctx, c.databaseConfig, c.logConfig, std, func(ctx context.Context, p people) error {
		account, err := p.byEmail(ctx, c.Email)
		if err != nil {
			return err
		}
		if account.Closed {
			return fmt.Errorf("the account %s is closed", c.Email)
		}
		return p.printInvitation(ctx, std, account, c.PublicURL)
	})
}

type userCloseCommand struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`
	Email          string `arg:"" help:"E-mail address."`
}

// Run closes an account.
func (c userCloseCommand) Run(ctx context.Context, std stdio) error {
	return withPeople(ctx, c.databaseConfig, c.logConfig, std, func(ctx context.Context, p people) error {
		account, err := p.byEmail(ctx, c.Email)
		if err != nil {
			return err
		}
		account.Closed = true
		if _, err := p.service.Update(ctx, accounts.Operator(), account); err != nil {
			return err
		}
		_, err = fmt.Fprintf(std.out, "%s may not sign in any more.\n", account.Email)
		return err
	})
}

type userTokenCommand struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`
	Email          string   `arg:"" help:"E-mail address of the account that the token acts for."`
	Name           string   `required:"" help:"What it is for."`
	Scope          []string `default:"read" help:"What it may do, of what the account may: read, plan_visits, publish and so on (see user roles)."`
	District       string   `help:"The only district that it reaches (its slug)."`
	Days           int      `default:"90" help:"How many days it opens anything, at most 366."`
}

// Run prints a new token.
func (c userTokenCommand) Run(ctx context.Context, std stdio) error {
	return withPeople(ctx, c.databaseConfig, c.logConfig, std, func(ctx context.Context, p people) error {
		account, err := p.byEmail(ctx, c.Email)
		if err != nil {
			return err
		}
		key := accounts.Key{Kind: accounts.TokenKey, Name: c.Name, Expires: time.Now().AddDate(0, 0, c.Days)}
		if key.DistrictID, err = p.district(ctx, c.District); err != nil {
			return err
		}
		for _, scope := range c.Scope {
			key.Scopes = append(key.Scopes, accounts.Permission(scope))
		}
		secret, _, err := p.service.NewKey(ctx, accounts.Caller{Account: account}, key)
		switch {
		case scheduling.HasCode(err, accounts.CodeScope):
			return fmt.Errorf("the account %s may not do all of that: poliskontor user roles lists what there is", c.Email)
		case scheduling.HasCode(err, accounts.CodeKeyExpiry):
			return errors.New("--days is from 1 to 366")
		case err != nil:
			return err
		}
		_, err = fmt.Fprintln(std.out, string(secret))
		return err
	})
}

type userRolesCommand struct{}

// Run prints what each role may do.
func (userRolesCommand) Run(std stdio) error { return accounts.WriteTable(std.out) }
