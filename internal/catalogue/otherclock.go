package catalogue

import (
	"maps"
	"slices"
)

// OtherClock is a stage whose time another edition of a service's file sets otherwise.
type OtherClock struct {
	Stage string `json:"stage"` // its key
	Name  string `json:"name"`  // as staff see it
	Band  string `json:"band"`  // of risk, or priority; empty: for everybody
	Now   string `json:"now"`   // empty: none, or there is no such stage
	With  string `json:"with"`
}

// Words name the stage: "Review, high".
func (c OtherClock) Words() string {
	if c.Band == "" {
		return c.Name
	}
	return c.Name + ", " + c.Band
}

// OtherClocks gives every time that another edition of the file sets otherwise, stage by stage and band by band.
func (s Service) OtherClocks(with Service) []OtherClock {
	other := []OtherClock{}
	for _, st := range slices.Concat(s.Stages, with.Stages) {
		now, _ := s.Stage(st.Key)
		then, _ := with.Stage(st.Key)
		for _, band := range slices.Concat([]string{""}, slices.Sorted(maps.Keys(now.Bands)), slices.Sorted(maps.Keys(then.Bands))) {
			c := OtherClock{Stage: st.Key, Name: st.Name, Band: band, Now: now.timeOf(band), With: then.timeOf(band)}
			same := func(o OtherClock) bool { return o.Stage == c.Stage && o.Band == c.Band }
			if c.Now != c.With && !slices.ContainsFunc(other, same) {
				other = append(other, c)
			}
		}
	}
	return other
}

// timeOf gives the time for a band as it counts, empty where there is none; for no band, whether it goes by one.
func (st Stage) timeOf(band string) string {
	if band == "" && st.Clock.Varies() {
		return "by " + st.Clock.String()
	}
	return st.ClockFor(band).String()
}
