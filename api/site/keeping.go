package site

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"poliskontor/scheduling"
)

const (
	// keepEvery is the least time from one writing of the file to the next.
	keepEvery = 3 * time.Second
	// keptFor is how old a snapshot may be that a server starts with: as long as caches may
	// answer in its place.
	keptFor = 7 * 24 * time.Hour
)

// pictureShape is what a picture's file holds.
var pictureShape = shapeOf[scheduling.Picture]()

// Keep writes what is shown to the configured file after each change, until the context ends,
// and then what is left to write. Changes that come close together are written as one.
// Without a file it only waits.
func (s *Site) Keep(ctx context.Context) {
	if s.file == "" {
		<-ctx.Done()
		return
	}
	for troubled := false; ; {
		ended := false
		select {
		case <-ctx.Done():
			ended = true
			select {
			case <-s.swapped:
			default:
				return
			}
		case <-s.swapped:
			wait(ctx, readersFirst)
		}
		err := s.keep()
		if err != nil && !troubled {
			s.log.Error("the snapshot on disk is older than what is shown", "cause", err)
		}
		troubled = err != nil
		if ended {
			return
		}
		wait(ctx, keepEvery)
	}
}

// keep writes what is shown at present. Each picture is written once.
func (s *Site) keep() error {
	current := s.edition.Load()
	if err := os.MkdirAll(s.pictures(), 0o700); err != nil {
		return fmt.Errorf("make the folder of the snapshot's pictures: %w", err)
	}
	for hash, picture := range current.photos {
		path := s.picture(hash)
		if _, err := os.Stat(path); err == nil {
			continue
		}
		if err := seal(path, pictureShape, func(w io.Writer) error { return gob.NewEncoder(w).Encode(picture) }); err != nil {
			return err
		}
	}
	if err := seal(s.file, savedAs, current.snapshot.save); err != nil {
		return err
	}
	return s.removePictures(current.photos)
}

// removePictures removes what is no picture of the snapshot any more.
func (s *Site) removePictures(kept photos) error {
	entries, err := os.ReadDir(s.pictures())
	if err != nil {
		return fmt.Errorf("look for old pictures: %w", err)
	}
	for _, e := range entries {
		if _, used := kept[e.Name()]; used {
			continue
		}
		if err := os.Remove(filepath.Join(s.pictures(), e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove an old picture: %w", err)
		}
	}
	return nil
}

func (s *Site) pictures() string           { return s.file + ".pictures" }
func (s *Site) picture(hash string) string { return filepath.Join(s.pictures(), hash) }

func readPicture(r io.Reader) (p scheduling.Picture, err error) {
	return p, gob.NewDecoder(r).Decode(&p)
}

// saved returns what the configured file holds, so that not all of it need be read before
// the first reader is answered; nil for nothing, or for no file.
func (s *Site) saved() *Snapshot {
	if s.file == "" {
		return nil
	}
	snapshot, err := unseal(s.file, savedAs, readSaved)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			s.log.Info("everything is read from the store, since the snapshot on disk cannot be used", "cause", err)
		}
		return nil
	}
	return snapshot
}

// Restore shows what the configured file holds, until the next good [Site.Refresh]. It
// returns when that was taken, and why nothing can be shown from it.
func (s *Site) Restore() (taken time.Time, err error) {
	if s.file == "" {
		return taken, errors.New("no file is configured for the snapshot")
	}
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	snapshot, err := unseal(s.file, savedAs, readSaved)
	if err != nil {
		return taken, fmt.Errorf("read the snapshot %s: %w", s.file, err)
	}
	if age := s.clock().Sub(snapshot.Taken); age > keptFor {
		return taken, fmt.Errorf("read the snapshot %s: it is of %s, more than a week ago", s.file, snapshot.Taken.Format(time.RFC3339))
	}
	found := photos{}
	for id, spot := range snapshot.sites {
		if spot.Photo.Hash == "" {
			continue
		}
		picture, err := unseal(s.picture(spot.Photo.Hash), pictureShape, readPicture)
		if err != nil {
			s.log.Warn("a photo is not shown until the database is back", "cause", err)
			spot.Photo = scheduling.Photo{}
			snapshot.sites[id] = spot
			continue
		}
		found[spot.Photo.Hash] = picture
	}
	s.publish(snapshot, found)
	return snapshot.Taken, nil
}
