package pilot

import (
	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
)

// end is how it went for some people.
type end struct {
	n               int
	outcome, agreed string
	reason          string
	written         bool // the first try was in writing; to an empty outcome nobody tried
}

var (
	pilotMonths = [6]int{24, 34, 36, 29, 37, 38} // 198
	unitMonths  = [6]int{36, 35, 35, 31, 37, 36} // 210

	pilotEnds = []end{
		{n: 31, outcome: "no_response", reason: "no_response"}, {n: 15, outcome: "declined", reason: "declined"},
		{n: 12, outcome: "reached", agreed: "declined", reason: "declined"}, {n: 41, outcome: "reached", agreed: "information", reason: "information_given"},
		{n: 24, outcome: "reached", agreed: "immediate", reason: "need_met"}, {n: 14, outcome: "reached", agreed: "referred_on", reason: "referred_on"},
		{n: 8, outcome: "reached", agreed: "volunteer", reason: "to_volunteer"}, {n: 53, outcome: "reached", agreed: "case_worker"},
	}
	// The Unit's, by the dip samples of 2014: 15 of 203 were left out by type of crime, so 16 of 210; the other 194 as Durham's 66,
	// of whom 37 were first rung, 29 first written to and never heard of, 31 reached, and of those 2 had moved, 7 declined, 11 were
	// sent information, 2 equipment, and 9 went to the community service.
	unitEnds = []end{
		{n: 16, outcome: "excluded"}, {n: 85, outcome: "no_response", reason: "no_response", written: true}, {n: 18, outcome: "no_response", reason: "no_response"},
		{n: 6, outcome: "moved", reason: "moved_away"}, {n: 15, outcome: "declined", reason: "declined"}, {n: 6, outcome: "reached", agreed: "declined", reason: "declined"},
		{n: 32, outcome: "reached", agreed: "information", reason: "information_sent"}, {n: 6, outcome: "reached", agreed: "equipment", reason: "equipment_sent"},
		{n: 26, outcome: "reached", agreed: "community", reason: "goals_met"},
	}
)

// The types of crime, as the Victim Care Unit sorts them: whose victims it rings, whose it writes to, and whom it leaves out. The
// pilot makes no difference between them.
var (
	rung      = []string{"8N", "28E", "105A", "8L", "34B"}
	writtenTo = []string{"58A", "49"}
	leftOut   = []string{"45", "9A", "126"}
)

// Places of the pilot's people, and of the others. Endings are not in use (doc/data-sources.md).
var (
	darlington = []madeup.Place{
		{District: "E06000005", Town: "Darlington", Sector: "DL1 9", Endings: "XT QG AJ YU PT GW WL BR XW FU PN JX"},
		{District: "E06000005", Town: "Darlington", Sector: "DL3 6", Endings: "GB RL ZG GW WD WF ZJ UT PE XL XD ZU"},
	}
	cleveland = []madeup.Place{
		{District: "E06000002", Town: "Middlesbrough", Sector: "TS1 3", Endings: "QF SD XH RS QN ZS WD BT TE ZD SR UW"},
		{District: "E06000004", Town: "Stockton-on-Tees", Sector: "TS18 1", Endings: "PW XX ZQ WU HX ZW JW BW FU DP FX QW"},
		{District: "E06000001", Town: "Hartlepool", Sector: "TS24 8", Endings: "GQ RU GS TS WN WH ZH AB TR WX RX YT"},
		{District: "E06000003", Town: "Redcar", Sector: "TS10 1", Endings: "YY FB ZE FP US ZW GR WW GH WG YW TX"},
	}
	durham = []madeup.Place{{District: "E06000047", Town: "Durham", Sector: "DH1 2", Endings: "GG YG ZG YL GF NY QY GX DZ JE ZH HW"}}
)

// shut are bank holidays.
var shut = []clock.Date{"2015-12-25", "2015-12-28", "2016-01-01", "2016-03-25", "2016-03-28", "2016-05-02", "2016-05-30"}

func open(d clock.Date) bool { return madeup.Weekday(d, shut) }
