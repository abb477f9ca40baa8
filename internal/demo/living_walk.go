package demo

import (
	"context"
	"slices"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/madeup"
)

// tell tells one plan: she comes, and the work goes on through the stages of the service's own file
// until it ends or today comes.
func (w *world) tell(ctx context.Context, p plan) error {
	t := w.begin(p.service, p.received, p.seed)
	t.on(p.received, 9, 20+p.seed%39)
	t.comes(ctx, p)
	if t.err != nil {
		return t.err
	}
	next := t.after(p.received, t.dice.Between(1, 2))
	if next > w.Now.Date() {
		return nil // she came yesterday, and is new in the list
	}
	t.on(next, 10, 5+p.seed%50)
	t.starts(ctx)
	t.walk(ctx, p, t.lot(p.service))
	return t.err
}

// starts opens the case, by whoever picks referrals up, and keeps at which stage it begins.
func (t *tale) starts(ctx context.Context) {
	if t.err != nil {
		return
	}
	by := t.firstPost()
	stage, err := write(ctx, t, by, func(ctx context.Context, tx *gate.Tx) (string, error) {
		if err := t.open(ctx, tx, casework.Case{}); err != nil {
			return "", err
		}
		c, _, err := casework.ByFolder(ctx, tx, t.folder())
		return c.Stage, err
	})
	t.stage = stage
	t.failed(by, err)
}

// firstPost is who picks referrals up: the role of the first stage of contact.
func (t *tale) firstPost() post {
	for _, st := range t.service.Stages {
		if st.Step == catalogue.StepContact || st.Step == catalogue.StepAssessmentCall {
			return t.postOf(st.Who[0])
		}
	}
	return supervisor
}

// postOf gives the colleague who does what a role does in the tale's service.
func (t *tale) postOf(role string) post {
	switch role {
	case "case worker":
		switch {
		case t.who == worker || t.who == otherWorker || t.who == barnetWorker:
			return t.who
		case t.service.Key == "barnet-asb":
			return barnetWorker
		case t.dice.OneIn(2):
			return otherWorker
		}
		return worker
	case "victim care officer":
		return officer
	case "coach":
		if t.who == coach || t.who == otherCoach {
			return t.who
		}
		return madeup.Pick(&t.dice, []post{coach, otherCoach})
	case "administrator":
		return office
	}
	return supervisor
}

// lot is how a tale goes: how each stage that can end in several ways ends, how long the work lasts, and
// with which reason it closes. until is the stage at which it stands still, if it does before.
type lot struct {
	outcomes map[string]string
	days     int
	closing  string
	until    string
}

// lot draws how a tale goes.
func (t *tale) lot(service string) lot {
	pick := func(of ...string) string { return madeup.Pick(&t.dice, of) }
	l := lot{days: t.dice.Between(25, 110), closing: pick("goals_met", "goals_met", "goals_met", "goals_met", "referred_on", "moved_away", "declined_further")}
	reached := func() string {
		return pick("reached", "reached", "reached", "reached", "reached", "reached", "reached", "no_response", "declined")
	}
	switch service {
	case "asc":
		l.outcomes = map[string]string{"assessment_call": pick("accepted", "accepted", "accepted", "accepted", "accepted", "declined", "not_suitable", "no_response")}
		l.days, l.closing = t.dice.Between(14, 60), pick("sessions_done", "sessions_done", "sessions_done", "goals_met", "declined_further")
	case "pilot":
		l.outcomes = map[string]string{"contact": reached(),
			"offer": pick("declined", "information", "information", "immediate", "immediate", "referred_on", "volunteer", "case_worker", "case_worker", "case_worker")}
	case "adt":
		l.outcomes = map[string]string{"contact": reached(), "offer": pick("declined", "information", "information", "equipment", "equipment")}
	default:
		l.outcomes = map[string]string{"contact": reached(), "offer": pick("support", "support", "support", "support", "advice", "advice", "declined")}
	}
	return l
}

// walk takes the case through its stages.
func (t *tale) walk(ctx context.Context, p plan, l lot) {
	stage, ok := t.service.Stage(t.stage)
	ends := t.today().AddDays(l.days) // of the work on a plan
	for ok && t.err == nil && stage.Key != l.until {
		who := t.postOf(stage.Who[0])
		outcome := l.outcomes[stage.Key]
		o, _ := stage.Outcome(outcome)
		if o.Closes != "" {
			t.shuts(ctx, p, stage, who, outcome, o.Closes)
			return
		}
		if stage.Step == catalogue.StepAllocate {
			t.allocate(ctx, t.worksNext()) // goes on by itself
			stage, ok = t.service.Stage(stage.Next[0])
			continue
		}
		t.does(ctx, p, stage, who)
		if stage.Step == catalogue.StepExitMeasure {
			t.ends(ctx, l.closing)
			return
		}
		to := t.leads(stage, o, ends)
		if day, now := t.comesNext(stage, to); !now {
			return // today comes first: the case is open at this stage
		} else {
			t.on(day, 9+t.dice.Below(7), t.dice.Below(60))
		}
		t.do(ctx, who, t.settle, t.advance(outcome, to))
		stage, ok = t.service.Stage(to)
	}
}

// worksNext is who takes the case: the role of the stage after allocating.
func (t *tale) worksNext() post {
	for i, st := range t.service.Stages {
		if st.Step == catalogue.StepAllocate {
			return t.postOf(t.service.Stages[i+1].Who[0])
		}
	}
	return supervisor
}

