package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// Worker is somebody who may be given a case, with how much she has.
type Worker struct {
	Account  id.Account
	Name     string // two may have the same initials
	Role     access.Role
	Standing workforce.Taken
	Away     bool     // today
	Has      bool     // this case, now
	Full     []string // which limits leave no room for this case, in words
	Lacks    []Trait  // what was asked for and is not hers; "area": the person's district
	// Lapsed: checks without which she is given no case; NotAlone: checks without which she sees nobody alone.
	Lapsed, NotAlone []workforce.Lapse

	gender workforce.Gender
}

// Offer is who may be given a case.
type Offer struct {
	Wishes Wishes
	Fit    []Worker // those with room who have all that is asked for, with least to do first
	Others []Worker // the rest, who may be given it all the same
	Barred []Worker // those with a check that is not in date, whom only the role the service's file names may give it
	Away   int      // how many are not there today, and are not offered
	Place  WaitingPlace
}

// WaitingPlace is somebody's place on the waiting list: why they wait, since when, and the name of who answers for it.
type WaitingPlace struct {
	Reason string // empty: they are not on the list
	Owner  string
	Since  clock.Instant
}

// Workers says who may be given a case: by area, language, skill, time, the wish for a woman or a man, what each
// has to do already and whether she is there (R094, R205, R207). Supervisors may see it, and the service's
// administrator. Whoever stands on the other side of the dispute, or is kept out for another reason, is
// not in it, and nothing says so.
func Workers(ctx context.Context, v *gate.View, c Case, s catalogue.Service) (Offer, error) {
	if err := v.Authorize(ctx, ActAllocate, gate.On{Folder: c.Folder}); err != nil {
		return Offer{}, err
	}
	var o Offer
	asked, err := wishes(ctx, v, c.Folder)
	if err != nil {
		return Offer{}, err
	}
	o.Wishes = asked.Wishes
	if o.Place, _, err = placeOf(ctx, v, c.Folder); err != nil {
		return Offer{}, err
	}
	need, err := neededFor(ctx, v, c, s)
	if err != nil {
		return Offer{}, err
	}
	can, err := traitsIn(ctx, v, s.Key)
	if err != nil {
		return Offer{}, err
	}
	out, err := person.KeptOut(ctx, v, c.Folder)
	if err != nil {
		return Offer{}, err
	}
	all, err := workersOf(ctx, v, s)
	if err != nil {
		return Offer{}, err
	}
	for _, w := range all {
		w.Has = w.Account == c.Worker
		switch {
		case slices.Contains(out, w.Account):
			continue
		case w.Away && !w.Has:
			o.Away++
			continue
		}
		w.Full = w.Standing.Full(need.weight)
		w.Lacks = lacks(append(o.Wishes.all(), Trait{"area", need.district}), append(can[w.Account], Trait{"gender", string(w.gender)}))
		switch {
		case len(w.Lapsed) > 0:
			o.Barred = append(o.Barred, w)
		case len(w.Full) == 0 && len(w.Lacks) == 0:
			o.Fit = append(o.Fit, w)
		default:
			o.Others = append(o.Others, w)
		}
	}
	return o, nil
}

// workersOf lists who takes cases of a service, in three statements, those with least to do first.
func workersOf(ctx context.Context, v gate.Reader, s catalogue.Service) ([]Worker, error) {
	loads, err := loadsIn(ctx, v, s, "")
	if err != nil {
		return nil, err
	}
	held, err := workforce.HeldIn(ctx, v, s.Key, "")
	if err != nil {
		return nil, err
	}
	_, months := s.Limit()
	today := v.Now().Date()
	list, err := store.Collect(ctx, v, workersSQL, func(scan store.Scan) (Worker, error) {
		var w Worker
		var taken int
		err := scan(&w.Account, &w.Name, &w.Role, &w.gender, &taken, &w.Away)
		w.Standing = workforce.Limits(s, w.Role)
		w.Standing.Before, w.Standing.Load = taken, loads[w.Account]
		w.Lapsed, w.NotAlone = held[w.Account].Lapses(s, catalogue.ForCases, today), held[w.Account].Lapses(s, catalogue.ForAlone, today)
		return w, err
	}, s.Key, v.Now(), workforce.Since(max(months, 1), today), today, store.List(workforce.Takers))
	slices.SortStableFunc(list, func(a, b Worker) int { return a.Standing.Open - b.Standing.Open })
	return list, err
}

// takersIn lists who takes cases of a service, but for one: those who are there today and have in date what that needs, and apart
// those who are not or have not. A conflict of interest is not looked at: it is a case's own, and found when the case is given.
func takersIn(ctx context.Context, v gate.Reader, s catalogue.Service, but id.Account) (free, others []Worker, err error) {
	all, err := workersOf(ctx, v, s)
	for _, w := range all {
		switch {
		case w.Account == but:
		case w.Away || len(w.Lapsed) > 0:
			others = append(others, w)
		default:
			free = append(free, w)
		}
	}
	return free, others, err
}

