package api

import (
	"context"

	"poliskontor/photo"
	"poliskontor/scheduling"
)

// Photos are read and written at /api/v1/sites/{id}/photo; their files are larger than
// other bodies.
const (
	sitesPath = "/api/v1/sites/"
	photoPath = "/photo"
)

// SitePhoto is what is known of a site's photo.
type SitePhoto struct {
	Hash   string `json:"hash" doc:"Of the picture: another picture has another." example:"5f7c0a1b2c3d4e5f60718293a4b5c6d7"`
	Alt    string `json:"alt" doc:"What it shows, for who does not see it." example:"Torget med bänkarna till vänster"`
	Width  int    `json:"width" doc:"Of the large one, in pixels."`
	Height int    `json:"height" doc:"Of the large one, in pixels."`
}

func showPhoto(p scheduling.Photo) *SitePhoto {
	if p.IsZero() {
		return nil
	}
	return &SitePhoto{Hash: p.Hash, Alt: p.Alt, Width: p.Width, Height: p.Height}
}

// photoOf asks for a site's photo.
type photoOf struct {
	ID   Ref    `path:"id" doc:"The site's ID."`
	Size string `query:"size" enum:"large,small" default:"large" doc:"Which of the two sizes."`
}

// jpegFile is a picture.
type jpegFile struct {
	ContentType string `header:"Content-Type" doc:"image/jpeg."`
	Body        []byte
}

// putting is a request to put a photo on a site.
type putting struct {
	ID          Ref    `path:"id" doc:"The site's ID."`
	Alt         string `query:"alt" doc:"What the photo shows, for who does not see it: at most 300 characters." example:"Torget med bänkarna till vänster"`
	IfMatch     string `header:"If-Match" doc:"The version of the site that you saw, in quotation marks." example:"\"3\""`
	ContentType string `header:"Content-Type" doc:"multipart/form-data for a form with a file; else anything, since what the body is is seen by its content."`
	RawBody     []byte `contentType:"application/octet-stream"`
}

func (a *api) getSitePhoto(ctx context.Context, in *photoOf) (*jpegFile, error) {
	found, err := a.Photos.Picture(ctx, scheduling.SiteID(in.ID))
	if err != nil {
		return nil, err
	}
	if in.Size == "small" {
		return &jpegFile{ContentType: "image/jpeg", Body: found.Small}, nil
	}
	return &jpegFile{ContentType: "image/jpeg", Body: found.Large}, nil
}

func (a *api) putSitePhoto(ctx context.Context, in *putting) (*answer[Site], error) {
	version, err := versionSeen(in.IfMatch, 0)
	if err != nil {
		return nil, err
	}
	id := scheduling.SiteID(in.ID)
	// Who may not change the site, or has an old one, is told before the file is unpacked.
	stored, err := a.Registers.Sites.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if stored.Version != version {
		return nil, scheduling.StaleError(stored)
	}
	picture, err := pictureIn(ctx, in)
	if err != nil {
		return nil, err
	}
	return a.withPhoto(a.Photos.Put(ctx, id, version, in.Alt, picture))
}

// pictureIn is the picture that a request has; nil for none.
func pictureIn(ctx context.Context, in *putting) (*scheduling.Picture, error) {
	file, err := fileOf(in.ContentType, in.RawBody)
	if err != nil || len(file) == 0 {
		return nil, err
	}
	picture, err := photo.Prepare(ctx, file)
	if err != nil {
		return nil, err
	}
	return &picture, nil
}

func (a *api) removeSitePhoto(ctx context.Context, in *removal) (*answer[Site], error) {
	version, err := versionSeen(in.IfMatch, 0)
	if err != nil {
		return nil, err
	}
	return a.withPhoto(a.Photos.Remove(ctx, scheduling.SiteID(in.ID), version))
}

// withPhoto answers with a site whose photo has changed, once the public pages show it
// so: what is taken away must be gone. The change is stored; where the pages cannot be
// made anew at once, they follow by themselves.
func (a *api) withPhoto(site scheduling.Site, err error) (*answer[Site], error) {
	if err != nil {
		return nil, err
	}
	a.refresh("site", string(site.ID))
	shown := showSite(site)
	return &answer[Site]{ETag: etag(shown.Version), Body: shown}, nil
}

// refresh makes the public pages anew after a change that is stored already.
func (a *api) refresh(what, id string) {
	if err := a.Site.Refresh(context.Background()); err != nil {
		a.Log.Error("public pages wait for the next look", what, id, "cause", err)
	}
}
