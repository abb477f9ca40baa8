package referral

import (
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/person"
)

// Asked is what the do-not-contact register says of somebody who comes in.
type Asked int

// The answers of the register.
const (
	AskedNothing Asked = iota
	AskedMaybe         // only a number or an e-mail is the same
	AskedNot           // she asked not to be contacted
)

// Findings are the facts from which [Judge] decides. Each door gathers them; none decides.
type Findings struct {
	Service catalogue.Service
	Door    catalogue.Door
	Broken  Reason // what makes a row unusable before anything else is looked at; empty: nothing
	SameAs  bool   // it came before

	Basis       catalogue.LegalBasis // empty: none
	BasisProved bool                 // explicit consent: who took it, when and how; a panel without agreement: why
	Groups      []string             // offence groups
	Offence     string               // offence code

	Asked           Asked
	Objected        bool   // whoever refers says that she asked not to be contacted
	Unsure          Reason // what the door could not make sure of: a person looks first; empty: nothing
	ChildProtection bool
	Child           bool // flagged as a child
	Age             catalogue.Fact[int]
	DomesticAbuse   bool // flagged, or told of a partner, former partner or relative
	Eligible        catalogue.Answer
	Reach           Reach
}

// Verdict is what a referral comes to on the way in.
type Verdict struct {
	State   State
	Reason  Reason
	Holder  access.Role // with Held: who owns the next step
	Missing []string    // with FactsMissing: which facts
}

// Judge decides what a referral comes to. It is pure, and every door uses it. The order is that of
// practice 3.1: what a broken row says can't be trusted, and a door that is shut takes nothing;
// then legal basis, do not contact, duplicate, children, excluded or routed, and the safe-contact
// test.
func Judge(f Findings) Verdict {
	for _, look := range []func(Findings) (Verdict, bool){
		judgeBroken, judgeObjected, judgeDoor, judgeBasis, judgeRegister, judgeDuplicate, judgeChild, judgeUnsure, judgeRoute, judgeReach,
	} {
		if v, decided := look(f); decided {
			if v.State == Held && v.Holder == "" {
				v.Holder = f.screener()
			}
			return v
		}
	}
	return Verdict{State: Accepted, Reason: ToContact}
}

func judgeBroken(f Findings) (Verdict, bool) {
	return Verdict{State: NotUsable, Reason: f.Broken}, f.Broken != ""
}

// judgeObjected heeds an objection that comes with the referral. It comes before the legal basis:
// who said no is asked for no consent.
func judgeObjected(f Findings) (Verdict, bool) {
	return Verdict{State: OptedOut, Reason: AskedNotToContact}, f.Objected
}

// judgeDoor turns away kindly at a door the service's file shuts: self-referral, where only a panel
// refers (R017). What the door could not make sure of is held by [judgeUnsure] instead: a person looks before it is turned away.
func judgeDoor(f Findings) (Verdict, bool) {
	return Verdict{State: Signposted, Reason: DoorShut}, !f.Service.Opens(f.Door) && f.Unsure == ""
}

// judgeBasis asks on what ground the details were passed on. Someone who asks for help herself
// consents by it; where the file demands explicit consent, nothing else will do.
func judgeBasis(f Findings) (Verdict, bool) {
	_, demanded := f.Service.Basis.NeedsExplicitConsent(f.Groups)
	switch {
	case demanded && f.Basis != catalogue.BasisExplicitConsent && f.Basis != catalogue.BasisSelf,
		f.Basis == catalogue.BasisExplicitConsent && !f.BasisProved:
		return Verdict{State: Held, Reason: ConsentMissing}, true
	case f.Basis == "" || !f.Service.Basis.Accepted(f.Basis),
		f.Basis == catalogue.BasisPanelNotAsked && !f.BasisProved:
		return Verdict{State: Held, Reason: BasisMissing}, true
	}
	return Verdict{}, false
}

// judgeRegister asks the do-not-contact register. Who asks for help herself is not turned away,
// but a human makes sure that it is she who asks.
func judgeRegister(f Findings) (Verdict, bool) {
	switch {
	case f.Asked == AskedNot && f.Door == catalogue.DoorSelf:
		return Verdict{State: Held, Reason: AskedThenCame}, true
	case f.Asked == AskedNot:
		return Verdict{State: OptedOut, Reason: AskedNotToContact}, true
	case f.Asked == AskedMaybe:
		return Verdict{State: Held, Reason: MaybeOptedOut}, true
	}
	return Verdict{}, false
}

func judgeDuplicate(f Findings) (Verdict, bool) {
	return Verdict{State: NotUsable, Reason: Duplicate}, f.SameAs
}

// judgeChild holds children for a named worker before anything can turn them away.
func judgeChild(f Findings) (Verdict, bool) {
	holder := childHolder(f.Service)
	age, knownAge := f.Age.Get()
	switch {
	case f.ChildProtection:
		return Verdict{State: Held, Reason: ChildProtection, Holder: holder}, true
	case knownAge && f.Service.Age.Under(age), f.Child && !knownAge:
		return Verdict{State: Held, Reason: UnderAge, Holder: holder}, true
	}
	return Verdict{}, false
}

