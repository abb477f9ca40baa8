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
		fields: append(pages{s.set}.safeFields(a, now),
			view.DateInput{Name: "asked_on", Legend: "When were they asked?", Hint: "Leave it empty for today"}.From(a)),
		submit: view.Button{Text: "Record how it is safe"}}
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
