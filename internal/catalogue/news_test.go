package catalogue_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/catalogue/cataloguetest"
)

// way gives the stages of a case, each after what led to it.
func way(steps ...string) []catalogue.Passed {
	var all []catalogue.Passed
	for i := 0; i < len(steps); i += 2 {
		all = append(all, catalogue.Passed{By: steps[i], Stage: steps[i+1]})
	}
	return all
}

func TestTheReferrerLearnsWhatTheFileSays(t *testing.T) {
	set := cataloguetest.Shipped(t)
	tests := []struct {
		name, service string
		p             catalogue.Progress
		want          []string
	}{
		{"picked up, nobody called yet", "asc", catalogue.Progress{Way: way("", "assessment_call")}, []string{}},
		{"reached, and still talking", "asc", catalogue.Progress{Way: way("", "assessment_call"), Reached: true}, []string{"contacted"}},
		{"tried in vain", "asc", catalogue.Progress{Way: way("", "assessment_call", "no_response", "close", "no_response", "close"), Closed: true},
			[]string{"no_contact", "closed"}},
		{"closed at once in vain", "barnet-asb", catalogue.Progress{Way: way("", "contact", "no_response", "close"), Closed: true},
			[]string{"no_contact", "closed"}},
		{"did not want it: she was reached, and it ended", "asc",
			catalogue.Progress{Way: way("", "assessment_call", "declined", "close", "declined", "close"), Closed: true}, []string{"contacted", "closed"}},
		{"moved away before anybody called", "barnet-asb", catalogue.Progress{Way: way("", "contact", "moved_away", "close"), Closed: true}, []string{"closed"}},
		{"the page for the coach is written", "asc", catalogue.Progress{Way: way("", "assessment_call", "accepted", "coach_referral", "", "allocate")},
			[]string{"contacted", "taken_up"}},
		{"sessions go on: how many is not told before they end", "asc", catalogue.Progress{Sessions: 1, Way: way("", "assessment_call", "accepted",
			"coach_referral", "", "allocate", "", "sessions")}, []string{"contacted", "taken_up"}},
		{"coached", "asc", catalogue.Progress{Sessions: 2, Closed: true, Way: way("", "assessment_call", "accepted", "coach_referral", "", "allocate", "",
			"sessions", "", "exit_measure", "", "close", "sessions_done", "close")}, []string{"contacted", "taken_up", "sessions", "closed"}},
		{"lost sight of after one session", "asc", catalogue.Progress{Sessions: 1, Closed: true, Way: way("", "assessment_call", "accepted", "coach_referral", "",
			"allocate", "", "sessions", "no_response", "close")}, []string{"contacted", "taken_up", "sessions", "closed"}},
		{"opened again", "asc", catalogue.Progress{Way: way("", "assessment_call", "no_response", "close", "", "assessment_call")}, []string{"no_contact"}},
		{"did not want support when it was offered", "pilot", catalogue.Progress{Closed: true, Way: way("", "contact", "reached", "needs", "", "offer",
			"declined", "close")}, []string{"contacted", "closed"}},
		{"given to a volunteer", "pilot", catalogue.Progress{Closed: true, Way: way("", "contact", "reached", "needs", "", "offer", "volunteer", "close")},
			[]string{"contacted", "taken_up", "closed"}},
		{"Barnet never says whether it was taken up", "barnet-asb", catalogue.Progress{Closed: true, Way: way("", "contact", "reached", "needs", "", "offer",
			"support", "allocate", "", "plan", "", "exit_measure", "", "close", "goals_met", "close")}, []string{"contacted", "closed"}},
		{"closed out of the plan, goals met", "harmony", catalogue.Progress{Closed: true, Way: way("", "plan", "goals_met", "close")}, []string{"taken_up", "closed"}},
		{"closed out of the plan, moved away", "harmony", catalogue.Progress{Closed: true, Way: way("", "plan", "moved_away", "close")}, []string{"closed"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, ok := set.Service(tt.service)
			if !ok {
				t.Fatal("no such service")
			}
			if d := cmp.Diff(tt.want, s.News(tt.p)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}
