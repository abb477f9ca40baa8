package person_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/match"
	"goldenthread/internal/person"
)

// about loads what a page says, with everything opened.
func (w world) about(t *testing.T, ctx context.Context, r recorded) person.About {
	t.Helper()
	a, err := w.opens(ctx, r.Folder)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// opens tries to read who a folder is about.
func (w world) opens(ctx context.Context, folder id.Folder) (person.About, error) {
	return read(ctx, w, func(ctx context.Context, v *gate.View) (person.About, error) {
		if err := v.Authorize(ctx, person.ActSeeIdentity, gate.On{Folder: folder}); err != nil {
			return person.About{}, err
		}
		a, err := person.Load(ctx, v, folder)
		if err != nil {
			return a, err
		}
		return a, v.Open(ctx, a.Values()...)
	})
}

func run[T any](ctx context.Context, w world, cmd func(context.Context, *gate.Tx) (T, error)) error {
	_, err := gate.Write(ctx, w.Gate, "", cmd)
	return err
}

func TestCommands(t *testing.T) {
	genders := catalogue.List{Key: "gender", Codes: []catalogue.Code{{Key: "woman"}, {Key: "man"}}}
	lists := func(key string) (catalogue.List, bool) { return genders, key == "gender" }
	onBoth(t, func(t *testing.T, w world) {
		r := w.record(t, service, ada())
		worker, analyst := w.worker(t, "worker", access.CaseWorker), w.worker(t, "analyst", access.Analyst)
		mobile := w.about(t, worker, r).Contacts[0].ID
		over := func(version int, a ...person.Answer) func(context.Context) error {
			return func(ctx context.Context) error {
				return run(ctx, w, person.RecordDemographics{Folder: r.Folder, Version: version, Lists: lists, Answers: a}.Run)
			}
		}
		answers := func(a ...person.Answer) func(context.Context) error { return over(2, a...) }
		tests := []struct {
			name string
			do   func(context.Context) error
			want errs.Kind
		}{
			{"a second number", func(ctx context.Context) error {
				return run(ctx, w, person.AddContactPoint{Folder: r.Folder, Contact: person.NewContact{Kind: person.Phone, Value: "01632 960001"}}.Run)
			}, errs.None},
			{"a number that is none", func(ctx context.Context) error {
				return run(ctx, w, person.AddContactPoint{Folder: r.Folder, Contact: person.NewContact{Kind: person.Phone, Value: "x"}}.Run)
			}, errs.Invalid},
			{"a rule over an older one", func(ctx context.Context) error {
				return run(ctx, w, person.SetSafeRule{Folder: r.Folder, Version: 0, Rule: person.SafeRule{State: person.Safe}}.Run)
			}, errs.Stale},
			{"a rule", func(ctx context.Context) error {
				return run(ctx, w, person.SetSafeRule{Folder: r.Folder, Version: 1, Rule: person.SafeRule{State: person.Safe, Words: "only she answers"}}.Run)
			}, errs.None},
			{"a rule of impossible hours", func(ctx context.Context) error {
				return run(ctx, w, person.SetSafeRule{Folder: r.Folder, Version: 2, Rule: person.SafeRule{From: 60}}.Run)
			}, errs.Invalid},
			{"a story", func(ctx context.Context) error {
				return run(ctx, w, person.SetStory{Folder: r.Folder, Version: 1, Story: person.NewStory{Wants: "Quiet", Relationship: person.Family}}.Run)
			}, errs.None},
			{"a story over an older one", func(ctx context.Context) error {
				return run(ctx, w, person.SetStory{Folder: r.Folder, Version: 1, Story: person.NewStory{Wants: "Noise"}}.Run)
			}, errs.Stale},
			{"the uses of a number", func(ctx context.Context) error {
				return run(ctx, w, person.SetContactSafety{Folder: r.Folder, Contact: mobile, Version: 1, Call: person.Yes, Voicemail: person.Yes}.Run)
			}, errs.None},
			{"the uses of a number, late", func(ctx context.Context) error {
				return run(ctx, w, person.SetContactSafety{Folder: r.Folder, Contact: mobile, Version: 1, Call: person.No}.Run)
			}, errs.Stale},
			{"an answer", over(0, person.Answer{Field: "gender", State: person.Given, Code: "woman"}), errs.None},
			{"an answer over one that was not read", over(0, person.Answer{Field: "gender", State: person.Given, Code: "man"}), errs.Stale},
			{"the answer again, not given", over(1, person.Answer{Field: "gender", State: person.PrefersNot}), errs.None},
			{"an answer of no list", answers(person.Answer{Field: "gender", State: person.Given, Code: "her own words"}), errs.Invalid},
			{"an answer both given and not", answers(person.Answer{Field: "gender", State: person.PrefersNot, Code: "man"}), errs.Invalid},
			{"a question that is none", answers(person.Answer{Field: "shoe_size", State: person.AnswerNotAsked}), errs.Invalid},
			{"no answers", answers(), errs.Invalid},
			{"not contacted about what", func(ctx context.Context) error {
				return run(ctx, w, person.AskNotToContact{Folder: r.Folder, Scope: "sometimes"}.Run)
			}, errs.Invalid},
			{"taken back what was never said", func(ctx context.Context) error {
				return run(ctx, w, person.ContactAgain{Folder: r.Folder}.Run)
			}, errs.Conflict},
		}
		for _, tt := range tests {
			if err := tt.do(analyst); errs.KindOf(err) != errs.Forbidden && errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s by an analyst: %v", tt.name, err)
			}
			if err := tt.do(worker); errs.KindOf(err) != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
			}
		}
		a := w.about(t, worker, r)
		if got, want := a.Safe.Sentence(), "Only she answers; voicemail is safe; no letters"; got != want {
			t.Errorf("safe contact is %q, want %q", got, want)
		}
		if a.Story.Wants.Text() != "Quiet" || !a.Story.Relationship.DomesticAbuse() || len(a.Contacts) != 3 {
			t.Errorf("story %q, %s, %d ways", a.Story.Wants.Text(), a.Story.Relationship, len(a.Contacts))
		}
		said, err := read(worker, w, func(ctx context.Context, v *gate.View) (person.Answers, error) {
			return person.Demographics(ctx, v, r.Folder)
		})
		if d := cmp.Diff([]person.Answer{{Field: "gender", State: person.PrefersNot}}, said.List); d != "" || err != nil {
			t.Errorf("answers (%v): %s", err, d)
		}
		// She is found by the number that was added.
		other := person.New{Forename: "Ada", Surname: "Mensah", Contacts: []person.NewContact{{Kind: person.Phone, Value: "01632 960001"}}}
		if again := w.record(t, service, other); again.Known != 1 {
			t.Errorf("known %d by the number added later", again.Known)
		}
	})
}

