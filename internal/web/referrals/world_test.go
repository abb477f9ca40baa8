package referrals_test

import (
	"context"
	"html"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/referrals"
	"goldenthread/internal/web/webtest"
)

// world is the pages over a partnership of the tests'.
type world struct {
	*webtest.World
	app *apptest.App
}

const (
	officer    = "officer"    // victim care officer of the existing service beside the police
	admin      = "admin"      // its administrator
	supervisor = "supervisor" // its supervisor
	lead       = "lead"       // its designated safeguarding lead
	worker     = "worker"     // case worker in Barnet
	boss       = "boss"       // supervisor in Barnet
	referrer   = "referrer"   // refers to Barnet
	stranger   = "stranger"   // victim care officer of an agency that is let in nowhere
	payer      = "payer"      // commissioning officer
)

func newWorld(t *testing.T, engine string, set ...func(*web.Config)) world {
	t.Helper()
	a := apptest.New(t, engine)
	w := world{webtest.New(t, a.Gate, a.Clock, referrals.Routes(a.Catalogue), set...), a}
	for name, who := range map[string]struct {
		role    access.Role
		service string
	}{
		officer: {access.VictimCareOfficer, "adt"}, admin: {access.Administrator, "adt"}, supervisor: {access.Supervisor, "adt"},
		lead: {access.SafeguardingLead, "adt"}, worker: {access.CaseWorker, "barnet-asb"}, boss: {access.Supervisor, "barnet-asb"},
		referrer: {access.Referrer, "barnet-asb"}, payer: {access.CommissioningOfficer, "adt"},
	} {
		w.Person(t, name, a.As(t, who.role, who.service))
	}
	w.Person(t, stranger, a.Stranger(t, access.VictimCareOfficer, "adt"))
	return w
}

// policeFile is the dip sample of 118 rows, as the police sent it.
func policeFile(t *testing.T) []byte {
	t.Helper()
	content, err := os.ReadFile("../../../testdata/police/cleveland-2014-07.csv")
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// send gets a form's key from its page and sends the form.
func (w world) send(t *testing.T, who, path string, form url.Values) (status int, location, body string) {
	t.Helper()
	page := w.Page(t, who, path)
	form = withHidden(page, path, form)
	got := w.Post(who, path, form)
	return got.Code, got.Header().Get("Location"), got.Body.String()
}

var hiddenInput = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// withHidden adds the hidden inputs of the form that posts to an address.
func withHidden(page, path string, form url.Values) url.Values {
	all := url.Values{}
	if at := strings.Index(page, `action="`+path+`"`); at >= 0 {
		part := page[at:]
		if end := strings.Index(part, "</form>"); end >= 0 {
			part = part[:end]
		}
		for _, m := range hiddenInput.FindAllStringSubmatch(part, -1) {
			all.Add(m[1], html.UnescapeString(m[2]))
		}
	}
	for name, typed := range form {
		all[name] = typed
	}
	return all
}

var tag = regexp.MustCompile(`<[^>]*>`)

// plain gives the words of a page.
func plain(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(page, " "))), " ")
}

// must fails for each text that a page does not say.
func must(t *testing.T, page string, texts ...string) {
	t.Helper()
	words := plain(page)
	for _, want := range texts {
		if !strings.Contains(words, want) {
			t.Errorf("the page does not say %q:\n%.1500s", want, words)
		}
	}
}

// mustNot fails for each text that a page says.
func mustNot(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, not := range texts {
		if strings.Contains(plain(page), not) {
			t.Errorf("the page says %q", not)
		}
	}
}

func of(t referral.Taken, below ...string) string {
	path := "/referrals/" + string(t.Reference)
	for _, b := range below {
		path += "/" + b
	}
	return path
}

// mina is somebody nobody else is.
func mina() person.New {
	return person.New{Forename: "Mina", Surname: "Okonjo", Born: "1984-03-27", Pronoun: person.She,
		Contacts: []person.NewContact{{Kind: person.Mobile, Value: "07700 900142", Call: person.Yes, Voicemail: person.No, Text: person.Yes}},
		Safe:     person.SafeRule{State: person.Safe, Words: "She answers herself", Say: "Jo from the Centre", From: 600, To: 720, AskedOn: "2026-11-18"},
		Told:     person.NewStory{Wants: "Quiet at night", Words: "It goes on every night", ToldTo: "police", Relationship: person.Neighbour}}
}

// folder gives the folder of a referral to Barnet.
func (w world) folder(t *testing.T, reference string) id.Folder {
	t.Helper()
	return w.known(t, reference).Folder
}

// known gives a referral to Barnet by its reference.
func (w world) known(t *testing.T, reference string) referral.Referral {
	t.Helper()
	found, err := gate.Read(w.app.As(t, access.CaseWorker, "barnet-asb"), w.app.Gate, func(ctx context.Context, v *gate.View) (referral.Referral, error) {
		found, err := referral.ByReference(ctx, v, id.Reference(reference))
		if err != nil {
			return found, err
		}
		return found, v.Authorize(ctx, referral.ActSee, gate.On{Folder: found.Folder})
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
