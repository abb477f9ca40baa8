package casework_test

import (
	"slices"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

// A referral to another service goes along its statuses alone, a refusal has a reason, to ask after it
// changes nothing, and the day of each answer is kept.
func TestHearBack(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, "barnet-asb")
		c := w.Open(t, ada, "barnet-asb")
		today, list := w.Clock.Now().Date(), w.List(t, "onward-services")
		refer := func() string {
			w.Clock.Advance(time.Second)
			caseworktest.Do(t, w, ada, casework.ReferOnward{Case: c.ID, List: list, Code: "housing_support", Agreed: true, On: today.AddDays(-6)}.Run)
			return w.Page(t, ada, c).Of(casework.ItemOnward)[0].ID
		}
		for _, tt := range []struct {
			name string
			back casework.HearBack
			want errs.Kind
		}{
			{"asked after", casework.HearBack{Version: 1, Status: casework.OnwardChased, On: today}, errs.None},
			{"they have it", casework.HearBack{Version: 1, Status: casework.OnwardReceived, On: today}, errs.None},
			{"accepted", casework.HearBack{Version: 1, Status: casework.OnwardAccepted, On: today, Words: "From Monday"}, errs.None},
			{"refused", casework.HearBack{Version: 1, Status: casework.OnwardRefused, Reason: casework.Refusals[0], On: today}, errs.None},
			{"refused without a reason", casework.HearBack{Version: 1, Status: casework.OnwardRefused, On: today}, errs.Invalid},
			{"a reason of our own", casework.HearBack{Version: 1, Status: casework.OnwardRefused, Reason: "they were rude", On: today}, errs.Invalid},
			{"ended before it began", casework.HearBack{Version: 1, Status: casework.OnwardEnded, On: today}, errs.Invalid},
			{"answered before it was sent", casework.HearBack{Version: 1, Status: casework.OnwardAccepted, On: today.AddDays(-7)}, errs.Invalid},
			{"read before another answer", casework.HearBack{Version: 2, Status: casework.OnwardAccepted, On: today}, errs.Stale},
			{"of no case", casework.HearBack{Onward: "none", Version: 1, Status: casework.OnwardAccepted, On: today}, errs.NotFound},
		} {
			if tt.back.Onward == "" {
				tt.back.Onward = refer()
			}
			tt.back.Case = c.ID
			if got := change(w, ada, tt.back.Run); got != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
			}
			sent, _ := w.Page(t, ada, c).Line(casework.ItemOnward, tt.back.Onward)
			want := casework.OnwardSent
			if tt.want == errs.None && tt.back.Status != casework.OnwardChased {
				want = tt.back.Status
			}
			if sent.ID != "" && casework.OnwardStatus(sent.State) != want {
				t.Errorf("%s: it stands at %s, want %s", tt.name, sent.State, want)
			}
		}
		for _, sent := range w.Page(t, ada, c).Of(casework.ItemOnward) {
			if sent.State == string(casework.OnwardAccepted) {
				caseworktest.Do(t, w, ada, casework.HearBack{Case: c.ID, Onward: sent.ID, Version: 2, Status: casework.OnwardEnded, On: today}.Run)
			}
		}
	})
}

