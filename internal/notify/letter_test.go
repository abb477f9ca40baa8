package notify

import (
	"fmt"
	"strings"
	"testing"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/catalogue/cataloguetest"
)

func words(t *testing.T) *catalogue.Set {
	t.Helper()
	set := cataloguetest.Shipped(t)
	return set
}

// TestWritten: what can't wait stands first, each kind once with its count; of many references ten are named, of two things of
// one case the case once; and a letter says where to sign in only when the program knows it.
func TestWritten(t *testing.T) {
	set := words(t)
	lines := []line{{RoleEnded, ""}, {changed, "GT-A"}, {promise, "GT-B"}, {promise, "GT-B"}, {ActNow, "GT-C"}}
	for i := range 12 {
		lines = append(lines, line{Given, fmt.Sprintf("GT-%02d", i)})
	}
	want := "1 alarm (act now) waits for an answer: GT-C\n" +
		"2 promises to keep today: GT-B\n" +
		"12 cases were given to you: GT-00, GT-01, GT-02, GT-03, GT-04, GT-05, GT-06, GT-07, GT-08, GT-09 and others\n" +
		"1 case in which a colleague wrote a note, a call, a session, a part of the plan, how to reach them safely, the risk or a day at court since you last looked: GT-A\n" +
		"1 role of yours has ended\n"
	got, rest, _ := strings.Cut(written(lines, "https://gt.example.org", set), "\nSign in")
	if got != want {
		t.Errorf("written:\n%s\nwant:\n%s", got, want)
	}
	if !strings.HasPrefix(rest, " to see more: https://gt.example.org/my-day\n") || !strings.HasSuffix(rest, "address.\n") {
		t.Errorf("after it: %q", rest)
	}
	if at := written(lines, "", set); strings.Contains(at, "my-day") || !strings.Contains(at, "\nSign in to see more\n") {
		t.Errorf("where nobody knows the address: %q", at)
	}
}

// TestEveryKindHasWords: each kind is told in words, for one and for many, and none is left out of the order of a letter.
func TestEveryKindHasWords(t *testing.T) {
	set := words(t)
	for _, k := range kinds {
		if !set.HasWord("mail.count."+string(k)+".one") || !strings.HasPrefix(set.Word("mail.count."+string(k)+".many", "count", "7"), "7 ") {
			t.Errorf("%s has no words, or its count is not said first", k)
		}
	}
	for _, k := range []Kind{ActNow, Given, Cover, Broken, PassedOn, RoleEnded, late, due, promise, owed, owedLate, changed} {
		if text := written([]line{{k, ""}, {k, ""}}, "", set); !strings.HasPrefix(text, "2 ") {
			t.Errorf("%s is not in a letter: %q", k, text)
		}
	}
}
