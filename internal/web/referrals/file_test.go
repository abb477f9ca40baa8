package referrals_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"goldenthread/internal/store"
	"goldenthread/internal/web/webtest"
)

// takeIn hands in a file as somebody and gives the address of what came of it.
func (w world) takeIn(t *testing.T, who string, content []byte) string {
	t.Helper()
	key := webtest.Key(t, w.Page(t, who, "/referrals/file"))
	got := w.Upload(t, who, "/referrals/file", url.Values{"_key": {key}, "service": {"adt"}}, "file", "file.csv", content)
	if got.Code != 303 {
		t.Fatalf("taking in the file: status %d\n%s", got.Code, plain(got.Body.String()))
	}
	return got.Header().Get("Location")
}

func TestAPoliceFileAddsUpOnThePage(t *testing.T) {
	w := newWorld(t, store.SQLite)
	at := w.takeIn(t, admin, policeFile(t))
	page := w.Page(t, admin, at)
	must(t, page, "rows in the file 118", "It adds up.", "Explicit consent is needed for this offence", "All rows (99+)")
	inbox := w.Page(t, officer, "/referrals")
	must(t, inbox, "Police file", "rows in the file 118", "It adds up.")
	if again := w.takeIn(t, admin, policeFile(t)); again != at {
		t.Errorf("the same file again is %s, want %s", again, at)
	}
	must(t, w.Page(t, admin, at), "rows in the file 118")

	next := w.Page(t, admin, at+"?after=50")
	must(t, next, "Row 51")
	for who, want := range map[string]int{supervisor: 200, officer: 200, worker: 404, payer: 404, stranger: 200, "": 303} {
		if got := w.Get(who, at); got.Code != want {
			t.Errorf("%s as %q: status %d, want %d", at, who, got.Code, want)
		}
	}
}

func TestAFileThatIsNone(t *testing.T) {
	w := newWorld(t, store.SQLite)
	key := webtest.Key(t, w.Page(t, admin, "/referrals/file"))
	for name, content := range map[string]string{"empty": "", "a letter": "Dear all,\nno rows today.\n", "binary": "\x00\x01\x02\x03PNG"} {
		t.Run(name, func(t *testing.T) {
			got := w.Upload(t, admin, "/referrals/file", url.Values{"_key": {key}, "service": {"adt"}}, "file", "file.csv", []byte(content))
			if got.Code != 422 || !strings.Contains(got.Body.String(), "There is a problem") {
				t.Errorf("status %d\n%s", got.Code, plain(got.Body.String()))
			}
			webtest.Sound(t, name, got)
		})
	}
	if got := w.Get(officer, "/referrals/file"); got.Code != 404 {
		t.Errorf("a victim care officer may hand in a file: status %d", got.Code)
	}
}

// A row that could not be used is mended on the page and taken in.
func TestARowIsMended(t *testing.T) {
	w := newWorld(t, store.SQLite)
	lines := strings.SplitAfter(string(policeFile(t)), "\n")
	short := lines[0] + lines[1] + strings.Replace(lines[2], ",", "", 1)
	at := w.takeIn(t, admin, []byte(short))
	page := w.Page(t, admin, at+"?ended=not_usable")
	must(t, page, "Mend this row", "The row is broken")
	row := at + "/rows/2"
	status, location, body := w.send(t, admin, row, url.Values{"row": {strings.TrimSpace(lines[2])}})
	if status != 303 || location != at {
		t.Fatalf("mending the row: status %d, to %s\n%s", status, location, plain(body))
	}
	must(t, w.Page(t, admin, at), "not usable plus + 0", "Mended.")
}

