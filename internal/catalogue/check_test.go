package catalogue_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/catalogue/cataloguetest"
)

// TestCheckNamesFileLineAndReason breaks one shipped file at a time.
func TestCheckNamesFileLineAndReason(t *testing.T) {
	t.Parallel()
	const barnet, matrix = "services/barnet-asb.yaml", "instruments/asb-matrix.yaml"
	tests := []struct {
		name, file, old, now string
		want                 string // part of the reason
		at                   string // a text on the line that is blamed, after the change
	}{
		{"not YAML", barnet, "noun: {one:", "noun: {{one:", "", "noun:"},
		{"unknown key", barnet, "noun:", "nuon:", `unknown key "nuon"`, "nuon:"},
		{"unknown key inside a stage", barnet, "must: [legal_basis", "mutst: [legal_basis", `unknown key "mutst"`, "mutst:"},
		{"a key given twice", barnet, "key: barnet-asb", "key: barnet-asb\nkey: barnet-asb # again", "already defined", "# again"},
		{"missing key", barnet, "next_update_working_days: 5\n", "", "missing property 'next_update_working_days'", "key: barnet-asb"},
		{"unknown step", barnet, "step: review", "step: revue", "stages.6.step: value must be one of", "step: revue"},
		{"unknown role", barnet, "who: administrator", "who: clerk", `"clerk" is not in the list roles`, "who: clerk"},
		{"a role that is shown no work", barnet, "who: administrator", "who: mediator", "a mediator is not shown the work on a case", "who: mediator"},
		{"one of two roles unknown", barnet, "who: administrator", "who: [administrator, clerk]", `"clerk" is not in the list roles`, "who: [administrator"},
		{"unknown instrument", barnet, "outcomes: [twelve-outcomes]", "outcomes: [eleven]", `there is no instrument "eleven"`, "outcomes: [eleven]"},
		{"unknown record", barnet, "safe_contact]", "safe_kontact]", `"safe_kontact" is neither an instrument nor in the list records`, "safe_kontact"},
		{"stage pointing nowhere", barnet, "name: Reached, to: needs", "name: Reached, to: knees", `there is no stage "knees"`, "to: knees"},
		{"next pointing nowhere", barnet, "next: [post_closure_check]", "next: [after]", `there is no stage "after"`, "next: [after]"},
		{"a stage nobody reaches", barnet, "next: [review, exit_measure]}", "next: [exit_measure]}", `the stage "review" can't be reached`, "step: review"},
		{"a stage with no way out", barnet, "must: [twelve-outcomes, satisfaction], next: [close]", "must: [twelve-outcomes, satisfaction], next: [exit_measure]", "can't be closed", "step: exit_measure"},
		{"no such protocol", barnet, "protocol: standard", "protocol: quick", `there is no protocol "quick"`, "protocol: quick"},
		{"a check that is asked for and ruled out", barnet, "name: Goals met, exit_measure: true, check: true", "name: Goals met, exit_measure: true, check: true, no_check: true", "keep one of check and no_check", "key: goals_met, name: Goals met"},
		{"no such reason", barnet, "closes: advice_given", "closes: advised", `"advised" is not one of the closing reasons`, "closes: advised"},
		{"no such area", barnet, "E09000003", "E09000099", "there is no district with the code E09000099", "areas:"},
		{"no such source", barnet, "{key: housing,", "{key: houses,", `"houses" is not in the list sources`, "{key: houses"},
		{"a weight of no band", "services/pilot.yaml", "band: medium, counts: 2", "band: middling, counts: 2", `there is no band "middling"`, "band: middling"},
		{"a band that weighs twice", "services/pilot.yaml", "band: medium, counts: 2", "band: high, counts: 2", `"high" stands twice`, "band: high"},
		{"weights without a limit", "services/pilot.yaml", "  weighted: 70\n", "", "say under weighted what the open cases may come to", "weights:"},
		{"a limit that weighs nothing", "services/pilot.yaml", "  weights: [{band: high, counts: 3}, {band: medium, counts: 2}]\n", "", "say under weights how much a case counts", "weighted: 70"},
		{"a shorter time that lets in more", "services/pilot.yaml", "taken: 60}]", "taken: 160}]", "for a shorter time than 12 months, and no more than 120", "taken: 160"},
		{"more days with a partner than days", barnet, "co_located_days_a_week: 2", "co_located_days_a_week: 4", "the service works 3 days a week", "co_located_days_a_week: 4"},
		{"days with a partner nowhere", barnet, "North London Business Park, co_located: true", "North London Business Park", "none of the places is a partner's", "co_located_days_a_week: 2"},
		{"a check for what there is not", barnet, "needed_for: [cases, alone]", "needed_for: [lunch]", "must be one of", "needed_for: [lunch]"},
		{"somebody goes past no check", barnet, ", needed_for: [cases, alone]", "", "no check is needed for cases, so that there is nothing to go past", "override_by: supervisor         # a new check"},
		{"a role that is none goes past a check", barnet, "  override_by: supervisor         # a new", "  override_by: magician           # a new", "magician", "override_by: magician"},
		{"no such calendar", barnet, "calendar: england-wales", "calendar: mars", `there is no calendar "mars"`, "calendar: mars"},
		{"no such report", barnet, "reports: [barnet-annual]", "reports: [barnet-weekly]", "there is no report reports/barnet-weekly.yaml", "reports:"},
		{"no such offence group", barnet, "bereaved_by_homicide", "theft_of_time", `"theft_of_time" is not in the list offence-groups`, "theft_of_time"},
		{"a rule with an unknown name", barnet, "eligible: Area in Areas", "eligible: Place in Areas", "the rule can't be used: unknown name Place", "eligible:"},
		{"a rule with an unknown value", barnet, "eligible: Area in Areas", `eligible: Area in ["E1"]`, `"E1" is not in the list area`, "eligible:"},
		{"a rule over lines, at its line", "services/pilot.yaml", `Unit == "telephone_investigation_unit"`, `Unit == "tiu"`, `"tiu" is not in the list police-units`, `"tiu"`},
		{"an impossible day", barnet, "from: 2015-04-01\nareas", "from: 2017-02-30\nareas", "2017-02-30 is not a day in the calendar", "2017-02-30"},
		{"until before from", "services/asc.yaml", "until: 2027-03-31", "until: 2017-03-31", "until is before from", "until: 2017-03-31"},
		{"a wrong clock", barnet, "clock: 1 working day,", "clock: soon,", "does not match pattern", "clock: soon"},
		{"a key twice", barnet, "key: referred_on", "key: goals_met", `"goals_met" stands twice`, "key: goals_met, name: Referred"},
		{"a source that stands for nobody", "services/adt.yaml", "{key: other_agency, doors", "{key: not_known, doors", "not_known stands for whoever nobody can name", "key: not_known"},
		{"a door shut without a word", "services/adt.yaml", "door: panel", "door: police_file", "the door panel is neither open to a source nor refused", "sources:"},
		{"the offence chooses where need decides", "services/pilot.yaml", "first_contact: {by: need, default: phone}", "first_contact: {by: offence_code, default: phone}", "the offence can't choose how somebody is first reached", "by: offence_code"},
		{"closing before opening", barnet, `close: "17:00"`, `close: "08:00"`, "it must close after it opens", "hours:"},
		{"another file's key", barnet, "key: barnet-asb", "key: barnet", "begin the file's name with the key", "key: barnet"},
		{"telling what is not told", barnet, "tells: contacted", "tells: sessions", `"sessions" is not among what the referrer is told`, "tells: sessions"},
		{"a gap below the bands", matrix, "name: Low, from: 0", "name: Low, from: 2", "someone would have no band", "from: 2}"},
		{"a band nobody reaches", matrix, "name: High, from: 29", "name: High, from: 42", "the highest score is 41", "from: 42"},
		{"held longer than asked for", matrix, "hold_days: 7", "hold_days: 93", "who takes one can't have it longer than it is asked for", "hold_days: 93"},
		{"a flag by what a case does not know", barnet, "high_need_when: Need in", "high_need_when: Age < 18 or Need in", "Age is not known of a case", "high_need_when"},
		{"a flag by a need there is none of", barnet, `high_need_when: Need in ["ongoing"`, `high_need_when: Need in ["endless"`, `"endless" is not in the list need-levels`, "endless"},
		{"a risk by a form without bands", barnet, "high_risk_when:", "risk: triage\nhigh_risk_when:", `"triage" is no matrix that this service offers`, "risk: triage"},
		{"an answer of the police to no question", "mappings/police-standard.yaml", "question: getting_worse", "question: getting_better", `triage has no question "getting_better"`, "getting_better"},
		{"an answer of the police to a form that does not stand", "mappings/police-standard.yaml", "form: triage, question: alone", "form: asb-matrix, question: alone", `"asb-matrix" is no form of first questions`, "form: asb-matrix"},
		{"an answer of the police that is none", "mappings/police-standard.yaml", "unsure: [Not sure, Unclear]", "perhaps: [Not sure, Unclear]", `"perhaps" is no answer to safe_now`, "perhaps:"},
		{"a yes that is no answer", "mappings/police-standard.yaml", `answer: "yes"`, `answer: "maybe"`, "the answer that a yes stands for is one of happened_before", `answer: "maybe"`},
		{"how they know each other read twice", "mappings/police-standard.yaml", "question: alone", "question: known_as", "is read from the column of the relationship", "question: known_as"},
		{"an answer under another field's name", "mappings/police-standard.yaml", "field: effect,", "field: asb,", "asb is read as something else already", "asks: {form: triage, question: affected}"},
		{"a flag by no band", barnet, `high_risk_when: Band == "high"`, `high_risk_when: Band == "extreme"`, `"extreme" is not in the list band`, "extreme"},
		{"who comes in by what only a case knows", barnet, "eligible: Area in Areas", "eligible: OpenNeeds >= 1", "OpenNeeds is known only once a case is worked on", "eligible:"},
		{"an escalator's answer that is none", matrix, `hostility == "yes"`, `hostility == "aye"`, `"aye" is not an answer to the question hostility`, "aye"},
		{"an escalator to no band", matrix, "at_least: high", "at_least: severe", `there is no band "severe"`, "at_least: severe"},
		{"a matrix without points", matrix, "label: Now and then, points: 0", "label: Now and then", "missing property 'points'", "Now and then"},
		{"a right owed by nobody", "entitlements/victims-code.yaml", "by: probation", "by: the_moon", `"the_moon" is not one of the providers`, "the_moon"},
		{"a right with half its times", "entitlements/victims-code.yaml", "standard: 20 working days, ", "", "give both times", "key: contact_scheme"},
		{"a right from nowhere", "entitlements/victims-code.yaml", "  summary: \"Summaries", "  code: \"Summaries", `say under sources what the source "summary" is`, "key: confirmation"},
		{"a gateway suggested by nothing that comes", "entitlements/victims-code.yaml", "suggested_by: [child, vulnerable]", "suggested_by: [age]", "value must be one of", "suggested_by: [age]"},
		{"a right in force twice", "entitlements/victims-code.yaml", "key: complaint", "key: support", `the right "support" is in force twice`, "number: 12"},
		{"a holiday twice", "calendars/england-wales.yaml", "2012-04-09", "2012-04-06", `"2012-04-06" stands twice`, "Easter Monday"},
		{"a code lost to the report", "codes/ethnicity.yaml", "codes: [O2, O9]", "codes: [O2]", `the code "O9" is in no group`, "key: barnet"},
		{"one header for two fields", "mappings/police-standard.yaml", "headers: [Victim title,", "headers: [DOB,", `means title already`, "field: date_of_birth"},
		{"no such field", "mappings/police-standard.yaml", "field: language", "field: tongue", `there is no field "tongue"`, "field: tongue"},
		{"a district that is none", "areas/postcodes.csv", "AL1,E07000240", "AL1,E07000999", "there is no district E07000999", "AL1,E07000999"},
		{"a sentence the program never says", "words/en.yaml", "  read_out: ", "  read_loud: ", `unknown key "read_loud"`, "read_loud"},
		{"a sentence that is missing", "words/en.yaml", "  read_out: ", "  read_loud: ", "missing property 'read_out'", "receipt:"},
		{"a name that nothing fills", "words/en.yaml", "  where: \"Where: {place}\"", "  where: \"Where: {palace}\"", "nothing is filled in for {palace} here", "{palace}"},
		{"a letter without the number to ring", "words/en.yaml", "To change it, ring {ring}", "To change it, ring", "{ring} is left out", "change: To"},
		{"a sentence for referrers with a name too many", "words/en.yaml", "Sessions held: {count}.", "Sessions held: {n}.", "nothing is filled in for {n} here", "{n}"},
		{"an offence in no group we know", "codes/offences.csv", "Arson,arson", "Arson,fire", `"fire" is not in codes/offence-groups.yaml`, "56A"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			all := cataloguetest.With(t, nil)
			swap(t, all, tt.file, tt.old, tt.now)
			line := 0
			for n, text := range strings.Split(string(all[tt.file].Data), "\n") {
				if strings.Contains(text, tt.at) {
					line = n + 1
					break
				}
			}
			problems := catalogue.Check(all)
			found := slices.ContainsFunc(problems, func(p catalogue.Problem) bool {
				return p.File == tt.file && p.Line == line && strings.Contains(p.Reason, tt.want)
			})
			if !found {
				t.Errorf("Check does not say %s:%d: …%s…; it says\n%v", tt.file, line, tt.want, catalogue.Problems(problems).Error())
			}
		})
	}
}

func TestCheckOfEditionsThatOverlap(t *testing.T) {
	t.Parallel()
	all := cataloguetest.With(t, nil)
	all["services/asc.2027.yaml"] = &fstest.MapFile{Data: all["services/asc.yaml"].Data}
	problems := catalogue.Check(all)
	if len(problems) != 1 || !strings.Contains(problems[0].Reason, "in force on some of the same days") {
		t.Errorf("Check = %v", problems)
	}
}

func TestCheckOfEmptyAndBinaryFiles(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "---\n", "# only a comment\n", "\x00\x01\x02", "- a\n- b\n", "just words", "a: &a [*a]\n", strings.Repeat("[", 100)} {
		all := cataloguetest.With(t, nil)
		all["services/new.yaml"] = &fstest.MapFile{Data: []byte(text)}
		problems := catalogue.Check(all)
		if len(problems) == 0 || problems[0].File != "services/new.yaml" {
			t.Errorf("Check of %q = %v", text, problems)
		}
	}
}

func TestEmptyCatalogueSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	if problems := catalogue.Check(fstest.MapFS{}); len(problems) == 0 {
		t.Error("a folder without a catalogue is accepted")
	}
}
