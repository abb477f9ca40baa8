package cli_test

import (
	"encoding/json"
	"errors"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"goldenthread/internal/app"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// begin begins a partnership of one agency, in the data that flags name.
func begin(t *testing.T, flags ...string) {
	t.Helper()
	if code, out := running(t, append([]string{"agency", "add", "--key", "ash-homes", "--name", "Ash Homes", "--kind", "housing"}, flags...)...); code != 0 {
		t.Fatalf("agency add: %d %s", code, out)
	}
}

// Exit codes are an agreement with scripts: 0 done, 1 the answer is no, 2 wrong use; and with --json a
// fault is JSON too.
func TestExitCodes(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	if code, out := running(t, "agency", "add", "--data", data, "--key", "oak-homes", "--name", "Oak Homes", "--kind", "housing", "--json"); code != 0 {
		t.Fatalf("agency add: %d %s", code, out)
	}
	nowhere, police := filepath.Join(t.TempDir(), "typing-slip"), filepath.Join("..", "..", "testdata", "police", "durham-2014-04.csv")
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close() //nolint:errcheck // nobody is served
	tests := []struct {
		name string
		args []string
		want int
	}{
		{"no such command", []string{"nonsense"}, 2},
		{"the same agency again", []string{"agency", "add", "--data", data, "--key", "oak-homes", "--name", "Oak Homes", "--kind", "housing"}, 1},
		{"a key that can't be", []string{"agency", "add", "--data", data, "--key", "Oak Homes", "--name", "Oak Homes", "--kind", "housing"}, 2},
		{"the agencies there are", []string{"agency", "list", "--data", data}, 0},
		{"an agency by another name", []string{"agency", "rename", "--data", data, "--key", "oak-homes", "--name", "Oak and Ash Homes"}, 0},
		{"an agency there is not", []string{"agency", "rename", "--data", data, "--key", "elm-homes", "--name", "Elm"}, 1},
		{"an agency without a name", []string{"agency", "rename", "--data", data, "--key", "oak-homes", "--name", " "}, 2},
		{"no such return", []string{"report", "run", "none", "--data", data, "--from", "2017-04-01", "--to", "2018-03-31"}, 2},
		{"a year that ends before it begins", []string{"report", "run", "barnet-annual", "--data", data, "--from", "2018-04-01", "--to", "2018-03-31"}, 2},
		{"a day that is none", []string{"report", "run", "barnet-annual", "--data", data, "--from", "banana", "--to", "2018-03-31"}, 2},
		{"a return of an empty year", []string{"report", "run", "barnet-annual", "--data", data, "--from", "2017-04-01", "--to", "2018-03-31"}, 0},
		{"a version that nobody kept", []string{"report", "run", "barnet-annual", "--data", data, "--from", "2017-04-01", "--to", "2018-03-31", "--kept", "1"}, 1},
		{"a version as at another day", []string{"report", "run", "barnet-annual", "--data", data, "--from", "2017-04-01", "--to", "2018-03-31", "--kept", "1", "--as-at", "2018-04-06"}, 2},
		{"a return in two formats", []string{"report", "run", "barnet-annual", "--data", data, "--from", "2017-04-01", "--to", "2018-03-31", "--format", "html"}, 2},
		{"publishing in two formats", []string{"report", "run", "barnet-annual", "--data", data, "--from", "2017-04-01", "--to", "2018-03-31", "--publish", "--csv"}, 2},
		{"what changed since nothing", []string{"report", "since", "barnet-annual", "--data", data, "--from", "2017-04-01", "--to", "2018-03-31"}, 0},
		{"what changed since a version that nobody kept", []string{"report", "since", "barnet-annual", "--data", data, "--from", "2017-04-01", "--to", "2018-03-31", "--kept", "7"}, 1},
		{"a return of a folder without data", []string{"report", "run", "barnet-annual", "--data", nowhere, "--from", "2017-04-01", "--to", "2018-03-31"}, 2},
		{"verifying a folder without data", []string{"audit", "verify", "--data", nowhere}, 2},
		{"a checkpoint of a folder without data", []string{"audit", "checkpoint", "--data", nowhere}, 2},
		{"a proof from a folder without data", []string{"audit", "prove", "--data", nowhere, "0"}, 2},
		{"a police file into a folder without data", []string{"import", "police", "--data", nowhere, "--service", "adt", police}, 2},
		{"a list of cases into a folder without data", []string{"import", "caseload", "--data", nowhere, "--service", "harmony", police}, 2},
		{"undoing a list in a folder without data", []string{"import", "undo", "--data", nowhere, "list_1"}, 2},
		{"the agencies of a folder without data", []string{"agency", "list", "--data", nowhere}, 2},
		{"renaming an agency in a folder without data", []string{"agency", "rename", "--data", nowhere, "--key", "oak-homes", "--name", "Oak"}, 2},
		{"what was given up in a folder without data", []string{"given-up", "list", "--data", nowhere}, 2},
		{"a backup of a folder without data", []string{"backup", "--data", nowhere, "--recipient", "banana", filepath.Join(t.TempDir(), "none.age")}, 2},
		{"serving a folder without data", []string{"serve", "--data", nowhere, "--addr", taken.Addr().String()}, 2},
		{"a role there is not", []string{"user", "add", "--data", data, "--email", "a@example.org", "--name", "A. B.", "--role", "wizard"}, 2},
		{"a service there is not", []string{"user", "add", "--data", data, "--email", "a@example.org", "--name", "A. B.", "--role", "supervisor", "--service", "none"}, 2},
		{"a demonstration at no address", []string{"demo", "--data", nowhere, "--addr", "127.0.0.1"}, 2},
		{"a demonstration off this machine", []string{"demo", "--data", nowhere, "--addr", "0.0.0.0:0"}, 2},
		{"a demonstration where another program listens", []string{"demo", "--data", nowhere, "--addr", taken.Addr().String()}, 2},
		{"a backup for nobody", []string{"backup", "--data", data, "--recipient", "banana", filepath.Join(t.TempDir(), "copy.age")}, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, out := running(t, append(tt.args, "--json")...)
			if code != tt.want {
				t.Errorf("exit %d, want %d: %s", code, tt.want, out)
			}
			if !json.Valid([]byte(out)) {
				t.Errorf("the answer is not JSON: %s", out)
			}
		})
	}
	if _, err := os.Stat(nowhere); err == nil {
		t.Error("a command that only reads, or was refused, made a data folder")
	}
}

