package catalogue

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

func (r *reading) readServices() {
	for _, name := range r.under("services", ".yaml") {
		d, ok := r.open(name, "service")
		var s Service
		if !ok || !d.decode(&s) {
			continue
		}
		s.File = name
		c := &serviceCheck{reading: r, d: d, s: &s, refers: map[string]bool{}}
		c.run()
		s.Version = r.version(name, c.refers)
		r.set.services[s.Key] = append(r.set.services[s.Key], s)
		slices.SortFunc(r.set.services[s.Key], func(a, b Service) int { return strings.Compare(string(a.From), string(b.From)) })
	}
}

// serviceCheck resolves one service: it checks everything the schema can't, and gathers the files
// the service refers to, for its version.
type serviceCheck struct {
	*reading
	d      document
	s      *Service
	refers map[string]bool
}

func (c *serviceCheck) run() {
	c.edition()
	c.areas()
	c.hours()
	c.sources()
	c.legal()
	c.who()
	c.protocols()
	c.stages()
	c.ends()
	c.learning()
	c.s.Eligible = c.rule(c.d, c.s.Eligible, vocabulary{constants: map[string]any{"Areas": c.s.Areas}, valid: c.valid}, "eligible")
	c.risk()
	c.flags()
}

// risk settles which matrix stands for the risk: the one the file names, else the first that a stage asks, else the first by
// its key that the service offers.
func (c *serviceCheck) risk() {
	matrix := func(key string) bool {
		i, ok := c.set.instruments[key]
		return ok && i.Kind == KindMatrix && i.OfferedIn(*c.s)
	}
	if c.s.RatedBy != "" {
		if !matrix(c.s.RatedBy) {
			c.d.fault(fmt.Sprintf("%q is no matrix that this service offers", c.s.RatedBy), "risk")
		}
		return
	}
	for _, st := range c.s.Stages {
		for _, m := range st.Must {
			if c.s.RatedBy == "" && m.Instrument && matrix(m.Key) {
				c.s.RatedBy = m.Key
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(c.set.instruments)) {
		if c.s.RatedBy == "" && matrix(key) {
			c.s.RatedBy = key
		}
	}
}

// flags compiles when a case is of high risk and when of high need. Where the file says nothing, it is the highest
// band of the matrix that stands for the risk, and the levels of need that their list marks as high.
func (c *serviceCheck) flags() {
	v := vocabulary{valid: c.valid, ofCase: true}
	if bands := c.set.instruments[c.s.RatedBy].Bands; c.s.HighRisk.IsZero() && len(bands) > 0 {
		c.s.HighRisk = oneOf("Band", []string{bands[len(bands)-1].Key})
	}
	if c.s.HighNeed.IsZero() {
		var high []string
		for _, level := range c.set.lists["need-levels"].Codes {
			if level.Group == "high" {
				high = append(high, level.Key)
			}
		}
		c.s.HighNeed = oneOf("Need", high)
	}
	c.s.HighRisk = c.rule(c.d, c.s.HighRisk, v, "high_risk_when")
	c.s.HighNeed = c.rule(c.d, c.s.HighNeed, v, "high_need_when")
}

// oneOf writes the rule that a fact is one of some values; of none, there is no rule.
func oneOf(fact string, values []string) Rule {
	if len(values) == 0 {
		return Rule{}
	}
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = strconv.Quote(v)
	}
	return Rule{text: fact + " in [" + strings.Join(quoted, ", ") + "]"}
}

// edition checks the key and the dates. One key may have several files, one after the other in time,
// called after it: asc.yaml, asc.2027.yaml.
func (c *serviceCheck) edition() {
	c.d.dates(c.s.From, c.s.Until)
	base := strings.TrimSuffix(path.Base(c.d.path), ".yaml")
	if base != c.s.Key && !strings.HasPrefix(base, c.s.Key+".") {
		c.d.fault(fmt.Sprintf("the file is called %s.yaml and its key is %q: begin the file's name with the key", base, c.s.Key), "key")
	}
	for _, other := range c.set.services[c.s.Key] {
		if c.s.InForce(other.From) || other.InForce(c.s.From) {
			c.d.fault(fmt.Sprintf("%s is in force on some of the same days: end one the day before the other begins", other.File), "from")
		}
	}
	for i, t := range c.s.Targets {
		c.d.dates(t.From, t.Until, "targets", i)
	}
}

func (c *serviceCheck) areas() {
	c.refers[districtsFile], c.refers[postcodesFile] = true, true
	twice(c.d, "areas", c.s.Areas, func(a string) string { return a })
	for i, a := range c.s.Areas {
		if _, ok := c.set.areas.districts[a]; !ok {
			c.d.fault(fmt.Sprintf("there is no district with the code %s", a), "areas", i)
		}
	}
}

func (c *serviceCheck) hours() {
	h := &c.s.Hours
	calendar, ok := c.set.calendars[h.CalendarID]
	if !ok {
		c.d.fault(fmt.Sprintf("there is no calendar %q", h.CalendarID), "hours", "calendar")
	} else {
		c.refers[c.keys["calendar "+h.CalendarID]] = true
	}
	h.calendar = calendar
	if h.Close <= h.Open {
		c.d.fault("it must close after it opens", "hours", "close")
	}
	if h.DaysAWeek > len(h.Days) {
		c.d.fault("there are not so many days to be open on", "hours", "days_a_week")
	}
}

func (c *serviceCheck) sources() {
	twice(c.d, "sources", c.s.Sources, func(s Source) string { return s.Key })
	for i, src := range c.s.Sources {
		if src.Key == SourceNotKnown {
			c.d.fault("not_known stands for whoever nobody can name, and is nobody's source: leave it out", "sources", i, "key")
		}
		if code, ok := c.code("sources", src.Key, "sources", i, "key"); ok && src.Name == "" {
			c.s.Sources[i].Name = code.Label
		}
	}
	twice(c.d, "refuses", c.s.Refuses, func(r Refusal) string { return string(r.Door) })
	for i, refusal := range c.s.Refuses {
		if c.s.Opens(refusal.Door) {
			c.d.fault(fmt.Sprintf("the door %s is open to a source and refused as well", refusal.Door), "refuses", i, "door")
		}
	}
	for _, door := range Doors() {
		if _, refused := c.s.Refusal(door); !refused && !c.s.Opens(door) {
			c.d.fault(fmt.Sprintf("the door %s is neither open to a source nor refused: say under refuses what people are told there", door), "sources")
		}
	}
	for i, code := range c.s.Excluded {
		if o, ok := c.set.Offence(code); !ok || o.Code != code {
			c.d.fault(fmt.Sprintf("there is no offence code %s", code), "excluded_offences", i)
		}
	}
	c.refers[offencesFile] = true
}

func (c *serviceCheck) legal() {
	b := c.s.Basis
	if !b.Accepted(b.Default) {
		c.d.fault("the default is not among those it accepts", "basis", "default")
	}
	for i, g := range b.ExplicitFor {
		c.code("offence-groups", g, "basis", "explicit_consent_for", i)
	}
	if len(b.ExplicitFor) > 0 && !b.Accepted(BasisExplicitConsent) {
		c.d.fault("explicit consent is demanded and not accepted", "basis", "accepts")
	}
	for i, m := range c.s.FirstContact.Groups {
		for _, g := range m.Groups {
			c.code("offence-groups", g, "first_contact", "groups", i)
		}
	}
}

// who checks roles outside the stages, the cap, and what is said of those who do the work.
func (c *serviceCheck) who() {
	c.role(c.s.Age.HeldFor, "age", "held_for")
	if c.s.Sessions != nil {
		for i, strand := range c.s.Sessions.Strands {
			c.code("strands", strand, "sessions", "strands", i)
		}
		if c.s.Sessions.Max < c.s.Sessions.Min {
			c.d.fault("max is below min", "sessions", "max")
		}
	}
	c.capacity()
	c.staff()
}

// ends checks how a case closes, what is measured, what the referrer hears.
func (c *serviceCheck) ends() {
	twice(c.d, "closing_reasons", c.s.Closing, func(r ClosingReason) string { return r.Key })
	for i, r := range c.s.Closing {
		if r.Check && r.NoCheck {
			c.d.fault("a check after closing is asked for and ruled out: keep one of check and no_check", "closing_reasons", i, "no_check")
		}
		if r.Check && c.s.Check.IsZero() {
			c.d.fault("a check after closing is asked for, and the service has none: post_closure_check", "closing_reasons", i, "check")
		}
		if r.Sessions && c.s.Sessions == nil {
			c.d.fault("it asks for sessions, and the service says nothing of sessions", "closing_reasons", i)
		}
	}
	for i, key := range c.s.Outcomes {
		c.instrument(key, "outcomes", i)
	}
	for i, news := range c.s.Tells {
		c.code("referrer-news", news, "tells_referrer", i)
		if !c.set.HasWord("referrer." + news) {
			c.d.fault(fmt.Sprintf("words/en.yaml has no sentence referrer.%s", news), "tells_referrer", i)
		}
	}
	for i, key := range c.s.Reports {
		name := "reports/" + key + ".yaml"
		text, err := fs.ReadFile(c.fsys, name)
		if err != nil {
			c.d.fault(fmt.Sprintf("there is no report %s", name), "reports", i)
			continue
		}
		c.digest(name, text)
		c.refers[name] = true
	}
}

// learning resolves the training and awareness the service gives, and checks what advice it gives without a case.
func (c *serviceCheck) learning() {
	for i, kind := range c.s.Advice {
		c.code("advice", kind, "advice_without_case", i)
	}
	twice(c.d, "learning", c.s.Learning, func(l Learning) string { return l.Kind })
	for i, l := range c.s.Learning {
		code, ok := c.code("learning", l.Kind, "learning", i, "kind")
		if !ok {
			continue
		}
		c.s.Learning[i].Part, c.s.Learning[i].Name = code.Group, code.Label
		switch {
		case !l.Again.IsZero() && code.Group != Training:
			c.d.fault("only training is due again: a session for the public is not", "learning", i, "again")
		case !l.Again.IsZero() && l.Due(c.s.From).IsZero():
			c.d.fault("training is due again after months, weeks or days of the calendar", "learning", i, "again")
		}
	}
}

func (c *serviceCheck) role(role string, at ...any) {
	c.code("roles", role, at...)
}

// code checks that a value is in a list, and notes that the service refers to the list.
func (c *serviceCheck) code(list, key string, at ...any) (Code, bool) {
	c.refers[c.keys["list "+list]] = true
	code, ok := c.set.lists[list].Code(key)
	if !ok && !c.broken["list"] {
		c.d.fault(fmt.Sprintf("%q is not in the list %s", key, list), at...)
	}
	return code, ok
}

func (c *serviceCheck) instrument(key string, at ...any) (Instrument, bool) {
	i, ok := c.set.instruments[key]
	if !ok {
		if !c.broken["instrument"] {
			c.d.fault(fmt.Sprintf("there is no instrument %q", key), at...)
		}
		return i, false
	}
	c.refers[i.File] = true
	return i, true
}

// closes checks that a reason is one of the service's.
func (c *serviceCheck) closes(reason string, at ...any) {
	if _, ok := c.s.ClosingReason(reason); !ok {
		c.d.fault(fmt.Sprintf("%q is not one of the closing reasons", reason), at...)
	}
}

func (c *serviceCheck) protocols() {
	for _, key := range slices.Sorted(maps.Keys(c.s.Protocols)) {
		p := c.s.Protocols[key]
		p.Key = key
		c.s.Protocols[key] = p
		c.closes(p.Then.Closes, "protocols", key, "then", "closes")
		if !c.s.TellsReferrer(p.Then.Tell) {
			c.d.fault(fmt.Sprintf("%q is not among what the referrer is told", p.Then.Tell), "protocols", key, "then", "tell")
		}
		for i, t := range p.Tries {
			if slices.Contains(t.Differs, "time_of_day") && len(p.PartsOfDay) == 0 {
				c.d.fault("say what another time of day is: parts_of_day", "protocols", key, "tries", i)
			}
			if t.By == MethodText && p.Text == "" {
				c.d.fault("a text is sent and there are no words for it: text", "protocols", key, "tries", i)
			}
		}
		for i := 1; i < len(p.PartsOfDay); i++ {
			if p.PartsOfDay[i].From <= p.PartsOfDay[i-1].From {
				c.d.fault("the parts of the day go from early to late", "protocols", key, "parts_of_day", i)
			}
		}
	}
}
