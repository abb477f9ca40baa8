package catalogue

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var open = vocabulary{
	constants: map[string]any{"Areas": []string{"E09000003"}},
	questions: map[string][]string{"hostility": {"no", "yes"}},
	valid:     func(list, value string) bool { return !strings.HasPrefix(value, "bad") },
}

func TestRuleAsks(t *testing.T) {
	t.Parallel()
	barnet, kent := Known("E09000003"), Known("E07000106")
	tests := []struct {
		rule    string
		facts   Facts
		answers map[string]string
		want    Answer
	}{
		{rule: `Age >= 18`, facts: Facts{Age: Known(18)}, want: Answer{Verdict: Yes}},
		{rule: `Age >= 18`, facts: Facts{Age: Known(17)}, want: Answer{Verdict: No}},
		{rule: `Age >= 18`, want: Answer{Missing: []string{"Age"}}},
		{rule: `Age >= 18 and Area in Areas`, facts: Facts{Area: kent}, want: Answer{Verdict: No}},
		{rule: `Age >= 18 and Area in Areas`, facts: Facts{Age: Known(9)}, want: Answer{Verdict: No}},
		{rule: `Age >= 18 and Area in Areas`, facts: Facts{Area: barnet}, want: Answer{Missing: []string{"Age"}}},
		{rule: `Age >= 18 and Area in Areas`, want: Answer{Missing: []string{"Age", "Area"}}},
		{rule: `Hate or Vulnerable`, facts: Facts{Vulnerable: Known(true)}, want: Answer{Verdict: Yes}},
		{rule: `Hate or Vulnerable`, facts: Facts{Vulnerable: Known(false)}, want: Answer{Missing: []string{"Hate"}}},
		{rule: `not Hate`, want: Answer{Missing: []string{"Hate"}}},
		{rule: `not known(Hate)`, want: Answer{Verdict: Yes}},
		{rule: `known(Age) and Age >= 18`, want: Answer{Verdict: No}},
		{rule: `not known(Age) or Age >= 18`, want: Answer{Verdict: Yes}},
		{rule: `known(Age) ? Age >= 18 : Vulnerable`, facts: Facts{Vulnerable: Known(true)}, want: Answer{Verdict: Yes}},
		{rule: `Hate ? Repeat : Repeat`, facts: Facts{Repeat: Known(true)}, want: Answer{Verdict: Yes}},
		{rule: `Hate ? Repeat : Vulnerable`, facts: Facts{Repeat: Known(true), Vulnerable: Known(false)}, want: Answer{Missing: []string{"Hate"}}},
		{rule: `"violence" in OffenceGroups`, facts: Facts{OffenceGroups: Known([]string{"violence"})}, want: Answer{Verdict: Yes}},
		{rule: `"violence" in OffenceGroups`, facts: Facts{OffenceGroups: Known([]string{})}, want: Answer{Verdict: No}},
		{rule: `Outward startsWith "DL"`, facts: Facts{Outward: Known("DL1")}, want: Answer{Verdict: Yes}},
		{rule: `Age in 16..17`, facts: Facts{Age: Known(17)}, want: Answer{Verdict: Yes}},
		{rule: `Received < "2018-04-01"`, facts: Facts{Received: Known("2018-03-31")}, want: Answer{Verdict: Yes}},
		{rule: `Violence or hostility == "yes"`, answers: map[string]string{"hostility": "yes"}, want: Answer{Verdict: Yes}},
		{rule: `Violence or hostility == "yes"`, facts: Facts{Violence: Known(false)}, want: Answer{Missing: []string{"hostility"}}},
	}
	for _, tt := range tests {
		r, err := compile(tt.rule, open)
		if err != nil {
			t.Errorf("%s: %v", tt.rule, err)
			continue
		}
		if diff := cmp.Diff(tt.want, r.AskWith(tt.facts, tt.answers)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.rule, diff)
		}
	}
}

func TestRuleRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ rule, want string }{
		{`Agee >= 18`, "unknown name Agee"},
		{`Age`, "expected bool, but got int"},
		{`Age >= "18"`, "mismatched types"},
		{`Age >= 18 and`, "unexpected token EOF"},
		{`Age + 1 >= 18`, "does not calculate"},
		{`Age / 0 > 1`, "does not calculate"},
		{`Areas[7] == "x"`, "may use facts"},
		{`now() > Received`, "unknown name now"},
		{`len(Areas) > 1`, "unknown name len"},
		{`known(Age + 1)`, "asked of one fact"},
		{`known("Age")`, "asked of one fact"},
		{`known(Age) == true`, "may use facts"},
		{`Area == "bad"`, `"bad" is not in the list area`},
		{`Area in ["E09000003", "bad"]`, `"bad" is not in the list area`},
		{`"bad" in OffenceGroups`, `"bad" is not in the list offence-groups`},
		{`hostility == "maybe"`, `"maybe" is not an answer to the question hostility`},
		{`any(Areas, # == "x")`, "may use facts"},
	}
	for _, tt := range tests {
		_, err := compile(tt.rule, open)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error = %v, want one with %q", tt.rule, err, tt.want)
		}
	}
}

