package apptest_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/casework"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
)

// histories is how many pairs of worlds are told.
const histories = 20

// TestHiddenFolderLeavesNoTrace tells histories twice: in one world there are folders besides that a case
// worker is kept out of. She must not be able to tell which world she is in: every page and every list of
// hers is the same, byte for byte.
func TestHiddenFolderLeavesNoTrace(t *testing.T) {
	drawn := &dice{}
	before := id.Random
	id.Random = drawn
	defer func() { id.Random = before }()
	for history := range uint64(histories) {
		var seen [2]map[string]string
		for i, hidden := range []bool{false, true} { // told from one place: see dice
			seen[i] = tell(t, drawn, history, hidden)
		}
		if len(seen[0]) == 0 {
			t.Fatal("nothing was seen")
		}
		if diff := cmp.Diff(seen[0], seen[1]); diff != "" {
			t.Fatalf("history %d: a hidden folder shows (+):\n%s", history, diff)
		}
	}
}

// dice is where both worlds draw their ids from. What is drawn at one place of the program for the nth time
// in a step is the same in both, whatever else was drawn between: a hidden folder may make the program
// draw more, and must not show by that either.
type dice struct {
	mu    sync.Mutex
	step  string
	drawn map[[32]byte]int
}

// Read draws.
func (d *dice) Read(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var calls [64]uintptr
	place := sha256.New()
	for _, pc := range calls[:runtime.Callers(2, calls[:])] {
		fmt.Fprintf(place, "%x ", pc)
	}
	at := [32]byte(place.Sum(nil))
	d.drawn[at]++
	return io.ReadFull(rand.NewChaCha8(sha256.Sum256(fmt.Appendf(at[:], "%s %d", d.step, d.drawn[at]))), p)
}

// throw begins a step.
func (d *dice) throw(history uint64, step int, hidden bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.step, d.drawn = fmt.Sprintf("%d/%d/%t", history, step, hidden), map[[32]byte]int{}
}

// world is one world of a history.
type world struct {
	t      *testing.T
	a      *apptest.App
	drawn  *dice
	cases  []apptest.Case // those the observer may see
	people []person.New   // to whom both kinds of steps may happen
}

// tell tells a history and gives all that the observer sees at its end.
func tell(t *testing.T, drawn *dice, history uint64, hidden bool) map[string]string {
	t.Helper()
	drawn.throw(history, -1, false)
	w := &world{t: t, a: apptest.Small(t, access.Supervisor, access.Administrator), drawn: drawn}
	for range 4 {
		w.people = append(w.people, w.a.Somebody())
	}
	for step := range 5 {
		plot := rand.New(rand.NewPCG(history, uint64(step)))
		who, other, turn := plot.IntN(len(w.people)), plot.IntN(len(w.people)), plot.IntN(5)
		if secret := plot.IntN(2) == 0 || step == 0; hidden && secret {
			drawn.throw(history, step, true)
			w.hide(w.people[plot.IntN(len(w.people))], plot.IntN(3))
		}
		drawn.throw(history, step, false)
		w.unfold(turn, w.people[who], w.people[other])
		w.a.Clock.Advance(time.Hour)
	}
	drawn.throw(history, 1000, false)
	return w.seen()
}

// observer is who must not be able to tell.
func (w *world) observer() context.Context { return w.a.As(w.t, access.CaseWorker, home) }

// unfold is one step that everybody in the service may know of.
func (w *world) unfold(turn int, who, other person.New) {
	w.t.Helper()
	if turn < 3 || len(w.cases) == 0 {
		w.cases = append(w.cases, w.open(who, other))
		return
	}
	c := w.cases[len(w.cases)-1]
	s := subject{t: w.t, a: w.a, Case: c, service: w.a.Service(w.t, home)}
	for _, do := range []act{
		does(casework.AddNote{Case: c.ID, Text: "Rang, and nobody answered"}.Run),
		does(casework.MakePromise{Case: c.ID, Service: s.service, What: "Ring again"}.Run),
	} {
		// Where both sides of a dispute came in, she has one of them and is kept out of the other, in both worlds.
		if _, err := s.try(w.observer(), do); err != nil && errs.KindOf(err) != errs.NotFound {
			w.t.Fatal(err)
		}
	}
}

