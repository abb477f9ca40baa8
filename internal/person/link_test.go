package person_test

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/match"
	"goldenthread/internal/person"
	"goldenthread/internal/store"
)

func (w world) links(t *testing.T, ctx context.Context, f id.Folder) []person.Link {
	t.Helper()
	links, err := read(ctx, w, func(ctx context.Context, v *gate.View) ([]person.Link, error) { return person.Links(ctx, v, f) })
	if err != nil {
		t.Fatal(err)
	}
	return links
}

// looked lists who stands in the list of who has looked at a folder, and how.
func (w world) looked(t *testing.T, folder id.Folder) []string {
	t.Helper()
	list, err := read(w.worker(t, "reader", access.Supervisor), w, func(ctx context.Context, v *gate.View) ([]string, error) {
		if err := v.Authorize(ctx, person.ActSeeAlerts, gate.On{Service: service}); err != nil {
			return nil, err
		}
		return store.Collect(ctx, v, lookedSQL, store.Value[string], folder)
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

var lookedSQL = store.SQL("persontest.looked", `SELECT actor || ' ' || how FROM audit_v_looked WHERE subject = $1 ORDER BY at, actor, how`)

func TestLinkIsProposedAndDecidedByAHuman(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		first := w.record(t, service, ada())
		slip := ada()
		slip.Forename, slip.Born = "Adah", "1984-03-28"
		second := w.record(t, service, slip)
		if first.Known != 0 || second.Known != 1 {
			t.Fatalf("known %d then %d, want 0 then 1", first.Known, second.Known)
		}
		if stranger := w.record(t, service, person.New{Forename: "Ada", Surname: "Brown", Born: "1951-07-07"}); stranger.Known != 0 {
			t.Errorf("someone else was proposed as known")
		}
		ctx := w.worker(t, "worker", access.CaseWorker)
		l := w.links(t, ctx, second.Folder)[0]
		if l.State != person.LinkProposed || l.Other != first.Folder || l.Words() == "" || len(l.Reasons) == 0 {
			t.Errorf("the proposal is %+v", l)
		}
		theirs, ours := w.looked(t, first.Folder), w.looked(t, second.Folder)
		steps := []struct {
			run  func(context.Context, *gate.Tx) (person.Link, error)
			want person.LinkState
			kind errs.Kind
		}{
			{person.ConfirmLink{Link: l.ID, Version: 1}.Run, person.LinkConfirmed, errs.None},
			{person.DeclineLink{Link: l.ID, Version: 1}.Run, person.LinkConfirmed, errs.Stale},
			{person.UndoLink{Link: l.ID, Version: 2}.Run, person.LinkProposed, errs.None},
			{person.DeclineLink{Link: l.ID, Version: 3}.Run, person.LinkDeclined, errs.None},
			{person.DeclineLink{Link: "nowhere", Version: 1}.Run, person.LinkDeclined, errs.NotFound},
		}
		for i, s := range steps {
			if _, err := gate.Write(ctx, w.Gate, "", s.run); errs.KindOf(err) != s.kind {
				t.Errorf("step %d: %v, want %v", i, err, s.kind)
			}
			if got := w.links(t, ctx, second.Folder)[0].State; got != s.want {
				t.Errorf("step %d: the link is %s, want %s", i, got, s.want)
			}
		}
		if got := w.looked(t, first.Folder); !slices.Equal(got, theirs) {
			t.Errorf("who decided stands in the list of the record that the link points to: %q, before it was %q", got, theirs)
		}
		if got := w.looked(t, second.Folder); len(got) == len(ours) {
			t.Errorf("who decided does not stand in the list of the record that the link was proposed for: %q", got)
		}
		coach := w.worker(t, "coach", access.Coach)
		if _, err := gate.Write(coach, w.Gate, "", person.ConfirmLink{Link: l.ID, Version: 4}.Run); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("a coach got %v, want forbidden", err)
		}
	})
}

func TestTwoDecideAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		w.record(t, service, ada())
		second := w.record(t, service, ada())
		ctx := w.worker(t, "worker", access.CaseWorker)
		l := w.links(t, ctx, second.Folder)[0]
		runs := []func(context.Context, *gate.Tx) (person.Link, error){
			person.ConfirmLink{Link: l.ID, Version: l.Version}.Run, person.DeclineLink{Link: l.ID, Version: l.Version}.Run,
		}
		kinds := make([]errs.Kind, len(runs))
		var all sync.WaitGroup
		for i, run := range runs {
			all.Go(func() {
				_, err := gate.Write(ctx, w.Gate, "", run)
				kinds[i] = errs.KindOf(err)
			})
		}
		all.Wait()
		if !(kinds[0] == errs.None && kinds[1] == errs.Stale) && !(kinds[0] == errs.Stale && kinds[1] == errs.None) {
			t.Errorf("got %v, want one done and one stale", kinds)
		}
	})
}

var (
	crowdPeople = store.SQL("persontest.crowd", `INSERT INTO person (id, version, last_entry) VALUES {{rows 3}}`)
	crowdKeys   = store.SQL("persontest.crowdKeys", `INSERT INTO person_key (key, person_id, folder_id, purpose) VALUES {{rows 4}}`)
)

// TestCommonKeys: a number that more than 500 share finds nobody by itself, and still finds those
// who share another common key.
func TestCommonKeys(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		n := ada()
		n.Contacts = n.Contacts[:1]
		first := w.record(t, service, n)
		_, err := write(t, w, func(ctx context.Context, tx *gate.Tx) (int, error) {
			for _, k := range match.Keys(n.Comparable(person.Supported)) {
				for part := range 2 {
					var people, keys [][]any
					for i := range 300 {
						p := k.Rule + k.Parts[0] + strconv.Itoa(part*300+i)
						people = append(people, []any{p, 1, tx.Entry()})
						keys = append(keys, []any{tx.Blind(k.Rule, k.Parts...), p, "elsewhere " + p, "match"})
					}
					if _, err := store.Exec(ctx, tx, crowdPeople, store.Rows(people)); err != nil {
						return 0, err
					}
					if _, err := store.Exec(ctx, tx, crowdKeys, store.Rows(keys)); err != nil {
						return 0, err
					}
				}
			}
			return 0, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if again := w.record(t, service, n); again.Known != 1 {
			t.Errorf("known %d, want the first record, found by the keys it shares", again.Known)
		}
		onlyPhone := person.New{Forename: "Zed", Surname: "Quill", Born: "1971-02-03", Contacts: n.Contacts}
		if r := w.record(t, service, onlyPhone); r.Known != 0 {
			t.Errorf("a number of hundreds alone proposed %d links", r.Known)
		}
		if first.Known != 0 {
			t.Errorf("the first was known already")
		}
	})
}

// TestBothSidesByName: of the other party only the name is known. Somebody of that name in the same
// district raises an alert for supervisors, and no link; elsewhere, or with another name, nothing.
func TestBothSidesByName(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		home := func(postcode string) []person.NewContact {
			return []person.NewContact{{Kind: person.Address, Value: "4 Quillmere Walk", Postcode: postcode}}
		}
		hers := w.record(t, service, person.New{Forename: "Adela", Surname: "Vintcastle", Contacts: home("N3 1AB")}, person.New{Forename: "Betty", Surname: "Noansward"})
		near := w.record(t, service, person.New{Forename: "Betty", Surname: "Noansward", Contacts: []person.NewContact{{Kind: person.Address, Value: "9 Ember Court", Postcode: "N3 2XY"}}})
		far := w.record(t, service, person.New{Forename: "Betty", Surname: "Noansward", Contacts: []person.NewContact{{Kind: person.Address, Value: "9 Ember Court", Postcode: "TS1 2XY"}}})
		w.record(t, service, person.New{Forename: "Cora", Surname: "Noansward", Contacts: home("N3 2XZ")})
		found, err := read(w.worker(t, "chief", access.Supervisor), w, func(ctx context.Context, v *gate.View) ([]person.BothSides, error) {
			return person.BothSidesIn(ctx, v, service)
		})
		if err != nil || len(found) != 1 || found[0].Folder != near.Folder || found[0].Other != hers.Folder {
			t.Errorf("the supervisor sees %+v (%v)", found, err)
		}
		if near.Known != 0 || far.Known > 1 {
			t.Errorf("links were proposed to the other party's record: %d, %d", near.Known, far.Known)
		}
	})
}

