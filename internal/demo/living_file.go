package demo

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"

	"goldenthread/internal/clock"
	"goldenthread/internal/intake"
	"goldenthread/internal/madeup"
)

// columns are the columns of the file, as the force names them.
var columns = []string{"Force", "Unit", "Crime reference", "Victim number", "HO code", "Offence date", "Reported date", "Surname", "Forename", "DOB",
	"Sex", "Ethnicity", "Address 1", "Town", "Postcode", "Mobile", "Safe to phone", "Safe to text", "Safe to write", "Safe to leave voicemail",
	"Consent", "Relationship to suspect", "Child victim", "MO"}

// fileRow is one row of yesterday's file before it is written.
type fileRow struct {
	who                              someone
	unit, crime, offence, consent    string
	phone, write, child, description string
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
			description: "Reported by telephone"})
	}
	rows[3].who = w.cast.quiet                   // asked not to be contacted
	rows[5].offence, rows[5].consent = "19C", "" // consent is needed and there is none
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
	return err
}

// cells gives the row as the file has it.
func (r fileRow) cells(on clock.Date) []string {
	day := func(d clock.Date) string { return fmt.Sprintf("%02d/%02d/%d", d.Day(), d.Month(), d.Year()) }
	force := "Cleveland Police"
	if r.who.place.District == "E06000005" {
		force = "Durham Constabulary"
	}
	sex := map[string]string{"female": "F", "male": "M"}[r.who.sex]
	return []string{force, r.unit, r.crime, "1", r.offence, day(on.AddDays(-1)), day(on), r.who.surname, r.who.forename, day(r.who.born), sex,
		r.who.ethnicity, r.who.street, r.who.place.Town, r.who.postcode, r.who.mobile, r.phone, r.phone, r.write, "", r.consent, "Stranger", r.child, r.description}
}
