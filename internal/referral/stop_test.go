package referral_test

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// TestStopAndGoOn: a wrong number and an unsafe call stop contact and the clock; the work goes on
// where it stood.
func TestStopAndGoOn(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		worker, supervisor := w.staff(t, access.CaseWorker), w.staff(t, access.Supervisor)
		taken := w.take(t, w.row(nil))
		moved, err := gate.Write(worker, w.Gate, "", func(ctx context.Context, tx *gate.Tx) (referral.Referral, error) {
			r, err := referral.Get(ctx, tx, taken.Referral)
			if err != nil {
				return r, err
			}
			if err := tx.Authorize(ctx, referral.ActContact, gate.On{Folder: r.Folder}); err != nil {
				return r, err
			}
			tx.Record(referral.Stopped{Referral: r.ID})
			return referral.Move(ctx, tx, r, referral.InContact, referral.ToContact)
		})
		if err != nil || moved.State != referral.InContact {
			t.Fatalf("%s (%v)", moved.State, err)
		}
		contact := w.page(t, worker, taken.Referral).About.Contacts[0].ID
		show := func() error {
			_, err := gate.Read(worker, w.Gate, func(ctx context.Context, v *gate.View) (*seal.Value, error) {
				return referral.ShowNumber(ctx, v, set, taken.Referral, contact)
			})
			return err
		}
		if err := show(); err != nil {
			t.Fatalf("before: %v", err)
		}
		stopped, err := gate.Write(worker, w.Gate, "", referral.SuspendUnsafe{Referral: taken.Referral, Version: 2}.Run)
		if err != nil || stopped.State != referral.Held || stopped.HeldFrom != referral.InContact || stopped.ClockLeft == 0 {
			t.Fatalf("%+v (%v)", stopped, err)
		}
		if errs.KindOf(show()) != errs.Conflict {
			t.Error("a number was shown after somebody else answered")
		}
		accept := referral.Decide{Service: w.service, Referral: taken.Referral, Version: 3, To: referral.Accepted}
		if _, err := gate.Write(worker, w.Gate, "", accept.Run); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("a worker took up what a supervisor decides: %v", err)
		}
		if _, err := gate.Write(supervisor, w.Gate, "", accept.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("taken up before it was said how it is safe: %v", err)
		}
		rule := person.SetSafeRule{Folder: taken.Folder, Version: 1, Rule: person.SafeRule{State: person.Safe, Words: "she answers"}}
		if _, err := gate.Write(supervisor, w.Gate, "", rule.Run); err != nil {
			t.Fatal(err)
		}
		if r, err := gate.Write(supervisor, w.Gate, "", accept.Run); err != nil || r.State != referral.InContact || r.ClockLeft != 0 {
			t.Fatalf("%+v (%v)", r, err)
		}
		if err := show(); err != nil {
			t.Errorf("after: %v", err)
		}
		back, err := gate.Write(worker, w.Gate, "", referral.ReturnToPolice{Referral: taken.Referral, Version: 4, Contact: contact}.Run)
		if err != nil || back.Reason != referral.ReturnedToPolice {
			t.Fatalf("%+v (%v)", back, err)
		}
		mended := ada()
		mended.Contacts[0].Value = "07700 900555"
		again := referral.Resubmit{Service: w.service, Referral: taken.Referral, Version: 5, Supported: mended, Offence: catalogue.Offence{Code: "66/24"}, District: "E09000003", Basis: referral.Basis{Kind: catalogue.BasisOptOut}}
		got, err := gate.Write(worker, w.Gate, "", again.Run)
		if err != nil || got.State != referral.InContact {
			t.Fatalf("mended: %+v (%v)", got, err)
		}
		back, err = gate.Write(worker, w.Gate, "", referral.ReturnToPolice{Referral: taken.Referral, Version: 6}.Run)
		if err != nil || !back.AwaitsNumber() {
			t.Fatalf("%+v (%v)", back, err)
		}
		give := referral.GiveNumber{Service: w.service, Referral: taken.Referral, Version: 7, Number: "not a number", Call: person.No}
		if _, err := gate.Write(worker, w.Gate, "", give.Run); len(errs.FieldsOf(err)) != 2 {
			t.Errorf("words instead of a number, on which it is not safe: %v", err)
		}
		give.Number, give.Call = "07700 900556", person.Yes
		given, err := gate.Write(worker, w.Gate, "", give.Run)
		if err != nil || given.State != referral.InContact || given.AskedFor != "" || given.ClockLeft != 0 {
			t.Fatalf("a better number: %+v (%v)", given, err)
		}
		give.Version = given.Version
		if _, err := gate.Write(worker, w.Gate, "", give.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("a second number that nobody asked for: %v", err)
		}
	})
}

