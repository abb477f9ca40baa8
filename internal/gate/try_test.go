package gate_test

import (
	"context"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

var errExpected = errs.New(errs.Invalid, "expected")

// undone is an event of what is then undone.
type undone struct{ N int }

func (undone) EventKind() string { return "gate test.undone" }

// A grant or membership undone with its savepoint opens nothing, however it was asked about inside.
func TestTryUndoesWhatTheGateKnew(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		folder := tellStory(t, f, f.As(t, "ann", worker), access.All).Folder()
		bob := f.As(t, "bob", other)
		lets := map[string]func(context.Context, *gate.Tx) error{
			"a grant": func(ctx context.Context, tx *gate.Tx) error {
				return tx.Grant(ctx, gate.Grant{Folder: folder, Grantee: "elsewhere", Sections: access.All, Basis: gate.BasisService})
			},
			"a membership": func(ctx context.Context, tx *gate.Tx) error {
				_, err := tx.AddMembership(ctx, gate.NewMembership{Account: "bob", Role: worker.Role, Agency: worker.Agency, Team: worker.Team, Service: worker.Service})
				return err
			},
		}
		for name, let := range lets {
			_, err := gate.Write(bob, f.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
				if err := tx.Authorize(ctx, actTell, gate.On{Service: "barnet"}); err != nil {
					return 0, err
				}
				tx.Record(happened{folder})
				if may, err := tx.May(ctx, folder, access.Story); err != nil || may {
					t.Errorf("%s: before: %v, %v", name, may, err)
				}
				if err := tx.Try(ctx, func(ctx context.Context) error {
					if err := let(ctx, tx); err != nil {
						return err
					}
					if may, err := tx.May(ctx, folder, access.Story); err != nil || !may {
						t.Errorf("%s: inside: %v, %v", name, may, err)
					}
					return errExpected
				}); errs.KindOf(err) != errs.Invalid {
					return 0, err
				}
				if may, err := tx.May(ctx, folder, access.Story); err != nil || may {
					t.Errorf("%s: seen by what was rolled back: %v, %v", name, may, err)
				}
				return 0, nil
			})
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// Decisions, events and the word that a unit needs none are undone with the savepoint: what is left
// of the unit has to earn its commit.
func TestTryUndoesWhatLetsAUnitCommit(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ctx := f.As(t, "ann", worker)
		ends := map[string]func(context.Context) error{
			"fails":  func(context.Context) error { return errExpected },
			"panics": func(context.Context) error { panic("an expected one") },
		}
		for name, end := range ends {
			for _, before := range []string{"nothing", "a decision", "all it needs"} {
				was := folders(t, f, ctx)
				_, err := gate.Write(ctx, f.Gate, "", func(ctx context.Context, tx *gate.Tx) (string, error) {
					if before != "nothing" {
						if err := tx.Authorize(ctx, actTell, gate.On{Service: "barnet"}); err != nil {
							return "", err
						}
					}
					if before == "all it needs" {
						tx.Record(happened{})
					}
					func() {
						defer func() { _ = recover() }()
						_ = tx.Try(ctx, func(ctx context.Context) error {
							if err := tx.Authorize(ctx, actTell, gate.On{Service: "barnet"}); err != nil {
								return err
							}
							tx.Record(undone{1})
							tx.Unaudited("undone")
							if _, err := tx.NewFolder(ctx, "referral", "barnet"); err != nil {
								return err
							}
							return end(ctx)
						})
					}()
					_, err := tx.NewFolder(ctx, "referral", "barnet")
					return "", err
				})
				want, kind := 0, errs.Internal
				if before == "all it needs" {
					want, kind = 1, errs.None
				}
				if got := folders(t, f, ctx) - was; got != want || errs.KindOf(err) != kind {
					t.Errorf("a Try that %s after %s: %d folders, %v; want %d, %v", name, before, got, err, want, kind)
				}
			}
		}
		if n := entriesWith(t, f, "gate test.undone"); n != 0 {
			t.Errorf("%d entries tell of what was undone", n)
		}
	})
}

// entriesWith counts the entries whose body holds some words.
func entriesWith(t *testing.T, f *gatetest.Fixture, words string) int {
	t.Helper()
	n := 0
	err := f.DB.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
		n = 0
		return store.Each(ctx, s, bodiesSQL, func(scan store.Scan) error {
			var b []byte
			if err := scan(&b); err != nil {
				return err
			}
			if strings.Contains(string(b), words) {
				n++
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var bodiesSQL = store.SQL("gate.testBodies", `SELECT body FROM audit_entry`)

// What was opened is recorded also when the function panics.
func TestOpenedIsRecordedWhenTheWritePanics(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ann := f.As(t, "ann", worker)
		value := tellStory(t, f, ann, access.All)
		_, err := gate.Write(ann, f.Gate, "", func(ctx context.Context, tx *gate.Tx) (id.Folder, error) {
			if err := tx.Authorize(ctx, actTell, gate.On{Service: "barnet"}); err != nil {
				return "", err
			}
			if err := tx.Open(ctx, value); err != nil {
				return "", err
			}
			panic("x")
		})
		if n := entriesWith(t, f, `"opened"`); n != 1 {
			t.Errorf("%v: %d entries tell of the opening", err, n)
		}
	})
}
