package police

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/match"
)

// oldest is the earliest date of birth believed; it stands for "not known" in many systems.
const oldest clock.Date = "1900-01-01"

// parser fills one row from its cells and remembers the first thing that makes it unusable.
type parser struct {
	s     *scan
	cells []string
	row   *Row
	line  *Line
}

// fill turns cells into a row.
func (s *scan) fill(l *Line, cells []string) {
	l.Row = &Row{}
	p := parser{s, cells, l.Row, l}
	p.reference()
	p.victim()
	p.safety()
	p.other()
	p.first()
	p.before()
	p.mustBeFilled()
}

// fail notes why the row can't be used; the first reason stays, and every fault is told to who mends it.
func (p *parser) fail(why reason.Code, f catalogue.Field, words string) {
	if !slices.ContainsFunc(p.line.Wrong, func(w Wrong) bool { return w.Field == f }) {
		p.line.Wrong = append(p.line.Wrong, Wrong{f, words})
	}
	if p.line.Reason == "" {
		p.line.Reason, p.line.Field, p.line.Detail = why, f, words
	}
}

// doubt notes that a cell was kept as typed.
func (p *parser) doubt(f catalogue.Field, words string) {
	p.row.Doubts = append(p.row.Doubts, Doubt{Field: f, Words: words, Typed: p.text(f)})
}

// text gives a cell without the spaces around it.
func (p *parser) text(f catalogue.Field) string {
	i, ok := p.s.layout.At[f]
	if !ok {
		return ""
	}
	t := strings.TrimSpace(p.cells[i])
	if most := p.s.m.MaxCell; most > 0 && utf8.RuneCountInString(t) > most {
		p.fail(reason.RowTooLong, f, "The "+f.Words()+" is longer than "+strconv.Itoa(most)+" characters")
	}
	return t
}

func (p *parser) answer(f catalogue.Field) Answer {
	value, known, ok := p.s.m.Flag(p.text(f))
	switch {
	case !ok:
		p.doubt(f, "The "+f.Words()+" is neither yes nor no")
		return Unknown
	case !known:
		return Unknown
	case value:
		return Yes
	}
	return No
}

// coded reads a cell whose values the mapping lists; any other is kept as typed and doubted.
func (p *parser) coded(f catalogue.Field) (value, typed string) {
	typed = p.text(f)
	c, ok := p.s.m.Column(f)
	if !ok || len(c.Values) == 0 {
		return typed, typed
	}
	value, ok = c.Value(typed)
	if !ok {
		p.doubt(f, "The "+f.Words()+" is not one of the values in use")
	}
	return value, typed
}

// date reads a date that is not in the future. False: it can't be one, and what is wrong.
func (p *parser) date(f catalogue.Field) (d clock.Date, fault string) {
	typed := p.text(f)
	if typed == "" {
		return "", ""
	}
	d, ok := p.s.m.Date(typed)
	if !ok { // the day of a day and time
		day, _, _ := strings.Cut(strings.Replace(typed, "T", " ", 1), " ")
		d, ok = p.s.m.Date(day)
	}
	switch {
	case !ok:
		return "", "The " + f.Words() + " is not a date in the calendar"
	case d > p.s.now:
		return "", "The " + f.Words() + " lies in the future"
	case d < oldest:
		return "", "The " + f.Words() + " is before 1900"
	}
	return d, ""
}

// needed reads a date without which the row can't be trusted.
func (p *parser) needed(f catalogue.Field) clock.Date {
	d, fault := p.date(f)
	if fault != "" {
		p.fail(reason.BadDate, f, fault)
	}
	return d
}

// born reads a date of birth. Often only the year is known, and 1 January 1900 stands for nothing.
func (p *parser) born(f catalogue.Field) (d clock.Date, year int, fault string) {
	if typed := p.text(f); len(typed) == 4 {
		if y, err := strconv.Atoi(typed); err == nil && y > 1900 && y <= p.s.now.Year() {
			return "", y, ""
		}
	}
	d, fault = p.date(f)
	if d == oldest {
		p.doubt(f, "The "+f.Words()+" is 1 January 1900, which stands for not known")
		return "", 0, ""
	}
	return d, 0, fault
}

// point reads a phone, postcode or e-mail with the function that knows its form.
func (p *parser) point(f catalogue.Field, read func(string) (string, bool)) Point {
	pt := Point{Typed: p.text(f)}
	if pt.IsZero() {
		return pt
	}
	c, ok := read(pt.Typed)
	if !ok {
		p.doubt(f, "The "+f.Words()+" can't be right; kept as typed")
	}
	pt.Canonical = c
	return pt
}