// lacks gives what is asked for and not there. Somebody whose areas nobody wrote down covers all.
func lacks(asked, has []Trait) []Trait {
	var missing []Trait
	for _, t := range asked {
		anywhere := t.Kind == "area" && !slices.ContainsFunc(has, func(h Trait) bool { return h.Kind == "area" })
		if t.Code != "" && !anywhere && !slices.Contains(has, t) {
			missing = append(missing, t)
		}
	}
	return missing
}

// needed is what a case asks of whoever takes it beside the person's wishes.
type needed struct {
	district string
	weight   int
}

func neededFor(ctx context.Context, v gate.Reader, c Case, s catalogue.Service) (needed, error) {
	return store.One(ctx, v, neededSQL, func(scan store.Scan) (needed, error) {
		var n needed
		var band string
		err := scan(&n.district, &band)
		n.weight = weighs(s, band)
		return n, err
	}, c.ID)
}

func weighs(s catalogue.Service, band string) int {
	if s.Cap == nil {
		return 1
	}
	return s.Cap.Weighs(band)
}

// loadOf counts what somebody has open in a service, and what it weighs; nothing where no limit asks for it.
func loadOf(ctx context.Context, v gate.Reader, s catalogue.Service, worker id.Account, role access.Role) (workforce.Load, error) {
	if limits := workforce.Limits(s, role); limits.MostOpen == 0 && limits.MostWeight == 0 {
		return workforce.Load{}, nil
	}
	loads, err := loadsIn(ctx, v, s, worker)
	return loads[worker], err
}

// loadsIn counts what each worker of a service has open, and what it weighs; or one of them.
func loadsIn(ctx context.Context, v gate.Reader, s catalogue.Service, one id.Account) (map[id.Account]workforce.Load, error) {
	loads := map[id.Account]workforce.Load{}
	count := func(scan store.Scan) error {
		var worker id.Account
		var band string
		if err := scan(&worker, &band); err != nil {
			return err
		}
		l := loads[worker]
		loads[worker] = workforce.Load{Open: l.Open + 1, Weight: l.Weight + weighs(s, band)}
		return nil
	}
	if one != "" {
		return loads, store.Each(ctx, v, loadOfSQL, count, s.Key, one)
	}
	return loads, store.Each(ctx, v, loadsSQL, count, s.Key)
}

// traitsIn reads what everybody in a service's register can do.
func traitsIn(ctx context.Context, v gate.Reader, service string) (map[id.Account][]Trait, error) {
	can := map[id.Account][]Trait{}
	return can, store.Each(ctx, v, traitsSQL, func(scan store.Scan) error {
		var a id.Account
		var t Trait
		if err := scan(&a, &t.Kind, &t.Code); err != nil {
			return err
		}
		can[a] = append(can[a], t)
		return nil
	}, service)
}

// bandOf is the band of the latest assessment of a case c.
const bandOf = `COALESCE((SELECT max(a.band) FROM assessment_v_asked a
			WHERE a.folder_id = c.folder_id AND a.band <> '' AND a.assessed_at = (
				SELECT max(b.assessed_at) FROM assessment_v_asked b WHERE b.folder_id = c.folder_id AND b.band <> '')), '')`

var (
	traitsSQL = store.SQL("casework.traits", `SELECT account_id, kind, code FROM workforce_v_trait WHERE service = $1`)

	neededSQL = store.SQL("casework.needed", `
	SELECT r.district, `+bandOf+` FROM case_file c JOIN referral_v_referral r ON r.referral_id = c.referral_id WHERE c.id = $1`)

	// Driven by case_file_service.
	loadsSQL = store.SQL("casework.loads", `
	SELECT c.worker, `+bandOf+` FROM case_file c WHERE c.service = $1 AND c.state = 'open' AND c.worker <> ''`)

	// Driven by case_file_worker; on PostgreSQL its range is what makes two takings clash.
	loadOfSQL = store.SQL("casework.loadOf", `
	SELECT c.worker, `+bandOf+` FROM case_file c WHERE c.worker = $2 AND c.state = 'open' AND c.service = $1`)

	// Driven by membership_service.
	workersSQL = store.SQL("casework.workers", `
	SELECT m.account_id, w.name, m.role, COALESCE(p.gender, ''),
		(SELECT count(*) FROM workforce_v_taken t WHERE t.account_id = m.account_id AND t.service = $1 AND t.taken_on >= $3),
		EXISTS (SELECT 1 FROM workforce_v_absence a WHERE a.account_id = m.account_id AND a.service = $1 AND a.from_on <= $4 AND a.until_on >= $4)
	FROM gate_v_membership m
	JOIN identity_v_account w ON w.account_id = m.account_id
	LEFT JOIN workforce_v_person p ON p.account_id = m.account_id AND p.service = $1
	WHERE m.service = $1 AND m.since_at <= $2 AND m.until_at > $2 AND w.status = 'active' AND m.role IN ({{list}})
	ORDER BY w.name, m.account_id, m.role`)
)
