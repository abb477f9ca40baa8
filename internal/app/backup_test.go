package app_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/app"
	"goldenthread/internal/apptest"
	"goldenthread/internal/audit"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

const service = "barnet-asb"

// name opens the name on a referral's page, as a case worker of the service sees it.
func name(t *testing.T, a *apptest.App, taken referral.Taken) string {
	t.Helper()
	page, err := gate.Read(a.As(t, access.CaseWorker, service), a.Gate, func(ctx context.Context, v *gate.View) (referral.Page, error) {
		return referral.Load(ctx, v, taken.Referral)
	})
	if err != nil {
		t.Fatal(err)
	}
	return page.About.Identity.Name.Text()
}

// backedUp is a partnership with two people in it, backed up, one of whom was erased since.
type backedUp struct {
	a            *apptest.App
	kept, erased referral.Taken
	names        [2]string
	backup       string
	identity     string // file of the identity that opens it
}

func backUp(t *testing.T) backedUp {
	t.Helper()
	b := backedUp{a: apptest.New(t, store.SQLite), backup: filepath.Join(t.TempDir(), "backup.age")}
	b.kept, b.erased = b.a.Refer(t, service), b.a.Refer(t, service)
	b.names = [2]string{name(t, b.a, b.kept), name(t, b.a, b.erased)}
	if b.names[0] == "" || b.names[0] == b.names[1] {
		t.Fatalf("the people are called %q", b.names)
	}
	key, recipient := newIdentity(t)
	b.identity = key
	_, second := newIdentity(t)
	size, err := b.a.Backup(b.a.System(t, "cli"), b.backup, []string{second, recipient})
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(b.backup)
	if err != nil || info.Size() != size || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup has %v bytes and the rights %v (%v), want %d and 0600", info.Size(), info.Mode().Perm(), err, size)
	}
	b.a.Clock.Advance(time.Hour)
	b.a.Erase(t, b.erased.Folder)
	if err := b.a.KeepErasures(t.Context()); err != nil {
		t.Fatal(err)
	}
	return b
}

