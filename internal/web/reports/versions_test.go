package reports_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/store"
	"goldenthread/internal/web/webtest"
)

const (
	barnetVersions = "/reports/barnet-annual/versions?" + year
	barnetRemarks  = "/reports/barnet-annual/remarks?" + year + "&table=referrals"
)

var (
	form   = regexp.MustCompile(`(?s)<form[^>]* action="([^"]+)".*?</form>`)
	hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)
)

// press opens a page and sends the form with a button, with what is typed.
func press(t *testing.T, w *webtest.World, who, path, button string, typed url.Values) *httptest.ResponseRecorder {
	t.Helper()
	for _, f := range form.FindAllStringSubmatch(w.Page(t, who, path), -1) {
		if !strings.Contains(f[0], button) {
			continue
		}
		for _, m := range hidden.FindAllStringSubmatch(f[0], -1) {
			typed.Set(m[1], html.UnescapeString(m[2]))
		}
		return w.Post(who, html.UnescapeString(f[1]), typed)
	}
	t.Fatalf("%s has no button %q for %s", path, button, who)
	return nil
}

func submitted(t *testing.T, w *webtest.World, who, path, button string, typed url.Values) {
	t.Helper()
	w.Follow(t, who, press(t, w, who, path, button, typed))
}

// refused gives the page on which the form stands once more.
func refused(t *testing.T, w *webtest.World, who, path, button string, typed url.Values) string {
	t.Helper()
	got := press(t, w, who, path, button, typed)
	if got.Code == http.StatusSeeOther {
		t.Errorf("%q on %s was taken", button, path)
	}
	return got.Body.String()
}

