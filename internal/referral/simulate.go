package referral

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/store"
)

// ActSimulate is for the operator's command line: it counts, and names nobody.
var ActSimulate = access.Declare("referral.simulate", access.Policy{Systems: []string{"cli"}})

// Simulate replays the referrals a service had through another edition of its file and counts what each
// would have come to, beside what the edition in force makes of the same facts. Nothing sealed is
// opened and nothing is changed: it works on what is kept in clear, one referral in memory at a time.
//
// What the door knew (the police unit, how hard it hit her) is kept with a referral; of those from before it was, it can't be asked
// again. Where both editions have one and the same rule of eligibility, what it came to then stands; where the rule is
// another, a fact that was not known or not kept is one that it would ask for, and that is counted as such. Ways to
// reach somebody count as they are known today, the priority as it was agreed last, or else as the police gave it, and domestic abuse that came to light as if whoever
// referred had said so.
type Simulate struct {
	Now, With catalogue.Service // the edition in force, and the one tried
	Groups    func(offence string, domesticAbuse, hate bool) []string
	Contacts  map[id.Referral]FirstContact // of those that have a case
	Listed    map[id.Referral]bool         // who came in a list of cases kept before: how long they waited is not known
}

// FirstContact is what became known of a referral after it was accepted.
type FirstContact struct {
	Agreed Priority      // with the police; empty: none was
	At     clock.Instant // when the person was first reached; 0: not yet, or never
	Stood  bool          // the clock of the case stood still before that
}

// Simulation is what the referrals would have come to.
type Simulation struct {
	Referrals int            `json:"referrals"`
	Changed   int            `json:"changed"` // referrals that would have come to something else
	Now       map[State]int  `json:"now"`     // by the edition in force
	With      map[State]int  `json:"with"`    // by the edition tried
	Changes   []Change       `json:"changes"`
	WouldAsk  map[string]int `json:"would_ask"` // by the fact that is missing: how many would be held to ask for it
	First     []FirstChange  `json:"first_contact"`
	Due       []DueChange    `json:"first_contact_due"` // by priority, of what both editions would accept, and only where something changes
	Listed    int            `json:"from_list"`         // of what both would accept: came in a list kept before, and are in none of the times
}

// Change is how many referrals would have gone from one outcome to another.
type Change struct {
	From       State  `json:"from"`
	FromReason Reason `json:"from_reason"`
	To         State  `json:"to"`
	ToReason   Reason `json:"to_reason"`
	Referrals  int    `json:"referrals"`
}

// FirstChange is how many people would first have been contacted in another way. An empty way: none.
type FirstChange struct {
	From      catalogue.Method `json:"from"`
	To        catalogue.Method `json:"to"`
	Referrals int              `json:"referrals"`
}

// DueChange is how many people of one priority would have been due to be reached within another time, and how many of them were.
type DueChange struct {
	Priority   Priority `json:"priority"` // empty: none was set
	Now        string   `json:"now"`      // the time allowed by the edition in force; empty: it sets none
	With       string   `json:"with"`     // by the edition tried
	Referrals  int      `json:"referrals"`
	Sooner     int      `json:"sooner"`
	Later      int      `json:"later"`
	Stood      int      `json:"stood_still"`  // whose clock stood still before they were reached: not among the reached
	Reached    int      `json:"reached"`      // of the others, how many were reached at all
	InTimeNow  int      `json:"in_time_now"`  // of these, in the time that the edition in force allows
	InTimeWith int      `json:"in_time_with"` // and that the one tried would have allowed
}

// Run replays. Fails with errs.Forbidden for everybody but the operator.
func (c Simulate) Run(ctx context.Context, v gate.Reader) (Simulation, error) {
	if err := v.Authorize(ctx, ActSimulate, gate.On{Service: c.Now.Key}); err != nil {
		return Simulation{}, err
	}
	s := newReplay(c)
	var p past
	err := store.Each(ctx, v, pastSQL, func(scan store.Scan) error {
		next, contact, err := scanPast(scan)
		if err != nil {
			return err
		}
		if next.id != p.id {
			s.count(p)
			p = next
		}
		if contact.Kind != "" {
			p.who.Contacts = append(p.who.Contacts, contact)
		}
		return nil
	}, c.Now.Key)
	s.count(p)
	return s.result(), err
}

// replay counts while the referrals pass.
type replay struct {
	Simulate
	out     Simulation
	changes map[Change]int
	first   map[FirstChange]int
	due     map[Priority]DueChange
}