func readPostcode(s string) (string, bool) {
	pc, ok := match.ParsePostcode(s)
	return pc.String(), ok
}

func (p *parser) reference() {
	r := p.row
	r.Force, r.Unit = p.force(), p.text(catalogue.FieldUnit)
	r.Crime, r.Incident = p.text(catalogue.FieldCrimeReference), p.text(catalogue.FieldIncident)
	r.VictimNo = p.text(catalogue.FieldVictimNumber)
	for _, f := range p.s.m.Identity {
		if p.text(f) == "" {
			p.fail(reason.MissingReference, f, "The "+f.Words()+" is missing")
		}
	}
	r.Offence = Offence{
		Code:     p.text(catalogue.FieldOffenceCode),
		Title:    p.text(catalogue.FieldOffenceTitle),
		On:       p.needed(catalogue.FieldOffenceDate),
		Reported: p.needed(catalogue.FieldReportedDate),
		Postcode: p.point(catalogue.FieldOffencePlace, readPostcode),
	}
	if o := r.Offence; !o.On.IsZero() && !o.Reported.IsZero() && o.Reported < o.On {
		p.doubt(catalogue.FieldOffenceDate, "Reported before it happened")
		p.doubt(catalogue.FieldReportedDate, "Reported before it happened")
	}
	r.Officer, r.OfficerPhone = p.text(catalogue.FieldOfficer), p.point(catalogue.FieldOfficerPhone, match.ParsePhone)
	r.Summary, r.ContactNote = p.text(catalogue.FieldSummary), p.text(catalogue.FieldSuitability)
}

// force reads the name of the force. One that the mapping does not list is kept as typed: it still
// names the row, and whoever checks it sees what was sent.
func (p *parser) force() string {
	value, typed := p.coded(catalogue.FieldForce)
	if value == "" {
		return typed
	}
	return value
}

func (p *parser) victim() {
	v := &p.row.Victim
	v.Title, v.Forename, v.Surname = p.text(catalogue.FieldTitle), p.text(catalogue.FieldForename), p.text(catalogue.FieldSurname)
	if v.Forename == "" && v.Surname == "" {
		p.fail(reason.MissingVictim, catalogue.FieldSurname, "No victim is named")
	}
	var fault string
	if v.Born, v.BornYear, fault = p.born(catalogue.FieldBirth); fault != "" {
		p.fail(reason.BadDate, catalogue.FieldBirth, fault)
	}
	v.Sex, _ = p.coded(catalogue.FieldSex)
	v.Ethnicity, _ = p.coded(catalogue.FieldEthnicity)
	v.Address = p.lines(catalogue.FieldAddress1, catalogue.FieldAddress2, catalogue.FieldAddress3)
	v.Town = p.text(catalogue.FieldTown)
	v.Postcode = p.point(catalogue.FieldPostcode, readPostcode)
	v.Phone = p.point(catalogue.FieldPhoneHome, match.ParsePhone)
	v.Mobile = p.point(catalogue.FieldPhoneMobile, match.ParsePhone)
	v.Email = p.point(catalogue.FieldEmail, match.ParseEmail)
}

func (p *parser) safety() {
	r := p.row
	preferred, _ := p.coded(catalogue.FieldPreferred)
	r.Safe = SafeContact{
		Preferred:   preferred,
		Phone:       p.answer(catalogue.FieldSafePhone),
		Text:        p.answer(catalogue.FieldSafeText),
		Letter:      p.answer(catalogue.FieldSafeLetter),
		Voicemail:   p.answer(catalogue.FieldSafeVoicemail),
		Times:       p.text(catalogue.FieldSafeTimes),
		Language:    p.text(catalogue.FieldLanguage),
		Interpreter: p.answer(catalogue.FieldInterpreter),
	}
	r.Consent.Given, r.Consent.Typed = p.coded(catalogue.FieldConsent)
	r.Consent.By, r.Consent.How = p.text(catalogue.FieldConsentBy), p.text(catalogue.FieldConsentHow)
	r.OptedOut = p.answer(catalogue.FieldOptedOut)
	r.Consent.On = p.doubted(catalogue.FieldConsentDate)
	r.Vulnerable, r.DomesticAbuse, r.Hate = p.answer(catalogue.FieldVulnerable), p.answer(catalogue.FieldDomesticAbuse), p.answer(catalogue.FieldHate)
	r.Priority, _ = p.coded(catalogue.FieldPriority)
	r.Repeat, r.ASB = p.answer(catalogue.FieldRepeat), p.answer(catalogue.FieldASB)
	r.Child, r.ChildProtection = p.answer(catalogue.FieldChild), p.answer(catalogue.FieldChildSafety)
	r.Guardian, r.GuardianPhone = p.text(catalogue.FieldGuardian), p.point(catalogue.FieldGuardianPhone, match.ParsePhone)
	r.Relationship, _ = p.coded(catalogue.FieldRelationship)
}

