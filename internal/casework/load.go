package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// mostItems is how much of a case one page holds.
const mostItems = 200

// mostLooks is how far back a page knows who has looked.
const mostLooks = 80

// Page is a case as its page shows it: everything opened that this actor may see, once.
type Page struct {
	Case    Case
	Paused  *Pause // the clock of the stage stands; nil: it runs
	Worker  string // initials of who has it
	Came    Came
	About   person.About
	Items   []Item // latest first
	Risk    Risk
	Sharing []Shared
	Looks   []Look // latest first, this reading not among them
	Stop    string // why nobody can be contacted; empty: they can be
	Now     clock.Instant
	Me      id.Account
	Reader  access.Actor
	Above   *Above        // the worker was given it above a limit or without a check in date; nil: not
	Hearing clock.Date    // the next day at court; empty: none is known
	Again   id.Assessment // the reader has taken it to score again, and is not shown the first score; empty: no
}

// Risk is the latest answer to a matrix, with the one before it.
type Risk struct {
	Instrument string
	Band       string // empty: none was asked yet
	On         clock.Date
	BeforeBand string
	BeforeOn   clock.Date
}

// StoppedAfter tells whether the case is closed and contact not safe: only who decides ([DecidesContact]) records the check.
func (p Page) StoppedAfter() bool {
	return p.Case.State == Closed && stopsAfter(referral.Referral{State: p.Came.State, Reason: p.Came.Reason}, p.About)
}

// Came is how the person came to the service.
type Came struct {
	State          referral.State
	Reason         referral.Reason
	Version        int
	Door           catalogue.Door
	Source         string
	ReceivedOn     clock.Date
	Basis          catalogue.LegalBasis
	Offence        string
	WantsMediation bool
	Age            int // at referral; -1: not known
	Why            *seal.Value
	CrimeRef       *seal.Value
}

// Look is one time somebody looked.
type Look struct {
	Account  id.Account
	Initials string
	At       clock.Instant
	How      string
}

// Head reads what the identity bar of a case needs, for the pages on which something is recorded:
// initials, risk, the rule of safe contact, and nothing that was told. Those who work for its service
// may. Fails with errs.NotFound.
func Head(ctx context.Context, v *gate.View, reference id.Reference) (Page, error) {
	p, err := start(ctx, v, reference)
	if err != nil {
		return Page{}, err
	}
	latest, err := assessment.LatestOf(ctx, v, p.Case.Folder)
	if err != nil {
		return Page{}, err
	}
	if latest != nil && p.Again == "" {
		p.Risk = Risk{latest.Instrument, latest.Band, latest.On, latest.BeforeBand, latest.BeforeOn}
	}
	return p, v.OpenWhatMay(ctx, append(p.About.Safe.Values(), p.About.Identity.Initials)...)
}

// Load reads a case for its page, in seven statements of its own. Those who work for its service
// may; parts that the actor's grant leaves out stay closed. The opening is recorded as one entry.
// Fails with errs.NotFound.
func Load(ctx context.Context, v *gate.View, reference id.Reference) (Page, error) {
	p, err := start(ctx, v, reference)
	if err != nil {
		return Page{}, err
	}
	if p.Items, err = items(ctx, v, p.Case, mostItems); err != nil {
		return Page{}, err
	}
	if err := p.who(ctx, v); err != nil {
		return Page{}, err
	}
	p.blind()
	now, before := p.lastTwo()
	p.Risk = Risk{now.Code, now.State, now.On, before.State, before.On}
	return p, v.OpenWhatMay(ctx, p.values()...)
}

// blind leaves out what was scored, for a reader who has taken it to score again: she sees it when she has, or has
// given it back.
func (p *Page) blind() {
	if p.Again != "" {
		p.Items = slices.DeleteFunc(p.Items, func(it Item) bool { return it.Kind == ItemAssessment && it.State != "" })
	}
}

// start reads the case, how it came, and the person, and opens nothing yet.
func start(ctx context.Context, v *gate.View, reference id.Reference) (Page, error) {
	p, err := store.One(ctx, v, pageSQL, scanPage, reference, v.Actor().Account(), v.Now(), v.Now().Date())
	if errs.KindOf(err) == errs.NotFound {
		return Page{}, gate.NoSuchRecord()
	}
	if err != nil {
		return Page{}, err
	}
	p.Now, p.Me, p.Reader = v.Now(), v.Actor().Account(), v.Actor()
	p.Case.Flags = p.Case.Flags.toReader(p.Again != "")
	if err := v.Authorize(ctx, ActSee, gate.On{Folder: p.Case.Folder}); err != nil {
		return Page{}, err
	}
	if p.About, err = person.Load(ctx, v, p.Case.Folder); err != nil {
		return Page{}, err
	}
	stands := referral.Referral{State: p.Came.State, Reason: p.Came.Reason, Basis: p.Came.Basis, Quiet: p.About.Safe.Quiet != nil}
	if err := referral.CanContact(stands); err != nil {
		p.Stop = errs.MessageOf(err)
	}
	return p, nil
}