// A version is kept, submitted and accepted; the return says how far it has come, and what has changed.
func TestVersionsOfAReturn(t *testing.T) {
	w := newWorld(t, store.SQLite)
	if page := plain(w.Page(t, "supervisor", barnetVersions)); !strings.Contains(page, "Nothing was kept yet.") {
		t.Errorf("before anything was kept: %s", page)
	}
	earlier := strings.Replace(barnetVersions, "as_at=2018-04-06", "as_at=2018-01-31", 1)
	submitted(t, w, "supervisor", earlier, "Keep this version", url.Values{})
	page := plain(w.Page(t, "supervisor", barnetVersions))
	for _, want := range []string{"What has changed since version 1", "New referrals in each quarter, New referrals, Q4, January to March: was 1, is 10.", "was ", "Why the figures differ from the last version"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of versions does not say %q: %s", want, page)
		}
	}
	if got := refused(t, w, "supervisor", barnetVersions, "Keep this version", url.Values{"reason": {" "}}); !strings.Contains(got, "Say why the figures differ from version 1") {
		t.Errorf("without a reason: %s", plain(got))
	}
	submitted(t, w, "supervisor", barnetVersions, "Keep this version", url.Values{"reason": {"The last quarter came."}})
	submitted(t, w, "supervisor", barnetVersions, "Submit version 2", url.Values{})
	if page := w.Page(t, "officer", barnetVersions); strings.Contains(page, "Keep this version") {
		t.Error("a commissioning officer is offered to keep a version")
	}
	submitted(t, w, "officer", barnetVersions, "Accept version 2", url.Values{})
	kept := w.Page(t, "officer", barnetYear+"&version=1")
	if page := plain(kept); !strings.Contains(page, "Version 1, draft.") || !strings.Contains(page, "As at 31 January 2018") || strings.Contains(kept, "/records?") {
		t.Errorf("the first version does not stand as it was kept: %s", page)
	}
	if got := w.Get("officer", "/reports/barnet-annual/csv?"+year+"&version=1"); got.Code != http.StatusOK || !strings.Contains(got.Body.String(), "1, as it was kept") {
		t.Errorf("a copy of the first version: status %d", got.Code)
	}
	for who, version := range map[string]string{"officer": "9", "elsewhere": "1"} {
		if got := w.Get(who, barnetYear+"&version="+version); got.Code != http.StatusNotFound {
			t.Errorf("version %s as %s: status %d", version, who, got.Code)
		}
	}
	step := regexp.MustCompile(`href="([^"]*version=2[^"]*)"[^>]*>From 1 to 2`).FindStringSubmatch(w.Page(t, "officer", barnetVersions))
	if step == nil {
		t.Fatal("nothing leads to what changed between the two versions")
	}
	if page := plain(w.Page(t, "supervisor", html.UnescapeString(step[1]))); !strings.Contains(page, "What changed from version 1 to version 2") || !strings.Contains(page, "Q4, January to March: was 1, is 10.") ||
		strings.Contains(page, "Keep this version") {
		t.Errorf("between the two versions: %s", page)
	}
	between := html.UnescapeString(step[1])
	asAt := 0
	for _, link := range regexp.MustCompile(`<a [^>]*href="(/reports/barnet[^"]*)"[^>]*>(.*?)</a>`).FindAllStringSubmatch(w.Page(t, "officer", between), -1) {
		page := plain(w.Page(t, "officer", html.UnescapeString(link[1])))
		if day, of := plain(link[2]), ": the return as at that day"; strings.Contains(day, of) {
			asAt++
			if shown := "As at " + strings.TrimSpace(strings.Split(day, ":")[0]); !strings.Contains(page, shown) || strings.Contains(page, "As it was kept on") {
				t.Errorf("the link %q does not open the return made as at that day", day)
			}
		}
	}
	if asAt != 2 {
		t.Errorf("%d days lead to the return as at them, want 2", asAt)
	}
	if page := plain(w.Page(t, "officer", barnetYear)); !strings.Contains(page, "Version 2, accepted.") {
		t.Error("the return does not say that it is accepted")
	}
	if page := plain(w.Page(t, "officer", strings.Replace(barnetYear, "as_at=2018-04-06", "as_at=2018-01-31", 1))); !strings.Contains(page, "The figures or words are not those of version 2, which is accepted.") {
		t.Error("other figures pass for the accepted ones")
	}
	versions := w.Page(t, "officer", barnetVersions)
	since := regexp.MustCompile(`href="([^"]*since=[^"]*)"`).FindAllStringSubmatch(versions, -1)
	since = slices.DeleteFunc(since, func(m []string) bool { return strings.Contains(m[1], "version=") })
	if len(since) != 2 {
		t.Fatalf("%d versions can be compared with, want 2", len(since))
	}
	if page := plain(w.Page(t, "officer", html.UnescapeString(since[1][1]))); !strings.Contains(page, "What has changed since version 1") {
		t.Errorf("compared with the first version: %s", page)
	}
}

// What is written stands beside its table for all who read the return, and in no copy for publication.
func TestCommentsBesideATable(t *testing.T) {
	w := newWorld(t, store.SQLite)
	submitted(t, w, "officer", barnetRemarks, "Save comment", url.Values{"body": {"Why so few in the <summer>?"}})
	if page := w.Page(t, "supervisor", barnetYear); !strings.Contains(page, "Why so few in the &lt;summer&gt;?") {
		t.Error("the comment does not stand beside the table")
	}
	if page := plain(w.Page(t, "supervisor", barnetYear+"&copy=published")); strings.Contains(page, "Why so few") {
		t.Error("the comment stands in the copy for publication")
	}
	submitted(t, w, "supervisor", barnetRemarks, "Save comment", url.Values{"body": {"The post was empty."}, "where": {"in"}})
	study := strings.Replace(barnetRemarks, "table=referrals", "table=case_study", 1)
	told := url.Values{"body": {"Somebody sleeps again."}}
	if got := refused(t, w, "supervisor", study, "Save case study", told); !strings.Contains(got, "tick this when nobody in it could be recognised") || !strings.Contains(got, "Somebody sleeps again.") {
		t.Errorf("a case study not read through: %s", plain(got))
	}
	told.Set("nobody", "yes")
	submitted(t, w, "supervisor", study, "Save case study", told)
	if page := w.Page(t, "officer", study); strings.Contains(page, "Save case study") {
		t.Error("a commissioning officer is offered to write the case study")
	}
	for _, words := range []string{"The post was empty.", "Somebody sleeps again.", "Beside the return"} {
		if page := plain(w.Page(t, "officer", barnetYear)); !strings.Contains(page, words) {
			t.Errorf("the return does not say %q", words)
		}
	}
	if got := refused(t, w, "supervisor", barnetRemarks, "Save comment", url.Values{"body": {""}}); !strings.Contains(got, "Write what is to be read beside the table") {
		t.Errorf("an empty comment: %s", plain(got))
	}
	if got := w.Get("supervisor", "/reports/barnet-annual/remarks?"+year+"&table=none"); got.Code != http.StatusNotFound {
		t.Errorf("beside no table: status %d", got.Code)
	}
}

