package staff_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"goldenthread/internal/store"
)

// A post is written down, looked at again, and ends; what is wrong is said beside it and nothing that was typed is lost.
func TestPosts(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			o := newOffice(t, engine, "pilot")
			says(t, o.web.Page(t, "supervisor", "/staff"), `href="/posts?service=pilot"`)
			says(t, o.web.Page(t, "supervisor", "/posts"), "No post is written down yet.")
			if n := strings.Count(o.web.Page(t, "supervisor", "/posts/new"), ">Choose<"); n != 1 {
				t.Errorf("the roles of a new post begin with %d empty lines", n)
			}
			code, body := o.send(t, "supervisor", "/posts/new", "/posts/new", url.Values{"service": {"pilot"}, "share": {"a lot"}, "state": {"vacant"}, "note": {"Ring 07700 900417"}})
			if code != http.StatusUnprocessableEntity {
				t.Errorf("a post that says too much: %d", code)
			}
			says(t, body, "Choose the role", "half is 0.5", "a lot", "Leave out references and telephone numbers", "Ring 07700 900417")
			vacant := url.Values{"service": {"pilot"}, "role": {"administrator"}, "share": {"0.5"}, "state": {"vacant"}, "since": {"2026-11-02"}, "adverts": {"2"},
				"difficulty": {"serious"}, "note": {"Few applied."}, "again": {"2026-11-30"}}
			if code, body := o.send(t, "supervisor", "/posts/new", "/posts/new", vacant); code != http.StatusSeeOther {
				t.Fatalf("a post: %d\n%s", code, body)
			}
			page := o.web.Page(t, "supervisor", "/posts")
			says(t, page, "Administrator, 0.5 of full time", "All areas", "Vacant", "since 2 November 2026", "advertised 2 times", "Serious difficulty", "Few applied.", "30 November 2026")
			one := regexp.MustCompile(`href="(/posts/[^"?]+)\?service=pilot">Look at it again`).FindStringSubmatch(page)
			if one == nil {
				t.Fatal("it can't be looked at again")
			}
			says(t, o.web.Page(t, "supervisor", one[1]), "Few applied.", `value="0.5"`)
			ended := url.Values{"service": {"pilot"}, "role": {"administrator"}, "share": {"0.5"}, "state": {"ended"}, "since": {"2026-11-19"}, "difficulty": {"none"}}
			if code, body := o.send(t, "supervisor", one[1], one[1], ended); code != http.StatusSeeOther {
				t.Errorf("it ends: %d\n%s", code, body)
			}
			if strings.Contains(o.web.Page(t, "supervisor", "/posts"), "Few applied.") {
				t.Error("it is listed though it has ended")
			}
			for _, who := range []string{"worker", "stranger"} {
				if got := o.web.Get(who, "/posts?service=pilot"); got.Code != http.StatusNotFound {
					t.Errorf("the %s sees the posts: %d", who, got.Code)
				}
			}
		})
	}
}
