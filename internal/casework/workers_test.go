package casework_test

import (
	"context"
	"slices"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/workforce"
)

// offered reads who may be given a case, as one line for each: who, what is lacking.
func offered(t *testing.T, w *caseworktest.World, as context.Context, c casework.Case) (fit, others []string, away int) {
	t.Helper()
	o, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) (casework.Offer, error) {
		return casework.Workers(ctx, v, c, w.Service(t, c.Service))
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range o.Fit {
		fit = append(fit, x.Name)
	}
	for _, x := range o.Others {
		line := x.Name
		for _, l := range x.Lacks {
			line += " -" + l.Kind
		}
		others = append(others, line)
	}
	return fit, others, o.Away
}

// Those who have what is asked for come first, with least to do first; who is away is not offered; and who stands
// on the other side is not there at all, without a word.
func TestWhoCanTakeIt(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		supervisor := w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		service := w.Service(t, barnet)
		nell := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		for _, name := range []string{"Olu Pike", "Amy Able", "Zed Zorn"} {
			w.Staff(t, name, access.CaseWorker, barnet)
		}
		describe := func(name string, gender workforce.Gender, languages, areas []string) {
			caseworktest.Do(t, w, supervisor, workforce.Describe{Service: service, Lists: workforce.ListsOf(w.Set), Account: w.Account(t, name), Engaged: workforce.Paid,
				Supervisor: w.Account(t, "Sam Reid"), Gender: gender, Languages: languages, Areas: areas}.Run)
		}
		describe("Nell Carter", workforce.Woman, []string{"farsi"}, nil)
		describe("Olu Pike", workforce.Man, []string{"farsi", "urdu"}, []string{"E09000003"})
		describe("Amy Able", workforce.Woman, nil, nil)
		a, b := w.Someone(500), w.Someone(777)
		one := w.Open(t, nell, barnet, func(r *referral.Receive) { r.Supported, r.Others = a, []person.New{b} })
		two := w.Open(t, nell, barnet, func(r *referral.Receive) { r.Supported, r.Others = b, []person.New{a} })

		fit, others, _ := offered(t, w, supervisor, one)
		if want := []string{"Amy Able", "Nell Carter", "Olu Pike", "Zed Zorn"}; !slices.Equal(fit, want) || len(others) > 0 {
			t.Errorf("nothing is asked for: %q and %q, want %q", fit, others, want)
		}
		wish := casework.NoteWishes{Case: one.ID, Lists: workforce.ListsOf(w.Set), Wishes: casework.Wishes{Language: "farsi", Gender: workforce.Woman}}
		caseworktest.Do(t, w, nell, wish.Run)
		fit, others, _ = offered(t, w, supervisor, one)
		if want := []string{"Amy Able -language", "Olu Pike -gender", "Zed Zorn -language -gender"}; !slices.Equal(fit, []string{"Nell Carter"}) || !slices.Equal(others, want) {
			t.Errorf("a woman who speaks Farsi: %q, others %q", fit, others)
		}
		caseworktest.Do(t, w, supervisor, workforce.GoAway{Service: barnet, Account: w.Account(t, "Nell Carter"), From: "2026-11-19", Until: "2026-11-19"}.Run)
		if fit, _, away := offered(t, w, supervisor, one); len(fit) > 0 || away != 1 {
			t.Errorf("she is away: %q offered, %d away", fit, away)
		}
		w.Clock.Advance(24 * 3600e9)
		if fit, _, away := offered(t, w, supervisor, one); !slices.Equal(fit, []string{"Nell Carter"}) || away != 0 {
			t.Errorf("a day later: %q offered, %d away", fit, away)
		}

		caseworktest.Do(t, w, supervisor, casework.Allocate{Case: one.ID, Version: one.Version, Service: service, Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
		fit, others, away := offered(t, w, supervisor, two)
		if want := []string{"Amy Able", "Olu Pike", "Zed Zorn"}; !slices.Equal(fit, want) || len(others) > 0 || away != 0 {
			t.Errorf("the other side: %q, %q, %d away; want %q and nothing else", fit, others, away, want)
		}

		if err := errs.KindOf(second(nell, w, wish)); err != errs.Stale {
			t.Errorf("over what was written since it was read: %v", err)
		}
		wish.Version = 1
		if err := second(nell, w, wish); err != nil {
			t.Errorf("over what was read: %v", err)
		}
		wish.Wishes.Language = "latin"
		if _, err := gate.Write(nell, w.Gate, "", wish.Run); errs.KindOf(err) != errs.Invalid {
			t.Errorf("a language that is not in the list: %v", err)
		}
	})
}

// second writes down again what is asked for.
func second(as context.Context, w *caseworktest.World, wish casework.NoteWishes) error {
	_, err := gate.Write(as, w.Gate, "", wish.Run)
	return err
}