func (p Page) values() []*seal.Value {
	values := append(p.About.Values(), p.Came.Why, p.Came.CrimeRef)
	for _, it := range p.Items {
		values = append(values, it.Text, it.More)
	}
	return values
}

// who reads who may see the case and who has looked, with their names.
func (p *Page) who(ctx context.Context, v *gate.View) error {
	held, err := v.Sharing(ctx, p.Case.Folder)
	if err != nil {
		return err
	}
	grantees := []string{string(p.Case.Worker)}
	for _, h := range held {
		grantees = append(grantees, h.Grantee)
	}
	names := map[string]string{}
	err = store.Each(ctx, v, whoSQL, func(scan store.Scan) error {
		var kind, who, name, how string
		var at clock.Instant
		if err := scan(&kind, &who, &name, &how, &at); err != nil {
			return err
		}
		if kind == "looked" {
			p.Looks = append(p.Looks, Look{Account: id.Account(who), Initials: name, How: how, At: at})
		} else {
			names[who] = name
		}
		return nil
	}, p.Case.Folder, mostLooks, store.List(grantees))
	p.Sharing = sharedWith(held, names)
	slices.SortFunc(p.Sharing, func(a, b Shared) int { return int(a.Since - b.Since) })
	p.Worker = names[string(p.Case.Worker)]
	return err
}

func scanPage(scan store.Scan) (Page, error) {
	var p Page
	c, came := &p.Case, &p.Came
	var why, crime []byte
	var pause Pause
	var above Above
	err := scan(c.into(&came.State, &came.Reason, &came.Version, &came.Door, &came.Source, &came.ReceivedOn, &came.Basis, &came.Offence,
		&came.WantsMediation, &why, &crime, &came.Age, &pause.ID, &pause.Reason, &pause.Since, &pause.Due, &pause.BackOn, &p.Again,
		&above.On, &above.By, &above.Why, &above.OverCap, &above.Unchecked, &p.Hearing)...)
	if pause.ID != "" {
		p.Paused = &pause
	}
	if above.On != "" {
		p.Above = &above
	}
	came.Why = referral.WhyColumn.Value(c.Folder, string(c.Referral), why)
	came.CrimeRef = referral.CrimeRefColumn.Value(c.Folder, string(c.Referral), crime)
	return p, err
}

var pageSQL = store.SQL("casework.page", `
	SELECT `+dueColumns+`,
		r.state, r.reason, r.version, r.door, r.source, r.received_on, r.basis, r.offence_code, r.wants_mediation, r.why, r.crime_ref,
		COALESCE(r.age_at_referral, -1), COALESCE(p.id, ''), COALESCE(p.reason, ''), COALESCE(p.since_at, 0), COALESCE(p.due_at, 0), COALESCE(p.back_on, ''),
		COALESCE((SELECT min(s.first_id) FROM assessment_v_to_score s WHERE s.folder_id = c.folder_id AND s.taken_by = $2 AND s.ask_until_at > $3), ''),
		COALESCE(t.taken_on, ''), COALESCE(b.name, ''), COALESCE(t.reason, ''), COALESCE(t.over_cap, false), COALESCE(t.unchecked, ''),`+nextHearing+` >= $4), '')
	FROM case_file c JOIN referral_v_referral r ON r.referral_id = c.referral_id
	LEFT JOIN case_pause p ON p.case_id = c.id AND p.until_at = 0
	LEFT JOIN workforce_v_taken t ON t.case_id = c.id AND t.account_id = c.worker AND (t.over_cap = true OR t.unchecked <> '')
	LEFT JOIN identity_v_account b ON b.account_id = t.allowed_by
	WHERE c.reference = $1`)

// grantees are those to whom a record can be shared, with their names.
const grantees = `
		SELECT 'account' AS kind, account_id AS who, initials AS name FROM identity_v_account
		UNION ALL
		SELECT 'team', t.team_id, g.name FROM agency_v_team t JOIN agency_v_agency g ON g.agency_id = t.agency_id
		UNION ALL
		SELECT 'agency', agency_id, name FROM agency_v_agency`

// whoSQL reads who looked at a folder, latest first, and the names of those it is shared with.
var whoSQL = store.SQL("casework.who", `
	SELECT 'looked' AS kind, l.actor AS who, COALESCE(a.initials, '') AS name, l.how AS how, l.at AS at
	FROM (SELECT actor, how, at FROM audit_v_looked WHERE subject = $1 ORDER BY at DESC LIMIT $2) l
	LEFT JOIN identity_v_account a ON a.account_id = l.actor
	UNION ALL
	SELECT n.kind, n.who, n.name, '', 0 FROM (`+grantees+`
	) n
	WHERE n.who IN ({{list}})
	ORDER BY 5 DESC, 1, 2`)
