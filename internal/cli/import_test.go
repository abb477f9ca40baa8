package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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

// TestFromAListToTheReturn: a service that kept its cases in a spreadsheet brings them in, with columns put right by a file, and makes its
// return of a year gone by, by commands alone: who came, from where, how old they were then, and what the list says of their gender and
// ethnicity. Of how long they waited, which no list tells, nothing is made up.
func TestFromAListToTheReturn(t *testing.T) {
	data, dir := filepath.Join(t.TempDir(), "data"), t.TempDir()
	list, columns := filepath.Join(dir, "list.csv"), filepath.Join(dir, "columns.json")
	for path, text := range map[string]string{
		list: "Case ref,Known as,Last name,DOB,M/F,Ethnic group,Postcode,Mobile,OK to call,Came from,Opened,Closed,Why closed,Case worker\n" +
			"B1,Ann,Quill,05/05/1999,F,White British,EN5 1AB,07700900771,Y,housing,12/05/2017,01/09/2017,goals_met,kim@example.org\n" +
			"B2,Bo,Rowe,01/02/1950,M,Prefer not to say,EN5 1AB,07700900772,Y,metropolitan_police,13/06/2017,,,kim@example.org\n" +
			"B3,Cy,Tarn,01/02/1980,,Kurdish,EN5 1AB,07700900773,Y,self,14/12/2017,,,\n" +
			"B4,Di,Voss,01/02/1981,,,EN5 1AB,07700900774,Y,self,,,,\n",
		columns: `{"Known as":"forename","Came from":"source","Why closed":"close_reason"}`,
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{
		{"user", "add", "--email", "sue@example.org", "--name", "Sue Lee", "--role", "supervisor", "--service", "barnet-asb"},
		{"user", "add", "--email", "kim@example.org", "--name", "Kim Ray", "--role", "case worker", "--service", "barnet-asb"},
		{"import", "caseload", "--service", "barnet-asb", "--mapping", columns, list},
	} {
		if code, out := running(t, append(args, "--data", data, "--json")...); code != 0 {
			t.Fatalf("%q: exit %d: %s", args[:2], code, out)
		}
	}
	code, out := running(t, "report", "run", "barnet-annual", "--data", data, "--from", "2017-04-01", "--to", "2018-03-31", "--csv")
	if code != 0 {
		t.Fatalf("the return: exit %d: %s", code, out)
	}
	for _, line := range []string{"Male,1,34%", "Female,1,33%", "Not given,1,33%", "White British,1,", "Not given,2,", "18 to 25,1,", "36 to 45,1,", "66 and over,1,",
		"Housing,0,1,33%", "Self-referral,1,1,33%", "How long people waited,Nothing was recorded about this in this period."} {
		if !strings.Contains(out, line) {
			t.Errorf("the return does not say %q", line)
		}
	}
	if t.Failed() {
		t.Log(out)
	}

	// Published again with other figures only by who says so.
	for _, tt := range []struct {
		args []string
		want int
		says string
	}{
		{nil, 2, "--publish"},
		{[]string{"--publish"}, 0, ""},
		{[]string{"--publish", "--as-at", "2018-04-06"}, 1, "with other figures. Whoever has both can tell"},
		{[]string{"--publish", "--as-at", "2018-04-06", "--again"}, 0, ""},
	} {
		if tt.args == nil {
			tt.args = []string{"--again"}
		}
		code, out := running(t, append([]string{"report", "run", "barnet-annual", "--data", data, "--from", "2017-04-01", "--to", "2018-03-31", "--json"}, tt.args...)...)
		if code != tt.want || !strings.Contains(out, tt.says) {
			t.Errorf("%v: exit %d, want %d with %q: %.200s", tt.args, code, tt.want, tt.says, out)
		}
	}

	// One without an opening day is opened today: nobody waited 0 days for that.
	now := time.Now()
	from := now.AddDate(0, 0, 1-now.Day())
	code, out = running(t, "report", "run", "barnet-annual", "--data", data, "--from", from.Format(time.DateOnly),
		"--to", from.AddDate(1, 0, -1).Format(time.DateOnly), "--csv")
	if code != 0 || !strings.Contains(out, "\nSelf-referral,0,1,0,100%") || !strings.Contains(out, "How long people waited,Nothing was recorded about this in this period.") {
		t.Errorf("one of which the list says no day: exit %d: %s", code, out)
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
