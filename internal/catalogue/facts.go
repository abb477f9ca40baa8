package catalogue

import (
	"reflect"
)

// Fact is a value that may not be known. The zero value is not known.
type Fact[T any] struct {
	value T
	known bool
}

// Known makes a fact that is known.
func Known[T any](value T) Fact[T] { return Fact[T]{value: value, known: true} }

// Get gives the value and whether it is known.
func (f Fact[T]) Get() (T, bool) { return f.value, f.known }

func (f Fact[T]) read() (any, bool) { return f.value, f.known }

// Facts is everything a rule may ask about a referral. A field that is not set is not known, which
// is not the same as no. The tags give the words a person reads when a fact is missing, and the
// list its values come from, against which rules are checked; kept says that only the door knows it, and that it is kept with the referral.
type Facts struct {
	Received Fact[string] `say:"the day it was received"`
	Door     Fact[string] `say:"the way in" of:"door"`
	Source   Fact[string] `say:"who referred" of:"sources"`
	Basis    Fact[string] `say:"the legal basis" of:"basis"`

	Age      Fact[int]    `say:"the person's age"`
	Area     Fact[string] `say:"the district" of:"area"`
	Outward  Fact[string] `say:"the postcode"` // first half: "DL1"
	Force    Fact[string] `say:"the police force" of:"force" kept:"door"`
	Unit     Fact[string] `say:"the police unit" of:"police-units" kept:"door"`
	Recorded Fact[bool]   `say:"whether it is a recorded crime" kept:"door"`
	Reported Fact[bool]   `say:"whether it was reported to the police" kept:"door"`

	Offence       Fact[string]   `say:"the offence" of:"offence"`
	OffenceGroups Fact[[]string] `say:"the offence" of:"offence-groups"`
	ASB           Fact[bool]     `say:"whether it is anti-social behaviour" kept:"door"`
	DomesticAbuse Fact[bool]     `say:"whether it is domestic abuse" kept:"door"`
	Hate          Fact[bool]     `say:"whether it is a hate crime or incident" kept:"door"`
	Violence      Fact[bool]     `say:"whether there was violence or a threat" kept:"door"`
	Repeat        Fact[bool]     `say:"whether it has happened before" kept:"door"`
	Previous      Fact[int]      `say:"how many incidents there were before" kept:"door"`
	Vulnerable    Fact[bool]     `say:"whether the person is vulnerable" kept:"door"`
	KnownHistory  Fact[bool]     `say:"whether those responsible have a known history" kept:"door"`

	Impact        Fact[string] `say:"how hard it has hit the person" of:"impact" kept:"door"`
	Need          Fact[string] `say:"what the person needs" of:"need-levels" case:"too" kept:"door"`
	PanelDecision Fact[string] `say:"what the panel decided" of:"panel-decisions" kept:"door"`
	Agreement     Fact[string] `say:"whether the person agreed" of:"agreement" kept:"door"`

	// What is known only once a case is worked on: for the two flags of a case, and for no rule at a door.
	Band      Fact[string]   `say:"the risk" of:"band" case:"only"`
	Needs     Fact[[]string] `say:"which needs are open" of:"needs" case:"only"`
	OpenNeeds Fact[int]      `say:"how many needs are open" case:"only"`
	Issues    Fact[[]string] `say:"what came up since the risk was looked at" of:"additional-needs" case:"only"`
}

// reader is any Fact.
type reader interface{ read() (any, bool) }

// factField describes one fact of the record rules are compiled against.
type factField struct {
	name, say, of string
	kept          bool   // with the referral: no other column of it says so
	onCase        string // "only": known of a case and not before; "too": of both; empty: of what came in
	zero          any    // of the fact's own type
	index         int
}

var factFields = func() map[string]factField {
	t := reflect.TypeFor[Facts]()
	empty := reflect.ValueOf(Facts{})
	fields := make(map[string]factField, t.NumField())
	for i := range t.NumField() {
		f := t.Field(i)
		zero, _ := empty.Field(i).Interface().(reader).read()
		fields[f.Name] = factField{name: f.Name, say: f.Tag.Get("say"), of: f.Tag.Get("of"), kept: f.Tag.Get("kept") != "", onCase: f.Tag.Get("case"), zero: zero, index: i}
	}
	return fields
}()

// FactWords gives a fact in words a person reads: "the district". A question's key comes back itself.
func FactWords(name string) string {
	if f, ok := factFields[name]; ok {
		return f.say
	}
	return name
}

// record gives the facts as the values a compiled rule reads, and which of them are known.
func (f Facts) record() (values map[string]any, known map[string]bool) {
	v := reflect.ValueOf(f)
	values = make(map[string]any, len(factFields)+8)
	known = make(map[string]bool, len(factFields)+8)
	for name, field := range factFields {
		values[name], known[name] = v.Field(field.index).Interface().(reader).read()
	}
	return values, known
}