func TestBothSides(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		sam := person.New{Forename: "Sam", Surname: "Okafor", Born: "1990-05-05", Contacts: []person.NewContact{{Kind: person.Mobile, Value: "07700 900456"}}}
		theirs := w.record(t, service, sam)
		// Kim holds Sam's case.
		if _, err := write(t, w, func(ctx context.Context, tx *gate.Tx) (int, error) {
			return 0, tx.Grant(ctx, gate.Grant{Folder: theirs.Folder, Grantee: "kim", Sections: access.All, Basis: gate.BasisCase})
		}); err != nil {
			t.Fatal(err)
		}
		before := w.looked(t, theirs.Folder)
		hers := w.record(t, service, ada(), sam)
		if got := w.looked(t, theirs.Folder); !slices.Equal(got, before) {
			t.Errorf("that the other side came in shows on the first side's list: %q, before it was %q", got, before)
		}
		if hers.Known != 0 {
			t.Errorf("the other party's record was proposed as hers")
		}
		kim, lee, chief := w.worker(t, "kim", access.CaseWorker), w.worker(t, "lee", access.CaseWorker), w.worker(t, "chief", access.Supervisor)

		alerts := func(ctx context.Context) ([]person.BothSides, error) {
			return read(ctx, w, func(ctx context.Context, v *gate.View) ([]person.BothSides, error) {
				return person.BothSidesIn(ctx, v, service)
			})
		}
		found, err := alerts(chief)
		if err != nil || len(found) != 1 || found[0].Folder != hers.Folder || found[0].Other != theirs.Folder {
			t.Fatalf("the supervisor sees %+v (%v)", found, err)
		}
		if _, err := alerts(lee); errs.KindOf(err) == errs.None {
			t.Errorf("a worker was told of both sides")
		}
		for account, want := range map[id.Account]errs.Kind{"kim": errs.Conflict, "lee": errs.None} {
			_, err := write(t, w, func(ctx context.Context, tx *gate.Tx) (int, error) {
				return 0, person.Conflict(ctx, tx, hers.Folder, account)
			})
			if errs.KindOf(err) != want {
				t.Errorf("%s: %v, want %v", account, err, want)
			}
		}
		if _, err := w.opens(kim, hers.Folder); errs.KindOf(err) != errs.NotFound {
			t.Errorf("who holds one side sees the other: %v", err)
		}
		if _, err := write(t, w, func(ctx context.Context, tx *gate.Tx) (int, error) {
			return 0, person.KeepApart(ctx, tx, hers.Folder, "lee")
		}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.opens(lee, theirs.Folder); errs.KindOf(err) != errs.NotFound {
			t.Errorf("lee took hers and still sees theirs: %v", err)
		}
		before = w.looked(t, hers.Folder)
		if _, err := gate.Write(chief, w.Gate, "", person.SeeBothSides{Alert: found[0].ID, Version: 1}.Run); err != nil {
			t.Fatal(err)
		}
		if got := w.looked(t, hers.Folder); !slices.Equal(got, before) {
			t.Errorf("that an alert was seen to shows on her list: %q, before it was %q", got, before)
		}
		if left, _ := alerts(chief); len(left) != 0 {
			t.Errorf("an alert that was seen is still listed")
		}
	})
}
