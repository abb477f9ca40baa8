package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/id"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// reader turns rows of police files into what referral.Receive takes. It says what the row says and
// decides nothing.
type reader struct {
	service   catalogue.Service
	catalogue *catalogue.Set
	mapping   catalogue.Mapping
	sender    id.Agency
	team      id.Team
	today     clock.Date
}

// receive gives the referral that a usable row is. cut says that the file stops in this row.
func (r reader) receive(row police.Row, cut bool) referral.Receive {
	offence, known := r.catalogue.Offence(row.Offence.Code)
	flags := referral.Flags{
		DomesticAbuse: row.DomesticAbuse == police.Yes, Hate: row.Hate == police.Yes, Vulnerable: row.Vulnerable == police.Yes,
		Child: row.Child == police.Yes, ChildProtection: row.ChildProtection == police.Yes,
	}
	in := referral.Receive{
		Service: r.service, Door: catalogue.DoorPoliceFile, Source: r.source(row), SourceAgency: r.sender, Team: r.team,
		Supported: r.victim(row), CrimeRef: row.Crime, IncidentRef: row.Incident, Matter: matter(row),
		District: r.district(row), Facts: r.facts(row), Basis: r.basis(row), Flags: flags,
		Priority: referral.Priority(row.Priority), Why: firstWords(row.Summary, 500), Objected: objected(row), Unsure: referral.Reason(r.unsure(row, known, cut)),
	}
	if known {
		in.Offence = offence
		in.Offence.Groups = r.catalogue.OffenceGroups(offence.Code, flags.DomesticAbuse, flags.Hate)
	}
	if row.HasOther() {
		in.Others = []person.New{otherParty(row.Other)}
	}
	// Where the file's first contact goes by need, what the person prefers comes first. Where it goes by
	// the offence, the file decides.
	if r.service.FirstContact.By != "offence_code" {
		in.FirstMethod = catalogue.Method(row.Safe.Preferred)
	}
	return in
}

// matter names the crime for the do-not-contact register: the same for every victim of it.
func matter(row police.Row) string {
	k := row.Key()
	return k.Force + "|" + k.Crime
}

// objected tells whether the row says that she asked not to be referred.
func objected(row police.Row) bool {
	return row.OptedOut == police.Yes || row.Consent.Given == "refused"
}

// careful are the flags on which somebody's safety hangs: when one can't be read, a person looks first.
var careful = []catalogue.Field{catalogue.FieldDomesticAbuse, catalogue.FieldChildSafety, catalogue.FieldChild, catalogue.FieldOptedOut,
	catalogue.FieldSafePhone, catalogue.FieldSafeText, catalogue.FieldSafeLetter, catalogue.FieldSafeVoicemail}

// unsure gives why somebody has to look at the row before it can be trusted; empty: nothing.
func (r reader) unsure(row police.Row, offenceKnown, cut bool) reason.Code {
	switch {
	case cut:
		return reason.UncertainEnd
	case slices.ContainsFunc(careful, func(f catalogue.Field) bool { return doubted(row, f) }) || r.unsafeDoubted(row):
		return reason.DoubtfulFlag
	case !r.listed(row.Force):
		return reason.UnknownForce
	case row.Victim.Surname == "":
		return reason.NameIncomplete
	case doubted(row, catalogue.FieldReportedDate):
		return reason.DatesDisagree
	case !offenceKnown:
		return reason.UnknownOffence
	}
	return ""
}

// listed tells whether the mapping knows a force. Under a name of its own a row would not be found to
// have come before, and would count as another force's.
func (r reader) listed(force string) bool {
	c, ok := r.mapping.Column(catalogue.FieldForce)
	_, listed := c.Values[force]
	return listed || !ok || len(c.Values) == 0
}

func doubted(row police.Row, f catalogue.Field) bool {
	return slices.ContainsFunc(row.Doubts, func(d police.Doubt) bool { return d.Field == f })
}

// doubts names the fields that were kept as typed.
func doubts(row *police.Row) string {
	if row == nil {
		return ""
	}
	var names []string
	for _, d := range row.Doubts {
		if d.Field != "" && !slices.Contains(names, string(d.Field)) {
			names = append(names, string(d.Field))
		}
	}
	return strings.Join(names, ",")
}

