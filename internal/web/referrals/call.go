package referrals

import (
	"goldenthread/internal/catalogue"
	"goldenthread/internal/intake"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// phoneWay guides a call: what to say, in the order in which a caller can bear to be asked, and what is said
// is typed once.
func (p pages) phoneWay() way {
	return way{pages: p, door: catalogue.DoorPhone, path: "/refer/call", title: "Take a call", source: "Who is calling?", send: "Keep what was said",
		none: "None of your services takes people by telephone.", body: callBody, aside: callAside, needs: staffNeeds, checked: staffChecked,
		grounds: []catalogue.LegalBasis{catalogue.BasisSelf, catalogue.BasisOptOut, catalogue.BasisExplicitConsent},
		take:    func(_ *web.Request, form intake.Form) taking { return intake.PhoneCall(form).Run },
		done: func(_ way, _ *web.Request, receipt intake.Receipt, _ intake.Form) web.Reply {
			return web.SeeOther(section + "/" + string(receipt.Reference)).Saying("What was said is kept. The reference, to read out: " + receipt.Reference.ReadOut())
		}}
}

// callBody asks in the order of a call what one needs while the caller talks: are they safe, which number if it is cut off, when to
// ring, what happened and who the other person is; then whether it may be kept, and for whom it is. The rest waits behind lines that
// open without scripts: most of it is asked in a later call, or not at all.
func callBody(w way, services []catalogue.Service, a view.Answers) view.Parts {
	script := func(words string) view.Part { return view.InsetText{Body: view.Text("Say: “" + words + "”")} }
	reach, people := w.peopleAsked(a, "", "", "").some("forename", "surname", "mobile", "mobile_call")
	safe, careful := w.safeAsked(a, person.SafeContact{}).some("safe", "safe_from", "safe_to")
	story, around := w.happenedAsked(services, a).some("told", "why", "relationship")
	fields := view.Parts{view.H2("1. Are they safe?"),
		script("My name is [your name]. Are you safe to talk now? Is anybody in danger?"),
		view.Para("In danger: ask them to ring 999, or ring it for them, and stay on the line."),
		view.H2("2. In case we are cut off"), script("What shall I call you, and which number may I ring you back on, and when?")}
	fields = append(append(fields, reach...), safe...)
	fields = append(append(fields, view.H2("3. What happened"), script("Tell me in your own words. I write it down, so that you need not tell it again.")), story...)
	fields = append(append(fields, view.H2("4. May we keep it?"), script("May we keep this and have somebody ring you? You can change your mind at any time.")),
		w.basisFields(w.allBases(services), referral.Basis{}, a)...)
	fields = append(append(fields, view.H2("5. Who it is for")), w.whereFields(services, a)...)
	return append(fields, view.H2("If there is time"),
		careful.later("Who else might pick up, what name to give", a),
		people.later("Messages, other numbers, date of birth, address", a),
		around.later("The other person, the police, what is to be known at once", a),
		w.firstAsked(services, a).later("First questions, under two minutes", a))
}

// callAside keeps beside the call what is needed seldom: who answers when a service is shut, and where else to turn.
func callAside(w way, taking []catalogue.Service) view.Part {
	var shut view.Parts
	for _, s := range taking {
		shut = append(shut, view.Small(s.Name+": "+s.OutOfHours.Line()+". "+s.OutOfHours.Note))
	}
	parts := view.Parts{view.Details{Summary: "If a service is shut", Body: shut}}
	if elsewhere := w.turnedAway(taking); elsewhere != nil {
		parts = append(parts, view.Details{Summary: "Services that take no calls", Body: elsewhere})
	}
	return append(parts, view.Paragraph{Small: true, Body: view.Link{Text: "Something was needed while we were shut", Href: section + "/out-of-hours"}})
}