// leads gives the stage that follows.
func (t *tale) leads(stage catalogue.Stage, o catalogue.Outcome, ends clock.Date) string {
	switch {
	case o.To != "":
		return o.To
	case len(stage.Next) == 1:
		return stage.Next[0]
	case t.today() < ends && slices.Contains(stage.Next, "review"):
		return "review"
	}
	return "exit_measure"
}

// comesNext gives the day on which the stage is left, within its clock, and whether it has come.
func (t *tale) comesNext(stage catalogue.Stage, to string) (clock.Date, bool) {
	days := 1
	switch stage.Step {
	case catalogue.StepPlan, catalogue.StepSessions:
		days = t.dice.Between(4, 6) // before the promise made there is due
	case catalogue.StepReview:
		days = 13
	case catalogue.StepNeeds, catalogue.StepContact:
		days = t.dice.Between(0, 2)
	case catalogue.StepOffer, catalogue.StepAllocate, catalogue.StepAssessmentCall:
		days = t.dice.Between(0, 1)
	}
	day := t.after(t.today(), days)
	return day, day < t.Now.Date()
}

// does records what the file demands at a stage, in one go.
func (t *tale) does(ctx context.Context, p plan, stage catalogue.Stage, who post) {
	var acts []act
	for _, m := range stage.Must {
		acts = append(acts, t.records(p, stage, m)...)
	}
	t.do(ctx, who, acts...)
	if stage.Step == catalogue.StepSessions {
		t.holdSessions(ctx, who)
	}
}

// records gives the acts by which one thing that a stage demands is recorded. What came with the
// referral, and what allocating records, needs none.
func (t *tale) records(p plan, stage catalogue.Stage, m catalogue.Must) []act {
	if m.Instrument {
		phase, weight := assessment.Before, t.dice.Between(35, 80)
		switch stage.Step {
		case catalogue.StepExitMeasure:
			phase, weight = assessment.Exit, t.dice.Between(10, 45)
		case catalogue.StepReview:
			phase, weight = assessment.Review, t.dice.Between(20, 60)
		}
		return []act{t.ask(m.Key, phase, weight)}
	}
	switch m.Key {
	case "contact_outcome":
		return []act{t.try(catalogue.MethodPhone, casework.ReachedHer, "Spoke with the person.")}
	case "who_passed_details", "fit", "coaching_explained", "mediation_screen":
		return []act{t.confirm(m.Key)}
	case "coach_referral":
		return []act{t.forCoach()}
	case "plan":
		if stage.Step == catalogue.StepPlan {
			return []act{t.goals()}
		}
		return []act{t.confirm(m.Key)}
	case "needs":
		return []act{t.needs(casework.Need, t.someNeeds()...), t.needs(casework.Additional, additionalKinds(&t.dice)...)}
	case "next_update":
		return []act{t.promise(madeup.Pick(&t.dice, promises), t.after(t.today(), 7))}
	case "demographics":
		return []act{t.about(demographic("gender", p.who.sex), demographic("ethnicity", p.who.ethnicity))}
	}
	return nil
}

// promises are things workers promise people.
var promises = []string{"Tell what the council said about the fence", "Ring after the visit from the lock fitter", "Say when the officer will call",
	"Send the diary sheets and ring to see that they came", "Ring with the landlord's answer", "Tell how the meeting went"}

func (t *tale) someNeeds() []string {
	all := []string{"emotional", "practical", "advocacy", "personal_safety", "home_security", "housing", "special_support", "asb_powers"}
	madeup.Shuffle(&t.dice, all)
	return all[:t.dice.Between(1, 4)]
}

// holdSessions holds one to three sessions a week apart, as far as today allows.
func (t *tale) holdSessions(ctx context.Context, who post) {
	strands := []string{"listening", "coping", "signposting"}
	for i := range t.dice.Between(1, 3) {
		if i > 0 {
			day := t.after(t.today(), 7)
			if day >= t.Now.Date() {
				return
			}
			t.on(day, 10+t.dice.Below(5), 0)
		}
		strand := strands[(i+t.dice.Below(2))%3]
		t.do(ctx, who, t.settle, t.session(strand), t.promise("See each other at the next session", t.after(t.today(), 7)))
	}
}

func (t *tale) session(strand string) act { return t.held(strand, t.dice.Between(40, 75)) }

// held records a session of so many minutes.
func (t *tale) held(strand string, minutes int) act {
	on := t.today()
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.RecordSession{Case: c.ID, Service: t.service, On: on, Strand: strand, Minutes: minutes,
			Note: "We went through the week. A little calmer than last time."}.Run(ctx, tx))
	}
}

// shuts ends a case at a stage where the outcome ends it: nobody answered, or help was enough.
func (t *tale) shuts(ctx context.Context, p plan, stage catalogue.Stage, who post, outcome, reason string) {
	t.who = who
	if outcome == "no_response" {
		for i := range 3 {
			if i > 0 {
				day := t.after(t.today(), 2)
				if day >= t.Now.Date() {
					return
				}
				t.on(day, 10+3*i, t.dice.Below(60))
			}
			t.do(ctx, who, t.try(catalogue.MethodPhone, casework.NoAnswer, ""))
		}
	} else {
		t.does(ctx, p, stage, who)
	}
	t.on(t.today(), 16, 40)
	t.do(ctx, t.closer(), t.settle, t.closeHelped(reason))
}

// ends closes a case after its exit measure.
func (t *tale) ends(ctx context.Context, reason string) {
	t.on(t.today(), 16, 30)
	t.do(ctx, t.closer(), t.settle, t.closeAs(reason, ""))
	t.checkAfter(ctx)
}
