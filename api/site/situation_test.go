package site

import "testing"

// TestMeansRoundHalvesUp sees that the group's page has the same figures as the app.
func TestMeansRoundHalvesUp(t *testing.T) {
	r := request{language: languagesForTest(t)[0]}
	for _, test := range []struct {
		sum, weeks int
		want       string
	}{{5, 4, "1,3"}, {2, 8, "0,3"}, {1, 8, "0,1"}, {0, 4, "0,0"}, {8, 4, "2,0"}, {3, 0, "–"}} {
		if got := r.mean(test.sum, test.weeks); got != test.want {
			t.Errorf("%d in %d weeks is %s, want %s", test.sum, test.weeks, got, test.want)
		}
	}
}
