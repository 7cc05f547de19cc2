package api

import (
	"context"

	"poliskontor/accounts"
)

// WeeklyMailIn is how an account hears each week of what its authority is to do.
type WeeklyMailIn struct {
	On       bool   `json:"on" doc:"The mail is wanted."`
	Language string `json:"language" enum:"sv,en" doc:"What it is written in."`
}

// WeeklyMail is that as it is.
type WeeklyMail struct {
	Sent bool `json:"sent" doc:"This server sends it."`
	WeeklyMailIn
}

func (a *api) showWeeklyMail(account accounts.Account) WeeklyMail {
	return WeeklyMail{Sent: a.SendsWeekly, WeeklyMailIn: WeeklyMailIn{On: !account.WeeklyMail.Off, Language: account.WeeklyMail.Language}}
}

func (a *api) chooseWeeklyMail(ctx context.Context, in *creation[WeeklyMailIn]) (*unversioned[WeeklyMail], error) {
	account, err := a.Accounts.SetWeeklyMail(ctx, callerFrom(ctx), accounts.WeeklyMail{Off: !in.Body.On, Language: in.Body.Language})
	if err != nil {
		return nil, err
	}
	return &unversioned[WeeklyMail]{Body: a.showWeeklyMail(account)}, nil
}
