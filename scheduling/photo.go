package scheduling

import (
	"context"
	"fmt"
)

// MaxAlt is how long the words may be that stand for a photo.
const MaxAlt = 300

// Photo is what is known of a site's photo beside the [Picture]. The zero Photo means
// none.
type Photo struct {
	Hash          string // of the picture: another picture has another
	Alt           string // what it shows, for who does not see it
	Width, Height int    // of the large one, in pixels
}

// IsZero tells whether there is no photo.
func (p Photo) IsZero() bool { return p == Photo{} }

// Picture is a photo in the two sizes that it is shown in, as JPEG.
type Picture struct {
	Hash          string
	Width, Height int // of the large one
	Large, Small  []byte
}

// PictureRepository keeps the pictures of sites' photos. What the photos are is in the
// sites.
type PictureRepository interface {
	// Get returns a site's picture, or NotFound.
	Get(ctx context.Context, id SiteID) (Picture, error)
	// Put keeps a site's picture in place of the one before. NotFound.
	Put(ctx context.Context, id SiteID, p Picture) error
	// Remove forgets a site's picture, if there is one. NotFound.
	Remove(ctx context.Context, id SiteID) error
}

// Photos puts photos on sites. A photo counts as part of its site: it changes the
// site's version.
type Photos struct{ store Store }

// NewPhotos returns the photos of a store.
func NewPhotos(store Store) *Photos { return &Photos{store} }

// Picture returns the picture of a site's photo, or an error of kind [NotFound].
func (p *Photos) Picture(ctx context.Context, id SiteID) (Picture, error) {
	return p.store.Pictures().Get(ctx, id)
}

// Put gives a site a photo, and tells in alt what it shows. Without a picture the
// photo that is there gets other words. It returns an error of kind [Invalid],
// [NotFound] or [Stale].
func (p *Photos) Put(ctx context.Context, id SiteID, version int, alt string, picture *Picture) (Site, error) {
	var broken violations
	alt = broken.requiredLine("alt", alt, MaxAlt)
	if err := broken.err(); err != nil {
		return Site{}, err
	}
	return p.change(ctx, id, version, func(store Store, photo *Photo) error {
		photo.Alt = alt
		if picture == nil {
			if photo.Hash == "" {
				return InvalidField("file", CodeRequired)
			}
			return nil
		}
		photo.Hash, photo.Width, photo.Height = picture.Hash, picture.Width, picture.Height
		return store.Pictures().Put(ctx, id, *picture)
	})
}

// Remove takes a site's photo away. It returns an error of kind [NotFound] or [Stale].
func (p *Photos) Remove(ctx context.Context, id SiteID, version int) (Site, error) {
	return p.change(ctx, id, version, func(store Store, photo *Photo) error {
		if photo.IsZero() {
			return NotFoundError("photo", string(id))
		}
		*photo = Photo{}
		return store.Pictures().Remove(ctx, id)
	})
}

func (p *Photos) change(ctx context.Context, id SiteID, version int, change func(Store, *Photo) error) (Site, error) {
	var changed Site
	err := p.store.InTx(ctx, func(store Store) error {
		site, err := store.Sites().Get(ctx, id)
		if err != nil {
			return err
		}
		if site.Version != version {
			return StaleError(site)
		}
		if err := change(store, &site.Photo); err != nil {
			return err
		}
		if err := store.Sites().Update(ctx, site); err != nil {
			return fmt.Errorf("change the photo of site %s: %w", id, err)
		}
		changed, err = store.Sites().Get(ctx, id)
		return err
	})
	return changed, err
}
