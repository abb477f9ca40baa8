package workforce_test

import (
	"context"
	"slices"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/workforce"
)

// told reads, as somebody, what waits for her and the thanks of her people, with the counts of both.
func (s staffed) told(as context.Context) (waiting, thanks []workforce.Told, n workforce.ToldCount, err error) {
	_, err = gate.Read(as, s.Gate, func(ctx context.Context, v *gate.View) (int, error) {
		if waiting, err = workforce.CheckInsWaiting(ctx, v, barnet); err != nil {
			return 0, err
		}
		if thanks, err = workforce.ThanksOfTeam(ctx, v, barnet); err != nil {
			return 0, err
		}
		n, err = workforce.CountTold(ctx, v, barnet)
		return 0, err
	})
	return waiting, thanks, n, err
}

// What a worker says of a call reaches her own supervisor, who answers it; all right asks for nothing. Nobody else can tell that
// there is anything, and another supervisor only from when she takes over.
func TestCheckIn(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := newStaffed(t, w)
		nell := w.Account(t, "Nell Carter")
		caseworktest.Do(t, w, s.nell, workforce.CheckIn{Service: barnet, Answer: workforce.Fine}.Run)
		hard := caseworktest.Do(t, w, s.nell, workforce.CheckIn{Service: barnet, Answer: workforce.Hard, Words: "I could not put the telephone down."}.Run)
		talk := caseworktest.Do(t, w, s.nell, workforce.CheckIn{Service: barnet, Answer: workforce.Talk}.Run)
		caseworktest.Do(t, w, s.nell, workforce.NoteThanks{Service: barnet, Words: "A card with a heron on it."}.Run)

		listed := func(when string, as context.Context, want ...string) {
			t.Helper()
			waiting, thanks, n, err := s.told(as)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, c := range waiting {
				ids = append(ids, c.ID)
				if c.ID == hard && c.Words.Text() != "I could not put the telephone down." {
					t.Errorf("%s: the words are %q", when, c.Words.Text())
				}
			}
			if !slices.Equal(ids, want) {
				t.Errorf("%s: %v wait, want %v", when, ids, want)
			}
			if n.Waiting != len(waiting) || n.Thanks != len(thanks) {
				t.Errorf("%s: counted %+v, listed %d and %d", when, n, len(waiting), len(thanks))
			}
		}
		listed("her supervisor", s.sam, talk, hard)
		listed("another supervisor", s.una)
		if _, thanks, _, _ := s.told(s.sam); len(thanks) != 1 || thanks[0].Words.Text() != "A card with a heron on it." || thanks[0].Name != "Nell Carter" {
			t.Errorf("the thanks are %+v", thanks)
		}
		if _, thanks, _, _ := s.told(s.una); len(thanks) != 0 {
			t.Errorf("another supervisor reads thanks: %+v", thanks)
		}
		for name, as := range map[string]context.Context{"a colleague": s.olu, "she herself": s.nell, "an administrator": w.Staff(t, "Ada Nkemelu", access.Administrator, barnet)} {
			if _, _, _, err := s.told(as); err == nil {
				t.Errorf("%s reads the supervisor's list", name)
			}
		}

		answer := workforce.AnswerCheckIn{Service: barnet, Account: nell, CheckIn: hard, On: today}
		for name, as := range map[string]context.Context{"another supervisor": s.una, "a colleague": s.olu, "she herself": s.nell} {
			if _, err := gate.Write(as, w.Gate, "", answer.Run); err == nil {
				t.Errorf("%s answers it", name)
			}
		}
		for name, wrong := range map[string]workforce.AnswerCheckIn{"before it was said": {Service: barnet, Account: nell, CheckIn: hard, On: today.AddDays(-1)},
			"tomorrow": {Service: barnet, Account: nell, CheckIn: hard, On: today.AddDays(1)}, "no day": {Service: barnet, Account: nell, CheckIn: hard}} {
			if _, err := gate.Write(s.sam, w.Gate, "", wrong.Run); errs.KindOf(err) != errs.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		caseworktest.Do(t, w, s.sam, answer.Run)
		listed("when one is answered", s.sam, talk)
		if _, err := gate.Write(s.sam, w.Gate, "", answer.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("answered twice: %v", err)
		}
		r, err := s.record(s.nell, nell)
		if err != nil || len(r.CheckIns) != 3 || len(r.Thanks) != 1 {
			t.Fatalf("her record: %v %+v", err, r)
		}
		for _, c := range r.CheckIns {
			if c.ID == hard && (c.Spoken != today || c.By != "Sam Reid" || c.Words.Text() == "") {
				t.Errorf("she does not see what came of it: %+v", c)
			}
		}

		caseworktest.Do(t, w, s.una, workforce.TakeOver{Service: barnet, Account: nell, Supervisor: w.Account(t, "Una Sims")}.Run)
		listed("who took over", s.una, talk)
		listed("who handed over", s.sam)
	})
}

