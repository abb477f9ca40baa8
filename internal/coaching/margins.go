package coaching

import (
	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
)

// period is a stretch of the records with what must come out of it.
type period struct {
	months    []month
	proposers []share // 48 of 121 are 40 %, 67 of 132 are 51 %
	districts []int   // in the order of places
	ends      []end   // in the order in which people came: the latest are those still open
}

// month is how many people were referred in a month.
type month struct {
	first clock.Date
	n     int
}

type share struct {
	code string
	n    int
}

// end is how it went for some people: how many sessions they had, and how the statements changed.
type end struct {
	n        int
	outcome  string // of the assessment call
	sessions int
	change   change
	late     bool // closed only after the report was counted
	waits    bool // and not coached before it either
}

// change is how the statements changed from the call to the last session.
type change string

const (
	all      change = "all"  // every one better
	some     change = "some" // some better, some not
	nothing  change = "none" // none better
	notAsked change = ""     // not answered twice
)

var yearOne = period{
	months: []month{{"2017-05-01", 1}, {"2017-06-01", 1}, {"2017-08-01", 6}, {"2017-09-01", 11}, {"2017-10-01", 14}, {"2017-11-01", 17},
		{"2017-12-01", 12}, {"2018-01-01", 18}, {"2018-02-01", 20}, {"2018-03-01", 21}},
	proposers: []share{{"police", 48}, {"council", 29}, {"housing", 22}, {"health", 11}, {"social care", 7}, {"justice", 4}},
	districts: []int{12, 7, 16, 6, 15, 9, 17, 8, 7, 10, 14},
	ends: []end{
		{n: 15, outcome: "accepted", sessions: 1, change: some}, {n: 3, outcome: "accepted", sessions: 1, change: notAsked},
		{n: 10, outcome: "accepted", sessions: 2, change: all}, {n: 8, outcome: "accepted", sessions: 2, change: some},
		{n: 3, outcome: "accepted", sessions: 2, change: nothing}, {n: 4, outcome: "accepted", sessions: 2, change: notAsked},
		{n: 14, outcome: "accepted", sessions: 3, change: all}, {n: 5, outcome: "accepted", sessions: 3, change: some},
		{n: 5, outcome: "accepted", sessions: 3, change: nothing}, {n: 3, outcome: "accepted", sessions: 3, change: notAsked},
		{n: 21, outcome: "declined"}, {n: 9, outcome: "not_suitable"}, {n: 21, outcome: "no_response"},
	},
}

var yearTwo = period{
	months:    []month{{"2018-04-01", 20}, {"2018-05-01", 23}, {"2018-06-01", 21}, {"2018-07-01", 22}, {"2018-08-01", 23}, {"2018-09-01", 23}},
	proposers: []share{{"police", 67}, {"council", 26}, {"housing", 18}, {"health", 12}, {"social care", 6}, {"justice", 3}},
	districts: []int{14, 8, 17, 7, 17, 10, 18, 8, 8, 10, 15},
	ends: []end{
		{n: 12, outcome: "accepted", sessions: 1, change: some}, {n: 2, outcome: "accepted", sessions: 1, change: notAsked},
		{n: 11, outcome: "accepted", sessions: 2, change: all}, {n: 12, outcome: "accepted", sessions: 2, change: some},
		{n: 3, outcome: "accepted", sessions: 2, change: nothing}, {n: 1, outcome: "accepted", sessions: 2, change: notAsked},
		{n: 16, outcome: "accepted", sessions: 3, change: all}, {n: 11, outcome: "accepted", sessions: 3, change: some},
		{n: 3, outcome: "accepted", sessions: 3, change: nothing}, {n: 1, outcome: "accepted", sessions: 3, change: notAsked},
		{n: 7, outcome: "declined"}, {n: 4, outcome: "not_suitable"}, {n: 6, outcome: "no_response"},
		{n: 14, outcome: "accepted", sessions: 2, change: some, late: true}, {n: 10, outcome: "accepted", sessions: 3, change: all, late: true},
		{n: 14, outcome: "accepted", sessions: 2, change: some, late: true, waits: true}, {n: 5, outcome: "no_response", late: true, waits: true},
	},
}

// places are the eleven districts and boroughs, each with a sector of postcodes that lies in it and
// endings that are not in use there (doc/data-sources.md).
var places = []madeup.Place{
	{District: "E07000207", Town: "Walton-on-Thames", Sector: "KT12 4", Endings: "SN GN TN XT FE FN ZZ WG FU TB WX FG"},
	{District: "E07000208", Town: "Epsom", Sector: "KT19 8", Endings: "XW QH DU JE WY WT EN RL JW YL WU EG"},
	{District: "E07000209", Town: "Guildford", Sector: "GU1 3", Endings: "WA DR FJ WX WW WG BG WE HT BD FH BA"},
	{District: "E07000210", Town: "Leatherhead", Sector: "KT22 7", Endings: "ZX LL UR YB LS ZS JJ WE ZY PQ FX PT"},
	{District: "E07000211", Town: "Redhill", Sector: "RH1 1", Endings: "UA GF XX FT YD FS YY NP XD ZT XR UX"},
	{District: "E07000212", Town: "Chertsey", Sector: "KT16 8", Endings: "ZH SL UJ WX UF TA SE NN ZQ GT YH ZJ"},
	{District: "E07000213", Town: "Sunbury", Sector: "TW16 6", Endings: "GN EA UW HZ UE TU ZW PL XY TE HU WG"},
	{District: "E07000214", Town: "Camberley", Sector: "GU15 3", Endings: "GF JB YT XG LF WE JX YH FS GJ ZJ ZR"},
	{District: "E07000215", Town: "Caterham", Sector: "CR3 5", Endings: "WU WY ZY WZ YZ YE YW XX FS GL UW YA"},
	{District: "E07000216", Town: "Haslemere", Sector: "GU27 2", Endings: "XN XB FP FN XY XP RN WW UY XG ZB TG"},
	{District: "E07000217", Town: "Woking", Sector: "GU21 5", Endings: "PP ZP UG YY SX AL WG SZ GH YE ER WS"},
}

// shut are bank holidays and the days the office was closed at Christmas.
var shut = []clock.Date{"2017-05-01", "2017-05-29", "2017-08-28", "2017-12-25", "2017-12-26", "2017-12-27", "2017-12-28", "2017-12-29",
	"2018-01-01", "2018-03-30", "2018-04-02", "2018-05-07", "2018-05-28", "2018-08-27", "2018-12-25", "2018-12-26"}

func open(d clock.Date) bool { return madeup.Weekday(d, shut) }
