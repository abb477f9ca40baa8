package gate_test

import (
	"context"
	"fmt"
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

var actSupervise = access.Declare("gate test.supervise", access.Policy{Roles: []access.Role{access.Supervisor}, Sections: access.Existence | access.Risk})

// actInService is not about a folder.
var actInService = access.Declare("gate test.in service", access.Policy{Roles: []access.Role{access.Supervisor, access.Referrer}})

// A supervisor at the council who is also a contact at the charity: her council role does not act
// through what her charity role is shown, nor in a service that the charity runs.
func TestARoleActsThroughItsOwnMembership(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		folder := tellStory(t, f, f.As(t, "ann", worker), access.All).Folder()
		boss := access.Membership{Role: access.Supervisor, Agency: "council"}
		contact := access.Membership{Role: access.AgencyContact, Agency: "charity", Team: "team", Service: "barnet"}
		runs := access.Membership{Role: access.Supervisor, Agency: "charity", Team: "team", Service: "barnet"}
		referrer := access.Membership{Role: access.Referrer, Agency: "council"}
		for i, tt := range []struct {
			held               []access.Membership
			supervise, service errs.Kind
		}{
			{[]access.Membership{boss, contact}, errs.Forbidden, errs.NotFound},
			{[]access.Membership{boss}, errs.NotFound, errs.NotFound},
			{[]access.Membership{boss, runs}, errs.None, errs.None},
			{[]access.Membership{referrer}, errs.NotFound, errs.None}, // refers to any service of the partnership
		} {
			who := id.Account(fmt.Sprintf("zoe %d", i))
			for _, m := range tt.held {
				f.As(t, who, m)
			}
			ctx := access.WithActor(t.Context(), access.NewPerson(who, "s", tt.held))
			if err := authorize(ctx, f, actSupervise, gate.On{Folder: folder}); errs.KindOf(err) != tt.supervise {
				t.Errorf("%v on the charity's folder: %v, want %v", tt.held, err, tt.supervise)
			}
			if err := authorize(ctx, f, actInService, gate.On{Service: "barnet"}); errs.KindOf(err) != tt.service {
				t.Errorf("%v in the charity's service: %v, want %v", tt.held, err, tt.service)
			}
		}
	})
}

func authorize(ctx context.Context, f *gatetest.Fixture, act access.Action, on gate.On) error {
	_, err := gate.Read(ctx, f.Gate, func(ctx context.Context, v *gate.View) (int, error) {
		return 1, v.Authorize(ctx, act, on)
	})
	return err
}

// A folder that is not there and one that may not be seen cost the same, are answered alike and both
// leave a record; so do a record whose id is not there and one whose folder may not be seen.
func TestUnknownLooksLikeForbidden(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		value := tellStory(t, f, f.As(t, "ann", worker), access.All)
		bob := f.As(t, "bob", other)
		look := func(folder id.Folder) (store.Counts, int, error) {
			before := entriesWith(t, f, "bob")
			ctx, counts := store.Counting(bob)
			err := authorize(ctx, f, actRead, gate.On{Folder: folder})
			return *counts, entriesWith(t, f, "bob") - before, err
		}
		load := func(folder id.Folder) (store.Counts, int, error) {
			before := entriesWith(t, f, "bob")
			ctx, counts := store.Counting(bob)
			_, err := gate.Read(ctx, f.Gate, func(ctx context.Context, v *gate.View) (int, error) {
				if _, err := store.One(ctx, v, folderSQL, func(scan store.Scan) (s string, err error) { err = scan(&s); return s, err }, folder); err != nil {
					return 0, err
				}
				return 1, v.Authorize(ctx, actRead, gate.On{Folder: folder})
			})
			return *counts, entriesWith(t, f, "bob") - before, err
		}
		for name, try := range map[string]func(id.Folder) (store.Counts, int, error){"asking": look, "loading first": load} {
			a, recordedA, errA := try(value.Folder())
			b, recordedB, errB := try("0000000000000000")
			if errs.KindOf(errA) != errs.NotFound || errs.KindOf(errB) != errs.NotFound || recordedA != 1 || recordedB != 1 {
				t.Errorf("%s: forbidden: %v, %d records; unknown: %v, %d records", name, errA, recordedA, errB, recordedB)
			}
			if a.Statements != b.Statements || a.FsyncWaits != b.FsyncWaits {
				t.Errorf("%s: forbidden: %d statements, %d fsync waits; unknown: %d, %d", name, a.Statements, a.FsyncWaits, b.Statements, b.FsyncWaits)
			}
		}
	})
}

var folderSQL = store.SQL("gate.testFolder", `SELECT service FROM folder WHERE id = $1`)

