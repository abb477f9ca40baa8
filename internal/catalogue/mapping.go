package catalogue

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"goldenthread/internal/clock"
)

// Field is a canonical field of a row from the police. A mapping says under which headers it comes.
type Field string

// Words names the field for people: "date of birth".
func (f Field) Words() string { return strings.ReplaceAll(string(f), "_", " ") }

// The canonical fields.
const (
	FieldForce          Field = "force"
	FieldUnit           Field = "unit"
	FieldCrimeReference Field = "crime_reference"
	FieldIncident       Field = "incident_reference"
	FieldVictimNumber   Field = "victim_number"
	FieldOffenceCode    Field = "offence_code"
	FieldOffenceTitle   Field = "offence_title"
	FieldOffenceDate    Field = "offence_date"
	FieldReportedDate   Field = "reported_date"
	FieldOffencePlace   Field = "offence_postcode"

	FieldSurname     Field = "surname"
	FieldForename    Field = "forename"
	FieldTitle       Field = "title"
	FieldBirth       Field = "date_of_birth"
	FieldSex         Field = "sex"
	FieldEthnicity   Field = "ethnicity"
	FieldAddress1    Field = "address_1"
	FieldAddress2    Field = "address_2"
	FieldAddress3    Field = "address_3"
	FieldTown        Field = "town"
	FieldPostcode    Field = "postcode"
	FieldPhoneHome   Field = "phone_home"
	FieldPhoneMobile Field = "phone_mobile"
	FieldEmail       Field = "email"

	FieldPreferred     Field = "preferred_contact"
	FieldSafePhone     Field = "safe_to_phone"
	FieldSafeText      Field = "safe_to_text"
	FieldSafeLetter    Field = "safe_to_write"
	FieldSafeVoicemail Field = "safe_to_leave_voicemail"
	FieldSafeTimes     Field = "safe_times"
	FieldLanguage      Field = "language"
	FieldInterpreter   Field = "interpreter"

	FieldConsent     Field = "consent"
	FieldOptedOut    Field = "opted_out" // yes is the opposite of consent: never one field with it
	FieldConsentDate Field = "consent_date"
	FieldConsentBy   Field = "consent_taken_by"
	FieldConsentHow  Field = "consent_how"

	FieldPriority      Field = "priority" // as the police graded it
	FieldVulnerable    Field = "vulnerable"
	FieldDomesticAbuse Field = "domestic_abuse"
	FieldHate          Field = "hate"
	FieldRepeat        Field = "repeat_victim"
	FieldASB           Field = "asb"
	FieldRelationship  Field = "relationship"
	FieldChild         Field = "child"
	FieldChildSafety   Field = "child_protection" // the sender says a child protection matter is open
	FieldGuardian      Field = "guardian_name"
	FieldGuardianPhone Field = "guardian_phone"

	FieldOtherSurname  Field = "other_surname"
	FieldOtherForename Field = "other_forename"
	FieldOtherBirth    Field = "other_date_of_birth"
	FieldOtherAddress1 Field = "other_address_1"
	FieldOtherTown     Field = "other_town"
	FieldOtherPostcode Field = "other_postcode"
	FieldOtherPhone    Field = "other_phone"

	// of a list of cases kept before
	FieldFullName    Field = "full_name"
	FieldSource      Field = "source"
	FieldOpened      Field = "opened_on"
	FieldClosed      Field = "closed_on"
	FieldCloseReason Field = "close_reason"
	FieldStage       Field = "stage"
	FieldWorker      Field = "worker"
	FieldRecorded    Field = "recorded_crime"
	FieldPoliceForce Field = "police_force" // of a list of cases, whose own name stands in the place of the force
	FieldPanel       Field = "panel_decision"

	FieldOfficer      Field = "officer"
	FieldOfficerPhone Field = "officer_phone"
	FieldSummary      Field = "summary"
	FieldSuitability  Field = "contact_note" // what the sender says about reaching the person
)

