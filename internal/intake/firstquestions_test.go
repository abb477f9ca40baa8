package intake_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake/reason"
)

// askedFile is a police file of one row, reported on a day, with columns for the first questions.
func askedFile(n int, reported clock.Date, heads, cells string, edits ...string) []byte {
	return []byte(strings.TrimSuffix(columns, "\n") + ",Date reported," + heads + "\n" +
		strings.TrimSuffix(line(n, edits...), "\n") + "," + reported.Start().Time().Format("02/01/2006") + "," + cells + "\n")
}

// TestFirstQuestionsInAPoliceFile: what a force asked when it took the report comes with the row and stands; what is not
// there was not asked; that somebody is not safe now raises the alarm as long as the answer stands, and what can't be read of it
// is looked at.
func TestFirstQuestionsInAPoliceFile(t *testing.T) {
	const lately clock.Date = "2014-07-20"
	tests := []struct {
		name, heads, cells string
		edits              []string
		want               assessment.Answers
		reason             reason.Code
		alarm              bool
		reported           clock.Date
	}{
		{"answered", "Safe now,Getting worse,Effect on victim,Relationship to suspect", "Y,yes,High,Neighbour", nil,
			assessment.Answers{"safe_now": "yes", "getting_worse": "yes", "affected": "lot", "known_as": "neighbour"}, "to_contact", false, lately},
		{"nothing but how they know each other", "Safe now,Relationship to suspect", "N/K,Neighbour", nil, nil, "to_contact", false, lately},
		{"not safe now", "Victim safe now", "N", nil, assessment.Answers{"safe_now": "no"}, "to_contact", true, lately},
		{"whether they are safe can't be read", "Victim safe now", "ask her", nil, nil, reason.DoubtfulFlag, false, lately},
		{"how it affects them can't be read", "Effect on victim,Getting worse", "purple,Y", nil, assessment.Answers{"getting_worse": "yes"}, "to_contact", false, lately},
		{"a repeat victim", "Repeat", "Y", nil, assessment.Answers{"happened_before": "yes"}, "to_contact", false, lately},
		{"a repeat victim, and how often", "Repeat,Previous incidents", "Y,Weekly", nil, assessment.Answers{"happened_before": "often"}, "to_contact", false, lately},
		{"a repeat victim, for the first time", "Repeat,Previous incidents", "Y,First time", nil, assessment.Answers{"happened_before": "no"}, "to_contact", false, lately},
		{"no repeat victim, which nobody may have asked", "Repeat", "N", nil, nil, "to_contact", false, lately},
		{"whether a repeat victim can't be read", "Repeat", "perhaps", nil, nil, "to_contact", false, lately},
		{"opted out and not safe", "Victim safe now", "N", []string{"12=Y"}, nil, reason.OptedOutBefore, true, lately},
		{"not safe 27 days ago", "Victim safe now", "N", []string{"7=20/06/2014"}, assessment.Answers{"safe_now": "no"}, "to_contact", true, "2014-06-27"},
		{"not safe 28 days ago", "Victim safe now", "N", []string{"7=20/06/2014"}, assessment.Answers{"safe_now": "no"}, "to_contact", false, "2014-06-26"},
		{"opted out and not safe 28 days ago", "Victim safe now", "N", []string{"7=20/06/2014", "12=Y"}, nil, reason.OptedOutBefore, false, "2014-06-26"},
	}
	bothEngines(t, func(t *testing.T, f *fixture) {
		supervisor := f.as(t, access.Supervisor, "adt")
		alarms := 0
		for i, tt := range tests {
			got := f.importFile(t, "adt", askedFile(i+1, tt.reported, tt.heads, tt.cells, append(tt.edits, "4=Good"+string(rune('a'+i)))...))
			rows := f.rowsOf(t, got.Batch)
			if len(rows) != 1 || rows[0].Reason != tt.reason {
				t.Fatalf("%s: %+v", tt.name, rows)
			}
			if tt.alarm {
				alarms++
			}
			if n := f.alarms(t, supervisor); n != alarms {
				t.Errorf("%s: %d alarms, want %d", tt.name, n, alarms)
			}
			if rows[0].Reason == reason.OptedOutBefore {
				continue
			}
			folder := f.referralOfService(t, rows[0].Referral, "adt").Folder
			came := read(t, f, supervisor, func(ctx context.Context, v *gate.View) ([]assessment.Received, error) {
				return assessment.ReceivedIn(ctx, v, folder)
			})
			var answers assessment.Answers
			for _, c := range came {
				answers = c.Answers
				if c.On != tt.reported {
					t.Errorf("%s: they stand from %s, not from the day of the report", tt.name, c.On)
				}
			}
			if diff := cmp.Diff(tt.want, answers); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.name, diff)
			}
		}
		// The same file again adds nothing, and no second alarm.
		f.importFile(t, "adt", askedFile(3, lately, tests[2].heads, tests[2].cells, "4=Goodc", "5=Again"))
		if n := f.alarms(t, supervisor); n != alarms {
			t.Errorf("the same row again: %d alarms, want %d", n, alarms)
		}
	})
}

// alarms counts those of a service that wait for an answer.
func (f *fixture) alarms(t *testing.T, as context.Context) int {
	t.Helper()
	return len(read(t, f, as, func(ctx context.Context, v *gate.View) (casework.TeamDay, error) {
		return casework.TeamWatch(ctx, v, service(t, "adt"), set.RiskStages, casework.WatchAlarms)
	}).Rows)
}
