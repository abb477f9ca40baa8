package catalogue_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	files "goldenthread/catalogue"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
)

func TestMatrixAddsUpFromItsQuestions(t *testing.T) {
	t.Parallel()
	m, _ := load(t, files.FS).Instrument("asb-matrix")
	if len(m.Questions) != 14 || m.Min() != 1 || m.Max() != 41 {
		t.Errorf("%d questions from %d to %d, want 14 from 1 to 41", len(m.Questions), m.Min(), m.Max())
	}
	for score, want := range map[int]string{1: "low", 15: "low", 16: "medium", 28: "medium", 29: "high", 41: "high"} {
		if got, _ := m.Band(score); got.Key != want {
			t.Errorf("a score of %d is %s, want %s", score, got.Key, want)
		}
	}
	if m.MeetsPanel(21) || !m.MeetsPanel(22) {
		t.Error("the panel's threshold is 22, apart from the bands")
	}
	tests := []struct {
		name    string
		facts   catalogue.Facts
		answers map[string]string
		want    map[string]catalogue.Verdict
	}{
		{"hostility alone", catalogue.Facts{Violence: catalogue.Known(false), Hate: catalogue.Known(false), Previous: catalogue.Known(0)},
			map[string]string{"hostility": "yes"}, map[string]catalogue.Verdict{"violence_or_hate": catalogue.Yes, "six_incidents": catalogue.No}},
		{"six incidents", catalogue.Facts{Previous: catalogue.Known(6)}, nil, map[string]catalogue.Verdict{"six_incidents": catalogue.Yes, "vulnerable_and_repeated": catalogue.Ask}},
		{"two incidents settle it, vulnerable or not", catalogue.Facts{Previous: catalogue.Known(2)}, nil, map[string]catalogue.Verdict{"vulnerable_and_repeated": catalogue.No}},
	}
	for _, tt := range tests {
		for _, e := range m.Escalators {
			want, told := tt.want[e.Key]
			if got := e.When.AskWith(tt.facts, tt.answers); told && got.Verdict != want {
				t.Errorf("%s: %s = %v, want %v", tt.name, e.Key, got, want)
			}
		}
	}
}

func TestStatementsAndJudgement(t *testing.T) {
	t.Parallel()
	set := load(t, files.FS)
	five, _ := set.Instrument("asc-statements")
	if len(five.Questions) != 5 || five.Min() != 0 || five.Max() != 50 {
		t.Errorf("%d statements from %d to %d", len(five.Questions), five.Min(), five.Max())
	}
	twelve, _ := set.Instrument("twelve-outcomes")
	if len(twelve.Questions) != 12 {
		t.Errorf("%d outcomes, want 12 (R199)", len(twelve.Questions))
	}
	joint, _ := set.Instrument("joint-priority")
	if _, banded := joint.Band(0); banded || joint.Max() != 0 || len(joint.Questions) != 6 {
		t.Error("the joint priority is six judgements without a number")
	}
}

func TestDistrict(t *testing.T) {
	t.Parallel()
	set := load(t, files.FS)
	tests := []struct{ postcode, want string }{
		{"DL1 5QU", "E06000005"}, {"dl15qu", "E06000005"}, {" N12 0AA ", "E09000003"}, {"GU1 1AA", "E07000209"},
		{"TS1 1AA", "E06000002"}, {"ST16 2AA", "E07000197"}, {"ZZ1 1AA", ""}, {"", ""}, {"DL1", ""}, {"12345", ""}, {"DL1 5Q!", ""},
	}
	for _, tt := range tests {
		if got, ok := set.District(tt.postcode); got.Code != tt.want || ok != (tt.want != "") {
			t.Errorf("District(%q) = %s, %v, want %s", tt.postcode, got.Code, ok, tt.want)
		}
	}
	if d, ok := set.DistrictNamed("E07000209"); !ok || d != (catalogue.District{Code: "E07000209", Name: "Guildford", County: "Surrey", Force: "surrey"}) {
		t.Errorf("DistrictNamed = %+v", d)
	}
	if got := len(set.Districts()); got != 318 {
		t.Errorf("%d districts, want the 318 of England and Wales", got)
	}
}