// Copies for publication can be taken once the return is published; an overlapping period can't be.
func TestPublishing(t *testing.T) {
	w, pass := timedWorld(t, store.SQLite)
	public, csv := barnetYear+"&copy=published", "/reports/barnet-annual/csv?"+year+"&copy=published"
	if got := w.Get("officer", csv); got.Code != http.StatusConflict {
		t.Errorf("a copy before it is published: status %d", got.Code)
	}
	if page := plain(w.Page(t, "officer", public)); !strings.Contains(page, "no other return of the same service") || strings.Contains(page, "with other figures") {
		t.Errorf("beside the button it is not said what it bars: %s", page)
	}
	for what, path := range map[string]string{"publish": "/reports/barnet-annual/publish?" + year, "versions": barnetVersions} {
		for _, code := range []string{"", "0123abcd"} {
			if got := w.Post("supervisor", path, url.Values{"check_code": {code}}); got.Code != http.StatusConflict {
				t.Errorf("%s of figures with the check code %q: status %d", what, code, got.Code)
			}
		}
	}
	submitted(t, w, "officer", public, "Publish this return", url.Values{})
	if page := plain(w.Page(t, "supervisor", public)); !strings.Contains(page, "Published on ") || strings.Contains(page, "Publish this return") {
		t.Errorf("the published return: %s", page)
	}
	if got := w.Get("officer", csv); got.Code != http.StatusOK || !strings.Contains(got.Body.String(), "not shown") {
		t.Errorf("a copy of what was published: status %d", got.Code)
	}
	earlier := strings.Replace(public, "as_at=2018-04-06", "as_at=2018-03-20", 1)
	if page := plain(w.Page(t, "officer", earlier)); !strings.Contains(page, "with other figures. Whoever has both can tell what was recorded in between") {
		t.Errorf("published again with other figures, nobody is warned: %s", page)
	}
	older := strings.Replace(public, "as_at=2018-04-06", "as_at=2018-01-20", 1)
	opened := w.Page(t, "officer", older) // and before she presses, somebody else publishes other figures
	pass(time.Minute)
	submitted(t, w, "supervisor", earlier, "Publish this return", url.Values{})
	typed := url.Values{}
	for _, f := range form.FindAllStringSubmatch(opened, -1) {
		if strings.Contains(f[0], "Publish this return") {
			for _, m := range hidden.FindAllStringSubmatch(f[0], -1) {
				typed.Set(m[1], html.UnescapeString(m[2]))
			}
		}
	}
	if got := w.Post("officer", strings.Replace(older, "barnet-annual?", "barnet-annual/publish?", 1), typed); got.Code != http.StatusConflict || !strings.Contains(got.Body.String(), "with other figures") {
		t.Errorf("published unwarned after other figures were: status %d", got.Code)
	}
	submitted(t, w, "officer", older, "Publish this return", url.Values{})
	overlaps := "/reports/barnet-annual?from=2017-05-01&to=2018-04-30&copy=published"
	if page := plain(w.Page(t, "officer", overlaps)); !strings.Contains(page, "This return can’t be published: “Barnet ASB project, annual return”, 1 April 2017 to 31 March 2018") || strings.Contains(page, "Publish this return") {
		t.Errorf("a period that overlaps: %s", page)
	}
}