// open has the service take somebody in and give her to the observer.
func (w *world) open(who, other person.New) apptest.Case {
	w.t.Helper()
	r := w.a.Referral(w.t, home, who)
	r.CrimeRef = "CRN"
	if other.Surname != who.Surname {
		r.Others = []person.New{other}
	}
	supervisor := w.a.As(w.t, access.Supervisor, home)
	taken, err := gate.Write(supervisor, w.a.Gate, "", r.Run)
	if err != nil {
		w.t.Fatal(err)
	}
	c := apptest.Case{Reference: taken.Reference, Referral: taken.Referral, Folder: taken.Folder, Service: home}
	s := subject{t: w.t, a: w.a, Case: c, service: w.a.Service(w.t, home)}
	s.do(supervisor, func(ctx context.Context, tx *gate.Tx) (err error) {
		c.ID, err = casework.OpenCase{Referral: c.Referral, Service: s.service}.Run(ctx, tx)
		return err
	})
	// Both sides may be known: then a worker of one cannot have the other, and the place on the list stays.
	w.a.Checked(w.t, w.a.Account(w.t, access.CaseWorker, home), home)
	_, err = gate.Write(supervisor, w.a.Gate, "", casework.Allocate{Case: c.ID, Version: 1, Service: s.service,
		Worker: w.a.Account(w.t, access.CaseWorker, home), Role: access.CaseWorker}.Run)
	if k := errs.KindOf(err); k != errs.None && k != errs.Conflict {
		w.t.Fatal(err)
	}
	return c
}

// hide is one step the observer is kept out of: the same service, perhaps the same people.
func (w *world) hide(who person.New, how int) {
	w.t.Helper()
	r := w.a.Referral(w.t, home, who)
	if how == 0 {
		r = w.a.Referral(w.t, away, who)
	}
	r.CrimeRef = "CRN of another matter"
	taken, err := gate.Write(w.a.As(w.t, access.Supervisor, r.Service.Key), w.a.Gate, "", r.Run)
	if err != nil {
		w.t.Fatal(err)
	}
	w.a.Exclude(w.t, taken.Folder, w.a.Account(w.t, access.CaseWorker, home))
	if how == 2 {
		s := subject{t: w.t, a: w.a, service: w.a.Service(w.t, home)}
		s.do(w.a.As(w.t, access.Supervisor, home), does(casework.OpenCase{Referral: taken.Referral, Service: s.service}.Run))
	}
}

// seen gives everything the observer can ask for: the lists, each case and referral, and every page.
func (w *world) seen() map[string]string {
	w.t.Helper()
	seen := map[string]string{}
	put := func(name string, fn func(context.Context, *gate.View) (any, []*seal.Value, error)) {
		type answer struct {
			Got  any
			Text []string
		}
		got, err := gate.Read(w.observer(), w.a.Gate, func(ctx context.Context, v *gate.View) (answer, error) {
			got, values, err := fn(ctx, v)
			a := answer{Got: got}
			for _, x := range values {
				a.Text = append(a.Text, x.Text())
			}
			return a, err
		})
		text, bad := json.Marshal(got)
		if bad != nil {
			w.t.Fatal(bad)
		}
		seen[name] = fmt.Sprintf("%s %v", text, err)
	}
	put("my day", func(ctx context.Context, v *gate.View) (any, []*seal.Value, error) {
		d, err := casework.MyDay(ctx, v, w.a.Catalogue.Services())
		return d, nil, err
	})
	for _, which := range []casework.Which{casework.Mine, casework.Unowned, casework.Team, casework.ClosedOf} {
		put("cases "+string(which), func(ctx context.Context, v *gate.View) (any, []*seal.Value, error) {
			rows, more, err := casework.List(ctx, v, casework.Query{Which: which, Service: home})
			return []any{rows, more}, nil, err
		})
	}
	for _, tab := range referral.Tabs() {
		put("inbox "+string(tab), func(ctx context.Context, v *gate.View) (any, []*seal.Value, error) {
			l, err := referral.Inbox(ctx, v, referral.Query{Service: home, Tab: tab})
			return l, nil, err
		})
	}
	for i, c := range w.cases {
		put(fmt.Sprintf("referral %d", i), func(ctx context.Context, v *gate.View) (any, []*seal.Value, error) {
			p, err := referral.Load(ctx, v, c.Referral)
			for i := range p.Links {
				p.Links[i].ID = "" // drawn in one loop with the hidden ones: random, and says nothing
			}
			return p, nil, err
		})
		put(fmt.Sprintf("case %d", i), func(ctx context.Context, v *gate.View) (any, []*seal.Value, error) {
			p, err := casework.Load(ctx, v, c.Reference)
			return p, nil, err
		})
	}
	w.pages(seen)
	return seen
}

// pages asks for every page there is, with each case of hers in its address.
func (w *world) pages(seen map[string]string) {
	w.t.Helper()
	server := w.a.Server(w.t)
	observer := server.Client(w.t, access.CaseWorker, home)
	for i, c := range w.cases {
		values := map[string]string{"{case}": string(c.Reference), "{referral}": string(c.Referral), "{folder}": string(c.Folder),
			"{reference}": string(c.Reference), "{service}": home}
		for _, r := range server.Routes() {
			if r.Method != http.MethodGet || i > 0 && !strings.Contains(r.Pattern, "{") {
				continue
			}
			got := observer.Get(w.t, path(r.Pattern, values))
			seen[fmt.Sprintf("page %s of case %d", r.Pattern, i)] = fmt.Sprintf("%d %s", got.Status, plain(got).Body)
		}
	}
}
