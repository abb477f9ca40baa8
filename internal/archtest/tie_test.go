package archtest

import (
	"slices"
	"strings"
	"testing"

	"goldenthread/internal/audit"
)

// TestEveryRowIsTiedToTheLog makes sure that verification looks at every table whose rows say which
// entry wrote them last.
func TestEveryRowIsTiedToTheLog(t *testing.T) {
	tied := map[string]bool{}
	for _, s := range audit.Ties() {
		for _, name := range touches(s.Text()).reads {
			tied[s.Owner()+" "+name] = true
		}
	}
	tables := 0
	for _, tb := range schemas(t) {
		if tb.view || !slices.ContainsFunc(tb.columns, func(c [2]string) bool { return c[0] == "last_entry" }) {
			continue
		}
		tables++
		if !tied[tb.owner+" "+tb.name] {
			t.Errorf("%s: nothing ties %s to the log: add it to %s.untied in tie.go", tb.at, tb.name, tb.owner)
		}
	}
	if tables < 20 {
		t.Errorf("only %d tables have a column last_entry", tables)
	}
}

// TestListsAskTheViewWhole makes sure that who asks the view of access says when, for whom and about
// which folder: without one of them it answers about somebody else, or about last year.
func TestListsAskTheViewWhole(t *testing.T) {
	all, _ := texts(product(t))
	asked := 0
	for _, w := range all {
		for _, part := range strings.Split(w.text, "gate_v_access ")[1:] {
			asked++
			part, _, _ = strings.Cut(part, ")")
			for _, word := range []string{".folder_id = ", ".account_id = $", ".since_at <= $", ".until_at > $"} {
				if !strings.Contains(part, word) {
					t.Errorf("%s: %s asks gate_v_access without %q", w.at, w.name, word)
				}
			}
		}
	}
	if asked < 8 {
		t.Errorf("only %d lists ask the view of access", asked)
	}
}