// To ask about no section is a fault: the answer would be yes for everybody.
func TestMayNeedsASection(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		folder := tellStory(t, f, f.As(t, "ann", worker), access.All).Folder()
		_, err := gate.Read(f.As(t, "bob", other), f.Gate, func(ctx context.Context, v *gate.View) (int, error) {
			if err := v.Authorize(ctx, access.SignedIn, gate.On{}); err != nil {
				return 0, err
			}
			if may, err := v.May(ctx, folder, access.None); may || errs.KindOf(err) != errs.Internal {
				t.Errorf("May = %v, %v", may, err)
			}
			if seen, err := v.Visible(ctx, []id.Folder{folder}, access.None); len(seen) > 0 || errs.KindOf(err) != errs.Internal {
				t.Errorf("Visible = %v, %v", seen, err)
			}
			return 0, nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// The machine's reading says whose.
func TestCompareNamesTheFolders(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ann := f.As(t, "ann", worker)
		value := tellStory(t, f, ann, access.All)
		_, err := gate.Read(ann, f.Gate, func(ctx context.Context, v *gate.View) (int, error) {
			if err := v.Authorize(ctx, access.SignedIn, gate.On{}); err != nil {
				return 0, err
			}
			return 0, v.Compare(ctx, "alike", []*seal.Value{value}, func(int, string) {})
		})
		if n := entriesWith(t, f, `"rule":"alike","count":1,"folders":["`+string(value.Folder())+`"]`); err != nil || n != 1 {
			t.Errorf("%d entries say whose story the machine read, %v", n, err)
		}
	})
}

// What lists filter by (the view) and what the gate answers (May) agree, for every role and every way
// in which a grant can reach somebody.
func TestTheViewAgreesWithMay(t *testing.T) {
	grants := []gate.Grant{
		{Grantee: "team", Sections: access.All, Basis: gate.BasisService},
		{Grantee: "team", Sections: access.Story, Basis: gate.BasisService},
		{Grantee: "agency", Sections: access.Existence, Basis: gate.BasisReceipt},
		{Grantee: "self", Sections: access.All, Basis: gate.BasisCase},
		{Grantee: "self", Sections: access.All, Basis: gate.BasisOwn},
		{Grantee: "self", Sections: access.All, Basis: gate.BasisCase, Until: gatetest.Start.Add(time.Second)},
		{Grantee: "nobody", Sections: access.All, Basis: gate.BasisCase},
	}
	places := []access.Membership{
		{Agency: "agency", Team: "team", Service: "barnet"}, {Agency: "agency", Team: "team", Service: "harmony"},
		{Agency: "agency", Team: "team"}, {Agency: "agency", Service: "barnet"}, {Agency: "agency"},
		{Agency: "elsewhere", Team: "elsewhere", Service: "barnet"}, {Agency: "elsewhere"},
	}
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ann := f.As(t, "ann", worker)
		type person struct {
			account id.Account
			held    access.Membership
			out     bool
		}
		var people []person
		_, err := gate.Write(f.System(t, "test"), f.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
			people = nil
			tx.Record(happened{})
			for _, r := range access.Roles() {
				for i, p := range places {
					p.Role = r
					who := person{id.Account(fmt.Sprintf("%s %d", r, i)), p, i == 0 && r == access.Coach}
					people = append(people, who)
					if _, err := tx.AddMembership(ctx, gate.NewMembership{Account: who.account, Role: r, Agency: p.Agency, Team: p.Team, Service: p.Service}); err != nil {
						return 0, err
					}
				}
			}
			return 0, tx.Authorize(ctx, actJoin, gate.On{})
		})
		if err != nil {
			t.Fatal(err)
		}
		folders, err := gate.Write(ann, f.Gate, "", func(ctx context.Context, tx *gate.Tx) ([]id.Folder, error) {
			if err := tx.Authorize(ctx, actTell, gate.On{Service: "barnet"}); err != nil {
				return nil, err
			}
			tx.Record(happened{})
			var list []id.Folder
			for _, g := range grants {
				folder, err := tx.NewFolder(ctx, "referral", "barnet")
				if err != nil {
					return nil, err
				}
				list = append(list, folder)
				g.Folder = folder
				to := []string{g.Grantee}
				if g.Grantee == "self" {
					to = nil
					for _, p := range people {
						to = append(to, string(p.account))
					}
				}
				for _, g.Grantee = range to {
					if err := tx.Grant(ctx, g); err != nil {
						return nil, err
					}
				}
				for _, p := range people {
					if p.out {
						if err := tx.Exclude(ctx, folder, p.account, gate.BasisConflict, clock.Never); err != nil {
							return nil, err
						}
					}
				}
			}
			return list, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		f.Clock.Advance(time.Minute)
		seen := 0
		for _, p := range people {
			ctx := access.WithActor(t.Context(), access.NewPerson(p.account, "s", []access.Membership{p.held}))
			_, err := gate.Read(ctx, f.Gate, func(ctx context.Context, v *gate.View) (int, error) {
				if err := v.Authorize(ctx, access.Public, gate.On{}); err != nil {
					return 0, err
				}
				for i, folder := range folders {
					listed, err := store.One(ctx, v, listedSQL, func(scan store.Scan) (n int, err error) { err = scan(&n); return n, err }, folder, p.account, v.Now())
					if err != nil {
						return 0, err
					}
					may, err := v.May(ctx, folder, access.Existence)
					if err != nil {
						return 0, err
					}
					if (listed > 0) != may || may && p.out {
						t.Errorf("%v, grant %+v: the view lists it: %d; the gate lets see it: %v; kept out: %v", p.held, grants[i], listed, may, p.out)
					}
					if may {
						seen++
					}
					if may && access.Ceiling(p.held.Role) == access.None && grants[i].Basis != gate.BasisOwn {
						t.Errorf("%v, who is shown nothing of any folder, sees grant %+v", p.held, grants[i])
					}
				}
				return 0, nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if all := len(people) * len(folders); seen == 0 || seen == all {
			t.Errorf("%d of %d are seen: the test holds nothing", seen, all)
		}
	})
}

var listedSQL = store.SQL("gate.testListed", `
	SELECT COUNT(*) FROM gate_v_access WHERE folder_id = $1 AND account_id = $2 AND since_at <= $3 AND until_at > $3`)

// sees tells whether somebody sees a story now.
func sees(t *testing.T, f *gatetest.Fixture, ctx context.Context, folder id.Folder) bool {
	t.Helper()
	may, err := gate.Read(ctx, f.Gate, func(ctx context.Context, v *gate.View) (bool, error) {
		if err := v.Authorize(ctx, access.Public, gate.On{}); err != nil {
			return false, err
		}
		return v.May(ctx, folder, access.Story)
	})
	if err != nil {
		t.Fatal(err)
	}
	return may
}

// What was given or forbidden on a node whose clock is ahead can be ended, and holds, on another.
func TestEndingAndKeepingOutUnderSkew(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ann := f.As(t, "ann", worker)
		write := func(fn func(context.Context, *gate.Tx) (int64, error)) int64 {
			n, err := gate.Write(ann, f.Gate, "", func(ctx context.Context, tx *gate.Tx) (int64, error) {
				tx.Record(happened{})
				if err := tx.Authorize(ctx, actTell, gate.On{Service: "barnet"}); err != nil {
					return 0, err
				}
				return fn(ctx, tx)
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		f.Clock.Advance(2 * time.Second) // the node that is ahead
		ended, kept := tellStory(t, f, ann, access.All).Folder(), tellStory(t, f, ann, access.All).Folder()
		f.Clock.Advance(-time.Second) // the other
		end := func(ctx context.Context, tx *gate.Tx) (int64, error) {
			return tx.EndGrants(ctx, ended, "team", gate.BasisService)
		}
		if n, again := write(end), write(end); n != 1 || again != 0 {
			t.Errorf("EndGrants ended %d and then %d", n, again)
		}
		f.Clock.Advance(time.Hour)
		if sees(t, f, ann, ended) || !sees(t, f, ann, kept) {
			t.Error("an hour later the team still sees what was ended, or not what was kept")
		}
		f.Clock.Advance(2 * time.Second)
		write(func(ctx context.Context, tx *gate.Tx) (int64, error) {
			return 0, tx.Exclude(ctx, kept, "ann", gate.BasisConflict, clock.Never)
		})
		f.Clock.Advance(-2 * time.Second)
		if sees(t, f, ann, kept) {
			t.Error("seen on the other node after the exclusion was committed")
		}
	})
}

// A ceiling altered behind the program's back is as the program has it from the next start.
func TestCeilingsAreTheProgramsOwn(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		folder := tellStory(t, f, f.As(t, "ann", worker), access.All).Folder()
		admin := f.As(t, "sys", access.Membership{Role: access.SystemAdministrator, Agency: "charity", Team: "team"})
		for _, raise := range []bool{true, false} {
			if raise {
				if err := f.DB.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
					_, err := store.Exec(ctx, u, raiseSQL, access.All)
					return err
				}); err != nil {
					t.Fatal(err)
				}
			} else if err := f.Gate.SetCeilings(t.Context()); err != nil {
				t.Fatal(err)
			}
			if sees(t, f, admin, folder) != raise {
				t.Errorf("raised: %v, and the system administrator sees it: %v", raise, !raise)
			}
		}
	})
}

var raiseSQL = store.SQL("gate.testRaise", `UPDATE role_ceiling SET sections = $1 WHERE role = 'system administrator'`)