// A row with a bad cell is shown by column, with what is wrong beside the cell, keeps what was typed when it
// is still wrong, and counts what it kept as typed.
func TestARowIsMendedByColumn(t *testing.T) {
	w := newWorld(t, store.SQLite)
	const names = "Force,Crime reference,Victim number,HO code,Surname,Forename,Date of birth,Offence date,Home phone,Address 1,Postcode,Consent\n"
	const cells = "Cleveland,CV/9/26,1,105A,Harbottle,Keeley,14/03/1987,31/02/2026,ask mum,4 Larkmoss Row,TS1 3AB,Informed\n"
	at := w.takeIn(t, admin, []byte(names+cells))
	page := w.Page(t, admin, at+"/rows/1")
	must(t, page, "Offence date", "The offence date is not a date in the calendar", "Surname", "Forename")
	must(t, w.Page(t, admin, at), "Could not be read", "1 row holds a cell that could not be read", "phone home")
	form := url.Values{"force": {"Cleveland"}, "crime_reference": {"CV/9/26"}, "victim_number": {"1"}, "offence_code": {"105A"}, "surname": {"Harbottle"},
		"forename": {"Keeleigh"}, "date_of_birth": {"14/03/1987"}, "offence_date": {"31/02/2026"}, "address_1": {"4 Larkmoss Row"},
		"postcode": {"TS1 3AB"}, "consent": {"Informed"}}
	status, _, body := w.send(t, admin, at+"/rows/1", form)
	if status != 422 || !strings.Contains(body, "Keeleigh") || !strings.Contains(body, "The offence date is not a date in the calendar") {
		t.Fatalf("still wrong: status %d\n%s", status, plain(body))
	}
	form.Set("offence_date", "28/02/2026")
	if status, location, body := w.send(t, admin, at+"/rows/1", form); status != 303 || location != at {
		t.Fatalf("mending the row: status %d, to %s\n%s", status, location, plain(body))
	}
	must(t, w.Page(t, admin, at), "not usable plus + 0", "Mended.")
}

// A row whose offence is in no list is held, and is not sent again before somebody has said which offence it is: some need
// the person's own consent, and this one does.
func TestAnUnknownOffenceIsNotMendedAway(t *testing.T) {
	w := newWorld(t, store.SQLite)
	const row = "Force,Crime reference,Victim number,HO code,Surname,Forename,Home phone,Consent\nCleveland,CV/9/26,1,999Z,Harbottle,Keeley,01632 960123,Informed\n"
	at := w.takeIn(t, admin, []byte(row))
	page := w.Page(t, admin, at)
	must(t, page, "The offence code is not in the list")
	mend := "/referrals/" + regexp.MustCompile(`GT-[0-9A-Z]{4}-[0-9A-Z]{4}`).FindString(page) + "/mend"
	asked := w.Page(t, admin, mend)
	must(t, asked, "Which offence is it?")
	if _, list, _ := strings.Cut(asked, `name="offence"`); strings.Count(list[:strings.Index(list, "</select>")], ">Choose<") != 1 {
		t.Errorf("the offences begin with more than one empty line: %.400s", list)
	}
	form := url.Values{"forename": {"Keeley"}, "surname": {"Harbottle"}, "phone": {"01632 960123"}, "phone_call": {"yes"}, "safe": {"safe"}, "basis": {"opt_out"}, "pronoun": {"she"}}
	status, _, body := w.send(t, admin, mend, form)
	if status != 422 || !strings.Contains(body, "Choose which offence it is") {
		t.Fatalf("sent again without an offence: status %d\n%s", status, plain(body))
	}
	form.Set("offence", "19C") // rape
	if status, _, body = w.send(t, admin, mend, form); status != 303 {
		t.Fatalf("sent again with it: status %d\n%s", status, plain(body))
	}
	must(t, w.Page(t, admin, strings.TrimSuffix(mend, "/mend")), "consent")
	must(t, w.Page(t, admin, at), "held for checking plus + 1")

	// Now it is known. It is not asked for any more, and another one that is sent all the same does not take its place.
	mustNot(t, w.Page(t, admin, mend), "Which offence is it?")
	form.Set("offence", "105A") // common assault
	if status, _, body = w.send(t, admin, mend, form); status != 303 {
		t.Fatalf("sent again with another offence: status %d\n%s", status, plain(body))
	}
	must(t, w.Page(t, admin, strings.TrimSuffix(mend, "/mend")), "consent")
	must(t, w.Page(t, admin, at), "held for checking plus + 1")
}