// Who wrote a check-in or thanks takes it back, and nobody else; what was answered stays.
func TestUnsay(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := newStaffed(t, w)
		nell := w.Account(t, "Nell Carter")
		hard := caseworktest.Do(t, w, s.nell, workforce.CheckIn{Service: barnet, Answer: workforce.Hard, Words: "The wrong button."}.Run)
		talk := caseworktest.Do(t, w, s.nell, workforce.CheckIn{Service: barnet, Answer: workforce.Talk}.Run)
		card := caseworktest.Do(t, w, s.nell, workforce.NoteThanks{Service: barnet, Words: "A card of Mr Iqbal."}.Run)
		caseworktest.Do(t, w, s.sam, workforce.AnswerCheckIn{Service: barnet, Account: nell, CheckIn: talk, On: today}.Run)
		for _, tt := range []struct {
			name string
			as   context.Context
			said string
			want errs.Kind
		}{
			{"her supervisor's", s.sam, hard, errs.Conflict}, // who is in no register herself
			{"a colleague's", s.olu, card, errs.Conflict},
			{"answered", s.nell, talk, errs.NotFound},
			{"nothing", s.nell, "none", errs.NotFound},
			{"a check-in", s.nell, hard, errs.None},
			{"thanks", s.nell, card, errs.None},
			{"once more", s.nell, card, errs.NotFound},
		} {
			if err := write(s, tt.as, workforce.Unsay{Service: barnet, Said: tt.said}.Run); errs.KindOf(err) != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
			}
		}
		if r, err := s.record(s.nell, nell); err != nil || len(r.CheckIns) != 1 || r.CheckIns[0].ID != talk || len(r.Thanks) != 0 {
			t.Errorf("what is left: %+v %v", r, err)
		}
		if waiting, thanks, n, err := s.told(s.sam); err != nil || len(waiting)+len(thanks) != 0 || n != (workforce.ToldCount{}) {
			t.Errorf("her supervisor still has %+v %+v %+v %v", waiting, thanks, n, err)
		}
	})
}

// What is wrong is said, and nothing is written down.
func TestCheckInRefuses(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := newStaffed(t, w)
		for _, c := range []struct {
			name string
			as   context.Context
			run  func(context.Context, *gate.Tx) (string, error)
			want errs.Kind
		}{
			{"no answer", s.nell, workforce.CheckIn{Service: barnet, Words: "x"}.Run, errs.Invalid},
			{"an answer there is not", s.nell, workforce.CheckIn{Service: barnet, Answer: "bad"}.Run, errs.Invalid},
			{"somebody in no register", s.olu, workforce.CheckIn{Service: barnet, Answer: workforce.Fine}.Run, errs.Conflict},
			{"thanks without a word", s.nell, workforce.NoteThanks{Service: barnet, Words: "  "}.Run, errs.Invalid},
			{"thanks in no register", s.olu, workforce.NoteThanks{Service: barnet, Words: "x"}.Run, errs.Conflict},
		} {
			if _, err := gate.Write(c.as, w.Gate, "", c.run); errs.KindOf(err) != c.want {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		if r, err := s.record(s.nell, w.Account(t, "Nell Carter")); err != nil || len(r.CheckIns)+len(r.Thanks) != 0 {
			t.Errorf("something was written down: %v %+v", err, r)
		}
	})
}