// What is told after the risk was looked at proposes to look again, until somebody has.
func TestSomethingNewGradesAnew(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, "barnet-asb")
		wk := &walker{World: w, t: t, worker: ada, supervisor: ada, c: w.Open(t, ada, "barnet-asb")}
		told := func() {
			caseworktest.Do(t, w, ada, casework.RecordIssue{Case: wk.c.ID, List: w.List(t, "additional-needs"), Code: "assault", What: "Pushed on the stairs",
				ReportedTo: casework.ToPolice, Number: "45/9/26", ToldOn: w.Clock.Now().Date()}.Run)
			w.Clock.Advance(time.Minute)
		}
		over := w.Staff(t, "Una Reyes", access.Supervisor, "barnet-asb")
		wk.c = caseworktest.Do(t, w, over, casework.Allocate{Case: wk.c.ID, Version: wk.c.Version, Service: w.Service(t, "barnet-asb"), Worker: w.Account(t, "Ada Nkemelu"), Role: access.CaseWorker}.Run)
		proposes := func() bool {
			_, first, found := w.Page(t, ada, wk.c).Anew()
			mine := 0
			for _, wait := range day(t, w, ada).Waits {
				if wait.Kind == casework.AwaitsRisk {
					mine++
					if wait.First != first {
						t.Errorf("the worker's day says that nobody looked at the risk yet: %v; the case says %v", wait.First, first)
					}
				}
			}
			if want := map[bool]int{true: 1}[found]; mine != want { // once, however much was told
				t.Errorf("the case proposes it: %v; on the worker's day it stands %d times", found, mine)
			}
			return found
		}
		told()
		if !proposes() {
			t.Error("what was told before anybody has looked at the risk stands nowhere")
		}
		wk.ask("asb-matrix", assessment.Before)
		w.Clock.Advance(time.Minute)
		if proposes() {
			t.Error("what was told before the risk was looked at proposes to look again")
		}
		told()
		told()
		if !proposes() {
			t.Error("something new was told, and nothing is proposed")
		}
		wk.ask("asb-matrix", assessment.Review)
		if proposes() {
			t.Error("it is still proposed after the risk was looked at again")
		}
		found := 0
		for _, n := range w.Page(t, ada, wk.c).Of(casework.ItemNeed) {
			if n.State == string(casework.Additional) && n.Code == "assault" {
				found++
			}
		}
		if found != 1 {
			t.Errorf("what was told twice counts %d times among what else came up, want once", found)
		}
	})
}

// What was learned for the person is due to her: of a meeting and an update within two working days, of an
// outcome at court within one; told once.
func TestTellHer(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, "barnet-asb")
		c := w.Open(t, ada, "barnet-asb")
		s, today := w.Service(t, "barnet-asb"), w.Clock.Now().Date()
		caseworktest.Do(t, w, ada, casework.Advocate{Case: c.ID, Service: s, Forum: casework.CommunityMARAC, On: today, Asked: "A lock"}.Run)
		caseworktest.Do(t, w, ada, casework.Liaise{Case: c.ID, Service: s, Kind: casework.Update, List: w.List(t, "agencies-asked"), Agency: "police", What: "Charged", On: today}.Run)
		caseworktest.Do(t, w, ada, casework.RecordCourt{Case: c.ID, Service: s, Kind: "outcome", Answer: "put off", On: today}.Run)
		inTwoDays := clock.NewDate(2026, time.November, 23).At(0, int(s.Hours.Close))                            // learned on Thursday: Friday is the first day, Monday the second
		inADay := w.Clock.Now().Date().AddDays(1).At(w.Clock.Now().Time().Hour(), w.Clock.Now().Time().Minute()) // of hearing it, and not at the end of that day
		for kind, want := range map[casework.ItemKind]clock.Instant{casework.ItemAdvocacy: inTwoDays, casework.ItemUpdate: inTwoDays, casework.ItemCourt: inADay} {
			it := w.Page(t, ada, c).Of(kind)[0]
			if it.Settled || it.Due != want {
				t.Errorf("%s: settled %t, due %s, want %s", kind, it.Settled, it.Due, want)
			}
			tell := casework.TellHer{Case: c.ID, Kind: kind, Item: it.ID, On: today}
			caseworktest.Do(t, w, ada, tell.Run)
			if got := change(w, ada, tell.Run); got != errs.NotFound {
				t.Errorf("%s told twice: %v", kind, got)
			}
			if !w.Page(t, ada, c).Of(kind)[0].Settled {
				t.Errorf("%s: told, and still due", kind)
			}
		}
		caseworktest.Do(t, w, ada, casework.Liaise{Case: c.ID, Service: s, Kind: casework.Expectation, List: w.List(t, "agencies-asked"), Agency: "council_asb", What: "Weeks", On: today}.Run)
		if it := w.Page(t, ada, c).Of(casework.ItemExpectation)[0]; !it.Settled {
			t.Error("what was talked over with her is due to her")
		}
	})
}

