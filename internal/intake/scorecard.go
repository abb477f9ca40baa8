package intake

import (
	"context"
	"slices"
	"strconv"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
	"goldenthread/internal/text"
)

// senderRoles are those in which somebody acts for an agency that refers.
var senderRoles = []access.Role{access.Referrer, access.PoliceLiaison, access.PanelCoordinator, access.AgencyContact}

// ActScorecard is for the agencies that refer: each sees its own.
var ActScorecard = access.Declare("intake.scorecard", access.Policy{Roles: senderRoles})

// Scorecard is a week of one agency's referrals as it may know of them: how many, what they came to and
// why, the one thing that would help most, and those who were reached (practice, parts 6 and 7.5).
type Scorecard struct {
	From, To clock.Date
	All      int
	Came     []Came    // most first
	Better   *Came     // what most of the mendable ones lacked; nil: nothing to improve
	Reached  []Thanked // soonest reached first, at most 20
}

// Came is how many referrals of a service stand in one state for one reason.
type Came struct {
	Service string
	State   referral.State
	Reason  referral.Reason
	N       int
}

// Thanked is a referral whose person was reached, where the service's file lets the referrer know that.
type Thanked struct {
	Reference id.Reference
	Service   string
	On        clock.Date
	After     time.Duration
}

// mostThanked is how many a scorecard thanks for one by one.
const mostThanked = 20

// mendable are the reasons that whoever refers can do something about.
var mendable = []referral.Reason{referral.BasisMissing, referral.ConsentMissing, referral.NoSafeContact, referral.InsufficientContact,
	referral.FactsMissing, referral.AskedReferrer, referral.ReturnedToPolice, referral.Duplicate, referral.NotMendable, referral.DoorShut}

// told gives what whoever referred may know: what they can mend, and what was not for the service. That
// somebody was stopped, opted out or declined is not theirs to know (D10): those are simply taken on.
func (c Came) told() Came {
	if !slices.Contains(mendable, c.Reason) && !c.Reason.AboutReferral() {
		c.State, c.Reason = referral.Accepted, ""
	}
	return c
}

// Stood says how referrals stand, as whoever sent them may know it.
func (c Came) Stood(words *catalogue.Set) string {
	switch {
	case c.State == referral.Accepted || c.Reason == "":
		return words.Word("sender.taken")
	case c.Reason.AboutReferral() || c.State == referral.NotUsable:
		return words.Word("sender.turned_away")
	}
	return words.Word("sender.waits")
}

// Lacked says what stood in the way.
func (c Came) Lacked(words *catalogue.Set) string {
	if c.Reason == "" {
		return words.Word("sender.nothing_missing")
	}
	return words.Word("sender.why." + string(c.Reason))
}

// Arrived says how many came in the week.
func (s Scorecard) Arrived(words *catalogue.Set) string {
	return words.Word("week.all", "from", s.From.Plain(), "to", s.To.Plain(), "count", strconv.Itoa(s.All))
}

// Improve says the one thing that would help most; there must be one.
func (s Scorecard) Improve(words *catalogue.Set) string {
	return words.Word("week.better_is", "count", strconv.Itoa(s.Better.N), "why", text.Within(s.Better.Lacked(words)), "mend", words.Word("sender.mend."+string(s.Better.Reason)))
}

// Within says in how long the person was reached, as people do.
func (t Thanked) Within(words *catalogue.Set) string {
	switch hours := int(t.After.Hours()); {
	case hours < 1:
		return words.Word("week.soon")
	case hours == 1:
		return words.Word("week.hour")
	case hours < 48:
		return words.Word("week.hours", "count", strconv.Itoa(hours))
	default:
		return words.Word("week.days", "count", strconv.Itoa(hours/24))
	}
}

func (s *Scorecard) add(c Came) {
	s.All += c.N
	at := slices.IndexFunc(s.Came, func(had Came) bool {
		return had.Service == c.Service && had.State == c.State && had.Reason == c.Reason
	})
	if at < 0 {
		s.Came = append(s.Came, c)
		return
	}
	s.Came[at].N += c.N
}

// WeekOf gives the last whole week, Monday to Sunday, before a day.
func WeekOf(day clock.Date) (from, to clock.Date) {
	since := (int(day.Weekday()) + 6) % 7 // days since Monday
	return day.AddDays(-since - 7), day.AddDays(-since - 1)
}

// SenderWeek makes the scorecard of the actor's own agency for the days from and to. People who act for an
// agency that refers may, and it counts only what the actor herself may know of. services gives the file of a service by its key.
func SenderWeek(ctx context.Context, v gate.Reader, from, to clock.Date, services func(string) (catalogue.Service, bool)) (Scorecard, error) {
	if err := v.Authorize(ctx, ActScorecard, gate.On{}); err != nil {
		return Scorecard{}, err
	}
	return senderWeek(ctx, v, agencyOf(v.Actor(), "", senderRoles...), from, to, services)
}

func senderWeek(ctx context.Context, v gate.Reader, agency id.Agency, from, to clock.Date, services func(string) (catalogue.Service, bool)) (Scorecard, error) {
	card := Scorecard{From: from, To: to}
	err := store.Each(ctx, v, senderCameSQL, func(scan store.Scan) error {
		var c Came
		err := scan(&c.Service, &c.State, &c.Reason, &c.N)
		card.add(c.told())
		return err
	}, agency, from, to, v.Actor().Account(), v.Now())
	if err != nil {
		return Scorecard{}, err
	}
	slices.SortStableFunc(card.Came, func(a, b Came) int { return b.N - a.N })
	for i, c := range card.Came {
		if card.Better == nil && slices.Contains(mendable, c.Reason) {
			card.Better = &card.Came[i]
		}
	}
	err = store.Each(ctx, v, senderReachedSQL, func(scan store.Scan) error {
		var t Thanked
		var came, reached clock.Instant
		if err := scan(&t.Reference, &t.Service, &came, &reached); err != nil {
			return err
		}
		if s, ok := services(t.Service); ok && s.TellsReferrer("contacted") {
			t.On, t.After = came.Date(), reached.Sub(came)
			card.Reached = append(card.Reached, t)
		}
		return nil
	}, agency, from, to, v.Actor().Account(), v.Now(), mostThanked)
	return card, err
}

var (
	senderCameSQL = store.SQL("intake.senderCame", `
		SELECT service, state, reason, count(*)
		FROM referral_v_referral r
		WHERE source_agency_id = $1 AND received_on >= $2 AND received_on <= $3 AND private = false`+readerKnows+`
		GROUP BY service, state, reason
		ORDER BY service, state, reason`)
	// senderReachedSQL finds when the people of a week's referrals were first reached.
	senderReachedSQL = store.SQL("intake.senderReached", `
		SELECT r.reference, r.service, r.received_at, min(a.recorded_at)
		FROM referral_v_referral r JOIN casework_v_fact_contact a ON a.folder_id = r.folder_id AND a.outcome = 'reached'
		WHERE r.source_agency_id = $1 AND r.received_on >= $2 AND r.received_on <= $3 AND r.private = false
			AND r.state <> 'opted_out' AND r.state <> 'held'`+readerKnows+`
		GROUP BY r.reference, r.service, r.received_at
		ORDER BY min(a.recorded_at) - r.received_at
		LIMIT $6`)
)
