package report

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

var analyst = access.Membership{Role: access.Analyst, Agency: "vs", Service: service}

// does runs one command as somebody with one role; the name keeps the accounts of a test apart.
func does[T any](t *testing.T, f *gatetest.Fixture, who string, m access.Membership, run func(context.Context, *gate.Tx) (T, error)) (T, error) {
	t.Helper()
	return gate.Write(f.As(t, id.Account(who), m), f.Gate, "", run)
}

func reads[T any](t *testing.T, f *gatetest.Fixture, run func(context.Context, *gate.View) (T, error)) T {
	t.Helper()
	got, err := gate.Read(f.As(t, "reader", analyst), f.Gate, run)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// yearAsAt is Barnet's published year as it stood on a day.
func yearAsAt(t *testing.T, asAt clock.Date) Make {
	return Make{Book: barnetBook(t), Report: "barnet-annual", From: "2017-04-01", To: "2018-03-31", AsAt: asAt}
}

// A version that was kept comes out again from the same records as at its day; what has changed since is
// told figure by figure; it goes from draft to submitted to accepted by those who may, and no other way.
// alterKept alters what was kept, as somebody with the database in hand could.
var alterKept = store.SQL("report.testAlterKept", `UPDATE report_version SET figures = REPLACE(figures, $2, $3) WHERE id = $1`)

func TestVersionsAreKept(t *testing.T) {
	records := readBarnet(t)
	gatetest.BothEngines(t, []store.Schema{factSchema, Schema}, func(t *testing.T, f *gatetest.Fixture) {
		fill(t, f.DB, records)
		first, err := does(t, f, "manager", manager, Keep{Make: yearAsAt(t, "2018-01-31")}.Run)
		if err != nil || first.Number != 1 || first.State != Draft {
			t.Fatalf("the first version is %+v, %v", first, err)
		}
		for name, tt := range map[string]struct {
			by   access.Membership
			keep Keep
			want errs.Kind
		}{
			"the same figures again":     {manager, Keep{Make: yearAsAt(t, "2018-01-31"), Reason: "none"}, errs.Conflict},
			"other figures, no reason":   {manager, Keep{Make: yearAsAt(t, "2018-04-06")}, errs.Invalid},
			"a reason without end":       {manager, Keep{Make: yearAsAt(t, "2018-04-06"), Reason: strings.Repeat("a", longestText+1)}, errs.Invalid},
			"a telephone number":         {manager, Keep{Make: yearAsAt(t, "2018-04-06"), Reason: "Ring 020 7946 0958"}, errs.Invalid},
			"not what was looked at":     {manager, Keep{Make: yearAsAt(t, "2018-04-06"), Reason: "late", CheckCode: "another"}, errs.Stale},
			"a commissioning officer":    {officer, Keep{Make: yearAsAt(t, "2018-04-06"), Reason: "late"}, errs.NotFound},
			"those of another service":   {other, Keep{Make: yearAsAt(t, "2018-04-06"), Reason: "late"}, errs.NotFound},
			"a return that there is not": {manager, Keep{Make: Make{Book: barnetBook(t), Report: "none", From: "2017-04-01"}}, errs.NotFound},
		} {
			if _, err := does(t, f, "keeper "+name, tt.by, tt.keep.Run); errs.KindOf(err) != tt.want {
				t.Errorf("%s: %v, want %v", name, err, tt.want)
			}
		}
		second, err := does(t, f, "manager", manager, Keep{Make: yearAsAt(t, "2018-04-06"), Reason: " The last quarter came. "}.Run)
		if err != nil || second.Number != 2 || second.Reason != "The last quarter came." {
			t.Fatalf("the second version is %+v, %v", second, err)
		}
		reads(t, f, func(ctx context.Context, v *gate.View) (int, error) {
			again, err := yearAsAt(t, first.AsAt).Run(ctx, v)
			if err != nil {
				return 0, err
			}
			kept, old, err := LoadVersion(ctx, v, again, first.ID)
			if err != nil || again.Digest != kept.Digest || len(again.Since(old)) != 0 {
				t.Errorf("as at its day the return has the check code %s, want %s; changed: %v; %v", again.CheckCode, CheckCode(kept.Digest), again.Since(old), err)
			}
			elsewhere := again
			elsewhere.Period.From = "2018-04-01"
			if _, _, err := LoadVersion(ctx, v, elsewhere, first.ID); errs.KindOf(err) != errs.NotFound {
				t.Errorf("a version of another period: %v", err)
			}
			for _, name := range []string{"1", CheckCode(first.Digest), first.Digest} {
				shown, was, err := Recall{Make: yearAsAt(t, ""), Version: name}.Run(ctx, v)
				if err != nil || shown.ID != first.ID || was.Version != 1 || was.AsAt != first.AsAt || was.Digest != first.Digest {
					t.Errorf("the version called %q is %+v, %v", name, shown, err)
				}
				var then, anew bytes.Buffer
				was.Version = 0 // which a return that is made anew does not say
				if err := errors.Join(was.WriteCSV(&then), again.WriteCSV(&anew)); err != nil {
					return 0, err
				}
				if diff := cmp.Diff(anew.String(), then.String()); diff != "" {
					t.Errorf("the version does not read as it did (-then +now):\n%s", diff)
				}
			}
			for _, name := range []string{"3", "FFFF FFFF", "", first.Digest[:6]} {
				if _, _, err := (Recall{Make: yearAsAt(t, ""), Version: name}).Run(ctx, v); errs.KindOf(err) != errs.NotFound {
					t.Errorf("a version called %q: %v", name, err)
				}
			}
			now, err := yearAsAt(t, "2018-04-06").Run(ctx, v)
			if err != nil {
				return 0, err
			}
			changed := now.Since(old)
			if len(changed) == 0 || changed[0].Table != "referrals" || changed[0].Is.Int() <= changed[0].Was.Int() || !strings.Contains(changed[0].Text, "was ") {
				t.Errorf("what has changed since is %v", changed)
			}
			all, err := Versions(ctx, v, now)
			if err != nil || len(all) != 2 || all[0].ID != second.ID {
				t.Errorf("the versions are %v, %v", all, err)
			}
			return 0, nil
		})
		err = f.DB.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
			_, err := store.Exec(ctx, u, alterKept, first.ID, `"year":70`, `"year":71`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		reads(t, f, func(ctx context.Context, v *gate.View) (int, error) {
			if _, _, err := (Recall{Make: yearAsAt(t, ""), Version: "1"}).Run(ctx, v); errs.KindOf(err) != errs.Conflict {
				t.Errorf("a figure was altered where it lies, and nobody is told: %v", err)
			}
			return 0, nil
		})
		for _, step := range []struct {
			name string
			by   access.Membership
			to   State
			want errs.Kind
		}{
			{"accepted before it is submitted", officer, Accepted, errs.Conflict},
			{"submitted by who pays", officer, Submitted, errs.NotFound},
			{"submitted", manager, Submitted, errs.None},
			{"submitted again", manager, Submitted, errs.Conflict},
			{"accepted by who runs the service", manager, Accepted, errs.NotFound},
			{"made a draft again", manager, Draft, errs.Conflict},
			{"accepted", officer, Accepted, errs.None},
		} {
			if _, err := does(t, f, "mover "+step.name, step.by, MoveVersion{Make: yearAsAt(t, "2018-04-06"), Version: second.ID, To: step.to}.Run); errs.KindOf(err) != step.want {
				t.Errorf("%s: %v, want %v", step.name, err, step.want)
			}
		}
		if _, err := does(t, f, "mover of none", manager, MoveVersion{Make: yearAsAt(t, "2018-04-06"), Version: "none", To: Submitted}.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("a version that there is not: %v", err)
		}
	})
}

// What is written beside a table stays, the latest first; nothing is written beside what is not there.
func TestRemarks(t *testing.T) {
	gatetest.BothEngines(t, []store.Schema{factSchema, Schema}, func(t *testing.T, f *gatetest.Fixture) {
		m := yearAsAt(t, "2018-04-06")
		for _, tt := range []struct {
			name string
			by   access.Membership
			say  Write
			want errs.Kind
		}{
			{"a question", officer, Write{Make: m, Table: "referrals", Body: "Why so few?"}, errs.None},
			{"an answer", manager, Write{Make: m, Table: "referrals", Body: "The post was empty in summer."}, errs.None},
			{"beside another table", manager, Write{Make: m, Table: "gender", Body: "See 2016."}, errs.None},
			{"commentary", manager, Write{Make: m, Table: "gender", Body: "Told by all.", InReturn: true}, errs.None},
			{"commentary of those who pay", officer, Write{Make: m, Table: "gender", Body: "Told by all.", InReturn: true}, errs.NotFound},
			{"a case study", manager, Write{Make: m, Table: CaseStudy, Body: "Somebody sleeps again.", Nobody: true}, errs.None},
			{"a case study not read through", manager, Write{Make: m, Table: CaseStudy, Body: "Somebody sleeps again."}, errs.Invalid},
			{"a case study of those who pay", officer, Write{Make: m, Table: CaseStudy, Body: "Somebody sleeps again.", Nobody: true}, errs.NotFound},
			{"a reference", manager, Write{Make: m, Table: "referrals", Body: "See GT-7K3M-92QX."}, errs.Invalid},
			{"nothing", manager, Write{Make: m, Table: "referrals", Body: " "}, errs.Invalid},
			{"too much", manager, Write{Make: m, Table: "referrals", Body: strings.Repeat("a", longestText+1)}, errs.Invalid},
			{"beside no table", manager, Write{Make: m, Table: "none", Body: "What?"}, errs.NotFound},
			{"an analyst", analyst, Write{Make: m, Table: "referrals", Body: "Hm."}, errs.NotFound},
			{"another service", other, Write{Make: m, Table: "referrals", Body: "Hm."}, errs.NotFound},
		} {
			if _, err := does(t, f, tt.name, tt.by, tt.say.Run); errs.KindOf(err) != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
			}
			f.Clock.Advance(time.Minute)
		}
		got := reads(t, f, func(ctx context.Context, v *gate.View) ([]Remark, error) {
			made, err := m.Run(ctx, v)
			if err != nil {
				return nil, err
			}
			checkWords(t, made)
			return Remarks(ctx, v, made, "referrals")
		})
		if len(got) != 2 || got[0].Body != "The post was empty in summer." || got[1].Body != "Why so few?" {
			t.Errorf("what was written is %v", got)
		}
	})
}

// checkWords: what was written stands in the return and in every copy that is the contract's; commentary and case study alone are
// part of the check code, and a publication has none of it.
func checkWords(t *testing.T, made Report) {
	t.Helper()
	gender, _ := made.Table("gender")
	referrals, _ := made.Table("referrals")
	if gender.Commentary == nil || gender.Commentary.Body != "Told by all." || gender.Comment == nil || gender.Comment.Body != "See 2016." ||
		referrals.Commentary != nil || referrals.Comment == nil || referrals.Comment.Body != "The post was empty in summer." || made.CaseStudy == nil {
		t.Errorf("the words are %v, %v, %v", gender, referrals, made.CaseStudy)
	}
	words := []string{"Told by all.", "See 2016.", "The post was empty in summer.", "Somebody sleeps again."}
	var text, sheet, public bytes.Buffer
	for err := range map[error]bool{made.WriteText(&text): true, made.WriteCSV(&sheet): true, made.Publish().WriteCSV(&public): true} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, w := range words {
		if !strings.Contains(text.String(), w) || !strings.Contains(sheet.String(), w) || strings.Contains(public.String(), w) {
			t.Errorf("%q is missing from a copy of the contract's, or stands in what is published", w)
		}
	}
	same := made
	same.Tables = slices.Clone(made.Tables)
	for i := range same.Tables {
		same.Tables[i].Comment = nil
	}
	if digest, _ := same.digest(); digest != made.Digest {
		t.Error("a question beside the return changes its check code")
	}
	if changed := made.Since(same); len(changed) != 0 {
		t.Errorf("a question beside the return is told as a change: %v", changed)
	}
	same.CaseStudy = nil
	if digest, _ := same.digest(); digest == made.Digest {
		t.Error("another case study has the same check code")
	}
	if changed := made.Since(same); len(changed) != 1 || changed[0].Text != "Case study: the words are others." {
		t.Errorf("what has changed is told as %v", changed)
	}
}

// noteKept and takeBackKept write a line of the work log behind its view, and take it back.
var (
	noteKept     = store.SQL("report.testNote", `INSERT INTO workforce_v_fact_activity (activity_id, service, kind, outcome, body, on_date, recorded_at, taken_back_at) VALUES ('k1', $1, 'working_group', 'Ann Other came in tears.', 'Ann at home', '2018-02-07', $2, 0)`)
	takeBackKept = store.SQL("report.testTakeBack", `UPDATE workforce_v_fact_activity SET taken_back_at = $1 WHERE activity_id = 'k1'`)
	forgetHash   = store.SQL("report.testForgetHash", `UPDATE report_version SET figures_hash = '' WHERE id = $1`)
)

// What was kept is shown only as it was kept, to whoever reads or compares it, and without the words that were taken back since.
func TestWhatWasKeptIsWhole(t *testing.T) {
	records := readBarnet(t)
	gatetest.BothEngines(t, []store.Schema{factSchema, Schema}, func(t *testing.T, f *gatetest.Fixture) {
		fill(t, f.DB, records)
		change := func(s store.Statement, args ...any) {
			t.Helper()
			err := f.DB.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
				_, err := store.Exec(ctx, u, s, args...)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		change(noteKept, service, clock.Date("2018-02-07").At(12, 0))
		m := yearAsAt(t, "2018-04-06")
		first, err := does(t, f, "manager", manager, Keep{Make: m}.Run)
		if err != nil {
			t.Fatal(err)
		}
		// both gives what both ways to a version give, and made anew as at its day.
		both := func() (shown []Report, errs []error) {
			reads(t, f, func(ctx context.Context, v *gate.View) (int, error) {
				made, err := m.Run(ctx, v)
				if err != nil {
					return 0, err
				}
				_, loaded, loadErr := LoadVersion(ctx, v, made, first.ID)
				_, recalled, recallErr := Recall{Make: m, Version: "1"}.Run(ctx, v)
				shown, errs = []Report{loaded, recalled, made}, []error{loadErr, recallErr}
				return 0, nil
			})
			return shown, errs
		}
		says := func(want string, not ...string) {
			t.Helper()
			shown, failed := both()
			if err := errors.Join(failed...); err != nil {
				t.Error(err)
			}
			for i, r := range shown {
				var sheet bytes.Buffer
				if err := r.WriteCSV(&sheet); err != nil {
					t.Error(err)
				}
				if !strings.Contains(sheet.String(), want) {
					t.Errorf("copy %d does not say %q", i, want)
				}
				for _, word := range not {
					if strings.Contains(sheet.String(), word) {
						t.Errorf("copy %d says %q", i, word)
					}
				}
			}
		}
		fails := func(what string) {
			t.Helper()
			_, failed := both()
			for i, err := range failed {
				if errs.KindOf(err) != errs.Conflict {
					t.Errorf("%s was changed where it lies, and way %d shows it: %v", what, i, err)
				}
			}
		}
		says("Ann Other came in tears.")
		change(takeBackKept, clock.Date("2018-05-01").At(12, 0))
		says("7 February 2018,ASB working group,,Taken back since.", "Ann")
		const caption, another = `"caption":"`, `"caption":"No `
		change(alterKept, first.ID, caption, another)
		fails("a caption")
		change(alterKept, first.ID, another, caption)
		says("Taken back since.")
		change(forgetHash, first.ID)
		shown, failed := both()
		if err := errors.Join(failed...); err != nil {
			t.Error(err)
		}
		for _, old := range shown[:2] {
			if last := old.Notes[len(old.Notes)-1].Text; !strings.Contains(last, "nobody can tell whether they were changed") {
				t.Errorf("of a version without a code of its words it is not said: %s", last)
			}
		}
		change(alterKept, first.ID, `"year":79`, `"year":71`)
		fails("a figure")
	})
}

// A table that the return's file has no more has a total only if it had one when it was kept.
func TestNoTotalIsAddedToAKeptTable(t *testing.T) {
	all, err := load(t, strings.Replace(coaching, "{key: s1, label: S1, codes: [s1]}", "{key: s1, label: S1, codes: [s1]}, {key: s2, label: S2, codes: [s2]}", 1))
	if err != nil {
		t.Fatal(err)
	}
	p, err := HalfYear.Period("2018-04-01", "")
	if err != nil {
		t.Fatal(err)
	}
	made := Build(all[0], p, "2018-10-29", Facts{})
	means, _ := made.Table("changes")
	if got, want := made.Sentence("changes", means.Rows[0], InPeriod), "0 statements answered twice between 1 April 2018 and 30 September 2018, as recorded by 29 October 2018: “S1” in “Changes”."; got != want {
		t.Errorf("in words it says %q, want %q: there is no total to be of", got, want)
	}
	for _, id := range []string{"changes", "agencies"} {
		was, _ := made.Table(id)
		figures, err := json.Marshal(was)
		if err != nil {
			t.Fatal(err)
		}
		for _, untold := range []bool{false, true} {
			var kept Table
			if err := json.Unmarshal(figures, &kept); err != nil {
				t.Fatal(err)
			}
			if untold { // as it was kept before it was kept with it
				kept.NoTotal = false
			}
			if kept.laid(Definition{}, untold); kept.Totals() != was.Totals() || kept.Totals() != (id == "agencies") {
				t.Errorf("%s, untold %v: a total %v, and was kept with one %v", id, untold, kept.Totals(), was.Totals())
			}
		}
	}
}
