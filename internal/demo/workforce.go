package demo

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/workforce"
)

// known is what the register says of a colleague, with the age in months of her DBS check.
type known struct {
	who                             post
	service                         string
	engaged                         workforce.Engaged
	gender                          workforce.Gender
	skills, languages, areas, times []string
	dbs                             int
	note                            string
	study                           string // of a student: what, and which year
	claims                          int    // pence of an expense that waits
}

// registered is who there is, what they can do, and what is due for them.
var registered = []known{
	{worker, "barnet-asb", workforce.Paid, workforce.Woman, []string{"hate_crime", "community_marac"}, []string{"urdu", "punjabi"}, nil, []string{"weekday_mornings", "weekday_afternoons"}, 34, "Two hard weeks. No new high-risk case before the next time.", "", 0},
	{barnetWorker, "barnet-asb", workforce.Student, workforce.Woman, []string{"young_people"}, []string{"romanian"}, nil, []string{"weekday_afternoons"}, 5, "Sits in on first contacts; writes up one a week.", "Criminology, year 3", 0},
	{worker, "pilot", workforce.Paid, workforce.Woman, []string{"hate_crime", "court_support"}, []string{"urdu", "punjabi"}, []string{"E06000005", "E06000004"}, []string{"weekday_mornings", "weekday_afternoons"}, 34, "Caseload looked at case by case. Two can close.", "", 0},
	{otherWorker, "pilot", workforce.Paid, workforce.Man, []string{"mental_health", "lone_working"}, nil, nil, []string{"weekday_mornings", "weekday_afternoons"}, 20, "All well. Wants the trauma course.", "", 0},
	{coach, "asc", workforce.Paid, workforce.Woman, []string{"older_people", "lone_working"}, []string{"gujarati", "hindi"}, []string{"E07000209", "E07000217"}, []string{"weekday_mornings", "evenings"}, 12, "Good endings in both cases.", "", 0},
	{otherCoach, "asc", workforce.Volunteer, workforce.Man, []string{"bereavement"}, []string{"bsl"}, []string{"E07000211", "E07000209"}, []string{"evenings", "weekends"}, 35, "Settled in. First debrief after each session.", "", 1840},
	{worker, "harmony", workforce.Paid, workforce.Woman, []string{"hate_crime"}, []string{"urdu", "punjabi"}, nil, []string{"weekday_mornings", "weekday_afternoons"}, 34, "Ask about the flat on the third floor next time.", "", 0},
	{otherWorker, "harmony", workforce.Paid, workforce.Man, []string{"mental_health"}, nil, nil, []string{"weekday_mornings", "weekday_afternoons"}, 20, "All well.", "", 0},
	{newWorker, "harmony", workforce.Paid, workforce.Woman, []string{"young_people"}, nil, nil, []string{"weekday_mornings", "weekday_afternoons"}, 2, "Has shadowed twelve calls; takes her first case when one fits.", "", 0},
	{officer, "adt", workforce.Paid, workforce.Man, nil, nil, nil, []string{"weekday_mornings", "weekday_afternoons"}, 15, "Calls go well.", "", 0},
	{officer, "pilot", workforce.Paid, workforce.Man, nil, nil, nil, []string{"weekday_mornings", "weekday_afternoons"}, 15, "Calls go well.", "", 0},
}

