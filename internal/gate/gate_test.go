package gate_test

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// The tests use the gate's own tables and one sealed column that only they know.
var (
	told    = seal.Register("gate_test", "told", access.Story)
	actTell = access.Declare("gate test.tell", access.Policy{Roles: []access.Role{access.CaseWorker}})
	actRead = access.Declare("gate test.read", access.Policy{
		Roles: []access.Role{access.CaseWorker, access.Coach, access.CommunitySafetyLead}, Sections: access.Existence})
)

type happened struct{ Folder id.Folder }

func (happened) EventKind() string { return "gate test.happened" }

var (
	worker = access.Membership{Role: access.CaseWorker, Agency: "charity", Team: "team", Service: "barnet"}
	other  = access.Membership{Role: access.CaseWorker, Agency: "council", Team: "elsewhere", Service: "barnet"}
	lead   = access.Membership{Role: access.CommunitySafetyLead, Agency: "charity", Team: "team", Service: "barnet"}
)

const canary = "CANARY he waits by the bins"

// tellStory opens a folder that the team may see and seals a story in it.
func tellStory(t *testing.T, f *gatetest.Fixture, ctx context.Context, sections access.Section) *seal.Value {
	t.Helper()
	type stored struct {
		Folder id.Folder
		Box    []byte
	}
	s, err := gate.Write(ctx, f.Gate, "", func(ctx context.Context, tx *gate.Tx) (stored, error) {
		if err := tx.Authorize(ctx, actTell, gate.On{Service: "barnet"}); err != nil {
			return stored{}, err
		}
		folder, err := tx.NewFolder(ctx, "referral", "barnet")
		if err != nil {
			return stored{}, err
		}
		if err := tx.Grant(ctx, gate.Grant{Folder: folder, Grantee: "team", Sections: sections, Basis: gate.BasisService}); err != nil {
			return stored{}, err
		}
		box, err := tx.Seal(ctx, told, folder, "row", canary)
		tx.Record(happened{folder})
		return stored{folder, box}, err
	})
	if err != nil {
		t.Fatalf("telling a story: %v", err)
	}
	return told.Value(s.Folder, "row", s.Box)
}

func folders(t *testing.T, f *gatetest.Fixture, ctx context.Context) int {
	t.Helper()
	var n int
	err := f.DB.Read(ctx, func(ctx context.Context, s *store.Snapshot) error {
		var err error
		n, err = store.One(ctx, s, countFoldersSQL, func(scan store.Scan) (int, error) {
			var n int
			err = scan(&n)
			return n, err
		})
		return err
	})
	if err != nil {
		t.Fatalf("counting folders: %v", err)
	}
	return n
}

var countFoldersSQL = store.SQL("gate.testCountFolders", `SELECT count(*) FROM folder`)

func TestWriteHoldsToTheRules(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ctx := f.As(t, "ann", worker)
		boom := errors.New("boom")
		tests := []struct {
			name string
			ctx  context.Context
			fn   func(context.Context, *gate.Tx) (int, error)
			want errs.Kind
		}{
			{"no actor", t.Context(), func(context.Context, *gate.Tx) (int, error) { return 1, nil }, errs.Internal},
			{"no decision", ctx, func(ctx context.Context, tx *gate.Tx) (int, error) {
				folder, err := tx.NewFolder(ctx, "referral", "barnet")
				tx.Record(happened{folder})
				return 1, err
			}, errs.Internal},
			{"no event", ctx, func(ctx context.Context, tx *gate.Tx) (int, error) {
				if err := tx.Authorize(ctx, actTell, gate.On{Service: "barnet"}); err != nil {
					return 0, err
				}
				_, err := tx.NewFolder(ctx, "referral", "barnet")
				return 1, err
			}, errs.Internal},
			{"a refused decision swallowed", f.As(t, "lena", lead), func(ctx context.Context, tx *gate.Tx) (int, error) {
				_ = tx.Authorize(ctx, actTell, gate.On{Service: "barnet"})
				folder, err := tx.NewFolder(ctx, "referral", "barnet")
				tx.Record(happened{folder})
				return 1, err
			}, errs.Internal},
			{"a failure", ctx, func(ctx context.Context, tx *gate.Tx) (int, error) {
				if err := tx.Authorize(ctx, actTell, gate.On{Service: "barnet"}); err != nil {
					return 0, err
				}
				folder, err := tx.NewFolder(ctx, "referral", "barnet")
				tx.Record(happened{folder})
				return 1, errors.Join(err, boom)
			}, errs.Internal},
			{"the wrong service", ctx, func(ctx context.Context, tx *gate.Tx) (int, error) {
				return 1, tx.Authorize(ctx, actTell, gate.On{Service: "harmony"})
			}, errs.NotFound},
		}
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				before := folders(t, f, t.Context())
				got, err := gate.Write(tt.ctx, f.Gate, "", tt.fn)
				if k := errs.KindOf(err); k != tt.want || got != 0 {
					t.Errorf("Write = %d, kind %v (%v); want 0, kind %v", got, k, err, tt.want)
				}
				if after := folders(t, f, t.Context()); after != before {
					t.Errorf("a write that failed left %d folders more", after-before)
				}
			})
		}
	})
}

