package archtest

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"goldenthread/internal/audit"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// hot are the statements that run on every page, call and row of a file, and the index that must
// drive each: with 100,000 cases another plan is the difference between a moment and a minute.
var hot = []struct {
	statement string
	args      []any
	drivers   []string // every one of them is in the plan
	tied      bool     // on PostgreSQL's empty tables another index costs the same: only SQLite is held to it
}{
	{"gate.standing", []any{"a", 1, store.Rows([][]any{{"f"}, {"g"}})}, []string{"access_grant_folder", "membership_account"}, false},
	{"gate.writeDone", []any{"a", "k"}, []string{"write_done"}, false},
	{"gate.memberships", []any{"a", 1}, []string{"membership_account"}, false},
	{"gate.claim", []any{1, 2}, []string{"outbox_waiting"}, false},
	{"gate.givenUp", []any{50}, []string{"outbox_given_up"}, false},
	{"referral.byState", []any{"asc", "a", 1, 0, "", 25, "accepted"}, []string{"referral_inbox", "access_grant_folder"}, false},
	{"referral.notForUs", []any{"asc", "a", 1, 0, "", 25}, []string{"referral_not_for_us", "access_grant_folder"}, false},
	{"referral.counts", []any{"asc", "a", 1}, []string{"referral_inbox", "access_grant_folder"}, true},
	{"person.findByKeys", []any{store.Rows([][]any{{"1"}, {"2"}})}, []string{"person_key"}, false},
	{"person.findByCommonKeys", []any{20, store.List([]int64{1, 2})}, []string{"person_key"}, false},
	{"casework.dayDue", []any{"a", 1, 50, 1, "2026-11-19", 16, store.Rows([][]any{{"asc", "stage", "contact"}, {"asc", "check", ""}, {"asc", "stopped", ""}})}, []string{"case_file_worker_due", "case_file_pool_due", "case_file_check", "case_file_unowned_check", "referral_inbox", "person_name_folder"}, true},
	{"casework.dayPromises", []any{"a", 1, 50, 1}, []string{"promise_open"}, false},
	{"casework.dayHearings", []any{"2026-11-19", "a", "2026-11-26", 50, 1}, []string{"case_file_worker", "case_court_case"}, true},
	{"casework.dayCounts", []any{"a", 1, 100, "suspended_unsafe", "asc", "2026-04-01", "2026-11-19", store.Rows([][]any{{"asc", "contact", "waiting", ""}})}, []string{"case_file_worker", "case_file_pool", "workforce_taken_account"}, true},
	{"casework.dayWaiting", []any{"a", 1, 50, 2, 15}, []string{"case_file_worker", "case_file_told", "case_issue_case", "assessment_folder", "case_action_open", "case_advocacy_untold", "case_liaison_untold", "case_contribution_untold", "case_court_untold"}, true},
	{"casework.poolCounts", []any{"a", 1, 100, "suspended_unsafe", store.Rows([][]any{{"asc", "contact", "waiting"}})}, []string{"case_file_pool"}, true},
	{"casework.toAgreeCounts", []any{"a", 1, 100, store.Rows([][]any{{"pilot", "screen", "agree"}})}, []string{"referral_inbox", "case_file_stage"}, true},
	{"evidence.hands", []any{"f"}, []string{"evidence_hand_folder"}, false},
	{"evidence.handsOf", []any{"f", "e"}, []string{"evidence_hand_folder"}, true},
	{"casework.teamStopped", []any{"asc", "a", 1, "2026-10-20", 100, "2026-11-19"}, []string{"referral_inbox", "case_file_after"}, false},
	{"casework.teamBroken", []any{"asc", "a", 1, "2026-10-20", 100, "2026-11-19"}, []string{"promise_due"}, true},
	{"casework.teamLate", []any{"asc", "a", 1, "2026-10-20", 100, "2026-11-19"}, []string{"case_file_service"}, true},
	{"casework.teamProposed", []any{"asc", "a", 1, "2026-10-20", 100, "2026-11-19"}, []string{"case_proposal_open"}, false},
	{"casework.teamKept", []any{"asc", "a", 1, "2026-10-20", 100, "2026-11-19"}, []string{"promise_settled"}, true},
	{"notify.happened", []any{1, 2, 500, 0}, []string{"act_now_open", "access_grant_given", "promise_waiting", "access_grant_taken", "membership_ended"}, true},
	{"notify.wanted", []any{"2026-11-19", 8, 1, 0}, []string{"notify_choice_digest"}, true},
	{"notify.day", []any{"a", 1, 2, 500}, []string{"act_now_open", "promise_open", "case_file_worker", "audit_subject_looked", "case_note_folder", "contact_attempt_folder", "case_session_folder"}, true},
	{"casework.listUnowned", []any{"asc", 0, "", 26, "a", 1}, []string{"case_file_unowned", "access_grant_folder"}, true},
	{"casework.listTeam", []any{"asc", 0, "", 26, "a", 1}, []string{"case_file_team", "access_grant_folder"}, true},
	{"casework.listTeamHighRisk", []any{"asc", 0, "", 26, "a", 1}, []string{"case_file_high_risk", "access_grant_folder"}, true},
	{"casework.listTeamHighNeed", []any{"asc", 0, "", 26, "a", 1}, []string{"case_file_high_need", "access_grant_folder"}, true},
	{"oversight.lists", []any{"caseload", 20, false, store.List([]string{"a"})}, []string{"intake_batch_of_kind"}, true},
	{"casework.pastKeeping", []any{"2026-11-19", false, 26, "", "", store.List([]string{"a"})}, []string{"case_file_keep"}, true},
	{"oversight.noCall", []any{1, 100, "matter", "service", "all"}, []string{"do_not_contact_scope"}, true},
	{"casework.dayAlarms", []any{"a", 1, 50}, []string{"act_now_open", "access_grant_folder"}, true},
}

