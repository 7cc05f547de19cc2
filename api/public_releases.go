package api

import (
	"context"

	"poliskontor/api/site"
)

// PublicRelease is one published version of a district's schedule.
type PublicRelease struct {
	District string         `json:"district" doc:"The district's name."`
	Number   int            `json:"number" doc:"Counted from 1 in each district." example:"5"`
	At       Time           `json:"at" doc:"When it was made."`
	Comment  string         `json:"comment,omitempty" doc:"What has changed and why."`
	Changes  []PublicChange `json:"changes" doc:"What citizens see changed, by time."`
}

// PublicChange is what a release changed in one visit.
type PublicChange struct {
	Kind   string      `json:"kind" enum:"new,moved,delayed,cancelled,broken_off,details" doc:"What happened to the visit."`
	Visit  PublicVisit `json:"visit" doc:"The visit as it was announced by the release."`
	Before *PublicSlot `json:"before,omitempty" doc:"Time and site before the release; left out for a new visit."`
}

func (a *api) listPublicReleases(ctx context.Context, in *AllFilter) (*publicList[PublicRelease], error) {
	s, err := a.snapshot()
	if err != nil {
		return nil, err
	}
	return publish(ctx, in.Paging, s.Releases, a.showPublicRelease), nil
}

func (a *api) showPublicRelease(r site.Release) PublicRelease {
	shown := PublicRelease{District: r.District, Number: r.Number, At: timeOf(r.At), Comment: r.Comment,
		Changes: make([]PublicChange, 0, len(r.Changes))}
	for _, c := range r.Changes {
		change := PublicChange{Kind: string(c.Kind), Visit: a.showPublic(c.After)}
		if c.Before != nil {
			change.Before = &PublicSlot{
				Starts: timeOf(c.Before.Starts), Ends: timeOf(c.Before.Ends), Site: c.Before.Site.Name}
		}
		shown.Changes = append(shown.Changes, change)
	}
	return shown
}
