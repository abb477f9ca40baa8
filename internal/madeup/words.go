package madeup

// Told are things a person says about each additional need of the catalogue, in the first person.
var Told = map[string][]string{
	"assault":         {"He pushed me against the wall by the bins.", "I was hit on my own landing."},
	"hate_crime":      {"They shout about where I come from every time I pass.", "It is because of who I am, they say so."},
	"criminal_damage": {"My front window has been broken twice.", "Paint was thrown over the door again."},
	"noise":           {"The music starts after eleven and I do not sleep.", "The banging goes on until three most nights."},
	"harassment":      {"They wait by my door when I come home.", "He follows me along the walkway and films me."},
	"drugs":           {"People deal on the stairs and I can't get past.", "The smell comes through the floor all day."},
	"parking":         {"They block my drive so that the carer can't park.", "It began over a parking space."},
	"youth":           {"A group of lads kick the ball at my door every evening.", "The children on the green throw stones at us."},
	"burglary":        {"Someone came in while I was at work and I can't settle since.", "The shed was broken into and I lie awake listening."},
}

// ToldOtherwise is what a person says who raised nothing further.
var ToldOtherwise = []string{"It has gone on for months and nobody writes back.", "I only want to feel at home again."}

// Asked are things asked of the Community Safety MARAC for a person.
var Asked = []string{"a visit by the police team before the weekend", "better locks and a light on the landing", "a date for the landlord's warning letter",
	"help with her statement to the police", "a joint visit with the mental health team", "one named officer to ring"}
