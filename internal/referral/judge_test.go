package referral_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	files "goldenthread/catalogue"
	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

var set = func() *catalogue.Set {
	s, err := catalogue.Load(files.FS)
	if err != nil {
		panic(err)
	}
	return s
}()

func service(t testing.TB, key string) catalogue.Service {
	t.Helper()
	s, ok := set.Service(key)
	if !ok {
		t.Fatalf("there is no service %s", key)
	}
	return s
}

// states are all of them.
var states = []referral.State{referral.Received, referral.Accepted, referral.Held, referral.Signposted, referral.OptedOut, referral.NotUsable,
	referral.Declined, referral.Waiting, referral.InContact, referral.Allocated, referral.Closed}

// TestJudge covers every outcome, and that what comes first in practice 3.1 decides first.
func TestJudge(t *testing.T) {
	adt, asc := service(t, "adt"), service(t, "asc")
	good := referral.Findings{
		Service: adt, Door: catalogue.DoorPoliceFile, Basis: catalogue.BasisOptOut, BasisProved: true,
		Age: catalogue.Known(40), Eligible: catalogue.Answer{Verdict: catalogue.Yes},
		Reach: referral.Reach{Any: true, Methods: []catalogue.Method{catalogue.MethodPhone}},
	}
	const lead = access.SafeguardingLead
	office := access.Role(adt.First().Who[0])
	consent := func(f *referral.Findings) { f.Groups = []string{"sexual_offence"} }
	opted := func(f *referral.Findings) { f.Asked = referral.AskedNot }
	same := func(f *referral.Findings) { f.SameAs = true }
	child := func(f *referral.Findings) { f.Age = catalogue.Known(15) }
	excluded := func(f *referral.Findings) { f.Offence = "45" }
	unsafe := func(f *referral.Findings) { f.Reach.Methods = nil }
	tests := []struct {
		name string
		with []func(*referral.Findings)
		want referral.Verdict
	}{
		{"to contact", nil, referral.Verdict{State: referral.Accepted, Reason: referral.ToContact}},
		{"broken", []func(*referral.Findings){func(f *referral.Findings) { f.Broken = "missing_victim" }, consent}, referral.Verdict{State: referral.NotUsable, Reason: "missing_victim"}},
		{"a shut door", []func(*referral.Findings){func(f *referral.Findings) {
			f.Service, f.Door, f.Basis = asc, catalogue.DoorSelf, catalogue.BasisSelf
		}}, referral.Verdict{State: referral.Signposted, Reason: referral.DoorShut}},
		{"an objection comes before consent", []func(*referral.Findings){func(f *referral.Findings) { f.Objected = true }, consent, child}, referral.Verdict{State: referral.OptedOut, Reason: referral.AskedNotToContact}},
		{"a door that is not sure", []func(*referral.Findings){func(f *referral.Findings) { f.Unsure = "unknown_offence" }, excluded}, referral.Verdict{State: referral.Held, Reason: "unknown_offence", Holder: office}},
		{"consent comes before the rest", []func(*referral.Findings){consent, opted, same, child, excluded, unsafe}, referral.Verdict{State: referral.Held, Reason: referral.ConsentMissing, Holder: office}},
		{"explicit consent without who, when, how", []func(*referral.Findings){func(f *referral.Findings) {
			f.Basis, f.BasisProved = catalogue.BasisExplicitConsent, false
		}}, referral.Verdict{State: referral.Held, Reason: referral.ConsentMissing, Holder: office}},
		{"she asked herself", []func(*referral.Findings){consent, func(f *referral.Findings) {
			f.Door, f.Basis = catalogue.DoorSelf, catalogue.BasisSelf
		}}, referral.Verdict{State: referral.Accepted, Reason: referral.ToContact}},
		{"no basis", []func(*referral.Findings){func(f *referral.Findings) { f.Basis = "" }, opted}, referral.Verdict{State: referral.Held, Reason: referral.BasisMissing, Holder: office}},
		{"a basis the service does not work on", []func(*referral.Findings){func(f *referral.Findings) { f.Basis = catalogue.BasisPanelAgreed }}, referral.Verdict{State: referral.Held, Reason: referral.BasisMissing, Holder: office}},
		{"opted out comes before duplicate", []func(*referral.Findings){opted, same, child, excluded}, referral.Verdict{State: referral.OptedOut, Reason: referral.AskedNotToContact}},
		{"opted out, and asks for help herself", []func(*referral.Findings){opted, func(f *referral.Findings) {
			f.Door, f.Basis = catalogue.DoorSelf, catalogue.BasisSelf
		}}, referral.Verdict{State: referral.Held, Reason: referral.AskedThenCame, Holder: office}},
		{"a number of someone who opted out", []func(*referral.Findings){func(f *referral.Findings) { f.Asked = referral.AskedMaybe }, same}, referral.Verdict{State: referral.Held, Reason: referral.MaybeOptedOut, Holder: office}},
		{"duplicate comes before child", []func(*referral.Findings){same, child, excluded}, referral.Verdict{State: referral.NotUsable, Reason: referral.Duplicate}},
		{"child protection", []func(*referral.Findings){func(f *referral.Findings) { f.ChildProtection = true }, child, excluded}, referral.Verdict{State: referral.Held, Reason: referral.ChildProtection, Holder: lead}},
		{"under age is held, never turned away", []func(*referral.Findings){child, excluded}, referral.Verdict{State: referral.Held, Reason: referral.UnderAge, Holder: lead}},
		{"called a child, age not known", []func(*referral.Findings){func(f *referral.Findings) { f.Child, f.Age = true, catalogue.Fact[int]{} }}, referral.Verdict{State: referral.Held, Reason: referral.UnderAge, Holder: lead}},
		{"excluded comes before safe contact", []func(*referral.Findings){excluded, unsafe}, referral.Verdict{State: referral.Signposted, Reason: referral.ExcludedType}},
		{"not eligible", []func(*referral.Findings){func(f *referral.Findings) { f.Eligible.Verdict = catalogue.No }}, referral.Verdict{State: referral.Signposted, Reason: referral.NotEligible}},
		{"a fact is missing", []func(*referral.Findings){func(f *referral.Findings) {
			f.Eligible = catalogue.Answer{Verdict: catalogue.Ask, Missing: []string{"Area"}}
		}}, referral.Verdict{State: referral.Held, Reason: referral.FactsMissing, Holder: office, Missing: []string{"Area"}}},
		{"domestic abuse", []func(*referral.Findings){func(f *referral.Findings) { f.DomesticAbuse = true }}, referral.Verdict{State: referral.Held, Reason: referral.DomesticAbuse, Holder: lead}},
		{"domestic abuse, no safe number", []func(*referral.Findings){func(f *referral.Findings) { f.DomesticAbuse = true }, unsafe}, referral.Verdict{State: referral.Held, Reason: referral.NoSafeContact, Holder: lead}},
		{"can't use a phone and letters are unsafe", []func(*referral.Findings){unsafe}, referral.Verdict{State: referral.Held, Reason: referral.NoSafeContact, Holder: office}},
		{"no way was given", []func(*referral.Findings){func(f *referral.Findings) { f.Reach = referral.Reach{} }}, referral.Verdict{State: referral.Held, Reason: referral.InsufficientContact, Holder: office}},
	}
	for _, tt := range tests {
		f := good
		for _, change := range tt.with {
			change(&f)
		}
		if d := cmp.Diff(tt.want, referral.Judge(f)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

// TestDomesticAbuseIsHeld holds which door may say that a call was agreed to: the police file's alone,
// and only with her explicit consent, proved.
func TestDomesticAbuseIsHeld(t *testing.T) {
	held := referral.Verdict{State: referral.Held, Reason: referral.DomesticAbuse, Holder: access.SafeguardingLead}
	tests := []struct {
		name  string
		door  catalogue.Door
		basis catalogue.LegalBasis
		agree bool
		want  referral.Verdict
	}{
		{"police, consent, agreed to a call", catalogue.DoorPoliceFile, catalogue.BasisExplicitConsent, true, referral.Verdict{State: referral.Accepted, Reason: referral.ToContact}},
		{"police, consent, not asked about a call", catalogue.DoorPoliceFile, catalogue.BasisExplicitConsent, false, held},
		{"police, opt-out, a call said to be safe", catalogue.DoorPoliceFile, catalogue.BasisOptOut, true, held},
		{"agency form, consent, a call said to be safe", catalogue.DoorAgencyForm, catalogue.BasisExplicitConsent, true, held},
		{"by telephone, consent, a call said to be safe", catalogue.DoorPhone, catalogue.BasisExplicitConsent, true, held},
		{"asked for help herself", catalogue.DoorSelf, catalogue.BasisSelf, true, held},
		{"panel, consent, a call said to be safe", catalogue.DoorPanel, catalogue.BasisExplicitConsent, true, held},
	}
	for _, tt := range tests {
		s := catalogue.Service{}
		for _, d := range catalogue.Doors() {
			s.Sources = append(s.Sources, catalogue.Source{Key: string(d), Doors: []catalogue.Door{d}})
		}
		s.Basis.Accepts = catalogue.Bases()
		f := referral.Findings{Service: s, Door: tt.door, Basis: tt.basis, BasisProved: true, DomesticAbuse: true,
			Eligible: catalogue.Answer{Verdict: catalogue.Yes},
			Reach:    referral.Reach{Any: true, Methods: []catalogue.Method{catalogue.MethodPhone}, CallAgreed: tt.agree}}
		if d := cmp.Diff(tt.want, referral.Judge(f)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

func TestFirstMethod(t *testing.T) {
	adt, pilot := service(t, "adt"), service(t, "pilot")
	all := person.New{Contacts: []person.NewContact{{Kind: person.Mobile}, {Kind: person.Address}}}
	noCalls := person.New{Contacts: []person.NewContact{{Kind: person.Mobile, Call: person.No}, {Kind: person.Address}}}
	nothing := person.New{Contacts: []person.NewContact{{Kind: person.Phone, Call: person.No}, {Kind: person.Address, Letter: person.No}}}
	tests := []struct {
		name    string
		service catalogue.Service
		who     person.New
		groups  []string
		want    catalogue.Method
	}{
		{"by offence, violence", adt, all, []string{"violence"}, catalogue.MethodPhone},
		{"by offence, theft", adt, all, []string{"theft"}, catalogue.MethodText},
		{"by offence, anything else", adt, all, []string{"damage"}, catalogue.MethodLetter},
		{"by need, the offence has no say", pilot, all, []string{"theft"}, catalogue.MethodPhone},
		{"calls refused", pilot, noCalls, nil, catalogue.MethodText},
		{"the file says phone, calls are refused", adt, noCalls, []string{"violence"}, catalogue.MethodLetter},
		{"nothing is safe", adt, nothing, []string{"violence"}, ""},
	}
	for _, tt := range tests {
		if got := referral.ReachOf(tt.who).First(tt.service, tt.groups); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestMoves holds the table of moves: what it allows, and that no state is a dead end but one that
// is meant to be.
func TestMoves(t *testing.T) {
	want := map[referral.State]string{
		referral.Received:   "accepted held signposted opted_out not_usable declined",
		referral.Accepted:   "held signposted opted_out not_usable declined waiting in_contact allocated closed",
		referral.Held:       "accepted signposted opted_out not_usable declined waiting in_contact allocated",
		referral.Signposted: "accepted held",
		referral.OptedOut:   "held",
		referral.NotUsable:  "accepted held",
		referral.Declined:   "accepted held",
		referral.Waiting:    "held signposted opted_out declined in_contact allocated closed",
		referral.InContact:  "held signposted opted_out declined waiting allocated closed",
		referral.Allocated:  "held opted_out waiting in_contact closed",
		referral.Closed:     "in_contact allocated",
	}
	for _, from := range states {
		got := ""
		for _, to := range states {
			if from.Leads(to) {
				got += " " + string(to)
			}
		}
		if d := cmp.Diff(" "+want[from], got); d != "" {
			t.Errorf("from %s (-want +got):\n%s", from, d)
		}
		if from.Words() == "" {
			t.Errorf("%s has no words", from)
		}
	}
}

func TestCanContact(t *testing.T) {
	can := map[referral.State]bool{referral.Accepted: true, referral.Waiting: true, referral.InContact: true, referral.Allocated: true, referral.Closed: true}
	for _, s := range states {
		r := referral.Referral{State: s, Basis: catalogue.BasisOptOut, Reason: referral.ConsentMissing}
		if got := referral.CanContact(r) == nil; got != can[s] {
			t.Errorf("%s: can contact %v, want %v", s, got, can[s])
		}
		r.Basis = referral.NoBasis
		if errs.KindOf(referral.CanContact(r)) != errs.Conflict {
			t.Errorf("%s: contact without a legal basis", s)
		}
		r.Basis, r.Quiet = catalogue.BasisOptOut, true
		if errs.KindOf(referral.CanContact(r)) != errs.Conflict {
			t.Errorf("%s: contact with someone who asked not to be contacted", s)
		}
	}
}
