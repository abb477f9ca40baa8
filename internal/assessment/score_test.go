package assessment_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/catalogue/cataloguetest"
)

func matrix(t testing.TB) catalogue.Instrument {
	t.Helper()
	set := cataloguetest.Shipped(t)
	in, ok := set.Instrument("asb-matrix")
	if !ok {
		t.Fatal("there is no asb-matrix")
	}
	return in
}

// heaviest answers every question with its heaviest option, and leaves out some.
func heaviest(in catalogue.Instrument, without ...string) assessment.Answers {
	answers := assessment.Answers{}
	for _, q := range in.Questions {
		best := q.Options[0]
		for _, o := range q.Options {
			if o.Points > best.Points {
				best = o
			}
		}
		answers[q.Key] = best.Key
	}
	for _, k := range without {
		delete(answers, k)
	}
	return answers
}

func lightest(in catalogue.Instrument) assessment.Answers {
	answers := assessment.Answers{}
	for _, q := range in.Questions {
		best := q.Options[0]
		for _, o := range q.Options {
			if o.Points < best.Points {
				best = o
			}
		}
		answers[q.Key] = best.Key
	}
	return answers
}

func TestWork(t *testing.T) {
	in := matrix(t)
	calm := catalogue.Facts{
		Violence: catalogue.Known(false), Hate: catalogue.Known(false), Vulnerable: catalogue.Known(false),
		Previous: catalogue.Known(0), KnownHistory: catalogue.Known(false),
	}
	vulnerable := calm
	vulnerable.Vulnerable, vulnerable.Previous = catalogue.Known(true), catalogue.Known(3)
	six := calm
	six.Previous = catalogue.Known(6)
	unknown := calm
	unknown.Previous = catalogue.Fact[int]{}
	tests := []struct {
		name      string
		answers   assessment.Answers
		facts     catalogue.Facts
		low, high int
		bands     [2]string
		panel     assessment.PanelAnswer
	}{
		{"everything at its worst", heaviest(in), calm, 41, 41, [2]string{"high", "high"}, assessment.PanelYes},
		{"everything at its least is one, not nought", lightest(in), calm, 1, 1, [2]string{"low", "low"}, assessment.PanelNo},
		{"two missing make a range", heaviest(in, "intimidation", "effect"), calm, 30, 41, [2]string{"high", "high"}, assessment.PanelYes},
		{"no answers at all: anything is possible", assessment.Answers{}, calm, 1, 41, [2]string{"low", "high"}, assessment.PanelMaybe},
		{"vulnerable and three incidents lift to medium", lightest(in), vulnerable, 1, 1, [2]string{"medium", "medium"}, assessment.PanelNo},
		{"six incidents lift to high, the score stays", lightest(in), six, 1, 1, [2]string{"high", "high"}, assessment.PanelNo},
		{"an unknown number of incidents may lift", lightest(in), unknown, 1, 1, [2]string{"low", "high"}, assessment.PanelNo},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := assessment.Work(in, tt.answers, tt.facts)
			got := []any{s.Low, s.High, s.BandLow.Key, s.BandHigh.Key, s.Panel}
			want := []any{tt.low, tt.high, tt.bands[0], tt.bands[1], tt.panel}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("Work (-want +got):\n%s", diff)
			}
		})
	}
}

// However a form is filled in, the parts add up, answering one more question never widens the
// range, and the range holds whatever the missing answers turn out to be.
func TestWorkProperties(t *testing.T) {
	in := matrix(t)
	rapid.Check(t, func(rt *rapid.T) {
		full, some := assessment.Answers{}, assessment.Answers{}
		for _, q := range in.Questions {
			full[q.Key] = q.Options[rapid.IntRange(0, len(q.Options)-1).Draw(rt, q.Key)].Key
			if rapid.Bool().Draw(rt, q.Key+" asked") {
				some[q.Key] = full[q.Key]
			}
		}
		whole, part := assessment.Work(in, full, catalogue.Facts{}), assessment.Work(in, some, catalogue.Facts{})
		sum := 0
		for _, p := range whole.Parts {
			sum += p.Points
		}
		if whole.Low != whole.High || whole.Low != sum {
			rt.Fatalf("a full form: %d to %d, parts add to %d", whole.Low, whole.High, sum)
		}
		if whole.Low < part.Low || whole.High > part.High {
			rt.Fatalf("the full form's %d lies outside the partial form's %d to %d", whole.Low, part.Low, part.High)
		}
		if in.BandRank(part.BandLow.Key) > in.BandRank(whole.BandLow.Key) || in.BandRank(part.BandHigh.Key) < in.BandRank(whole.BandHigh.Key) {
			rt.Fatalf("band %s to %s lies outside %s to %s", whole.BandLow.Key, whole.BandHigh.Key, part.BandLow.Key, part.BandHigh.Key)
		}
	})
}

// What the rules went by is kept with the answers, and comes back the same.
func TestFactsAreKeptWithAnswers(t *testing.T) {
	want := catalogue.Facts{Violence: catalogue.Known(true), Hate: catalogue.Known(false), Previous: catalogue.Known(6)}
	answers := assessment.Answers{"frequency": "daily", "fact violence": "true", "fact hate": "false", "fact previous": "6"}
	got := answers.Facts()
	if got.Violence != want.Violence || got.Hate != want.Hate || got.Previous != want.Previous || got.Vulnerable != want.Vulnerable {
		t.Errorf("facts %+v, want %+v", got, want)
	}
	in := matrix(t)
	shown := lightest(in)
	shown["hostility"] = ""
	if s := assessment.Work(in, shown, catalogue.Facts{Violence: catalogue.Known(false), Hate: catalogue.Known(false),
		Vulnerable: catalogue.Known(false), KnownHistory: catalogue.Known(false), Previous: catalogue.Known(0)}); s.BandHigh.Key != "medium" {
		t.Errorf("a question that was shown and not answered counts as no: %s", s.BandHigh.Key)
	}
}