func splitDoubts(names string) []string {
	return strings.FieldsFunc(names, func(r rune) bool { return r == ',' })
}

// source gives who referred, in the service's own list: the force's own line, else the line that
// stands for all police.
func (r reader) source(row police.Row) string {
	by := r.service.SourcesBy(catalogue.DoorPoliceFile)
	for _, key := range []string{row.Force + "_police", "police"} {
		if slices.ContainsFunc(by, func(s catalogue.Source) bool { return s.Key == key }) {
			return key
		}
	}
	return catalogue.SourceNotKnown // a force the service has no line for: its rows are rarely for this service
}

// district gives where the victim lives; where that is not known, where it happened.
func (r reader) district(row police.Row) string {
	for _, p := range []police.Point{row.Victim.Postcode, row.Offence.Postcode} {
		if d, ok := r.catalogue.District(p.Canonical); ok {
			return d.Code
		}
	}
	return ""
}

// facts gives what rules of the service's file may ask of the row.
func (r reader) facts(row police.Row) catalogue.Facts {
	f := catalogue.Facts{Recorded: catalogue.Known(true), Reported: catalogue.Known(true)}
	if r.listed(row.Force) {
		f.Force = catalogue.Known(row.Force)
	}
	if units, ok := r.catalogue.List("police-units"); ok {
		if u, found := units.Find(row.Unit); found {
			f.Unit = catalogue.Known(u.Key)
		}
	}
	f.ASB, f.Repeat = answer(row.ASB), answer(row.Repeat)
	f.DomesticAbuse, f.Hate, f.Vulnerable = answer(row.DomesticAbuse), answer(row.Hate), answer(row.Vulnerable)
	// Of a year of birth alone, the younger age is taken: a child is never taken for an adult.
	if row.Victim.Born == "" && row.Victim.BornYear > 0 {
		if youngest := r.today.Year() - row.Victim.BornYear - 1; r.service.Age.Under(youngest) {
			f.Age = catalogue.Known(max(youngest, 0))
		}
	}
	return f
}

func answer(a police.Answer) catalogue.Fact[bool] {
	switch a {
	case police.Yes:
		return catalogue.Known(true)
	case police.No:
		return catalogue.Known(false)
	}
	return catalogue.Fact[bool]{}
}

// basis gives on what ground the police pass the details on. Nothing said: what the service's file
// says of every row. Something said that can't be read, or that she was not asked: none.
func (r reader) basis(row police.Row) referral.Basis {
	c := row.Consent
	switch {
	case c.Given == "explicit":
		return referral.Basis{Kind: catalogue.BasisExplicitConsent, By: collar(c.By, row.Officer), How: consentHow(c.How), On: c.On}
	case c.Given == "opt_out":
		return referral.Basis{Kind: catalogue.BasisOptOut}
	case c.Given == "" && c.Typed == "":
		return referral.Basis{Kind: r.service.Basis.Default}
	}
	return referral.Basis{}
}

var collarNumber = regexp.MustCompile(`\b[A-Za-z]{0,3}\d{1,6}\b`)

// collar gives the number of the officer who took consent. Names stay in the file: this is kept in clear.
func collar(by, officer string) string {
	for _, text := range []string{by, officer} {
		if n := collarNumber.FindString(text); n != "" {
			return strings.ToUpper(n)
		}
	}
	if by != "" {
		return "police officer"
	}
	return ""
}

// consentHow gives the code of how consent was taken; empty when what stands there can't be one.
func consentHow(typed string) string {
	t := strings.ToLower(typed)
	for _, h := range []struct{ code, words string }{
		{"in person", "person,face,visit,station,scene"}, {"phone", "phone,call"}, {"writing", "writ,sign,letter,form,mail"},
	} {
		for w := range strings.SplitSeq(h.words, ",") {
			if strings.Contains(t, w) {
				return h.code
			}
		}
	}
	return ""
}

// firstWords gives as many whole words as fit.
func firstWords(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	cut := string([]rune(text)[:most-2])
	if i := strings.LastIndex(cut, " "); i > 0 {
		cut = cut[:i]
	}
	return cut + " …"
}
