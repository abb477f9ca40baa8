package intake_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// TestWhatAListSaysOfWhoSomebodyIs: who did not wish to say is not asked again, a word for not knowing says nothing, a nationality is no ethnic
// group, and what no list knows is counted as doubtful; none of it stands in the person's story.
func TestWhatAListSaysOfWhoSomebodyIs(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	tests := []struct{ gender, ethnicity, want, doubts string }{
		{"Prefer not to say", "Prefers not to say", "gender prefers not to say, ethnicity prefers not to say", ""},
		{"Refused", "declined", "gender prefers not to say, ethnicity prefers not to say", ""},
		{"-", "Unknown", "", ""},
		{"N/K", "Not known", "", ""},
		{"Unknown", "-", "", ""},
		{"Non-binary", "Black British", "gender given other, ethnicity given B9", ""},
		{"Female", "Other", "gender given female, ethnicity given O9", ""},
		{"Female", "british asian", "gender given female, ethnicity given A9", ""},
		{"Female", "Black", "gender given female", "ethnicity"},
		{"F", "British", "gender given female", "ethnicity"},
		{"Female", "White British", "gender given female, ethnicity given W1", ""},
		{"Martian", "Klingon", "", "sex, ethnicity"},
	}
	file := "Surname,Forename,DOB,Mobile,Postcode,Opened,Ref,OK to phone,Referred by,Gender,Ethnic group\n"
	for i, tt := range tests {
		file += fmt.Sprintf("Mensah%[1]c,Ada,%02[2]d/03/1984,077009001%02[2]d,ST1 3AB,02/01/2026,R-%[2]d,Y,Housing,%[3]s,%[4]s\n", 'a'+i, i+1, tt.gender, tt.ethnicity)
	}
	ctx := a.As(t, access.Supervisor, "harmony")
	list := broughtIn(t, a, ctx, "harmony", []byte(file))
	if want := (map[catalogue.Field]int{catalogue.FieldSex: 1, catalogue.FieldEthnicity: 3}); cmp.Diff(want, list.Doubts) != "" || list.Accepted != len(tests) {
		t.Errorf("%d accepted, doubts %v, want %v", list.Accepted, list.Doubts, want)
	}
	rows := got(t, a, ctx, func(ctx context.Context, v *gate.View) ([]intake.Row, error) {
		return intake.Rows(ctx, v, list.Batch.ID, "", 0, 20)
	})
	if len(rows) != len(tests) {
		t.Fatalf("%d rows", len(rows))
	}
	for i, tt := range tests {
		var said []string
		var story string
		got(t, a, ctx, func(ctx context.Context, v *gate.View) (struct{}, error) {
			r, err := referral.Get(ctx, v, rows[i].Referral)
			if err != nil {
				return struct{}{}, err
			}
			answers, err := person.Demographics(ctx, v, r.Folder)
			if err != nil {
				return struct{}{}, err
			}
			for _, field := range []string{"gender", "ethnicity"} {
				for _, an := range answers.List {
					if an.Field == field {
						said = append(said, strings.TrimSpace(an.Field+" "+string(an.State)+" "+an.Code))
					}
				}
			}
			about, err := person.Load(ctx, v, r.Folder)
			if err != nil {
				return struct{}{}, err
			}
			if err = v.Open(ctx, about.Story.Words); err == nil {
				story = about.Story.Words.Text()
			}
			return struct{}{}, err
		})
		if got := strings.Join(said, ", "); got != tt.want {
			t.Errorf("%q, %q: kept %q, want %q", tt.gender, tt.ethnicity, got, tt.want)
		}
		if got := strings.Join(rows[i].Doubts, ", "); got != tt.doubts {
			t.Errorf("%q, %q: doubtful %q, want %q", tt.gender, tt.ethnicity, got, tt.doubts)
		}
		if !strings.Contains(story, "opened: 2026-01-02") || strings.Contains(story, "gender") || strings.Contains(story, "sex") || strings.Contains(story, "ethnicity") {
			t.Errorf("%q, %q: the story says %q", tt.gender, tt.ethnicity, story)
		}
	}
}
