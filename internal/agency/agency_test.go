package agency_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

func onBoth(t *testing.T, fn func(t *testing.T, f *gatetest.Fixture)) {
	gatetest.BothEngines(t, []store.Schema{agency.Schema}, fn)
}

func add(t *testing.T, f *gatetest.Fixture, ctx context.Context, key, name string) id.Agency {
	t.Helper()
	a, err := gate.Write(ctx, f.Gate, "", agency.AddAgency{Key: key, Name: name, Kind: "council"}.Run)
	if err != nil {
		t.Fatalf("adding %s: %v", key, err)
	}
	return a
}

func TestAddAgency(t *testing.T) {
	onBoth(t, func(t *testing.T, f *gatetest.Fixture) {
		cli := f.System(t, "cli")
		admin := f.As(t, "adm", access.Membership{Role: access.SystemAdministrator, Agency: "any"})
		add(t, f, cli, "woking", "Woking Borough Council")
		tests := []struct {
			name string
			by   context.Context
			give agency.AddAgency
			want errs.Kind
		}{
			{"the system administrator", admin, agency.AddAgency{Key: "barnet-homes", Name: "Barnet Homes", Kind: "housing", District: "E09000003"}, errs.None},
			{"the command line", cli, agency.AddAgency{Key: "police", Name: "Police", Kind: "police"}, errs.None},
			{"a case worker", f.As(t, "cw", access.Membership{Role: access.CaseWorker, Agency: "any"}), agency.AddAgency{Key: "mine", Name: "Mine", Kind: "council"}, errs.NotFound},
			{"nobody", f.Nobody(t), agency.AddAgency{Key: "mine", Name: "Mine", Kind: "council"}, errs.NotFound},
			{"a job", f.System(t, "job"), agency.AddAgency{Key: "mine", Name: "Mine", Kind: "council"}, errs.NotFound},
			{"the key is taken", admin, agency.AddAgency{Key: "woking", Name: "Another", Kind: "council"}, errs.Conflict},
			{"a key with a capital", admin, agency.AddAgency{Key: "Woking", Name: "W", Kind: "council"}, errs.Invalid},
			{"a key with a double hyphen", admin, agency.AddAgency{Key: "a--b", Name: "W", Kind: "council"}, errs.Invalid},
			{"no name", admin, agency.AddAgency{Key: "w2", Name: "  ", Kind: "council"}, errs.Invalid},
			{"no kind", admin, agency.AddAgency{Key: "w2", Name: "W"}, errs.Invalid},
			{"a district in words", admin, agency.AddAgency{Key: "w2", Name: "W", Kind: "council", District: "Woking"}, errs.Invalid},
		}
		for _, tt := range tests {
			_, err := gate.Write(tt.by, f.Gate, "", tt.give.Run)
			if got := errs.KindOf(err); got != tt.want {
				t.Errorf("%s: kind %v, want %v (%v)", tt.name, got, tt.want, err)
			}
		}
		list, err := gate.Read(admin, f.Gate, func(ctx context.Context, v *gate.View) ([]agency.Agency, error) { return agency.List(ctx, v) })
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, a := range list {
			keys = append(keys, a.Key)
		}
		if diff := cmp.Diff([]string{"barnet-homes", "police", "woking"}, keys); diff != "" {
			t.Errorf("agencies by name (-want +got):\n%s", diff)
		}
		if _, err := gate.Read(f.Nobody(t), f.Gate, func(ctx context.Context, v *gate.View) ([]agency.Agency, error) { return agency.List(ctx, v) }); errs.KindOf(err) != errs.NotFound {
			t.Errorf("nobody listed agencies: %v", err)
		}
	})
}