// Fields gives the fields of a row from the police.
func Fields() []Field {
	return []Field{
		FieldForce, FieldUnit, FieldCrimeReference, FieldIncident, FieldVictimNumber, FieldOffenceCode,
		FieldOffenceTitle, FieldOffenceDate, FieldReportedDate, FieldOffencePlace,
		FieldSurname, FieldForename, FieldTitle, FieldBirth, FieldSex, FieldEthnicity, FieldAddress1, FieldAddress2,
		FieldAddress3, FieldTown, FieldPostcode, FieldPhoneHome, FieldPhoneMobile, FieldEmail,
		FieldPreferred, FieldSafePhone, FieldSafeText, FieldSafeLetter, FieldSafeVoicemail, FieldSafeTimes,
		FieldLanguage, FieldInterpreter,
		FieldConsent, FieldOptedOut, FieldConsentDate, FieldConsentBy, FieldConsentHow,
		FieldPriority, FieldVulnerable, FieldDomesticAbuse, FieldHate, FieldRepeat, FieldASB, FieldRelationship, FieldChild,
		FieldChildSafety, FieldGuardian, FieldGuardianPhone,
		FieldOtherSurname, FieldOtherForename, FieldOtherBirth, FieldOtherAddress1, FieldOtherTown,
		FieldOtherPostcode, FieldOtherPhone,
		FieldOfficer, FieldOfficerPhone, FieldSummary, FieldSuitability,
	}
}

// CaseFields gives the fields that only a list of cases has.
func CaseFields() []Field {
	return []Field{FieldFullName, FieldSource, FieldOpened, FieldClosed, FieldCloseReason, FieldStage, FieldWorker,
		FieldRecorded, FieldPoliceForce, FieldPanel}
}

// Mapping says how to read one kind of file: which header is which field, how dates and yes and no
// are written, in which encodings it may come.
type Mapping struct {
	Key       string   `yaml:"key"`
	Name      string   `yaml:"name"`
	About     string   `yaml:"about"`
	Encodings []string `yaml:"encodings"` // tried in this order: "utf-8", "windows-1252"
	Separator string   `yaml:"separator"` // one character
	Identity  []Field  `yaml:"identity"`  // together they name a row for ever: force, crime reference, victim number
	Dates     []string `yaml:"dates"`     // "dd/mm/yyyy", tried in this order
	YesNo     YesNo    `yaml:"yes_no"`
	Columns   []Column `yaml:"columns"`
	XML       XML      `yaml:"xml"`
	MaxRows   int      `yaml:"max_rows"`
	MaxCell   int      `yaml:"max_cell"` // characters

	layouts []string
	File    string `yaml:"-"`
}

// XML says how the same file comes as XML. With no rows it can't.
type XML struct {
	Rows   []string `yaml:"rows"`   // names of the element that is one row
	Groups []string `yaml:"groups"` // names of elements that only hold others: their cells go by their own name
}

// IsRow tells whether an element is a row; names are compared as headers are.
func (x XML) IsRow(name string) bool { return named(x.Rows, name) }

// IsGroup tells whether an element only holds others.
func (x XML) IsGroup(name string) bool { return named(x.Groups, name) || named(x.Rows, name) }

func named(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return plainHeader(n) == plainHeader(name) })
}

// YesNo lists how flags are written, whatever the case. An empty cell is not known.
type YesNo struct {
	Yes     []string `yaml:"true"`
	No      []string `yaml:"false"`
	Unknown []string `yaml:"unknown"`
}

// Column is one field and the headers it comes under.
type Column struct {
	Field    Field               `yaml:"field"`
	Headers  []string            `yaml:"headers"`
	Required bool                `yaml:"required"` // the file is refused without the column
	Filled   bool                `yaml:"filled"`   // a row is not usable with the cell empty
	Kind     string              `yaml:"kind"`     // "text", "date", "flag", "postcode", "phone", "email", "code"
	Values   map[string][]string `yaml:"values"`   // of a code: our value -> how files write it
	Asks     *AskedBy            `yaml:"asks"`     // the question that it answers, of the few that are asked at every door; nil: none
}

// AskedBy names a question of an instrument. With an answer, the column is a flag that is read as something else too: its yes is
// that answer, where no column of its own answers the question. Its no says nothing: it often stands where nobody asked.
type AskedBy struct {
	Form     string `yaml:"form"`
	Question string `yaml:"question"`
	Answer   string `yaml:"answer"`
}

