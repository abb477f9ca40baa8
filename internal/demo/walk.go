package demo

import (
	"context"
	"slices"
	"strconv"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/madeup"
	"goldenthread/internal/person"
)

// none is an act whose result nobody needs.
func none[T any](_ T, err error) error { return err }

func (t *tale) open(ctx context.Context, tx *gate.Tx, _ casework.Case) error {
	return none(casework.OpenCase{Referral: t.taken.Referral, Service: t.service}.Run(ctx, tx))
}

// try is one attempt to reach the person, by the first way that its method can use.
func (t *tale) try(by catalogue.Method, outcome casework.Reached, note string) act {
	kinds := map[catalogue.Method][]person.ContactKind{
		catalogue.MethodPhone: {person.Mobile, person.Phone}, catalogue.MethodText: {person.Mobile},
		catalogue.MethodLetter: {person.Address}, catalogue.MethodEmail: {person.Email},
	}[by]
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		contact, err := t.contact(ctx, tx, kinds)
		if err != nil {
			return err
		}
		return none(casework.RecordAttempt{Case: c.ID, Service: t.service, Contact: contact, Method: by, Outcome: outcome,
			Note: note, Anyway: true}.Run(ctx, tx))
	}
}

// contact finds the first number or address of the kinds.
func (t *tale) contact(ctx context.Context, tx *gate.Tx, kinds []person.ContactKind) (id.Contact, error) {
	about, err := person.Load(ctx, tx, t.folder())
	if err != nil {
		return "", err
	}
	for _, kind := range kinds {
		for _, c := range about.Contacts {
			if c.Kind == kind {
				return c.ID, nil
			}
		}
	}
	return "", errs.New(errs.NotFound, "the person of this tale has no such number or address")
}

func (t *tale) confirm(records ...string) act {
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.Confirm{Case: c.ID, Service: t.service, Records: records}.Run(ctx, tx))
	}
}

// advance moves the case on, by an outcome of its stage or to a stage.
func (t *tale) advance(outcome, to string) act {
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.Advance{Case: c.ID, Version: c.Version, Service: t.service, Outcome: outcome, To: to}.Run(ctx, tx))
	}
}

// ask asks a set of questions. weight 0 to 100 says how hard it is on her: a high one gives a high score
// of risk, and low marks on statements of how well she is.
func (t *tale) ask(key string, phase assessment.Phase, weight int) act {
	instrument, _ := t.Catalogue.Instrument(key)
	answers := assessment.Answers{}
	for _, q := range instrument.Questions {
		answers[q.Key] = t.answer(instrument, q, weight)
	}
	if instrument.Kind == catalogue.KindJudgement {
		return t.judge(instrument, answers)
	}
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.Ask{Case: c.ID, Service: t.service, Record: assessment.Record{Instrument: instrument, Phase: phase, Answers: answers}}.Run(ctx, tx))
	}
}

// looksBack asks a set of statements once more at the end, and what the person thought of the service.
func (t *tale) looksBack(key string) []act {
	return append([]act{t.ask(key, assessment.Exit, t.dice.Between(15, 50))}, t.thinksOfUs()...)
}

// thinksOfUs asks what the person thought of the service, where its file has that asked; one in four does not say.
func (t *tale) thinksOfUs() []act {
	const key = "satisfaction"
	if in, _ := t.Catalogue.Instrument(key); !in.OfferedIn(t.service) || t.dice.OneIn(4) {
		return nil
	}
	return []act{t.ask(key, assessment.Exit, t.dice.Between(10, 40))}
}

// judge judges with the police, who say the same on the telephone.
func (t *tale) judge(in catalogue.Instrument, grades assessment.Answers) act {
	j := assessment.Judge{Instrument: in, Grades: grades, Why: map[string]string{}, Priority: "soon", LookedAt: t.list("looked-at"), Sources: []string{"police_row", "own_records"}}
	for _, q := range in.Questions {
		if o, _ := q.Option(grades[q.Key]); o.Why {
			j.Why[q.Key] = "It has gone on for weeks, and nobody else is in the house at night."
		}
	}
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		j.Folder = c.Folder
		j.Signed = &assessment.Signature{How: assessment.ByTelephone, Officer: "1427", At: tx.Now(), Priority: j.Priority}
		return none(j.Run(ctx, tx))
	}
}

func (t *tale) answer(in catalogue.Instrument, q catalogue.Question, weight int) string {
	part := func(most int) int { // from 0 to most, about the weight
		return min(max((weight+t.dice.Between(-30, 30))*(most+1)/100, 0), most)
	}
	if in.Scale != nil {
		low := part(in.Scale.Max - in.Scale.Min)
		if in.Scale.BetterIs == "lower" {
			return strconv.Itoa(in.Scale.Min + low)
		}
		return strconv.Itoa(in.Scale.Max - low)
	}
	return q.Options[part(len(q.Options)-1)].Key
}

