package notify

import (
	"context"
	"strconv"
	"strings"

	"goldenthread/internal/catalogue"
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
	changed  Kind = "changed"   // others wrote into the case or its plan since they last looked
)

// kinds are the things a letter tells, in their order. What is said of each, for one and for many, stands in the catalogue: mail.count.
var kinds = []Kind{ActNow, Broken, promise, owedLate, owed, late, due, Given, Cover, PassedOn, changed, RoleEnded}

// Letter writes the letter: counts and references, never a name. Its text is empty when there is nothing to say any
// more, or nobody to say it to; of a summary also when another of the same day has left. The worker of the program alone may.
// Three statements at most.
func (m Mail) Letter(ctx context.Context, v *gate.View, origin string, words *catalogue.Set) (mail.Letter, error) {
	if err := v.Authorize(ctx, ActTell, gate.On{}); err != nil {
		return mail.Letter{}, err
	}
	to, found, err := store.Find(ctx, v, addressSQL, store.Value[string], m.Account)
	if err != nil || !found {
		return mail.Letter{}, err
	}
	l := mail.Letter{ID: m.ID, To: to, Subject: words.Word("mail.now"), At: v.Now()}
	var lines []line
	if m.OfDay {
		l.Subject = words.Word("mail.day", "day", v.Now().Date().Heading())
		var waits bool
		waits, _, err = store.Find(ctx, v, dayOpenSQL, store.Value[bool], m.Account)
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
	l.Text = written(lines, origin, words)
	return l, nil
}

// line is one thing in a letter.
type line struct {
	kind      Kind
	reference string
}

func scanLine(scan store.Scan) (l line, err error) {
	err = scan(&l.kind, &l.reference)
	return l, err
}

func written(lines []line, origin string, words *catalogue.Set) string {
	of := map[Kind][]string{}
	for _, l := range lines {
		of[l.kind] = append(of[l.kind], l.reference)
	}
	var b strings.Builder
	for _, k := range kinds {
		refs := of[k]
		switch len(refs) {
		case 0:
			continue
		case 1:
			b.WriteString(words.Word("mail.count." + string(k) + ".one"))
		default:
			b.WriteString(words.Word("mail.count."+string(k)+".many", "count", strconv.Itoa(len(refs))))
		}
		if named := named(refs, words); named != "" {
			b.WriteString(": " + named)
		}
		b.WriteString("\n")
	}
	see := words.Word("mail.see")
	if origin != "" {
		see = words.Word("mail.see_there", "address", origin+"/my-day")
	}
	return b.String() + "\n" + see + "\n\n" + words.Word("mail.foot") + "\n"
}

// named lists the first references, each once.
func named(refs []string, words *catalogue.Set) string {
	var some []string
	for _, r := range refs {
		if r != "" && (len(some) == 0 || some[len(some)-1] != r) {
			some = append(some, r)
		}
	}
	if len(some) > mostNamed {
		return words.Word("mail.others", "references", strings.Join(some[:mostNamed], ", "))
	}
	return strings.Join(some, ", ")
}

func endOfDay(at clock.Instant) clock.Instant { return at.Date().AddDays(1).Start() - 1 }
