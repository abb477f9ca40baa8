package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/referral"
	"goldenthread/internal/workforce"

	files "goldenthread/catalogue"
)

type catalogueSimulate struct {
	place
	output
	Service string `required:"" help:"Key of the service." placeholder:"KEY"`
	With    string `required:"" help:"A changed file of that service." placeholder:"FILE" type:"existingfile"`
}

// simulated is the answer: what the past referrals would have come to, and how the caps would have stood.
type simulated struct {
	Service string `json:"service"`
	referral.Simulation
	Clocks []catalogue.OtherClock `json:"clocks"`
	Hours  *otherHours            `json:"hours,omitempty"` // nil: the same
	Caps   struct {
		Now  workforce.CapHit `json:"now"`
		With workforce.CapHit `json:"with"`
	} `json:"caps"`
}

// otherHours are the hours by which the clocks of a service run, where the changed file has others.
type otherHours struct {
	Now  string `json:"now"`
	With string `json:"with"`
}

// Run replays the past referrals of a service through a changed file and says what would have been
// otherwise. Nothing is changed and nobody is named.
func (c catalogueSimulate) Run(r *run) (err error) {
	ctx, a, err := r.open(c.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	now, ok := a.Catalogue.Service(c.Service)
	if !ok {
		return wrong("there is no service with that key")
	}
	with, set, err := c.changed(now)
	if err != nil {
		return err
	}
	out, err := gate.Read(ctx, a.Gate, func(ctx context.Context, v *gate.View) (simulated, error) {
		out := simulated{Service: c.Service, Clocks: now.OtherClocks(with)}
		if now.Hours.String() != with.Hours.String() {
			out.Hours = &otherHours{Now: now.Hours.String(), With: with.Hours.String()}
		}
		contacts, err := casework.FirstContacts(ctx, v, c.Service)
		if err != nil {
			return out, err
		}
		listed, err := intake.Listed(ctx, v, c.Service)
		if err != nil {
			return out, err
		}
		tried := referral.Simulate{Now: now, With: with, Groups: set.OffenceGroups, Contacts: contacts, Listed: listed}
		if out.Simulation, err = tried.Run(ctx, v); err != nil {
			return out, err
		}
		stays, err := casework.Stays(ctx, v, c.Service)
		if err != nil {
			return out, err
		}
		if out.Caps.Now, err = (workforce.Simulate{Service: now, Stays: stays}).Run(ctx, v); err != nil {
			return out, err
		}
		out.Caps.With, err = workforce.Simulate{Service: with, Stays: stays}.Run(ctx, v)
		return out, err
	})
	if err != nil {
		return err
	}
	return r.answer(c.output, out, out.words)
}

// changed reads the file as it would stand in the catalogue: it is checked against everything it refers to.
func (c catalogueSimulate) changed(now catalogue.Service) (catalogue.Service, *catalogue.Set, error) {
	content, err := os.ReadFile(c.With)
	if err != nil {
		return catalogue.Service{}, nil, wrong("the file can't be read: " + err.Error())
	}
	set, err := catalogue.Load(catalogue.Instead(files.FS, now.File, content))
	if err != nil {
		var problems catalogue.Problems
		if errors.As(err, &problems) {
			return catalogue.Service{}, nil, wrong("the changed file has faults: " + problems.Error())
		}
		return catalogue.Service{}, nil, err
	}
	with, ok := set.Service(c.Service)
	if !ok {
		return catalogue.Service{}, nil, wrong("the file is of another service: its key is not " + c.Service)
	}
	return with, set, nil
}

func (s simulated) words(w io.Writer) {
	fmt.Fprintf(w, "%d referrals of %s, %d of them would have come to something else.\n", s.Referrals, s.Service, s.Changed)
	var states []referral.State
	for _, counts := range []map[referral.State]int{s.Now, s.With} {
		for state := range counts {
			if !slices.Contains(states, state) {
				states = append(states, state)
			}
		}
	}
	slices.Sort(states)
	for _, state := range states {
		fmt.Fprintf(w, "  %-12s %6d now, %6d with the changed file\n", state, s.Now[state], s.With[state])
	}
	for _, c := range s.Changes {
		fmt.Fprintf(w, "  %d from %s (%s) to %s (%s)\n", c.Referrals, c.From, c.FromReason.Words(), c.To, c.ToReason.Words())
	}
	for _, fact := range slices.Sorted(maps.Keys(s.WouldAsk)) {
		fmt.Fprintf(w, "  %d would be held to ask for %s\n", s.WouldAsk[fact], catalogue.FactWords(fact))
	}
	for _, f := range s.First {
		fmt.Fprintf(w, "  %d first contacted by %s instead of %s\n", f.Referrals, way(f.To), way(f.From))
	}
	for _, d := range s.Due {
		fmt.Fprintf(w, "  %s: to be reached %s now, %s with the changed file: of %d people %d sooner and %d later\n",
			priorityWords(d.Priority), withinWords(d.Now), withinWords(d.With), d.Referrals, d.Sooner, d.Later)
		fmt.Fprintf(w, "  %s: %d were reached, %d of them in time now, %d with the changed file\n", priorityWords(d.Priority), d.Reached, d.InTimeNow, d.InTimeWith)
		if d.Stood > 0 {
			fmt.Fprintf(w, "  %s: of %d more the clock stood still before they were reached: whether they were in time is not counted\n", priorityWords(d.Priority), d.Stood)
		}
	}
	if s.Listed > 0 {
		fmt.Fprintf(w, "  %d came in a list of cases kept before: how long they waited is not known, and they are in none of these times\n", s.Listed)
	}
	if s.Hours != nil {
		fmt.Fprintf(w, "Every clock in working hours or days runs by other hours: %s now, %s with the changed file.\n", s.Hours.Now, s.Hours.With)
	}
	for _, c := range s.Clocks {
		fmt.Fprintf(w, "Clock of %s: %s now, %s with the changed file.\n", c.Words(), timeWords(c.Now), timeWords(c.With))
	}
	for _, c := range []struct {
		name string
		hit  workforce.CapHit
	}{{"Cap now", s.Caps.Now}, {"Cap with the changed file", s.Caps.With}} {
		capWords(w, c.name, c.hit)
	}
}

// capWords says what the limits of a cap would have refused.
func capWords(w io.Writer, name string, h workforce.CapHit) {
	for _, l := range []struct {
		limit, above int
		words        string
	}{
		{h.Limit, h.Above, fmt.Sprintf("%d in %d months", h.Limit, h.Months)},
		{h.MostOpen, h.AboveOpen, fmt.Sprintf("%d open at once", h.MostOpen)},
		{h.MostWeight, h.AboveWeight, fmt.Sprintf("%d of weight at once", h.MostWeight)},
	} {
		if l.limit > 0 {
			fmt.Fprintf(w, "%s: %s; it would have stood in the way of %d of %d cases taken.\n", name, l.words, l.above, h.Taken)
		}
	}
	if h.Refused > 0 {
		fmt.Fprintf(w, "%s: %d cases of %d workers would have gone to the waiting list.\n", name, h.Refused, h.Workers)
	}
}

func priorityWords(p referral.Priority) string {
	if p == "" {
		return "no priority"
	}
	return string(p)
}

// withinWords says within which time of a file something is to be done.
func withinWords(clock string) string {
	if clock == "" {
		return "at no set time"
	}
	return "within " + clock
}

// timeWords gives a clock of a file in words.
func timeWords(clock string) string {
	if clock == "" {
		return "no set time"
	}
	return clock
}

func way(m catalogue.Method) string {
	if m == "" {
		return "nobody"
	}
	return string(m)
}
