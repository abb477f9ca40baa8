package search_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/search"
)

const barnet = "barnet-asb"

// library is a world with an index.
type library struct {
	*caseworktest.World
	ix *search.Index
}

func onBoth(t *testing.T, fn func(t *testing.T, l *library)) {
	t.Helper()
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) { fn(t, &library{w, search.NewIndex()}) })
}

// find gives the references found, in their order.
func (l *library) find(t *testing.T, as context.Context, typed string, services ...string) (search.Found, error) {
	t.Helper()
	if len(services) == 0 {
		services = []string{barnet}
	}
	return gate.Read(as, l.Gate, func(ctx context.Context, v *gate.View) (search.Found, error) {
		return l.ix.Find(ctx, v, services, typed)
	})
}

// ada is somebody to be found, and her case.
func (l *library) ada(t *testing.T, worker context.Context) casework.Case {
	t.Helper()
	who := person.New{Forename: "Zoé", Surname: "O'Grady-Amberton", Born: "1984-03-27", Pronoun: person.She,
		Contacts: []person.NewContact{{Kind: person.Mobile, Value: "07700 900717", Call: person.Yes}},
		Safe:     person.SafeRule{State: person.Safe},
		Told:     person.NewStory{Wants: "To sleep again.", Words: "He throws gravel at the greenhouse at night.", Relationship: person.Neighbour}}
	taken := l.Refer(t, barnet, who, func(r *referral.Receive) { r.CrimeRef = "45/88123/26" })
	c := caseworktest.Do(t, l.World, worker, casework.OpenCase{Referral: taken.Referral, Service: l.Service(t, barnet)}.Run)
	caseworktest.Do(t, l.World, worker, casework.AddNote{Case: c, Text: "Rang the lettings office about the trellis."}.Run)
	return l.Case(t, worker, c)
}

// Everything practice asks for finds her, however it is written; what was not written finds nothing.
func TestFind(t *testing.T) {
	onBoth(t, func(t *testing.T, l *library) {
		worker := l.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		l.Open(t, worker, barnet)
		c := l.ada(t, worker)
		for typed, where := range map[string]string{
			"amberton": "the name", "ZOE ogrady": "the name", "o’grady": "the name", "Gravel GREENHOUSE": "what was told", "trellis": "a note",
			"45/88123/26": "the crime reference", "4588123 26": "", "07700 900 717": "a number, an e-mail or an address", "+44 7700 900717": "a number, an e-mail or an address",
			"27/3/1984 Z": "the date of birth", "Z 27 3 1984": "the date of birth", "1984-03-27 z": "the date of birth", "27/3/1984 q": "",
			"amberton trellis": "the name", "amberton unheard": "", "90071": "", "grav": "",
		} {
			got, err := l.find(t, worker, typed)
			if err != nil {
				t.Errorf("%q: %v", typed, err)
				continue
			}
			if where == "" {
				if got.Count != 0 {
					t.Errorf("%q finds %+v", typed, got.Hits)
				}
				continue
			}
			if got.Count != 1 || got.Hits[0].Reference != c.Reference || got.Hits[0].Where[0] != where || !got.Hits[0].HasCase {
				t.Errorf("%q: %+v, want %s in %s", typed, got, c.Reference, where)
			} else if got.Hits[0].Initials.Text() == "" {
				t.Errorf("%q: no initials", typed)
			}
		}
		if got, _ := l.find(t, worker, "greenhouse"); len(got.Hits) != 1 || got.Hits[0].Piece != "He throws gravel at the greenhouse at night." {
			t.Errorf("the piece shown: %+v", got.Hits)
		}
		if got, _ := l.find(t, worker, "07700900717"); len(got.Hits) != 1 || got.Hits[0].Piece != "" {
			t.Errorf("a number is shown in a list: %+v", got.Hits)
		}
		for _, typed := range []string{"", "  ", "?!"} {
			if _, err := l.find(t, worker, typed); errs.KindOf(err) != errs.Invalid {
				t.Errorf("%q: %v, want invalid", typed, err)
			}
		}
	})
}

