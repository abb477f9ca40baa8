package report

import (
	"context"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/store"
)

// A period that overlaps a published one, and is not the same, is not published: April to March less May to
// March is April.
func TestPublicationsDoNotOverlap(t *testing.T) {
	records := readBarnet(t)
	gatetest.BothEngines(t, []store.Schema{factSchema, Schema}, func(t *testing.T, f *gatetest.Fixture) {
		fill(t, f.DB, records)
		standing := func(m Make) Standing {
			return reads(t, f, func(ctx context.Context, v *gate.View) (Standing, error) {
				made, err := m.Run(ctx, v)
				if err != nil {
					return Standing{}, err
				}
				return m.Book.Standing(ctx, v, made.Publish())
			})
		}
		from := func(day clock.Date) Make { return Make{Book: barnetBook(t), Report: "barnet-annual", From: day} }
		if s := standing(from("2017-04-01")); s != (Standing{}) {
			t.Errorf("before anything is published it stands as %+v", s)
		}
		for _, tt := range []struct {
			name string
			by   access.Membership
			make Make
			want errs.Kind
		}{
			{"an analyst", analyst, from("2017-04-01"), errs.NotFound},
			{"another service", other, from("2017-04-01"), errs.NotFound},
			{"the year", manager, from("2017-04-01"), errs.None},
			{"the year again, corrected", officer, from("2017-04-01"), errs.None},
			{"a month later", manager, from("2017-05-01"), errs.Conflict},
			{"a month earlier", manager, from("2017-03-01"), errs.Conflict},
			{"by one month", manager, from("2018-03-01"), errs.Conflict},
			{"the year after", manager, from("2018-04-01"), errs.None},
		} {
			out, err := does(t, f, tt.name, tt.by, Release{tt.make}.Run)
			if errs.KindOf(err) != tt.want || err == nil && !out.Published {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
			}
			if tt.want == errs.Conflict && !strings.Contains(errs.MessageOf(err), "“Barnet ASB project, annual return”, 1 April 2017 to 31 March 2018, was published on") {
				t.Errorf("%s: %q does not name the earlier publication", tt.name, errs.MessageOf(err))
			}
		}
		if s := standing(from("2017-04-01")); s.On != gatetest.Start.Date() {
			t.Errorf("what was published stands as %+v", s)
		}
		if s := standing(from("2017-05-01")); s.Refused == "" {
			t.Errorf("what overlaps it stands as %+v", s)
		}
		earlier := from("2017-04-01")
		earlier.AsAt = "2017-12-31" // other figures than those that were published
		if s := standing(earlier); s != (Standing{}) {
			t.Errorf("other figures of the year stand as %+v", s)
		}
	})
}
