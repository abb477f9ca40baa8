package referral_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

func TestReferrerLearnsOnlyWhatTheFileLets(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		officer, worker := w.referrer(t), w.staff(t, access.CaseWorker)
		c := w.row(func(c *referral.Receive) { c.Door, c.Source = catalogue.DoorAgencyForm, "metropolitan_police" })
		taken, err := gate.Write(officer, w.Gate, "", c.Run)
		if err != nil {
			t.Fatal(err)
		}
		said := func() []string {
			r, err := gate.Read(officer, w.Gate, func(ctx context.Context, v *gate.View) (referral.Receipt, error) {
				return referral.ReferrerView(ctx, v, w.service, taken.Referral)
			})
			if err != nil {
				t.Fatal(err)
			}
			return r.News
		}
		received := []string{"received"}
		if d := cmp.Diff(received, said()); d != "" {
			t.Error(d)
		}
		if _, err := gate.Write(worker, w.Gate, "", func(ctx context.Context, tx *gate.Tx) (referral.Referral, error) {
			r, err := referral.Get(ctx, tx, taken.Referral)
			if err != nil {
				return r, err
			}
			if err := tx.Authorize(ctx, referral.ActContact, gate.On{Folder: r.Folder}); err != nil {
				return r, err
			}
			tx.Record(referral.Stopped{Referral: r.ID})
			return referral.Move(ctx, tx, r, referral.InContact, referral.ToContact)
		}); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(received, said()); d != "" {
			t.Errorf("picked up, and nobody called yet: %s", d)
		}
		if _, err := gate.Write(worker, w.Gate, "", referral.KeepPrivate{Referral: taken.Referral, Version: 2}.Run); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(received, said()); d != "" {
			t.Errorf("private: %s", d)
		}
		own, err := gate.Read(officer, w.Gate, func(ctx context.Context, v *gate.View) ([]referral.Receipt, error) {
			return referral.Own(ctx, v, set.Service)
		})
		if err != nil || len(own) != 1 {
			t.Errorf("%d of her own (%v)", len(own), err)
		}
		if _, err := gate.Read(officer, w.Gate, func(ctx context.Context, v *gate.View) (referral.Page, error) {
			return referral.Load(ctx, v, taken.Referral)
		}); errs.KindOf(err) == errs.None {
			t.Error("the referrer opened the referral's page")
		}
	})
}

func TestInbox(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		var all []id.Referral
		for i := range 53 {
			all = append(all, w.take(t, w.row(func(c *referral.Receive) {
				c.Supported = person.New{Forename: "Bo", Surname: strings.Repeat(string(rune('b'+i%20)), 3+i/20) + "ova", Contacts: []person.NewContact{{Kind: person.Mobile, Value: fmt.Sprintf("07700 9003%02d", i)}}}
			})).Referral)
		}
		again := w.take(t, w.row(nil))
		all = append(all, again.Referral, w.take(t, w.row(nil)).Referral)
		w.take(t, w.row(func(c *referral.Receive) {
			c.District = "E06000005"
			c.Supported.Surname, c.Supported.Born = "Quill", ""
		}))
		w.take(t, w.row(func(c *referral.Receive) {
			c.Flags.Child = true
			c.Supported = person.New{Forename: "Kit", Surname: "Young", Contacts: ada().Contacts[1:]}
		}))

		worker, admin := w.staff(t, access.CaseWorker), w.staff(t, access.Administrator)
		list := func(ctx context.Context, q referral.Query) referral.List {
			q.Service = w.service.Key
			l, err := gate.Read(ctx, w.Gate, func(ctx context.Context, v *gate.View) (referral.List, error) { return referral.Inbox(ctx, v, q) })
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
		counted, n := store.Counting(worker)
		first := list(counted, referral.Query{Tab: referral.TabNew})
		if len(first.Rows) != 50 || first.Next == nil || n.Statements > 12 {
			t.Fatalf("%d rows, next %v, %d statements", len(first.Rows), first.Next, n.Statements)
		}
		second := list(worker, referral.Query{Tab: referral.TabNew, After: *first.Next})
		var seen []id.Referral
		for _, r := range append(slices.Clone(first.Rows), second.Rows...) {
			seen = append(seen, r.ID)
			if r.Initials.Text() == "" || r.Why.Text() != "Noise every night since May." || r.Agency != "POLICE" {
				t.Errorf("a row shows %q, %q, %q", r.Initials.Text(), r.Why.Text(), r.Agency)
			}
		}
		slices.Sort(seen)
		slices.Sort(all)
		if d := cmp.Diff(all, seen); d != "" || second.Next != nil {
			t.Errorf("the two pages are not all of them, each once: %s", d)
		}
		want := map[referral.Tab]int{referral.TabNew: 55, referral.TabHeld: 1, referral.TabKnown: 1, referral.TabWaiting: 0, referral.TabInContact: 0, referral.TabNotForUs: 1}
		if d := cmp.Diff(want, first.Counts); d != "" {
			t.Errorf("counts (-want +got):\n%s", d)
		}
		for _, tab := range referral.Tabs() {
			if got := len(list(worker, referral.Query{Tab: tab}).Rows); got != min(want[tab], 50) {
				t.Errorf("%s has %d rows, want %d", tab, got, want[tab])
			}
		}
		office := list(admin, referral.Query{Tab: referral.TabHeld})
		if len(office.Rows) != 1 || office.Rows[0].Initials.Text() == "" || office.Rows[0].Why.IsOpen() {
			t.Errorf("the administrator sees %+v", office.Rows)
		}
		stranger := w.As(t, "stranger", access.Membership{Role: access.CaseWorker, Agency: "elsewhere", Service: w.service.Key})
		for _, tab := range referral.Tabs() {
			if l := list(stranger, referral.Query{Tab: tab}); len(l.Rows) != 0 || l.Counts[tab] != 0 {
				t.Errorf("a worker of another agency sees %d rows of %s and a count of %d", len(l.Rows), tab, l.Counts[tab])
			}
		}
	})
}
