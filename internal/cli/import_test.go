package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/cli"
)

// importing runs import police and gives its exit code, what it answered and what it said beside.
func importing(t *testing.T, args ...string) (code int, out, said string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = cli.Main(t.Context(), append([]string{"import", "police"}, args...), cli.IO{In: strings.NewReader(""), Out: &stdout, Err: &stderr})
	return code, stdout.String(), stderr.String()
}

// TestImportPolice holds the answer to its published form, twice over.
func TestImportPolice(t *testing.T) {
	data, file := t.TempDir(), filepath.Join("..", "..", "testdata", "police", "cleveland-2014-07.csv")
	begin(t, "--data", data)
	const want = `{"rows":118,"accepted":106,"held":6,"signposted":1,"opted_out":0,"not_usable":5,"already_known":0,` +
		`"reasons":{"child_protection_hold":2,"consent_missing":2,"duplicate":5,"excluded_type":1,"no_safe_contact":2},"doubted":0,"doubts":{}}` + "\n"
	for range 2 {
		code, out, said := importing(t, "--data", data, "--service", "adt", file, "--json")
		if diff := cmp.Diff(want, out); diff != "" || code != 0 || said != "" {
			t.Errorf("exit %d, said %q (-want +got):\n%s", code, said, diff)
		}
	}
	code, out, _ := importing(t, "--data", data, "--service", "adt", file)
	if code != 0 || !strings.Contains(out, "Adds up.") || !strings.Contains(out, "118 were already here") {
		t.Errorf("exit %d: %s", code, out)
	}
}

// TestImportPoliceRows: asked for, each row that was not accepted is there with its reason, and a duplicate with
// the row it repeats.
func TestImportPoliceRows(t *testing.T) {
	data := t.TempDir()
	begin(t, "--data", data)
	code, out, _ := importing(t, "--data", data, "--service", "adt", "--rows", filepath.Join("..", "..", "testdata", "police", "cleveland-2014-07.csv"), "--json")
	var answer struct {
		Rows, Accepted int
		Reasons        map[string]int
		NotAccepted    []struct {
			Row, Line int
			Outcome   string
			Reason    string
			SameAs    int `json:"same_as"`
		} `json:"not_accepted"`
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil || code != 0 {
		t.Fatalf("exit %d: %v", code, err)
	}
	if len(answer.NotAccepted) != answer.Rows-answer.Accepted {
		t.Errorf("%d rows are named, %d were not accepted", len(answer.NotAccepted), answer.Rows-answer.Accepted)
	}
	counted := map[string]int{}
	for _, row := range answer.NotAccepted {
		counted[row.Reason]++
		if row.Row < 1 || row.Line <= row.Row || row.Outcome == "accepted" || row.Reason == "duplicate" && row.SameAs < 1 {
			t.Errorf("a row that says too little: %+v", row)
		}
	}
	if diff := cmp.Diff(answer.Reasons, counted); diff != "" {
		t.Errorf("the rows by reason (-sums +rows):\n%s", diff)
	}
}

func TestImportPoliceRefuses(t *testing.T) {
	folder := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	data := filepath.Join(folder, "data")
	begin(t, "--data", data)
	columns := file("columns.csv", "Name,Colour\nAnn,red\n")
	tests := []struct {
		name    string
		service string
		file    string
		code    int
	}{
		{"other columns", "adt", columns, 1},
		{"empty", "adt", file("empty.csv", ""), 1},
		{"a workbook", "adt", file("book.xlsx", "PK\x03\x04"), 1},
		{"no such file", "adt", filepath.Join(folder, "none.csv"), 2},
		{"a folder", "adt", folder, 2},
		{"no such service", "none", columns, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, out, said := importing(t, "--data", data, "--service", tt.service, tt.file, "--json")
			var answer struct{ Problem string }
			err := json.Unmarshal([]byte(out), &answer)
			if code != tt.code || said == "" || err != nil || answer.Problem == "" {
				t.Errorf("exit %d, want %d; %q; %q", code, tt.code, out, said)
			}
		})
	}
}