// TestHeldForSafetyStaysHeld: recording a consent, or a wrong number, does not take a child or
// domestic abuse out of the hands of those who handle it.
func TestHeldForSafetyStaysHeld(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		worker, lead := w.staff(t, access.CaseWorker), w.staff(t, access.SafeguardingLead)
		consent := referral.Basis{Kind: catalogue.BasisExplicitConsent, By: "officer", How: "phone", On: "2026-11-19"}
		tests := []struct {
			name   string
			change func(*referral.Receive)
			reason referral.Reason
		}{
			{"domestic abuse", func(c *referral.Receive) { c.Flags.DomesticAbuse = true }, referral.DomesticAbuse},
			{"a child", func(c *referral.Receive) {
				c.Flags.DomesticAbuse = true
				c.Supported.Born, c.Supported.Surname = "2012-04-05", "Young"
			}, referral.UnderAge},
		}
		for _, tt := range tests {
			taken := w.take(t, w.row(tt.change))
			if taken.Reason != referral.ConsentMissing {
				t.Fatalf("%s: %s", tt.name, taken.Reason)
			}
			r, err := gate.Write(worker, w.Gate, "", referral.RecordBasis{Service: w.service, Referral: taken.Referral, Version: 1, Basis: consent}.Run)
			if err != nil || r.Reason != tt.reason || r.Holder != access.SafeguardingLead {
				t.Errorf("%s: %s held for %q (%v)", tt.name, r.Reason, r.Holder, err)
			}
			if r, err = gate.Write(worker, w.Gate, "", referral.ReturnToPolice{Referral: r.ID, Version: r.Version}.Run); err != nil {
				t.Fatal(err)
			}
			accept := referral.Decide{Service: w.service, Referral: r.ID, Version: r.Version, To: referral.Accepted}
			if _, err := gate.Write(worker, w.Gate, "", accept.Run); errs.KindOf(err) != errs.Forbidden {
				t.Errorf("%s: a worker got round it: %v", tt.name, err)
			}
			add := person.AddContactPoint{Folder: taken.Folder, Contact: person.NewContact{Kind: person.Mobile, Value: "07700 900777"}}
			if _, err := gate.Write(lead, w.Gate, "", add.Run); err != nil {
				t.Fatal(err)
			}
			if r, err := gate.Write(lead, w.Gate, "", accept.Run); err != nil || r.State != referral.Accepted {
				t.Errorf("%s: %s by the safeguarding lead (%v)", tt.name, r.State, err)
			}
		}
	})
}

func TestAskAndDivert(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		worker := w.staff(t, access.CaseWorker)
		taken := w.take(t, w.row(nil))
		if _, err := gate.Write(worker, w.Gate, "", referral.AskReferrer{Referral: taken.Referral, Version: 1, For: "her name"}.Run); errs.KindOf(err) != errs.Invalid {
			t.Errorf("free text was asked: %v", err)
		}
		r, err := gate.Write(worker, w.Gate, "", referral.AskReferrer{Referral: taken.Referral, Version: 1, For: "number"}.Run)
		if err != nil || r.State != referral.Held || r.Reason != referral.AskedReferrer {
			t.Fatalf("%+v (%v)", r, err)
		}
		receipt, err := gate.Read(w.referrer(t), w.Gate, func(ctx context.Context, v *gate.View) (referral.Receipt, error) {
			return referral.ReferrerView(ctx, v, w.service, taken.Referral)
		})
		if err != nil || receipt.Asked == "" {
			t.Errorf("the referrer is asked %q (%v)", receipt.Asked, err)
		}
		r, err = gate.Write(worker, w.Gate, "", referral.DivertDomesticAbuse{Referral: taken.Referral, Version: 2}.Run)
		if err != nil || r.Reason != referral.DomesticAbuse || !r.Flags.DomesticAbuse || r.Holder != access.SafeguardingLead {
			t.Errorf("%+v (%v)", r, err)
		}
		for _, c := range w.page(t, worker, taken.Referral).About.Contacts {
			if c.Kind == person.Address && c.Letter != person.No {
				t.Error("letters are still on")
			}
		}
	})
}

