package referrals_test

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/intake"
	"goldenthread/internal/store"
	"goldenthread/internal/web/referrals"
	"goldenthread/internal/web/webtest"
)

const oldList = "Cases of the old project\n" +
	"Client,Born on,Mobile,Postcode,Opened,Closed,Ref,OK to phone,Key worker,Shoe size\n" +
	"Ada Mensah,27/03/1984,07700900123,ST1 3AB,02/01/2026,,R-1,Y,case-worker.harmony@example.org,4\n" +
	"Bo Lind,05/05/1990,07700900124,ST1 3AB,02/02/2026,01/03/2026,R-2,Y,,5\n" +
	"Cy Rowe,05/05/1991,07700900125,ST1 3AB,03/02/2026,,R-3,Y,Jo from before,6\n" +
	"Ed Ford,05/05/1993,07700900127,ST1 3AB,31/02/2026,,R-5,Y,,7\n"

var chosen = regexp.MustCompile(`(?s)<label[^>]*for="(column-\d+)"[^>]*>\s*([^<]*?)\s*</label>.*?<option value="([a-z_0-9]+)" selected>`)

// columnsOn gives the name of each column's input, by the column, and what it is taken for.
func columnsOn(t *testing.T, page string) (inputs, taken map[string]string) {
	t.Helper()
	inputs, taken = map[string]string{}, map[string]string{}
	for _, m := range chosen.FindAllStringSubmatch(page, -1) {
		inputs[html.UnescapeString(m[2])], taken[html.UnescapeString(m[2])] = m[1], m[3]
	}
	return inputs, taken
}

func harmonyWorld(t *testing.T, engine string) world {
	t.Helper()
	a := apptest.New(t, engine)
	w := world{webtest.New(t, a.Gate, a.Clock, referrals.Routes(a.Catalogue)), a}
	w.Person(t, admin, a.As(t, access.Administrator, "harmony"))
	w.Person(t, boss, a.As(t, access.Supervisor, "harmony"))
	w.Person(t, worker, a.As(t, access.CaseWorker, "harmony"))
	return w
}

// handIn hands a list in and gives its address.
func (w world) handIn(t *testing.T, who, content string) string {
	t.Helper()
	key := webtest.Key(t, w.Page(t, who, "/caseloads"))
	got := w.Upload(t, who, "/caseloads", url.Values{"_key": {key}, "service": {"harmony"}}, "file", "cases.csv", []byte(content))
	if got.Code != 303 {
		t.Fatalf("handing in the list: status %d\n%s", got.Code, plain(got.Body.String()))
	}
	return got.Header().Get("Location")
}

// TestAListOfCasesOnThePages: handed in, its columns corrected, tried out, taken in, a row mended, and undone as one:
// the database is as before, and nobody else saw the file.
func TestAListOfCasesOnThePages(t *testing.T) {
	w := harmonyWorld(t, store.SQLite)
	before := w.app.Digest(t)
	at := w.handIn(t, admin, oldList)
	page := w.Page(t, admin, at)
	inputs, taken := columnsOn(t, page)
	want := map[string]string{"Client": "full_name", "Born on": "none", "Mobile": "phone_mobile", "Postcode": "postcode", "Opened": "opened_on",
		"Closed": "closed_on", "Ref": "crime_reference", "OK to phone": "safe_to_phone", "Key worker": "worker", "Shoe size": "none"}
	if diff := cmp.Diff(want, taken); diff != "" {
		t.Fatalf("proposed (-want +got):\n%s", diff)
	}
	must(t, page, "In 4 of 4 rows, like: 27/03/1984; 05/05/1990; 05/05/1991", "Case reference", "rows seen 6", "to be judged equals = 4")
	for _, who := range []string{boss, worker} {
		if got := w.Get(who, at); got.Code != 404 {
			t.Errorf("%s sees what somebody else handed in: status %d", who, got.Code)
		}
	}
	form := url.Values{}
	for header, input := range inputs {
		form.Set(input, taken[header])
	}
	form.Set(inputs["Client"], "none")
	if status, _, body := w.send(t, admin, at, form); status != 422 || !strings.Contains(body, "No column holds a name") {
		t.Errorf("without a name: status %d\n%.500s", status, plain(body))
	}
	form.Set(inputs["Client"], "full_name")
	form.Set(inputs["Born on"], "date_of_birth")
	if status, location, body := w.send(t, admin, at, form); status != 303 || location != at+"/tried" {
		t.Fatalf("trying it out: status %d to %s\n%s", status, location, plain(body))
	}
	tried := w.Page(t, admin, at+"/tried")
	must(t, tried, "nothing is taken in yet", "rows in the file 4", "to contact equals = 3", "not usable plus + 1", "It adds up.",
		"Open, with Staff case-worker", "Closed", "Open. Waits: the worker it names can't have it; Staff administrator answers for it.", "In the cell: opened on.")
	must(t, w.Page(t, admin, at+"/tried?ended=not_usable"), "Row 4, line 6")
	if kept := w.app.Digest(t); kept["case_file"] != before["case_file"] || kept["person"] != before["person"] {
		t.Error("trying it out took something in")
	}
	got := w.Post(admin, at+"/take", withHidden(tried, at+"/take", nil))
	filed := got.Header().Get("Location")
	if got.Code != 303 || !strings.HasPrefix(filed, "/referral-files/") {
		t.Fatalf("taking it in: status %d to %s\n%s", got.Code, filed, plain(got.Body.String()))
	}
	if got := w.Get(admin, at); got.Code != 404 {
		t.Errorf("the file is kept after it is in: status %d", got.Code)
	}
	must(t, w.Page(t, boss, filed), "List of cases", "to contact equals = 3", "Open, with Staff case-worker", "Undo this list", "Mend this row")
	w.mendInList(t, filed)
	must(t, w.Page(t, boss, filed), "to contact equals = 4", "not usable plus + 0", "Mended.")
	must(t, w.Page(t, boss, filed+"/undo"), "4 rows, and 4 records with their cases")
	if got := w.Get(worker, filed+"/undo"); got.Code != 404 {
		t.Errorf("a case worker may undo a list: status %d", got.Code)
	}
	if status, location, body := w.send(t, boss, filed+"/undo", nil); status != 303 || location != "/caseloads" {
		t.Fatalf("undoing: status %d to %s\n%s", status, location, plain(body))
	}
	if diff := cmp.Diff(before, w.app.Digest(t)); diff != "" {
		t.Errorf("undone, something is not as before:\n%s", diff)
	}
}

