package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"goldenthread/internal/app"
	"goldenthread/internal/clock"
	"goldenthread/internal/intake"
	"goldenthread/internal/store"
)

// imports compares taking in a police file (durable, audited, sealed, matched) with a replay of
// its own statements, and of those that write alone, in the same transactions, on a copy of the database
// from before the import.
func (r *run) imports(ctx context.Context) error {
	folder, rows := r.Folder, r.Sizes.Rows
	file := policeFile(rows)
	var (
		calls []store.Call // of the last import
		start string       // the database as it stood before it
		turn  int
	)
	taking := func() (took time.Duration, err error) {
		turn++
		clk := clock.NewManual(clock.NewDate(2014, 7, 22).At(2, 0))
		a, err := open(ctx, filepath.Join(folder, fmt.Sprintf("import-%d", turn)), clk)
		if err != nil {
			return 0, err
		}
		defer func() { err = errors.Join(err, a.Close()) }()
		start = filepath.Join(folder, fmt.Sprintf("start-%d.db", turn))
		if err := a.DB.Copy(ctx, start); err != nil {
			return 0, err
		}
		// The statements are noted while the import runs: that costs the import, not the replay.
		calls, err = a.DB.Record(func() error {
			took, err = timed(func() error { return takeIn(ctx, a, file, rows) })
			return err
		})
		return took, err
	}
	replaying := func(only func(store.Call) bool) step {
		return func() (took time.Duration, err error) {
			turn++
			copied := filepath.Join(folder, fmt.Sprintf("replay-%d.db", turn))
			if err := copyFile(copied, start); err != nil {
				return 0, err
			}
			db, err := store.Open(ctx, "sqlite:"+copied, store.Options{})
			if err != nil {
				return 0, err
			}
			defer func() { err = errors.Join(err, db.Close(), os.Remove(copied)) }()
			bare, err := db.Replayer(ctx)
			if err != nil {
				return 0, err
			}
			defer bare.Close()
			var kept []store.Call
			for _, c := range calls {
				if only(c) {
					kept = append(kept, c)
				}
			}
			return timed(func() error { return bare.Run(ctx, kept) })
		}
	}
	all := func(store.Call) bool { return true }
	name := fmt.Sprintf("%d rows taken in", rows)
	figures, err := r.compareAll(taking,
		against{Figure{Name: "police import", A: name, B: "a replay of its own statements", Aim: 2}, replaying(all)},
		against{Figure{Name: "police import, writes", A: name, B: "a replay of its writes alone", Aim: 4}, replaying(store.Call.Changes)})
	for _, f := range figures {
		r.add(f)
	}
	return err
}

func copyFile(to, from string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o600)
}

func takeIn(ctx context.Context, a *app.App, file string, rows int) error {
	service, _ := a.Catalogue.Service("adt")
	result, err := intake.Police{Service: service, Catalogue: a.Catalogue, File: strings.NewReader(file)}.Import(operator(ctx), a.Gate)
	if err == nil && result.Rows != rows {
		err = fmt.Errorf("%d rows were taken in, not %d", result.Rows, rows)
	}
	return err
}
