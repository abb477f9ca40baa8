package intake

import (
	"context"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/intake/sheet"
)

// ListSaid is what whoever brings a list says of it, beside what it says itself.
type ListSaid struct {
	Columns sheet.Corrections `json:"columns"` // where the proposed columns are wrong
	// Whole says, by the name of a fact that the service's file goes by, what it is in every row that does not say so
	// itself: "yes", "no", or a value of the fact's list.
	Whole map[string]string `json:"whole,omitempty"`
}

// check says, beside each, what can't be said.
func (s ListSaid) check(set *catalogue.Set, service catalogue.Service, bad *errs.Fields) {
	for name, value := range s.Whole {
		is := func(c catalogue.Code) bool { return c.Key == value }
		if value != "" && !slices.ContainsFunc(set.FactValues(name, service), is) {
			bad.Add("fact-"+name, "Choose from the list what "+catalogue.FactWords(name)+" is, or that the list says nothing of it")
		}
	}
}

// Check says whether what is said of the whole list can be. Fails with errs.Invalid.
func (c Caseload) Check() error {
	var bad errs.Fields
	c.ListSaid.check(c.Catalogue, c.Service, &bad)
	return bad.Err()
}

// Lack is a fact without which the service's file can't say of some rows whether they are for the service.
type Lack struct {
	Fact string           `json:"fact"`
	Rows int              `json:"rows"`
	Is   []catalogue.Code `json:"-"` // what it can be said to be for the whole list; none: only a column can
}

// Looked is what a list is, as it was read, and what it does not say.
type Looked struct {
	sheet.Summary
	Lacks []Lack // in the order in which the service's file asks
}

// Look reads the list and tells what its columns are taken for, each with a sample of what it holds, and which facts rows
// lack by which the service's file goes, whatever is said of the whole list. It asks nobody and keeps nothing; ctx ends it. Fails with a
// [Refused] inside an errs.Invalid when it is no list.
func (c Caseload) Look(ctx context.Context, today clock.Date) (Looked, error) {
	m, ok := c.Catalogue.Mapping(caseloadMapping)
	if !ok {
		return Looked{}, errs.New(errs.Internal, "the catalogue has no mapping "+caseloadMapping)
	}
	var found Looked
	c.Whole = nil
	r := reader{service: c.Service, catalogue: c.Catalogue, mapping: m, today: today}
	var err error
	found.Summary, err = sheet.Scan(ctx, c.File, m, c.Columns, today, func(l police.Line) error {
		if l.Usable() {
			found.lacks(c.receive(r, *l.Row, false).Lacks(today))
		}
		return nil
	})
	for i, l := range found.Lacks {
		found.Lacks[i].Is = c.Catalogue.FactValues(l.Fact, c.Service)
	}
	if err == nil && found.Rows == 0 {
		err = refuse(found.Summary.Summary)
	}
	return found, err
}

func (f *Looked) lacks(names []string) {
	for _, name := range names {
		i := slices.IndexFunc(f.Lacks, func(l Lack) bool { return l.Fact == name })
		if i < 0 {
			i, f.Lacks = len(f.Lacks), append(f.Lacks, Lack{Fact: name})
		}
		f.Lacks[i].Rows++
	}
}

// columnOf gives the columns of a list that say what a fact is.
var columnOf = map[string][]catalogue.Field{
	"Age": {catalogue.FieldBirth}, "Area": {catalogue.FieldPostcode}, "Outward": {catalogue.FieldPostcode},
	"Recorded": {catalogue.FieldRecorded}, "Force": {catalogue.FieldPoliceForce}, "Unit": {catalogue.FieldUnit},
	"ASB": {catalogue.FieldASB}, "DomesticAbuse": {catalogue.FieldDomesticAbuse}, "Hate": {catalogue.FieldHate},
	"Vulnerable": {catalogue.FieldVulnerable}, "Repeat": {catalogue.FieldRepeat}, "PanelDecision": {catalogue.FieldPanel},
	"Source": {catalogue.FieldSource},
}

// Columns gives the columns that would say it, row by row; none: no column does.
func (l Lack) Columns() []catalogue.Field { return columnOf[l.Fact] }
