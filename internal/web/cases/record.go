package cases

import (
	"net/url"
	"slices"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/person"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// record links to the pages on which something is recorded, by what it is about.
func (c kase) record(r *web.Request) view.Part {
	if c.Case.State == casework.Closed || !r.Could(casework.ActWork) {
		return nil
	}
	parts := view.Parts{view.H2("Record")}
	link := func(text string, could bool, below ...string) view.Part {
		if !could {
			return nil
		}
		return view.Link{Text: text, Href: c.at(below...)}
	}
	group := func(name string, links ...view.Part) {
		links = slices.DeleteFunc(links, func(l view.Part) bool { return l == nil })
		if len(links) > 0 {
			parts = append(parts, view.H3(name), view.List{Small: true, Items: links})
		}
	}
	rule, assess := r.Could(person.ActRecordContact), r.Could(assessment.ActAssess)
	var safe view.Part
	if rule {
		safe = view.Link{Text: "How it is safe to make contact", Href: c.referral() + "/safe-contact"}
	}
	group("Contact", link("A call, text or letter", c.Stop == "", "call"), link("A letter, to print", c.Stop == "", "letter"), link("An appointment card, to print", c.Stop == "", "card"), link("A session", true, "session"), link("A promise", true, "promise"),
		link("How often we are in contact", true, "follow-up"), c.thankedLink(r), safe, link("Interpreter, hearing, whose telephone", rule, "ease"), link("A number or address", rule, "contact"),
		link("Asked not to be contacted", r.Could(person.ActAskNotToContact), "do-not-contact"))
	group("The plan", link("Needs", true, "needs"), link("A goal of the plan", true, "goal"), link("A step of the plan", true, "action"),
		link("What makes it safer", true, "safety", added), link("The page for the coach", c.hasCoachReferral(), "coach-referral"))
	statements := []view.Part{link("Something else that happened", true, "issue"), link("Risk", assess, "assess")}
	for _, in := range c.set.TakenOver(c.service) {
		statements = append(statements, link("An assessment somebody else made", assess, "received", in.Key))
	}
	for _, phase := range assessment.Phases {
		statements = append(statements, link("Statements: "+phaseWords[phase], assess, "statements", string(phase)))
	}
	group("How "+c.they.they+" "+c.they.verb("is", "are"), append(statements, link("About the "+c.service.Noun.One, r.Could(person.ActRecordAbout), "demographics"),
		link("Somebody around "+c.they.them, true, "people", added))...)
	group("With others", link("A referral to another service", true, "onward"), link("Before a meeting: what to ask", true, "meeting"), link("Speaking up at a meeting", true, "advocacy"),
		link("A proposal to the panel", true, "panel"),
		link("An update obtained", true, "update"), link("What to expect of an agency", true, "expectation"),
		link("Something for an assessment of theirs", true, "contribution"), link("Advice on powers", true, "powers"),
		link("An offer of mediation", true, "mediation"), link("Court", true, "court"), link("Who takes the case", r.Could(casework.ActAllocate), "allocate"))
	group("Time", link("That the clock stands still", c.Paused == nil && c.Case.StageDue != clock.Never, "pause"), link("A good reason for a late step", true, "late"),
		link("What is due under the "+c.code().Name, true, "rights"))
	return parts
}

// hasCoachReferral tells whether the service's file asks for the written page.
func (c kase) hasCoachReferral() bool {
	return slices.ContainsFunc(c.service.Stages, func(st catalogue.Stage) bool { return st.Needs("coach_referral") })
}

var phaseWords = map[assessment.Phase]string{assessment.Before: "at the beginning", assessment.Review: "at a review", assessment.Exit: "at the end"}

// thankedLink leads a worker to where she writes down that she was thanked: in her own folder, not in the case.
func (c kase) thankedLink(r *web.Request) view.Part {
	if !r.Could(workforce.ActCheckIn) {
		return nil
	}
	return view.Link{Text: capital(c.they.they) + " thanked you", Href: "/thanks?" + url.Values{"service": {c.service.Key}}.Encode()}
}