func TestIdempotentWrite(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ctx := f.As(t, "ann", worker)
		write := func(ctx context.Context, key string) (id.Folder, error) {
			return gate.Write(ctx, f.Gate, key, func(ctx context.Context, tx *gate.Tx) (id.Folder, error) {
				if err := tx.Authorize(ctx, actTell, gate.On{Service: "barnet"}); err != nil {
					return "", err
				}
				folder, err := tx.NewFolder(ctx, "referral", "barnet")
				tx.Record(happened{folder})
				return folder, err
			})
		}
		first, err := write(ctx, "one")
		if err != nil {
			t.Fatal(err)
		}
		again, err := write(ctx, "one")
		if err != nil || again != first {
			t.Errorf("the same key again = %q, %v; want %q", again, err, first)
		}
		if other, err := write(ctx, "two"); err != nil || other == first {
			t.Errorf("another key = %q, %v; want another folder", other, err)
		}
		if theirs, err := write(f.As(t, "bea", worker), "one"); err != nil || theirs == first {
			t.Errorf("the same key of another actor = %q, %v; want another folder", theirs, err)
		}
		if n := folders(t, f, t.Context()); n != 3 {
			t.Errorf("%d folders, want 3", n)
		}
	})
}

func TestOpen(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		mine := f.As(t, "ann", worker)
		open := func(ctx context.Context, box *seal.Value) (string, error) {
			return gate.Read(ctx, f.Gate, func(ctx context.Context, v *gate.View) (string, error) {
				if err := v.Authorize(ctx, access.SignedIn, gate.On{}); err != nil {
					return "", err
				}
				err := v.Open(ctx, box)
				return box.Text(), err
			})
		}
		tests := []struct {
			name     string
			ctx      context.Context
			sections access.Section
			want     string
			kind     errs.Kind
		}{
			{"her own team's worker", mine, access.All, canary, errs.None},
			{"a grant without the section", mine, access.Existence | access.Contact, "", errs.NotFound},
			{"a role that is never shown stories", f.As(t, "lena", lead), access.All, "", errs.NotFound},
			{"another agency", f.As(t, "otto", other), access.All, "", errs.NotFound},
			{"nobody", f.Nobody(t), access.All, "", errs.NotFound},
			{"a part of the system", f.System(t, "cli"), access.All, "", errs.NotFound},
		}
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				box := tellStory(t, f, mine, tt.sections)
				got, err := open(tt.ctx, box)
				if got != tt.want || errs.KindOf(err) != tt.kind {
					t.Errorf("Open = %q, kind %v (%v); want %q, kind %v", got, errs.KindOf(err), err, tt.want, tt.kind)
				}
				if tt.kind != errs.None && box.Text() != "" {
					t.Errorf("a refused value holds its text")
				}
				looks := looked(t, f, box.Folder())
				opened := 0
				for _, l := range looks {
					if l.How == "opened" {
						opened++
					}
				}
				if want := map[bool]int{true: 1, false: 0}[tt.kind == errs.None]; opened != want {
					t.Errorf("%d looks recorded, want %d", opened, want)
				}
			})
		}
	})
}