// judgeUnsure holds what the door could not make sure of, before it is turned away or contacted on
// the strength of it: an offence that is in no list, a row that may be cut off.
func judgeUnsure(f Findings) (Verdict, bool) {
	return Verdict{State: Held, Reason: f.Unsure}, f.Unsure != ""
}

// childHolder is the role of the named worker who decides about children.
func childHolder(s catalogue.Service) access.Role {
	if s.Age.HeldFor != "" {
		return access.Role(s.Age.HeldFor)
	}
	return access.SafeguardingLead
}

func judgeRoute(f Findings) (Verdict, bool) {
	switch {
	case f.Service.Excludes(f.Offence):
		return Verdict{State: Signposted, Reason: ExcludedType}, true
	case f.Eligible.Verdict == catalogue.No:
		return Verdict{State: Signposted, Reason: NotEligible}, true
	case f.Eligible.Verdict == catalogue.Ask:
		return Verdict{State: Held, Reason: FactsMissing, Missing: slices.Clone(f.Eligible.Missing)}, true
	}
	return Verdict{}, false
}

// judgeReach is the safe-contact test. In domestic abuse the first contact is held for those who
// handle it even where a number looks safe: whoever gave it may not have been she (practice D5).
func judgeReach(f Findings) (Verdict, bool) {
	switch {
	case f.DomesticAbuse && len(f.Reach.Methods) == 0:
		return Verdict{State: Held, Reason: NoSafeContact, Holder: access.SafeguardingLead}, true
	case f.DomesticAbuse && !f.toldThePolice():
		return Verdict{State: Held, Reason: DomesticAbuse, Holder: access.SafeguardingLead}, true
	case !f.Reach.Any:
		return Verdict{State: Held, Reason: InsufficientContact}, true
	case len(f.Reach.Methods) == 0:
		return Verdict{State: Held, Reason: NoSafeContact}, true
	}
	return Verdict{}, false
}

// toldThePolice tells whether she agreed to a call herself: a police file says which officer took her
// explicit consent, how and when, and that she said a call is safe. What any other door says of it is
// hearsay in domestic abuse, however well it was meant.
func (f Findings) toldThePolice() bool {
	return f.Door == catalogue.DoorPoliceFile && f.Basis == catalogue.BasisExplicitConsent && f.BasisProved && f.Reach.CallAgreed
}

// screener is who looks at what comes in: the first role of the service's first stage.
func (f Findings) screener() access.Role {
	if len(f.Service.Stages) > 0 {
		return access.Role(f.Service.First().Who[0])
	}
	return access.Supervisor
}

// Reach is by which ways somebody can be reached.
type Reach struct {
	Any     bool               // some way was given, safe or not
	Methods []catalogue.Method // those not known to be unsafe, the nearest first

	CallAgreed bool // of a number it was said that a call is safe: not having been asked is not that
}

// ReachOf tells by which ways somebody can be reached, from what was said of her numbers.
func ReachOf(n person.New) Reach {
	r := Reach{Any: len(n.Contacts) > 0}
	if n.Safe.State == person.Unsafe {
		return r
	}
	for _, m := range []catalogue.Method{catalogue.MethodPhone, catalogue.MethodText, catalogue.MethodEmail, catalogue.MethodLetter} {
		if slices.ContainsFunc(n.Contacts, func(c person.NewContact) bool { return allows(c, m) }) {
			r.Methods = append(r.Methods, m)
		}
	}
	r.CallAgreed = slices.ContainsFunc(n.Contacts, func(c person.NewContact) bool {
		return allows(c, catalogue.MethodPhone) && c.Call == person.Yes
	})
	return r
}

func allows(c person.NewContact, m catalogue.Method) bool {
	switch m {
	case catalogue.MethodPhone:
		return (c.Kind == person.Phone || c.Kind == person.Mobile) && c.Call != person.No
	case catalogue.MethodText:
		return c.Kind == person.Mobile && c.Text != person.No
	case catalogue.MethodEmail:
		return c.Kind == person.Email && c.Text != person.No
	case catalogue.MethodLetter:
		return c.Kind == person.Address && c.Letter != person.No
	}
	return false
}

// First gives the way of the first contact: the service file's by the kind of offence where it
// goes by that, else the nearest way that is open. A way that is not safe is never given.
func (r Reach) First(s catalogue.Service, groups []string) catalogue.Method {
	if m, ok := s.FirstContact.ByOffence(groups); ok && slices.Contains(r.Methods, m) {
		return m
	}
	if slices.Contains(r.Methods, s.FirstContact.Default) {
		return s.FirstContact.Default
	}
	if len(r.Methods) > 0 {
		return r.Methods[0]
	}
	return ""
}
