package person

import (
	"fmt"
	"unicode/utf8"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

// SafeState is whether we know how it is safe to reach the person. Not having asked is a state of
// its own: it is neither safe nor unsafe.
type SafeState string

// The states of a safe-contact rule.
const (
	NotAskedYet SafeState = "not asked"
	Safe        SafeState = "safe"
	Unsafe      SafeState = "unsafe" // a try went wrong, or she said so: nobody tries again until someone has decided
)

// SafeRule is how a person can be reached without harm, as she said it.
type SafeRule struct {
	State   SafeState  // empty: not asked
	Words   string     // who may answer, what to avoid
	Say     string     // what name to give: "Jo from the Centre"
	From    int        // minutes since midnight; with To, the only hours that are safe
	To      int        // 0: any time
	AskedOn clock.Date // when she was asked
}

const minutesOfDay = 24 * 60

// Check adds everything wrong with the rule to bad.
func (r SafeRule) Check(prefix string, bad *errs.Fields) {
	switch r.State {
	case "", NotAskedYet, Safe, Unsafe:
	default:
		bad.Add(prefix+"safe", "Say whether it is safe, not safe, or not asked")
	}
	if r.From < 0 || r.To < 0 || r.From > minutesOfDay || r.To > minutesOfDay || (r.To != 0 && r.From >= r.To) || (r.To == 0 && r.From != 0) {
		bad.Add(prefix+"safe_hours", "Enter hours of one day, the earlier first, or leave both empty")
	}
	if utf8.RuneCountInString(r.Words) > longestText || utf8.RuneCountInString(r.Say) > longestContact {
		bad.Add(prefix+"safe_words", "That is too long: say it in fewer words")
	}
}

// isNews tells whether there is anything to store: no row means not asked.
func (r SafeRule) isNews() bool {
	return (r.State != "" && r.State != NotAskedYet) || r.Words != "" || r.Say != "" || r.To != 0
}

func (r SafeRule) state() SafeState {
	if r.State == "" {
		return NotAskedYet
	}
	return r.State
}

// InHours tells whether a time of day lies within the hours from and to, in minutes; to 0 is any time.
func inHours(from, to int, at clock.Instant) bool {
	if to == 0 {
		return true
	}
	t := at.Time()
	now := t.Hour()*60 + t.Minute()
	return now >= from && now < to
}

// hoursWords gives hours in words: "10:00 to 12:00 only"; empty for any time.
func hoursWords(from, to int) string {
	if to == 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d to %02d:%02d only", from/60, from%60, to/60, to%60)
}
