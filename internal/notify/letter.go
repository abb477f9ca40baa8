package notify

import (
	"context"
	"strconv"
	"strings"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/mail"
	"goldenthread/internal/store"
)

const (
	mostLines = 500 // lines read for one letter
	mostNamed = 10  // references named of one kind
)

// What only a summary tells.
const (
	late     Kind = "late"      // the step a case of theirs is at is past its time
	due      Kind = "due"       // or due by the end of the day
	promise  Kind = "promise"   // promised by the end of the day
	owed     Kind = "owed"      // someone is to be told something by the end of the day, or a step of their plan is due
	owedLate Kind = "owed_late" // or was
	changed  Kind = "changed"   // others recorded something since they last looked
)

// kinds says each thing for one and for many, in the order of a letter.
var kinds = []struct {
	kind      Kind
	one, many string
}{
	{ActNow, "alarm (act now) waits for an answer", "alarms (act now) wait for an answer"},
	{Broken, "promise is broken", "promises are broken"},
	{promise, "promise to keep today", "promises to keep today"},
	{owedLate, "person was to be told something, or a step of a plan was due, and is late", "people were to be told something, or steps of plans were due, and are late"},
	{owed, "person is to be told something, or a step of a plan is due today", "people are to be told something, or steps of plans are due today"},
	{late, "case is past the time of its next step", "cases are past the time of their next step"},
	{due, "case has a step due today", "cases have a step due today"},
	{Given, "case was given to you", "cases were given to you"},
	{PassedOn, "case of yours has passed to somebody else", "cases of yours have passed to somebody else"},
	{changed, "case has changed since you last looked", "cases have changed since you last looked"},
	{RoleEnded, "role of yours has ended", "roles of yours have ended"},
}

// Letter writes the letter: counts and references, never a name. Its text is empty when there is nothing to say any
// more, or nobody to say it to; of a summary also when another of the same day has left. The worker of the program alone may.
// Three statements at most.
func (m Mail) Letter(ctx context.Context, v *gate.View, origin string) (mail.Letter, error) {
	if err := v.Authorize(ctx, ActTell, gate.On{}); err != nil {
		return mail.Letter{}, err
	}
	to, found, err := store.Find(ctx, v, addressSQL, func(scan store.Scan) (s string, err error) { return s, scan(&s) }, m.Account)
	if err != nil || !found {
		return mail.Letter{}, err
	}
	l := mail.Letter{ID: m.ID, To: to, Subject: "Golden Thread: something that can’t wait", At: v.Now()}
	var lines []line
	if m.OfDay {
		l.Subject = "Golden Thread: your day, " + v.Now().Date().Heading()
		var waits bool
		waits, _, err = store.Find(ctx, v, dayOpenSQL, func(scan store.Scan) (b bool, err error) { return b, scan(&b) }, m.Account)
		if err != nil || !waits {
			return mail.Letter{}, err
		}
		lines, err = store.Collect(ctx, v, daySQL, scanLine, m.Account, v.Now(), endOfDay(v.Now()), mostLines)
	} else {
		lines, err = store.Collect(ctx, v, linesSQL, scanLine, m.ID, m.Account, v.Now(), mostLines)
	}
	if err != nil || len(lines) == 0 {
		return mail.Letter{}, err
	}
	l.Text = words(lines, origin)
	return l, nil
}

// line is one thing in a letter.
type line struct {
	kind      Kind
	reference string
}

func scanLine(scan store.Scan) (l line, err error) { return l, scan(&l.kind, &l.reference) }

func words(lines []line, origin string) string {
	of := map[Kind][]string{}
	for _, l := range lines {
		of[l.kind] = append(of[l.kind], l.reference)
	}
	var b strings.Builder
	for _, k := range kinds {
		refs := of[k.kind]
		if len(refs) == 0 {
			continue
		}
		b.WriteString(strconv.Itoa(len(refs)) + " " + plural(len(refs), k.one, k.many))
		if named := named(refs); named != "" {
			b.WriteString(": " + named)
		}
		b.WriteString("\n")
	}
	b.WriteString("\nSign in to see more")
	if origin != "" {
		b.WriteString(": " + origin + "/my-day")
	}
	b.WriteString("\n\nWhat you are written to about is for you to choose: Your account, Email from us.\nNobody reads answers to this address.\n")
	return b.String()
}

// named lists the first references, each once.
func named(refs []string) string {
	var some []string
	for _, r := range refs {
		if r != "" && (len(some) == 0 || some[len(some)-1] != r) {
			some = append(some, r)
		}
	}
	if len(some) > mostNamed {
		return strings.Join(some[:mostNamed], ", ") + " and others"
	}
	return strings.Join(some, ", ")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func endOfDay(at clock.Instant) clock.Instant { return at.Date().AddDays(1).Start() - 1 }
