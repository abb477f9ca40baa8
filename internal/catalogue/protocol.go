package catalogue

import (
	"slices"

	"goldenthread/internal/clock"
)

// Protocol says how often, when and by what a person is tried to be reached, and what follows when
// nobody is.
type Protocol struct {
	Key         string `yaml:"-"`
	Name        string `yaml:"name"`
	Opening     string `yaml:"opening"` // what a first call says: who passed the details on, how to stop
	Tries       []Try  `yaml:"tries"`
	Voicemail   string `yaml:"voicemail"`    // neutral script; left only where the person's rule allows
	Text        string `yaml:"text"`         // neutral text message; sent only where allowed
	WrongNumber string `yaml:"wrong_number"` // "return_to_sender": asked for a better one, the clock stands
	SomeoneElse string `yaml:"someone_else"` // "suspend": no further try until a human decides
	Decides     string `yaml:"decides"`      // the role that decides it; empty: the supervisor
	PartsOfDay  []Part `yaml:"parts_of_day"` // what counts as another time of day
	Then        Then   `yaml:"then"`
}

// Try is one attempt a protocol asks for.
type Try struct {
	No      int      `yaml:"-"` // which of the protocol's tries it is, from 1
	By      Method   `yaml:"by"`
	Within  Clock    `yaml:"within"`  // counted from the start of the stage, or from the try before; zero: that day
	After   Clock    `yaml:"after"`   // not sooner than so long after the try before; zero: none
	Differs []string `yaml:"differs"` // what must differ from earlier tries by the same method: "day", "time_of_day"
	OnlyIf  string   `yaml:"only_if"` // what the person's rule must say: "allowed" or "safe"; empty: the general rule
}

// Then is what follows when every try failed.
type Then struct {
	After  Clock  `yaml:"after"`  // not sooner than so long after the last try: an answer to a letter needs time; zero: at once
	Closes string `yaml:"closes"` // closing reason
	Keep   Clock  `yaml:"keep"`   // how long what was received is kept
	Tell   string `yaml:"tell"`   // what the sender is told
}

// Part is a part of the day.
type Part struct {
	Name string    `yaml:"name"`
	From TimeOfDay `yaml:"from"`
}

// Attempt is one try that was made and reached nobody.
type Attempt struct {
	By Method
	At clock.Instant
}

// NextTry gives the try that comes after those made, leaving out methods the person's rule does
// not allow. False: the protocol is through, and Then follows.
func (p Protocol) NextTry(made []Attempt, may func(Method) bool) (Try, bool) {
	done := map[Method]int{}
	for _, a := range made {
		done[a.By]++
	}
	for i, t := range p.Tries {
		if !may(t.By) {
			continue
		}
		if done[t.By] > 0 {
			done[t.By]--
			continue
		}
		t.No = i + 1
		return t, true
	}
	return Try{}, false
}

// Try gives one of the protocol's tries by its number; false when it has none of that number.
func (p Protocol) Try(no int) (Try, bool) {
	if no < 1 || no > len(p.Tries) {
		return Try{}, false
	}
	t := p.Tries[no-1]
	t.No = no
	return t, true
}

// When gives from when a try can be made and by when it is due, by a service's hours. The first of a stage can be made
// at once, and is due within its clock from an instant on. A later one waits as long after the try before as the file
// says, is made on the first day and part of the day that differ as the file asks, and is due when the service closes on
// that day, or within its own clock. A first try without a clock is due never: its stage's clock holds.
func (p Protocol) When(h Hours, t Try, made []Attempt, since, now clock.Instant) (from, due clock.Instant) {
	if len(made) == 0 {
		return h.NextOpen(now), h.Deadline(since, t.Within)
	}
	last := made[len(made)-1].At
	from = p.differing(h, t, made, max(h.NotBefore(last, t.After), h.NextOpen(now)))
	if t.Within.IsZero() {
		return from, h.closing(from.Date())
	}
	return from, max(h.Deadline(last, t.Within), from)
}

// Over gives from when and by when the protocol's end is acted on, once every try has been made.
func (p Protocol) Over(h Hours, made []Attempt, now clock.Instant) (from, due clock.Instant) {
	from = h.NextOpen(now)
	if len(made) > 0 && !p.Then.After.IsZero() {
		from = max(from, h.NotBefore(made[len(made)-1].At, p.Then.After))
	}
	return from, h.closing(from.Date())
}

// soonEnough is how many days ahead another part of the day is looked for. Where none differs, say because every
// part was tried, the first moment will do.
const soonEnough = 7

// differing gives the first moment, from one on, that differs from earlier tries as a try asks and at which the service is open.
func (p Protocol) differing(h Hours, t Try, made []Attempt, from clock.Instant) clock.Instant {
	for day := from.Date(); day < from.Date().AddDays(soonEnough); day = day.AddDays(1) {
		moments := []clock.Instant{from, h.opening(day)}
		for _, part := range p.PartsOfDay {
			moments = append(moments, day.At(0, int(part.From)))
		}
		for _, at := range moments {
			if at >= from && at.Date() == day && h.OpenAt(at) && len(p.Varies(t, made, at)) == 0 {
				return at
			}
		}
	}
	return from
}

// PartOfDay names the part of the day an instant lies in; before the first part it is the last of
// the day before, the night.
func (p Protocol) PartOfDay(at clock.Instant) string {
	if len(p.PartsOfDay) == 0 {
		return ""
	}
	t := at.Time()
	now := TimeOfDay(t.Hour()*60 + t.Minute())
	name := p.PartsOfDay[len(p.PartsOfDay)-1].Name
	for _, part := range p.PartsOfDay {
		if now >= part.From {
			name = part.Name
		}
	}
	return name
}

// Varies tells whether trying at an instant differs from earlier attempts by the same method as the
// try demands: another day, another part of the day. What fails to differ is named.
func (p Protocol) Varies(t Try, made []Attempt, at clock.Instant) (missing []string) {
	for _, what := range t.Differs {
		same := slices.ContainsFunc(made, func(a Attempt) bool {
			if a.By != t.By {
				return false
			}
			if what == "day" {
				return a.At.Date() == at.Date()
			}
			return p.PartOfDay(a.At) == p.PartOfDay(at)
		})
		if same {
			missing = append(missing, what)
		}
	}
	return missing
}