// mendInList mends the fourth row of a list, by column under the list's own names.
func (w world) mendInList(t *testing.T, filed string) {
	t.Helper()
	row := filed + "/rows/4"
	page := w.Page(t, boss, row)
	must(t, page, "Opened on", "Surname", "What is empty in this row")
	mustNot(t, page, "Victim number", "Offence")
	form := url.Values{"surname": {"Ford"}, "forename": {"Ed"}, "full_name": {"Ed Ford"}, "date_of_birth": {"05/05/1993"}, "phone_mobile": {"07700900127"},
		"postcode": {"ST1 3AB"}, "crime_reference": {"R-5"}, "safe_to_phone": {"Y"}, "opened_on": {"31/02/2026"}}
	if status, _, body := w.send(t, boss, row, form); status != 422 || !strings.Contains(body, "not a date in the calendar") {
		t.Errorf("still wrong: status %d\n%.800s", status, plain(body))
	}
	form.Set("opened_on", "28/02/2026")
	if status, location, body := w.send(t, boss, row, form); status != 303 || location != filed {
		t.Fatalf("mending the row: status %d to %s\n%.1500s", status, location, plain(body))
	}
}

// TestAListThatIsNone: a bad file is refused beside the field and keeps nothing; a list can be given up.
func TestAListThatIsNone(t *testing.T) {
	w := harmonyWorld(t, store.SQLite)
	before := w.app.Digest(t)
	key := webtest.Key(t, w.Page(t, admin, "/caseloads"))
	for name, content := range map[string]string{"empty": "", "a letter": "Dear all,\nno list today.\n", "a broken workbook": "PK\x03\x04rubbish", "names alone": "Client,DOB,Opened\n"} {
		got := w.Upload(t, admin, "/caseloads", url.Values{"_key": {key}, "service": {"harmony"}}, "file", "cases.xlsx", []byte(content))
		if got.Code != 422 || !strings.Contains(got.Body.String(), "There is a problem") {
			t.Errorf("%s: status %d\n%s", name, got.Code, plain(got.Body.String()))
		}
		webtest.Sound(t, name, got)
	}
	at := w.handIn(t, admin, oldList)
	must(t, w.Page(t, admin, "/caseloads"), "Handed in Thu 19 Nov")
	page := w.Page(t, admin, at)
	if got := w.Post(admin, at+"/drop", withHidden(page, at+"/drop", nil)); got.Code != 303 {
		t.Errorf("giving it up: status %d", got.Code)
	}
	if diff := cmp.Diff(before, w.app.Digest(t)); diff != "" {
		t.Errorf("given up, something is kept:\n%s", diff)
	}
	if got := w.Get(worker, "/caseloads"); got.Code != 404 {
		t.Errorf("a case worker hands in a list: status %d", got.Code)
	}
}

// TestAListThatIsTooLong: what can't be tried out in one request is refused beside the field, with the way that takes it.
func TestAListThatIsTooLong(t *testing.T) {
	w := harmonyWorld(t, store.SQLite)
	before := w.app.Digest(t)
	key := webtest.Key(t, w.Page(t, admin, "/caseloads"))
	content := "Surname,Opened\n" + strings.Repeat("Zander,02/01/2026\n", 10001)
	got := w.Upload(t, admin, "/caseloads", url.Values{"_key": {key}, "service": {"harmony"}}, "file", "cases.csv", []byte(content))
	if got.Code != 422 || !strings.Contains(got.Body.String(), "The list holds 10,001 rows") && !strings.Contains(got.Body.String(), "The list holds 10001 rows") {
		t.Errorf("status %d\n%.600s", got.Code, plain(got.Body.String()))
	}
	if diff := cmp.Diff(before, w.app.Digest(t)); diff != "" {
		t.Errorf("refused, something is kept:\n%s", diff)
	}
}

// TestAListThatStandsStillSaysHowLong: a list that the program left in the middle says within how many minutes it goes on.
func TestAListThatStandsStillSaysHowLong(t *testing.T) {
	w := harmonyWorld(t, store.SQLite)
	content := "Surname,Opened\n" + strings.Repeat("Mensah,02/02/2014\n", intake.AtOnce+1)
	at := w.handIn(t, admin, content)
	inputs, taken := columnsOn(t, w.Page(t, admin, at))
	form := url.Values{}
	for header, input := range inputs {
		form.Set(input, taken[header])
	}
	if status, _, body := w.send(t, admin, at, form); status != 303 {
		t.Fatalf("trying it out: status %d\n%s", status, plain(body))
	}
	must(t, w.Page(t, admin, at), "goes on by itself, also after an interruption: within 2 minutes of running again")
}
