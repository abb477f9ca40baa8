package barnet

// margin is how many of one code fall in the first and in the second half of the year.
type margin struct {
	code          string
	first, second int
}

// The published margins (D5b to D8c), and for each table the split that gives its columns.
var (
	perQuarter = [4]int{29, 13, 27, 10}

	sources = []margin{{"metropolitan_police", 12, 11}, {"barnet_asb_team", 6, 15}, {"community_safety", 7, 5}, {"multi_crime", 1, 3},
		{"self", 7, 1}, {"environmental_health", 1, 0}, {"housing", 8, 2}}

	onwardTo = []margin{{"community_marac", 7, 3}, {"mental_health", 24, 19}, {"housing_support", 11, 21}, {"community_safety", 9, 4},
		{"emergency_services", 2, 6}, {"social_care", 5, 3}, {"police_complaints", 2, 0}, {"highways", 2, 0}, {"legal_services", 5, 4}}

	needs = []margin{{"mediation", 6, 2}, {"home_security", 0, 10}, {"asb_powers", 6, 7}, {"personal_safety", 17, 8}, {"housing", 11, 22},
		{"special_support", 30, 19}, {"advocacy", 26, 34}, {"practical", 33, 35}, {"emotional", 37, 35}}

	additional = []margin{{"burglary", 2, 2}, {"parking", 5, 1}, {"youth", 7, 5}, {"drugs", 14, 6}, {"criminal_damage", 12, 10},
		{"noise", 17, 15}, {"assault", 7, 25}, {"hate_crime", 28, 21}, {"harassment", 18, 33}}

	mediationPerQuarter = [4]int{5, 1, 1, 1}
	advocacyPerQuarter  = [4]int{9, 6, 7, 4} // 26 people; the printed report does not split them
	courtPeople         = 6                  // the printed report gives no figure
)

// share is how many of the 79 new people have one answer.
type share struct {
	code string
	n    int
}

var (
	sexes       = []share{{"male", 25}, {"female", 54}}
	ethnicities = []share{{"W1", 33}, {"W9", 9}, {"W2", 4}, {"W3", 1}, {"A1", 6}, {"A2", 3}, {"A3", 2}, {"A4", 1}, {"A9", 2},
		{"B2", 5}, {"B1", 3}, {"B9", 1}, {"NS", 3}, {"PNS", 4}, {"", 2}}
)

// band is how many of the 79 new people are of an age at referral; one from 0 to 0 did not say.
type band struct{ from, to, n int }

var bands = []band{{18, 25, 11}, {26, 35, 11}, {36, 45, 15}, {46, 55, 12}, {56, 65, 14}, {66, 84, 9}, {0, 0, 7}}
