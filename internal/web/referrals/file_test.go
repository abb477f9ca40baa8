package referrals_test

import (
	"net/url"
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
