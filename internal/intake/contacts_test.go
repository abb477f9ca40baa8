package intake_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// TestContactOutcomes makes the calls that were made, through the commands that record calls: of
// Cleveland's 118, 90 are left to contact and 28 are not, each for the published reason; of Durham's
// 85, 66.
func TestContactOutcomes(t *testing.T) {
	left := map[string]int{"cleveland-2014-07": 90, "durham-2014-04": 66}
	for name, want := range left {
		t.Run(name, func(t *testing.T) {
			bothEngines(t, func(t *testing.T, f *fixture) {
				s := loadSample(t, name)
				f.Clock.Set(s.expected.On.At(9, 30))
				batch := f.importFile(t, "adt", s.file).Batch
				rows := f.rowsOf(t, batch)
				f.makeContacts(t, s, rows)
				f.checkAfterContact(t, s, rows)
				f.checkStanding(t, s, batch, want)
			})
		})
	}
}

// makeContacts records the tries in their order, a week later: the sample is three nights' transfers in
// one file, and a try can't come before the file.
func (f *fixture) makeContacts(t *testing.T, s sample, rows []intake.Row) {
	t.Helper()
	tries := slices.Clone(s.expected.Contacts)
	slices.SortStableFunc(tries, func(a, b contact) int { return strings.Compare(string(a.date)+a.time, string(b.date)+b.time) })
	cases := map[int]id.Case{}
	for _, c := range tries {
		hour, minute, _ := strings.Cut(c.time, ":")
		f.Clock.Set(c.date.AddDays(7).At(atoi(t, hour), atoi(t, minute)))
		officer := f.as(t, access.VictimCareOfficer, "adt")
		ref := rows[c.row-1].Referral
		if cases[c.row] == "" {
			cases[c.row] = write(t, f, officer, casework.OpenCase{Referral: ref, Service: service(t, "adt")}.Run)
		}
		write(t, f, officer, casework.RecordAttempt{
			Case: cases[c.row], Service: service(t, "adt"), Contact: f.contactFor(t, officer, ref, c.method),
			Method: catalogue.Method(c.method), Outcome: outcomes[c.outcome],
			Anyway: true, // they were made as they were made: a week later, over Easter, some come sooner than the file asks
		}.Run)
	}
}

var outcomes = map[string]casework.Reached{
	"reached": casework.ReachedHer, "no_answer": casework.NoAnswer, "someone_else_answered": casework.SomeoneElse,
	"wrong_number": casework.WrongNumber, "sent": casework.Sent,
}

// contactFor gives the number or address a method uses.
func (f *fixture) contactFor(t *testing.T, ctx context.Context, ref id.Referral, method string) id.Contact {
	t.Helper()
	kinds := map[string][]person.ContactKind{"phone": {person.Mobile, person.Phone}, "text": {person.Mobile}, "letter": {person.Address}}
	return read(t, f, ctx, func(ctx context.Context, v *gate.View) (id.Contact, error) {
		r, err := referral.Get(ctx, v, ref)
		if err != nil {
			return "", err
		}
		if err := v.Authorize(ctx, referral.ActSee, gate.On{Folder: r.Folder}); err != nil {
			return "", err
		}
		about, err := person.Load(ctx, v, r.Folder)
		for _, k := range kinds[method] {
			for _, c := range about.Contacts {
				if c.Kind == k {
					return c.ID, err
				}
			}
		}
		t.Fatalf("nothing to %s", method)
		return "", err
	})
}

// checkAfterContact holds each row to where it must stand when first contact is over.
func (f *fixture) checkAfterContact(t *testing.T, s sample, rows []intake.Row) {
	t.Helper()
	stopped, byMethod := map[reason.Code]int{}, map[string]int{}
	for i, want := range s.expected.Cases {
		if want.Heading != reason.Accepted {
			continue
		}
		r := f.referralOf(t, rows[i].Referral)
		stop := want.After == reason.ReturnedToPolice || want.After == reason.SuspendedUnsafe
		switch {
		case stop && (r.State != referral.Held || reason.Code(r.Reason) != want.After || referral.CanContact(r) == nil):
			t.Errorf("row %d (%s) is %s, %s", want.Row, want.Line, r.State, r.Reason)
		case !stop && referral.CanContact(r) != nil:
			t.Errorf("row %d (%s) can't be contacted: %s, %s", want.Row, want.Line, r.State, r.Reason)
		case stop:
			stopped[want.After]++
		default:
			byMethod[string(want.Method)]++
		}
	}
	if diff := cmp.Diff(s.expected.Stopped, stopped); diff != "" {
		t.Errorf("stopped at contact (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(s.expected.ToDo, byMethod); diff != "" {
		t.Errorf("left to contact (-want +got):\n%s", diff)
	}
}

// checkStanding holds the file's own arithmetic to the published one: so many to contact, the others
// each under its reason.
func (f *fixture) checkStanding(t *testing.T, s sample, b intake.Batch, left int) {
	t.Helper()
	groups := read(t, f, f.as(t, access.Supervisor, "adt"), func(ctx context.Context, v *gate.View) ([]intake.Group, error) {
		return intake.Standing(ctx, v, b.ID)
	})
	want, got := map[reason.Code]int{}, map[reason.Code]int{}
	for c, n := range s.expected.Reasons {
		want[c] = n
	}
	for c, n := range s.expected.Stopped {
		want[c] = n
	}
	toContact, rows := 0, 0
	for _, g := range groups {
		rows += g.Rows
		switch {
		case g.Heading != reason.Accepted:
			got[g.Reason] += g.Rows
		case g.State == referral.Held:
			got[reason.Code(g.Why)] += g.Rows
		default:
			toContact += g.Rows
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("not to contact (-want +got):\n%s", diff)
	}
	if toContact != left || rows != s.expected.Rows {
		t.Errorf("%d of %d rows are left to contact, want %d of %d", toContact, rows, left, s.expected.Rows)
	}
}
