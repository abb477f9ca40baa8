package cases

import (
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

var reportedWords = map[casework.ReportedTo]string{casework.ToPolice: "The police", casework.ToCouncil: "The council", casework.ToLandlord: "The landlord",
	casework.ToNobody: "Nobody yet", casework.NotSaid: "Not said"}

// issue records a further issue or crime that came up; the overview then proposes to look at the risk again.
var issue = form{path: "issue", action: casework.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		var to []view.Choice
		for _, w := range casework.AllReportedTo {
			to = append(to, view.Choice{Value: string(w), Label: reportedWords[w]})
		}
		return c.page(r, "Something else that happened", c.form(r, "issue", "Save", view.Parts{
			view.Select{Name: "code", Label: "What kind of thing is it?", LabelSize: "s", Items: choices(c.list("additional-needs"))}.From(a),
			view.Textarea{Name: "what", Label: "What " + c.they.they + " told us", LabelSize: "s", Rows: 3}.From(a),
			view.DateInput{Name: "on", Legend: "When was it told?", LegendSize: "s"}.On(c.Now.Date()).From(a),
			view.Radios{Name: "reported", Legend: "Who was it reported to?", LegendSize: "s", Items: to, Small: true}.From(a),
			view.TextInput{Name: "number", Label: "Crime or incident number", Hint: "If there is one", Width: 20}.From(a),
			view.InsetText{Body: view.Text("In danger now? Use Act now. Afterwards the case proposes to look at the risk again.")},
		})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.RecordIssue{Case: c.Case.ID, Service: c.service, List: c.list("additional-needs"), Code: f.Text("code"), What: f.Text("what"),
			ToldOn: f.Date("on"), ReportedTo: casework.ReportedTo(f.Text("reported")), Number: f.Text("number")}.Run)
		return done{c.at(), "It is written down. Now look at the risk."}, err
	},
}

// anew proposes to look at the risk after something new was told.
func (c kase) anew(r *web.Request) view.Part {
	told, first, found := c.Anew()
	if !found || !c.works(r) || !r.Could(assessment.ActAssess) {
		return nil
	}
	words := view.RiskWords(first)
	return view.Alert{Kind: view.AlertWarning, Heading: words.Title, Body: view.Paragraph{Body: view.Parts{
		view.Text(c.title(told) + ", told on " + dayMonth(told.On) + ". " + words.Why),
		view.Link{Text: words.Do, Href: c.at("assess")}}}}
}
