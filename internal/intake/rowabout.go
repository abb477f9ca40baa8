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

// aboutOf gives what a row of a list of cases says of who somebody is, as the service asked it before, by the catalogue's lists; and, in the
// list's own words, what these do not know. What was not stated says nothing.
func aboutOf(set *catalogue.Set, who police.Person) (answers []person.Answer, unread []string) {
	for _, said := range []struct{ field, typed string }{{"gender", who.Sex}, {"ethnicity", who.Ethnicity}} {
		list, _ := set.List(said.field)
		switch code, found := list.Find(said.typed); {
		case said.typed == "":
		case !found:
			unread = append(unread, said.field+": "+said.typed)
		case slices.Contains(prefersNot, code.Key):
			answers = append(answers, person.Answer{Field: said.field, State: person.PrefersNot})
		case list.Says(code):
			answers = append(answers, person.Answer{Field: said.field, State: person.Given, Code: code.Key})
		}
	}
	return answers, unread
}

// keepAbout keeps what a list says of who somebody is, so that they are not asked again and the service's returns count it (R025). Of somebody
// who is not the service's, or asked not to be contacted, it is not kept.
func keepAbout(ctx context.Context, tx *gate.Tx, set *catalogue.Set, row police.Row, taken referral.Taken) error {
	answers, _ := aboutOf(set, row.Victim)
	if len(answers) == 0 || taken.State != referral.Accepted && taken.State != referral.Held {
		return nil
	}
	_, err := (person.RecordDemographics{Folder: taken.Folder, Lists: set.List, Answers: answers}).Run(ctx, tx)
	return err
}
