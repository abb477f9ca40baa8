package gate_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"testing/fstest"

	"goldenthread/internal/access"
	"goldenthread/internal/audit"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
	"goldenthread/internal/store/killtest"
)

var (
	killSchema = store.Schema{Owner: "killed", Files: fstest.MapFS{"90011_killed.sql": {Data: []byte(
		"-- +goose Up\nCREATE TABLE killed_told (id text PRIMARY KEY, folder_id text NOT NULL, box bytea NOT NULL);")}}}
	addKilled = store.SQL("killed.add", `INSERT INTO killed_told (id, folder_id, box) VALUES ($1, $2, $3)`)
	allKilled = store.SQL("killed.all", `SELECT id, folder_id, box FROM killed_told`)
	killed    = seal.Register("killed_told", "box", access.Story)
)

// TestGateLosesNothing: what the gate acknowledged survives a kill whole: the row, the key its box opens
// with, the entry that says who wrote it; and the log verifies each time the program comes up again.
func TestGateLosesNothing(t *testing.T) {
	killtest.Run(t, func(ctx context.Context, dir string) (killtest.Subject, error) {
		k, err := openKilled(ctx, dir)
		if err == nil {
			err = k.join(ctx)
		}
		if err != nil {
			return killtest.Subject{}, err
		}
		ann := access.WithActor(ctx, access.NewPerson("ann", "session", []access.Membership{worker}))
		return killtest.Subject{
			Write: func(_ context.Context, id string) error { return k.write(ann, id) },
			Kept:  func(context.Context) ([]string, error) { return k.kept(ann) },
			Close: k.db.Close,
		}, nil
	})
}

// killedGate is a gate as the program makes it, with its key ring in files.
type killedGate struct {
	db   *store.DB
	gate *gate.Gate
}

func openKilled(ctx context.Context, dir string) (killedGate, error) {
	db, err := store.Open(ctx, killtest.SQLite(dir), store.Options{})
	if err != nil {
		return killedGate{}, err
	}
	if err := db.Migrate(ctx, gatetest.Schemas(killSchema)...); err != nil {
		return killedGate{}, err
	}
	ring, err := seal.OpenRing(filepath.Join(dir, "ring.json"), filepath.Join(dir, "second", "ring.json"))
	if err != nil {
		return killedGate{}, err
	}
	keys, err := seal.Start(ctx, db, ring, clock.System{})
	if err != nil {
		return killedGate{}, err
	}
	log, err := audit.Start(ctx, db, clock.System{}, "killed")
	if err != nil {
		return killedGate{}, err
	}
	g := gate.New(gate.Parts{DB: db, Keys: keys, Log: log, Clock: clock.System{}})
	return killedGate{db, g}, g.SetCeilings(ctx)
}

// join makes ann a worker, the first time.
func (k killedGate) join(ctx context.Context) error {
	ctx = access.WithActor(ctx, access.NewSystem("test", ""))
	_, err := gate.Write(ctx, k.gate, "ann joins", func(ctx context.Context, tx *gate.Tx) (id.Membership, error) {
		if err := tx.Authorize(ctx, actJoin, gate.On{}); err != nil {
			return "", err
		}
		tx.Record(happened{})
		return tx.AddMembership(ctx, gate.NewMembership{
			Account: "ann", Role: worker.Role, Agency: worker.Agency, Team: worker.Team, Service: worker.Service})
	})
	return err
}

var actJoin = access.Declare("gate test.join", access.Policy{Systems: []string{"test"}})

func (k killedGate) write(ctx context.Context, key string) error {
	_, err := gate.Write(ctx, k.gate, key, func(ctx context.Context, tx *gate.Tx) (id.Folder, error) {
		if err := tx.Authorize(ctx, actTell, gate.On{Service: "barnet"}); err != nil {
			return "", err
		}
		folder, err := tx.NewFolder(ctx, "referral", "barnet")
		if err != nil {
			return "", err
		}
		if err := tx.Grant(ctx, gate.Grant{Folder: folder, Grantee: "ann", Sections: access.All, Basis: gate.BasisCase}); err != nil {
			return "", err
		}
		box, err := tx.Seal(ctx, killed, folder, key, "told "+key)
		if err != nil {
			return "", err
		}
		tx.Record(happened{folder})
		_, err = store.Exec(ctx, tx, addKilled, key, folder, box)
		return folder, err
	})
	return err
}

// kept gives the ids of the rows that are there, and fails when one does not open or the log does not verify.
func (k killedGate) kept(ctx context.Context) ([]string, error) {
	report, err := audit.Verify(ctx, k.db, audit.Against{})
	if err != nil {
		return nil, err
	}
	if !report.OK {
		return nil, fmt.Errorf("the log does not verify: %+v", *report.FirstBad)
	}
	return gate.Read(ctx, k.gate, func(ctx context.Context, v *gate.View) ([]string, error) {
		if err := v.Authorize(ctx, access.SignedIn, gate.On{}); err != nil {
			return nil, err
		}
		var ids []string
		var boxes []*seal.Value
		err := store.Each(ctx, v, allKilled, func(scan store.Scan) error {
			var (
				key    string
				folder id.Folder
				box    []byte
			)
			if err := scan(&key, &folder, &box); err != nil {
				return err
			}
			ids, boxes = append(ids, key), append(boxes, killed.Value(folder, key, box))
			return nil
		})
		if err != nil || len(ids) == 0 {
			return nil, err
		}
		if int64(len(ids)) > report.Entries {
			return nil, fmt.Errorf("%d rows and %d entries: a write is there that nobody recorded", len(ids), report.Entries)
		}
		if err := v.Open(ctx, boxes...); err != nil {
			return nil, err
		}
		for i, box := range boxes {
			if box.Text() != "told "+ids[i] {
				return nil, fmt.Errorf("row %s opens to something else", ids[i])
			}
		}
		return ids, nil
	})
}