// look is one line of who has looked.
type look struct{ Actor, How string }

var looksSQL = store.SQL("gatetest.looks", `SELECT actor, how FROM audit_v_looked WHERE subject = $1 ORDER BY at DESC, how`)

func looked(t *testing.T, f *gatetest.Fixture, folder id.Folder) []look {
	t.Helper()
	var looks []look
	err := f.DB.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) (err error) {
		looks, err = store.Collect(ctx, s, looksSQL, func(scan store.Scan) (look, error) {
			var l look
			err = scan(&l.Actor, &l.How)
			return l, err
		}, folder)
		return err
	})
	if err != nil {
		t.Fatalf("reading who has looked: %v", err)
	}
	return looks
}

func TestExclusionBeatsEveryGrant(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ann, bea := f.As(t, "ann", worker), f.As(t, "bea", worker)
		box := tellStory(t, f, ann, access.All)
		see := func(ctx context.Context) error {
			_, err := gate.Read(ctx, f.Gate, func(ctx context.Context, v *gate.View) (int, error) {
				return 0, v.Authorize(ctx, actRead, gate.On{Folder: box.Folder()})
			})
			return err
		}
		if err := see(bea); err != nil {
			t.Fatalf("before: %v", err)
		}
		_, err := gate.Write(ann, f.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
			if err := tx.Authorize(ctx, actTell, gate.On{Folder: box.Folder()}); err != nil {
				return 0, err
			}
			tx.Record(happened{box.Folder()})
			return 0, tx.Exclude(ctx, box.Folder(), "bea", gate.BasisConflict, clock.Never)
		})
		if err != nil {
			t.Fatal(err)
		}
		excluded, unknown := see(bea), func() error {
			_, err := gate.Read(bea, f.Gate, func(ctx context.Context, v *gate.View) (int, error) {
				return 0, v.Authorize(ctx, actRead, gate.On{Folder: "there-is-none"})
			})
			return err
		}()
		if errs.KindOf(excluded) != errs.NotFound || excluded.Error() != unknown.Error() {
			t.Errorf("kept out: %v; unknown: %v; want the same not found", excluded, unknown)
		}
		if err := see(ann); err != nil {
			t.Errorf("her colleague: %v", err)
		}
	})
}

// Who could see a folder at an instant: by name whoever had a grant then, unless kept out then.
func TestSharingAt(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ann := f.As(t, "ann", worker)
		f.As(t, "bea", worker)
		box := tellStory(t, f, ann, access.All)
		change := func(what func(ctx context.Context, tx *gate.Tx) error) clock.Instant {
			f.Clock.Advance(time.Hour)
			_, err := gate.Write(ann, f.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
				if err := tx.Authorize(ctx, actTell, gate.On{Folder: box.Folder()}); err != nil {
					return 0, err
				}
				tx.Record(happened{box.Folder()})
				return 0, what(ctx, tx)
			})
			if err != nil {
				t.Fatal(err)
			}
			return f.Clock.Now()
		}
		before := f.Clock.Now()
		var role id.Membership // of cai, who leaves while the grant runs on
		given := change(func(ctx context.Context, tx *gate.Tx) (err error) {
			if role, err = tx.AddMembership(ctx, gate.NewMembership{Account: "cai", Role: worker.Role, Agency: worker.Agency, Team: worker.Team, Service: worker.Service}); err != nil {
				return err
			}
			return tx.Grant(ctx, gate.Grant{Folder: box.Folder(), Grantee: "bea", Sections: access.All, Basis: gate.BasisCase},
				gate.Grant{Folder: box.Folder(), Grantee: "cai", Sections: access.All, Basis: gate.BasisCase})
		})
		out := change(func(ctx context.Context, tx *gate.Tx) error {
			if _, err := tx.EndMembership(ctx, role); err != nil {
				return err
			}
			return tx.Exclude(ctx, box.Folder(), "bea", gate.BasisConflict, clock.Never)
		})
		for at, want := range map[clock.Instant]bool{before: false, given: true, out: false} {
			held, err := gate.Read(ann, f.Gate, func(ctx context.Context, v *gate.View) ([]gate.Held, error) {
				if err := v.Authorize(ctx, actRead, gate.On{Folder: box.Folder()}); err != nil {
					return nil, err
				}
				return v.SharingAt(ctx, box.Folder(), at)
			})
			if err != nil {
				t.Fatal(err)
			}
			bea := slices.ContainsFunc(held, func(h gate.Held) bool { return h.Grantee == "bea" })
			cai := slices.ContainsFunc(held, func(h gate.Held) bool { return h.Grantee == "cai" })
			team := slices.ContainsFunc(held, func(h gate.Held) bool { return h.Grantee == "team" })
			if bea != want || cai != want || !team {
				t.Errorf("at %v: bea %t, cai %t, want %t; the team %t", at, bea, cai, want, team)
			}
		}
	})
}

