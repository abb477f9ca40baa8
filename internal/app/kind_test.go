package app_test

import (
	"os"
	"path/filepath"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/app"
	"goldenthread/internal/apptest"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// TestNoDemonstrationOverRealRecords: real records are not opened as a demonstration, and their keys stay,
// whatever folder and database the command is given and whatever lies in the folder.
func TestNoDemonstrationOverRealRecords(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		real := a.Config
		if real.Database == "" {
			real.Database = "sqlite:" + filepath.Join(real.Data, "goldenthread.db")
		}
		refused := func(what string, c app.Config) {
			t.Helper()
			c.Demo, c.Clock, c.Log = true, real.Clock, real.Log
			err := app.ClearDemonstration(t.Context(), c)
			if err == nil {
				var opened *app.App
				if opened, err = app.Open(t.Context(), c); err == nil {
					t.Errorf("%s: opened as a demonstration", what)
					_ = opened.Close()
				}
			}
			if err != nil && errs.KindOf(err) != errs.Conflict {
				t.Errorf("%s: %v, want conflict", what, err)
			}
			if _, err := os.Stat(filepath.Join(real.Data, "keys", "ring.json")); err != nil {
				t.Errorf("%s: the key ring of real records is gone: %v", what, err)
			}
		}
		forgotten := app.Config{Data: real.Data} // --database forgotten
		elsewhere := app.Config{Data: t.TempDir(), Database: real.Database}
		refused("the same folder and database", real)
		refused("the same folder alone", forgotten)
		refused("the same database and an empty folder", elsewhere)
		refused("the same database and an empty folder again", elsewhere)
		if err := os.WriteFile(filepath.Join(real.Data, "demonstration"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		refused("the same folder and database, marked", real)
		refused("the same folder alone, marked", forgotten)
		c := a.Config
		again, err := app.Open(t.Context(), c)
		if err != nil {
			t.Fatalf("opening the real records afterwards: %v", err)
		}
		if err := again.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestADemonstrationStaysOne: it is not opened as real work, with or without the mark in its folder, and one
// that was broken off is cleared away.
func TestADemonstrationStaysOne(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, like *apptest.App) {
		c := app.Config{Data: t.TempDir(), Demo: true, Clock: like.Config.Clock, Log: like.Config.Log}
		if like.DB.Engine() == store.Postgres {
			c.Database = apptest.New(t, store.Postgres).Config.Database // used: refused
			if _, err := app.Open(t.Context(), c); errs.KindOf(err) != errs.Conflict {
				t.Errorf("a used database as a demonstration: %v, want conflict", err)
			}
			return
		}
		a, err := app.Open(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := gate.Write(access.WithActor(t.Context(), access.NewSystem("cli", "")), a.Gate, "", a.Prepare().Run); err != nil {
			t.Fatal(err)
		}
		wrong := a.Prepare()
		wrong.Demonstration = false
		if _, err := gate.Write(access.WithActor(t.Context(), access.NewSystem("cli", "")), a.Gate, "", wrong.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("preparing it for real work: %v, want conflict", err)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		work := c
		work.Demo = false
		for _, mark := range []string{"with", "without"} {
			if _, err := app.Open(t.Context(), work); errs.KindOf(err) != errs.Conflict {
				t.Errorf("opened for real work, %s its mark: %v, want conflict", mark, err)
			}
			if mark == "with" {
				if err := os.Remove(filepath.Join(c.Data, "demonstration")); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := os.WriteFile(filepath.Join(c.Data, "demonstration"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := app.ClearDemonstration(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(c.Data, "keys")); err == nil {
			t.Error("half a demonstration was not cleared")
		}
	})
}
