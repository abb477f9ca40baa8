package referrals

import (
	"slices"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// mendForm asks what was missing or wrong anew, and has the referral judged as if it came in now.
func mendForm(s subject, a view.Answers) sheet {
	p, ref, who := pages{s.set}, s.Referral, s.About.Identity
	var fields view.Parts
	if _, known := s.set.Offence(ref.Offence); !known && ref.Door == catalogue.DoorPoliceFile {
		fields = view.Parts{offenceField(s.set, a)}
	}
	fields = append(fields, p.peopleFields(a, plainly(who.Name), plainly(who.Born), who.Pronoun)...)
	if units, ok := s.set.List("police-units"); ok && ref.Door == catalogue.DoorPoliceFile {
		var items []view.Choice
		for _, c := range units.Codes {
			items = append(items, view.Choice{Value: c.Key, Label: c.Label})
		}
		fields = append(fields, view.Select{Name: "unit", Label: "Police unit that deals with it", Items: items}.From(a))
	}
	fields = append(fields, p.safeFields(a, person.SafeContact{})...)
	fields = append(fields, p.basisFields(s.service, referral.Basis{Kind: ref.Basis, By: ref.BasisBy, How: ref.BasisHow, On: ref.BasisOn}, a)...)
	fields = append(fields, putIn(s, a)...)
	d := sheet{title: "Mend and send again", fields: fields, submit: view.Button{Text: "Send again"}}
	what := ref.Reason.Words()
	if ref.Missing != "" {
		what = "Missing: " + missing(ref.Missing)
	}
	d.intro = view.InsetText{Body: view.Text(what + ". A number, e-mail or address written here takes the place of the one it came with. " +
		"Where you leave it empty, that one stays, and so does every no that was said of it.")}
	return d
}

// offenceField asks which offence it is, where the code of the file was in no list.
func offenceField(set *catalogue.Set, a view.Answers) view.Part {
	var items []view.Choice
	for _, o := range set.Offences() {
		items = append(items, view.Choice{Value: o.Code, Label: o.Title + ", " + o.Code})
	}
	slices.SortStableFunc(items, func(x, y view.Choice) int { return strings.Compare(x.Label, y.Label) })
	return view.Select{Name: "offence", Label: "Which offence is it?", Hint: "The code that came is in no list. Some offences need the person's own consent", Items: items}.From(a)
}

func mend(r *web.Request, s subject) (web.Reply, error) {
	f, ref := r.Form(), s.Referral
	who := supported(f)
	who.Contacts = contactsSaid(f)
	cmd := referral.Resubmit{Service: s.service, Referral: ref.ID, Version: ref.Version, Supported: who, Basis: basisOf(f), District: ref.District, Flags: ref.Flags, Typed: true, PutIn: f.Has("put_in")}
	if d, ok := s.set.District(f.Text("postcode")); ok {
		cmd.District = d.Code
	}
	offence, known := s.set.Offence(ref.Offence)
	cmd.OffenceOpen = offence.Code != ref.Offence
	if !known { // only then it is asked for: a known one is not exchanged for one that needs no consent
		offence, known = s.set.Offence(f.Text("offence"))
	}
	if known {
		cmd.Offence = offence
		cmd.Offence.Groups = s.set.OffenceGroups(offence.Code, ref.Flags.DomesticAbuse, ref.Flags.Hate)
	}
	if force, ok := strings.CutSuffix(ref.Source, "_police"); ok { // what the police refer they have recorded
		cmd.Facts.Force, cmd.Facts.Recorded, cmd.Facts.Reported = catalogue.Known(force), catalogue.Known(true), catalogue.Known(true)
	}
	if f.Has("unit") {
		cmd.Facts.Unit = catalogue.Known(f.Text("unit"))
	}
	taken, err := write(r, cmd.Run)
	if err != nil {
		return web.Reply{}, err
	}
	return s.back("Sent again: " + text.Within(taken.State.Words()) + "."), nil
}