// What is passed on for an assessment of another body without agreement says why, and is due to her, unless telling would
// not be safe.
func TestContribute(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, "barnet-asb")
		c := w.Open(t, ada, "barnet-asb")
		s, today := w.Service(t, "barnet-asb"), w.Clock.Now().Date()
		due := clock.NewDate(2026, time.November, 23).At(0, int(s.Hours.Close)) // passed on on a Thursday
		passed := casework.Contribute{Case: c.ID, Service: s, Agencies: w.List(t, "agencies-asked"), Agency: "social_care", Kinds: w.List(t, "contributions"), Kind: "child",
			Agreement: w.List(t, "agreement"), What: "The child sleeps in the kitchen", On: today}
		for _, tt := range []struct {
			name   string
			change func(*casework.Contribute)
			want   errs.Kind
			due    clock.Instant
		}{
			{"she agreed", func(c *casework.Contribute) { c.Agreed = casework.WithAgreement }, errs.None, 0},
			{"she did not, and is told", func(c *casework.Contribute) { c.Agreed, c.Why = "refused", "A child is in danger" }, errs.None, due},
			{"nobody could ask", func(c *casework.Contribute) { c.Agreed, c.Why, c.Unsafe = "not_asked", "He reads her letters", true }, errs.None, 0},
			{"without agreement and without a reason", func(c *casework.Contribute) { c.Agreed = "refused" }, errs.Invalid, 0},
			{"whether she agreed is not said", func(*casework.Contribute) {}, errs.Invalid, 0},
			{"to nobody", func(c *casework.Contribute) { c.Agreed, c.Agency = casework.WithAgreement, "" }, errs.Invalid, 0},
			{"of no kind", func(c *casework.Contribute) { c.Agreed, c.Kind = casework.WithAgreement, "weather" }, errs.Invalid, 0},
			{"in no words", func(c *casework.Contribute) { c.Agreed, c.What = casework.WithAgreement, "" }, errs.Invalid, 0},
			{"tomorrow", func(c *casework.Contribute) { c.Agreed, c.On = casework.WithAgreement, today.AddDays(1) }, errs.Invalid, 0},
		} {
			w.Clock.Advance(time.Second)
			do, before := passed, len(w.Page(t, ada, c).Of(casework.ItemContribution))
			tt.change(&do)
			if got := change(w, ada, do.Run); got != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
			}
			list := w.Page(t, ada, c).Of(casework.ItemContribution)
			if tt.want != errs.None {
				if len(list) != before {
					t.Errorf("%s: refused, and kept", tt.name)
				}
				continue
			}
			if it := list[0]; it.Due != tt.due || it.Settled != (tt.due == 0) || it.Text.Text() != do.What || it.More.Text() != do.Why || it.Of != do.Agency || it.State != do.Agreed {
				t.Errorf("%s: %+v", tt.name, it)
			}
			tell, wantTold := casework.TellHer{Case: c.ID, Kind: casework.ItemContribution, Item: list[0].ID, On: today}, errs.NotFound
			if tt.due > 0 {
				wantTold = errs.None
			}
			if got := change(w, ada, tell.Run); got != wantTold {
				t.Errorf("%s: telling her: %v, want %v", tt.name, got, wantTold)
			}
		}
	})
}

// At court only what lies ahead has a day to come; a stage and an outcome say which.
func TestCourt(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, "barnet-asb")
		c := w.Open(t, ada, "barnet-asb")
		today := w.Clock.Now().Date()
		for _, kind := range casework.CourtKinds {
			for name, tt := range map[string]struct {
				answer string
				on     int
				want   bool
			}{
				"today":         {kind.Answers[0], 0, true},
				"to come":       {kind.Answers[0], 3, kind.ToCome},
				"of another":    {"as they say", 0, false},
				"answer unsaid": {"", 0, !slices.Contains([]string{"stage", "outcome", "personal statement", "special measures"}, kind.Key)},
			} {
				got := change(w, ada, casework.RecordCourt{Case: c.ID, Service: w.Service(t, "barnet-asb"), Kind: kind.Key, Answer: tt.answer, On: today.AddDays(tt.on)}.Run)
				if (got == errs.None) != tt.want {
					t.Errorf("%s, %s: %v", kind.Key, name, got)
				}
			}
		}
	})
}

