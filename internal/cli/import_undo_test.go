package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestImportUndo takes a list of cases in and undoes it, by the id that was answered.
func TestImportUndo(t *testing.T) {
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "list.csv")
	text := "Surname,Forename,DOB,Postcode,Mobile,Safe to call,Opened\nQuill,Ann,05/05/1990,ST1 3AB,07700900777,Y,02/02/2020\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	begin(t, "--data", data)
	code, out := running(t, "import", "caseload", "--data", data, "--service", "harmony", file, "--json")
	if code == 0 || !strings.Contains(out, "no supervisor") {
		t.Fatalf("with nobody to answer for what waits: exit %d, %s", code, out)
	}
	if code, out := running(t, "user", "add", "--data", data, "--email", "sue@example.org", "--name", "Sue", "--role", "supervisor", "--service", "harmony", "--json"); code != 0 {
		t.Fatalf("adding a supervisor: exit %d, %s", code, out)
	}
	code, out = running(t, "import", "caseload", "--data", data, "--service", "harmony", file, "--json")
	var brought struct{ List string }
	if err := json.Unmarshal([]byte(out), &brought); err != nil || code != 0 || brought.List == "" {
		t.Fatalf("exit %d: %s", code, out)
	}
	if code, out = running(t, "import", "undo", "--data", data, brought.List, "--json"); code != 0 || !strings.Contains(out, `"referrals":1`) {
		t.Errorf("undoing: exit %d: %s", code, out)
	}
	if code, out = running(t, "import", "undo", "--data", data, brought.List, "--json"); code != 2 || !strings.Contains(out, "no list of cases") {
		t.Errorf("undone twice: exit %d: %s", code, out)
	}
}
