package referrals_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// actShare lets a supervisor show parts of a folder to somebody.
var actShare = access.Declare("referralstest.share", access.Policy{Roles: []access.Role{access.Supervisor}, Sections: access.Existence})

// shared is the event of it.
type shared struct{}

func (shared) EventKind() string { return "referralstest.shared" }

// Who decides a referral and is not shown risk is told neither what was answered to the first questions nor that nobody asked them, which
// would not be true.
func TestWhoIsNotShownRiskIsNotToldThatNobodyAsked(t *testing.T) {
	w := newWorld(t, store.SQLite)
	without := w.app.Stranger(t, access.CaseWorker, "barnet-asb")
	w.Person(t, "without risk", without)
	form := filledIn()
	form.Set("first_triage_affected", "lot")
	form.Set("step", "send")
	status, at, body := w.send(t, referrer, "/refer", form)
	if status != http.StatusSeeOther {
		t.Fatalf("status %d\n%s", status, plain(body))
	}
	reference := strings.TrimPrefix(at, "/refer/sent/")
	folder := w.folder(t, reference)
	who, _ := access.ActorFrom(without)
	_, err := gate.Write(w.app.As(t, access.Supervisor, "barnet-asb"), w.app.Gate, "", func(ctx context.Context, tx *gate.Tx) (shared, error) {
		if err := tx.Authorize(ctx, actShare, gate.On{Folder: folder}); err != nil {
			return shared{}, err
		}
		tx.Record(shared{})
		return shared{}, tx.Grant(ctx, gate.Grant{Folder: folder, Grantee: string(who.Account()), Sections: access.All &^ access.Risk, Basis: gate.BasisCase})
	})
	if err != nil {
		t.Fatal(err)
	}
	must(t, w.Page(t, worker, "/referrals/"+reference), "Effect A lot")
	page := w.Page(t, "without risk", "/referrals/"+reference)
	must(t, page, "Hold for checking") // they decide
	mustNot(t, page, "Effect A lot", "Nobody has asked them")
}

// The few questions that every agency asks are asked on the way in, once: they come with the referral, by the agency's form
// and in a call, and how they know each other is not asked twice. They stand for the worker's own asking.
func TestTheFirstQuestionsComeWithTheReferral(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			for _, tt := range []struct{ who, path, by string }{
				{referrer, "/refer", "The partnership"}, {worker, "/refer/call", "whoever wrote down the referral"},
			} {
				form := filledIn()
				form.Set("first_triage_affected", "lot")
				form.Set("first_triage_alone", "no")
				form.Set("first_triage_safe_now", "-")
				status, _, checked := w.send(t, tt.who, tt.path, form)
				if status != http.StatusOK {
					t.Fatalf("%s: status %d\n%s", tt.path, status, plain(checked))
				}
				must(t, checked, "First questions", "How they know them A neighbour", "Effect A lot", "Somebody to turn to No", "Safe now Not asked")
				sent := w.Post(tt.who, tt.path, withHidden(checked, tt.path, nil))
				at := sent.Header().Get("Location")
				reference := at[strings.LastIndex(at, "/")+1:]
				if sent.Code != http.StatusSeeOther {
					t.Fatalf("%s: status %d to %s", tt.path, sent.Code, at)
				}
				page := w.Page(t, worker, "/referrals/"+reference)
				must(t, page, "First questions", "How they know them A neighbour", "Effect A lot", "Safe now Not asked", "At 4 or more, ask the full questions now.", tt.by)
				if n := len(w.standing(t, id.Reference(reference)).Answers); n != 3 {
					t.Errorf("%s: %d answers stand, want 3", tt.path, n)
				}
			}
		})
	}
}

// Who says at any door that the person is not safe now has raised the alarm with it: the supervisor must answer, and the
// referral came all the same, also of somebody who asked not to be contacted.
func TestNotSafeNowRaisesTheAlarm(t *testing.T) {
	w := newWorld(t, store.SQLite)
	w.Person(t, "coordinator", w.app.As(t, access.PanelCoordinator, "barnet-asb"))
	w.Person(t, "lead", w.app.As(t, access.Supervisor, "barnet-asb"))
	for i, tt := range []struct{ who, path string }{{referrer, "/refer"}, {worker, "/refer/call"}, {"coordinator", "/refer/panel"}} {
		form := filledIn()
		form.Set("forename", []string{"Ann", "Bea", "Cat"}[i])
		form.Set("first_triage_safe_now", "no")
		if tt.path == "/refer/panel" {
			form.Set("source", "community_safety")
			form.Set("basis", "panel_with_agreement")
			form.Set("decision", "support")
			form.Set("proposer", w.proposer(t, tt.who))
		}
		status, _, checked := w.send(t, tt.who, tt.path, form)
		if status != http.StatusOK {
			t.Fatalf("%s: status %d\n%s", tt.path, status, plain(checked))
		}
		must(t, checked, "Not safe now: call 999 first.", "Safe now No")
		if sent := w.Post(tt.who, tt.path, withHidden(checked, tt.path, nil)); sent.Code != http.StatusSeeOther {
			t.Fatalf("%s: status %d\n%s", tt.path, sent.Code, plain(sent.Body.String()))
		}
		alarms, err := gate.Read(w.app.As(t, access.Supervisor, "barnet-asb"), w.app.Gate, func(ctx context.Context, v *gate.View) (casework.TeamDay, error) {
			s, _ := w.app.Catalogue.Service("barnet-asb")
			return casework.TeamWatch(ctx, v, s, w.app.Catalogue.RiskStages, casework.WatchAlarms)
		})
		if err != nil || len(alarms.Rows) != i+1 {
			t.Fatalf("%s: %d alarms, want %d (%v)", tt.path, len(alarms.Rows), i+1, err)
		}
	}
}

// standing gives the first questions that stand for a referral.
func (w world) standing(t *testing.T, reference id.Reference) assessment.Received {
	t.Helper()
	got, err := gate.Read(w.app.As(t, "case worker", "barnet-asb"), w.app.Gate, func(ctx context.Context, v *gate.View) (assessment.Received, error) {
		found, err := referral.ByReference(ctx, v, reference)
		if err != nil {
			return assessment.Received{}, err
		}
		list, err := assessment.ReceivedIn(ctx, v, found.Folder)
		in, _ := w.app.Catalogue.Instrument("triage")
		one, _ := assessment.Newest(list, in, "", w.app.Clock.Now().Date())
		return one, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// Nobody need ask them: a referral without them says that they are still to be asked. An answer there is not is refused beside its question.
func TestTheFirstQuestionsMayBeLeftOut(t *testing.T) {
	w := newWorld(t, store.SQLite)
	form := filledIn()
	form.Set("first_triage_alone", "perhaps")
	form.Set("step", "send")
	status, _, body := w.send(t, referrer, "/refer", form)
	if status != http.StatusUnprocessableEntity {
		t.Errorf("an answer there is not: status %d", status)
	}
	must(t, body, "Choose one of the answers")
	for _, alone := range []string{"", "-"} {
		form.Set("first_triage_alone", alone)
		status, at, body := w.send(t, referrer, "/refer", form)
		if status != http.StatusSeeOther {
			t.Fatalf("status %d\n%s", status, plain(body))
		}
		page := w.Page(t, worker, "/referrals/"+strings.TrimPrefix(at, "/refer/sent/"))
		must(t, page, "Nobody has asked them yet. Whoever makes the first call has them on the page of the call.")
		mustNot(t, page, "How they know them")
		form = filledIn()
		form.Set("forename", "Tom")
		form.Set("step", "send")
	}
}