// TestNobodyIsTakenInWhereNothingWasBegun: a database in which no partnership was begun stays as it was, whatever the command, and a folder
// without the keys of a database's records gets none.
func TestNobodyIsTakenInWhereNothingWasBegun(t *testing.T) {
	police := filepath.Join("..", "..", "testdata", "police", "durham-2014-04.csv")
	refused := func(t *testing.T, want int, flags []string) {
		t.Helper()
		for _, args := range [][]string{{"import", "police", "--service", "adt", police}, {"agency", "list"}, {"audit", "verify"}, {"serve", "--addr", "127.0.0.1:0"},
			{"report", "run", "barnet-annual", "--from", "2017-04-01", "--to", "2018-03-31"}} {
			if code, out := running(t, slices.Concat(args, flags, []string{"--json"})...); code != want {
				t.Errorf("%s %s: exit %d, want %d: %s", args[0], args[1], code, want, out)
			}
		}
	}
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run("tables and nothing begun, "+engine, func(t *testing.T) {
			flags := place(t, engine)
			if engine == store.SQLite {
				if err := os.MkdirAll(flags[1], 0o700); err != nil {
					t.Fatal(err)
				}
				storetest.Copy(t, filepath.Join(flags[1], "goldenthread.db"), store.Options{}, app.Schemas()...)
			}
			refused(t, 2, flags)
			begin(t, flags...)
		})
	}
	t.Run("an empty database", func(t *testing.T) {
		flags := []string{"--data", filepath.Join(t.TempDir(), "data"), "--database", storetest.Address(t, store.Postgres)}
		refused(t, 2, flags)
		if _, err := os.Stat(flags[1]); err == nil {
			t.Error("a folder was made for it")
		}
		db, err := store.Open(t.Context(), flags[3], store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		made, err := db.Made(t.Context())
		if err := errors.Join(err, db.Close()); err != nil || made {
			t.Errorf("tables were made in it: %t %v", made, err)
		}
		begin(t, flags...)
	})
	t.Run("a slip in the folder of a database", func(t *testing.T) {
		flags := place(t, store.Postgres)
		begin(t, flags...)
		slip := []string{"--data", filepath.Join(t.TempDir(), "typing-slip"), "--database", flags[3]}
		refused(t, 1, slip)
		if code, out := running(t, append([]string{"agency", "add", "--key", "elm-homes", "--name", "Elm Homes", "--kind", "housing"}, slip...)...); code != 1 {
			t.Errorf("agency add: exit %d: %s", code, out)
		}
		if _, err := os.Stat(slip[1]); err == nil {
			t.Error("a folder with keys was made for it")
		}
	})
}