func TestHotStatementsAreDrivenByTheirIndex(t *testing.T) {
	storetest.BothEngines(t, house(t), func(t *testing.T, db *store.DB) {
		for _, h := range hot {
			t.Run(h.statement, func(t *testing.T) {
				one := statement(t, h.statement)
				var plan string
				err := db.Write(t.Context(), store.Bulk, func(ctx context.Context, u *store.Unit) (err error) {
					plan, err = store.Explain(ctx, u, one, h.args...)
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
				for _, d := range h.drivers {
					if !drivenBy(plan, d) && !(h.tied && db.Engine() == store.Postgres) {
						t.Errorf("%s is not in the plan:\n%s", d, plan)
					}
				}
				if strings.Contains(plan, "Seq Scan on ") {
					t.Errorf("a whole table is read:\n%s", plan)
				}
			})
		}
	})
}

// drivenBy tells whether a plan searches by an index, or by the key of a table that was named instead.
func drivenBy(plan, index string) bool {
	for _, line := range strings.Split(plan, "\n") {
		switch {
		case strings.HasSuffix(line, "USING INDEX "+index), strings.Contains(line, "USING INDEX "+index+" "), strings.Contains(line, "USING COVERING INDEX "+index+" "),
			strings.Contains(line, "using "+index+" "), strings.Contains(line, " on "+index+" "): // PostgreSQL: Index Scan, Bitmap Index Scan
			return true
		case strings.Contains(line, "sqlite_autoindex_"+index+"_"), strings.Contains(line, index+"_pkey"):
			return true
		}
	}
	return false
}

// whole are statements that read a whole table on purpose (as those do by which verification looks at
// every row, audit.Ties), and why it stays small or is rarely read.
var whole = map[string]string{
	"agency.agencies":     "tens of agencies",
	"agency.teams":        "tens of teams",
	"audit.takePending":   "a queue that its leader keeps short",
	"audit.strayEntries":  "verification reads everything",
	"audit.straySubjects": "verification reads everything",
	"gate.ceilings":       "a row a role, read when the program starts",
	"identity.accounts":   "hundreds of staff",
	"identity.accountsOf": "hundreds of staff",
	"identity.holding":    "hundreds of staff",
	"identity.demoPeople": "a demonstration's few accounts",
	"seal.allErasures":    "replayed when a backup is restored",
	"seal.drawerEpochs":   "1,024 drawers",
}

// TestNoStatementMakesItsOwnIndex goes through the plans of every statement on SQLite, which says it
// plainly: a plan with an AUTOMATIC index builds one at each run, over every row, because the schema
// has none that serves; a SCAN reads the table from end to end.
func TestNoStatementMakesItsOwnIndex(t *testing.T) {
	db := storetest.Open(t, store.SQLite, house(t)...)
	own := owners(schemas(t))
	for _, s := range store.Statements() {
		var plan string
		err := db.Write(t.Context(), store.Bulk, func(ctx context.Context, u *store.Unit) (err error) {
			plan, err = store.Explain(ctx, u, s, anyArgs(s.Text())...)
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", s.Name(), err)
			continue
		}
		for _, line := range strings.Split(plan, "\n") {
			if strings.Contains(line, " AUTOMATIC ") {
				t.Errorf("%s builds an index at each run: %s", s.Name(), line)
			}
			m := scanned.FindStringSubmatch(line)
			if m != nil && whole[s.Name()] == "" && !slices.Contains(audit.Ties(), s) && !strings.Contains(line, " USING ") && calls(s.Text(), m[1], own) {
				t.Errorf("%s reads a whole table: %s", s.Name(), line)
			}
		}
	}
}

var (
	scanned     = regexp.MustCompile(`^SCAN (\w+)`)
	placeholder = regexp.MustCompile(`\$([0-9]+)`)
	rowsOf      = regexp.MustCompile(`\{\{\s*rows ([0-9]+)\s*\}\}`)
)

// calls tells whether a statement calls a table or view by a name, its own or another: "case_file c".
func calls(text, name string, owners map[string]string) bool {
	if owners[name] != "" {
		return true
	}
	all := tokens(text)
	for i, word := range all {
		if word != name || i == 0 {
			continue
		}
		if before := all[i-1]; owners[before] != "" || before == "as" && i > 1 && owners[all[i-2]] != "" {
			return true
		}
	}
	return false
}

// anyArgs gives as many arguments as a text takes; SQLite plans alike whatever they are.
func anyArgs(text string) []any {
	highest := 0
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		n, err := strconv.Atoi(m[1])
		if err == nil {
			highest = max(highest, n)
		}
	}
	args := slices.Repeat([]any{1}, highest)
	if strings.Contains(text, "{{list}}") {
		args = append(args, store.List([]int{1, 2}))
	}
	if m := rowsOf.FindStringSubmatch(text); m != nil {
		columns, err := strconv.Atoi(m[1])
		if err == nil {
			args = append(args, store.Rows([][]any{slices.Repeat([]any{1}, columns)}))
		}
	}
	return args
}