// needs notes needs of one kind.
func (t *tale) needs(kind casework.NeedKind, codes ...string) act {
	list := t.list(map[casework.NeedKind]string{casework.Need: "needs", casework.Additional: "additional-needs"}[kind])
	on, level := t.today(), ""
	if kind == casework.Need {
		level = [...]string{"immediate", "immediate", "ongoing", "complex"}[min(len(codes), 3)]
	}
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.RecordNeeds{Case: c.ID, Service: t.service, Kind: kind, List: list, Codes: codes, Level: level, Levels: t.list("need-levels"), On: on}.Run(ctx, tx))
	}
}

// about records what she said of herself.
func (t *tale) about(answers ...person.Answer) act {
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(person.RecordDemographics{Folder: c.Folder, Lists: t.Catalogue.List, Answers: answers}.Run(ctx, tx))
	}
}

// allocate has the supervisor give the case to a worker.
func (t *tale) allocate(ctx context.Context, to post) {
	t.who = to
	t.do(ctx, supervisor, func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.Allocate{Case: c.ID, Version: c.Version, Service: t.service, Worker: t.staff[to].account,
			Role: t.staff[to].role}.Run(ctx, tx))
	})
}

func (t *tale) promise(what string, due clock.Date) act {
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.MakePromise{Case: c.ID, Service: t.service, What: what, Due: due}.Run(ctx, tx))
	}
}

func (t *tale) refer(code, what string) act {
	list, on := t.list("onward-services"), t.today()
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.ReferOnward{Case: c.ID, List: list, Code: code, Agreed: true, What: what, On: on}.Run(ctx, tx))
	}
}

func (t *tale) speakUp(asked string) act {
	on := t.today()
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.Advocate{Case: c.ID, Service: t.service, Forum: casework.CommunityMARAC, On: on, Asked: asked}.Run(ctx, tx))
	}
}

func (t *tale) mediation(answer string) act {
	on := t.today()
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.OfferMediation{Case: c.ID, Outcome: answer, On: on}.Run(ctx, tx))
	}
}

func (t *tale) court(kind, answer, note string, on clock.Date) act {
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.RecordCourt{Case: c.ID, Service: t.service, Kind: kind, Answer: answer, On: on, Note: note}.Run(ctx, tx))
	}
}

// forCoach writes the page a coach is given.
func (t *tale) forCoach() act {
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.WriteCoachReferral{Case: c.ID, Why: "What goes on outside has taken sleep and confidence.", Wants: "To feel at home again.",
			Risks: "None known. Meet at the library first.", Contact: "By telephone, as the rule on the case says."}.Run(ctx, tx))
	}
}

func (t *tale) note(text string) act {
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.AddNote{Case: c.ID, Text: text}.Run(ctx, tx))
	}
}

// close ends the case. Where the reason asks for the statements once more and she was not asked, it says
// why not.
func (t *tale) close(reason string) act {
	notDone := ""
	if t.service.NeedsExitMeasure(reason) {
		notDone = madeup.Pick(&t.dice, catalogue.NotAsked)
	}
	return t.closeAs(reason, notDone)
}

func (t *tale) closeAs(reason, notDone string) act {
	how, _ := t.service.ClosingReason(reason)
	t.asked = !how.NoCheck && !t.service.Check.IsZero()
	return t.shut(casework.Close{Reason: reason, ExitNotDone: notDone})
}

// closeHelped ends the case of somebody for whom a call or two was enough: nobody asks afterwards.
func (t *tale) closeHelped(reason string) act {
	return t.shut(casework.Close{Reason: reason, NoCheck: true})
}

func (t *tale) shut(end casework.Close) act {
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		end.Case, end.Version, end.Service = c.ID, c.Version, t.service
		return none(end.Run(ctx, tx))
	}
}

// checkAfter asks some time after closing whether it is still all right, once that day has come and where that is asked at all. t stands at
// the day of closing.
func (t *tale) checkAfter(ctx context.Context) {
	if t.err != nil || !t.asked {
		return
	}
	day := t.service.Hours.Deadline(t.clock.Now(), t.service.Check).Date()
	if day >= t.Now.Date() {
		return
	}
	t.on(day, 11, t.dice.Below(60))
	outcome := madeup.Pick(&t.dice, []string{"still all right", "still all right", "still all right", "not reached"})
	t.do(ctx, t.closer(), func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.CheckAfter{Case: c.ID, Version: c.Version, Service: t.service, Outcome: outcome}.Run(ctx, tx))
	})
}

// goals writes what the plan is for, as it was agreed.
func (t *tale) goals() act {
	words := slices.Clone(goals)
	madeup.Shuffle(&t.dice, words)
	words, on := words[:t.dice.Between(1, 3)], t.today()
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		for _, w := range words {
			if _, err := (casework.AgreeGoal{Case: c.ID, What: w, On: on}).Run(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	}
}

// goals are things people agree to work for.
var goals = []string{"Can open the front door without fear.", "Sleeps five hours in a row.", "Has one named person at the council.",
	"Goes to the shop alone again.", "Knows what the police can do, and what not.", "Has someone to talk to on bad evenings."}

// closer is who may close a case: who works with her, or the supervisor where that role may not.
func (t *tale) closer() post {
	switch t.staff[t.who].role {
	case access.CaseWorker, access.VictimCareOfficer, access.Coach:
		return t.who
	}
	return supervisor
}
