package person

import (
	"context"
	"slices"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// ruleStays names the reading of numbers and addresses that stay on a record that is mended, in the audit log.
const ruleStays = "person.keep contacts"

// Staying gives somebody who was typed anew with the ways to reach her that her folder has, of each kind of which none was typed, but for those found
// wrong; where it was only said of a kind what is safe, that holds for them, but never lifts a no. Nobody is shown them: only the program reads
// them. It is a part of resubmitting a referral, which has taken its decision.
func Staying(ctx context.Context, tx *gate.Tx, folder id.Folder, typed New) (New, error) {
	was, err := store.Collect(ctx, tx, staysSQL, func(scan store.Scan) (k kept, err error) {
		var row string
		var box []byte
		err = scan(&row, &k.Kind, &box, &k.Call, &k.Voicemail, &k.Text, &k.Letter, &k.Protected)
		k.box = ContactColumn.Value(folder, row, box)
		return k, err
	}, folder)
	if err != nil {
		return New{}, err
	}
	boxes := make([]*seal.Value, len(was))
	for i, k := range was {
		boxes[i] = k.box
	}
	plain := make([]string, len(was))
	if err := tx.Compare(ctx, ruleStays, boxes, func(i int, value string) { plain[i] = value }); err != nil {
		return New{}, err
	}
	said := typed.Contacts
	typed.Contacts = slices.DeleteFunc(slices.Clone(said), func(c NewContact) bool { return c.Value == "" })
	for i, k := range was {
		c := contactOf(k.Kind, plain[i])
		c.Call, c.Voicemail, c.Text, c.Letter, c.Protected = k.Call, k.Voicemail, k.Text, k.Letter, k.Protected
		if at := slices.IndexFunc(said, func(s NewContact) bool { return s.Kind == k.Kind }); at >= 0 {
			s := said[at]
			if s.Value != "" {
				continue
			}
			c.Call, c.Voicemail, c.Text, c.Letter = c.Call.under(s.Call), c.Voicemail.under(s.Voicemail), c.Text.under(s.Text), c.Letter.under(s.Letter)
		}
		typed.Contacts = append(typed.Contacts, c)
	}
	return typed, nil
}

// under gives what holds of a number after something was said of its kind by somebody who doesn't see it. They can't know whether it is that
// number they were told of, so a no stays a no; what was left open says nothing.
func (p Permission) under(said Permission) Permission {
	if said == "" || p == No {
		return p
	}
	return said
}

// kept is a way to reach somebody as it stands, closed.
type kept struct {
	NewContact
	box *seal.Value
}

// staysSQL is driven by contact_point_folder.
var staysSQL = store.SQL("person.stays", `
	SELECT c.id, c.kind, c.value, c.safe_call, c.safe_voicemail, c.safe_text, c.safe_letter, c.protected
	FROM contact_point c
	WHERE c.folder_id = $1 AND c.wrong = false AND c.person_id = (SELECT min(n.person_id) FROM person_name n WHERE n.folder_id = $1)
	ORDER BY c.id`)
