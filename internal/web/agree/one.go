package agree

import (
	"context"
	"slices"
	"strings"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// plainly is one matter with its step.
type opened struct {
	step
	casework.ToAgreeOne
	next id.Reference // of the one after it; empty: it is the last
	set  *catalogue.Set
}

// read reads one matter, and for those who judge which is the next.
func (p pages) read(r *web.Request) (opened, error) {
	reference, err := referenceOf(r)
	if err != nil {
		return opened{}, err
	}
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (opened, error) {
		service, err := casework.ServiceOf(ctx, v, reference)
		if err != nil {
			return opened{}, err
		}
		o := opened{set: p.set}
		if o.step, err = p.of(service); err != nil {
			return opened{}, err
		}
		if o.ToAgreeOne, err = casework.ToAgreeByReference(ctx, v, reference, o.in.Key); err != nil {
			return opened{}, err
		}
		if !o.Judges {
			return o, nil
		}
		o.next, err = casework.NextToAgree(ctx, v, o.service, o.stage, o.Referral.ID)
		return o, err
	})
}

// onePage is GET /agree/{reference}: judge it, or answer what was judged.
func (p pages) onePage(r *web.Request, a view.Answers) (view.Page, error) {
	o, err := p.read(r)
	if err != nil {
		return view.Page{}, err
	}
	who := initials(o.About.Identity.Initials, o.Referral.Reference)
	page := view.Page{Title: o.in.Name, Heading: who + ": " + strings.ToLower(o.in.Name), Caption: o.service.Name, Section: "/referrals",
		Back: &view.Back{Text: "Back to the list", Href: path}, Aside: view.Parts{o.facts(), o.earlier()}}
	if o.Judges {
		page.Bar = &view.IdentityBar{Name: who, Rule: view.Text(o.About.Safe.Sentence()), Short: o.About.Safe.Sentence(), ActNow: o.actNow()}
	}
	switch waits := len(o.Versions) > 0 && o.Versions[0].State == assessment.JointWaiting; {
	case !o.Judges && waits, waits && r.Query("again") == "" && !a.Typed(), waits && a.Get("answering") != "":
		page.Body = o.answerForm(r, a)
	case !o.Judges:
		page.Body = view.Parts{view.Para("This was answered, or is being looked at again. Nothing waits for you.")}
	case len(o.Versions) > 0 && r.Query("again") == "" && !a.Typed():
		page.Body = o.done()
	default:
		page.Body = o.judgeForm(r, a)
	}
	return page, nil
}

// actNow is where danger is reported: on the case, or before there is one on the referral.
func (o opened) actNow() string {
	if len(o.Versions) > 0 {
		return "/cases/" + string(o.Referral.Reference) + "/act-now"
	}
	return "/referrals/" + string(o.Referral.Reference) + "/act-now"
}

// facts is what is known, and from where.
func (o opened) facts() view.Part {
	list := view.Facts{Long: true}
	add := func(name, value string) {
		if value != "" {
			list.Items = append(list.Items, view.Fact{Name: name, Value: view.Text(value)})
		}
	}
	add("Reference", string(o.Referral.Reference))
	add("Crime reference", plainly(o.CrimeRef))
	add("In the row from the police", plainly(o.Why))
	add("Priority in their file", label(o.in.Priorities, o.Known.Police))
	var flags []string
	for words, set := range map[string]bool{"domestic abuse": o.Referral.Flags.DomesticAbuse, "hate": o.Referral.Flags.Hate, "vulnerable": o.Referral.Flags.Vulnerable} {
		if set {
			flags = append(flags, words)
		}
	}
	slices.Sort(flags)
	add("Marked by the police", strings.Join(flags, ", "))
	if o.Judges {
		if o.Known.Danger {
			add("Act now", "The alarm was raised for this person")
		}
		add("Referred before, in our records", number(o.Known.Before))
	}
	return view.Parts{view.H2("What is known, and from where"), list}
}

// earlier are the versions before the one that counts: every change was a new one.
func (o opened) earlier() view.Part {
	if len(o.Versions) < 2 {
		return nil
	}
	list := view.List{Small: true}
	for _, j := range o.Versions[1:] {
		words := j.MadeAt.Date().Plain() + ", " + j.MadeAt.Clock() + ": " + label(o.in.Priorities, j.Priority)
		if j.Theirs != "" && j.Theirs != j.Priority {
			words += ", the police " + strings.ToLower(label(o.in.Priorities, j.Theirs))
		}
		list.Items = append(list.Items, view.Details{Summary: words, Body: o.table(j)})
	}
	return view.Parts{view.H2("Judged before"), list}
}

// done shows what was agreed, and lets it be done again.
func (o opened) done() view.Part {
	j := o.Versions[0]
	return view.Parts{view.Para(j.Standing(o.in)), o.table(j), o.sources(j),
		view.Joined{view.LinkButton{Text: "Something changed: judge again", Href: at(o.Referral.Reference) + "?again=yes", Kind: view.Secondary}},
		view.Paragraph{Body: view.Link{Text: "Open the case", Href: "/cases/" + string(o.Referral.Reference)}}}
}

// table puts what both sides say of each dimension beside each other, differences marked.
func (o opened) table(j assessment.Joint) view.Part {
	t := view.Table{Caption: "What we say and what the police say", CaptionSize: "s", Pattern: view.Stack,
		Columns: []view.Column{{Head: "About"}, {Head: "We say"}, {Head: "Police say"}, {Head: "Do we agree?"}}}
	for _, said := range j.Said(o.in) {
		theirs, agree := view.Part(view.Text("Not said yet")), view.Part(view.Text("Not said yet"))
		if said.Theirs != "" {
			theirs, agree = view.Text(said.Theirs), view.Text("Agree")
		}
		if said.Differs {
			agree = view.Parts{view.Tag{Text: "Differ", Colour: view.Red}, view.Text(said.Reason)}
		}
		t.Rows = append(t.Rows, []view.Part{view.Text(said.About), view.Text(said.Ours), theirs, agree})
	}
	return t
}

func (o opened) sources(j assessment.Joint) view.Part {
	looked, _ := o.set.List("looked-at")
	list := view.List{Bullets: true, Small: true}
	for _, s := range j.Sources {
		list.Items = append(list.Items, view.Text(looked.Label(s)))
	}
	return view.Parts{view.H2("What was looked at"), list}
}
