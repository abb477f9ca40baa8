package staff

import (
	"context"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// handover gives all that somebody has open to others, for good: the page is what they need to know, each case in her
// own words first, and one button gives them all.
var handover = form{path: "handover", title: "Handover", submit: "Hand over",
	action: casework.ActHandOver,
	body: func(p pages, r *web.Request, w whom, a view.Answers) (view.Part, int, error) {
		h, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (casework.HandoverOf, error) {
			return casework.Handover(ctx, v, w.service, w.account)
		})
		if err != nil {
			return nil, 0, err
		}
		if len(h.Cases) == 0 {
			return view.Parts{view.Para(h.Name + " has no open case to hand over in this service. Those whom nobody has taken yet, and whom they answer for, become yours to answer for."), p.elsewhere(h, w, "handover")}, 0, nil
		}
		items := append(takers(h.Takers), view.Choice{Value: waits, Label: "The waiting list: you answer for it"})
		parts := view.Parts{view.Para(h.Name + " has " + count(len(h.Cases), "open case", "open cases") + ". Choose who takes them; below, choose somebody else for any one of them."), p.elsewhere(h, w, "handover"),
			view.Select{Name: rest, Label: "Who takes them?", LabelSize: "m", Items: items}.From(a), w.unavailable(h)}
		for _, c := range h.Cases {
			parts = append(parts, p.handing(c), view.Select{Name: caseField + string(c.Case.ID), Label: "Who takes " + string(c.Case.Reference) + "?", Value: asRest,
				Items: append([]view.Choice{{Value: asRest, Label: "As chosen for all"}}, items...)}.From(a))
		}
		return parts, 0, nil
	},
	tells: func(p pages, r *web.Request, w whom) (string, error) {
		reasons, _ := p.set.List("above-cap")
		h := casework.HandOver{Service: w.service, From: w.account, To: map[id.Case]casework.Taker{}, Reasons: reasons}
		f, open := r.Form(), false
		for _, name := range f.Names() {
			if one, isCase := strings.CutPrefix(name, caseField); isCase && f.Text(name) != asRest {
				h.To[id.Case(one)] = taker(f.Text(name))
			} else if isCase {
				open = true
			}
		}
		if h.Rest = taker(f.Text(rest)); open && f.Text(rest) == "" {
			f.Fault(rest, "Choose who takes them, or the waiting list")
		}
		did, err := done(r, h.Run)
		if err == nil && did.None() {
			return "There is nothing left to hand over.", nil
		}
		said := count(did.Given, "case is", "cases are") + " handed over."
		if did.Waiting > 0 {
			said += " " + count(did.Waiting, "case waits on the waiting list, and you answer for it.", "cases wait on the waiting list, and you answer for them.")
		}
		if did.Places > 0 {
			said += " You answer for " + count(did.Places, "person", "people") + " whom nobody has taken yet, in place of your colleague."
		}
		return said, err
	},
}

// elsewhere says that this is the work of one service, and leads to the same page of each other one the reader may do it in.
func (p pages) elsewhere(h casework.HandoverOf, w whom, below string) view.Part {
	words := view.Parts{view.Text("This is their work for " + w.service.Name + " alone.")}
	for _, key := range h.Else {
		words = append(words, view.Link{Text: "The same for " + p.named(key), Href: at(register+"/"+string(w.account)+"/"+below, key)})
	}
	if len(h.Else) == 0 {
		return nil
	}
	return view.InsetText{Body: words}
}

// What the form sends: who takes all the cases, and who takes one of them; both can be the waiting list.
const rest, caseField, waits, asRest = "rest", "case-", "wait", "as all"

// taker reads who was chosen; the waiting list is nobody.
func taker(sent string) casework.Taker {
	role, account, is := strings.Cut(sent, "|")
	if !is {
		return casework.Taker{}
	}
	return casework.Taker{Account: id.Account(account), Role: access.Role(role)}
}

// unavailable says who takes cases of the service too and can't be chosen now, with why; open where nobody can be.
func (w whom) unavailable(h casework.HandoverOf) view.Part {
	if len(h.Others) == 0 {
		return nil
	}
	list := view.List{Bullets: true}
	for _, o := range h.Others {
		why := workforce.LapseWords(o.Lapsed) + "."
		if o.Away {
			why = "Away today."
		}
		list.Items = append(list.Items, view.Text(o.Name+", "+string(o.Role)+". "+why))
	}
	return view.Details{Summary: count(len(h.Others), "colleague can’t be chosen now", "colleagues can’t be chosen now"), Open: len(h.Takers) == 0,
		Body: view.Parts{list, view.Paragraph{Body: view.Parts{view.Text("Record a new check in the register, and whoever it is for can be chosen."),
			view.Link{Text: "Register of staff", Href: at(register, w.service.Key)}}}}}
}

func takers(list []casework.Worker) []view.Choice {
	var items []view.Choice
	for _, t := range list {
		items = append(items, view.Choice{Value: string(t.Role) + "|" + string(t.Account), Label: t.Name + ", " + string(t.Role)})
	}
	return items
}

