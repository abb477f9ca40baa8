package referrals

import (
	"goldenthread/internal/person"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// safeForm asks how it is safe to make contact, as the person said it.
func safeForm(s subject, a view.Answers) sheet {
	now := s.About.Safe
	intro := view.Parts{view.Para("Write what they said. “Not asked yet” is an answer of its own and never means yes.")}
	if seen := a.Get("seen"); a.Typed() && seen != "" && seen != number(now.Version) {
		intro = append(intro, view.Quiet{Heading: "What changed while you were writing", Body: view.Parts{
			view.Para("It was recorded anew " + now.Changed.At.Date().Short() + " at " + now.Changed.At.Clock() + " and reads now: " + now.Sentence() + "."),
			view.Para("What you typed stands below as you typed it. Put the two together, then save.")}})
	}
	return sheet{title: "How it is safe to make contact", intro: intro, hidden: []view.Hidden{{Name: "seen", Value: number(now.Version)}},
		fields: append(safeFields(a, "They", now),
			view.DateInput{Name: "asked_on", Legend: "When were they asked?", Hint: "Leave it empty for today"}.From(a)),
		submit: view.Button{Text: "Record how it is safe"}}
}

// safeFields are the questions about safe contact. who is whom they are about: "They", "The person".
// now is what is recorded already; its zero value is nothing.
func safeFields(a view.Answers, who string, now person.SafeContact) view.Parts {
	return safeAsked(a, who, now).all()
}

func safeAsked(a view.Answers, who string, now person.SafeContact) questions {
	from, to := now.Hours()
	return questions{
		{"safe", view.Radios{Name: "safe", Legend: "Is it safe to contact them?", LegendSize: "s", Small: true, Items: []view.Choice{
			{Value: string(person.Safe), Label: "Yes, as written below"}, {Value: string(person.Unsafe), Label: "No"},
			{Value: string(person.NotAskedYet), Label: "Not asked yet"}}, Value: string(now.State)}.From(a)},
		{"safe_from", view.TextInput{Name: "safe_from", Label: "Safe from", Hint: "A time like 10:00. Leave both empty for any time", Width: 5, Value: from}.From(a)},
		{"safe_to", view.TextInput{Name: "safe_to", Label: "Safe until", Width: 5, Value: to}.From(a)},
		{"safe_words", view.Textarea{Name: "safe_words", Label: "Who may answer, what to avoid", Hint: who + " answer alone; do not say what it is about", Rows: 3, Value: now.Words.Text()}.From(a)},
		{"safe_say", view.TextInput{Name: "safe_say", Label: "What name to give", Hint: "For example: Jo from the Centre", Value: now.Say.Text()}.From(a)},
	}
}

// safeRule reads the answers.
func safeRule(f *web.Form) person.SafeRule {
	return person.SafeRule{State: person.SafeState(f.Text("safe")), Words: f.Text("safe_words"), Say: f.Text("safe_say"),
		From: f.MinuteOfDay("safe_from"), To: f.MinuteOfDay("safe_to")}
}

func safe(r *web.Request, s subject) (web.Reply, error) {
	f := r.Form()
	if !f.Has("safe") {
		f.Fault("safe", "Say whether it is safe, not safe, or not asked")
	}
	rule := safeRule(f)
	rule.AskedOn = f.Date("asked_on")
	cmd := person.SetSafeRule{Folder: s.Referral.Folder, Version: f.Int("seen"), Rule: rule}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return s.back("How it is safe is recorded."), nil
}
