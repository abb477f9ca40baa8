package harmony

import (
	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
)

type share struct {
	code string
	n    int
}

var (
	cameTo = []share{{"support", 338}, {"support_and_mediation", 59}, {"mediation", 14}, {"advice", 46}}

	perMonth = [12]int{22, 31, 27, 36, 38, 42, 40, 44, 45, 46, 43, 43}

	sources = []share{{"staffordshire_police", 168}, {"self", 96}, {"housing", 74}, {"council_asb_team", 62}, {"mental_health", 12},
		{"adult_social_care", 10}, {"environmental_health", 9}, {"gp", 7}, {"probation", 6}, {"childrens_services", 5},
		{"mediation_charity", 4}, {"other_agency", 4}}

	perDistrict = []int{128, 44, 49, 32, 58, 29, 53, 30, 34} // in the order of places

	trained = []int{9, 14, 11, 8, 16, 12, 10, 15, 13, 12, 14, 13} // 147 people
	came    = []int{48, 62, 35, 120, 85, 40, 150, 66, 54, 90, 72, 38, 110, 45, 60, 130, 78, 52, 96, 41, 70, 84, 58, 33, 140, 64, 88,
		75, 47, 102, 69, 80, 84} // 2,466 people at 33 sessions
)

// places are the districts of Staffordshire and Stoke-on-Trent, each with a sector of postcodes that lies in it
// and endings that are not in use there (doc/data-sources.md).
var places = []madeup.Place{
	{District: "E06000021", Town: "Stoke-on-Trent", Sector: "ST1 3", Endings: "EE LP ZS QL FX ZH NE TY TW WF EW GY"},
	{District: "E07000192", Town: "Cannock", Sector: "WS11 9", Endings: "EH DN ES FX WY BQ LE ZF TE ET GH GQ"},
	{District: "E07000193", Town: "Burton upon Trent", Sector: "DE14 1", Endings: "AF FY NZ UA LZ WA UL LB FS XA ZE TP"},
	{District: "E07000194", Town: "Lichfield", Sector: "WS13 6", Endings: "ZZ XQ XU XZ YL FT WE ZS ZN YT YA ZA"},
	{District: "E07000195", Town: "Newcastle-under-Lyme", Sector: "ST5 5", Endings: "WZ XD XE XA NF ZG XF HT QT JR RE YF"},
	{District: "E07000196", Town: "Codsall", Sector: "WV8 1", Endings: "SX QZ WF ZQ GT QX BP ZE SN YU QU WQ"},
	{District: "E07000197", Town: "Stafford", Sector: "ST16 2", Endings: "UT BF ES ZB GU PQ FZ UZ HX NW UQ PF"},
	{District: "E07000198", Town: "Leek", Sector: "ST13 5", Endings: "WH FY FW WN WF WJ WL ST FL GE FS ZW"},
	{District: "E07000199", Town: "Tamworth", Sector: "B79 7", Endings: "NS ZT HZ SY ZD GB WA AQ GS WF PE FX"},
}

// shut are bank holidays and the days the office was closed at Christmas.
var shut = []clock.Date{"2021-12-27", "2021-12-28", "2021-12-29", "2021-12-30", "2021-12-31", "2022-01-03", "2022-04-15", "2022-04-18",
	"2022-05-02", "2022-06-02", "2022-06-03", "2022-08-29", "2022-09-19", "2022-12-26", "2022-12-27"}

func open(d clock.Date) bool { return madeup.Weekday(d, shut) }
