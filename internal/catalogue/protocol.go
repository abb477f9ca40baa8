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
	PartsOfDay  []Part `yaml:"parts_of_day"` // what counts as another time of day
	Then        Then   `yaml:"then"`
}

// Try is one attempt a protocol asks for.
type Try struct {
	By      Method   `yaml:"by"`
	Within  Clock    `yaml:"within"`  // counted from the start of the stage; zero: none
	After   Clock    `yaml:"after"`   // not sooner than so long after the try before; zero: none
	Differs []string `yaml:"differs"` // what must differ from earlier tries by the same method: "day", "time_of_day"
	OnlyIf  string   `yaml:"only_if"` // what the person's rule must say: "allowed" or "safe"; empty: the general rule
}

// Then is what follows when every try failed.
type Then struct {
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
	for _, t := range p.Tries {
		if !may(t.By) {
			continue
		}
		if done[t.By] > 0 {
			done[t.By]--
			continue
		}
		return t, true
	}
	return Try{}, false
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