// What somebody may not see finds nothing and is not counted: a section her role is not shown, another
// service's people, a folder she is kept out of.
func TestFindKeepsOut(t *testing.T) {
	onBoth(t, func(t *testing.T, l *library) {
		worker := l.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := l.ada(t, worker)
		office := l.Staff(t, "Olu Ade", access.Administrator, barnet)
		kept := l.Staff(t, "Kit Lane", access.CaseWorker, barnet)
		away := l.Staff(t, "Una Sims", access.CaseWorker, "pilot")
		caseworktest.Do(t, l.World, worker, func(ctx context.Context, tx *gate.Tx) (struct{}, error) {
			tx.Unaudited("a test keeps somebody out")
			if err := tx.Authorize(ctx, casework.ActWork, gate.On{Folder: c.Folder}); err != nil {
				return struct{}{}, err
			}
			return struct{}{}, tx.Exclude(ctx, c.Folder, l.Account(t, "Kit Lane"), "both sides", clock.Never)
		})
		for _, tt := range []struct {
			name  string
			as    context.Context
			typed string
			count int
		}{
			{"the worker, by a note", worker, "trellis", 1},
			{"the office, by a name", office, "amberton", 1},
			{"the office, by a note", office, "trellis", 0},
			{"the office, by what was told", office, "greenhouse", 0},
			{"the office, by a name and a note together", office, "amberton trellis", 0},
			{"somebody kept out", kept, "amberton", 0},
		} {
			got, err := l.find(t, tt.as, tt.typed)
			if err != nil || got.Count != tt.count || len(got.Hits) != tt.count {
				t.Errorf("%s: %d found, %v, want %d", tt.name, got.Count, err, tt.count)
			}
		}
		if _, err := l.find(t, away, "amberton"); errs.KindOf(err) != errs.NotFound {
			t.Errorf("in another service: %v, want that there is nothing", err)
		}
		if got, err := l.find(t, away, "amberton", "pilot"); err != nil || got.Count != 0 {
			t.Errorf("from another service: %+v, %v", got, err)
		}
		for what, who := range map[string]context.Context{"nobody": l.Nobody(t), "a part of the system": l.System(t, "job")} {
			if _, err := l.find(t, who, "amberton"); errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s: %v", what, err)
			}
		}
	})
}

// What is shown of a find is recorded as opened, each time; the index holds no word in clear; it is made
// anew when it is old.
func TestFindLeavesItsTrace(t *testing.T) {
	onBoth(t, func(t *testing.T, l *library) {
		worker := l.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		supervisor := l.Staff(t, "Sam Reid", access.Supervisor, barnet)
		c := l.ada(t, worker)
		for range 2 {
			l.Clock.Advance(time.Second)
			if _, err := l.find(t, supervisor, "greenhouse"); err != nil {
				t.Fatal(err)
			}
		}
		opened := 0
		for _, look := range l.Page(t, worker, c).Looks {
			if look.Account == l.Account(t, "Sam Reid") {
				opened++
			}
		}
		if opened < 2 {
			t.Errorf("two finds were shown and %d are recorded", opened)
		}
		inside := strings.ToLower(fmt.Sprintf("%#v", l.ix))
		for _, word := range []string{"amberton", "greenhouse", "trellis", "900717"} {
			if strings.Contains(inside, word) {
				t.Errorf("the index holds %q in clear", word)
			}
		}
		caseworktest.Do(t, l.World, worker, casework.AddNote{Case: c.ID, Text: "The pergola too."}.Run)
		if got, _ := l.find(t, worker, "pergola"); got.Count != 0 {
			t.Error("an index of before found what was written since: how?")
		}
		l.Clock.Advance(3 * time.Minute)
		if got, _ := l.find(t, worker, "pergola"); got.Count != 1 {
			t.Errorf("after three minutes: %d found, want 1", got.Count)
		}
	})
}
