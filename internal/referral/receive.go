package referral

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/store"
)

// Receive takes in one referral: a row of a police file, an agency's form, somebody's own request,
// a call written down, a panel's decision. Referrers, police liaison, the service's staff and the
// operator's command line may; at the door for people who ask for help themselves, anyone.
//
// What it comes to is [Judge]'s to say. It opens a folder, lets in the service's team and, for the
// receipt, the agency that referred; it asks the do-not-contact register before anyone is looked
// up, records the people, and proposes links to records that may be the same person's. Of somebody
// who asked not to be contacted only the name is kept. A duplicate, and a row that is broken, open
// nothing. Requirements R017 to R037, R171 to R176; practice part 3.1.
//
// Fails with errs.Invalid, field by field. Records Came.
type Receive struct {
	Service      catalogue.Service
	Door         catalogue.Door
	Source       string    // one of the service's sources; of a police file's row and a list's also catalogue.SourceNotKnown
	FromList     bool      // it is a row of a list of cases kept before
	SourceAgency id.Agency // empty: none, as for self-referral
	Recorder     id.Agency // who recorded it for the source, and sees the receipt beside it: a panel's agency; empty: nobody else
	Team         id.Team   // the team that runs the service; empty: looked up

	Supported   person.New
	Others      []person.New // the other party, as far as known
	CrimeRef    string
	IncidentRef string
	Matter      string // canonical name of the crime: "cleveland|CRN1"; empty: CrimeRef
	Offence     catalogue.Offence
	District    string          // ONS code
	Facts       catalogue.Facts // what else the door knows; Receive adds what the other fields say

	Basis          Basis
	FirstMethod    catalogue.Method // empty: by the service's file and what is safe
	Priority       Priority
	Why            string // one plain sentence
	WantsMediation bool
	Flags          Flags

	ReceivedOn clock.Date // the day it came to whoever kept it before; empty: today

	Objected bool        // whoever refers says that she asked not to be contacted: it is remembered for the service
	Unsure   Reason      // what the door could not make sure of: it is held until a person has looked
	Broken   Reason      // what makes a row unusable: it ends not usable, and nothing is opened
	SameAs   id.Referral // it came before as this one: a duplicate opens nothing
}

// Taken is what became of a referral that was received.
type Taken struct {
	Referral  id.Referral // empty when nothing was opened
	Reference id.Reference
	Folder    id.Folder
	Person    id.Person
	State     State
	Reason    Reason
	Missing   []string    // with FactsMissing: the facts, by name; catalogue.FactWords says them
	Known     int         // records that may be the same person's
	SameAs    id.Referral // of a duplicate
}

// Came says that a referral came in and what it came to.
type Came struct {
	Referral id.Referral          `json:"referral,omitempty"`
	Folder   id.Folder            `json:"folder,omitempty"`
	Service  string               `json:"service"`
	Door     catalogue.Door       `json:"door"`
	Basis    catalogue.LegalBasis `json:"basis"`
	State    State                `json:"state"`
	Reason   Reason               `json:"reason"`
	Known    int                  `json:"known"`
	Left     int                  `json:"left,omitempty"` // records that share a look-up key and were not compared
	SameAs   id.Referral          `json:"same_as,omitempty"`
	LetIn    []string             `json:"let_in,omitempty"` // team and agency that were given access
}

// EventKind names the event.
func (Came) EventKind() string { return "referral.came" }

// Run takes the referral in.
func (c Receive) Run(ctx context.Context, tx *gate.Tx) (Taken, error) {
	if err := tx.Authorize(ctx, ByDoor(c.Door), gate.On{Service: c.Service.Key}); err != nil {
		return Taken{}, err
	}
	if c.Broken != "" {
		return c.takeNothing(tx, Judge(Findings{Broken: c.Broken}).Reason), nil
	}
	if err := c.check(tx.Now().Date()); err != nil {
		return Taken{}, err
	}
	matter := c.matter(tx)
	asked, err := askRegister(ctx, tx, c.Service.Key, matter, c.Supported)
	if err != nil {
		return Taken{}, err
	}
	f := c.findings(tx.Now().Date(), asked)
	v := Judge(f)
	if v.Reason == Duplicate {
		return c.takeNothing(tx, v.Reason), nil
	}
	if f.DomesticAbuse {
		c.Supported = lettersOff(c.Supported)
		if !f.toldThePolice() {
			c.Supported = askAnew(c.Supported)
		}
	}
	r := c.referral(tx, f, v)
	if r.Folder, err = tx.NewFolder(ctx, "referral", c.Service.Key); err != nil {
		return Taken{}, err
	}
	let, err := c.letIn(ctx, tx, r.Folder)
	if err != nil {
		return Taken{}, err
	}
	rec := person.Record{Folder: r.Folder, Supported: c.Supported, Others: c.Others}
	if v.State == OptedOut {
		rec = person.Record{Folder: r.Folder, Supported: c.Supported, NameOnly: true}
	}
	people, err := rec.Run(ctx, tx)
	if err != nil {
		return Taken{}, err
	}
	r.Person = people.Person
	if c.Objected {
		if err := (person.Objection{Folder: r.Folder, Service: r.Service, Who: c.Supported}).Run(ctx, tx); err != nil {
			return Taken{}, err
		}
	}
	if r.Reference, err = c.add(ctx, tx, r, matter); err != nil {
		return Taken{}, err
	}
	tx.Record(Came{Referral: r.ID, Folder: r.Folder, Service: r.Service, Door: r.Door, Basis: r.Basis,
		State: r.State, Reason: r.Reason, Known: people.Known, Left: people.Left, LetIn: let})
	return Taken{Referral: r.ID, Reference: r.Reference, Folder: r.Folder, Person: r.Person,
		State: r.State, Reason: r.Reason, Missing: v.Missing, Known: people.Known}, nil
}

