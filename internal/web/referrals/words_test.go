package referrals

import (
	"strings"
	"testing"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/catalogue/cataloguetest"
	"goldenthread/internal/clock"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web/view"
)

func TestWorkingTimeLeft(t *testing.T) {
	set := cataloguetest.Shipped(t)
	pilot, ok := set.Service("pilot") // Monday to Friday, 10 to 18
	if !ok {
		t.Fatal("the pilot's file is gone")
	}
	thursday := clock.NewDate(2026, 11, 19)
	tests := []struct {
		name     string
		now, due clock.Instant
		want     string
	}{
		{"three hours of today", thursday.At(11, 0), thursday.At(14, 0), "3 working hours left."},
		{"the night does not count", thursday.At(17, 0), thursday.AddDays(1).At(12, 0), "3 working hours left."},
		{"nor does the weekend", thursday.AddDays(1).At(10, 0), thursday.AddDays(4).At(18, 0), "2 working days left."},
		{"minutes", thursday.At(11, 0), thursday.At(11, 20), "20 minutes left."},
		{"one of each", thursday.At(11, 0), thursday.At(12, 30), "1 working hour left."},
		{"over", thursday.At(11, 0), thursday.At(10, 0), "Due Thu 19 Nov, 10:00: time is up."},
		{"the clock stands", thursday.At(11, 0), clock.Never, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := left(pilot.Hours, test.now, test.due); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// Every state, reason, door and basis has words: a code never reaches a screen.
func TestEverythingHasWords(t *testing.T) {
	for _, d := range catalogue.Doors() {
		if doorWords[d] == "" {
			t.Errorf("the door %s has no words", d)
		}
	}
	for _, b := range append(catalogue.Bases(), referral.NoBasis) {
		if basisWords[b] == "" {
			t.Errorf("the basis %s has no words", b)
		}
	}
	for _, tab := range referral.Tabs() {
		if tabWords[tab] == "" || tabEmpty[tab] == "" {
			t.Errorf("the list %s has no words", tab)
		}
	}
	for _, reason := range referral.Holds() {
		if reason.Words() == string(reason) {
			t.Errorf("the reason %s has no words", reason)
		}
	}
	for _, ask := range referral.Asks() {
		if ask.Words == "" {
			t.Errorf("what is asked for, %s, has no words", ask.Code)
		}
	}
	set := cataloguetest.Shipped(t)
	p := pages{set}
	offered := map[string][]string{"flags": flagNames, "how": {"in_person", "phone", "writing", "online"},
		"safe": {string(person.Safe), string(person.Unsafe), string(person.NotAskedYet)}, "pronoun": {string(person.She), string(person.He), string(person.They)}}
	for _, r := range person.Relationships() {
		offered["relations"] = append(offered["relations"], string(r))
	}
	for _, b := range catalogue.Bases() {
		offered["basis"] = append(offered["basis"], string(b))
	}
	for among, keys := range offered {
		for _, key := range keys {
			if p.chosen(among, key) == "" {
				t.Errorf("the choice %s of %s has no words", key, among)
			}
		}
	}
	for _, q := range p.peopleAsked(view.Answers{}, "", "", "") {
		if strings.HasPrefix(p.set.Word("refer.ask."+q.input), "refer.") && !p.set.HasWord("help.ask."+q.input) {
			t.Errorf("the question %s has no words", q.input)
		}
	}
	for _, d := range casework.Dangers {
		if !set.HasWord("alarm.kinds."+string(d)) || !set.HasWord("alarm.hints."+string(d)) {
			t.Errorf("the danger %s has no words, or nothing is said of what to do", d)
		}
	}
	for _, need := range []string{"mobile", "mobile_call", "phone_call"} {
		if !set.HasWord("help.fault."+need) || !set.HasWord("refer.fault."+need) {
			t.Errorf("that %s is missing has no words", need)
		}
	}
}