// An item of safety keeps its category and the day of each state; a gap is noted once and leaves the need open.
func TestSafetyAndGaps(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, "barnet-asb")
		c := w.Open(t, ada, "barnet-asb")
		today, list := w.Clock.Now().Date(), w.List(t, "safety-items")
		for _, code := range list.Codes {
			caseworktest.Do(t, w, ada, casework.SetSafety{Case: c.ID, List: list, Code: code.Key, State: casework.SafetyAsked, On: today}.Run)
		}
		items := w.Page(t, ada, c).Of(casework.ItemSafety)
		for _, it := range items {
			if code, _ := list.Code(it.Code); it.Of != code.Group {
				t.Errorf("%s counts as %s, want %s", it.Code, it.Of, code.Group)
			}
		}
		fit := casework.SetSafety{Case: c.ID, Item: items[0].ID, Version: items[0].Number, List: list, State: casework.SafetyFitted, Who: "Barnet Homes", On: today}
		caseworktest.Do(t, w, ada, fit.Run)
		if got := change(w, ada, fit.Run); got != errs.Stale {
			t.Errorf("fitted from a page of before: %v, want stale", got)
		}
		caseworktest.Do(t, w, ada, casework.RecordNeeds{Case: c.ID, Kind: casework.Need, List: w.List(t, "needs"), Codes: []string{"emotional"}, On: today}.Run)
		gap := casework.NoteGap{Case: c.ID, Code: "emotional", On: today}
		caseworktest.Do(t, w, ada, gap.Run)
		p := w.Page(t, ada, c)
		if len(p.Of(casework.ItemGap)) != 1 || p.Of(casework.ItemNeed)[0].Settled {
			t.Errorf("gaps %+v, needs %+v", p.Of(casework.ItemGap), p.Of(casework.ItemNeed))
		}
		for name, g := range map[string]casework.NoteGap{"noted twice": gap, "of a need nobody has": {Case: c.ID, Code: "housing", On: today}} {
			if got := change(w, ada, g.Run); got != errs.NotFound {
				t.Errorf("a gap %s: %v", name, got)
			}
		}
	})
}

// After closing somebody asks how it is; who was not reached is asked again on the day that was chosen, and
// once it was asked for the last time nothing more is due.
func TestCheckAfter(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, "barnet-asb")
		c, s, today := w.Open(t, ada, "barnet-asb"), w.Service(t, "barnet-asb"), w.Clock.Now().Date()
		closed := caseworktest.Do(t, w, ada, casework.Close{Case: c.ID, Version: c.Version, Service: s, Reason: "referred_on"}.Run)
		for _, tt := range []struct {
			name  string
			check casework.CheckAfter
			want  errs.Kind
		}{
			{"without an answer", casework.CheckAfter{}, errs.Invalid},
			{"again today", casework.CheckAfter{Outcome: "not reached", Again: today}, errs.Invalid},
			{"not reached, again in a week", casework.CheckAfter{Outcome: "not reached", Again: today.AddDays(7)}, errs.None},
			{"all right, for the last time", casework.CheckAfter{Outcome: "still all right"}, errs.None},
			{"when nothing is due", casework.CheckAfter{Outcome: "still all right"}, errs.Conflict},
		} {
			now := w.Case(t, ada, closed.ID)
			tt.check.Case, tt.check.Version, tt.check.Service = now.ID, now.Version, s
			if got := change(w, ada, tt.check.Run); got != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
			}
			if tt.want == errs.None && w.Case(t, ada, now.ID).CheckOn != tt.check.Again {
				t.Errorf("%s: the next check is on %q", tt.name, w.Case(t, ada, now.ID).CheckOn)
			}
		}
	})
}
