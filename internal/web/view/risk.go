package view

// RiskToLookAt are the words with which a risk is brought up after something new was told.
type RiskToLookAt struct{ Title, Why, Do string }

// RiskWords gives them: first says that nobody has looked at the risk yet.
func RiskWords(first bool) RiskToLookAt {
	if first {
		return RiskToLookAt{Title: "Look at the risk", Why: "Nobody has looked at the risk yet.", Do: "Ask the questions"}
	}
	return RiskToLookAt{Title: "Look at the risk again", Why: "The risk was looked at before that.", Do: "Ask the questions again"}
}
