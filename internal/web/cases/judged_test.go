package cases_test

import (
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
	"goldenthread/internal/web/webtest"
)

// What was judged together with the police stands on the page of risk as every other set of questions does: nobody yet, what we say
// and they not yet, both where they differ, and what stood before.
func TestWhatWasJudgedWithThePolice(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			d := newDesk(t, engine, "pilot")
			officer, page := d.Staff(t, "Nell Carter", access.CaseWorker, "pilot"), d.at+"/risk"
			service, _ := d.Set.Service("pilot")
			says(t, d.web.Page(t, "worker", page), "Joint priority, judged with the police", "Nobody has judged it yet.")
			judge := func(j assessment.Judge) {
				t.Helper()
				cmd := casework.AgreePriority{Referral: d.c.Referral, Service: service, Judge: j}
				if _, err := gate.Write(officer, d.Gate, "", cmd.Run); err != nil {
					t.Fatal(err)
				}
			}
			judge(d.Judged(t, "soon", "medium", ""))
			says(t, d.web.Page(t, "worker", page), "We say Soon. The police have not answered yet.", "Threat", "Medium: Because of what the officer saw.", "Not said yet")

			differs := d.Judged(t, "urgent", "medium", assessment.ByTelephone)
			differs.Signed.Priority = "immediate"
			differs.Signed.Grades, differs.Signed.Why = assessment.Answers{"threat": "high"}, map[string]string{"threat": "He has done it before."}
			judge(differs)
			seen := d.web.Page(t, "worker", page)
			says(t, seen, "We say Urgent, the police say Immediate (by telephone with officer 1234", "Contact goes by the more urgent: Immediate.",
				"High: He has done it before.", "Before, on today")
			webtest.Hides(t, d.web.Get("stranger", page).Body.String(), "officer saw", "Urgent")
		})
	}
}