// staffRecords puts them into the register as their supervisor does, three weeks before today. It comes before all else: the
// files give nobody a case without a check in date.
func (w *world) staffRecords(ctx context.Context) error {
	for _, k := range registered {
		if err := w.enrols(ctx, k); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) enrols(ctx context.Context, k known) error {
	s := w.service(k.service, w.Now.Date())
	t := w.begin(k.service, working(s, w.Now.Date().AddDays(-21)), 0)
	t.on(t.today(), 14, 0)
	whose, today := w.staff[k.who].account, t.today()
	acts := []func(context.Context, *gate.Tx) error{
		of(workforce.Describe{Service: s, Lists: workforce.ListsOf(w.Catalogue), Account: whose, Engaged: k.engaged, Gender: k.gender, Supervisor: w.staff[supervisor].account,
			Skills: k.skills, Languages: k.languages, Areas: k.areas, Times: k.times}.Run),
		of(workforce.RecordCheck{Service: s, Account: whose, Kind: "dbs", On: today.AddMonths(-k.dbs), Detail: "Seen, certificate handed back"}.Run),
		of(workforce.RecordCheck{Service: s, Account: whose, Kind: "references", On: today.AddMonths(-k.dbs)}.Run),
		of(workforce.RecordCheck{Service: s, Account: whose, Kind: "induction", On: today.AddMonths(1 - k.dbs)}.Run),
		of(workforce.RecordCheck{Service: s, Account: whose, Kind: "safeguarding_training", On: today.AddMonths(-min(k.dbs, 20))}.Run),
		of(workforce.Supervise{Service: s, Account: whose, Held: today, Note: k.note, Next: working(s, w.Now.Date().AddDays(6))}.Run),
	}
	if k.study != "" {
		acts = append(acts, of(workforce.StartPlacement{Service: k.service, Account: whose, Institution: "University of Westminster", Study: k.study,
			From: today.AddMonths(-1), Until: today.AddMonths(3), Supervisor: w.staff[supervisor].account}.Run))
	}
	if _, err := write(ctx, t, supervisor, func(ctx context.Context, tx *gate.Tx) (int, error) {
		for _, do := range acts {
			if err := do(ctx, tx); err != nil {
				return 0, err
			}
		}
		return len(acts), nil
	}); err != nil {
		return err
	}
	if k.claims == 0 {
		return nil
	}
	claim := workforce.ClaimExpense{Service: k.service, Kinds: w.list("expense-kinds"), Kind: "mileage", On: today, Pence: k.claims, What: "To two sessions and back, 41 miles"}
	return none(write(ctx, t, k.who, claim.Run))
}

// howCallsWere is what two colleagues of Harmony and Barnet said of their calls, and of thanks: one would like to talk today and one call
// was hard, a third was hard and their supervisor spoke with her.
func (w *world) howCallsWere(ctx context.Context) error {
	yesterday := working(w.service("harmony", w.Now.Date()), w.Now.Date().AddDays(-1))
	before := func(service string, hour int) *tale {
		t := w.begin(service, yesterday, 0)
		t.on(t.today(), hour, 0)
		return t
	}
	t := before("harmony", 10)
	hard, err := write(ctx, t, worker, workforce.CheckIn{Service: "harmony", Answer: workforce.Hard, Words: "She cried for most of it, and I had to end the call."}.Run)
	if err != nil {
		return err
	}
	t = before("harmony", 15)
	if _, err := write(ctx, t, supervisor, workforce.AnswerCheckIn{Service: "harmony", Account: w.staff[worker].account, CheckIn: hard, On: t.today()}.Run); err != nil {
		return err
	}
	for _, said := range []struct {
		who     post
		service string
		is      workforce.CheckIn
	}{
		{worker, "harmony", workforce.CheckIn{Answer: workforce.Fine}},
		{otherWorker, "harmony", workforce.CheckIn{Answer: workforce.Talk, Words: "Two calls like that in one morning."}},
		{barnetWorker, "barnet-asb", workforce.CheckIn{Answer: workforce.Hard}},
	} {
		said.is.Service = said.service
		waits, err := write(ctx, before(said.service, 16), said.who, said.is.Run)
		if err != nil {
			return err
		}
		if said.is.Answer == workforce.Talk {
			w.tour.checkIn = waits
		}
	}
	for _, thanked := range []workforce.NoteThanks{{Service: "harmony", Words: "“You were the first who rang when you said you would.”"},
		{Service: "barnet-asb", Words: "A card with a heron on it, left at the desk."}} {
		if _, err := write(ctx, before(thanked.Service, 16), worker, thanked.Run); err != nil {
			return err
		}
	}
	return nil
}

// of leaves out what a command gives.
func of[T any](run func(context.Context, *gate.Tx) (T, error)) func(context.Context, *gate.Tx) error {
	return func(ctx context.Context, tx *gate.Tx) error { return none(run(ctx, tx)) }
}

// checkRanOut is a colleague whose certificate was dated wrongly: looked at again, it ran out a week ago. What he has stays
// with him until the supervisor decides, and he is given nobody new.
func (w *world) checkRanOut(ctx context.Context) error {
	const in = "harmony"
	t := w.begin(in, w.Now.Date(), 0)
	right := workforce.RecordCheck{Service: w.service(in, w.Now.Date()), Account: w.staff[otherWorker].account, Kind: "dbs",
		On: w.Now.Date().AddDays(-7).AddMonths(-36), Until: w.Now.Date().AddDays(-7), Detail: "Dated wrongly before: looked at again"}
	return none(write(ctx, t, supervisor, right.Run))
}
