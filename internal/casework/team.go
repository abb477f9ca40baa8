package casework

import (
	"context"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// ActTeam is for whoever answers for a service's people and their work.
var ActTeam = access.Declare("team.see", access.Policy{Roles: []access.Role{access.Supervisor}})

// Watch says what a supervisor looks at.
type Watch string

// The lists of a supervisor's page: what needs somebody first, good news last.
const (
	WatchAlarms     Watch = "alarms"     // Act now that somebody still has to answer for
	WatchStopped    Watch = "stopped"    // contact that was stopped because somebody else answered, to be decided
	WatchBroken     Watch = "broken"     // promises to people whose day has passed
	WatchLate       Watch = "late"       // stages whose deadline has passed, people not told in time, steps of plans
	WatchWaiting    Watch = "waiting"    // the waiting list
	WatchUnowned    Watch = "unowned"    // cases that nobody has taken
	WatchUnassessed Watch = "unassessed" // cases with a worker and no assessment of risk, where the service's file wants one by now
	WatchProposed   Watch = "proposed"   // cases proposed to the panel, which has not answered yet
	WatchKept       Watch = "kept"       // promises kept in time, lately
	WatchKeptLate   Watch = "kept-late"  // kept, and late
	WatchWithdrawn  Watch = "withdrawn"  // withdrawn: no further contact agreed, or not needed
	WatchUp         Watch = "up"         // people who closed lately and came to more in their statements than before
)

// Watches lists them in the order of [TeamDay]'s counts.
var Watches = []Watch{WatchAlarms, WatchStopped, WatchBroken, WatchLate, WatchWaiting, WatchUnowned, WatchUnassessed, WatchProposed, WatchKept, WatchKeptLate, WatchWithdrawn, WatchUp}

// NeedSomebody are those of them that need somebody, the most pressing first; the others are news.
var NeedSomebody = Watches[:8]

// Lately is how many days back promises and outcomes count as news.
const Lately = 30

// TeamDay is a supervisor's page of one service: how many there are of each, and one list.
type TeamDay struct {
	Now      clock.Instant
	Service  string
	Services []string // all the reader answers for
	Counts   map[Watch]int
	Which    Watch // of them is the list
	Rows     []TeamRow
	Workers  []Worker
	Above    []Above // given all the same, above a limit or without a check, in the time the cap counts; where there is none, lately
}

// OwesTry says of a late step that it is the next try to reach somebody.
const OwesTry ItemKind = "try"

// TeamRow is one line of a supervisor's list.
type TeamRow struct {
	Folder    id.Folder
	Reference id.Reference
	Initials  *seal.Value
	Worker    string        // initials; empty: nobody
	Code      string        // danger, stage, reason of waiting or withdrawing
	Owes      ItemKind      // of a late step: what is due to the person; empty: the stage itself
	After     bool          // contact is stopped and the case closed: a call after closing was not safe, or the day to ask has come and nobody may ring
	At        clock.Instant // since when or by when
	Flags     Flags         // of its case; none where nobody has opened one
}

// TeamWatch reads a supervisor's page, in five statements of its own. Supervisors may, for their service. A
// count stops at 100 and is of the same rows as its list. risk gives the stages by which an assessment of risk is wanted:
// (*catalogue.Set).RiskStages. It is missing once the clock of the first has run out, or a case is past it. Without which it is
// the first list that has something on it, of those that need somebody.
func TeamWatch(ctx context.Context, v *gate.View, s catalogue.Service, risk func(catalogue.Service) (string, []string), which Watch) (TeamDay, error) {
	if err := v.Authorize(ctx, ActTeam, gate.On{Service: s.Key}); err != nil {
		return TeamDay{}, err
	}
	if _, ok := teamLists[which]; !ok && which != "" {
		return TeamDay{}, errs.New(errs.NotFound, "there is no such list")
	}
	first, after := risk(s)
	wanted := []any{s.Key, v.Actor().Account(), v.Now(), v.Now().Date().AddDays(-Lately), mostCounted, v.Now().Date(), first, "," + strings.Join(after, ",") + ","}
	d := TeamDay{Now: v.Now(), Service: s.Key, Which: which}
	var err error
	if d.Counts, err = store.One(ctx, v, teamCountsSQL, scanCounts, wanted...); err != nil {
		return TeamDay{}, err
	}
	if which == "" {
		d.Which = pressing(d.Counts)
	}
	args := wanted
	if d.Which != WatchUnassessed {
		args = wanted[:6]
	}
	if d.Rows, err = store.Collect(ctx, v, teamLists[d.Which], scanTeamRow, args...); err != nil {
		return TeamDay{}, err
	}
	if d.Workers, err = workersOf(ctx, v, s); err != nil {
		return TeamDay{}, err
	}
	if _, months := s.Limit(); s.Cap != nil || s.Staff.OverrideBy != "" {
		if d.Above, err = aboveIn(ctx, v, s.Key, workforce.Since(max(months, 1), v.Now().Date())); err != nil {
			return TeamDay{}, err
		}
	}
	values := make([]*seal.Value, len(d.Rows))
	for i, r := range d.Rows {
		values[i] = r.Initials
	}
	return d, v.OpenWhatMay(ctx, values...)
}

// pressing is the first list that has something on it, of those that need somebody; where nothing does, it is broken promises.
func pressing(counts map[Watch]int) Watch {
	for _, w := range NeedSomebody {
		if counts[w] > 0 {
			return w
		}
	}
	return WatchBroken
}

func scanCounts(scan store.Scan) (map[Watch]int, error) {
	n := make([]int, len(Watches))
	into := make([]any, len(n))
	for i := range n {
		into[i] = &n[i]
	}
	err := scan(into...)
	counts := map[Watch]int{}
	for i, w := range Watches {
		counts[w] = n[i]
	}
	return counts, err
}

func scanTeamRow(scan store.Scan) (TeamRow, error) {
	var r TeamRow
	var name string
	var initials []byte
	err := scan(&r.Folder, &r.Code, &r.At, &r.Reference, &r.Worker, &r.Flags.HighRisk, &r.Flags.HighNeed, &name, &initials)
	if r.After = r.Code == afterClosing; r.After {
		r.Code = ""
	}
	if owes, is := strings.CutPrefix(r.Code, "owed "); is {
		r.Code, r.Owes = "", ItemKind(owes)
	}
	r.Initials = person.InitialsColumn.Value(r.Folder, name, initials)
	return r, err
}
