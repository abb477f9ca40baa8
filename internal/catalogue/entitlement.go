package catalogue

import (
	"fmt"
	"slices"

	"goldenthread/internal/clock"
)

// VictimsCode is the key of the code that gives victims of crime their rights in England and Wales.
const VictimsCode = "victims-code"

// Entitlements is what a code gives a victim: who owes what, after what, within how long.
type Entitlements struct {
	Key        string            `yaml:"key"`
	Name       string            `yaml:"name"`
	About      string            `yaml:"about"`
	CalendarID string            `yaml:"calendar"`
	Sources    map[string]string `yaml:"sources"`   // where times are from, in words, by the key each right names
	Gateways   []Gateway         `yaml:"gateways"`  // ways to the shorter times; more than one may apply
	Providers  []Code            `yaml:"providers"` // who owes it
	Rights     []Right           `yaml:"rights"`
	Instead    []string          `yaml:"instead"` // what applies to people the code is not for, in sentences

	calendar *Calendar
}

// Gateway is a way to the shorter times.
type Gateway struct {
	Code        `yaml:",inline"`
	SuggestedBy []string `yaml:"suggested_by"` // what comes with a referral and speaks for it
}

// What comes with a referral and may speak for a gateway.
const (
	CameDomesticAbuse = "domestic_abuse"
	CameHate          = "hate"
	CameChild         = "child"
	CameVulnerable    = "vulnerable"
)

// Suggested gives the gateways that what came with a referral speaks for. A person decides.
func (e Entitlements) Suggested(came []string) []string {
	var keys []string
	for _, g := range e.Gateways {
		if slices.ContainsFunc(g.SuggestedBy, func(by string) bool { return slices.Contains(came, by) }) {
			keys = append(keys, g.Key)
		}
	}
	return keys
}

// GatewayCodes gives the gateways as a list to choose from.
func (e Entitlements) GatewayCodes() List {
	var l List
	for _, g := range e.Gateways {
		l.Codes = append(l.Codes, g.Code)
	}
	return l
}

// Unchecked tells whether the time of a right is a reading that nobody has held against the code.
func (e Entitlements) Unchecked(key string) bool {
	return slices.ContainsFunc(e.Rights, func(r Right) bool { return r.Key == key && r.Source == "reading" && !r.Standard.IsZero() })
}

// Right is one thing that is due to a victim. Without Standard the code gives no number of days.
type Right struct {
	Key      string     `yaml:"key"`
	Number   int        `yaml:"number"` // of the right in the code
	Name     string     `yaml:"name"`
	By       string     `yaml:"by"`    // who owes it
	After    string     `yaml:"after"` // what sets it off
	Standard Clock      `yaml:"standard"`
	Enhanced Clock      `yaml:"enhanced"` // for those who came through a gateway
	From     clock.Date `yaml:"from"`
	Until    clock.Date `yaml:"until"`
	Source   string     `yaml:"source"` // where its time is from: a key of Sources
}

// On gives the rights in force on a day, in the file's order.
func (e Entitlements) On(day clock.Date) []Right {
	var all []Right
	for _, r := range e.Rights {
		if day >= r.From && (r.Until.IsZero() || day <= r.Until) {
			all = append(all, r)
		}
	}
	return all
}

// Right gives a right as it is in force on a day.
func (e Entitlements) Right(key string, day clock.Date) (Right, bool) {
	for _, r := range e.On(day) {
		if r.Key == key {
			return r, true
		}
	}
	return Right{}, false
}

// Due gives the last day on which a right is given in time: so many working days of the nation's
// calendar after the day that set it off. Empty when the code gives no number of days.
func (e Entitlements) Due(r Right, enhanced bool, after clock.Date) clock.Date {
	c := r.Standard
	if enhanced {
		c = r.Enhanced
	}
	if c.IsZero() {
		return ""
	}
	return e.calendar.AddWorkingDays(after, c.N)
}

// Gateway gives a gateway by its key.
func (e Entitlements) Gateway(key string) (Code, bool) { return e.GatewayCodes().Code(key) }

// Provider gives the words for who owes something.
func (e Entitlements) Provider(key string) string { return List{Codes: e.Providers}.Label(key) }

// EachRight gives every right once by its key, as the file has it last, in the file's order: what happened may have
// happened before a right changed or ended.
func (e Entitlements) EachRight() []Right {
	var all []Right
	for _, r := range e.Rights {
		if at := slices.IndexFunc(all, func(o Right) bool { return o.Key == r.Key }); at >= 0 {
			all[at] = r
			continue
		}
		all = append(all, r)
	}
	return all
}

// RightName gives the words for a right, whatever the day.
func (e Entitlements) RightName(key string) string {
	for _, r := range e.Rights {
		if r.Key == key {
			return r.Name
		}
	}
	return key
}

// Entitlements gives a code of rights by its key.
func (s *Set) Entitlements(key string) (Entitlements, bool) {
	e, ok := s.entitlements[key]
	return e, ok
}

func (r *reading) readEntitlements() {
	for _, name := range r.under("entitlements", ".yaml") {
		d, ok := r.open(name, "entitlement")
		var e Entitlements
		if !ok || !d.decode(&e) || !r.claim(d, "entitlements", e.Key) {
			continue
		}
		if e.calendar, ok = r.set.calendars[e.CalendarID]; !ok {
			d.fault(fmt.Sprintf("there is no calendar %q", e.CalendarID), "calendar")
		}
		twice(d, "gateways", e.Gateways, func(g Gateway) string { return g.Key })
		twice(d, "providers", e.Providers, func(c Code) string { return c.Key })
		for i, right := range e.Rights {
			r.checkRight(d, e, right, i)
		}
		r.set.entitlements[e.Key] = e
	}
}

// checkRight sees to it that a right is owed by somebody, has both times or none, and is in force once on
// every day.
func (r *reading) checkRight(d document, e Entitlements, right Right, at int) {
	if _, ok := (List{Codes: e.Providers}).Code(right.By); !ok {
		d.fault(fmt.Sprintf("%q is not one of the providers", right.By), "rights", at, "by")
	}
	if _, ok := e.Sources[right.Source]; !ok {
		d.fault(fmt.Sprintf("say under sources what the source %q is", right.Source), "rights", at, "source")
	}
	if right.Standard.IsZero() != right.Enhanced.IsZero() {
		d.fault("give both times, standard and enhanced, or neither", "rights", at)
	}
	d.dates(right.From, right.Until, "rights", at)
	for _, other := range e.Rights[:at] {
		if other.Key == right.Key && (other.Until.IsZero() || other.Until >= right.From) && (right.Until.IsZero() || right.Until >= other.From) {
			d.fault(fmt.Sprintf("the right %q is in force twice on the same day", right.Key), "rights", at)
		}
	}
}