// A backup made by the command line comes back by the command line.
func TestBackupAndRestore(t *testing.T) {
	dir := t.TempDir()
	data, copied, again := filepath.Join(dir, "data"), filepath.Join(dir, "copy.age"), filepath.Join(dir, "again")
	begin(t, "--data", data)
	if code, out := running(t, "import", "police", "--data", data, "--service", "adt", "../../testdata/police/durham-2014-04.csv", "--json"); code != 0 {
		t.Fatalf("import: %d %s", code, out)
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	identity := filepath.Join(dir, "identity.txt")
	if err := os.WriteFile(identity, []byte(key.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out := running(t, "backup", "--data", data, "--recipient", key.Recipient().String(), copied, "--json"); code != 0 {
		t.Fatalf("backup: %d %s", code, out)
	}
	if err := os.CopyFS(filepath.Join(again, "keys"), os.DirFS(filepath.Join(data, "keys"))); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(filepath.Join(again, "keys"), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			err = os.Chmod(path, 0o600) // as an operator's copy keeps it
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if code, out := running(t, "restore", "--data", again, "--identity", identity, copied, "--json"); code != 0 {
		t.Fatalf("restore: %d %s", code, out)
	}
	if code, out := running(t, "audit", "verify", "--data", again, "--json"); code != 0 {
		t.Errorf("verifying what was restored: %d %s", code, out)
	}
}

// A changed file is tried on what came in: through the file itself nothing changes; without its list of
// excluded offences the one that was pointed elsewhere would have been taken.
func TestSimulate(t *testing.T) {
	dir := t.TempDir()
	data, tried := filepath.Join(dir, "data"), filepath.Join(dir, "adt.yaml")
	begin(t, "--data", data)
	if code, out := running(t, "import", "police", "--data", data, "--service", "adt", "../../testdata/police/cleveland-2014-07.csv", "--json"); code != 0 {
		t.Fatalf("import: %d %s", code, out)
	}
	file, err := os.ReadFile("../../catalogue/services/adt.yaml")
	if err != nil {
		t.Fatal(err)
	}
	open := regexp.MustCompile(`(?m)^excluded_offences: .*$`).ReplaceAll(file, []byte("excluded_offences: []"))
	for _, tt := range []struct {
		name    string
		content []byte
		code    int
		changed float64
	}{
		{"the same", file, 0, 0},
		{"nothing excluded", open, 0, 1},
		{"a file with a fault", []byte("key: adt\n"), 2, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := os.WriteFile(tried, tt.content, 0o600); err != nil {
				t.Fatal(err)
			}
			code, out := running(t, "catalogue", "simulate", "--service", "adt", "--with", tried, "--data", data, "--json")
			var got map[string]any
			if err := json.Unmarshal([]byte(out), &got); err != nil || code != tt.code {
				t.Fatalf("exit %d, want %d: %s (%v)", code, tt.code, out, err)
			}
			if code == 0 && (got["referrals"] != 113.0 || got["changed"] != tt.changed) {
				t.Errorf("answered %s, want 113 referrals and %v changed", out, tt.changed)
			}
		})
	}
	slower := regexp.MustCompile(`(who: victim care officer, clock: )2 working days`).ReplaceAll(file, []byte("${1}9 working days"))
	if err := os.WriteFile(tried, slower, 0o600); err != nil {
		t.Fatal(err)
	}
	code, out := running(t, "catalogue", "simulate", "--service", "adt", "--with", tried, "--data", data)
	for _, want := range []string{"to be reached within 2 working days now, within 9 working days with the changed file: of ", "0 were reached, 0 of them in time now, 0 with the changed file",
		"Clock of First contact: 2 working days now, 9 working days with the changed file."} {
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("a slower first contact: exit %d, and no %q in\n%s", code, want, out)
		}
	}
	for name, tt := range map[string]struct {
		old, now string
		want     []string
	}{
		"other hours alone": {`open: "09:00"`, `open: "11:00"`, []string{"Every clock in working hours or days runs by other hours: mon tue wed thu fri 09:00 to 17:00, without the holidays of england-wales now, " +
			"mon tue wed thu fri 11:00 to 17:00, without the holidays of england-wales with the changed file."}},
		"no time at all": {"who: victim care officer, clock: 2 working days", "who: victim care officer",
			[]string{"to be reached within 2 working days now, at no set time with the changed file: of "}},
	} {
		if err := os.WriteFile(tried, []byte(strings.Replace(string(file), tt.old, tt.now, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		code, out := running(t, "catalogue", "simulate", "--service", "adt", "--with", tried, "--data", data)
		for _, want := range tt.want {
			if code != 0 || !strings.Contains(out, want) {
				t.Errorf("%s: exit %d, and no %q in\n%s", name, code, want, out)
			}
		}
	}
}
