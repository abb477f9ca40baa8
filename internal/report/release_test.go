package report

import (
	"context"
	"strings"
	"testing"
	"time"

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
			out, err := does(t, f, tt.name, tt.by, Release{Make: tt.make}.Run)
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
		s := standing(earlier)
		if s.Earlier == "" || !strings.Contains(s.Warning, "published on "+gatetest.Start.Date().Plain()+" with other figures") {
			t.Errorf("other figures of the year stand as %+v", s)
		}
		// Published again with other figures only by who knew of those that are published: neither silently nor in a race.
		for _, tt := range []struct {
			name string
			r    Release
			want errs.Kind
		}{
			{"who was told of none", Release{Make: earlier}, errs.Stale},
			{"who was told of another", Release{Make: earlier, Earlier: "another"}, errs.Stale},
			{"who was told", Release{Make: earlier, Earlier: s.Earlier}, errs.None},
			{"those again", Release{Make: earlier}, errs.None},
			{"who was told of the first", Release{Make: yearAsAt(t, "2017-10-31"), Earlier: s.Earlier}, errs.Stale},
			{"who means it", Release{Make: yearAsAt(t, "2017-10-31"), Again: true}, errs.None},
		} {
			f.Clock.Advance(time.Minute)
			_, err := does(t, f, tt.name, manager, tt.r.Run)
			if errs.KindOf(err) != tt.want || err != nil && !strings.Contains(errs.MessageOf(err), "with other figures. Whoever has both") {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
			}
		}
	})
}

// Another return that counts people of the same service is refused for the same period too; the same figures again
// add nothing; and figures that are not those somebody looked at are not published.
func TestOtherReturnsOfAPublishedPeriod(t *testing.T) {
	records := readBarnet(t)
	gatetest.BothEngines(t, []store.Schema{factSchema, Schema}, func(t *testing.T, f *gatetest.Fixture) {
		fill(t, f.DB, records)
		book := barnetBook(t)
		second := barnetDefinition(t)
		second.Key = "barnet-second"
		book.definitions[second.Key] = second
		year := Make{Book: book, Report: "barnet-annual", From: "2017-04-01"}
		if _, err := does(t, f, "early", manager, Release{Make: year, CheckCode: "another"}.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("figures nobody looked at: %v", err)
		}
		first, err := does(t, f, "first", manager, Release{Make: year}.Run)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := does(t, f, "again", manager, Release{Make: year, CheckCode: first.CheckCode}.Run); err != nil {
			t.Errorf("the same figures again: %v", err)
		}
		stands := func() int {
			return reads(t, f, func(ctx context.Context, v *gate.View) (int, error) {
				if err := v.Authorize(ctx, ActMake, gate.On{Service: service}); err != nil {
					return 0, err
				}
				return store.One(ctx, v, publicationsSQL, store.Value[int])
			})
		}
		if n := stands(); n != 1 {
			t.Errorf("the same figures stand %d times", n)
		}
		other := year
		other.Report = second.Key
		_, err = does(t, f, "other", manager, Release{Make: other}.Run)
		if errs.KindOf(err) != errs.Conflict || !strings.Contains(errs.MessageOf(err), "“Barnet ASB project, annual return”, 1 April 2017") {
			t.Errorf("another return of the same period: %v", err)
		}
		beside := Definition{Key: "beside", Service: "asc", Tables: []Layout{{Beside: service}}}
		reads(t, f, func(ctx context.Context, v *gate.View) (int, error) {
			if err := v.Authorize(ctx, ActMake, gate.On{Service: service}); err != nil {
				return 0, err
			}
			if err := book.clash(ctx, v, beside, Period{From: "2018-01-01", To: "2018-12-31"}); errs.KindOf(err) != errs.Conflict {
				t.Errorf("a return that stands beside the service: %v", err)
			}
			return 0, nil
		})

		besides := barnetDefinition(t) // and the other way about
		besides.Key, besides.Tables = "besides", append(besides.Tables[:len(besides.Tables):len(besides.Tables)], Layout{ID: "beside", Counts: Referrals, Beside: "asc", Columns: []Column{InYear}})
		book.definitions[besides.Key] = besides
		both := access.Membership{Role: access.Supervisor, Agency: "vs", Service: "asc"}
		f.As(t, "both", manager)
		f.As(t, "both", both)
		ofBoth := access.WithActor(t.Context(), access.NewPerson("both", "session", []access.Membership{manager, both}))
		_, err = gate.Write(ofBoth, f.Gate, "", Release{Make: Make{Book: book, Report: besides.Key, From: "2018-04-01"}}.Run)
		if err != nil {
			t.Fatal(err)
		}
		if n := stands(); n != 3 {
			t.Errorf("a return of two services stands in %d rows, want 2 more", n)
		}
		reads(t, f, func(ctx context.Context, v *gate.View) (int, error) {
			if err := v.Authorize(ctx, ActMake, gate.On{Service: service}); err != nil {
				return 0, err
			}
			if err := book.clash(ctx, v, Definition{Key: "asc-annual", Service: "asc"}, Period{From: "2018-04-01", To: "2019-03-31"}); errs.KindOf(err) != errs.Conflict {
				t.Errorf("a return of the service beside it: %v", err)
			}
			return 0, nil
		})
	})
}

var publicationsSQL = store.SQL("reporttest.publications", `SELECT count(*) FROM report_publication`)
