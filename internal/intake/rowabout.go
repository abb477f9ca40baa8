package intake

import (
	"context"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// prefersNot are the codes by which lists write that somebody was asked and did not wish to say.
var prefersNot = []string{"PNS", "prefer_not_to_say"}

// aboutOf gives what a row of a list of cases says of who somebody is, as the service asked it before, by the catalogue's lists; and what
// these do not know, as typed. What was not stated, or is one of the mapping's words for what is not known, says nothing.
func aboutOf(set *catalogue.Set, m catalogue.Mapping, who police.Person) (answers []person.Answer, unread []police.Doubt) {
	for _, said := range []struct {
		list, typed string
		field       catalogue.Field
	}{{"gender", who.Sex, catalogue.FieldSex}, {"ethnicity", who.Ethnicity, catalogue.FieldEthnicity}} {
		list, _ := set.List(said.list)
		switch code, found := list.Find(said.typed); {
		case m.Unknown(said.typed):
		case !found:
			unread = append(unread, police.Doubt{Field: said.field, Words: "The " + said.field.Words() + " is none of the list's", Typed: said.typed})
		case slices.Contains(prefersNot, code.Key):
			answers = append(answers, person.Answer{Field: said.list, State: person.PrefersNot})
		case list.Says(code):
			answers = append(answers, person.Answer{Field: said.list, State: person.Given, Code: code.Key})
		}
	}
	return answers, unread
}

// keepAbout keeps what a list says of who somebody is, so that they are not asked again and the service's returns count it (R025). Of somebody
// who is not the service's, or asked not to be contacted, it is not kept.
func keepAbout(ctx context.Context, tx *gate.Tx, set *catalogue.Set, m catalogue.Mapping, row police.Row, taken referral.Taken) error {
	answers, _ := aboutOf(set, m, row.Victim)
	if len(answers) == 0 || taken.State != referral.Accepted && taken.State != referral.Held {
		return nil
	}
	_, err := (person.RecordDemographics{Folder: taken.Folder, Lists: set.List, Answers: answers}).Run(ctx, tx)
	return err
}
