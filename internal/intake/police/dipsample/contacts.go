package dipsample

import (
	"fmt"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/intake/reason"
)

// Contact is one try to reach someone, and what came of it.
type Contact struct {
	Row     int
	Crime   string
	Victim  string
	On      clock.Date
	At      string // time of day
	Method  catalogue.Method
	Outcome string // of the try: reached, no_answer, wrong_number, someone_else_answered, sent
	Result  string // for the person; blank while it goes on
}

// Contacts gives what first contact brought, where it is published. What became of the 58 calls,
// 2 texts and 30 letters of Cleveland is not, so they are not here.
func (s Sample) Contacts() []Contact {
	var all []Contact
	for i, c := range s.Cases {
		if c.After == "" || c.Heading != reason.Accepted {
			continue
		}
		all = append(all, c.contacts(i)...)
	}
	return all
}

func (c Case) contacts(i int) []Contact {
	first := workingDay(c.on, 1)
	try := func(on clock.Date, at string, by catalogue.Method, outcome, result string) Contact {
		return Contact{c.Row, c.Crime, c.Victim, on, at, by, outcome, result}
	}
	morning, afternoon := fmt.Sprintf("10:%02d", i%60), fmt.Sprintf("14:%02d", i%60)
	switch {
	case c.After == string(reason.ReturnedToPolice):
		return []Contact{try(first, morning, catalogue.MethodPhone, "wrong_number", c.After)}
	case c.After == string(reason.SuspendedUnsafe):
		return []Contact{try(first, morning, catalogue.MethodPhone, "someone_else_answered", c.After)}
	case c.kind.failed > 0: // two tries on other days and times of day, then a letter
		return []Contact{
			try(first, morning, catalogue.MethodPhone, "no_answer", ""),
			try(workingDay(first, 1), afternoon, catalogue.MethodPhone, "no_answer", ""),
			try(workingDay(first, 2), afternoon, catalogue.MethodLetter, "sent", c.After),
		}
	case c.Method == catalogue.MethodPhone:
		return []Contact{try(first, afternoon, catalogue.MethodPhone, "reached", c.After)}
	}
	return []Contact{try(first, morning, c.Method, "sent", c.After)}
}

// workingDay gives the n-th day from Monday to Friday after a day. No bank holiday lies near.
func workingDay(d clock.Date, n int) clock.Date {
	for n > 0 {
		d = d.AddDays(1)
		if w := d.Weekday(); w >= 1 && w <= 5 {
			n--
		}
	}
	return d
}
