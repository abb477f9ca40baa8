package casework_test

import (
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

// A case is proposed with the person's agreement or with the reason why without, once at a time; the panel's answer
// settles it, and becomes a promise to tell the person only where they agreed and it is safe.
func TestProposeToPanel(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, "barnet-asb")
		c, s, today := w.Open(t, ada, "barnet-asb"), w.Service(t, "barnet-asb"), w.Clock.Now().Date()
		propose := casework.ProposeToPanel{Case: c.ID, Reason: "Three agencies, and none has the whole", Agreement: w.List(t, "agreement"), Agreed: casework.WithAgreement, On: today}
		for name, bad := range map[string]func(*casework.ProposeToPanel){
			"no reason":         func(p *casework.ProposeToPanel) { p.Reason = "" },
			"agreement unsaid":  func(p *casework.ProposeToPanel) { p.Agreed = "" },
			"refused, no why":   func(p *casework.ProposeToPanel) { p.Agreed = "refused" },
			"tomorrow":          func(p *casework.ProposeToPanel) { p.On = today.AddDays(1) },
			"of no known words": func(p *casework.ProposeToPanel) { p.Agreed = "perhaps" },
		} {
			do := propose
			bad(&do)
			if got := change(w, ada, do.Run); got != errs.Invalid {
				t.Errorf("%s: %v", name, got)
			}
		}
		for _, tt := range []struct {
			name     string
			agreed   string
			answer   casework.AnswerProposal
			want     errs.Kind
			promises int
		}{
			{"taken", casework.WithAgreement, casework.AnswerProposal{Answer: casework.PanelTakes}, errs.None, 1},
			{"not taken, and nobody says why", casework.WithAgreement, casework.AnswerProposal{Answer: casework.PanelNot}, errs.Invalid, 1},
			{"not taken", "", casework.AnswerProposal{Answer: casework.PanelNot, Said: "The landlord leads"}, errs.None, 2},
			{"taken, telling is unsafe", casework.WithAgreement, casework.AnswerProposal{Answer: casework.PanelTakes, Unsafe: true}, errs.None, 2},
			{"taken, refused by her", "refused", casework.AnswerProposal{Answer: casework.PanelTakes}, errs.None, 2},
			{"answered with something else", "refused", casework.AnswerProposal{Answer: "perhaps"}, errs.Invalid, 2},
		} {
			w.Clock.Advance(time.Second)
			if tt.agreed != "" {
				do := propose
				if do.Agreed = tt.agreed; tt.agreed != casework.WithAgreement {
					do.Why = "A child is in danger"
				}
				if got := change(w, ada, do.Run); got != errs.None {
					t.Fatalf("%s: proposing: %v", tt.name, got)
				}
			}
			if got := change(w, ada, propose.Run); got != errs.Conflict {
				t.Errorf("%s: proposed twice: %v", tt.name, got)
			}
			open, _ := w.Page(t, ada, c).Proposal()
			answer := tt.answer
			answer.Case, answer.Service, answer.Proposal, answer.On, answer.Tell = c.ID, s, open.ID, today, "Tell her what the panel said"
			early := answer
			early.On = today.AddDays(-1)
			if got := change(w, ada, early.Run); got != errs.Invalid {
				t.Errorf("%s: answered before it was proposed: %v", tt.name, got)
			}
			if got := change(w, ada, answer.Run); got != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
			}
			page := w.Page(t, ada, c)
			if _, waits := page.Proposal(); waits != (tt.want != errs.None) {
				t.Errorf("%s: still waits: %v", tt.name, waits)
			}
			if got := len(page.Promises()); got != tt.promises {
				t.Errorf("%s: %d promises, want %d", tt.name, got, tt.promises)
			}
			if tt.want == errs.None {
				if got := change(w, ada, answer.Run); got != errs.NotFound {
					t.Errorf("%s: answered twice: %v", tt.name, got)
				}
				if said := page.Of(casework.ItemPanelAnswer)[0]; said.Code != string(tt.answer.Answer) || said.Text.Text() != tt.answer.Said {
					t.Errorf("%s: kept %+v", tt.name, said)
				}
			}
		}
	})
}

// What she wants asked at a meeting stands until somebody has spoken up at that meeting, and at no other.
func TestPrepareMeeting(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		ada := w.Staff(t, "Ada Nkemelu", access.CaseWorker, "barnet-asb")
		c, s, today := w.Open(t, ada, "barnet-asb"), w.Service(t, "barnet-asb"), w.Clock.Now().Date()
		soon := today.AddDays(3)
		for _, tt := range []struct {
			name  string
			forum casework.Forum
			on    clock.Date
			wants string
			want  errs.Kind
		}{
			{"no meeting", "", soon, "A move", errs.Invalid},
			{"in no words", casework.CommunityMARAC, soon, "", errs.Invalid},
			{"yesterday", casework.CommunityMARAC, today.AddDays(-1), "A move", errs.Invalid},
			{"on no day", casework.CommunityMARAC, "", "A move", errs.Invalid},
			{"later", casework.CommunityMARAC, soon, "A move", errs.None},
			{"sooner", casework.DomesticAbuseMARAC, today, "Not to be named", errs.None},
		} {
			if got := change(w, ada, casework.PrepareMeeting{Case: c.ID, Forum: tt.forum, On: tt.on, Wants: tt.wants}.Run); got != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
			}
		}
		ahead := w.Page(t, ada, c).Ahead()
		if len(ahead) != 2 || ahead[0].Text.Text() != "Not to be named" || ahead[1].On != soon {
			t.Fatalf("ahead: %+v", ahead)
		}
		speak := casework.Advocate{Case: c.ID, Service: s, Forum: casework.CommunityMARAC, On: today, Asked: "A move", Agreed: "To look"}
		caseworktest.Do(t, w, ada, speak.Run)
		if n := len(w.Page(t, ada, c).Ahead()); n != 2 {
			t.Errorf("a meeting before that day settled it: %d left", n)
		}
		w.Clock.Advance(4 * 24 * time.Hour)
		speak.On = soon
		caseworktest.Do(t, w, ada, speak.Run)
		if left := w.Page(t, ada, c).Ahead(); len(left) != 1 || left[0].Code != string(casework.DomesticAbuseMARAC) {
			t.Errorf("left: %+v", left)
		}
	})
}
