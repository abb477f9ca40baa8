package referrals

import (
	"slices"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/intake"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// staffNeeds are what a form insists on that is filled in by somebody else than the person.
func staffNeeds(w way, f *web.Form, cmd intake.Form) []need {
	listed := slices.ContainsFunc(cmd.Service.SourcesBy(w.door), func(s catalogue.Source) bool { return s.Key == cmd.Source })
	return append([]need{
		{listed || cmd.Service.Key == "", "source", "Choose for whom you refer: " + cmd.Service.Name + " takes referrals from " + w.takesFrom(cmd.Service)},
		{cmd.Why != "", "why", "Say in a sentence why you refer them"},
		{cmd.Relationship != "", "relationship", "Say how they know the other person, or that you have not asked"},
		{f.Has("basis"), "basis", "Say on what basis you pass the details on"},
		{f.Has("safe"), "safe", "Say whether it is safe to contact them, or that you did not ask"},
	}, reachNeeds(f, cmd, "Enter a way to reach them", ", or that you have not asked")...)
}

// reachNeeds are what is insisted on so that a first call is safe.
func reachNeeds(f *web.Form, cmd intake.Form, noWay, or string) []need {
	return []need{
		{len(cmd.Person.Contacts) > 0, "mobile", noWay},
		{!f.Has("mobile") || f.Has("mobile_call"), "mobile_call", "Say whether it is safe to call the mobile" + or},
		{!f.Has("phone") || f.Has("phone_call"), "phone_call", "Say whether it is safe to call that number" + or},
	}
}

// staffChecked are the answers of a form that somebody else than the person filled in.
func staffChecked(w way, f *web.Form, cmd intake.Form) view.Parts {
	return view.Parts{
		view.H2("Where it goes"), answers(row("Service", cmd.Service.Name), row(w.source, w.from(cmd.Service, cmd.Source, "", ""))),
		view.H2("Who it is about"), answers(append([]view.SummaryRow{row("Name", cmd.Person.FullName()), row("Date of birth", cmd.Person.Born.Plain()), row("Spoken of as", string(cmd.Person.Pronoun))}, w.contactRows(cmd.Person)...)...),
		view.H2("How it is safe to make contact"), answers(row("Safe to contact?", safeTags[cmd.Person.Safe.State].Text), row("Safe from", f.Text("safe_from")),
			row("Safe until", f.Text("safe_to")), row("Who may answer", f.Text("safe_words")), row("Name to give", f.Text("safe_say"))),
		view.H2("What happened"), answers(row("Why", cmd.Why), row("What they want", f.Text("wants")), row("What they told you", f.Text("told")),
			row("The other person", other(cmd)), row("Their date of birth", cmd.Other.Born.Plain()), row("Where they live", addressOf(cmd.Other)),
			row("Crime reference", cmd.CrimeRef), row("Police force", forceName(f.Text("force"))), row("To be known at once", flagsSaid(f))),
		firstSaid(cmd.First), view.H2("Their agreement"), answers(basisRows(cmd.Basis)...),
	}
}

// row is a line of the answers.
func row(key, said string) view.SummaryRow {
	if said == "" {
		said = "Not given"
	}
	return view.SummaryRow{Key: key, Value: view.Text(said)}
}

func addressOf(who person.New) string {
	for _, c := range who.Contacts {
		if c.Kind == person.Address {
			return written(c)
		}
	}
	return ""
}

func other(cmd intake.Form) string {
	said := relationshipWords[cmd.Relationship]
	if cmd.Other.IsZero() {
		return said
	}
	return cmd.Other.FullName() + ": " + lowerFirst(said)
}

// basisRows are the basis and what it needs beside itself.
func basisRows(b referral.Basis) []view.SummaryRow {
	rows := []view.SummaryRow{row("Basis", basisLabels[b.Kind])}
	switch b.Kind {
	case catalogue.BasisExplicitConsent:
		rows = append(rows, row("Taken by", b.By), row("How", howWords[b.How]), row("When", b.On.Plain()))
	case catalogue.BasisPanelNotAsked:
		rows = append(rows, row("Why they were not asked", b.Reason))
	}
	return rows
}

func flagsSaid(f *web.Form) string {
	var said []string
	for _, name := range flagNames {
		if slices.Contains(f.All("flags"), name) {
			said = append(said, flagWords[name]+".")
		}
	}
	return strings.Join(said, " ")
}
