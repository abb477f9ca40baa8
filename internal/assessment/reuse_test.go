package assessment_test

import (
	"context"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

var knownFactsSQL = store.SQL("assessmenttest.known", `
	SELECT how, count(*) FROM assessment_v_fact_known WHERE folder_id = $1 AND assessed_on = $2 GROUP BY how`)

// What the police made stands: its answers are carried over whatever a form says, but for what is asked again; of each
// it is kept which of the two it was, and counted.
func TestReuse(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		as := w.Staff(t, "Nell Carter", access.CaseWorker, "barnet-asb")
		c := w.Open(t, as, "barnet-asb")
		in, today := w.Instrument(t, "asb-matrix"), w.Clock.Now().Date()
		theirs := heaviest(in, "network", "health")
		from := caseworktest.Do(t, w, as, assessment.WriteDown{Folder: c.Folder, List: w.List(t, "agencies-asked"), Body: "police", Via: assessment.GivenToUs,
			Given: assessment.Given{Instrument: in, On: today.AddDays(-15), Answers: theirs, Band: "high"}}.Run)
		w.Clock.Advance(time.Minute)
		asked := assessment.Record{Folder: c.Folder, Instrument: in, Phase: assessment.Before,
			Answers: assessment.Answers{"health": "no", "linked": "no", "frequency": "rarely"},
			Reuse:   assessment.Reuse{Received: from, Again: map[string]string{"frequency": "It has stopped since", "worsening": "", "health": "never known"}}}
		made := caseworktest.Do(t, w, as, asked.Run)

		want := maps.Clone(theirs)
		want["health"], want["frequency"] = "no", "rarely"
		delete(want, "worsening") // asked again, and not answered
		got := read(t, w, as, func(ctx context.Context, v *gate.View) (assessment.Answers, error) {
			return assessment.AnswersOf(ctx, v, c.Folder, made)
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("what is kept (-want +got):\n%s", diff)
		}
		again := map[string]string{}
		known := read(t, w, as, func(ctx context.Context, v *gate.View) ([]assessment.Known, error) {
			return assessment.KnownOf(ctx, v, c.Folder, made)
		})
		for _, k := range known {
			if k.Received != from {
				t.Errorf("%s is said to be from %q", k.Question, k.Received)
			}
			if k.How == assessment.Reasked {
				again[k.Question] = k.Why.Text()
			}
		}
		if diff := cmp.Diff(map[string]string{"frequency": "It has stopped since", "worsening": ""}, again); diff != "" || len(known) != len(theirs) {
			t.Errorf("%d were known, want %d; asked again (-want +got):\n%s", len(known), len(theirs), diff)
		}
		facts := read(t, w, as, func(ctx context.Context, v *gate.View) (map[string]int, error) {
			count := map[string]int{}
			return count, store.Each(ctx, v, knownFactsSQL, func(scan store.Scan) error {
				var how string
				var n int
				err := scan(&how, &n)
				count[how] = n
				return err
			}, c.Folder, today)
		})
		if diff := cmp.Diff(map[string]int{"carried": len(theirs) - 2, "again": 2}, facts); diff != "" {
			t.Errorf("as returns count it (-want +got):\n%s", diff)
		}

		w.Clock.Advance(13 * 24 * time.Hour) // the 28th day since
		asked.Phase = assessment.Review
		if _, err := gate.Write(as, w.Gate, "", asked.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("gone by on the 28th day: %v", err)
		}
		asked.Reuse.Received = "another"
		if _, err := gate.Write(as, w.Gate, "", asked.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("gone by what nobody gave: %v", err)
		}
	})
}