func TestMend(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		known := w.record(t, service, ada())
		r := w.record(t, service, person.New{Forename: "Ad", Surname: "Men"})
		mended, err := write(t, w, func(ctx context.Context, tx *gate.Tx) (person.Recorded, error) {
			return person.Mend{Folder: r.Folder, Supported: ada()}.Run(ctx, tx)
		})
		if err != nil || mended.Known != 1 || mended.Person != r.Person {
			t.Fatalf("%+v (%v)", mended, err)
		}
		ctx := w.worker(t, "worker", access.CaseWorker)
		if a := w.about(t, ctx, r); a.Identity.Name.Text() != "Ada Mensah" || len(a.Contacts) != 2 || a.Story.Wants.Text() != "To sleep" {
			t.Errorf("mended to %q with %d ways", a.Identity.Name.Text(), len(a.Contacts))
		}
		if l := w.links(t, ctx, r.Folder); len(l) != 1 || l[0].Other != known.Folder {
			t.Errorf("proposed %+v", l)
		}
	})
}

// TestComparableForgivesTyping: however a name is typed, she is looked up under the same keys.
func TestComparableForgivesTyping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[A-Z][a-z]{2,8}`)
		n := person.New{Forename: name.Draw(t, "forename"), Surname: name.Draw(t, "surname"), Born: "1984-03-27"}
		typed := n
		typed.Forename = "  " + strings.ToUpper(n.Forename) + " "
		typed.Surname = strings.ToLower(n.Surname) + "  "
		keys := func(n person.New) []string {
			var all []string
			for _, k := range match.Keys(n.Comparable(person.Supported)) {
				all = append(all, k.Rule+" "+strings.Join(k.Parts, " "))
			}
			slices.Sort(all)
			return all
		}
		if d := cmp.Diff(keys(n), keys(typed)); d != "" {
			t.Fatalf("keys differ:\n%s", d)
		}
		if n.Initials() != typed.Initials() {
			t.Fatalf("initials %q and %q", n.Initials(), typed.Initials())
		}
	})
}
