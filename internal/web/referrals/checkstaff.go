package referrals

import (
	"slices"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/intake"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// staffNeeds are what a form insists on that is filled in by somebody else than the person.
func staffNeeds(w way, f *web.Form, cmd intake.Form) []need {
	listed := slices.ContainsFunc(cmd.Service.SourcesBy(w.door), func(s catalogue.Source) bool { return s.Key == cmd.Source })
	say := w.set.Word
	return append([]need{
		{listed || cmd.Service.Key == "", "source", say("refer.fault.source", "service", cmd.Service.Name, "sources", w.takesFrom(cmd.Service))},
		{cmd.Why != "", "why", say("refer.fault.why")},
		{cmd.Relationship != "", "relationship", say("refer.fault.relationship")},
		{f.Has("basis"), "basis", say("refer.fault.basis")},
		{f.Has("safe"), "safe", say("refer.fault.safe")},
	}, w.reachNeeds(f, cmd, "refer.fault.")...)
}

// reachNeeds are what is insisted on so that a first call is safe.
// faults is where its words stand.
func (w way) reachNeeds(f *web.Form, cmd intake.Form, faults string) []need {
	return []need{
		{len(cmd.Person.Contacts) > 0, "mobile", w.set.Word(faults + "mobile")},
		{!f.Has("mobile") || f.Has("mobile_call"), "mobile_call", w.set.Word(faults + "mobile_call")},
		{!f.Has("phone") || f.Has("phone_call"), "phone_call", w.set.Word(faults + "phone_call")},
	}
}

// staffChecked are the answers of a form that somebody else than the person filled in.
func staffChecked(w way, f *web.Form, cmd intake.Form) view.Parts {
	say, row, who := w.set.Word, w.answer, cmd.Person
	return view.Parts{
		view.H2(say("refer.head.goes")), answers(row("refer.said.service", cmd.Service.Name),
			view.SummaryRow{Key: w.source, Value: view.Text(w.from(cmd.Service, cmd.Source, "", ""))}),
		view.H2(say("refer.head.who")), answers(append([]view.SummaryRow{row("refer.said.name", who.FullName()), row("help.ask.born", who.Born.Plain()),
			row("refer.said.pronoun", w.chosen("pronoun", string(who.Pronoun)))}, w.contactRows(who)...)...),
		view.H2(say("refer.head.safe")), answers(row("refer.said.safe", w.chosen("safe", string(who.Safe.State))), row("refer.ask.safe_from", f.Text("safe_from")),
			row("refer.ask.safe_to", f.Text("safe_to")), row("refer.said.safe_words", f.Text("safe_words")), row("refer.said.safe_say", f.Text("safe_say"))),
		view.H2(say("refer.head.happened")), answers(row("refer.said.why", cmd.Why), row("refer.said.wants", f.Text("wants")), row("refer.said.told", f.Text("told")),
			row("refer.said.other", w.other(cmd)), row("refer.said.other_born", cmd.Other.Born.Plain()), row("refer.said.other_address", addressOf(cmd.Other)),
			row("help.said.crime", cmd.CrimeRef), row("refer.said.force", forceName(f.Text("force"))), row("refer.said.flags", w.flagsSaid(f))),
		w.firstSaid(cmd.First), view.H2(say("refer.head.agreement")), answers(w.basisRows(cmd.Basis)...),
	}
}

// answer is a line of the answers; its key is one of the catalogue's words.
func (p pages) answer(key, said string) view.SummaryRow {
	if said == "" {
		said = p.set.Word("help.not_given")
	}
	return view.SummaryRow{Key: p.set.Word(key), Value: view.Text(said)}
}

// chosen is a choice of the form in words; "" where nothing was chosen, or nothing that is offered.
func (p pages) chosen(among, key string) string {
	if at := "refer." + among + "." + key; p.set.HasWord(at) {
		return p.set.Word(at)
	}
	return ""
}

func addressOf(who person.New) string {
	for _, c := range who.Contacts {
		if c.Kind == person.Address {
			return written(c)
		}
	}
	return ""
}

func (p pages) other(cmd intake.Form) string {
	said := p.chosen("relations", string(cmd.Relationship))
	if cmd.Other.IsZero() {
		return said
	}
	return cmd.Other.FullName() + ": " + text.Within(said)
}

// basisRows are the basis and what it needs beside itself.
func (p pages) basisRows(b referral.Basis) []view.SummaryRow {
	rows := []view.SummaryRow{p.answer("refer.said.basis", p.chosen("basis", string(b.Kind)))}
	switch b.Kind {
	case catalogue.BasisExplicitConsent:
		rows = append(rows, p.answer("refer.said.basis_by", b.By), p.answer("refer.said.basis_how", p.chosen("how", b.How)), p.answer("refer.said.basis_on", b.On.Plain()))
	case catalogue.BasisPanelNotAsked:
		rows = append(rows, p.answer("refer.said.basis_reason", b.Reason))
	}
	return rows
}

func (p pages) flagsSaid(f *web.Form) string {
	var said []string
	for _, name := range flagNames {
		if slices.Contains(f.All("flags"), name) {
			said = append(said, p.set.Word("refer.flags."+name)+".")
		}
	}
	return strings.Join(said, " ")
}
