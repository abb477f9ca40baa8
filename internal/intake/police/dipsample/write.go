package dipsample

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/intake/reason"
)

// column is a field and the name under which a force sends it.
type column struct {
	field catalogue.Field
	name  string
}

// The two forces name their columns differently, as forces do.
var columns = map[string][]column{
	"cleveland-2014-07": {
		{catalogue.FieldForce, "Force"}, {catalogue.FieldUnit, "Unit"}, {catalogue.FieldCrimeReference, "Crime reference"},
		{catalogue.FieldVictimNumber, "Victim number"}, {catalogue.FieldOffenceCode, "HO code"}, {catalogue.FieldOffenceDate, "Offence date"},
		{catalogue.FieldReportedDate, "Reported date"}, {catalogue.FieldSurname, "Surname"}, {catalogue.FieldForename, "Forename"},
		{catalogue.FieldBirth, "DOB"}, {catalogue.FieldSex, "Sex"}, {catalogue.FieldEthnicity, "Ethnicity"},
		{catalogue.FieldAddress1, "Address 1"}, {catalogue.FieldTown, "Town"}, {catalogue.FieldPostcode, "Postcode"},
		{catalogue.FieldPhoneHome, "Home phone"}, {catalogue.FieldPhoneMobile, "Mobile"}, {catalogue.FieldSafePhone, "Safe to phone"},
		{catalogue.FieldSafeText, "Safe to text"}, {catalogue.FieldSafeLetter, "Safe to write"},
		{catalogue.FieldSafeVoicemail, "Safe to leave voicemail"}, {catalogue.FieldSafeTimes, "Safe times"},
		{catalogue.FieldSuitability, "Contact note"}, {catalogue.FieldConsent, "Consent"}, {catalogue.FieldConsentDate, "Consent date"},
		{catalogue.FieldConsentBy, "Consent taken by"}, {catalogue.FieldConsentHow, "Consent how"}, {catalogue.FieldVulnerable, "Vulnerable"},
		{catalogue.FieldDomesticAbuse, "DA flag"}, {catalogue.FieldRelationship, "Relationship to suspect"},
		{catalogue.FieldChild, "Child victim"}, {catalogue.FieldChildSafety, "Child protection flag"},
		{catalogue.FieldGuardian, "Guardian name"}, {catalogue.FieldGuardianPhone, "Guardian phone"},
		{catalogue.FieldOtherSurname, "Suspect surname"}, {catalogue.FieldOtherForename, "Suspect forename"},
		{catalogue.FieldOtherBirth, "Suspect DOB"}, {catalogue.FieldOtherAddress1, "Suspect address"}, {catalogue.FieldOtherTown, "Suspect town"},
		{catalogue.FieldOtherPostcode, "Suspect postcode"}, {catalogue.FieldOfficer, "OIC"}, {catalogue.FieldSummary, "MO"},
	},
	"durham-2014-04": {
		{catalogue.FieldForce, "POLICE FORCE"}, {catalogue.FieldCrimeReference, "CRIME NUMBER"}, {catalogue.FieldVictimNumber, "VICTIM_NO"},
		{catalogue.FieldOffenceCode, "HOME OFFICE CODE"}, {catalogue.FieldReportedDate, "DATE RECORDED"},
		{catalogue.FieldOffenceDate, "COMMITTED DATE"}, {catalogue.FieldForename, "FIRST NAME"}, {catalogue.FieldSurname, "LAST NAME"},
		{catalogue.FieldSex, "GENDER"}, {catalogue.FieldBirth, "BIRTH DATE"}, {catalogue.FieldAddress1, "ADDRESS LINE 1"},
		{catalogue.FieldTown, "POST TOWN"}, {catalogue.FieldPostcode, "POST CODE"}, {catalogue.FieldPhoneHome, "LANDLINE"},
		{catalogue.FieldPhoneMobile, "MOBILE NUMBER"}, {catalogue.FieldSafePhone, "OK TO PHONE"}, {catalogue.FieldSafeText, "OK TO TEXT"},
		{catalogue.FieldSafeLetter, "OK TO WRITE"}, {catalogue.FieldSafeVoicemail, "OK TO LEAVE MESSAGE"},
		{catalogue.FieldSafeTimes, "BEST TIME TO CALL"}, {catalogue.FieldSuitability, "SPECIAL INSTRUCTIONS"},
		{catalogue.FieldConsent, "CONSENT FLAG"}, {catalogue.FieldConsentDate, "DATE OF CONSENT"}, {catalogue.FieldConsentBy, "CONSENT OFFICER"},
		{catalogue.FieldConsentHow, "CONSENT METHOD"}, {catalogue.FieldVulnerable, "VIW"}, {catalogue.FieldDomesticAbuse, "DV"},
		{catalogue.FieldRelationship, "RELATIONSHIP TO OFFENDER"}, {catalogue.FieldOtherForename, "OFFENDER FORENAME"},
		{catalogue.FieldOtherSurname, "OFFENDER SURNAME"}, {catalogue.FieldOtherBirth, "OFFENDER DOB"},
		{catalogue.FieldOtherAddress1, "OFFENDER ADDRESS"}, {catalogue.FieldOtherPostcode, "OFFENDER POSTCODE"},
		{catalogue.FieldOfficer, "COLLAR NUMBER"}, {catalogue.FieldSummary, "MO SUMMARY"},
	},
}

