package demo_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	files "goldenthread/catalogue"
	"goldenthread/internal/app"
	"goldenthread/internal/demo"
	"goldenthread/internal/gate"
	"goldenthread/internal/report"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
	pilot1516 "goldenthread/testdata/pilot-2015-16"
)

// sideBySide are figures of the end of project report: the margins of the records, and what follows from them.
var sideBySide = map[string]string{
	"came/looked_after/period": "198", "came_unit/looked_after/period": "194", "came_unit/left_out/period": "16",
	"volume/received/m1": "24", "volume/received/m6": "38", "volume_unit/received/period": "210",
	"seen/here/period": "198", "seen_unit/here/period": "194",
	"beside/both/value": "0", "beside/both_unit/value": "0", "beside/left_out/value": "16", "beside/neither/value": "0",
	"first/phone/period": "198", "first/letter/period": "0", "first_unit/phone/period": "109", "first_unit/letter/period": "85",
	"wait/everybody/period": "167", "wait_unit/everybody/period": "91",
	"agreed/case_worker/period": "53", "agreed_unit/community/period": "26",
	"value/reached/value": "84.3", "value/reached_unit/value": "43.3", "value/helped/value": "140", "value/helped_unit/value": "64",
	"value/paid/value": "46185", "value/per_referral/value": "233", "value/per_reached/value": "277", "value/per_helped/value": "330",
}

// TestThePilot: 408 people go through the commands of two services, each on its own date, and the two stand beside each
// other in the returns: nobody seen twice and nobody lost, the pilot's first try the same for every crime.
func TestThePilot(t *testing.T) {
	db := storetest.Open(t, store.SQLite, app.Schemas()...) // on PostgreSQL, told one after the other, it takes minutes: see TestSeenByBothOrByNeither
	in := load(t, db, demo.Pilot)
	book, err := report.OpenBook(files.FS, in.set)
	must(t, err)
	run := func(key string, m report.Make) (report.Make, report.Report) {
		m.Book, m.Report = book, key
		made, err := gate.Read(operator(t), in.gate, func(ctx context.Context, v *gate.View) (report.Report, error) { return m.Run(ctx, v) })
		must(t, err)
		if !made.Agrees {
			t.Errorf("%s: totals disagree with each other", key)
		}
		for _, n := range made.Notes {
			if n.About == report.Differs || n.About == report.Unlisted {
				t.Errorf("%s: %s", key, n.Text)
			}
		}
		return m, made
	}

	m, final := run("pilot-final", report.Make{From: "2015-09-01", To: "2016-02-29", AsAt: "2016-06-30"})
	if diff := cmp.Diff(sideBySide, told(final, sideBySide)); diff != "" {
		t.Errorf("the end of project report (-margins +made):\n%s", diff)
	}
	opens(t, in, m, final)
	keptOrNot(t, final)
	text, err := pilot1516.Files.ReadFile("published.csv")
	must(t, err)
	claims, err := report.ReadClaims(bytes.NewReader(text))
	must(t, err)
	if differ := final.Against(claims); len(differ) != 0 {
		t.Errorf("not as printed: %+v", differ)
	}

	m, month := run("pilot-monthly", report.Make{From: "2015-11-01"})
	want := map[string]string{"came/looked_after/period": "36", "beside/both/value": "0", "beside/neither/value": "0"}
	if diff := cmp.Diff(want, told(month, want)); diff != "" {
		t.Errorf("the report on November (-margins +made):\n%s", diff)
	}
	opens(t, in, m, month)
}
