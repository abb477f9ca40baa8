package catalogue

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// stages gives each stage its key and what follows it, and checks that the service can be walked.
func (c *serviceCheck) stages() {
	for i := range c.s.Stages {
		st := &c.s.Stages[i]
		if st.Key == "" {
			st.Key = string(st.Step)
		}
	}
	twice(c.d, "stages", c.s.Stages, func(st Stage) string { return st.Key })
	for i := range c.s.Stages {
		c.stage(i)
	}
	c.follow()
	c.walk()
}

func (c *serviceCheck) stage(i int) {
	st := &c.s.Stages[i]
	c.worksOn(st.Who, "stages", i, "who")
	for n, key := range st.Musts {
		if instrument, ok := c.set.instruments[key]; ok {
			c.refers[instrument.File] = true
			st.Must = append(st.Must, Must{Key: key, Name: instrument.Name, Instrument: true, Anew: true})
			if instrument.Kind == KindJudgement && c.s.FirstContact.By == byOffence {
				c.d.fault(fmt.Sprintf("the stage %s asks for %q, by which need decides: the offence can't choose how somebody is first reached. Write by: need", st.Name, instrument.Name),
					"first_contact", "by")
			}
			continue
		}
		c.refers[c.keys["list records"]] = true
		record, ok := c.set.lists["records"].Code(key)
		if !ok && !c.broken["list"] && !c.broken["instrument"] {
			c.d.fault(fmt.Sprintf("%q is neither an instrument nor in the list records", key), "stages", i, "must", n)
		}
		st.Must = append(st.Must, Must{Key: key, Name: record.Label, Said: strings.HasPrefix(record.Group, "said"), Anew: strings.HasSuffix(record.Group, "anew")})
	}
	if st.Clock.Varies() != (len(st.Bands) > 0) {
		c.d.fault("a clock of band or priority needs bands, and bands need such a clock", "stages", i)
	}
	for _, band := range slices.Sorted(maps.Keys(st.Bands)) {
		if st.Bands[band].Varies() {
			c.d.fault("the clock of a band is a length of time", "stages", i, "bands", band)
		}
	}
	if st.Protocol != "" {
		if _, ok := c.s.Protocols[st.Protocol]; !ok {
			c.d.fault(fmt.Sprintf("there is no protocol %q in this file", st.Protocol), "stages", i, "protocol")
		}
	} else if st.Step == StepContact {
		c.d.fault("a contact stage names the protocol it goes by", "stages", i)
	}
	if st.Tells != "" && !c.s.TellsReferrer(st.Tells) {
		c.d.fault(fmt.Sprintf("%q is not among what the referrer is told (tells_referrer)", st.Tells), "stages", i, "tells")
	}
	c.outcomes(i)
}

// worksOn checks that those who do a stage are of the roles that are shown enough of a case to go on from it.
func (c *serviceCheck) worksOn(roles Roles, at ...any) {
	for _, role := range roles {
		if code, ok := c.code("roles", role, at...); ok && code.Group != "casework" {
			c.d.fault(fmt.Sprintf("a %s is not shown the work on a case and could never go on from this stage: name a role of the group casework in the list roles", role), at...)
		}
	}
}

func (c *serviceCheck) outcomes(i int) {
	seen := map[string]bool{}
	for n, o := range c.s.Stages[i].Outcomes {
		if seen[o.Key] {
			c.d.fault(fmt.Sprintf("the outcome %q stands twice", o.Key), "stages", i, "outcomes", n)
		}
		seen[o.Key] = true
		if o.To != "" {
			if _, ok := c.s.Stage(o.To); !ok {
				c.d.fault(fmt.Sprintf("there is no stage %q", o.To), "stages", i, "outcomes", n, "to")
			}
		}
		if o.Tells != "" && !c.s.TellsReferrer(o.Tells) {
			c.d.fault(fmt.Sprintf("%q is not among what the referrer is told (tells_referrer)", o.Tells), "stages", i, "outcomes", n, "tells")
		}
		if o.Closes != "" {
			c.closes(o.Closes, "stages", i, "outcomes", n, "closes")
		}
	}
}

// follow fills in what comes after each stage. Where the file names it, that; where the outcomes
// name it, those; otherwise the stage that stands next in the file.
func (c *serviceCheck) follow() {
	for i := range c.s.Stages {
		st := &c.s.Stages[i]
		for n, key := range st.Next {
			if _, ok := c.s.Stage(key); !ok {
				c.d.fault(fmt.Sprintf("there is no stage %q", key), "stages", i, "next", n)
			}
		}
		for _, o := range st.Outcomes {
			if o.To != "" && !slices.Contains(st.Next, o.To) {
				st.Next = append(st.Next, o.To)
			}
		}
		if len(st.Next) == 0 && i+1 < len(c.s.Stages) {
			st.Next = []string{c.s.Stages[i+1].Key}
		}
	}
}

// walk checks that every stage can be reached, and that from every stage a case can be closed.
func (c *serviceCheck) walk() {
	if len(c.s.StagesOf(StepClose)) == 0 {
		c.d.fault("no stage closes a case", "stages")
		return
	}
	reached := c.reach(c.s.First().Key)
	for i, st := range c.s.Stages {
		if !reached[st.Key] {
			c.d.fault(fmt.Sprintf("the stage %q can't be reached from the first", st.Key), "stages", i)
		}
		if st.Step == StepPostClosure {
			continue
		}
		ahead := c.reach(st.Key)
		if !slices.ContainsFunc(c.s.StagesOf(StepClose), func(end Stage) bool { return ahead[end.Key] }) {
			c.d.fault(fmt.Sprintf("from the stage %q a case can't be closed", st.Key), "stages", i)
		}
	}
}

func (c *serviceCheck) reach(from string) map[string]bool {
	seen := map[string]bool{from: true}
	queue := []string{from}
	for len(queue) > 0 {
		for _, st := range c.s.Next(queue[0]) {
			if !seen[st.Key] {
				seen[st.Key] = true
				queue = append(queue, st.Key)
			}
		}
		queue = queue[1:]
	}
	return seen
}