// Layout says where in a file's rows each field stands.
type Layout struct {
	At      map[Field]int // field -> column, from 0
	Unread  []string      // headers that no field claims: what they hold is not taken in
	Missing []Field       // required fields that no header gives
	Twice   []Field       // fields that two headers give
}

// Layout reads a header row.
func (m Mapping) Layout(header []string) Layout {
	l := Layout{At: map[Field]int{}}
	for i, h := range header {
		field, ok := m.FieldOf(h)
		if !ok {
			l.Unread = append(l.Unread, h)
			continue
		}
		if _, taken := l.At[field]; taken {
			l.Twice = append(l.Twice, field)
			continue
		}
		l.At[field] = i
	}
	for _, c := range m.Columns {
		if _, ok := l.At[c.Field]; c.Required && !ok {
			l.Missing = append(l.Missing, c.Field)
		}
	}
	return l
}

// FieldOf gives the field that comes under a header; false when no field claims it.
func (m Mapping) FieldOf(header string) (Field, bool) {
	h := plainHeader(header)
	for _, c := range m.Columns {
		if plainHeader(string(c.Field)) == h {
			return c.Field, true
		}
		for _, variant := range c.Headers {
			if plainHeader(variant) == h {
				return c.Field, true
			}
		}
	}
	return "", false
}

// plainHeader drops what files vary in without meaning it: case, spaces, strokes, a byte-order mark.
func plainHeader(h string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, h)
}

// Column gives a field's column.
func (m Mapping) Column(f Field) (Column, bool) {
	for _, c := range m.Columns {
		if c.Field == f {
			return c, true
		}
	}
	return Column{}, false
}

// Date reads a date in one of the mapping's ways of writing them. False: none of them fits, or
// there is no such day.
func (m Mapping) Date(cell string) (clock.Date, bool) {
	cell = strings.TrimSpace(cell)
	for _, layout := range m.layouts {
		if t, err := time.Parse(layout, cell); err == nil {
			return clock.NewDate(t.Year(), t.Month(), t.Day()), true
		}
	}
	return "", false
}

// Flag reads yes or no. Known is false for an empty cell and for what the mapping calls unknown;
// ok is false for anything it does not list.
func (m Mapping) Flag(cell string) (value, known, ok bool) {
	cell = strings.TrimSpace(cell)
	same := func(v string) bool { return strings.EqualFold(v, cell) }
	switch {
	case m.Unknown(cell):
		return false, false, true
	case slices.ContainsFunc(m.YesNo.Yes, same):
		return true, true, true
	case slices.ContainsFunc(m.YesNo.No, same):
		return false, true, true
	}
	return false, false, false
}

// Unknown tells whether a cell says nothing: it is empty, or holds one of the mapping's words for what is not known.
func (m Mapping) Unknown(cell string) bool {
	cell = strings.TrimSpace(cell)
	return cell == "" || slices.ContainsFunc(m.YesNo.Unknown, func(u string) bool { return strings.EqualFold(u, cell) })
}

// Answer reads a cell that answers one of the first questions: the key of an option. A cell that is empty, or that the
// mapping calls unknown, was not asked. ok is false for what the column does not list.
func (m Mapping) Answer(c Column, cell string) (answer string, ok bool) {
	if m.Unknown(cell) {
		return "", true
	}
	return c.Value(cell)
}

// Value reads a coded cell. An empty cell gives ""; ok is false for a value the mapping does not list.
func (c Column) Value(cell string) (value string, ok bool) {
	cell = strings.TrimSpace(cell)
	if cell == "" {
		return "", true
	}
	for ours, theirs := range c.Values {
		if strings.EqualFold(ours, cell) || slices.ContainsFunc(theirs, func(t string) bool { return strings.EqualFold(t, cell) }) {
			return ours, true
		}
	}
	return "", false
}

// layoutOf turns "dd/mm/yyyy" into what time.Parse wants.
func layoutOf(pattern string) string {
	return strings.NewReplacer("yyyy", "2006", "yy", "06", "mmm", "Jan", "mm", "01", "m", "1", "dd", "02", "d", "2",
		"hh", "15", "nn", "04", "ss", "05").Replace(pattern)
}
