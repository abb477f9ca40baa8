package demo

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
	"goldenthread/internal/madeup"
)

// columns are the columns of the file, as the force names them.
var columns = []string{"Force", "Unit", "Crime reference", "Victim number", "HO code", "Offence date", "Reported date", "Surname", "Forename", "DOB",
	"Sex", "Ethnicity", "Address 1", "Town", "Postcode", "Mobile", "Safe to phone", "Safe to text", "Safe to write", "Safe to leave voicemail",
	"Consent", "Relationship to suspect", "Child victim", "MO", "Police priority", "Repeat", "Victim safe now", "Previous incidents", "Escalating", "Targeted",
	"Effect on victim", "Support network"}

// fileRow is one row of yesterday's file before it is written.
type fileRow struct {
	who                              someone
	unit, crime, offence, consent    string
	phone, write, child, description string
	priority                         string
	relationship                     string
	first                            [7]string // what the force asked as it took the report, in the order of the last columns; most say nothing
}

// policeFile is yesterday's file from the police to the pilot, taken in by the police liaison: most of its rows
// are to be contacted, and each of the others shows another reason why not.
func (w *world) policeFile(ctx context.Context) error {
	s := w.service("pilot", w.Now.Date())
	on := working(s, w.Now.Date().AddDays(-1))
	var rows []fileRow
	for i := range 16 {
		rows = append(rows, fileRow{who: w.cast.someone("pilot", on), unit: "Telephone Investigation Unit", crime: fmt.Sprintf("GT/%05d/26", 41007+7*i),
			offence: madeup.Pick(&w.cast.Dice, []string{"8N", "28E", "58A", "49"}), consent: "Informed", phone: "Y", write: "Y",
			description: "Reported by telephone", relationship: "Stranger", priority: []string{"Low", "Low", "Medium", "", "Low", "High"}[i%6]})
	}
	rows[1].relationship, rows[1].first = "Neighbour", [7]string{"Y", "Unclear", "Most weeks", "Y", "Y", "High", "N"} // the full questions follow
	rows[2].first = [7]string{"Y"}                                                                                    // has it happened before: yes
	rows[4].first = [7]string{1: "N", 5: "Medium"}                                                                    // not safe: the alarm is raised
	rows[3].who = w.cast.quiet                                                                                        // asked not to be contacted
	rows[5].offence, rows[5].consent = "19C", ""                                                                      // consent is needed and there is none
	rows[7].child, rows[7].who.born = "Y", on.AddMonths(-12*15-2)
	rows[9].unit = "Neighbourhood"            // for the other service
	rows[11].phone, rows[11].write = "N", "N" // no way is safe
	rows[13].crime, rows[13].who = rows[0].crime, rows[0].who
	var file bytes.Buffer
	out := csv.NewWriter(&file)
	lines := [][]string{columns}
	for _, r := range rows {
		lines = append(lines, r.cells(on))
	}
	if err := out.WriteAll(lines); err != nil {
		return err
	}
	g, _ := w.gateAt(on.At(7, 30))
	acting := w.staff[police]
	result, err := intake.Police{Service: s, Catalogue: w.Catalogue, Sender: acting.agency, File: bytes.NewReader(file.Bytes())}.Import(acting.ctx, g)
	if err == nil && result.Accepted < 8 {
		err = fmt.Errorf("yesterday's file: %s", result.Sentence())
	}
	w.tour.file = result.Batch.ID
	if err != nil {
		return err
	}
	second, err := gate.Read(acting.ctx, g, func(ctx context.Context, v *gate.View) ([]intake.Row, error) {
		return intake.Rows(ctx, v, result.Batch.ID, "", 1, 1)
	})
	if err != nil {
		return err
	}
	if err := w.answered(ctx, on); err != nil {
		return err
	}
	return w.toAgree(ctx, on, second[0].Referral)
}

// answered has the supervisor answer, as the day begins, for whoever the file says is not safe; the safeguarding lead's answer is
// still waited for.
func (w *world) answered(ctx context.Context, on clock.Date) error {
	g, _ := w.gateAt(on.At(8, 5))
	acting := w.staff[supervisor].ctx
	day, err := gate.Read(acting, g, func(ctx context.Context, v *gate.View) (casework.Day, error) {
		return casework.MyDay(ctx, v, w.Catalogue.Services())
	})
	for _, alarm := range day.Alarms {
		if err == nil && alarm.RaisedAt == on.At(7, 30) {
			_, err = gate.Write(acting, g, "", casework.Acknowledge{Folder: alarm.Folder, ActNow: alarm.ID}.Run)
		}
	}
	return err
}

// toAgree puts one of yesterday's people to the police, who have not answered; the others are still to be judged, and among them
// is the one whose first questions came with the file.
func (w *world) toAgree(ctx context.Context, on clock.Date, asked id.Referral) error {
	g, _ := w.gateAt(on.At(11, 5))
	s := w.service("pilot", on)
	stage, in, _ := w.Catalogue.JointStage(s)
	rows, err := gate.Read(w.staff[officer].ctx, g, func(ctx context.Context, v *gate.View) ([]casework.ToAgreeRow, error) {
		return casework.ToAgree(ctx, v, s, stage)
	})
	if err != nil {
		return err
	}
	for _, row := range rows {
		switch {
		case row.Referral == asked:
			w.tour.asked = row.Reference
		case row.Police == "soon" && w.tour.put == "":
			j := assessment.Judge{Instrument: in, Grades: assessment.Answers{}, Why: map[string]string{}, Priority: "soon", LookedAt: w.list("looked-at"), Sources: []string{"police_row", "police_log"}}
			for _, q := range in.Questions {
				j.Grades[q.Key] = "low"
			}
			j.Grades["vulnerability"], j.Why["vulnerability"] = "medium", "Lives alone since the spring and does not open the door after dark."
			if _, err := gate.Write(w.staff[officer].ctx, g, "", casework.AgreePriority{Referral: row.Referral, Service: s, Judge: j}.Run); err != nil {
				return err
			}
			w.tour.put = row.Reference
		case w.tour.agree == "" && row.Waits == "":
			w.tour.agree = row.Reference
		}
	}
	if w.tour.put == "" || w.tour.agree == "" || w.tour.asked == "" {
		return fmt.Errorf("yesterday's file leaves nobody to agree with the police")
	}
	return nil
}

// cells gives the row as the file has it.
func (r fileRow) cells(on clock.Date) []string {
	day := func(d clock.Date) string { return fmt.Sprintf("%02d/%02d/%d", d.Day(), d.Month(), d.Year()) }
	force := "Cleveland Police"
	if r.who.place.District == "E06000005" {
		force = "Durham Constabulary"
	}
	sex := map[string]string{"female": "F", "male": "M"}[r.who.sex]
	return append([]string{force, r.unit, r.crime, "1", r.offence, day(on.AddDays(-1)), day(on), r.who.surname, r.who.forename, day(r.who.born), sex,
		r.who.ethnicity, r.who.street, r.who.place.Town, r.who.postcode, r.who.mobile, r.phone, r.phone, r.write, "", r.consent, r.relationship, r.child, r.description, r.priority}, r.first[:]...)
}
