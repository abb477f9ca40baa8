package person_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/match"
	"goldenthread/internal/person"
	"goldenthread/internal/store"
)

// resident is one of some hundreds of people in one building, nearly all of one family name that is
// spelt in several ways, each with a telephone.
func resident(n int) person.New {
	return person.New{
		Forename: []string{"Anna", "Anne", "Ana", "Hanna", "Annie"}[n%5],
		Surname:  []string{"Harbottle", "Harbotle", "Harbattle"}[n%3],
		Born:     clock.NewDate(1950+n%40, 1, 2).AddDays(n % 300),
		Contacts: []person.NewContact{
			{Kind: person.Address, Value: fmt.Sprintf("Flat %d, Quillfeather House", n), Postcode: "EN5 1AA"},
			{Kind: person.Mobile, Value: fmt.Sprintf("07700 900%03d", n)},
		},
	}
}

// TestCrowd: where 600 near-alike people live in one building, a look-up opens a bounded number of
// records, still finds who is sought by what she shares with few, and says what it left out.
func TestCrowd(t *testing.T) {
	const residents = 600
	sought := []int{77, 250, 402} // these are recorded with all there is; of the others name and keys
	onBoth(t, func(t *testing.T, w world) {
		_, err := write(t, w, func(ctx context.Context, tx *gate.Tx) (int, error) {
			var keys [][]any
			for n := range residents {
				whole := slices.Contains(sought, n)
				r, err := recordNow(ctx, tx, service, person.Record{Supported: resident(n), NameOnly: !whole})
				if err != nil {
					return 0, err
				}
				if whole {
					continue
				}
				for _, k := range match.Keys(resident(n).Comparable(person.Supported)) {
					keys = append(keys, []any{tx.Blind(k.Rule, k.Parts...), r.Person, r.Folder, "match"})
				}
			}
			for part := range slices.Chunk(keys, 500) {
				if _, err := store.Exec(ctx, tx, crowdKeys, store.Rows(part)); err != nil {
					return 0, err
				}
			}
			return 0, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		moved := resident(77)
		moved.Forename, moved.Surname, moved.Contacts[0].Postcode = "Anneliese", "Dunstan", "TS1 3ZZ"
		spelt := resident(402)
		spelt.Surname, spelt.Contacts = "Harbotel", spelt.Contacts[:1]
		newcomer := resident(1)
		newcomer.Born, newcomer.Contacts = "", newcomer.Contacts[:1]
		ctx := w.worker(t, "worker", access.CaseWorker)
		for _, tt := range []struct {
			name  string
			who   person.New
			known int  // at least
			left  bool // more shared a key than were compared
		}{
			{"the same in all", resident(250), 1, true},
			{"married and moved, the telephone kept", moved, 1, false},
			{"spelt otherwise, no telephone", spelt, 1, true},
			{"a newcomer of whom little is known", newcomer, 0, true},
		} {
			t.Run(tt.name, func(t *testing.T) {
				const perRecord = 5 // name, family name, date of birth, address, telephone
				var r recorded
				counted, n := store.Counting(w.System(t, "test"))
				_, err := gate.Write(counted, w.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
					err := tx.Authorize(ctx, actTest, gate.On{})
					if err == nil {
						r, err = recordNow(ctx, tx, service, person.Record{Supported: tt.who})
					}
					tx.Record(done{})
					return 0, err
				})
				if err != nil {
					t.Fatal(err)
				}
				if n.Opens > 60*perRecord {
					t.Errorf("opened %d sealed values, want those of 60 records at most", n.Opens)
				}
				if r.Known < tt.known {
					t.Errorf("proposed %d links, want at least %d", r.Known, tt.known)
				}
				left, err := read(ctx, w, func(ctx context.Context, v *gate.View) (person.Left, error) {
					return person.NotCompared(ctx, v, r.Folder)
				})
				if err != nil {
					t.Fatal(err)
				}
				if (left.Records > 0) != tt.left || left.Records != r.Left {
					t.Errorf("%d left out by the record, %d by the result, want some: %v", left.Records, r.Left, tt.left)
				}
				if tt.left && !strings.Contains(left.Words(), "the postcode and a name that sounds alike") {
					t.Errorf("what was left out is said as %q", left.Words())
				}
			})
		}
	})
}
