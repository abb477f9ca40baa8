package referral

import (
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/person"
)

// findings gathers what Judge decides from.
func (c Receive) findings(today clock.Date, asked Asked) Findings {
	f := Findings{
		Service: c.Service, Door: c.Door, SameAs: c.SameAs != "",
		Basis: c.Basis.Kind, BasisProved: c.Basis.proved(), Groups: c.groups(), Offence: c.Offence.Code,
		Asked: asked, Objected: c.Objected, Unsure: c.Unsure, ChildProtection: c.Flags.ChildProtection, Child: c.Flags.Child,
		DomesticAbuse: c.Flags.DomesticAbuse || c.Supported.Told.Relationship.DomesticAbuse(),
		Reach:         ReachOf(c.Supported),
	}
	if f.Basis == NoBasis {
		f.Basis = ""
	}
	facts := c.facts(today)
	f.Age = facts.Age
	f.Eligible = c.Service.Eligible.Ask(facts)
	return f
}

// Lacks gives the facts, by name, without which the service's file can't say whether this is for the service. It asks
// nobody and decides nothing.
func (c Receive) Lacks(today clock.Date) []string {
	return c.Service.Eligible.Ask(c.facts(today)).Missing
}

// facts adds what the referral itself says to what the door knows. What the door says stands.
func (c Receive) facts(today clock.Date) catalogue.Facts {
	f := c.Facts
	add(&f.Received, string(today), true)
	add(&f.Door, string(c.Door), true)
	add(&f.Source, c.Source, c.Source != "" && c.Source != catalogue.SourceNotKnown)
	add(&f.Basis, string(c.Basis.Kind), c.Basis.Kind != "" && c.Basis.Kind != NoBasis)
	age, known := person.Age(c.Supported.Born, today)
	add(&f.Age, age, known)
	add(&f.Area, c.District, c.District != "")
	add(&f.Offence, c.Offence.Code, c.Offence.Code != "")
	add(&f.OffenceGroups, c.groups(), len(c.groups()) > 0)
	add(&f.DomesticAbuse, true, c.Flags.DomesticAbuse)
	add(&f.Hate, true, c.Flags.Hate)
	add(&f.Vulnerable, true, c.Flags.Vulnerable)
	for _, contact := range c.Supported.Contacts {
		outward, _, ok := catalogue.SplitPostcode(contact.Postcode)
		add(&f.Outward, outward, ok && contact.Kind == person.Address)
	}
	return f
}

// groupDomesticAbuse is the offence group that a flag stands for as much as an offence does.
const groupDomesticAbuse = "domestic_abuse"

// groups are the offence groups by which consent is demanded and rules decide.
func (c Receive) groups() []string {
	if c.Flags.DomesticAbuse && !slices.Contains(c.Offence.Groups, groupDomesticAbuse) {
		return append(slices.Clone(c.Offence.Groups), groupDomesticAbuse)
	}
	return c.Offence.Groups
}

func add[T any](f *catalogue.Fact[T], value T, known bool) {
	if _, there := f.Get(); !there && known {
		*f = catalogue.Known(value)
	}
}

// lettersOff takes letters out of the ways to reach somebody: in domestic abuse the other person
// may open them. She is asked anew.
func lettersOff(n person.New) person.New {
	n.Contacts = slices.Clone(n.Contacts)
	for i := range n.Contacts {
		if n.Contacts[i].Kind == person.Address {
			n.Contacts[i].Letter = person.No
		}
	}
	return n
}

// askAnew takes back every word that something is safe, so that safe contact is asked from scratch by
// those who handle domestic abuse. What was said to be unsafe stays unsafe.
func askAnew(n person.New) person.New {
	if n.Safe.State == person.Safe {
		n.Safe.State, n.Safe.AskedOn = person.NotAskedYet, ""
	}
	n.Contacts = slices.Clone(n.Contacts)
	for i := range n.Contacts {
		c := &n.Contacts[i]
		for _, said := range []*person.Permission{&c.Call, &c.Voicemail, &c.Text, &c.Letter} {
			if *said == person.Yes {
				*said = person.NotAsked
			}
		}
	}
	return n
}

// flags gives the flags as they are kept: what was found counts as much as what was flagged.
func (f Findings) flags(given Flags) Flags {
	age, known := f.Age.Get()
	given.DomesticAbuse = f.DomesticAbuse
	given.Child = given.ChildProtection || known && f.Service.Age.Under(age) || given.Child && !known
	return given
}
