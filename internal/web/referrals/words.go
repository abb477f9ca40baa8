package referrals

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/text"
	"goldenthread/internal/web/view"
)

// cantSee stands where the reader's role shows nothing.
const cantSee = "Can’t see"

func initials(v *seal.Value) string {
	if v == nil || !v.IsOpen() || v.Text() == "" {
		return cantSee
	}
	return v.Text()
}

var doorWords = map[catalogue.Door]string{
	catalogue.DoorPoliceFile: "Police file", catalogue.DoorAgencyForm: "Agency form", catalogue.DoorSelf: "Asked for help themselves",
	catalogue.DoorPhone: "Phone call, written down by staff", catalogue.DoorPanel: "Panel decision",
}

var basisWords = map[catalogue.LegalBasis]string{
	catalogue.BasisOptOut:          "Opt-out: told, and did not object. May still say no.",
	catalogue.BasisExplicitConsent: "They agreed: explicit consent",
	catalogue.BasisSelf:            "They asked for help",
	catalogue.BasisPanelAgreed:     "Panel, with their agreement",
	catalogue.BasisPanelNotAsked:   "Panel, without their agreement, for a reason",
	referral.NoBasis:               "None recorded. No contact is possible.",
}

var howWords = map[string]string{"in_person": "in person", "phone": "by phone", "writing": "in writing", "online": "online"}

// basisSaid says the legal basis with who, how and when.
func basisSaid(r referral.Referral) string {
	said := basisWords[r.Basis]
	var proof []string
	if r.BasisBy != "" {
		proof = append(proof, "taken by "+r.BasisBy)
	}
	if how := howWords[r.BasisHow]; how != "" {
		proof = append(proof, how)
	}
	if r.BasisOn != "" {
		proof = append(proof, "on "+r.BasisOn.Plain())
	}
	if len(proof) == 0 {
		return said
	}
	return strings.TrimSuffix(said, ".") + ", " + strings.Join(proof, ", ")
}

var safeTags = map[person.SafeState]view.Tag{
	person.NotAskedYet: {Text: "Not asked yet", Colour: view.Yellow},
	person.Safe:        {Text: "Yes", Colour: view.Green},
	person.Unsafe:      {Text: "No", Colour: view.Red},
}

var safeNext = map[person.SafeState]string{
	person.NotAskedYet: "First call: ask this first",
	person.Safe:        "Their rule stands on the page",
	person.Unsafe:      "Nobody tries until someone has decided",
}

// safeSaid says whether it is safe, and what follows. Nobody is called from what is held.
func safeSaid(s person.SafeState, state referral.State) view.Part {
	if state == referral.Held {
		return view.Lines{safeTags[s], view.Text("Nobody calls until it is settled")}
	}
	return view.Lines{safeTags[s], view.Text(safeNext[s])}
}

var priorityWords = map[referral.Priority]string{
	referral.Immediate: "Immediate", referral.Urgent: "Urgent", referral.Soon: "Soon", referral.Routine: "Routine", "": "Not set yet",
}

// prioritySaid says the priority and what was flagged.
func prioritySaid(p referral.Priority, f referral.Flags) view.Part {
	var why []string
	for _, flag := range []struct {
		on    bool
		words string
	}{{f.DomesticAbuse, "domestic abuse"}, {f.Hate, "hate"}, {f.Vulnerable, "vulnerable"}, {f.Child, "a child"}} {
		if flag.on {
			why = append(why, flag.words)
		}
	}
	if len(why) == 0 {
		return view.Strong(priorityWords[p])
	}
	return view.Parts{view.Joined{view.Strong(priorityWords[p]), view.Text(".")}, view.Text("Flagged: " + strings.Join(why, ", ") + ".")}
}

// from says who referred: the service's word for the source, the agency where it says more, the district.
func (p pages) from(s catalogue.Service, source, agency, district string) string {
	name := source
	if src, ok := s.Source(source); ok && src.Name != "" {
		name = src.Name
	} else if list, ok := p.set.List("sources"); ok {
		name = list.Label(source)
	}
	parts := []string{name}
	if agency != "" && agency != name {
		parts = append(parts, agency)
	}
	if d, ok := p.set.DistrictNamed(district); ok && !slices.ContainsFunc(parts, func(said string) bool { return strings.Contains(said, d.Name) }) {
		parts = append(parts, d.Name)
	}
	return strings.Join(parts, ", ")
}

// left says how much working time is left until a deadline, or since when it is over.
func left(h catalogue.Hours, now, due clock.Instant) string {
	if due == clock.Never || due == 0 {
		return ""
	}
	if due <= now {
		return "Due " + due.Date().Short() + ", " + due.Clock() + ": time is up."
	}
	var open, day time.Duration
	for d := now.Date(); d <= due.Date(); d = d.AddDays(1) {
		if !h.OpenOn(d) {
			continue
		}
		from, to := d.At(0, int(h.Open)), d.At(0, int(h.Close))
		day = to.Sub(from)
		if part := min(to, due).Sub(max(from, now)); part > 0 {
			open += part
		}
	}
	switch {
	case day > 0 && open >= day:
		return plural(int(open/day), "working day") + " left."
	case open >= time.Hour:
		return plural(int(open/time.Hour), "working hour") + " left."
	}
	return plural(int(open/time.Minute), "minute") + " left."
}

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

func number(n int) string { return strconv.Itoa(n) }

// moment writes an instant as a list does: "Wed 18 Nov, 16:05".
func moment(at clock.Instant) string { return at.Date().Short() + ", " + at.Clock() }

// plainly gives what a value says to somebody who may see it, and "" to anybody else.
func plainly(v *seal.Value) string {
	if v == nil || !v.IsOpen() {
		return ""
	}
	return v.Text()
}

// orNot says a fact, that it was not given, or that the reader can't see it.
func orNot(seen bool, said string) string {
	switch {
	case !seen:
		return cantSee
	case said == "":
		return "Not given"
	}
	return said
}

// born writes a date of birth as people say it.
func born(v *seal.Value) string { return clock.Date(plainly(v)).Plain() }

// missing puts the names of facts into words.
func missing(names string) string {
	var words []string
	for name := range strings.SplitSeq(names, ",") {
		words = append(words, text.Within(catalogue.FactWords(name)))
	}
	return strings.Join(words, ", ")
}

// spoken is how a page speaks of a person: as recorded, and "they" when nothing was.
type spoken struct{ subject, object, own, wants string }

func spokenOf(o opened) spoken {
	switch o.About.Identity.Pronoun {
	case person.She:
		return spoken{"she", "her", "Her", "she wants"}
	case person.He:
		return spoken{"he", "him", "His", "he wants"}
	}
	return spoken{"they", "them", "Their", "they want"}
}
