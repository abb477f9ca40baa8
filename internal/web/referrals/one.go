package referrals

import (
	"context"
	"fmt"
	"strings"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// plainly is one referral with what its referrer sees.
type opened struct {
	subject
	sees  referral.Receipt
	risk  bool                  // the reader is shown risk
	first []assessment.Received // what was answered to the first questions on the way in, where the reader is shown risk
}

// one is GET /referrals/{reference}.
func (p pages) one(r *web.Request) (web.Reply, error) {
	reference, err := id.ParseReference(r.Path("reference"))
	if err != nil {
		return web.Reply{}, gate.NoSuchRecord()
	}
	o, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (opened, error) {
		found, err := referral.ByReference(ctx, v, reference)
		if err != nil {
			return opened{}, err
		}
		page, err := referral.Load(ctx, v, found.ID)
		if err != nil {
			return opened{}, err
		}
		service, ok := p.set.Service(found.Service)
		if !ok {
			return opened{}, gate.NoSuchRecord()
		}
		receipt, err := casework.ReferrerView(ctx, v, service, found.ID)
		if err != nil {
			return opened{}, err
		}
		first, risk, err := firstIn(ctx, v, found.Folder)
		return opened{subject{page, service, p.set}, receipt, risk, first}, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(p.onePage(r, o)), nil
}

func (p pages) onePage(r *web.Request, o opened) view.Page {
	ref := o.Referral
	heading := o.who()
	if why := plainly(o.Why); why != "" {
		heading += ": " + text.Within(strings.TrimSuffix(why, "."))
	}
	return view.Page{
		Title: "Referral", Heading: heading, Caption: o.service.Noun.Named(string(ref.Reference)), Section: section,
		Back: &view.Back{Text: "Back to referrals", Href: section + "?service=" + ref.Service},
		Bar:  &view.IdentityBar{Name: o.who(), Rule: view.Text(rule(o)), Short: short(o.About.Safe), ActNow: o.address("act-now")},
		Body: view.Parts{p.stands(r, o), answered(o), her(o), p.firstOf(o), p.facts(o)},
		Aside: view.Parts{
			view.H2("What can be done"), p.others(r, o),
			view.H2("Reference"), view.Small(string(ref.Reference) + ": " + ref.Reference.ReadOut()),
			view.H2("Referrer sees"), p.sees(o.sees, ref.Private),
		},
	}
}

// stands says where the referral stands and offers the one next step.
func (p pages) stands(r *web.Request, o opened) view.Part {
	ref := o.Referral
	words := view.Parts{view.Joined{view.Strong(ref.State.Words()), view.Text(".")}}
	switch {
	case ref.State == referral.Held:
		why, next := heldSaid(ref.Reason, ref.AnsweredFor, ref.Holder)
		words = append(words, view.Text(why+" "+next))
	case ref.State.NotForUs():
		words = append(words, view.Text(ref.Reason.Words()+"."))
	}
	if time := left(o.service.Hours, r.Now(), ref.ClockDue); time != "" && !ref.State.NotForUs() {
		words = append(words, view.Text(time))
	}
	body := view.Parts{view.Paragraph{Body: words}}
	if ref.Missing != "" {
		body = append(body, view.Small("Missing: "+missing(ref.Missing)+"."))
	}
	switch {
	case ref.State == referral.Held:
		body = append(body, view.Paragraph{Body: view.Strong("Nobody contacts " + spokenOf(o).object + " until it is settled.")})
	case o.Stop != "":
		body = append(body, view.Paragraph{Body: view.Parts{view.Strong("Nobody contacts " + spokenOf(o).object + "."), view.Text(o.Stop + ".")}})
	}
	if words := o.Left.Words(); words != "" {
		body = append(body, view.Para(words))
	}
	if step := p.step(r, o); step != nil {
		body = append(body, step)
	}
	return view.Quiet{Heading: "Where it stands", Body: body}
}

// step is the green button: first contact of what was accepted, the way on for what is held.
func (p pages) step(r *web.Request, o opened) view.Part {
	ref := o.Referral
	switch {
	case working(ref.State):
		return view.LinkButton{Text: "Open the case", Href: "/cases/" + string(ref.Reference)}
	case !o.MayDecide:
		return nil
	case len(open(o.Links)) > 0:
		return view.LinkButton{Text: "Compare with " + plural(len(open(o.Links)), "record"), Href: o.address("compare")}
	case ref.State == referral.Accepted:
		return view.ButtonForm{Action: o.address("accept"), Key: r.Key(), Hidden: []view.Hidden{{Name: "version", Value: number(ref.Version)}},
			Button: view.Button{Text: "Accept and start first contact", Flush: true}}
	case ref.State == referral.Held:
		words, below := nextStep(ref.Reason, ref.AnsweredFor)
		if !o.MayRelease && decides(below) {
			return nil // who does is said above
		}
		return view.LinkButton{Text: words, Href: o.address(below)}
	}
	return nil
}

// working tells whether there is a case: somebody has begun the first contact.
func working(s referral.State) bool {
	return s == referral.InContact || s == referral.Waiting || s == referral.Allocated || s == referral.Closed
}

// rule is how it is safe to make contact, as far as the reader may see it.
func rule(o opened) string {
	if s := o.About.Safe; s.Words.IsOpen() || s.Words.IsEmpty() {
		return s.Sentence() + "."
	}
	return cantSee
}

// short is the rule in a few words, for the line that stays in view on a telephone.
func short(s person.SafeContact) string {
	switch {
	case s.Quiet != nil:
		return "Asked not to be contacted"
	case s.State == person.Unsafe:
		return "Not safe"
	case s.To != 0:
		return fmt.Sprintf("%02d:%02d to %02d:%02d only", s.From/60, s.From%60, s.To/60, s.To%60)
	case s.State == person.NotAskedYet:
		return "Not asked yet"
	}
	return "Read the rule first"
}

// her is what the person wants and told.
func her(o opened) view.Part {
	var parts view.Parts
	story, they := o.About.Story, spokenOf(o)
	heard := "Not yet asked"
	if story.ToldOn != "" {
		heard = they.own + " words, " + story.ToldOn.Plain() + "."
	}
	if wants := plainly(story.Wants); wants != "" {
		parts = append(parts, view.H2("What "+they.wants), view.Words{Said: wants, Heard: heard})
	}
	if told := plainly(story.Words); told != "" {
		heading := "What " + they.subject + " told us"
		if story.PoliceWrote() {
			heading, heard = "What the police wrote", "Reported "+story.ToldOn.Plain()+"."
		}
		parts = append(parts, view.H2(heading), view.Words{Said: told, Heard: heard})
	}
	return parts
}

// facts is what is asked of a referral, name by name.
func (p pages) facts(o opened) view.Part {
	ref, who := o.Referral, o.About.Identity
	birth := born(who.Born)
	if ref.AgeKnown {
		birth = strings.TrimSpace(birth + " (" + number(ref.Age) + " when referred)")
	}
	offence := "None recorded"
	if x, ok := p.set.Offence(ref.Offence); ok {
		offence = x.Title
	}
	rows := []view.SummaryRow{
		{Key: "Name", Value: view.Text(orNot(who.Name.IsOpen(), plainly(who.Name)))},
		{Key: "Date of birth", Value: view.Text(orNot(who.Born.IsOpen() || who.Born.IsEmpty(), birth))},
		{Key: "Received", Value: view.Text(moment(ref.ReceivedAt)), Note: sentAgain(o.Again)},
		{Key: "From", Value: view.Text(p.from(o.service, ref.Source, "", ref.District))},
		{Key: "How it came", Value: view.Text(doorWords[ref.Door])},
		{Key: "Legal basis", Value: view.Text(basisSaid(ref)), Note: plainly(o.BasisReason)},
		{Key: "Offence", Value: view.Text(offence)},
		{Key: "Crime reference", Value: view.Text(orNot(o.CrimeRef.IsOpen() || o.CrimeRef.IsEmpty(), plainly(o.CrimeRef)))},
		{Key: "Incident", Value: view.Text(orNot(o.IncidentRef.IsOpen() || o.IncidentRef.IsEmpty(), plainly(o.IncidentRef)))},
		{Key: "Priority", Value: prioritySaid(ref.Priority, ref.Flags)},
		{Key: "For", Value: view.Text(o.service.Name)},
	}
	if ref.State.NotForUs() && ref.PointedTo != "" {
		rows = append(rows, view.SummaryRow{Key: "Pointed to", Value: view.Text(p.pointed(ref.PointedTo))})
	}
	return view.Parts{view.H2("The referral"), view.SummaryList{Rows: rows}}
}

// sentAgain says when whoever asks for help themselves sent the same again; empty: they did not.
func sentAgain(at clock.Instant) string {
	if at == 0 {
		return ""
	}
	return "The same was sent again at " + moment(at) + "."
}

// others are the other things that can be done, as links: they go somewhere and change nothing.
func (p pages) others(r *web.Request, o opened) view.Part {
	ref, who := o.Referral, o.who()
	var items []view.Part
	add := func(when bool, words, below string) {
		if when {
			items = append(items, view.Link{Text: words, Href: o.address(below), Unseen: " for " + who})
		}
	}
	held, ours := ref.State == referral.Held, !ref.State.NotForUs() && ref.State != referral.Closed
	add(o.MayRelease && held, "Accept for contact", "accept")
	add(o.MayRelease && (ref.State.Leads(referral.Held) || held) && !ref.NobodyToAsk(), "Ask the referrer", "ask")
	add(o.MayDecide && ref.State.Leads(referral.Held) && ours, "Hold for checking", "hold")
	add(o.MayDecide && held, "Record the legal basis", "consent")
	add(o.MayDecide && ref.AwaitsNumber() && ref.Reason != referral.ReturnedToPolice, "Write down a better number", "better-number")
	add(o.MayDecide && ref.AwaitsAnswer(), "Write down the answer", "answer")
	add(o.MayRelease && (held || ref.State == referral.NotUsable), "Mend and send again", "mend")
	add(o.MayDecide && len(o.service.Advice) > 0 && (ref.State == referral.Accepted || ref.State == referral.Waiting), "Advice was enough", "advice")
	add(o.MayRelease && ref.State.Leads(referral.Signposted), "Point elsewhere", "signpost")
	add(o.MayRelease && ref.State.Leads(referral.Declined), "Decline", "decline")
	add(o.MayDecide && len(o.Links) > 0, "Compare and join", "compare")
	add(r.Could(person.ActRecordContact), "Record how it is safe", "safe-contact")
	add(!ref.Quiet, "They ask not to be contacted", "stop")
	add(o.MayDecide && ref.Quiet, "They want contact again", "again")
	if r.Could(person.ActSeeAlerts) {
		items = append(items, view.Link{Text: "The other side of the dispute", Href: "/both-sides?of=" + string(ref.Reference), Unseen: " of " + who})
	}
	if r.Could(referral.ActPrivate) {
		button := view.Button{Text: "Keep private from the referrer", Kind: view.AsLink}
		hidden := []view.Hidden{{Name: "version", Value: number(ref.Version)}}
		if ref.Private {
			button.Text = "Stop keeping it private"
			hidden = append(hidden, view.Hidden{Name: "undo", Value: "yes"})
		}
		items = append(items, view.ButtonForm{Action: o.address("private"), Key: r.Key(), Hidden: hidden, Button: button})
	}
	return view.List{Items: items, Small: true}
}

// keepPrivate is POST /referrals/{reference}/private.
func (p pages) keepPrivate(r *web.Request) (web.Reply, error) {
	s, err := p.find(r, referral.ActPrivate)
	if err != nil {
		return web.Reply{}, err
	}
	cmd := referral.KeepPrivate{Referral: s.Referral.ID, Version: r.Form().Int("version"), Undo: r.Form().Has("undo")}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	if cmd.Undo {
		return s.back("The referrer sees what the service lets her know."), nil
	}
	return s.back("Kept private: the referrer sees “received”, nothing more."), nil
}

func (p pages) sees(got referral.Receipt, private bool) view.Part {
	list := view.List{Items: p.said(got), Small: true}
	if !private {
		return list
	}
	return view.Parts{list, view.Paragraph{Body: view.Tag{Text: "Kept private", Colour: view.Purple}, Small: true}}
}

// open are the links that nobody has decided.
func open(links []person.Link) []person.Link {
	var list []person.Link
	for _, l := range links {
		if l.State == person.LinkProposed {
			list = append(list, l)
		}
	}
	return list
}