func newIdentity(t *testing.T) (file, recipient string) {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "identity")
	if err := os.WriteFile(file, []byte(key.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file, key.Recipient().String()
}

// keysApart gives a data folder that has nothing but the folder keys as it was copied apart.
func (b backedUp) keysApart(t *testing.T) app.Config {
	t.Helper()
	data := t.TempDir()
	if err := os.CopyFS(filepath.Join(data, "keys"), os.DirFS(filepath.Join(b.a.Config.Data, "keys"))); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(filepath.Join(data, "keys"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return os.Chmod(path, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return app.Config{Data: data, Clock: b.a.Clock, Log: b.a.Config.Log}
}

func restore(t *testing.T, c app.Config, from, identity string) (app.Restored, error) {
	t.Helper()
	ctx := access.WithActor(t.Context(), access.NewSystem("cli", ""))
	return app.Restore(ctx, c, from, identity)
}

func TestRestore(t *testing.T) {
	b := backUp(t)
	c := b.keysApart(t)
	got, err := restore(t, c, b.backup, b.identity)
	if err != nil || !got.OK || got.Erased != 1 {
		t.Fatalf("Restore = %+v, %v; want one erasure again, and OK", got, err)
	}
	restored := b.a.Reopen(t, c)
	if was := name(t, restored, b.kept); was != b.names[0] {
		t.Errorf("the person who was kept is called %q, want %q", was, b.names[0])
	}
	if was := name(t, restored, b.erased); was != "" {
		t.Errorf("the person who was erased is called %q", was)
	}
	verified, err := restored.Verify(t.Context(), app.Outside{})
	if err != nil || !verified.OK || verified.Entries <= got.Entries-1 {
		t.Errorf("Verify = %+v, %v", verified, err)
	}
	left, err := filepath.Glob(filepath.Join(c.Data, ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("the restore left %v (%v)", left, err)
	}
	// The restored partnership can be worked with, and be backed up and restored again.
	restored.Refer(t, service)
	if _, err := restore(t, c, b.backup, b.identity); errs.KindOf(err) != errs.Conflict {
		t.Errorf("over a database that is there: %v, want conflict", err)
	}
}

// TestRestoreOfAnOldLedger: an erasure before the backup is in the backup, whatever the ledger says.
func TestRestoreOfAnOldLedger(t *testing.T) {
	b := backUp(t)
	again := filepath.Join(t.TempDir(), "again.age")
	identity, recipient := newIdentity(t)
	if _, err := b.a.Backup(b.a.System(t, "cli"), again, []string{recipient}); err != nil {
		t.Fatal(err)
	}
	c := b.keysApart(t)
	for _, ledger := range ledgers(c) {
		if err := os.WriteFile(ledger, []byte("[]"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := restore(t, c, again, identity)
	if err != nil || !got.OK || got.Erased != 0 {
		t.Fatalf("Restore = %+v, %v; want nothing to erase again, and OK", got, err)
	}
	if was := name(t, b.a.Reopen(t, c), b.erased); was != "" {
		t.Errorf("the person who was erased is called %q", was)
	}
}

// ledgers are both copies of the ledger of erasures.
func ledgers(c app.Config) [2]string {
	return [2]string{filepath.Join(c.Data, "keys", "erased.json"), filepath.Join(c.Data, "keys", "second", "erased.json")}
}

// TestRestoreWithOneLedger: either copy of the ledger is enough, one that was copied before the minute was over too.
func TestRestoreWithOneLedger(t *testing.T) {
	for i := range 2 {
		b := backUp(t)
		c := b.keysApart(t)
		if err := os.Remove(ledgers(c)[i]); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Join(c.Data, ".restore-killed"), 0o700); err != nil {
			t.Fatal(err)
		}
		before, err := b.a.Keys.Ledger(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got, err := restore(t, c, b.backup, b.identity)
		if err != nil || !got.OK || got.Erased != len(before) {
			t.Fatalf("Restore = %+v, %v; want %d erasures again, and OK", got, err, len(before))
		}
		if was := name(t, b.a.Reopen(t, c), b.erased); was != "" {
			t.Errorf("the person who was erased is called %q", was)
		}
		if left, err := filepath.Glob(filepath.Join(c.Data, ".restore-*")); err != nil || len(left) > 0 {
			t.Errorf("left %v (%v), what a killed restore left is swept", left, err)
		}
	}
}

func TestRestoreRefuses(t *testing.T) {
	b := backUp(t)
	whole, err := os.ReadFile(b.backup)
	if err != nil {
		t.Fatal(err)
	}
	other, _ := newIdentity(t)
	write := func(t *testing.T, content []byte) string {
		path := filepath.Join(t.TempDir(), "other.age")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	altered := func(at int) []byte {
		c := bytes.Clone(whole)
		c[at] ^= 1
		return c
	}
	none := func(*testing.T, app.Config) {}
	tests := []struct {
		name     string
		from     []byte
		identity string
		before   func(*testing.T, app.Config)
		want     errs.Kind
	}{
		{"for other recipients", whole, other, none, errs.Forbidden},
		{"an identity that is none", whole, b.backup, none, errs.Invalid},
		{"altered in the middle", altered(len(whole) / 2), b.identity, none, errs.Invalid},
		{"altered at the end", altered(len(whole) - 1), b.identity, none, errs.Invalid},
		{"altered at the beginning", altered(2), b.identity, none, errs.Invalid},
		{"cut short", whole[:len(whole)/2], b.identity, none, errs.Invalid},
		{"cut at a whole chunk", whole[:len(whole)-len(whole)%(64<<10)], b.identity, none, errs.Invalid},
		{"more behind it", append(bytes.Clone(whole), 0), b.identity, none, errs.Invalid},
		{"empty", nil, b.identity, none, errs.Invalid},
		{"not a backup", []byte("hello"), b.identity, none, errs.Invalid},
		{"no key ring", whole, b.identity, func(t *testing.T, c app.Config) {
			if err := os.RemoveAll(filepath.Join(c.Data, "keys")); err != nil {
				t.Fatal(err)
			}
		}, errs.Invalid},
		{"no ledger of erasures", whole, b.identity, func(t *testing.T, c app.Config) {
			for _, ledger := range ledgers(c) {
				if err := os.Remove(ledger); err != nil {
					t.Fatal(err)
				}
			}
		}, errs.Invalid},
		{"another's key ring", whole, b.identity, func(t *testing.T, c app.Config) {
			theirs := apptest.New(t, store.SQLite)
			if err := os.RemoveAll(filepath.Join(c.Data, "keys")); err != nil {
				t.Fatal(err)
			}
			if err := os.CopyFS(filepath.Join(c.Data, "keys"), os.DirFS(filepath.Join(theirs.Config.Data, "keys"))); err != nil {
				t.Fatal(err)
			}
			for _, ring := range []string{"ring.json", filepath.Join("second", "ring.json")} {
				if err := os.Chmod(filepath.Join(c.Data, "keys", ring), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}, errs.Invalid},
		{"a log of writes left from before", whole, b.identity, func(t *testing.T, c app.Config) {
			if err := os.WriteFile(filepath.Join(c.Data, "goldenthread.db-wal"), []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, errs.Conflict},
		{"a folder of a demonstration", whole, b.identity, func(t *testing.T, c app.Config) {
			if err := os.WriteFile(filepath.Join(c.Data, "demonstration"), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}, errs.Conflict},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := b.keysApart(t)
			tt.before(t, c)
			before := files(t, c.Data)
			got, err := restore(t, c, write(t, tt.from), tt.identity)
			if errs.KindOf(err) != tt.want {
				t.Errorf("Restore = %+v, %v; want %v", got, err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "AGE-SECRET-KEY-1") {
				t.Error("the error quotes the identity")
			}
			if diff := cmp.Diff(before, files(t, c.Data)); diff != "" {
				t.Errorf("a refused restore changed the folder:\n%s", diff)
			}
		})
	}
}

// TestRestoreOfADemonstration: a backup of a demonstration makes a demonstration, in a folder marked as one, also where an earlier
// restore was killed after it had marked it; never real records.
func TestRestoreOfADemonstration(t *testing.T) {
	like := apptest.New(t, store.SQLite)
	data := func() app.Config { return app.Config{Data: t.TempDir(), Clock: like.Clock, Log: like.Config.Log} }
	demo := data()
	demo.Demo = true
	a, err := app.Open(t.Context(), demo)
	if err != nil {
		t.Fatal(err)
	}
	cli := access.WithActor(t.Context(), access.NewSystem("cli", ""))
	if _, err := gate.Write(cli, a.Gate, "", a.Prepare().Run); err != nil {
		t.Fatal(err)
	}
	identity, recipient := newIdentity(t)
	backup := filepath.Join(t.TempDir(), "backup.age")
	if _, err := a.Backup(cli, backup, []string{recipient}); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	for _, marked := range []bool{false, true} {
		c := backedUp{a: &apptest.App{App: a, Clock: like.Clock}}.keysApart(t)
		if marked {
			if err := os.WriteFile(filepath.Join(c.Data, "demonstration"), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := restore(t, c, backup, identity); err != nil || !got.OK || !got.Demo {
			t.Fatalf("marked before %t: Restore = %+v, %v; want a demonstration", marked, got, err)
		}
		if !app.IsDemonstration(c.Data) || !app.DemonstrationLoaded(c.Data) {
			t.Errorf("marked before %t: it is not known as a whole demonstration, and would be begun again", marked)
		}
		if _, err := app.Open(t.Context(), c); errs.KindOf(err) != errs.Conflict {
			t.Errorf("marked before %t: opened for real work: %v, want conflict", marked, err)
		}
		if err := app.ClearDemonstration(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		c.Demo = true
		again, err := app.Open(t.Context(), c)
		if err != nil {
			t.Fatalf("marked before %t: opening it: %v", marked, err)
		}
		if needed, err := gate.Read(cli, again.Gate, again.Prepare().Needed); err != nil || needed {
			t.Errorf("marked before %t: it holds nothing of what was backed up (%v)", marked, err)
		}
		if err := again.Close(); err != nil {
			t.Error(err)
		}
		if _, err := restore(t, c, backup, identity); errs.KindOf(err) != errs.Conflict {
			t.Errorf("marked before %t: over what is there: %v, want conflict", marked, err)
		}
	}
	real := backUp(t)
	if _, err := restore(t, real.a.Config, backup, identity); errs.KindOf(err) != errs.Conflict {
		t.Errorf("beside real records: %v, want conflict", err)
	}
	c := real.keysApart(t)
	if _, err := restore(t, c, backup, identity); errs.KindOf(err) != errs.Invalid || app.IsDemonstration(c.Data) {
		t.Errorf("under the keys of real records: %v, and the folder is marked %t; want invalid", err, app.IsDemonstration(c.Data))
	}
}

// TestRestoreOfALogThatDoesNotVerify: whoever has only the data cannot sign for it.
func TestRestoreOfALogThatDoesNotVerify(t *testing.T) {
	b := backUp(t)
	c := b.keysApart(t)
	signer := filepath.Join(c.Data, "keys", "signer")
	if err := os.Remove(signer); err != nil {
		t.Fatal(err)
	}
	if _, err := audit.LoadSigner(signer, "goldenthread"); err != nil {
		t.Fatal(err)
	}
	before := files(t, c.Data)
	got, err := restore(t, c, b.backup, b.identity)
	if err != nil || got.OK || got.Bad == nil || got.Entries == 0 {
		t.Errorf("Restore = %+v, %v; want not OK, and what is bad", got, err)
	}
	if diff := cmp.Diff(before, files(t, c.Data)); diff != "" {
		t.Errorf("it changed the folder:\n%s", diff)
	}
}

// files gives what is in a folder, by name, without the lock file of the ring.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".lock") {
			return err
		}
		content, err := os.ReadFile(path)
		found[strings.TrimPrefix(path, dir)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestBackupRefuses(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	_, recipient := newIdentity(t)
	dir := t.TempDir()
	there := filepath.Join(dir, "there")
	if err := os.WriteFile(there, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name       string
		ctx        context.Context
		to         string
		recipients []string
		want       errs.Kind
	}{
		{"nobody could open it", a.System(t, "cli"), filepath.Join(dir, "a"), nil, errs.Invalid},
		{"no key", a.System(t, "cli"), filepath.Join(dir, "a"), []string{recipient, "age1nonsense"}, errs.Invalid},
		{"over another file", a.System(t, "cli"), there, []string{recipient}, errs.Conflict},
		{"no such folder", a.System(t, "cli"), filepath.Join(dir, "none", "a"), []string{recipient}, errs.Invalid},
		{"a member of staff", a.As(t, access.SystemAdministrator, service), filepath.Join(dir, "a"), []string{recipient}, errs.NotFound},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := a.Backup(tt.ctx, tt.to, tt.recipients); errs.KindOf(err) != tt.want {
				t.Errorf("Backup: %v, want %v", err, tt.want)
			}
			if diff := cmp.Diff(map[string]string{"/there": "kept"}, files(t, dir)); diff != "" {
				t.Errorf("a refused backup left something:\n%s", diff)
			}
			if left, _ := filepath.Glob(filepath.Join(a.Config.Data, ".backup-*")); len(left) > 0 {
				t.Errorf("a refused backup left %v", left)
			}
		})
	}
}

func TestBackupOfPostgres(t *testing.T) {
	a := apptest.New(t, store.Postgres)
	_, recipient := newIdentity(t)
	if _, err := a.Backup(a.System(t, "cli"), filepath.Join(t.TempDir(), "a"), []string{recipient}); errs.KindOf(err) != errs.Invalid {
		t.Errorf("Backup: %v, want invalid", err)
	}
}
