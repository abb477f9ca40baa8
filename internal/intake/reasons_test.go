package intake_test

import (
	"testing"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/referral"
)

// TestReasonsAgree: whatever a row of a file is judged to is counted where its reason says.
func TestReasonsAgree(t *testing.T) {
	yes, ask := catalogue.Answer{Verdict: catalogue.Yes}, catalogue.Answer{Verdict: catalogue.Ask, Missing: []string{"Area"}}
	good := referral.Findings{Service: service(t, "adt"), Door: catalogue.DoorPoliceFile, Basis: catalogue.BasisOptOut, Eligible: yes,
		Reach: referral.Reach{Any: true, Methods: []catalogue.Method{catalogue.MethodPhone}}}
	edits := map[reason.Code]func(*referral.Findings){
		reason.MissingVictim:       func(f *referral.Findings) { f.Broken = referral.Reason(reason.MissingVictim) },
		reason.Duplicate:           func(f *referral.Findings) { f.SameAs = true },
		reason.OptedOutBefore:      func(f *referral.Findings) { f.Objected = true },
		reason.DoorShut:            func(f *referral.Findings) { f.Service = service(t, "asc") },
		reason.BasisMissing:        func(f *referral.Findings) { f.Basis = "" },
		reason.ConsentMissing:      func(f *referral.Findings) { f.Groups = []string{"sexual_offence"} },
		reason.MaybeOptedOut:       func(f *referral.Findings) { f.Asked = referral.AskedMaybe },
		reason.ChildProtection:     func(f *referral.Findings) { f.ChildProtection = true },
		reason.UnderAge:            func(f *referral.Findings) { f.Age = catalogue.Known(12) },
		reason.UnknownOffence:      func(f *referral.Findings) { f.Unsure = referral.Reason(reason.UnknownOffence) },
		reason.ExcludedType:        func(f *referral.Findings) { f.Offence = "45" },
		reason.NotEligible:         func(f *referral.Findings) { f.Eligible.Verdict = catalogue.No },
		reason.FactsMissing:        func(f *referral.Findings) { f.Eligible = ask },
		reason.DomesticAbuse:       func(f *referral.Findings) { f.DomesticAbuse = true },
		reason.NoSafeContact:       func(f *referral.Findings) { f.Reach.Methods = nil },
		reason.InsufficientContact: func(f *referral.Findings) { f.Reach = referral.Reach{} },
	}
	for want, edit := range edits {
		f := good
		edit(&f)
		v := referral.Judge(f)
		if got := reason.Code(v.Reason); got != want || got.Heading() != reason.Heading(v.State) {
			t.Errorf("%s: judged %s, %s, counted under %q", want, v.State, v.Reason, got.Heading())
		}
	}
}

// TestHeldReasonsHaveWords: whatever a row is held for, the inbox says it in words and says what is next.
func TestHeldReasonsHaveWords(t *testing.T) {
	for _, c := range reason.Codes() {
		if r := referral.Reason(c); c.Heading() == reason.Held && r.Words() == string(c) {
			t.Errorf("the inbox has no words for %s", c)
		}
	}
}
