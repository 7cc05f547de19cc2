package site

import (
	"context"
	"fmt"
	"maps"

	"poliskontor/scheduling"
)

// Stamp tells what a snapshot was made from: equal ones mean that nothing has been released
// since, and nothing told.
type Stamp struct {
	// Released are the numbers of each district's last release.
	Released map[scheduling.DistrictID]int
	// Told changes whenever a summary is published, replaced or withdrawn.
	Told string
}

func (s Stamp) equal(other Stamp) bool {
	return s.Told == other.Told && maps.Equal(s.Released, other.Released)
}

func (s *Site) stamp(ctx context.Context) (Stamp, error) {
	released, err := s.store.Releases().Numbers(ctx)
	if err != nil {
		return Stamp{}, err
	}
	stamp := Stamp{Released: released}
	if s.summaries != nil {
		if stamp.Told, err = s.summaries.PublishedStamp(ctx); err != nil {
			return Stamp{}, err
		}
	}
	return stamp, nil
}

// mostAtOnce is how many releases are read one by one before it is quicker to read everything.
const mostAtOnce = 50

// follows tells whether this stamp comes from the one before it by a few releases alone.
func (s Stamp) follows(before Stamp) bool {
	releases := 0
	for district, number := range before.Released {
		if s.Released[district] < number { // a backup was restored, or a district is gone
			return false
		}
	}
	for district, number := range s.Released {
		releases += number - before.Released[district]
	}
	return releases <= mostAtOnce
}

// since returns what was released between two stamps of which the second follows the first:
// of each district the oldest first.
func (s *Site) since(ctx context.Context, before, after Stamp) ([]scheduling.Release, error) {
	var releases []scheduling.Release
	for district, last := range after.Released {
		for number := before.Released[district] + 1; number <= last; number++ {
			r, err := s.store.Releases().Get(ctx, district, number)
			if err != nil {
				return nil, fmt.Errorf("read release %d of district %s: %w", number, district, err)
			}
			releases = append(releases, r)
		}
	}
	return releases, nil
}
