package myday

import (
	"context"
	"net/url"
	"strconv"

	"goldenthread/internal/gate"
	"goldenthread/internal/job"
	"goldenthread/internal/person"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// mostGivenUp is where counting what the program gave up stops.
const mostGivenUp = 50

// oversees is what somebody sees to beside their own cases: an administrator, or a supervisor.
type oversees struct {
	givenUp int // things the program gave up
	waiting int // check-ins after a hard call that wait for an answer
	sides   int // alerts that both sides may be clients, which no supervisor has looked at, of all services the reader supervises
}

// beside reads what this reader sees to beside her cases: nothing for most.
func (p pages) beside(ctx context.Context, r *web.Request, v *gate.View) (o oversees, err error) {
	if o.givenUp, err = givenUp(ctx, r, v); err != nil {
		return o, err
	}
	var supervised, answers []string
	for _, s := range p.set.Services() {
		if v.Actor().HoldsAny(s.Key, person.ActSeeAlerts.Policy().Roles...) {
			supervised = append(supervised, s.Key)
		}
		if v.Actor().HoldsAny(s.Key, workforce.ActRegister.Policy().Roles...) {
			answers = append(answers, s.Key)
		}
	}
	told, err := workforce.CountTold(ctx, v, answers...)
	if err != nil {
		return o, err
	}
	o.waiting = told.Waiting
	alerts, err := person.BothSidesIn(ctx, v, supervised...)
	o.sides = len(alerts)
	return o, err
}

// part says what there is of it; nil: nothing.
func (o oversees) part() view.Part {
	var parts view.Parts
	if up := gaveUp(o.givenUp); up != nil {
		parts = append(parts, up)
	}
	if o.waiting > 0 {
		parts = append(parts, view.InsetText{Body: view.Joined{view.Text("For you as supervisor alone, "), view.CheckIns(o.waiting, ""), view.Text(".")}})
	}
	if o.sides > 0 {
		parts = append(parts, view.InsetText{Body: view.Joined{view.Text("For you as supervisor alone, "), view.BothSides(o.sides, ""), view.Text(".")}})
	}
	if len(parts) == 0 {
		return nil
	}
	return parts
}

// givenUp counts what the program gave up, for those who can see to it; 0 for everybody else.
func givenUp(ctx context.Context, r *web.Request, v *gate.View) (int, error) {
	if !r.Could(job.ActGivenUp) {
		return 0, nil
	}
	return job.CountGiven(ctx, v, mostGivenUp)
}

// howWasThatCall asks, in one click and for her supervisor alone, how a call was for the reader; where she is in no register, and so has
// nowhere that only the two see, it says whom to tell.
func howWasThatCall(r *web.Request, service string) view.Part {
	if service == "" {
		return view.Small("A hard call stays with you. Say so to your supervisor: it is part of the work.")
	}
	of := "?" + url.Values{"service": {service}}.Encode()
	answer := func(text string, feeling workforce.Feeling) view.Part {
		return view.ButtonForm{Action: "/check-in", Key: r.Key(), Hidden: []view.Hidden{{Name: "service", Value: service}, {Name: "answer", Value: string(feeling)}},
			Button: view.Button{Text: text, Kind: view.Secondary, Flush: true}}
	}
	return view.Parts{view.H2("How was that call?"), view.Small("Only you and your supervisor see it."),
		view.RowLinks{Items: []view.Part{answer(view.FeelingFine, workforce.Fine), answer(view.FeelingHard, workforce.Hard), answer(view.FeelingTalk, workforce.Talk)}},
		view.Paragraph{Body: view.Link{Text: "Add a few words, or see what came of the last ones", Href: "/check-in" + of}, Small: true},
		view.Paragraph{Body: view.Link{Text: "Somebody thanked you? Write it down", Href: "/thanks" + of}, Small: true}}
}

// gaveUp says that something was given up; nil: nothing was.
func gaveUp(n int) view.Part {
	if n == 0 {
		return nil
	}
	words := plural(n, "thing that follows from what people did could not be carried out, and waits for you.", "things that follow from what people did could not be carried out, and wait for you.")
	if n == mostGivenUp {
		words = "More than " + strconv.Itoa(n-1) + " things that follow from what people did could not be carried out, and wait for you."
	}
	return view.Alert{Kind: view.AlertWarning, Heading: "The program gave something up",
		Body: view.Parts{view.Text(words), view.Link{Text: "See what it is", Href: "/given-up"}}}
}
