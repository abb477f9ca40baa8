package person

import (
	"context"
	"slices"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/match"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// tooCommon is how many records may share one look-up key before it says too little: the telephone
// of a police station, an address of a hundred flats. Such a key finds only those that share
// another key with the record as well.
const tooCommon = 500

// mostCompared is how many records are opened and compared for one person: those whose shared keys
// say most. Measured on the public set with its thousand people moved to one address, nine in ten of
// one surname (match.TestFebrlInOneBuilding): of 958 that comparing all would find, 946 stood among
// the first 36, and 12 share nothing with the person but what everybody there shares. What is left
// out is said ([Left]).
const mostCompared = 60

// ruleLookUp names the comparison in the audit log.
const ruleLookUp = "person.look up"

// Candidate is a record in another folder that may be about the person looked up. It holds no
// personal data: what a human is shown of it, she opens.
type Candidate struct {
	Person id.Person
	Folder id.Folder
	Side   Side
	Result match.Result
}

// PerMille is the probability in thousandths, as it is stored.
func (c Candidate) PerMille() int { return int(c.Result.Probability * 1000) }

// look is one person to look up.
type look struct {
	person id.Person
	side   Side
	who    New
	near   New // of an other party: the person supported, near whom they are taken to live where no home is known
}

// finding is what a look-up found for one person.
type finding struct {
	look
	candidates []Candidate
	left       Left
}

// blinder makes look-up keys. The gate does.
type blinder interface {
	Blind(rule string, parts ...string) int64
	BlindNoContact(rule string, parts ...string) int64
}

// lookUpKey is a keyed hash under which a person is found, and the rule that made it.
type lookUpKey struct {
	hash int64
	rule string
}

// keys gives the keyed hashes under which the person is found, each once. Of an other party often
// nothing is known but a name: it is looked for in the district of the person supported, for most
// disputes are between people who live near each other.
func (l look) keys(b blinder) []lookUpKey {
	r := l.who.Comparable(l.side)
	if l.side == Other && len(r.Homes) == 0 {
		r.Homes = l.near.Comparable(Supported).Homes
	}
	var keys []lookUpKey
	for _, k := range match.Keys(r) {
		h := b.Blind(k.Rule, k.Parts...)
		if !slices.ContainsFunc(keys, func(have lookUpKey) bool { return have.hash == h }) {
			keys = append(keys, lookUpKey{h, k.Rule})
		}
	}
	return keys
}

// lookUp finds the records that may be about some people, of either side, best first, in at most
// three statements. It takes no access decision of its own; the unit must hold one. Nothing is shown
// to anyone: the records are compared by the program, and the log says under which rule and how
// many. Requirement R036; matching notes 4.
func lookUp(ctx context.Context, v gate.Reader, looks []look) ([]finding, error) {
	found := make([]finding, len(looks))
	s := sharing{owners: map[int64][]owner{}, ranks: make([]ranking, len(looks))}
	for i, l := range looks {
		found[i].look = l
		for _, k := range l.keys(v) {
			s.owners[k.hash] = append(s.owners[k.hash], owner{i, k.rule})
		}
	}
	if len(s.owners) == 0 {
		return found, nil
	}
	if err := s.ask(ctx, v); err != nil {
		return found, err
	}
	h := hits{}
	for i := range looks {
		var best []place
		best, found[i].left = s.ranks[i].best()
		for _, p := range best {
			h[p] = append(h[p], i)
		}
	}
	if len(h) == 0 {
		return found, nil
	}
	return found, compare(ctx, v, found, h)
}

// place is one record: a person as one folder knows her.
type place struct {
	person id.Person
	folder id.Folder
}

// hits says for which looks a record is to be compared.
type hits map[place][]int

// part is one sealed piece of a candidate's record.
type part struct {
	place
	side  Side
	kind  string
	value *seal.Value
}

// columnOf gives the column a piece was sealed for.
var columnOf = map[string]seal.Column{
	"name": NameColumn, "family": FamilyColumn, "born": BornColumn,
	"other name": OtherNameColumn, "other family": OtherFamilyColumn, "other born": OtherBornColumn,
	"other phone": OtherPhoneColumn, "other email": OtherEmailColumn, "other home": OtherHomeColumn,
	string(Phone): ContactColumn, string(Mobile): ContactColumn, string(Email): ContactColumn, string(Address): ContactColumn,
}

// compare weighs every record found against those looked up. Plain text lives only inside the
// gate's callback: a record is put together piece by piece and weighed when its last piece is read.
func compare(ctx context.Context, v gate.Reader, found []finding, h hits) error {
	people := make([]id.Person, 0, len(h))
	for p := range h {
		people = append(people, p.person)
	}
	slices.Sort(people)
	people = slices.Compact(people)
	parts, err := store.Collect(ctx, v, candidatePartsSQL, scanPart, store.List(people))
	if err != nil {
		return err
	}
	parts = slices.DeleteFunc(parts, func(p part) bool { return h[p.place] == nil })
	values, _ := valuesOf(parts)
	known := make([]match.Record, len(found))
	for i, f := range found {
		known[i] = f.who.Comparable(f.side)
	}
	var now pieces
	err = v.Compare(ctx, ruleLookUp, values, func(i int, plain string) {
		now.add(parts[i].kind, plain)
		if i+1 < len(parts) && parts[i+1].place == parts[i].place {
			return
		}
		p := parts[i]
		theirs := now.who().Comparable(p.side)
		now = pieces{}
		for _, l := range h[p.place] {
			r := match.Compare(known[l], theirs)
			if r.Review || r.Confident || found[l].side != p.side && sameNames(r) {
				found[l].candidates = append(found[l].candidates, Candidate{Person: p.person, Folder: p.folder, Side: p.side, Result: r})
			}
		}
	})
	for i := range found {
		slices.SortFunc(found[i].candidates, func(a, b Candidate) int {
			if a.Result.Score != b.Result.Score {
				return int(b.Result.Score*1000) - int(a.Result.Score*1000)
			}
			return slices.Compare([]string{string(a.Folder)}, []string{string(b.Folder)})
		})
	}
	return err
}

// sameNames tells whether first name and surname both speak for one person and no date of birth
// speaks against it. Of two who share a look-up key besides, that is too little for a link, and enough
// to tell a supervisor that the two sides of one dispute may be known.
func sameNames(r match.Result) bool {
	agree := 0
	for _, why := range r.Reasons {
		switch {
		case (why.Field == match.FieldForename || why.Field == match.FieldSurname) && why.Weight > 0:
			agree++
		case why.Field == match.FieldBorn && why.Weight < 0:
			return false
		}
	}
	return agree == 2
}

func valuesOf(parts []part) (values []*seal.Value, kinds []string) {
	for _, p := range parts {
		values, kinds = append(values, p.value), append(kinds, p.kind)
	}
	return values, kinds
}

func scanPart(scan store.Scan) (part, error) {
	var (
		p   part
		row string
		box []byte
	)
	err := scan(&p.person, &p.folder, &p.side, &row, &p.kind, &box)
	p.value = columnOf[p.kind].Value(p.folder, row, box)
	return p, err
}

// pieces is a candidate's record while it is put together.
type pieces struct {
	full, family string
	n            New
}

func (p *pieces) add(kind, plain string) {
	if plain == "" {
		return
	}
	switch kind {
	case "name", "other name":
		p.full = plain
	case "family", "other family":
		p.family = plain
	case "born", "other born":
		p.n.Born = clock.Date(plain)
	case "other phone":
		p.n.Contacts = append(p.n.Contacts, contactOf(Phone, plain))
	case "other email":
		p.n.Contacts = append(p.n.Contacts, contactOf(Email, plain))
	case "other home":
		p.n.Contacts = append(p.n.Contacts, contactOf(Address, plain))
	default:
		p.n.Contacts = append(p.n.Contacts, contactOf(ContactKind(kind), plain))
	}
}

func (p *pieces) who() New {
	p.n.Forename, p.n.Surname = forenameOf(p.full, p.family), p.family
	return p.n
}