func TestOffences(t *testing.T) {
	t.Parallel()
	set := load(t, files.FS)
	tests := []struct {
		code   string
		groups []string
		ok     bool
	}{
		{"19C", []string{"sexual_offence"}, true},
		{" 19c ", []string{"sexual_offence"}, true},
		{"4.1", []string{"bereaved_by_homicide", "violence"}, true},
		{"3B", []string{"violence", "threats_to_kill"}, true},
		{"58J", []string{"criminal_damage", "hate"}, true},
		{"8L/5", []string{"violence", "stalking_harassment"}, true},
		{"999Z", nil, false},
	}
	for _, tt := range tests {
		o, ok := set.Offence(tt.code)
		if ok != tt.ok || cmp.Diff(tt.groups, o.Groups) != "" {
			t.Errorf("Offence(%q) = %+v, %v", tt.code, o, ok)
		}
	}
	if got, want := set.OffenceGroups("58A", true, true), []string{"criminal_damage", "domestic_abuse", "hate"}; !slices.Equal(got, want) {
		t.Errorf("OffenceGroups = %v, want %v", got, want)
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	set := load(t, files.FS)
	ethnicity, _ := set.List("ethnicity")
	barnet, _ := ethnicity.Rollup("barnet")
	for code, want := range map[string]string{"A4": "Asian", "W1": "White British", "W4": "White Other", "M2": "Mixed", "NS": "Not given"} {
		if g, ok := barnet.Group(code); !ok || g.Label != want || g.Unknown != (code == "NS") {
			t.Errorf("%s rolls up to %+v, want %s", code, g, want)
		}
	}
	if c, ok := ethnicity.Find("o1"); !ok || c.Key != "A4" {
		t.Errorf("the older code O1 is %+v, want A4", c)
	}
	relationship, _ := set.List("relationship")
	if c, ok := relationship.Find("Ex-husband"); !ok || c.Group != "domestic" {
		t.Errorf("Ex-husband is %+v, want domestic", c)
	}
	onward, _ := set.List("onward-services")
	if _, ok := onward.Code("community_marac"); !ok || onward.Label("domestic_abuse_marac") != "Domestic-abuse MARAC" {
		t.Error("the two MARACs are two values")
	}
	if onward.Label("no such") != "no such" {
		t.Error("the label of an unknown code is the code")
	}
}

func TestMappingReadsHeaders(t *testing.T) {
	t.Parallel()
	m, _ := load(t, files.FS).Mapping("police-standard")
	l := m.Layout([]string{"\ufeffForce", "CRIME REF. NO", "Victim-No", "ho_code", "Last Name", "First name", "D.O.B", "Shoe size", "Forename"})
	want := catalogue.Layout{
		At: map[catalogue.Field]int{catalogue.FieldForce: 0, catalogue.FieldCrimeReference: 1, catalogue.FieldVictimNumber: 2,
			catalogue.FieldOffenceCode: 3, catalogue.FieldSurname: 4, catalogue.FieldForename: 5, catalogue.FieldBirth: 6},
		Unread: []string{"Shoe size"}, Twice: []catalogue.Field{catalogue.FieldForename},
	}
	if diff := cmp.Diff(want, l); diff != "" {
		t.Errorf("Layout (-want +got):\n%s", diff)
	}
	if got := m.Layout([]string{"Force"}).Missing; len(got) != 5 {
		t.Errorf("missing = %v, want the five other required fields", got)
	}
	for _, f := range catalogue.Fields() {
		if _, ok := m.Column(f); !ok {
			t.Errorf("the standard mapping has no column for %s", f)
		}
	}
}

func TestMappingReadsCells(t *testing.T) {
	t.Parallel()
	m, _ := load(t, files.FS).Mapping("police-standard")
	for cell, want := range map[string]clock.Date{"21/07/2014": "2014-07-21", "2014-07-21": "2014-07-21", " 21-JUL-2014 ": "2014-07-21",
		"21 Jul 2014": "2014-07-21", "21/07/2014 23:59": "2014-07-21", "30/02/2014": "", "07/21/2014": "", "yesterday": "", "": ""} {
		if got, ok := m.Date(cell); got != want || ok != (want != "") {
			t.Errorf("Date(%q) = %q, %v, want %q", cell, got, ok, want)
		}
	}
	type flag struct{ value, known, ok bool }
	for cell, want := range map[string]flag{"Y": {true, true, true}, "yes": {true, true, true}, " N ": {false, true, true}, "0": {false, true, true},
		"": {false, false, true}, "n/k": {false, false, true}, "perhaps": {}} {
		var got flag
		if got.value, got.known, got.ok = m.Flag(cell); got != want {
			t.Errorf("Flag(%q) = %v, want %v", cell, got, want)
		}
	}
	force, _ := m.Column(catalogue.FieldForce)
	for cell, want := range map[string]string{"Cleveland Police": "cleveland", "DURH": "durham", "surrey": "surrey", "": ""} {
		if got, ok := force.Value(cell); got != want || !ok {
			t.Errorf("force %q = %q, %v, want %q", cell, got, ok, want)
		}
	}
	if got, ok := force.Value("Gotham"); ok {
		t.Errorf("force Gotham = %q, want it refused", got)
	}
}

func TestProtocol(t *testing.T) {
	t.Parallel()
	p, _ := service(t, load(t, files.FS), "barnet-asb").Protocol("standard")
	thursday := clock.Date("2026-11-19")
	may := func(allowed ...catalogue.Method) func(catalogue.Method) bool {
		return func(m catalogue.Method) bool { return slices.Contains(allowed, m) }
	}
	first := catalogue.Attempt{By: catalogue.MethodPhone, At: thursday.At(10, 0)}
	second := catalogue.Attempt{By: catalogue.MethodPhone, At: thursday.AddDays(1).At(15, 0)}
	text := catalogue.Attempt{By: catalogue.MethodText, At: thursday.AddDays(4).At(15, 0)}
	tests := []struct {
		name string
		made []catalogue.Attempt
		may  func(catalogue.Method) bool
		want catalogue.Method // "" when the protocol is through
	}{
		{"to begin with", nil, may(catalogue.MethodPhone, catalogue.MethodText), catalogue.MethodPhone},
		{"after one call", []catalogue.Attempt{first}, may(catalogue.MethodPhone, catalogue.MethodText), catalogue.MethodPhone},
		{"after two calls", []catalogue.Attempt{first, second}, may(catalogue.MethodPhone, catalogue.MethodText), catalogue.MethodText},
		{"a letter that is not safe is left out", []catalogue.Attempt{first, second, text}, may(catalogue.MethodPhone, catalogue.MethodText), ""},
		{"a letter that is safe comes last", []catalogue.Attempt{first, second}, may(catalogue.MethodPhone, catalogue.MethodLetter), catalogue.MethodLetter},
	}
	for _, tt := range tests {
		if got, _ := p.NextTry(tt.made, tt.may); got.By != tt.want {
			t.Errorf("%s: next is %q, want %q", tt.name, got.By, tt.want)
		}
	}
	again, _ := p.NextTry([]catalogue.Attempt{first}, may(catalogue.MethodPhone))
	for at, want := range map[clock.Instant][]string{
		thursday.At(11, 0):            {"day", "time_of_day"},
		thursday.At(16, 0):            {"day"},
		thursday.AddDays(1).At(11, 0): {"time_of_day"},
		thursday.AddDays(1).At(16, 0): nil,
	} {
		if diff := cmp.Diff(want, p.Varies(again, []catalogue.Attempt{first}, at)); diff != "" {
			t.Errorf("a second call at %s fails to differ in (-want +got):\n%s", at, diff)
		}
	}
}

// When the next try is due goes by the file's words and the service's hours: the days on which it is shut are none.
func TestWhenTheNextTryIs(t *testing.T) {
	t.Parallel()
	set := load(t, files.FS)
	friday := clock.Date("2026-11-20")
	tests := []struct {
		service, protocol string
		made              []clock.Instant // calls
		from, due         clock.Instant   // of the next
	}{
		{"harmony", "standard", nil, friday.At(10, 0), friday.AddDays(4).At(17, 0)},
		{"harmony", "standard", []clock.Instant{friday.At(10, 0)}, friday.AddDays(3).At(12, 0), friday.AddDays(3).At(17, 0)},
		{"harmony", "standard", []clock.Instant{friday.At(10, 0), friday.AddDays(3).At(13, 0)}, friday.AddDays(4).At(16, 0), friday.AddDays(4).At(17, 0)},
		{"pilot", "first", []clock.Instant{friday.At(10, 30)}, friday.At(13, 30), friday.At(18, 0)},
		{"pilot", "first", []clock.Instant{friday.At(17, 0)}, friday.AddDays(3).At(12, 0), friday.AddDays(3).At(18, 0)},
	}
	for _, tt := range tests {
		s := service(t, set, tt.service)
		p, _ := s.Protocol(tt.protocol)
		var made []catalogue.Attempt
		now := friday.At(10, 0)
		for _, at := range tt.made {
			made, now = append(made, catalogue.Attempt{By: catalogue.MethodPhone, At: at}), at
		}
		next, _ := p.NextTry(made, func(catalogue.Method) bool { return true })
		from, due := p.When(s.Hours, next, made, friday.At(10, 0), now)
		if from != tt.from || due != tt.due {
			t.Errorf("%s after %v: from %s, due %s, want %s, %s", tt.service, tt.made, from, due, tt.from, tt.due)
		}
	}
}
