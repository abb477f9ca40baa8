package dipsample

// summaries are the few words that stand in a police file for each offence used.
var summaries = map[string]string{
	"8N": "Punched in the face", "105A": "Pushed and threatened", "34B": "Phone taken with threats in the street",
	"28E": "House broken into by the back door", "8L": "Followed and shouted at over several weeks", "5D": "Attacked with a bottle",
	"28F": "Tried to force the front window", "3B": "Threatened with death on the doorstep",
	"39": "Purse with £40 taken from bag in a shop", "40": "Money taken by a visitor", "49": "Garden tools taken from an open shed",
	"58A": "Window broken by a stone", "58B": "Allotment shed damaged", "58D": "Fence kicked down",
	"45": "Bag taken from parked car", "9A": "Group shouting abuse outside", "46": "Goods taken from a shop",
	"58C": "Car scratched", "48": "Car taken from the drive", "44": "Bicycle taken from a stand", "126": "Car door tried and lock broken",
	"19C": "Details with the specialist officer",
}