// What whoever referred is asked they answer in words: those who decide read it, nobody else; what a referral is held for beside
// the question stays.
func TestWhatIsAskedIsAnswered(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		worker := w.staff(t, access.CaseWorker)
		for _, tt := range []struct {
			name   string
			change func(*referral.Receive)
			reason referral.Reason
		}{
			{"nothing else", nil, referral.AnswerToRead},
			{"no consent", func(c *referral.Receive) { c.Basis = referral.Basis{} }, referral.BasisMissing},
		} {
			taken := w.take(t, w.row(tt.change))
			ask := func(version int, what string) {
				t.Helper()
				if _, err := gate.Write(worker, w.Gate, "", referral.AskReferrer{Referral: taken.Referral, Version: version, For: what}.Run); err != nil {
					t.Fatal(err)
				}
			}
			ask(1, "address")
			give := referral.AnswerAsked{Service: w.service, Referral: taken.Referral, Version: 2, Said: "  "}
			if _, err := gate.Write(w.referrer(t), w.Gate, "", give.Run); len(errs.FieldsOf(err)) != 1 {
				t.Errorf("%s: an answer without a word: %v", tt.name, err)
			}
			give.Said = "12 Elm Way, NW4 3AB"
			for _, who := range []context.Context{w.As(t, "other", access.Membership{Role: access.Referrer, Agency: w.provider}), w.staff(t, access.Coach)} {
				if _, err := gate.Write(who, w.Gate, "", give.Run); errs.KindOf(err) != errs.NotFound && errs.KindOf(err) != errs.Forbidden {
					t.Errorf("%s: answered by somebody else: %v", tt.name, err)
				}
			}
			r, err := gate.Write(w.referrer(t), w.Gate, "", give.Run)
			if err != nil || r.State != referral.Held || r.Reason != tt.reason || r.AskedFor != "" || r.AnsweredFor != "address" {
				t.Fatalf("%s: answered it is %s, %s, asks for %q (%v)", tt.name, r.State, r.Reason, r.AskedFor, err)
			}
			if got := w.page(t, worker, taken.Referral).Answers; len(got) != 1 || got[0].Asked != "Their address" || got[0].Said.Text() != give.Said || got[0].Heard {
				t.Errorf("%s: those who decide read %+v", tt.name, got)
			}
			give.Version = r.Version
			if _, err := gate.Write(w.referrer(t), w.Gate, "", give.Run); errs.KindOf(err) != errs.Conflict {
				t.Errorf("%s: answered when nothing is asked: %v", tt.name, err)
			}
			ask(r.Version, "number") // as a number, which is given as it is used
			give.Version++
			if _, err := gate.Write(w.referrer(t), w.Gate, "", give.Run); errs.KindOf(err) != errs.Conflict {
				t.Errorf("%s: words instead of a number: %v", tt.name, err)
			}
		}
	})
}

// A question that nobody would see is not asked.
func TestNobodyIsAskedOfAnUnknownReferrer(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		taken := w.take(t, w.row(func(c *referral.Receive) { c.Source, c.SourceAgency = catalogue.SourceNotKnown, "" }))
		ask := referral.AskReferrer{Referral: taken.Referral, Version: 1, For: "born"}
		if _, err := gate.Write(w.staff(t, access.CaseWorker), w.Gate, "", ask.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("a question that nobody sees was asked: %v", err)
		}
	})
}

// An answer puts nothing right by itself: nobody is rung, by whichever way the referral goes on, until somebody says that it stands in it.
func TestAnAnswerIsReadBeforeAnybodyRings(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		worker := w.staff(t, access.CaseWorker)
		taken := w.take(t, w.row(nil))
		r, err := gate.Write(worker, w.Gate, "", referral.AskReferrer{Referral: taken.Referral, Version: 1, For: "safe_contact"}.Run)
		if err == nil {
			answer := referral.AnswerAsked{Service: w.service, Referral: r.ID, Version: r.Version, Said: "Never ring: he answers"}
			r, err = gate.Write(worker, w.Gate, "", answer.Run) // as it was told by telephone
		}
		if err != nil {
			t.Fatal(err)
		}
		accept := referral.Decide{Service: w.service, Referral: r.ID, Version: r.Version, To: referral.Accepted}
		if _, err := gate.Write(worker, w.Gate, "", accept.Run); len(errs.FieldsOf(err)) != 1 {
			t.Errorf("accepted against an answer that nobody put in: %v", err)
		}
		row := w.row(nil)
		mend := referral.Resubmit{Service: w.service, Referral: r.ID, Version: r.Version, Supported: row.Supported, Basis: row.Basis,
			Offence: row.Offence, District: row.District, Facts: row.Facts}
		if _, err := gate.Write(worker, w.Gate, "", mend.Run); len(errs.FieldsOf(err)) != 1 {
			t.Errorf("mended past an answer that nobody put in: %v", err)
		}
		if got := w.page(t, worker, r.ID); len(got.Answers) != 1 || !got.Answers[0].Heard {
			t.Errorf("what a worker wrote down stands as the referrer's own: %+v", got.Answers)
		}
		list, err := gate.Read(worker, w.Gate, func(ctx context.Context, v *gate.View) (referral.List, error) {
			return referral.Inbox(ctx, v, referral.Query{Service: w.service.Key, Tab: referral.TabHeld})
		})
		if err != nil || len(list.Rows) != 1 || list.Rows[0].AnsweredFor != "safe_contact" {
			t.Errorf("the inbox does not say that an answer came: %+v (%v)", list.Rows, err)
		}
		accept.PutIn = true
		if r, err = gate.Write(worker, w.Gate, "", accept.Run); err != nil || r.State != referral.Accepted || r.AnsweredFor != "" {
			t.Errorf("put in it is %s, answered for %q (%v)", r.State, r.AnsweredFor, err)
		}
	})
}

func TestPageStatements(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		taken := w.take(t, w.row(nil))
		ctx, n := store.Counting(w.staff(t, access.CaseWorker))
		p := w.page(t, ctx, taken.Referral)
		if p.About.Identity.Name.Text() != "Ada Mensah" || p.CrimeRef.Text() != "CRN/1" || p.Why.Text() == "" || p.Stop != "" || !p.MayDecide {
			t.Errorf("the page is %+v", p)
		}
		if n.Statements > 12 {
			t.Errorf("%d statements, want at most 12", n.Statements)
		}
	})
}
