package referral

// Ask is something a referrer can be asked for.
type Ask struct{ Code, Words string }

// Asks lists what a referrer can be asked for, in the order a form offers it.
func Asks() []Ask {
	var list []Ask
	for _, code := range []string{"number", "safe_contact", "consent", "relationship", "born", "address", "more"} {
		list = append(list, Ask{code, askable[code]})
	}
	return list
}

// Holds lists the reasons for which a person may hold a referral, in the order a form offers them.
func Holds() []Reason {
	return []Reason{DomesticAbuse, ChildProtection, UnderAge, NoSafeContact, InsufficientContact, MaybeOptedOut, ConsentMissing, BasisMissing, FactsMissing, HeldByWorker}
}
