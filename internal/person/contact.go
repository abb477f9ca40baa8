package person

import (
	"strings"
	"unicode/utf8"

	"goldenthread/internal/errs"
	"goldenthread/internal/match"
)

// ContactKind is a way to reach somebody.
type ContactKind string

// The kinds of contact points.
const (
	Phone   ContactKind = "phone"
	Mobile  ContactKind = "mobile"
	Email   ContactKind = "email"
	Address ContactKind = "address"
)

// Permission is what the person said about one use of a contact point. Empty is not asked.
type Permission string

// The permissions.
const (
	NotAsked Permission = "not asked"
	Yes      Permission = "yes"
	No       Permission = "no"
)

// orNotAsked gives the permission as it is stored.
func (p Permission) orNotAsked() Permission {
	if p == "" {
		return NotAsked
	}
	return p
}

func (p Permission) valid() bool {
	switch p.orNotAsked() {
	case NotAsked, Yes, No:
		return true
	}
	return false
}

// NewContact is one number, e-mail or address, with what is known about its safety.
type NewContact struct {
	Kind      ContactKind
	Value     string // an address: house and street, and town
	Postcode  string // of an address
	Call      Permission
	Voicemail Permission
	Text      Permission
	Letter    Permission
	Protected bool // must not be given away: no document to anyone else may carry it
}

// Check adds everything wrong with the contact point to bad.
func (c NewContact) Check(prefix string, bad *errs.Fields) {
	value := strings.TrimSpace(c.Value)
	switch {
	case utf8.RuneCountInString(value) > longestContact:
		bad.Add(prefix+string(c.Kind), "That is too long: use 300 characters or fewer")
	case c.Kind == Phone || c.Kind == Mobile:
		if _, ok := match.ParsePhone(value); !ok {
			bad.Add(prefix+string(c.Kind), "Enter a telephone number like 01632 960 001")
		}
	case c.Kind == Email:
		if _, ok := match.ParseEmail(value); !ok {
			bad.Add(prefix+"email", "Enter an e-mail address like name@example.org")
		}
	case c.Kind == Address:
		switch {
		case value == "" && c.Postcode == "":
			bad.Add(prefix+"address", "Enter an address")
		case value == "": // nobody can be written to there, and it would be lost
			bad.Add(prefix+"address", "Enter the address this postcode belongs to, or leave both empty")
		}
		if c.Postcode != "" {
			if _, ok := match.ParsePostcode(c.Postcode); !ok {
				bad.Add(prefix+"postcode", "Enter a postcode like DL1 5QU")
			}
		}
	default:
		bad.Add(prefix+"contacts", "Say whether it is a phone, mobile, e-mail or address")
	}
	for _, p := range []Permission{c.Call, c.Voicemail, c.Text, c.Letter} {
		if !p.valid() {
			bad.Add(prefix+"contacts", "Say yes, no or not asked for each use")
			return
		}
	}
}

// stored gives the text that is sealed: an address with its postcode on a line of its own.
func (c NewContact) stored() string {
	value := strings.TrimSpace(c.Value)
	if c.Kind == Address && c.Postcode != "" {
		p, _ := match.ParsePostcode(c.Postcode)
		return value + "\n" + p.String()
	}
	return value
}

// contactOf reads back what stored wrote, as far as comparing needs it.
func contactOf(kind ContactKind, text string) NewContact {
	c := NewContact{Kind: kind, Value: text}
	if kind != Address {
		return c
	}
	if line, postcode, ok := strings.Cut(text, "\n"); ok {
		c.Value, c.Postcode = line, postcode
	}
	return c
}

// addTo puts the contact point into a record to be compared.
func (c NewContact) addTo(r *match.Record) {
	switch c.Kind {
	case Phone, Mobile:
		if p, ok := match.ParsePhone(c.Value); ok {
			r.Phones = append(r.Phones, p)
		}
	case Email:
		if e, ok := match.ParseEmail(c.Value); ok {
			r.Emails = append(r.Emails, e)
		}
	case Address:
		if h := match.NewHome(c.Value, c.Postcode); !h.IsZero() {
			r.Homes = append(r.Homes, h)
		}
	}
}
