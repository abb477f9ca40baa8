package casework

import (
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
)

// pointOf gives one of the ways to reach the person.
func pointOf(about person.About, c id.Contact) (person.Contact, bool) {
	for _, p := range about.Contacts {
		if p.ID == c {
			return p, true
		}
	}
	return person.Contact{}, false
}

// serves tells whether a contact point can be used for a method at all.
func serves(p person.Contact, m catalogue.Method) bool {
	switch m {
	case catalogue.MethodPhone:
		return p.Kind == person.Phone || p.Kind == person.Mobile
	case catalogue.MethodText:
		return p.Kind == person.Mobile
	case catalogue.MethodEmail:
		return p.Kind == person.Email
	case catalogue.MethodLetter:
		return p.Kind == person.Address
	}
	return false
}

// said gives what the person said of a method on a contact point.
func said(p person.Contact, m catalogue.Method) person.Permission {
	switch m {
	case catalogue.MethodPhone:
		return p.Call
	case catalogue.MethodLetter:
		return p.Letter
	}
	return p.Text
}

// asksYes tells whether the protocol uses a method only where the person has said that it is safe.
func asksYes(p catalogue.Protocol, m catalogue.Method) bool {
	return slices.ContainsFunc(p.Tries, func(t catalogue.Try) bool { return t.By == m && t.OnlyIf != "" })
}

// allowed tells whether the person's rule lets a method be used on a contact point.
func allowed(p catalogue.Protocol, point person.Contact, m catalogue.Method) bool {
	if point.Wrong || !serves(point, m) {
		return false
	}
	if asksYes(p, m) {
		return said(point, m) == person.Yes
	}
	return said(point, m) != person.No
}

// MayTry tells whether the person's rule lets a method be used on a contact point, at the stage their case is at.
func MayTry(s catalogue.Service, c Case, point person.Contact, m catalogue.Method) bool {
	return allowed(protocolAt(s, c.Stage), point, m)
}

// ways gives the methods that are open for trying to reach somebody by a protocol.
func ways(p catalogue.Protocol, about person.About) func(catalogue.Method) bool {
	return func(m catalogue.Method) bool {
		return slices.ContainsFunc(about.Contacts, func(c person.Contact) bool { return allowed(p, c, m) })
	}
}

// otherNumber tells whether there is a number that may be rung beside one that was somebody else's.
func otherNumber(p catalogue.Protocol, about person.About, wrong id.Contact) bool {
	return slices.ContainsFunc(about.Contacts, func(c person.Contact) bool { return c.ID != wrong && allowed(p, c, catalogue.MethodPhone) })
}

// voicemailAllowed tells whether a message may be left on a contact point.
func voicemailAllowed(p person.Contact) bool { return p.Voicemail == person.Yes }
