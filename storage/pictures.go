package storage

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"poliskontor/scheduling"
)

type pictureRow struct {
	SiteID string `gorm:"primaryKey"`
	Hash   string
	// The picture itself would make the audit log large and keep what was taken away.
	Large []byte `json:"-"`
	Small []byte `json:"-"`
}

func (pictureRow) TableName() string { return "site_pictures" }

// pictures reaches as far as the sites that it belongs to.
type pictures struct{ *Store }

// Pictures returns the repository of the pictures of sites' photos.
func (s *Store) Pictures() scheduling.PictureRepository { return pictures{s} }

func (p pictures) Get(ctx context.Context, id scheduling.SiteID) (scheduling.Picture, error) {
	site, err := p.Sites().Get(ctx, id)
	if err != nil {
		return scheduling.Picture{}, err
	}
	var row pictureRow
	err = p.read(ctx, func(db *gorm.DB) error { return db.Where("site_id = ?", id).Take(&row).Error })
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return scheduling.Picture{}, scheduling.NotFoundError("photo", string(id))
	}
	if err != nil {
		return scheduling.Picture{}, fmt.Errorf("read the picture of site %s: %w", id, err)
	}
	picture := scheduling.Picture{Hash: row.Hash, Large: row.Large, Small: row.Small}
	if row.Hash == site.Photo.Hash {
		picture.Width, picture.Height = site.Photo.Width, site.Photo.Height
	}
	return picture, nil
}

func (p pictures) Put(ctx context.Context, id scheduling.SiteID, picture scheduling.Picture) error {
	row := pictureRow{SiteID: string(id), Hash: picture.Hash, Large: picture.Large, Small: picture.Small}
	return p.change(ctx, id, entry{action: scheduling.AuditUpdate, after: row}, func(db *gorm.DB) error {
		return db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error
	})
}

func (p pictures) Remove(ctx context.Context, id scheduling.SiteID) error {
	return p.change(ctx, id, entry{action: scheduling.AuditDelete}, func(db *gorm.DB) error {
		return db.Where("site_id = ?", id).Delete(new(pictureRow)).Error
	})
}

func (p pictures) change(ctx context.Context, id scheduling.SiteID, e entry, change func(*gorm.DB) error) error {
	return p.write(ctx, func(tx *Store) error {
		site, err := tx.Sites().Get(ctx, id)
		if err != nil {
			return err
		}
		if err := change(tx.db.WithContext(ctx)); err != nil {
			return fmt.Errorf("change the picture of site %s: %w", id, translated(err, writing))
		}
		e.thing, e.id, e.district = "photo", string(id), site.DistrictID
		return tx.record(ctx, e)
	})
}
