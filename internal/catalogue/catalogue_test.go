package catalogue_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	files "goldenthread/catalogue"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/catalogue/cataloguetest"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

func load(t *testing.T, fsys fs.FS) *catalogue.Set {
	t.Helper()
	set, err := catalogue.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func service(t *testing.T, set *catalogue.Set, key string) catalogue.Service {
	t.Helper()
	s, ok := set.Service(key)
	if !ok {
		t.Fatalf("there is no service %s", key)
	}
	return s
}

// swap replaces a text in a file of a copy; the text must be there.
func swap(t *testing.T, all fstest.MapFS, name, old, now string) {
	t.Helper()
	text := string(all[name].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not hold %q any more", name, old)
	}
	all[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, now, 1))}
}

func TestShippedCatalogueIsRight(t *testing.T) {
	t.Parallel()
	for _, p := range catalogue.Check(files.FS) {
		t.Error(p)
	}
}

// TestServicesWalk walks each service's file along its longest way and says what its file is for.
func TestServicesWalk(t *testing.T) {
	t.Parallel()
	set := load(t, files.FS)
	tests := []struct {
		key, noun string
		way       []string // the stages of someone who is helped to the end
	}{
		{"adt", "victim", []string{"screen", "contact", "needs", "offer", "allocate", "plan", "exit_measure", "close"}},
		{"asc", "client", []string{"screen", "assessment_call", "coach_referral", "allocate", "sessions", "exit_measure", "close", "post_closure_check"}},
		{"barnet-asb", "service user", []string{"screen", "contact", "needs", "offer", "allocate", "plan", "review", "exit_measure", "close", "post_closure_check"}},
		{"harmony", "victim", []string{"screen", "contact", "needs", "offer", "mediation_screen", "allocate", "plan", "review", "exit_measure", "close", "post_closure_check"}},
		{"pilot", "victim", []string{"screen", "priority", "contact", "needs", "offer", "allocate", "plan", "review", "exit_measure", "close", "post_closure_check"}},
	}
	for _, tt := range tests {
		t.Run(tt.key, func(t *testing.T) {
			t.Parallel()
			s := service(t, set, tt.key)
			if s.Noun.One != tt.noun {
				t.Errorf("noun = %q, want %q", s.Noun.One, tt.noun)
			}
			if got := s.First().Key; got != tt.way[0] {
				t.Fatalf("first stage = %q, want %q", got, tt.way[0])
			}
			for i := 1; i < len(tt.way); i++ {
				from, _ := s.Stage(tt.way[i-1])
				if !from.Leads(tt.way[i]) {
					t.Errorf("%q leads to %v, want %q among them", from.Key, from.Next, tt.way[i])
				}
			}
			if last := tt.way[len(tt.way)-1]; len(s.Next(last)) != 0 {
				t.Errorf("after %q comes %v, want nothing", last, s.Next(last))
			}
		})
	}
	if got := len(set.Services()); got != len(tests) {
		t.Errorf("%d services are shipped, %d are walked", got, len(tests))
	}
}

