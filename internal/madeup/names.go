package madeup

// Forenames are among the most common of those born about the decade (doc/data-sources.md), by sex.
// They are drawn without regard to surname and to anything else in a record.
var Forenames = map[string]map[int][]string{
	"female": {
		1940: {"Margaret", "Barbara", "Sandra", "Kathleen", "Brenda", "Eileen", "Dorothy", "Marion"},
		1950: {"Susan", "Carol", "Gillian", "Lesley", "Helen", "Judith", "Sheila", "Rosemary"},
		1960: {"Jacqueline", "Sharon", "Amanda", "Catherine", "Dawn", "Elaine", "Andrea", "Teresa"},
		1970: {"Michelle", "Karen", "Louise", "Caroline", "Donna", "Suzanne", "Anna", "Fiona"},
		1980: {"Sarah", "Victoria", "Natalie", "Hayley", "Elizabeth", "Joanna", "Jessica", "Alexandra"},
		1990: {"Rebecca", "Charlotte", "Amy", "Lucy", "Jade", "Holly", "Paige", "Molly"},
	},
	"male": {
		1940: {"Peter", "Brian", "Roger", "Geoffrey", "Patrick", "Bernard", "Norman", "Gerald"},
		1950: {"Michael", "Richard", "Philip", "Graham", "Kenneth", "Malcolm", "Derek", "Timothy"},
		1960: {"Stephen", "Simon", "Neil", "Colin", "Nicholas", "Antony", "Russell", "Clive"},
		1970: {"Paul", "Andrew", "Matthew", "Anthony", "Craig", "Scott", "Gareth", "Nigel"},
		1980: {"Christopher", "Daniel", "Robert", "Alexander", "Ryan", "Joseph", "Samuel", "Sean"},
		1990: {"Thomas", "Joshua", "Jordan", "Lewis", "Connor", "Callum", "Kyle", "Dominic"},
	},
}

// Surnames are among those in use.
var Surnames = []string{"Smith", "Taylor", "Brown", "Evans", "Thomas", "Johnson", "Walker", "Wood", "White", "Jackson", "Green", "Cooper",
	"Clarke", "Morgan", "Moore", "Harrison", "Young", "Turner", "Phillips", "Patel", "Bailey", "Parker", "Murphy", "Price", "Griffiths",
	"Simpson", "Collins", "Fox", "Shaw", "Lloyd", "Richards", "Reid", "Murray", "Hunter", "Owen", "Butler", "Cole", "Harvey", "Gibson",
	"Barnes", "Ali", "Khan", "Cohen", "Levy", "Shah", "Hussain", "Ahmed", "Mensah", "Singh", "Kaur", "Nowak", "Costa", "Silva", "Chan",
	"Rahman", "Goldberg", "Christou", "Rossi", "Abdi", "Farrell", "Lynch", "Sharma", "Slater", "Coleman", "Hardy", "Francis"}

// Streets are invented.
var Streets = []string{"Tansymere Road", "Quillbrook Avenue", "Larkwell Gardens", "Hollinmoor Close", "Pennywick Lane", "Ashmarrow Drive",
	"Fernhythe Road", "Oddington Rise", "Withymead Court", "Candleford Way", "Bramblehurst Grove", "Skeltonby Street", "Thistledown Mews",
	"Marlpitt Road", "Copperbeck Avenue", "Rooksgate Crescent"}
