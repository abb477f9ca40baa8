package referral

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Page is one referral with its person, opened as far as the actor may see.
type Page struct {
	Referral    Referral
	About       person.About
	Why         *seal.Value
	CrimeRef    *seal.Value
	IncidentRef *seal.Value
	BasisReason *seal.Value
	Again       clock.Instant // when whoever asks for help themselves sent the same again, last; 0: they did not
	Answers     []Answer      // what whoever referred answered to what they were asked, newest first
	Links       []person.Link // what is known already, for those who decide it; nil for others
	Left        person.Left   // what the look-up did not compare, for the same
	Stop        string        // why nobody can be contacted; empty: they can
	MayDecide   bool
	MayRelease  bool // and, of what is held, the decision is theirs and not another role's
}

// Load reads one referral for its page. Those who work with people may. What the actor's sections
// leave out stays closed. Fails with errs.NotFound.
func Load(ctx context.Context, v *gate.View, ref id.Referral) (Page, error) {
	r, err := Get(ctx, v, ref)
	if err != nil {
		return Page{}, err
	}
	if err := v.Authorize(ctx, ActSee, gate.On{Folder: r.Folder}); err != nil {
		return Page{}, err
	}
	p := Page{Referral: r, Why: r.Why(), BasisReason: r.BasisReason()}
	if err := CanContact(r); err != nil {
		p.Stop = errs.MessageOf(err)
	}
	_, err = store.One(ctx, v, onPageSQL, func(scan store.Scan) (struct{}, error) {
		var crime, incident []byte
		err := scan(&crime, &incident, &p.Again)
		p.CrimeRef = CrimeRefColumn.Value(r.Folder, string(r.ID), crime)
		p.IncidentRef = IncidentRefColumn.Value(r.Folder, string(r.ID), incident)
		return struct{}{}, err
	}, r.ID)
	if err != nil {
		return Page{}, err
	}
	if p.Answers, err = Answers(ctx, v, r); err != nil {
		return Page{}, err
	}
	if p.About, err = person.Load(ctx, v, r.Folder); err != nil {
		return Page{}, err
	}
	if p.MayDecide, err = v.May(ctx, r.Folder, ActDecide.Policy().Sections); err != nil {
		return Page{}, err
	}
	p.MayDecide = p.MayDecide && v.Actor().HoldsAny(r.Service, decideRoles...)
	p.MayRelease = p.MayDecide && (r.State != Held || mayRelease(v.Actor(), r))
	if p.MayDecide && v.Actor().HoldsAny(r.Service, person.ActLink.Policy().Roles...) {
		if p.Links, err = person.Links(ctx, v, r.Folder); err != nil {
			return Page{}, err
		}
		if p.Left, err = person.NotCompared(ctx, v, r.Folder); err != nil {
			return Page{}, err
		}
	}
	all := append(p.About.Values(), p.Why, p.CrimeRef, p.IncidentRef, p.BasisReason)
	for _, a := range p.Answers {
		all = append(all, a.Said)
	}
	return p, openVisible(ctx, v, r.Folder, all)
}

// openVisible opens those of the values of one folder whose section the actor may see.
func openVisible(ctx context.Context, v *gate.View, folder id.Folder, values []*seal.Value) error {
	may := map[access.Section]bool{}
	for _, x := range values {
		s := x.Column().Section()
		if _, asked := may[s]; asked {
			continue
		}
		ok, err := v.May(ctx, folder, s)
		if err != nil {
			return err
		}
		may[s] = ok
	}
	values = slices.DeleteFunc(values, func(x *seal.Value) bool { return !may[x.Column().Section()] })
	return v.Open(ctx, values...)
}