func TestWhatTheServicesSay(t *testing.T) {
	t.Parallel()
	set := load(t, files.FS)
	asc, barnet, pilot, adt := service(t, set, "asc"), service(t, set, "barnet-asb"), service(t, set, "pilot"), service(t, set, "adt")

	if _, refused := asc.Refusal(catalogue.DoorSelf); asc.Opens(catalogue.DoorSelf) || !refused {
		t.Error("ASC must refuse self-referral with words (R017)")
	}
	if asc.Sessions == nil || asc.Sessions.Min != 1 || asc.Sessions.Max != 3 {
		t.Errorf("ASC sessions = %+v, want 1 to 3 (R093)", asc.Sessions)
	}
	if target, ok := asc.Target("coaching_referrals", "2018-09-30"); !ok || target.Amount != 180 {
		t.Errorf("ASC target 2018-19 = %+v, want 180 (R095)", target)
	}
	if target, ok := barnet.Target("referrals", "2018-03-31"); !ok || target.Amount != 60 {
		t.Errorf("Barnet target = %+v, want 60 (R192)", target)
	}
	if pilot.Cap == nil || pilot.Cap.Taken != 120 || pilot.Cap.Months != 12 ||
		!pilot.Cap.Counts("case worker") || pilot.Cap.Counts("victim care officer") {
		t.Errorf("pilot cap = %+v, want 120 in 12 months for case workers only (R205)", pilot.Cap)
	}
	if method, by := pilot.FirstContact.ByOffence([]string{"violence"}); by {
		t.Errorf("in the pilot the offence decides on %s: need must (R045)", method)
	}
	if method, by := adt.FirstContact.ByOffence([]string{"violence"}); !by || method != catalogue.MethodPhone {
		t.Errorf("ADT first contact of violence = %s, %v: want phone by offence code", method, by)
	}
	if !adt.Excludes("9A") || pilot.Excludes("9A") {
		t.Error("ADT leaves some offences out by code, the pilot none (R034)")
	}
	if group, needed := barnet.Basis.NeedsExplicitConsent(set.OffenceGroups("19C", false, false)); !needed || group != "sexual_offence" {
		t.Errorf("a sexual offence needs explicit consent, got %q", group)
	}
	if group, needed := barnet.Basis.NeedsExplicitConsent(set.OffenceGroups("58A", true, false)); !needed || group != "domestic_abuse" {
		t.Errorf("damage flagged as domestic abuse needs explicit consent, got %q", group)
	}
	if !barnet.NeedsExitMeasure("goals_met") || barnet.NeedsExitMeasure("no_response") {
		t.Error("an exit measure is asked for when goals are met, and not when nobody answered")
	}
	priority, _ := pilot.Stage("priority")
	if !priority.Needs("joint-priority") {
		t.Error("the pilot's priority is agreed with the police before first contact (R061)")
	}
}

// A sixth service is one more file: no Go, and nothing else changes.
const sixth = `
key: kent-listening
name: Kent listening line
noun: {one: caller, many: callers}
from: 2026-04-01
areas: [E07000106]
hours: {calendar: england-wales, days: [sat, sun], open: "10:00", close: "14:00"}
sources:
  - {key: self, doors: [self, phone]}
refuses:
  - {door: police_file, contact: Victim Care Unit, say: Callers come to us themselves.}
  - {door: agency_form, contact: Victim Care Unit, say: Callers come to us themselves.}
  - {door: panel, contact: Victim Care Unit, say: Callers come to us themselves.}
eligible: Area in Areas and (Age >= 16 or known(Agreement))
basis: {default: self, accepts: [self], explicit_consent_for: []}
age: {min: 16, held_for: designated safeguarding lead}
first_contact: {by: need, default: phone}
stages:
  - {step: offer, name: Listening, who: case worker, must: [what_she_wants], outcomes: [{key: again, name: Call again, to: sessions}, {key: enough, name: Enough, to: close, closes: enough}]}
  - {step: sessions, name: More calls, who: case worker}
  - {step: close, name: Closed, who: case worker}
next_update_working_days: 5
closing_reasons:
  - {key: enough, name: It was enough}
tells_referrer: []
`