// File gives the police file. Durham's is Windows-1252 with the line ends of Windows.
func (s Sample) File() ([]byte, error) {
	cols := columns[s.area.key]
	rows := [][]string{make([]string, len(cols))}
	for i, c := range cols {
		rows[0][i] = c.name
	}
	for _, cs := range s.Cases {
		row := make([]string, len(cols))
		for i, c := range cols {
			row[i] = cs.fields[c.field]
		}
		rows = append(rows, row)
	}
	text, err := table(rows)
	if err != nil || s.area.key == "cleveland-2014-07" {
		return text, err
	}
	return charmap.Windows1252.NewEncoder().Bytes(bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")))
}

// ContactsFile gives the contact outcomes as a table.
func (s Sample) ContactsFile() ([]byte, error) {
	rows := [][]string{{"row", "crime_reference", "victim_number", "date", "time", "method", "outcome", "result"}}
	for _, c := range s.Contacts() {
		rows = append(rows, []string{strconv.Itoa(c.Row), c.Crime, c.Victim, string(c.On), c.At, string(c.Method), c.Outcome, c.Result})
	}
	return table(rows)
}

func table(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

// Expected is what importing the file must answer, and what becomes of each row.
type Expected struct {
	File      string                   `json:"file"`
	Service   string                   `json:"service"`
	On        string                   `json:"as_if_received_on"`
	Rows      int                      `json:"rows"`
	Import    map[reason.Heading]int   `json:"import"`
	Reasons   map[reason.Code]int      `json:"reasons"`
	ToContact map[catalogue.Method]int `json:"left_to_contact"` // without those first contact stopped
	Stopped   map[string]int           `json:"stopped_at_contact"`
	Lines     map[string]int           `json:"published_lines"`
	Cases     []Case                   `json:"cases"`
}

// Expected counts the sample's cases.
func (s Sample) Expected() Expected {
	e := Expected{
		File: s.area.key + ".csv", Service: "adt", On: string(s.area.days[len(s.area.days)-1].AddDays(1)), Rows: len(s.Cases),
		Import: map[reason.Heading]int{}, Reasons: map[reason.Code]int{}, ToContact: map[catalogue.Method]int{},
		Stopped: map[string]int{}, Lines: map[string]int{}, Cases: s.Cases,
	}
	stops := []string{string(reason.ReturnedToPolice), string(reason.SuspendedUnsafe)}
	for _, h := range reason.Headings() {
		e.Import[h] = 0
	}
	for _, c := range s.Cases {
		e.Import[c.Heading]++
		e.Lines[c.Line]++
		switch {
		case c.Reason != "":
			e.Reasons[c.Reason]++
		case slices.Contains(stops, c.After):
			e.Stopped[c.After]++
		default:
			e.ToContact[c.Method]++
		}
	}
	return e
}

// ExpectedFile gives the expected answer as JSON.
func (s Sample) ExpectedFile() ([]byte, error) {
	b, err := json.MarshalIndent(s.Expected(), "", "  ")
	return append(b, '\n'), err
}

// Files gives every file of the sample by its name.
func (s Sample) Files() (map[string][]byte, error) {
	made := map[string]func() ([]byte, error){
		".csv": s.File, ".contacts.csv": s.ContactsFile, ".expected.json": s.ExpectedFile,
	}
	files := map[string][]byte{}
	for _, end := range slices.SortedFunc(maps.Keys(made), strings.Compare) {
		b, err := made[end]()
		if err != nil {
			return nil, err
		}
		files[s.area.key+end] = b
	}
	return files, nil
}