func TestGrantsEnd(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ann := f.As(t, "ann", worker)
		box := tellStory(t, f, ann, access.All)
		end := func() int64 {
			n, err := gate.Write(ann, f.Gate, "", func(ctx context.Context, tx *gate.Tx) (int64, error) {
				if err := tx.Authorize(ctx, actTell, gate.On{Service: "barnet"}); err != nil {
					return 0, err
				}
				tx.Record(happened{box.Folder()})
				return tx.EndGrants(ctx, box.Folder(), "team", gate.BasisService)
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if n := end(); n != 1 {
			t.Errorf("ended %d grants, want 1", n)
		}
		if n := end(); n != 0 {
			t.Errorf("ended %d grants again, want 0", n)
		}
		_, err := gate.Read(ann, f.Gate, func(ctx context.Context, v *gate.View) (int, error) {
			return 0, v.Authorize(ctx, actRead, gate.On{Folder: box.Folder()})
		})
		if errs.KindOf(err) != errs.NotFound {
			t.Errorf("after the grant ended: %v, want not found", err)
		}
	})
}

// What was opened is recorded also when the change it was opened for comes to nothing.
func TestOpenedIsRecordedWhenTheWriteFails(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ann := f.As(t, "ann", worker)
		box := tellStory(t, f, ann, access.All)
		_, err := gate.Write(ann, f.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
			if err := tx.Authorize(ctx, actTell, gate.On{Folder: box.Folder()}); err != nil {
				return 0, err
			}
			if err := tx.Open(ctx, box); err != nil {
				return 0, err
			}
			return 0, errs.New(errs.Conflict, "came to nothing")
		})
		if errs.KindOf(err) != errs.Conflict {
			t.Fatalf("Write: %v, want the conflict", err)
		}
		if got := looked(t, f, box.Folder()); !slices.ContainsFunc(got, func(l look) bool { return l.How == "opened" }) {
			t.Errorf("looks after a failed write = %v, want one opening", got)
		}
	})
}

// A read that cannot be recorded shows nothing.
func TestReadThatCannotBeRecordedShowsNothing(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ann := f.As(t, "ann", worker)
		box := tellStory(t, f, ann, access.All)
		var broken atomic.Bool
		f.DB.OnBatch(func(context.Context, *store.Unit) error {
			if broken.Load() {
				return errs.New(errs.Unavailable, "the disk is away")
			}
			return nil
		})
		broken.Store(true)
		got, err := gate.Read(ann, f.Gate, func(ctx context.Context, v *gate.View) (string, error) {
			if err := v.Authorize(ctx, actRead, gate.On{Folder: box.Folder()}); err != nil {
				return "", err
			}
			err := v.Open(ctx, box)
			return box.Text(), err
		})
		if got != "" || errs.KindOf(err) != errs.Unavailable {
			t.Errorf("Read = %q, %v; want nothing and unavailable", got, err)
		}
	})
}
