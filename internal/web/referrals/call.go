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
		take:    func(_ *web.Form, form intake.Form) taking { return intake.PhoneCall(form).Run },
		done: func(_ way, _ *web.Request, receipt intake.Receipt, _ intake.Form) web.Reply {
			return web.SeeOther(section + "/" + string(receipt.Reference)).Saying("What was said is kept. The reference, to read out: " + receipt.Reference.ReadOut())
		}}
}

// callBody asks in the order of a call: safety, how to ring back if it is cut off, the story, agreement, and
// last which service, which the caller need not know.
func callBody(w way, services []catalogue.Service, a view.Answers) view.Parts {
	script := func(words string) view.Part { return view.InsetText{Body: view.Text("Say: “" + words + "”")} }
	fields := view.Parts{view.H2("1. Are they safe?"),
		script("You are through to the service, my name is [your name]. Are you safe to talk now? Is anybody in danger?"),
		view.Para("In danger: ask them to ring 999, or ring it for them, and stay on the line."),
		view.H2("2. In case we are cut off"), script("What shall I call you, and which number may I ring you back on?")}
	fields = append(fields, peopleFields(a, "", "")...)
	fields = append(append(fields, view.H2("3. How it is safe to make contact"), script("Who else might pick up? When is a good time? May we leave a message?")), safeFields(a, "They", person.SafeContact{})...)
	fields = append(append(fields, view.H2("4. What happened"), script("Tell me what happened, in your own words. I write it down, so that you need not tell it again.")), w.happenedFields(services, a)...)
	fields = append(fields, w.firstQuestions("5. First questions", services, a)...)
	fields = append(append(fields, view.H2("6. Their agreement"), script("May we keep this and have somebody ring you? You can change your mind at any time.")),
		basisFields(w.allBases(services), referral.Basis{}, a)...)
	return append(append(fields, view.H2("7. Where it goes")), w.whereFields(services, a)...)
}

func callAside(w way, taking []catalogue.Service) view.Part {
	parts := view.Parts{view.H2("If a service is shut")}
	for _, s := range taking {
		parts = append(parts, view.Small(s.Name+": "+s.OutOfHours.Line()+". "+s.OutOfHours.Note))
	}
	return append(parts, view.Paragraph{Small: true, Body: view.Link{Text: "Something was needed while we were shut", Href: section + "/out-of-hours"}}, w.turnedAway(taking))
}
