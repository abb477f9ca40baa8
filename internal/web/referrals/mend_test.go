package referrals_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// Whoever mends one thing loses nothing of the rest: numbers and addresses nobody typed stay with what is safe of them, a new one takes the
// place of its own kind alone, and consent without who took it is asked for beside the field.
func TestMendingLosesNothing(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			who := mina()
			who.Contacts = append(who.Contacts, person.NewContact{Kind: person.Address, Value: "4 Example Rise", Postcode: "TS1 2AB", Letter: person.No})
			c := w.app.Referral(t, "adt", who)
			c.Offence, _ = w.app.Catalogue.Offence("19C") // rape: it asks for the person's own consent
			c.Offence.Groups = w.app.Catalogue.OffenceGroups("19C", false, false)
			held := w.receive(t, c)
			if held.Reason != referral.ConsentMissing {
				t.Fatalf("the referral is %s, %s", held.State, held.Reason)
			}
			page := w.Page(t, officer, of(held, "mend"))
			if !strings.Contains(page, `value="she" checked`) {
				t.Error("the form does not begin with how she wants to be spoken of")
			}
			form := url.Values{"forename": {"Mina"}, "surname": {"Okonjo"}, "born-day": {"28"}, "born-month": {"3"}, "born-year": {"1984"}, "pronoun": {"she"},
				"mobile_text": {"no"}, "basis": {string(catalogue.BasisExplicitConsent)}}
			status, _, body := w.send(t, officer, of(held, "mend"), form)
			if status != 422 || !strings.Contains(body, "Say who took the consent, when and how") {
				t.Fatalf("consent without who took it: status %d\n%.600s", status, plain(body))
			}
			form.Set("basis", string(catalogue.BasisOptOut))
			form.Set("phone", "01632 960077")
			form.Set("phone_call", "yes")
			if status, _, body = w.send(t, officer, of(held, "mend"), form); status != 303 {
				t.Fatalf("mending: status %d\n%.600s", status, plain(body))
			}
			must(t, w.Page(t, officer, of(held)), "28 March 1984", "no voicemail", "no letters", "What she wants")
			got := w.about(t, held.Folder)
			if len(got.Contacts) != 3 {
				t.Fatalf("%d ways to reach her, want the mobile, the address and the new number: %+v", len(got.Contacts), got.Contacts)
			}
			for _, k := range got.Contacts {
				if k.Kind == person.Mobile && (k.Call != person.Yes || k.Voicemail != person.No || k.Text != person.No) || k.Kind == person.Address && k.Letter != person.No {
					t.Errorf("what is safe of the %s is %+v", k.Kind, k)
				}
			}
		})
	}
}

// about reads what is on record of the person of a folder of the officer's service.
func (w world) about(t *testing.T, f id.Folder) person.About {
	t.Helper()
	a, err := gate.Read(w.app.As(t, access.VictimCareOfficer, "adt"), w.app.Gate, func(ctx context.Context, v *gate.View) (person.About, error) {
		if err := v.Authorize(ctx, referral.ActSee, gate.On{Folder: f}); err != nil {
			return person.About{}, err
		}
		return person.Load(ctx, v, f)
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}