// What is gone by is recent, shared, answered, and newer than what was asked here.
func TestNewest(t *testing.T) {
	in := matrix(t)
	const today = clock.Date("2026-11-27")
	on := func(day clock.Date, via assessment.Via, a assessment.Answers) assessment.Received {
		return assessment.Received{ID: string(day) + string(via), Instrument: in.Key, On: day, Via: via, Answers: a}
	}
	some := assessment.Answers{"linked": "yes", "network": "gone", "shoe_size": "44"}
	for _, tt := range []struct {
		name string
		list []assessment.Received
		own  clock.Date
		use  assessment.Use // of the first
		want string
	}{
		{"within its days", []assessment.Received{on("2026-10-31", assessment.HandedOver, some)}, "", assessment.Stands, "2026-10-31handed over"},
		{"as old as it lasts", []assessment.Received{on("2026-10-30", assessment.HandedOver, some)}, "", assessment.TooOld, ""},
		{"only heard of", []assessment.Received{on("2026-11-26", assessment.HeardOf, some)}, "", assessment.NotShared, ""},
		{"without answers", []assessment.Received{on("2026-11-26", assessment.GivenToUs, nil)}, "", assessment.NoAnswers, ""},
		{"of questions that are gone", []assessment.Received{on("2026-11-26", assessment.GivenToUs, assessment.Answers{"shoe_size": "44"})}, "", assessment.NoAnswers, ""},
		{"the newest that is shared", []assessment.Received{on("2026-11-26", assessment.HeardOf, some), on("2026-11-20", assessment.GivenToUs, some),
			on("2026-11-10", assessment.GivenToUs, some)}, "", assessment.NotShared, "2026-11-20given"},
		{"asked here since", []assessment.Received{on("2026-11-20", assessment.GivenToUs, some)}, "2026-11-20", assessment.Stands, ""},
		{"asked here before", []assessment.Received{on("2026-11-20", assessment.GivenToUs, some)}, "2026-11-19", assessment.Stands, "2026-11-20given"},
	} {
		got, found := assessment.Newest(tt.list, in, tt.own, today)
		if got.ID != tt.want || found != (tt.want != "") {
			t.Errorf("%s: %q, %t; want %q", tt.name, got.ID, found, tt.want)
		}
		if use := tt.list[0].Use(in, today); use != tt.use {
			t.Errorf("%s: %s, want %s", tt.name, use, tt.use)
		}
	}
	if diff := cmp.Diff(assessment.Answers{"linked": "yes"}, on(today, assessment.GivenToUs, some).Carried(in)); diff != "" {
		t.Errorf("of another edition only what still exists is carried over (-want +got):\n%s", diff)
	}
	in.Lasts = 0
	if _, found := assessment.Newest([]assessment.Received{on(today, assessment.GivenToUs, some)}, in, "", today); found {
		t.Error("taken over by an instrument that takes nothing over")
	}
}

// What is wrong is said beside its field, and nothing is kept; an agency that hands over need give no more than it has.
func TestHandOver(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		as := w.Staff(t, "Nell Carter", access.CaseWorker, "barnet-asb")
		c := w.Open(t, as, "barnet-asb")
		in, today := w.Instrument(t, "asb-matrix"), w.Clock.Now().Date()
		none := in
		none.Lasts = 0
		total := catalogue.Known[int]
		for _, tt := range []struct {
			name  string
			given assessment.Given
			field string // the one at fault; empty: nothing is
		}{
			{"its total", assessment.Given{Instrument: in, On: today, Total: total(7)}, ""},
			{"its band", assessment.Given{Instrument: in, On: today, Band: "high"}, ""},
			{"its answers, and a total they come to", assessment.Given{Instrument: in, On: today, Answers: lightest(in), Total: total(1)}, ""},
			{"some answers, and a total within", assessment.Given{Instrument: in, On: today, Answers: heaviest(in, "network"), Total: total(in.Max() - 3)}, ""},
			{"answers that come to less than the total", assessment.Given{Instrument: in, On: today, Answers: lightest(in), Total: total(2)}, "their_total"},
			{"a total below the least", assessment.Given{Instrument: in, On: today, Total: total(0)}, "their_total"},
			{"a total nobody can reach", assessment.Given{Instrument: in, On: today, Total: total(in.Max() + 1)}, "their_total"},
			{"nothing", assessment.Given{Instrument: in, On: today}, "their_total"},
			{"no day", assessment.Given{Instrument: in, Band: "high"}, "scored_on"},
			{"tomorrow", assessment.Given{Instrument: in, On: today.AddDays(1), Band: "high"}, "scored_on"},
			{"a band there is not", assessment.Given{Instrument: in, On: today, Band: "purple"}, "their_band"},
			{"an answer there is not", assessment.Given{Instrument: in, On: today, Answers: assessment.Answers{"linked": "perhaps"}}, "linked"},
			{"questions of which nothing is taken over", assessment.Given{Instrument: none, On: today, Band: "high"}, ""},
		} {
			before := elsewhere(t, w, as, c.Folder)
			_, err := gate.Write(as, w.Gate, "", assessment.WriteDown{Folder: c.Folder, List: w.List(t, "agencies-asked"), Body: "police", Via: assessment.GivenToUs, Given: tt.given}.Run)
			fields := errs.FieldsOf(err)
			switch wrong := tt.field != "" || tt.given.Instrument.Lasts == 0; {
			case wrong && (len(fields) != 1 || fields[0].Name != tt.field || len(elsewhere(t, w, as, c.Folder)) != len(before)):
				t.Errorf("%s: %v", tt.name, err)
			case !wrong && (err != nil || len(elsewhere(t, w, as, c.Folder)) != len(before)+1):
				t.Errorf("%s is not taken: %v", tt.name, err)
			}
		}
		for _, got := range elsewhere(t, w, as, c.Folder) {
			if n, given := got.Total.Get(); got.Body != "police" || got.Sender != "" || !given && got.Band == "" || given && n == 0 {
				t.Errorf("read back: %+v", got)
			}
		}
	})
}

// elsewhere reads what other bodies made.
func elsewhere(t *testing.T, w *caseworktest.World, as context.Context, f id.Folder) []assessment.Received {
	t.Helper()
	return read(t, w, as, func(ctx context.Context, v *gate.View) ([]assessment.Received, error) {
		return assessment.ReceivedIn(ctx, v, f)
	})
}