func newReplay(c Simulate) *replay {
	return &replay{Simulate: c, changes: map[Change]int{}, first: map[FirstChange]int{}, due: map[Priority]DueChange{},
		out: Simulation{Now: map[State]int{}, With: map[State]int{}, WouldAsk: map[string]int{}}}
}

// past is one referral as it was kept, and how its person can be reached.
type past struct {
	id      id.Referral
	receive Receive
	state   State
	reason  Reason
	missing string
	on      clock.Date
	begun   clock.Instant // when it was accepted: from then on the time to the first contact runs. Of one that never was, when it came
	decided clock.Instant // the last decision
	age     catalogue.Fact[int]
	who     person.New
}

// count judges one referral by both editions.
func (s *replay) count(p past) {
	if p.id == "" {
		return
	}
	s.out.Referrals++
	now, with := s.findings(p, s.Simulate.Now), s.findings(p, s.Simulate.With)
	is, would := Judge(now), Judge(with)
	s.out.Now[is.State]++
	s.out.With[would.State]++
	if is.State != would.State || is.Reason != would.Reason {
		s.out.Changed++
		s.changes[Change{From: is.State, FromReason: is.Reason, To: would.State, ToReason: would.Reason}]++
	}
	for _, fact := range would.Missing {
		s.out.WouldAsk[fact]++
	}
	a, b := firstOf(is, now), firstOf(would, with)
	if a != b {
		s.first[FirstChange{From: a, To: b}]++
	}
	if is.State == Accepted && would.State == Accepted {
		s.compareDue(p)
	}
}

// compareDue counts whether the first contact would have been due at another time, and whether it was in time. Who came in a list, and
// in what time somebody was reached whose clock stood still meanwhile, is not known.
func (s *replay) compareDue(p past) {
	if s.Simulate.Listed[p.id] {
		s.out.Listed++
		return
	}
	first := s.Contacts[p.id]
	priority := cmp.Or(first.Agreed, p.receive.Priority)
	now, with := toReach(s.Simulate.Now, priority), toReach(s.Simulate.With, priority)
	is, would := now.due(s.Simulate.Now.Hours, p.begun), with.due(s.Simulate.With.Hours, p.begun)
	d := s.due[priority]
	d.Priority, d.Now, d.With = priority, now.String(), with.String()
	d.Referrals++
	d.Sooner += onlyIf(would < is)
	d.Later += onlyIf(would > is)
	switch {
	case first.Stood || p.stopped(first.At):
		d.Stood++
	case first.At > 0:
		d.Reached++
		d.InTimeNow += onlyIf(first.At <= is)
		d.InTimeWith += onlyIf(first.At <= would)
	}
	s.due[priority] = d
}

// stopped tells whether the referral was stopped and decided again between its acceptance and the first contact, or waits for that.
func (p past) stopped(reached clock.Instant) bool {
	return p.decided > p.begun && (reached == 0 || p.decided <= reached)
}

func onlyIf(is bool) int {
	if is {
		return 1
	}
	return 0
}

// steps are the clocks by which somebody has to be reached, one after the other.
type steps []catalogue.Clock

// toReach gives the clocks of an accepted referral: each step from there to the first contact has its own, and one without takes
// no time. Of a service without such a step it is the clock of what follows the screening.
func toReach(s catalogue.Service, p Priority) steps {
	first := slices.IndexFunc(s.Stages, func(st catalogue.Stage) bool { return st.Key == s.AfterScreening().Key })
	last := slices.IndexFunc(s.Stages, func(st catalogue.Stage) bool {
		return st.Step == catalogue.StepContact || st.Step == catalogue.StepAssessmentCall
	})
	var clocks steps
	for _, st := range s.Stages[first : max(first, last)+1] {
		if c := st.ClockFor(string(p)); !c.IsZero() {
			clocks = append(clocks, c)
		}
	}
	return clocks
}

// due gives when the time is over that begins at an instant: never, where no clock runs.
func (s steps) due(h catalogue.Hours, at clock.Instant) clock.Instant {
	if len(s) == 0 {
		return clock.Never
	}
	for _, c := range s {
		at = h.Deadline(at, c)
	}
	return at
}

// String gives the clocks in words: "2 working hours and then 1 working day".
func (s steps) String() string {
	words := make([]string, len(s))
	for i, c := range s {
		words[i] = c.String()
	}
	return strings.Join(words, " and then ")
}

// firstOf gives how the person of an accepted referral is first contacted.
func firstOf(v Verdict, f Findings) catalogue.Method {
	if v.State != Accepted {
		return ""
	}
	return f.Reach.First(f.Service, f.Groups)
}

