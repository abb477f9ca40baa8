package casework_test

import (
	"context"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// A message that was safe before somebody else answered is not said to be safe after it: that is asked anew, whatever the new rule says.
func TestMessagesAreAskedAnewAfterSomebodyElseAnswered(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker, over := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		c := w.Open(t, worker, barnet)
		number := w.Page(t, worker, c).About.Contacts[0]
		caseworktest.Do(t, w, worker, person.SetContactSafety{Folder: c.Folder, Contact: number.ID, Version: number.Version, Call: person.Yes, Voicemail: person.Yes, Text: person.No}.Run)
		if _, err := w.Call(t, worker, c, casework.SomeoneElse); err != nil {
			t.Fatal(err)
		}
		p := w.Page(t, over, c)
		caseworktest.Do(t, w, over, casework.DecideContact{Case: c.ID, Version: p.Case.Version, Referral: p.Came.Version, Service: w.Service(t, barnet), Seen: p.About.Safe.Version,
			GoOn: true, Why: "He has moved out", Rule: person.SafeRule{State: person.Safe, Words: "Mornings"}}.Run)
		number = w.Page(t, over, c).About.Contacts[0]
		if number.Call != person.Yes || number.Voicemail != person.NotAsked || number.Text != person.No {
			t.Errorf("after it a call is %q, a message %q, a text %q; want yes, not asked, no", number.Call, number.Voicemail, number.Text)
		}
	})
}

// After somebody else answered, the role that the file names says whether contact goes on, and why: on needs how it is safe
// now, stop closes the case, and either is said once.
func TestSomebodyElseAnswered(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker, over := w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		stopped := func() casework.DecideContact {
			c := w.Open(t, worker, barnet)
			if _, err := w.Call(t, worker, c, casework.SomeoneElse); err != nil {
				t.Fatal(err)
			}
			p := w.Page(t, over, c)
			return casework.DecideContact{Case: c.ID, Version: p.Case.Version, Referral: p.Came.Version, Service: w.Service(t, barnet), Seen: p.About.Safe.Version,
				GoOn: true, Why: "Her sister rang: he has moved out", Rule: person.SafeRule{State: person.Safe, Words: "Mornings, she answers"}}
		}
		on := stopped()
		if d := watch(t, w, over, casework.WatchStopped); d.Counts[casework.WatchStopped] != 1 || len(d.Rows) != 1 {
			t.Errorf("on the supervisor's list: %d, counted %d, want 1", len(d.Rows), d.Counts[casework.WatchStopped])
		}
		lead := w.Staff(t, "Ruth Calder", access.SafeguardingLead, barnet)
		if got := day(t, w, lead).Stopped; len(got) != 1 || got[0].Case.ID != on.Case || got[0].Initials.Text() == "" {
			t.Errorf("on the safeguarding lead's day: %+v", got)
		}
		for who, as := range map[string]context.Context{"the case worker": worker, "the supervisor, who has the team's lists": over,
			"the safeguarding lead of another service": w.Staff(t, "Else Where", access.SafeguardingLead, pilot)} {
			if got := day(t, w, as); len(got.Stopped) != 0 {
				t.Errorf("%s has it on her day: %+v", who, got.Stopped)
			}
		}
		if kind := change(w, worker, on.Run); kind != errs.Forbidden {
			t.Errorf("a case worker decides: %v", kind)
		}
		bare := on
		bare.Why, bare.Rule.Words = "", ""
		if _, err := gate.Write(over, w.Gate, "", bare.Run); len(errs.FieldsOf(err)) != 2 {
			t.Errorf("decided without a word: %v", err)
		}
		c := caseworktest.Do(t, w, over, on.Run)
		p := w.Page(t, over, c)
		if p.Came.State != referral.InContact || p.Stop != "" {
			t.Errorf("contact goes on, and the referral is %s: %q", p.Came.State, p.Stop)
		}
		if notes := p.Of(casework.ItemNote); len(notes) != 1 || !strings.HasPrefix(notes[0].Text.Text(), "Contact goes on. Her sister") {
			t.Errorf("the reason is not among the notes: %+v", notes)
		}
		if kind := change(w, over, on.Run); kind != errs.Conflict {
			t.Errorf("decided twice: %v", kind)
		}
		stop := stopped()
		stop.GoOn, stop.Reason = false, "no_response"
		closed := caseworktest.Do(t, w, over, stop.Run)
		if p := w.Page(t, over, closed); closed.State != casework.Closed || p.Came.State != referral.Declined {
			t.Errorf("contact stops: the case is %s, the referral %s", closed.State, p.Came.State)
		}
		if d := watch(t, w, over, casework.WatchStopped); len(d.Rows) != 0 {
			t.Errorf("decided, and still on the list: %d", len(d.Rows))
		}
		if got := day(t, w, lead).Stopped; len(got) != 0 {
			t.Errorf("decided, and still on the lead's day: %+v", got)
		}
	})
}