// doubted reads a date whose fault does not make the row useless.
func (p *parser) doubted(f catalogue.Field) clock.Date {
	d, fault := p.date(f)
	if fault != "" {
		p.doubt(f, fault)
	}
	return d
}

func (p *parser) other() {
	o := &p.row.Other
	o.Forename, o.Surname = p.text(catalogue.FieldOtherForename), p.text(catalogue.FieldOtherSurname)
	var fault string
	if o.Born, o.BornYear, fault = p.born(catalogue.FieldOtherBirth); fault != "" {
		p.doubt(catalogue.FieldOtherBirth, fault)
	}
	o.Address, o.Town = p.lines(catalogue.FieldOtherAddress1), p.text(catalogue.FieldOtherTown)
	o.Postcode = p.point(catalogue.FieldOtherPostcode, readPostcode)
	o.Phone = p.point(catalogue.FieldOtherPhone, match.ParsePhone)
}

// first reads the answers to the first questions. One that can't be read is kept as typed and doubted.
func (p *parser) first() {
	for _, c := range p.s.m.Columns {
		if c.Asks == nil || c.Asks.Answer != "" {
			continue
		}
		switch answer, ok := p.s.m.Answer(c, p.text(c.Field)); {
		case !ok:
			p.doubt(c.Field, "The "+c.Field.Words()+" is not one of the answers")
		case answer != "":
			p.row.First = append(p.row.First, Answered{c.Asks.Form, c.Asks.Question, answer})
		}
	}
	for _, c := range p.s.m.Columns {
		if c.Asks == nil || c.Asks.Answer == "" || p.answers(*c.Asks) {
			continue
		}
		if yes, known, ok := p.s.m.Flag(p.text(c.Field)); ok && known && yes {
			p.row.First = append(p.row.First, Answered{c.Asks.Form, c.Asks.Question, c.Asks.Answer})
		}
	}
}

// answers tells whether the row answers a question already.
func (p *parser) answers(q catalogue.AskedBy) bool {
	return slices.ContainsFunc(p.row.First, func(a Answered) bool { return a.Form == q.Form && a.Question == q.Question })
}

// before reads what a list of cases says of the case.
func (p *parser) before() {
	b := &p.row.Before
	b.Source, b.Stage, b.Worker, b.CloseReason = p.text(catalogue.FieldSource), p.text(catalogue.FieldStage), p.text(catalogue.FieldWorker), p.text(catalogue.FieldCloseReason)
	b.Recorded, b.Panel = p.answer(catalogue.FieldRecorded), p.text(catalogue.FieldPanel)
	b.PoliceForce, _ = p.coded(catalogue.FieldPoliceForce)
	b.Opened, b.Closed = p.needed(catalogue.FieldOpened), p.needed(catalogue.FieldClosed)
	if !b.Opened.IsZero() && !b.Closed.IsZero() && b.Closed < b.Opened {
		p.fail(reason.BadDate, catalogue.FieldClosed, "The case was closed before it was opened")
	}
}

func (p *parser) lines(fields ...catalogue.Field) []string {
	var lines []string
	for _, f := range fields {
		if t := p.text(f); t != "" {
			lines = append(lines, t)
		}
	}
	return lines
}

// mustBeFilled fails the row when a cell that the mapping demands is empty.
func (p *parser) mustBeFilled() {
	names := []catalogue.Field{catalogue.FieldSurname, catalogue.FieldForename} // one of the two is enough; see victim
	for _, c := range p.s.m.Columns {
		if c.Filled && !slices.Contains(names, c.Field) && p.text(c.Field) == "" {
			p.fail(reason.MissingCell, c.Field, "The "+c.Field.Words()+" is empty")
		}
	}
}
