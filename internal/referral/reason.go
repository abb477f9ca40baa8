package referral

// Reason is why a referral stands where it stands. Codes that are not among these say what was wrong
// with a row of a file of which no referral was made.
type Reason string

// The reasons.
const (
	ToContact Reason = "to_contact"

	// Held for checking.
	BasisMissing        Reason = "basis_missing"
	ConsentMissing      Reason = "consent_missing"
	MaybeOptedOut       Reason = "do_not_contact_maybe"
	AskedThenCame       Reason = "asked_not_then_came" // asked not to be contacted, and now asks for help herself
	ChildProtection     Reason = "child_protection_hold"
	UnderAge            Reason = "under_age_hold"
	DomesticAbuse       Reason = "domestic_abuse"
	NoSafeContact       Reason = "no_safe_contact"
	InsufficientContact Reason = "rejected_insufficient_contact"
	FactsMissing        Reason = "facts_missing"
	AskedReferrer       Reason = "asked_referrer"
	ReturnedToPolice    Reason = "returned_to_police"
	SuspendedUnsafe     Reason = "suspended_unsafe"
	ToDecide            Reason = "to_decide" // what was missing is there now: somebody decides
	AnswerToRead        Reason = "answered"  // whoever referred has answered in words: somebody reads it, and puts it in
	HeldByWorker        Reason = "held_by_worker"

	// Held for checking, because the door it came in by could not make sure of something.
	UnknownForce   Reason = "unknown_force"
	NameIncomplete Reason = "name_incomplete"
	DatesDisagree  Reason = "dates_disagree"
	UnknownOffence Reason = "unknown_offence"
	DoubtfulFlag   Reason = "doubtful_flag"
	UncertainEnd   Reason = "uncertain_end"

	// Signposted.
	ExcludedType Reason = "excluded_type"
	NotEligible  Reason = "not_eligible"
	DoorShut     Reason = "door_shut"
	NotForThis   Reason = "not_for_this_service"

	// Closed without a case.
	AdviceWasEnough Reason = "advice_given"

	// Opted out.
	AskedNotToContact Reason = "opted_out"

	// Not usable.
	Duplicate   Reason = "duplicate"
	NotMendable Reason = "not_mendable"
)

// known describes a reason: in words, and what has to happen next.
var known = map[Reason]struct{ words, next string }{
	ToContact:           {"Ready for first contact", "Call by the service's protocol"},
	BasisMissing:        {"No legal basis for passing the details on", "Ask whoever referred on what basis, or ask for consent"},
	ConsentMissing:      {"Explicit consent is needed and there is none", "Ask whoever referred to get consent: nobody contacts them until then"},
	MaybeOptedOut:       {"A number or e-mail is that of someone who asked not to be contacted", "Check whether it is the same person before anyone calls"},
	AskedThenCame:       {"Asked not to be contacted before, and now asks for help", "Check with them that they want to be contacted, and write it down"},
	ChildProtection:     {"Child protection: contact is not appropriate", "The safeguarding lead decides"},
	UnderAge:            {"Under the service's age", "The named worker decides, with a safe adult"},
	DomesticAbuse:       {"Domestic abuse: first contact needs trained handling", "Ask anew how it is safe to make contact; letters are off"},
	NoSafeContact:       {"No way to make contact is safe", "Find a safe way, and write it down"},
	FactsMissing:        {"Something is missing to decide whether this is for the service", "Find it out, and mend the referral"},
	AskedReferrer:       {"Whoever referred has been asked", "Wait for the answer, or ask again"},
	ReturnedToPolice:    {"Wrong number: asked for a better one", "Wait for the better number; the clock stands"},
	SuspendedUnsafe:     {"Somebody else answered, or it was not safe to talk: contact is stopped", "A supervisor decides whether and how to try again"},
	ToDecide:            {"What was missing is there", "Decide"},
	AnswerToRead:        {"Whoever referred has answered", "Read the answer, and put it into the referral"},
	HeldByWorker:        {"Held by a worker", "See the owner of the next step"},
	UnknownForce:        {"The force is not in the list", "Check with the sender which force it is, and whether the row came before"},
	NameIncomplete:      {"No surname is given", "Check with the sender who it is, and mend it"},
	DatesDisagree:       {"Reported before it happened", "Check the dates with the sender: the row may be mixed up with another"},
	UnknownOffence:      {"The offence code is not in the list", "Check it with the sender"},
	DoubtfulFlag:        {"A yes or no on which safety depends can't be read", "Check it with the sender before anybody makes contact"},
	UncertainEnd:        {"The file stopped in the middle of the row, which may be cut off", "Ask the sender for the whole file"},
	ExcludedType:        {"This type of crime is not for this service", "Whoever referred is told"},
	NotEligible:         {"Not within what this service is for", "Whoever referred is told"},
	DoorShut:            {"This service does not take referrals this way", "They are told who can help"},
	NotForThis:          {"Another service is the right one", "They are told which"},
	AdviceWasEnough:     {"Advice was all that was needed", "Nothing: it is done"},
	AskedNotToContact:   {"Asked not to be contacted", "Nothing: nobody contacts them"},
	Duplicate:           {"The same referral came before", "Nothing: see the first"},
	InsufficientContact: {"No number or address is known on which they can be reached", "Find another way, and write it down"},
	NotMendable:         {"Could not be used", "Whoever referred is told"},
}

// Words gives the reason as staff read it; a code from a door comes back itself.
func (r Reason) Words() string {
	if k, ok := known[r]; ok {
		return k.words
	}
	return string(r)
}

// Next gives what has to happen next, in words.
func (r Reason) Next() string {
	if k, ok := known[r]; ok {
		return k.next
	}
	return "Mend the row, or tell whoever sent it"
}

// AboutReferral tells whether a referral was turned away for what it is, and not for anything about the person:
// then whoever sent it is told why (D10).
func (r Reason) AboutReferral() bool {
	return r == ExcludedType || r == NotEligible || r == NotForThis || r == DoorShut
}

// holds are the reasons a person may hold a referral for.
var holds = map[Reason]bool{BasisMissing: true, ConsentMissing: true, MaybeOptedOut: true, ChildProtection: true, UnderAge: true,
	DomesticAbuse: true, NoSafeContact: true, InsufficientContact: true, FactsMissing: true, HeldByWorker: true}