func TestSixthService(t *testing.T) {
	t.Parallel()
	all := cataloguetest.With(t, nil)
	before := load(t, all)
	all["services/kent-listening.yaml"] = &fstest.MapFile{Data: []byte(sixth)}
	set := load(t, all)

	s := service(t, set, "kent-listening")
	var walked []string
	for stage := s.First(); ; stage = s.Next(stage.Key)[0] {
		walked = append(walked, stage.Key)
		if len(s.Next(stage.Key)) == 0 {
			break
		}
	}
	if diff := cmp.Diff([]string{"offer", "sessions", "close"}, walked); diff != "" {
		t.Errorf("its stages, walked (-want +got):\n%s", diff)
	}
	tests := []struct {
		name  string
		facts catalogue.Facts
		want  catalogue.Answer
	}{
		{"in the district and old enough", catalogue.Facts{Area: catalogue.Known("E07000106"), Age: catalogue.Known(16)}, catalogue.Answer{Verdict: catalogue.Yes}},
		{"elsewhere, whatever the age", catalogue.Facts{Area: catalogue.Known("E09000003")}, catalogue.Answer{Verdict: catalogue.No}},
		{"age not known", catalogue.Facts{Area: catalogue.Known("E07000106")}, catalogue.Answer{Verdict: catalogue.Ask, Missing: []string{"Age"}}},
		{"nothing known", catalogue.Facts{}, catalogue.Answer{Verdict: catalogue.Ask, Missing: []string{"Area", "Age"}}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, s.Eligible.Ask(tt.facts)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	for _, old := range before.Services() {
		if now := service(t, set, old.Key); now.Version != old.Version {
			t.Errorf("the version of %s changed with a file it does not refer to", old.Key)
		}
	}
}

func TestVersionCoversWhatAServiceRefersTo(t *testing.T) {
	t.Parallel()
	before := load(t, files.FS)
	tests := []struct {
		name, file, old, now string
		changes              []string
	}{
		{"its own file", "services/asc.yaml", "Coach allocated", "Given to a coach", []string{"asc"}},
		{"an instrument", "instruments/asc-statements.yaml", "Not at all", "Never", []string{"asc"}},
		{"the calendar, for all", "calendars/england-wales.yaml", "Boxing Day", "Feast of Stephen", []string{"adt", "asc", "barnet-asb", "harmony", "pilot"}},
		{"words, for none: they change no decision", "words/en.yaml", "Get help", "Help", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			all := cataloguetest.With(t, nil)
			swap(t, all, tt.file, tt.old, tt.now)
			after := load(t, all)
			var changed []string
			for _, s := range before.Services() {
				if service(t, after, s.Key).Version != s.Version {
					changed = append(changed, s.Key)
				}
			}
			if diff := cmp.Diff(tt.changes, changed); diff != "" {
				t.Errorf("versions that changed (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEditionsFollowEachOther(t *testing.T) {
	t.Parallel()
	all := cataloguetest.With(t, nil)
	next := string(all["services/asc.yaml"].Data)
	next = strings.Replace(next, "from: 2017-08-01\nuntil: 2027-03-31", "from: 2027-04-01\nuntil: 2030-03-31", 1)
	all["services/asc.2027.yaml"] = &fstest.MapFile{Data: []byte(next)}
	set := load(t, all)
	for day, from := range map[clock.Date]clock.Date{"2027-03-31": "2017-08-01", "2027-04-01": "2027-04-01"} {
		s, ok := set.ServiceOn("asc", day)
		if !ok || s.From != from {
			t.Errorf("on %s the edition from %s is in force, want from %s", day, s.From, from)
		}
	}
	if s := service(t, set, "asc"); s.From != "2027-04-01" {
		t.Errorf("the latest edition is from %s", s.From)
	}
}

func TestLoadRefusesWhatCheckFinds(t *testing.T) {
	t.Parallel()
	all := cataloguetest.With(t, nil)
	swap(t, all, "services/asc.yaml", "noun:", "nuon:")
	_, err := catalogue.Load(all)
	if errs.KindOf(err) != errs.Invalid || !strings.Contains(err.Error(), `services/asc.yaml:6: unknown key "nuon"`) {
		t.Errorf("Load = %v", err)
	}
}

func TestWord(t *testing.T) {
	t.Parallel()
	set := load(t, files.FS)
	if got, want := set.Word("error.unavailable.reference", "reference", "GT-7K3M-92QX"), "Reference GT-7K3M-92QX"; got != want {
		t.Errorf("Word = %q, want %q", got, want)
	}
	if got := set.Word("no.such"); got != "no.such" || set.HasWord("no.such") {
		t.Errorf("an unknown word gives %q", got)
	}
}