// takeNothing counts a duplicate or a broken row: it ends not usable and leaves nothing behind.
func (c Receive) takeNothing(tx *gate.Tx, why Reason) Taken {
	tx.Record(Came{Service: c.Service.Key, Door: c.Door, Basis: basisOf(c.Basis.Kind), State: NotUsable, Reason: why, SameAs: c.SameAs})
	return Taken{State: NotUsable, Reason: why, SameAs: c.SameAs}
}

const longestWhy = 500

func (c Receive) check(today clock.Date) error {
	var bad errs.Fields
	if !slices.Contains(catalogue.Doors(), c.Door) {
		bad.Add("door", "Say by which way the referral came in")
	}
	if _, ok := c.Service.Source(c.Source); !ok && !c.mayLackSource() && c.Service.Opens(c.Door) {
		bad.Add("source", "Choose who refers from the service's list")
	}
	c.Basis.check(today, &bad)
	if c.ReceivedOn > today {
		bad.Add("received_on", "The day lies in the future: check it")
	}
	if !c.Priority.valid() {
		bad.Add("priority", "Choose immediate, urgent, soon or routine")
	}
	if utf8.RuneCountInString(c.Why) > longestWhy {
		bad.Add("why", "Say why in one sentence of at most 500 characters")
	}
	c.Supported.Check("", today, &bad)
	for _, o := range c.Others {
		o.Check("other_", today, &bad)
	}
	return bad.Err()
}

// mayLackSource tells whether it came in a way in which nobody can be asked who referred, and does not say.
func (c Receive) mayLackSource() bool {
	return c.Source == catalogue.SourceNotKnown && (c.FromList || c.Door == catalogue.DoorPoliceFile)
}

func (b Basis) check(today clock.Date, bad *errs.Fields) {
	if b.Kind != "" && b.Kind != NoBasis && !slices.Contains(catalogue.Bases(), b.Kind) {
		bad.Add("basis", "Choose on what basis the details are passed on")
	}
	if b.On > today {
		bad.Add("basis_on", "The day lies in the future: check it")
	}
	if utf8.RuneCountInString(b.Reason) > longestWhy {
		bad.Add("basis_reason", "Say the reason in at most 500 characters")
	}
}

// matter is the crime as the do-not-contact register knows it.
func (c Receive) matter(v gate.Reader) person.Matter {
	name := c.Matter
	if name == "" {
		name = c.CrimeRef
	}
	return person.MatterOf(v, strings.ToLower(strings.TrimSpace(name)))
}

func askRegister(ctx context.Context, v gate.Reader, service string, matter person.Matter, who person.New) (Asked, error) {
	m, asked, err := person.AskedNotToContact(ctx, v, service, matter, who)
	return answered(m, asked), err
}

func answered(m person.Match, asked bool) Asked {
	switch {
	case asked && m.Strong:
		return AskedNot
	case asked:
		return AskedMaybe
	}
	return AskedNothing
}

// basisOf gives the basis as it is stored.
func basisOf(b catalogue.LegalBasis) catalogue.LegalBasis {
	if b == "" {
		return NoBasis
	}
	return b
}

