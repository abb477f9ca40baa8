package cases

import (
	"slices"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// sorts are the filters of the timeline: what each shows.
var sorts = []struct {
	key, text string
	kinds     []casework.ItemKind
}{
	{"", "Everything", nil},
	{"milestones", "Milestones", []casework.ItemKind{casework.ItemStage, casework.ItemAssessment, casework.ItemAlarm, casework.ItemCheck, casework.ItemCourt, casework.ItemIssue,
		casework.ItemPause, casework.ItemLate, casework.ItemReceived, casework.ItemProposal, casework.ItemPanelAnswer}},
	{"contact", "Contact", []casework.ItemKind{casework.ItemAttempt, casework.ItemSession, casework.ItemPromise,
		casework.ItemFollowUp, casework.ItemUpdate, casework.ItemExpectation}},
	{"tasks", "Tasks", []casework.ItemKind{casework.ItemNeed, casework.ItemGoal, casework.ItemAction, casework.ItemOnward, casework.ItemAdvocacy,
		casework.ItemMediation, casework.ItemAnswer, casework.ItemGap, casework.ItemPower, casework.ItemSafety, casework.ItemContribution, casework.ItemMeeting}},
	{"documents", "Documents", []casework.ItemKind{casework.ItemNote, casework.ItemCoachReferral}},
	{"system", "Changes", []casework.ItemKind{casework.ItemPast, casework.ItemTie}},
}

// timeline is GET /cases/{reference}/timeline.
var timeline = tabOf{name: "Timeline", path: "timeline", body: func(r *web.Request, c kase) (view.Part, view.Part, view.Part) {
	var links []view.Part
	var shown []casework.ItemKind
	for _, s := range sorts {
		if s.key == r.Query("show") {
			shown = s.kinds
			links = append(links, view.Strong(s.text))
			continue
		}
		href := c.at("timeline")
		if s.key != "" {
			href += "?show=" + s.key
		}
		links = append(links, view.Link{Text: s.text, Href: href})
	}
	const readAloud = 3 // entries: as long as a telephone rings
	line := view.Timeline{Empty: "Nothing of this kind is recorded yet."}
	for _, it := range c.Items {
		if shown == nil || slices.Contains(shown, it.Kind) {
			line.Items = append(line.Items, c.moment(it))
		}
	}
	if len(line.Items) >= readAloud {
		return view.RowLinks{Items: links}, view.Parts{view.ReadAloud{Most: readAloud}, line}, view.Parts{c.record(r)}
	}
	return view.RowLinks{Items: links}, line, view.Parts{c.record(r)}
}}

func (c kase) moment(it casework.Item) view.Moment {
	m := view.Moment{Title: c.title(it), When: when(it.At, c.Now), At: it.At.String()}
	if it.By != "" {
		m.By = c.name(it)
	}
	var body view.Parts
	for _, words := range []string{it.Text.Text(), it.More.Text()} {
		if words != "" {
			body = append(body, view.Para(words))
		}
	}
	if it.Kind == casework.ItemAlarm {
		body = append(body, view.Small(c.answered(it)+"."))
	}
	if it.On != "" && it.On != it.At.Date() {
		body = append(body, view.Small("It was on "+it.On.Plain()+"."))
	}
	if len(body) > 0 {
		m.Body = body
	}
	return m
}

// title says an item in a few words.
func (c kase) title(it casework.Item) string {
	switch it.Kind {
	case casework.ItemAttempt:
		return casework.Sentence(catalogue.Method(it.Code), casework.Reached(it.State))
	case casework.ItemSession:
		return "Session " + number(it.Number) + ": " + text.Within(c.list("strands").Label(it.Code))
	case casework.ItemNeed:
		if it.State == string(casework.Additional) {
			return "Came up: " + text.Within(c.list("additional-needs").Label(it.Code))
		}
		return "Need: " + text.Within(c.list("needs").Label(it.Code))
	case casework.ItemOnward:
		return "Referred on: " + c.list("onward-services").Label(it.Code)
	case casework.ItemAdvocacy:
		return "Spoke up at the " + casework.Forum(it.Code).Words()
	case casework.ItemMeeting:
		return "Before a meeting: the " + casework.Forum(it.Code).Words()
	case casework.ItemProposal:
		return "Proposed to the panel: " + text.Within(c.list("agreement").Label(it.Code))
	case casework.ItemPanelAnswer:
		return panelWords[casework.PanelAnswer(it.Code)]
	case casework.ItemMediation:
		return "Mediation: " + it.Code
	case casework.ItemCourt:
		if it.State == "" {
			return courtName(it.Code)
		}
		return courtName(it.Code) + ": " + it.State
	case casework.ItemIssue:
		return "Told later: " + text.Within(c.list("additional-needs").Label(it.Code)) + ", reported to: " + text.Within(reportedWords[casework.ReportedTo(it.State)])
	case casework.ItemTie:
		return "Around " + c.they.them + ": " + text.Within(c.list("ties").Label(it.Code))
	case casework.ItemSafety:
		return c.list("safety-items").Label(it.Code) + ": " + it.State
	case casework.ItemUpdate:
		return "Update from: " + text.Within(c.list("agencies-asked").Label(it.Code))
	case casework.ItemExpectation:
		return "What to expect, talked over: " + text.Within(c.list("agencies-asked").Label(it.Code))
	case casework.ItemContribution:
		return "Passed on for an assessment: " + text.Within(c.list("contributions").Label(it.Code)) + ", to: " + text.Within(c.list("agencies-asked").Label(it.Of))
	case casework.ItemReceived:
		return "Assessed elsewhere, by: " + c.madeBy(it.State, it.Of)
	case casework.ItemPower:
		return "Advice on: " + c.list("asb-powers").Label(it.Code)
	case casework.ItemAnswer:
		return "Referred on: " + text.Within(c.answerWords(casework.Item{Code: it.Code, State: it.State}))
	case casework.ItemGap:
		return "No service can be reached for: " + text.Within(c.list("needs").Label(it.Code))
	case casework.ItemCoachReferral:
		return "The page for the coach was written"
	case casework.ItemNote:
		return "Note"
	case casework.ItemPromise:
		return "Promised by " + it.Due.Date().Short() + promiseState(it)
	case casework.ItemStage:
		return "Stage: " + c.stageName(it.Code)
	case casework.ItemAlarm:
		return "Act now: " + text.Within(c.set.Word("alarm.kinds."+it.Code))
	case casework.ItemAssessment:
		return c.asked(it)
	case casework.ItemGoal:
		return "Goal: " + it.State
	case casework.ItemAction:
		return "Step of the plan: " + it.State
	case casework.ItemPast:
		return "Changed: a " + map[string]string{"goal": "goal", "action": "step"}[it.Code] + " of the plan. It read"
	case casework.ItemFollowUp:
		return "Plan of contact: every " + plural(it.Number2, "day", "days") + " " + methodWords[catalogue.Method(it.Code)]
	case casework.ItemPause:
		title := "The clock stands: " + text.Within(c.list("pause-reasons").Label(it.Code))
		if it.Settled {
			title += ", until " + when(it.Due, c.Now)
		}
		return title
	case casework.ItemLate:
		return "Good reason for a late step, " + text.Within(c.stageName(it.State)) + ": " + text.Within(c.list("late-reasons").Label(it.Code))
	case casework.ItemCheck:
		return "Asked after closing: " + it.State
	}
	return ""
}

// promiseState says how a promise ended: kept, kept late, withdrawn and why.
func promiseState(it casework.Item) string {
	switch {
	case it.State == "":
		return ""
	case it.Code == "":
		return ": " + it.State
	case it.Code == "late":
		return ": kept late"
	}
	return ": " + it.State + ", " + it.Code
}

func (c kase) stageName(key string) string {
	if st, ok := c.service.Stage(key); ok {
		return st.Name
	}
	return key
}

func (c kase) asked(it casework.Item) string {
	in, ok := c.set.Instrument(it.Code)
	if !ok {
		return "Asked"
	}
	if b, ok := in.BandNamed(it.State); ok {
		return in.Name + ": " + b.Name
	}
	return in.Name + " asked"
}
