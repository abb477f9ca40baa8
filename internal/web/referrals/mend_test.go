package referrals_test

import (
	"context"
	"maps"
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
			held := w.unconsented(t, who)
			page := w.Page(t, officer, of(held, "mend"))
			if !strings.Contains(page, `value="she" checked`) {
				t.Error("the form does not begin with how she wants to be spoken of")
			}
			form := minaAgain()
			form.Set("born-day", "28")
			form.Set("mobile_text", "no")
			form.Set("basis", string(catalogue.BasisExplicitConsent))
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

// Whoever mends sees no number. What they say of its kind makes no call, voicemail or letter possible to which the person said no; a no of
// theirs holds, and of what nobody asked about holds what they heard.
func TestMendingLiftsNoNo(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			who := mina()
			who.Contacts = append(who.Contacts, person.NewContact{Kind: person.Phone, Value: "01632 960078", Voicemail: person.No},
				person.NewContact{Kind: person.Address, Value: "4 Example Rise", Postcode: "TS1 2AB", Letter: person.No})
			held := w.unconsented(t, who)
			must(t, w.Page(t, officer, of(held, "mend")), "so does every no that was said of it")
			form := minaAgain()
			for input, said := range map[string]person.Permission{"mobile_call": person.No, "mobile_voicemail": person.Yes, "phone_call": person.Yes,
				"phone_voicemail": person.NotAsked, "address_letter": person.NotAsked} {
				form.Set(input, string(said))
			}
			if status, _, body := w.send(t, officer, of(held, "mend"), form); status != 303 {
				t.Fatalf("mending: status %d\n%.600s", status, plain(body))
			}
			type uses struct{ call, voicemail, text, letter person.Permission }
			want := map[person.ContactKind]uses{
				person.Mobile:  {person.No, person.No, person.Yes, person.NotAsked},
				person.Phone:   {person.Yes, person.No, person.NotAsked, person.NotAsked},
				person.Address: {person.NotAsked, person.NotAsked, person.NotAsked, person.No},
			}
			got := map[person.ContactKind]uses{}
			for _, k := range w.about(t, held.Folder).Contacts {
				got[k.Kind] = uses{k.Call, k.Voicemail, k.Text, k.Letter}
			}
			if !maps.Equal(got, want) {
				t.Errorf("what is safe is %+v, want %+v", got, want)
			}
		})
	}
}

// A postcode without its address moves nobody to another district: it is asked for beside the address, and nothing is changed.
func TestAPostcodeAloneMovesNobody(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			who := mina()
			who.Contacts = append(who.Contacts, person.NewContact{Kind: person.Address, Value: "4 Example Rise", Postcode: "TS1 2AB"})
			held := w.unconsented(t, who)
			before := w.referral(t, held)
			form := minaAgain()
			form.Set("postcode", "DL1 5QU")
			status, _, body := w.send(t, officer, of(held, "mend"), form)
			if status != 422 || !strings.Contains(body, `id="address-error"`) || !strings.Contains(body, `value="DL1 5QU"`) {
				t.Fatalf("a postcode alone: status %d\n%.600s", status, plain(body))
			}
			must(t, body, "Enter the address this postcode belongs to")
			if now := w.referral(t, held); now.Version != before.Version || now.District != before.District {
				t.Errorf("the referral is changed from %s to %s", before.District, now.District)
			}
			form.Set("address", "9 Example Row")
			if status, _, body = w.send(t, officer, of(held, "mend"), form); status != 303 {
				t.Fatalf("with its address: status %d\n%.600s", status, plain(body))
			}
			if now := w.referral(t, held); now.District == before.District {
				t.Errorf("with its address the referral stays in %s", now.District)
			}
		})
	}
}

// unconsented is a referral of somebody that is held because their own consent is missing.
func (w world) unconsented(t *testing.T, who person.New) referral.Taken {
	t.Helper()
	c := w.app.Referral(t, "adt", who)
	c.Offence, _ = w.app.Catalogue.Offence("19C") // rape: it asks for the person's own consent
	c.Offence.Groups = w.app.Catalogue.OffenceGroups("19C", false, false)
	held := w.receive(t, c)
	if held.Reason != referral.ConsentMissing {
		t.Fatalf("the referral is %s, %s", held.State, held.Reason)
	}
	return held
}

// minaAgain is what is typed of [mina] by somebody who mends nothing of her.
func minaAgain() url.Values {
	return url.Values{"forename": {"Mina"}, "surname": {"Okonjo"}, "born-day": {"27"}, "born-month": {"3"}, "born-year": {"1984"}, "pronoun": {"she"},
		"basis": {string(catalogue.BasisOptOut)}}
}

// referral reads a referral to the officer's service.
func (w world) referral(t *testing.T, taken referral.Taken) referral.Referral {
	t.Helper()
	r, err := gate.Read(w.app.As(t, access.VictimCareOfficer, "adt"), w.app.Gate, func(ctx context.Context, v *gate.View) (referral.Referral, error) {
		if err := v.Authorize(ctx, referral.ActSee, gate.On{Folder: taken.Folder}); err != nil {
			return referral.Referral{}, err
		}
		return referral.Get(ctx, v, taken.Referral)
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
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