// referral makes the row of what was judged.
func (c Receive) referral(tx *gate.Tx, f Findings, v Verdict) Referral {
	now := tx.Now()
	r := Referral{
		ID: id.Referral(tx.NewID()), Service: c.Service.Key, Door: c.Door, Source: c.Source, SourceAgency: c.SourceAgency,
		ReferredBy: tx.Actor().Account(), Offence: c.Offence.Code, District: c.District, ReceivedAt: now, ReceivedOn: now.Date(),
		State: v.State, Reason: v.Reason, Missing: strings.Join(v.Missing, ","), Holder: v.Holder,
		Basis: basisOf(c.Basis.Kind), BasisBy: c.Basis.By, BasisHow: c.Basis.How, BasisOn: c.Basis.On,
		FirstMethod: c.FirstMethod, Priority: c.Priority, WantsMediation: c.WantsMediation, Flags: c.Flags,
		DecidedAt: now, DecidedOn: now.Date(), Version: 1,
	}
	r.Flags = f.flags(c.Flags)
	if r.FirstMethod == "" || !slices.Contains(f.Reach.Methods, r.FirstMethod) {
		r.FirstMethod = f.Reach.First(c.Service, f.Groups)
	}
	if c.ReceivedOn != "" {
		r.ReceivedOn, r.DecidedOn = c.ReceivedOn, c.ReceivedOn
	}
	r = r.agedAt(c.Supported.Born, f.Age)
	if r.State == Accepted {
		r.AcceptedOn = r.ReceivedOn
	}
	r.ClockDue = due(c.Service, r.State, r.Priority, now)
	return r
}

// due gives when the next step must be done: of what was accepted, what follows the screening, and the
// screening of what is held.
func due(s catalogue.Service, state State, p Priority, now clock.Instant) clock.Instant {
	if len(s.Stages) == 0 || state.NotForUs() {
		return clock.Never
	}
	stage := s.First()
	if state == Accepted {
		stage = s.AfterScreening()
	}
	return s.Hours.Deadline(now, stage.ClockFor(string(p)))
}

// letIn gives the service's team the folder, and the agency that referred, and the one that recorded it for them, the
// knowledge that it is there, for the receipt. It gives who was let in.
func (c Receive) letIn(ctx context.Context, tx *gate.Tx, folder id.Folder) ([]string, error) {
	team := c.Team
	if team == "" {
		t, err := agency.TeamOf(ctx, tx, c.Service.Key)
		if err != nil {
			return nil, err
		}
		team = t.ID
	}
	grants := []gate.Grant{{Folder: folder, Grantee: string(team), Sections: access.All, Basis: gate.BasisService}}
	if c.SourceAgency != "" {
		grants = append(grants, gate.Grant{Folder: folder, Grantee: string(c.SourceAgency), Sections: access.Existence, Basis: gate.BasisReceipt})
	}
	if c.Recorder != "" && c.Recorder != c.SourceAgency {
		grants = append(grants, gate.Grant{Folder: folder, Grantee: string(c.Recorder), Sections: access.Existence, Basis: gate.BasisPanel})
	}
	let := make([]string, len(grants))
	for i, g := range grants {
		let[i] = g.Grantee
	}
	return let, tx.Grant(ctx, grants...)
}

// redraws is how often a reference is drawn before we stop believing in chance: 31^7 are free.
const redraws = 8

// add writes the row. A reference that is taken is drawn again.
func (c Receive) add(ctx context.Context, tx *gate.Tx, r Referral, matter person.Matter) (id.Reference, error) {
	row := string(r.ID)
	crime, err := tx.Seal(ctx, CrimeRefColumn, r.Folder, row, c.CrimeRef)
	if err != nil {
		return "", err
	}
	incident, err := tx.Seal(ctx, IncidentRefColumn, r.Folder, row, c.IncidentRef)
	if err != nil {
		return "", err
	}
	because, err := tx.Seal(ctx, BasisReasonColumn, r.Folder, row, c.Basis.Reason)
	if err != nil {
		return "", err
	}
	why, err := tx.Seal(ctx, WhyColumn, r.Folder, row, strings.TrimSpace(c.Why))
	if err != nil {
		return "", err
	}
	for range redraws {
		ref := tx.NewReference()
		n, err := store.Exec(ctx, tx, addSQL, r.ID, ref, r.Folder, r.Service, r.Person, r.Door, r.Source, r.SourceAgency, r.ReferredBy,
			crime, incident, matter, r.Offence, r.District, r.ReceivedAt, r.ReceivedOn, r.State, r.Reason, r.Missing, r.Holder,
			r.Basis, r.BasisBy, r.BasisHow, r.BasisOn, because, r.FirstMethod, r.Priority, nullAge(r), why, r.WantsMediation,
			r.Flags.DomesticAbuse, r.Flags.Hate, r.Flags.Vulnerable, r.Flags.Child, r.AcceptedOn, r.DecidedAt, r.DecidedOn,
			r.ClockDue, tx.Entry(), c.Facts.Kept())
		if err != nil || n == 1 {
			return ref, err
		}
	}
	return "", errs.New(errs.Internal, "no free reference was drawn")
}
