package demo_test

import (
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// begun are the pages whose links count what is on other pages, for whoever may open them.
var begun = []string{"/my-day", "/my-day/pool", "/team", "/referrals", "/cases", "/again", "/agree", "/refer/sent", "/staff", "/oversight", "/learning", "/accounts"}

var (
	anyLink  = regexp.MustCompile(`(?s)<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>`)
	anyTag   = regexp.MustCompile(`<[^>]*>`)
	counting = regexp.MustCompile(`^(\d+) |^.* \((\d+)\)$`)
	listed   = regexp.MustCompile(`<li class="gt-row[ "]`)
	rowsOf   = regexp.MustCompile(`(?s)<(?:ol|ul) class="gt-rows.*?</(?:ol|ul)>`)
	sections = regexp.MustCompile(`<h2[ >]`)
	dangers  = regexp.MustCompile(`<h2[^>]*>\s*Act now:`)
)

// TestCountsAreTheirLists signs in as each person of the demonstration and follows every link that counts: there are as many rows where
// it leads. A supervisor's day has as many alarms as their pages of the services.
func TestCountsAreTheirLists(t *testing.T) {
	server, g := serve(t)
	followed := 0
	for _, who := range g.People {
		if who.Button == "" {
			continue
		}
		t.Run(who.Name, func(t *testing.T) {
			asked, alarms := 0, map[string]int{}
			var v visitor
			open := func(page string) string {
				if asked%50 == 0 { // as in TestEveryPageOfTheGuide
					v = newVisitor(t, server)
					v.press(t, who.Button)
				}
				asked++
				if status, body := v.open(t, page); status == http.StatusOK {
					return string(body)
				}
				return ""
			}
			pages, seen := append([]string(nil), begun...), map[string]bool{}
			for len(pages) > 0 {
				at := pages[0]
				pages = pages[1:]
				if seen[at] {
					continue
				}
				seen[at] = true
				page := open(at)
				for _, link := range anyLink.FindAllStringSubmatch(page, -1) {
					to, words := html.UnescapeString(link[1]), strings.Join(strings.Fields(html.UnescapeString(anyTag.ReplaceAllString(link[2], " "))), " ")
					if base, _, _ := strings.Cut(at, "?"); strings.HasPrefix(to, base+"?service=") && !strings.Contains(to, "&") { // the same of another service
						pages = append(pages, to)
					}
					n := counting.FindStringSubmatch(words)
					if n == nil {
						continue
					}
					want, err := strconv.Atoi(n[1] + n[2])
					must(t, err)
					if got := rowsUnder(open(to), want); got != want {
						t.Errorf("%s: %q leads to %s, which lists %d", at, words, to, got)
					}
					followed++
					if strings.HasPrefix(words, "Act now (") {
						alarms[strings.Split(to, "&")[0]] = want
					}
				}
			}
			if day := open("/my-day"); len(alarms) > 0 {
				want := 0
				for _, n := range alarms {
					want += n
				}
				if got := len(dangers.FindAllString(day, -1)); got != want || want == 0 {
					t.Errorf("My day has %d alarms, Team %d: %v", got, want, alarms)
				}
			}
		})
	}
	if followed < 50 {
		t.Errorf("only %d counts were followed", followed)
	}
}

// rowsUnder counts the rows of a page's first list; where none are wanted, those under its first heading.
func rowsUnder(page string, want int) int {
	if heads := sections.FindAllStringIndex(page, 2); want == 0 && len(heads) == 2 {
		return len(listed.FindAllString(page[:heads[1][0]], -1))
	}
	return len(listed.FindAllString(rowsOf.FindString(page), -1))
}