func TestRenameAgency(t *testing.T) {
	onBoth(t, func(t *testing.T, f *gatetest.Fixture) {
		cli := f.System(t, "cli")
		a := add(t, f, cli, "woking", "Woking")
		version, err := gate.Write(cli, f.Gate, "", agency.RenameAgency{Agency: a, Version: 1, Name: "Woking Borough Council"}.Run)
		if err != nil || version != 2 {
			t.Fatalf("renaming gave version %d, %v", version, err)
		}
		for _, tt := range []struct {
			name string
			give agency.RenameAgency
			want errs.Kind
		}{
			{"a stale version", agency.RenameAgency{Agency: a, Version: 1, Name: "X"}, errs.Stale},
			{"an unknown agency", agency.RenameAgency{Agency: "none", Version: 1, Name: "X"}, errs.NotFound},
			{"no name", agency.RenameAgency{Agency: a, Version: 2}, errs.Invalid},
		} {
			_, err := gate.Write(cli, f.Gate, "", tt.give.Run)
			if got := errs.KindOf(err); got != tt.want {
				t.Errorf("%s: kind %v, want %v", tt.name, got, tt.want)
			}
		}
		got, err := gate.Read(cli, f.Gate, func(ctx context.Context, v *gate.View) (agency.Agency, error) {
			if err := v.Authorize(ctx, agency.ActList, gate.On{}); err != nil {
				return agency.Agency{}, err
			}
			return agency.ByKey(ctx, v, "woking")
		})
		want := agency.Agency{ID: a, Key: "woking", Name: "Woking Borough Council", Kind: "council", Version: 2}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("after renaming (-want +got):\n%s%v", diff, err)
		}
	})
}

func TestAddTeam(t *testing.T) {
	onBoth(t, func(t *testing.T, f *gatetest.Fixture) {
		cli := f.System(t, "cli")
		a, b := add(t, f, cli, "one", "One"), add(t, f, cli, "two", "Two")
		team, err := gate.Write(cli, f.Gate, "", agency.AddTeam{Agency: a, Key: "asb", Name: "ASB team", Service: "barnet-asb"}.Run)
		if err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			name string
			give agency.AddTeam
			want errs.Kind
		}{
			{"the agency's team of that key", agency.AddTeam{Agency: a, Key: "asb", Name: "Again"}, errs.Conflict},
			{"another team for the service", agency.AddTeam{Agency: b, Key: "asb", Name: "Other", Service: "barnet-asb"}, errs.Conflict},
			{"the same key in another agency", agency.AddTeam{Agency: b, Key: "asb", Name: "Other"}, errs.None},
			{"two teams without a service", agency.AddTeam{Agency: b, Key: "desk", Name: "Desk"}, errs.None},
			{"no such agency", agency.AddTeam{Agency: "none", Key: "x1", Name: "X"}, errs.NotFound},
			{"a service in words", agency.AddTeam{Agency: b, Key: "x1", Name: "X", Service: "Barnet ASB"}, errs.Invalid},
		} {
			_, err := gate.Write(cli, f.Gate, "", tt.give.Run)
			if got := errs.KindOf(err); got != tt.want {
				t.Errorf("%s: kind %v, want %v (%v)", tt.name, got, tt.want, err)
			}
		}
		type found struct {
			Runs    agency.Team
			Nobody  errs.Kind
			Without errs.Kind
			Teams   int
		}
		got, err := gate.Read(cli, f.Gate, func(ctx context.Context, v *gate.View) (found, error) {
			teams, err := agency.Teams(ctx, v)
			if err != nil {
				return found{}, err
			}
			runs, err := agency.TeamOf(ctx, v, "barnet-asb")
			_, nobody := agency.TeamOf(ctx, v, "harmony")
			_, without := agency.TeamOf(ctx, v, "")
			return found{runs, errs.KindOf(nobody), errs.KindOf(without), len(teams)}, err
		})
		want := found{agency.Team{ID: team, Agency: a, Key: "asb", Name: "ASB team", Service: "barnet-asb"}, errs.NotFound, errs.NotFound, 3}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("the team of a service (-want +got):\n%s%v", diff, err)
		}
	})
}