// TestRuleNeverGuesses draws rules and half-known facts: where a rule decides, every way of filling in
// what is not known decides the same; where it asks, every fact it names is one that is not known.
func TestRuleNeverGuesses(t *testing.T) {
	t.Parallel()
	leaves := []string{"Hate", "Repeat", "Vulnerable", "Violence", "Age >= 18", "Age < 65", "known(Hate)", "known(Age)", "Previous >= 3"}
	var draw func(rt *rapid.T, depth int) string
	draw = func(rt *rapid.T, depth int) string {
		if depth == 0 {
			return rapid.SampledFrom(leaves).Draw(rt, "leaf")
		}
		switch rapid.IntRange(0, 4).Draw(rt, "shape") {
		case 0:
			return "not (" + draw(rt, depth-1) + ")"
		case 1:
			return "((" + draw(rt, depth-1) + ") and (" + draw(rt, depth-1) + "))"
		case 2:
			return "((" + draw(rt, depth-1) + ") or (" + draw(rt, depth-1) + "))"
		case 3:
			return "((" + draw(rt, depth-1) + ") ? (" + draw(rt, depth-1) + ") : (" + draw(rt, depth-1) + "))"
		}
		return rapid.SampledFrom(leaves).Draw(rt, "leaf")
	}
	rapid.Check(t, func(rt *rapid.T) {
		text := draw(rt, 3)
		r, err := compile(text, open)
		if err != nil {
			rt.Fatalf("%s: %v", text, err)
		}
		half := drawFacts(rt)
		got := r.Ask(half)
		for _, name := range got.Missing {
			if _, known := half.record(); known[name] {
				rt.Fatalf("%s: asks for %s, which is known", text, name)
			}
		}
		if got.Verdict == Ask {
			if len(got.Missing) == 0 {
				rt.Fatalf("%s: asks for nothing", text)
			}
			return
		}
		full := fill(rt, half, text)
		if want := r.Ask(full); want.Verdict != got.Verdict && want.Verdict != Ask {
			rt.Fatalf("%s: said %v of %+v, and %v of %+v", text, got.Verdict, half, want.Verdict, full)
		}
	})
}

func drawFacts(rt *rapid.T) Facts {
	truth := func(name string) Fact[bool] {
		switch rapid.IntRange(0, 2).Draw(rt, name) {
		case 0:
			return Known(false)
		case 1:
			return Known(true)
		}
		return Fact[bool]{}
	}
	number := func(name string, most int) Fact[int] {
		if n := rapid.IntRange(-1, most).Draw(rt, name); n >= 0 {
			return Known(n)
		}
		return Fact[int]{}
	}
	return Facts{Hate: truth("hate"), Repeat: truth("repeat"), Vulnerable: truth("vulnerable"), Violence: truth("violence"),
		Age: number("age", 90), Previous: number("previous", 6)}
}

// fill makes facts known that were not, except where the rule itself asks whether they are known.
func fill(rt *rapid.T, f Facts, text string) Facts {
	truth := func(b Fact[bool], name string) Fact[bool] {
		if b.known || strings.Contains(text, "known("+name+")") {
			return b
		}
		return Known(rapid.Bool().Draw(rt, "fill "+name))
	}
	number := func(n Fact[int], name string) Fact[int] {
		if n.known || strings.Contains(text, "known("+name+")") {
			return n
		}
		return Known(rapid.IntRange(0, 90).Draw(rt, "fill "+name))
	}
	f.Hate, f.Repeat, f.Vulnerable, f.Violence = truth(f.Hate, "Hate"), truth(f.Repeat, "Repeat"), truth(f.Vulnerable, "Vulnerable"), truth(f.Violence, "Violence")
	f.Age, f.Previous = number(f.Age, "Age"), number(f.Previous, "Previous")
	return f
}

func TestEveryFactHasWords(t *testing.T) {
	t.Parallel()
	for name := range factFields {
		if FactWords(name) == "" {
			t.Errorf("the fact %s has no words for people", name)
		}
	}
}