// handing is one case as whoever takes over must know it: her own sentence first.
func (p pages) handing(h casework.Handing) view.Part {
	service, _ := p.set.Service(h.Case.Service)
	stage, _ := service.Stage(h.Case.Stage)
	who := h.About.Identity.Initials.Text()
	if who == "" {
		who = "Case"
	}
	parts := view.Parts{view.H2(who + ", " + string(h.Case.Reference))}
	if wants := h.About.Story.Wants.Text(); wants != "" {
		parts = append(parts, view.Words{Said: wants})
	} else {
		parts = append(parts, view.Para("What they want is not written down yet."))
	}
	promised := view.Lines{}
	for _, pr := range h.Promises {
		promised = append(promised, view.Text(pr.Due.Date().Short()+", "+pr.Due.Clock()+": "+pr.What.Text()))
	}
	if len(promised) == 0 {
		promised = view.Lines{view.Text("Nothing is promised")}
	}
	asked, _ := p.set.List("agencies-asked")
	owed := view.Lines{}
	for _, o := range h.Owed {
		line := o.Due.Date().Short() + ": " + o.Words("them", asked)
		if o.Steps() {
			line += ": " + o.What.Text()
		}
		owed = append(owed, view.Text(line))
	}
	if len(owed) == 0 {
		owed = view.Lines{view.Text("Nothing")}
	}
	facts := []view.Fact{{Name: "Promised", Value: promised}, {Name: "Due to them", Value: owed}}
	for _, court := range h.Hearings {
		name := "Court"
		if court.Visit {
			name = "Visit before the trial"
		}
		facts = append(facts, view.Fact{Name: name, Value: view.Text(strings.TrimSuffix(court.On.Heading()+": "+court.Note.Text(), ": "))})
	}
	due := stage.Name
	if h.Case.StageDue.Date().Year() < 9999 {
		due += ", due " + h.Case.StageDue.Date().Short()
	}
	return append(parts, view.SafeContact{Rule: view.SafeRule(h.About.Safe.Sentence())},
		view.Facts{Items: append(append([]view.Fact{{Name: "Next", Value: view.Text(due)}}, facts...),
			view.Fact{Name: "The whole case", Value: view.Link{Text: string(h.Case.Reference), Href: "/cases/" + string(h.Case.Reference)}})})
}

// cover gives what is due today to a colleague until midnight.
var cover = form{path: "cover", title: "Cover for today", submit: "Give today’s work", action: casework.ActHandOver,
	body: func(p pages, r *web.Request, w whom, a view.Answers) (view.Part, int, error) {
		h, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (casework.HandoverOf, error) {
			return casework.Takers(ctx, v, w.service, w.account)
		})
		if err != nil {
			return nil, 0, err
		}
		if len(h.Takers) == 0 {
			return instead{view.Parts{view.Para("Nobody else who takes cases of this service is there today with every check in date, so nobody can cover for " + h.Name + "."), w.unavailable(h), p.elsewhere(h, w, "cover")}}, 0, nil
		}
		return view.Parts{
			view.Para("Whom " + h.Name + " is to call today, promised something for today, has to tell something by tonight or who is at court today goes to a colleague with the rule of reaching them. It ends at midnight by itself; the cases stay where they are."), p.elsewhere(h, w, "cover"),
			view.Select{Name: "by", Label: "Who covers today?", Items: takers(h.Takers)}.From(a), w.unavailable(h)}, 0, nil
	},
	tells: func(_ pages, r *web.Request, w whom) (string, error) {
		_, by, _ := strings.Cut(r.Form().Text("by"), "|")
		given, err := done(r, casework.Cover{Service: w.service, Absent: w.account, By: id.Account(by)}.Run)
		said := "Until midnight the colleague has " + count(given.Cases, "case", "cases") + " with something to do today."
		if given.Left > 0 {
			said += " For " + count(given.Left, "case", "cases") + " choose somebody else."
		}
		return said, err
	},
}

// covering is the address of what somebody covers today.
const covering = "/covering"

// showCovering is GET /covering: today's work of colleagues who are away, until midnight.
func (p pages) showCovering(r *web.Request) (web.Reply, error) {
	list, err := gate.Read(r.Context(), r.Gate(), casework.Covering)
	if err != nil {
		return web.Reply{}, err
	}
	lead := count(len(list), "case", "cases") + " of colleagues who are away. At midnight they are theirs again."
	if len(list) == 0 {
		lead = "You cover for nobody today. When a supervisor gives you what somebody who is away has to do today, it stands here until midnight."
	}
	var parts view.Parts
	for _, h := range list {
		parts = append(parts, p.handing(h), view.LinkButton{Text: "Call, or record a call", Unseen: ": " + h.About.Identity.Initials.Text(), Href: "/cases/" + string(h.Case.Reference) + "/call", Kind: view.Secondary})
	}
	return web.Page(view.Page{Title: "Covering today", Section: "/my-day", Back: &view.Back{Text: "My day", Href: "/my-day"}, Lead: lead, Body: parts}), nil
}
