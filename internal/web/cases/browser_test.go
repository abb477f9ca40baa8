//go:build browser

package cases_test

import (
	"net/url"
	"testing"
	"time"

	"goldenthread/internal/web/webtest"
)

// TestCasesInABrowser needs what `make test` installs.
//
//	go test -tags browser -run Browser ./internal/web/cases
func TestCasesInABrowser(t *testing.T) {
	w := newWorld(t)
	c := w.give(t, w.open(t))
	day := func(form url.Values) url.Values {
		for part, v := range map[string]string{"on-day": "18", "on-month": "11", "on-year": "2026"} {
			if form.Get(part) == "" {
				form.Set(part, v)
			}
		}
		return form
	}
	send := func(below string, form url.Values) {
		w.Follow(t, worker, w.Send(t, worker, at(c, below), at(c, below), form))
	}
	for below, form := range map[string]url.Values{
		"note": {"text": {"Rang the council: they visit on Friday."}}, "goal": day(url.Values{"what": {"Open my door without fear"}}),
		"session":       day(url.Values{"strand": {"coping"}, "minutes": {"50"}, "note": {"Nights are worst."}}),
		"needs":         day(url.Values{"kind": {"need"}, "codes": {"emotional", "home_security"}}),
		"onward":        day(url.Values{"code": {"housing_support"}, "agreed": {"yes"}, "what": {"New locks"}}),
		"advocacy":      day(url.Values{"forum": {"community_marac"}, "asked": {"A lock, and a warning letter"}, "agreed": {"The letter goes out on Friday"}}),
		"court/hearing": day(url.Values{"on-day": {"4"}, "on-month": {"12"}, "note": {"Guildford, 10:00. She need not go."}}),
		"promise":       {"what": {"Say what the council decided"}, "due-day": {"20"}, "due-month": {"11"}, "due-year": {"2026"}},
		"call":          {"outcome": {"no answer"}}, "statements/before": {"safe": {"3"}, "informed": {"4"}},
	} {
		send(below, form)
	}
	in := w.work.Instrument(t, "asb-matrix")
	for round, skip := range []int{7, 3} {
		answers := url.Values{"fact_violence": {"no"}, "fact_hate": {"no"}, "fact_vulnerable": {"yes"}, "fact_history": {"no"}, "fact_previous": {"2"}}
		for i, q := range in.Questions {
			if i != skip {
				answers.Set(q.Key, q.Options[(len(q.Options)-1)*round].Key)
			}
		}
		send("assess/asb-matrix", answers)
		w.work.Clock.Advance(49 * time.Hour)
	}
	w.Page(t, supervisor, at(c))
	w.work.Clock.Advance(26 * time.Hour)
	alarmed := w.open(t)
	w.Follow(t, worker, w.Send(t, worker, at(alarmed, "act-now"), at(alarmed, "act-now"), url.Values{"kind": {"arson"}, "what": {"Said he would set fire to the door"}, "told": {"999"}}))
	held := w.open(t)
	w.Follow(t, worker, w.Send(t, worker, at(held, "call"), at(held, "call"), url.Values{"outcome": {"someone else answered"}}))
	w.Browse(t, "../../..",
		webtest.Visit{Name: worker, Pages: append(shown(c), "/cases", "/cases?show=unowned", at(alarmed), at(held), at(held, "call"), at(alarmed, "advance"))},
		webtest.Visit{Name: supervisor, Pages: []string{at(alarmed), at(alarmed, "allocate"), "/cases?show=team"}})
}
