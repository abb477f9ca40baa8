package match

// Veto is a reason for which two records are never called one person without someone looking,
// however much agrees.
type Veto string

// The vetoes.
const (
	// VetoBornApart: two whole dates of birth differ in one household. Parent and child, brothers,
	// or a slip: only a person can tell.
	VetoBornApart Veto = "The dates of birth differ and the home or phone is the same: may be two people of one household"
	// VetoTwin: one date of birth and one household, but another first name.
	VetoTwin Veto = "Same date of birth and household, but another first name: may be twins"
	// VetoOtherParty: one of the records is of a person complained about.
	VetoOtherParty Veto = "One of the two is an other party"
)

// vetoes gives those that stand for a pair.
func vetoes(c comparison, a, b Record) []Veto {
	var v []Veto
	household := c.home == sameAddress || c.home == sameUnit || c.home == sameLine || c.phone == same
	wholeDates := a.Born.Precision() == ToDay && b.Born.Precision() == ToDay
	if household && wholeDates && c.born != same {
		v = append(v, VetoBornApart)
	}
	if household && c.born == same && (c.forename == apart || c.forename == alike75) {
		v = append(v, VetoTwin)
	}
	if a.OtherParty || b.OtherParty {
		v = append(v, VetoOtherParty)
	}
	return v
}
