package view

import (
	"reflect"
	"strings"
	"testing"
)

func html(t *testing.T, p Part) string {
	t.Helper()
	out, err := show(p)
	if err != nil {
		t.Fatalf("drawing %T: %v", p, err)
	}
	return string(out)
}

func TestTextIsEscapedOnce(t *testing.T) {
	hostile := `<script>alert("1")</script> & 'more'`
	parts := []Part{
		Text(hostile), Strong(hostile), Unseen(hostile), Para(hostile), H2(hostile), Link{Text: hostile, Href: "/a?b=" + hostile},
		Tag{Text: hostile}, Details{Summary: hostile, Body: Text(hostile)}, Words{Said: hostile, Heard: hostile},
		TextInput{Name: "n", Label: hostile, Hint: hostile, Error: hostile, Value: hostile},
		Textarea{Name: "n", Label: hostile, Value: "</textarea>" + hostile},
		Radios{Name: "n", Legend: hostile, Items: []Choice{{Value: hostile, Label: hostile, Hint: hostile}}},
		Select{Name: "n", Label: hostile, Items: []Choice{{Value: hostile, Label: hostile}}},
		Table{Caption: hostile, Pattern: Stack, Columns: []Column{{Head: hostile}, {Head: hostile}}, Rows: [][]Part{Cells(hostile, hostile)}},
		SafeContact{Rule: Text(hostile), Number: hostile}, Facts{Items: []Fact{{Name: hostile, Value: Text(hostile)}}},
	}
	for _, p := range parts {
		out := html(t, p)
		if strings.Contains(out, "<script") {
			t.Errorf("%T lets a script through:\n%s", p, out)
		}
		if strings.Contains(out, "&amp;amp;") || strings.Contains(out, "&amp;lt;") {
			t.Errorf("%T escapes twice:\n%s", p, out)
		}
	}
}

func TestAddressIsNeverAScript(t *testing.T) {
	for _, p := range []Part{Link{Text: "x", Href: "javascript:alert(1)"}, LinkButton{Text: "x", Href: "javascript:alert(1)"}, Back{Href: "javascript:alert(1)"}} {
		if out := html(t, p); strings.Contains(out, "javascript:") {
			t.Errorf("%T keeps a script as its address: %s", p, out)
		}
	}
}

func TestRulesThatNoPageCanBreak(t *testing.T) {
	rule := Text("10:00 to 12:00 only")
	tests := []struct {
		name string
		part Part
		want string // part of the error
	}{
		{"a form without a key", Form{Action: "/cases/1/close"}, "no key"},
		{"a button without a key", ButtonForm{Action: "/cases/1/number"}, "no key"},
		{"a number without its rule", SafeContact{Number: "07700 900142"}, "without its rule"},
		{"a bar without the rule", IdentityBar{Name: "M. R.", ActNow: "/act-now"}, "without the safe-contact rule"},
		{"a bar without act now", IdentityBar{Name: "M. R.", Rule: rule}, "without Act now"},
		{"a table too wide for a phone", Table{Pattern: Tight, Columns: make([]Column, 5)}, "four are the most"},
		{"a row with a cell too few", Table{Columns: make([]Column, 2), Rows: [][]Part{Cells("one")}}, "1 cells for 2 columns"},
		{"inside another part", Details{Summary: "x", Body: Form{Action: "/x"}}, "no key"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out, err := show(test.part)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v and %q, want an error with %q", err, out, test.want)
			}
		})
	}
}

func TestTheRuleStandsBeforeTheNumber(t *testing.T) {
	for _, p := range []Part{
		SafeContact{Rule: Text("THE RULE"), Number: "07700 900142"},
		IdentityBar{Name: "M. R.", Rule: Text("THE RULE"), Number: "07700 900142", ActNow: "/act-now"},
	} {
		out := html(t, p)
		rule, number := strings.Index(out, "THE RULE"), strings.Index(out, "07700 900142")
		if rule < 0 || number < 0 || rule > number {
			t.Errorf("%T: the rule is at %d, the number at %d", p, rule, number)
		}
		if !strings.Contains(out, `href="tel:&#43;447700900142"`) && !strings.Contains(out, `href="tel:+447700900142"`) {
			t.Errorf("%T: the number cannot be dialled:\n%s", p, out)
		}
	}
}

func TestFormAgainKeepsWhatWasTyped(t *testing.T) {
	a := Answers{Values: map[string][]string{"reason": {"because"}, "who": {"b"}, "needs": {"x", "z"}, "on-day": {"19"}, "on-month": {"11"}, "on-year": {"26"}, "secret": {"s3cret"}}}
	out := html(t, Parts{
		Textarea{Name: "reason", Label: "Why", Value: "default"}.From(a),
		Radios{Name: "who", Legend: "Who", Items: Choices("a", "b")}.From(a),
		Checkboxes{Name: "needs", Legend: "Needs", Items: Choices("x", "y", "z")}.From(a),
		DateInput{Name: "on", Legend: "When"}.From(a),
		TextInput{Name: "secret", Label: "Password", Type: "password"}.From(a),
	})
	for _, want := range []string{"because</textarea>", `value="b" checked`, `value="x" checked`, `value="z" checked`, `value="19"`, `value="26"`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not there again:\n%s", want, out)
		}
	}
	for _, not := range []string{"default", `value="y" checked`, "s3cret"} {
		if strings.Contains(out, not) {
			t.Errorf("%s is there", not)
		}
	}
}

func TestNothingIsDrawnForNoPart(t *testing.T) {
	var none *IdentityBar
	for _, p := range []Part{nil, none, Parts{nil, none}} {
		if out := html(t, p); out != "" {
			t.Errorf("%v drew %q", reflect.TypeOf(p), out)
		}
	}
}
