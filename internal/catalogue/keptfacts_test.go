package catalogue

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What a door knew comes back as it was kept, of every kind, unknown as unknown; what other columns say, and what is no code, is not kept.
func TestKeptFacts(t *testing.T) {
	f := Facts{Force: Known("cleveland"), Unit: Known("telephone_investigation_unit"), Recorded: Known(true), Repeat: Known(false), Previous: Known(3), Impact: Known("severe")}
	all := f
	all.Area, all.Age, all.Outward, all.Agreement = Known("E06000005"), Known(44), Known("DL1"), Known("she said; yes=no")
	text := all.Kept()
	if want := "Force=cleveland;Impact=severe;Previous=3;Recorded=yes;Repeat=no;Unit=telephone_investigation_unit"; text != want {
		t.Errorf("kept %q, want %q", text, want)
	}
	values, known := f.record()
	got, gotKnown := FactsKept(text + ";Nothing=7;Previous=").record()
	if diff := cmp.Diff(values, got) + cmp.Diff(known, gotKnown); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
	if empty := (Facts{}).Kept(); empty != "" {
		t.Errorf("nothing known is kept as %q", empty)
	}
}