// findings puts together what Judge decides from, for one of the editions.
func (s *replay) findings(p past, edition catalogue.Service) Findings {
	c := p.receive
	c.Service, c.Supported = edition, p.who
	c.Offence.Groups = s.Groups(c.Offence.Code, c.Flags.DomesticAbuse, c.Flags.Hate)
	c.Facts.Age = p.age
	asked := AskedNothing
	if p.state == OptedOut {
		asked = AskedNot
	}
	f := c.findings(p.on, asked)
	f.Age = p.age
	if edition.Eligible.String() == s.Simulate.Now.Eligible.String() {
		f.Eligible = p.eligible()
	}
	return f
}

// eligible gives what the rule came to when the referral was received.
func (p past) eligible() catalogue.Answer {
	switch p.reason {
	case NotEligible:
		return catalogue.Answer{Verdict: catalogue.No}
	case FactsMissing:
		return catalogue.Answer{Verdict: catalogue.Ask, Missing: strings.Split(p.missing, ",")}
	}
	return catalogue.Answer{Verdict: catalogue.Yes}
}

// result gives the counts, the most frequent change first.
func (s *replay) result() Simulation {
	for c, n := range s.changes {
		c.Referrals = n
		s.out.Changes = append(s.out.Changes, c)
	}
	slices.SortFunc(s.out.Changes, func(a, b Change) int {
		return cmp.Or(b.Referrals-a.Referrals, cmp.Compare(a.From, b.From), cmp.Compare(a.FromReason, b.FromReason),
			cmp.Compare(a.To, b.To), cmp.Compare(a.ToReason, b.ToReason))
	})
	for _, c := range slices.SortedFunc(maps.Keys(s.first), func(a, b FirstChange) int {
		return cmp.Or(s.first[b]-s.first[a], cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	}) {
		c.Referrals = s.first[c]
		s.out.First = append(s.out.First, c)
	}
	for _, p := range []Priority{Immediate, Urgent, Soon, Routine, ""} {
		if d := s.due[p]; d.Sooner+d.Later > 0 || d.Now != d.With {
			s.out.Due = append(s.out.Due, d)
		}
	}
	return s.out
}

func scanPast(scan store.Scan) (past, person.NewContact, error) {
	var (
		p     past
		k     person.NewContact
		age   int
		known bool
		rule  string
		facts string
		c     = &p.receive
	)
	err := scan(&p.id, &c.Door, &c.Source, &c.District, &c.Offence.Code, &p.on, &p.begun, &p.decided, &c.Priority, &p.state, &p.reason, &p.missing,
		&c.Basis.Kind, &c.Basis.By, &c.Basis.How, &c.Basis.On, &age, &known,
		&c.Flags.DomesticAbuse, &c.Flags.Hate, &c.Flags.Vulnerable, &c.Flags.Child,
		&facts, &rule, &k.Kind, &k.Call, &k.Text, &k.Letter)
	c.Facts = catalogue.FactsKept(facts)
	if known {
		p.age = catalogue.Known(age)
	}
	c.Flags.Child = c.Flags.Child && !known // of a known age the rule of the file decides
	c.Basis.Reason = "kept sealed"          // a panel without agreement was taken in with its reason only
	c.Flags.ChildProtection = p.reason == ChildProtection
	p.who.Safe.State = person.SafeState(rule)
	return p, k, err
}

// pastSQL reads every referral of a service in the order they came, each once for each way to reach its
// person. Driven by referral_received; the last thing that a referral was before it was accepted ends when it was.
var pastSQL = store.SQL("referral.past", `
	SELECT r.id, r.door, r.source, r.district, r.offence_code, r.received_on,
		CASE WHEN r.accepted_on = '' THEN r.received_at
			ELSE COALESCE((SELECT max(e.until_at) FROM referral_earlier e WHERE e.referral_id = r.id), r.received_at) END, r.decided_at, r.priority, r.state, r.reason, r.missing,
		r.basis, r.basis_by, r.basis_how, r.basis_on, COALESCE(r.age_at_referral, 0), r.age_at_referral IS NOT NULL,
		r.flag_da, r.flag_hate, r.flag_vulnerable, r.flag_child, r.facts,
		COALESCE(s.state, 'not asked'), COALESCE(k.kind, ''), COALESCE(k.safe_call, ''), COALESCE(k.safe_text, ''), COALESCE(k.safe_letter, '')
	FROM referral r
	LEFT JOIN person_v_safe_rule s ON s.folder_id = r.folder_id
	LEFT JOIN person_v_contact k ON k.folder_id = r.folder_id AND k.person_id = r.person_id
	WHERE r.service = $1
	ORDER BY r.received_on, r.id`)
