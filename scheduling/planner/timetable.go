package planner

// timetable sets the times of a tour that can be driven in this order, without
// more overtime than needed. An occasion is drawn out as far as the shift and
// its opening hours allow: what comes before the last occasion begins as early as
// it can, what comes after it as late as that asks for. Where there is room left,
// a visit begins at the usual minute of its place (usual, by place; -1 for none).
func (m *model) timetable(s *shift, legs []leg, usual []int) []window {
	latest := m.latestStarts(s, legs)
	last := lastOccasion(legs)
	times := make([]window, len(legs))
	now, node := s.begin, s.base
	for i := range legs {
		l := &legs[i]
		from, _ := l.earliest(now+m.drive(node, l.node), m.grid)
		to := from + l.minutes
		switch {
		case l.exact:
		case l.occasion >= 0:
			end := min(l.window.to, from+m.Occasions[l.occasion].most(), m.latestEnd(s, legs, latest, i))
			to = max(to, roundDown(end, m.grid))
		case i > last:
			from = preferred(from, latest[i], usualOf(usual, l.place))
			to = from + l.minutes
		}
		times[i] = window{from, to}
		now, node = to, l.node
	}
	return times
}

// latestStarts is how late each leg may begin for the ones after it to fit and
// the office to be back by the shift's end, or no later than it can be.
func (m *model) latestStarts(s *shift, legs []leg) []int {
	latest := make([]int, len(legs))
	for i := len(legs) - 1; i >= 0; i-- {
		l := &legs[i]
		if l.exact {
			latest[i] = l.window.from
			continue
		}
		latest[i] = roundDown(min(l.window.to, m.latestEnd(s, legs, latest, i))-l.minutes, m.grid)
	}
	return latest
}

// latestEnd is how late the i-th leg may end, for the latest starts after it.
func (m *model) latestEnd(s *shift, legs []leg, latest []int, i int) int {
	if i+1 < len(legs) {
		return latest[i+1] - m.drive(legs[i].node, legs[i+1].node)
	}
	back, _ := m.earliestReturn(s, legs)
	return max(back, min(s.To, s.limit)) - m.drive(legs[i].node, s.base)
}

func usualOf(usual []int, place int) int {
	if usual == nil {
		return -1
	}
	return usual[place]
}

// preferred picks a start within [earliest, latest]: the usual minute, or the
// nearest one to it on the coarse grid, or the nearest.
func preferred(earliest, latest, usual int) int {
	switch {
	case earliest <= usual && usual <= latest:
		return usual
	case usual > latest:
		if coarse := roundDown(latest, coarseGrid); coarse >= earliest {
			return coarse
		}
		return latest
	default:
		if coarse := roundUp(earliest, coarseGrid); coarse <= latest {
			return coarse
		}
		return earliest
	}
}
