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
}

var (
	pilotMonths = [6]int{24, 34, 36, 29, 37, 38} // 198
	unitMonths  = [6]int{36, 35, 35, 31, 37, 36} // 210

	pilotEnds = []end{
		{31, "no_response", "", "no_response"}, {15, "declined", "", "declined"}, {12, "reached", "declined", "declined"},
		{41, "reached", "information", "information_given"}, {24, "reached", "immediate", "need_met"}, {14, "reached", "referred_on", "referred_on"},
		{8, "reached", "volunteer", "to_volunteer"}, {53, "reached", "case_worker", ""},
	}
	unitEnds = []end{
		{16, "excluded", "", ""}, {92, "no_response", "", "no_response"}, {34, "declined", "", "declined"}, {11, "reached", "declined", "declined"},
		{43, "reached", "information", "information_sent"}, {14, "reached", "equipment", "equipment_sent"},
	}
)

// The types of crime: those the Victim Care Unit leaves out stand apart.
var (
	offences = []string{"8N", "28E", "58A", "49", "105A", "8L", "34B"}
	leftOut  = []string{"45", "9A", "126"}
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
