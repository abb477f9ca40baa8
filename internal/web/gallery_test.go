package web_test

import (
	"net/http"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/web/view/chart"
)

// gallery is a page for every part there is, after the pictures the product was drawn from. It is
// what the browser test of the shell looks at. Nobody in it is real.
var gallery = web.Routes{
	{Method: http.MethodGet, Pattern: "/{$}", Action: access.SignedIn, Handler: page(dayPage)},
	{Method: http.MethodGet, Pattern: "/cases/{case}", Action: access.SignedIn, Handler: page(casePage)},
	{Method: http.MethodGet, Pattern: "/referrals", Action: access.SignedIn, Handler: page(inboxPage)},
	{Method: http.MethodGet, Pattern: "/reports", Action: access.SignedIn, Handler: page(reportPage)},
	{Method: http.MethodGet, Pattern: "/form", Action: access.SignedIn, Handler: web.Show(formPage)},
	{Method: http.MethodPost, Pattern: "/form", Action: access.SignedIn, Handler: sendForm, MaxBody: 2 << 20},
	{Method: http.MethodGet, Pattern: "/form/again", Action: access.SignedIn, Handler: func(r *web.Request) (web.Reply, error) {
		return r.FormAgain(formPage, wrongForm())
	}},
	{Method: http.MethodGet, Pattern: "/form/stale", Action: access.SignedIn, Handler: func(r *web.Request) (web.Reply, error) {
		return r.FormAgain(formPage, errs.New(errs.Stale, "The case was closed at 10:14 by R. T."))
	}},
	{Method: http.MethodGet, Pattern: "/done", Action: access.SignedIn, Handler: page(donePage)},
	{Method: http.MethodGet, Pattern: "/act-now", Action: access.SignedIn, Handler: page(donePage)},
	{Method: http.MethodGet, Pattern: "/sign-in", Action: access.Public, Handler: web.Show(signInPage)},
	{Method: http.MethodPost, Pattern: "/sign-in", Action: access.Public, Handler: func(*web.Request) (web.Reply, error) {
		return web.SeeOther("/").StartSession("worker", noon.Add(time.Hour)).Saying("You are signed in."), nil
	}},
}

// galleryPaths are the pages of the gallery, signed in.
var galleryPaths = []string{"/", "/cases/one", "/referrals", "/reports", "/form", "/form/again", "/form/stale", "/done",
	"/nowhere", "/system-down", "/accessibility", "/privacy"}

func page(make func(*web.Request) view.Page) web.Handler {
	return func(r *web.Request) (web.Reply, error) { return web.Page(make(r)), nil }
}

func dayPage(r *web.Request) view.Page {
	to := func(who string) *view.Link { return &view.Link{Text: who, Href: "/cases/one"} }
	done := func(who, next string) view.Part {
		return view.ButtonForm{Action: "/form", Key: r.Key(), Button: view.Button{Text: "Done, next " + next, Unseen: "for " + who, Kind: view.Secondary}}
	}
	return view.Page{
		Title: "My day", Heading: "Thursday 19 November", Lead: "3 promises due today. 1 promise broken. 2 people to call this morning.",
		Intro: view.Alert{Kind: view.AlertDanger, Heading: "Act now: someone may be in danger", Body: view.Parts{
			view.Paragraph{Body: view.Joined{view.Text("Raised at 09:12 by the housing officer on "), view.Link{Text: "GT-4M2P-88KQ", Href: "/cases/one"},
				view.Text(", J. T. Someone said they would set fire to the door. 999 and the fire service have been told.")}},
			view.ButtonForm{Action: "/form", Key: r.Key(), Button: view.Button{Text: "I have seen this and I am acting", Flush: true}}}},
		Body: view.Parts{
			view.H2("Call"),
			view.Rows{Ordered: true, Items: []view.Row{
				{When: "10:00 to 12:00", WhenNote: "opens in 36 minutes", Who: to("P. A."), Title: "First contact, due by 12:00", Body: view.Parts{
					view.Text("From Surrey Police yesterday. Eggs and stones at the windows, four times since October."),
					view.SafeContact{Rule: view.Parts{view.Text("10:00 to 12:00 only. She answers herself."), view.Strong("No voicemail."), view.Text("Say your first name, “from the Centre”.")},
						Show: &view.ButtonForm{Action: "/form", Key: r.Key(), Button: view.Button{Text: "Show number and call", Unseen: "P. A.", Kind: view.Secondary}}}}},
				{When: "09:00 to 18:00", WhenNote: "you rang at 09:20", Who: to("D. K."), Title: "Travel for tomorrow’s hearing", Body: view.Parts{
					view.SafeContact{Rule: view.Text("any time before 18:00. Ask for D. Voicemail is fine: “please ring the Centre”, nothing more."), Number: "07700 900417"},
					view.Form{Action: "/form", Key: r.Key(),
						Body: view.Radios{Name: "call", Legend: "How did the call go?", LegendSize: "s", Small: true, Inline: true, Items: []view.Choice{
							{Value: "reached", Label: "Reached"}, {Value: "no-answer", Label: "No answer"}, {Value: "someone-else", Label: "Someone else answered"},
							{Value: "wrong", Label: "Wrong number"}, {Value: "unsafe", Label: "Not safe to talk"}}},
						Submit: view.Button{Text: "Save call", Kind: view.Secondary}, Beside: view.ActNow("/act-now", "D. K.")}}},
			}},
			view.H2("You promised"),
			view.Rows{Ordered: true, Items: []view.Row{
				{When: "Wed 18 Nov", WhenNote: "by 17:00", Broken: true, Tag: &view.Tag{Text: "Promise broken", Colour: view.Red}, Who: to("L. B."),
					Body: view.Text("Say whether the council will change the locks."),
					Note: view.Parts{view.Text("16 hours late."), view.Link{Text: "Send “sorry, still waiting”", Href: "/form"}}, Do: done("L. B.", "Thu 26 Nov")},
				{When: "Today", WhenNote: "by 17:00", Who: to("M. R."), Body: view.Text("Say what the council decided."), Do: done("M. R.", "Tue 24 Nov")},
			}},
			view.H2("Waiting list"),
			view.Rows{Empty: "Nothing is due. Next: 14:00."},
		},
		Aside: view.Parts{
			view.H2("Tomorrow and court"),
			view.Quiet{Small: true, Body: view.Parts{view.Paragraph{Body: view.Strong("Friday 20 November, 10:00"), Small: true},
				view.Small("Guildford Crown Court, trial day 1. Travel booked. Witness Service confirmed. You go with her from 09:15.")}},
			view.H2("Waiting on others"),
			view.Rows{Small: true, Items: []view.Row{{Body: view.Parts{view.Joined{view.Strong("Mental health trust"), view.Text(": reply about J. T. is 6 days late.")},
				view.RowLinks{Items: []view.Part{view.Link{Text: "Chase", Href: "/form", Unseen: " the mental health trust about J. T."}, view.Text("Chased once, 16 Nov")}}}}}},
			view.H2("You"),
			view.Figures{Items: []view.Figure{{Value: "31", Counts: "cases open, of 40"}, {Value: "87", Counts: "taken in 12 months, of 120"}}},
			view.List{Small: true, Items: []view.Part{view.Text("Supervision: Wednesday 25 November, 14:00"), view.Link{Text: "How are you?", Href: "/form"}}},
		},
	}
}

func casePage(r *web.Request) view.Page {
	agrees := []view.Fact{
		{Name: "Reference", Value: view.Lines{view.Parts{view.Text("GT-7K3M-92QX"), view.Link{Text: "read it out", Href: "/form"}}, view.Text("Crime 45/10482/26")}},
		{Name: "She agrees to", Value: view.Text("Support; sharing with council and police. Asked 3 November.")},
		{Name: "Interpreter", Value: view.Parts{view.Strong("Farsi"), view.Text("a woman, by phone")}},
		{Name: "Kept private", Value: view.Lines{view.Tag{Text: "Private to Victim Support", Colour: view.Purple}, view.Text("her health notes only")}},
		{Name: "Next hearing", Value: view.Text("Friday 4 December, 10:00, Guildford. She need not go.")},
		{Name: "Next update promised", Value: view.Text("Today by 17:00, by you")},
		{Name: "Her one contact", Value: view.Text("You. When you are away: R. T., case worker")},
		{Name: "Lead agency", Value: view.Text("Woking Borough Council, since 12 November")},
	}
	helping := [][]view.Part{}
	for _, h := range [][4]string{{"Victim Support", "Everything", "14 Sep 2026", "Case closes"}, {"Woking Borough Council", "Contact rule, risk, plan. Not notes.", "21 Sep 2026", "21 Mar 2027"},
		{"Surrey Police", "Risk and plan", "3 Nov 2026", "3 May 2027"}} {
		helping = append(helping, view.Cells(h[:]...))
	}
	return view.Page{
		Title: "M. R., overview", Heading: "M. R.: overview", Section: "/cases",
		Bar: &view.IdentityBar{Name: "M. R.", Risk: &view.Tag{Text: "High", Colour: view.Red, Mark: "↑", Unseen: "and rising"}, Was: "was Medium on 3 November",
			Short: "10:00 to 12:00 only. No voicemail.", ActNow: "/act-now",
			Rule: view.Parts{view.Text("10:00 to 12:00 only. She answers herself."), view.Strong("No voicemail."), view.Text("Say your first name, “from the Centre”.")},
			Show: &view.ButtonForm{Action: "/form", Key: r.Key(), Button: view.Button{Text: "Show number", Kind: view.AsLink}},
			Do:   []view.Part{view.LinkButton{Text: "Add note", Href: "/form", Kind: view.Secondary}}},
		Top: view.Parts{
			view.Facts{Four: true, Items: agrees},
			view.Tabs{Label: "This case", Items: []view.Tab{{Text: "Overview", Href: "/cases/one", Current: true}, {Text: "Timeline", Href: "/form"}, {Text: "Risk", Href: "/form"},
				{Text: "Plan", Href: "/form"}, {Text: "People and household", Href: "/form"}, {Text: "Sharing", Href: "/form"}, {Text: "Outcomes", Href: "/form"}}},
		},
		Body: view.Parts{
			view.H2("What she wants"),
			view.Picture{Src: "/assets/favicon.svg", Shows: "A door off its hinges"},
			view.Words{Said: "I want him to leave my door alone. I want to stay in my home.", Heard: "Her words, 3 November. Asked again 17 November: the same."},
			view.H2("Next step"),
			view.Quiet{Body: view.Parts{
				view.Paragraph{Body: view.Parts{view.Strong("Tell M. R. what the council decided, by 17:00 today."), view.Text("You promised this on Tuesday 17 November.")}},
				view.ButtonForm{Action: "/form", Key: r.Key(), Button: view.Button{Text: "I have told her. Next update Tue 24 Nov"}, Beside: view.Link{Text: "Choose another date", Href: "/form"}}}},
			view.H2("What she told us"),
			view.Words{Said: "He waits by the bins and shouts my name. I go out at six so that I do not meet him.\nI have stopped opening the curtains.",
				Heard: "Last told 3 November, to the council’s ASB officer.", Link: &view.Link{Text: "Read it all before you ask again", Href: "/form"}},
			view.H2("Plan agreed with her on 6 November"),
			view.TaskList{Items: []view.Task{
				{ID: "goal-1", Title: "She can open her door without fear", Href: "/form", Hint: "Door viewer and back door lock, fitted by Tuesday 24 November", Status: view.Tag{Text: "Started"}},
				{ID: "goal-2", Title: "She sleeps through the night", Hint: "Starts when she is ready. She said “not yet” on 17 November", Status: view.Tag{Text: "Not started", Colour: view.Grey}}}},
			view.H2("What she needs"),
			view.SummaryList{Rows: []view.SummaryRow{{Key: "Still open", Value: view.Text("Home security."), Note: "Someone to talk to about sleep: no service found yet in Woking.", Actions: []view.Link{{Text: "Change", Href: "/form"}}},
				{Key: "Met", Value: view.Text("Diary to record incidents. Interpreter. One person to ring."), Actions: []view.Link{{Text: "Change", Href: "/form", Unseen: "needs that are met"}}}}},
			view.Table{Caption: "Who is helping, and what they see", Pattern: view.Stack, BoldHeads: true,
				Columns: []view.Column{{Head: "Who"}, {Head: "Sees"}, {Head: "Since", NoWrap: true}, {Head: "Until", NoWrap: true}}, Rows: helping},
			view.Details{Summary: "Alleged perpetrator: kept apart from this page", Body: view.Parts{view.Text("Nothing about him is shown here, on her pages or in her letters."), view.Link{Text: "Open his section", Href: "/form"}}},
			view.H2("What happened"),
			view.Timeline{Items: []view.Moment{{Title: "Called", By: "A. N.", When: "Tuesday 17 November, 10:20", At: "2026-11-17T10:20:00Z", Tag: &view.Tag{Text: "Contact"}, Body: view.Para("Reached, 25 minutes.")},
				{Title: "Referral received", When: "Monday 14 September", Body: view.Para("From Surrey Police.")}}},
			view.Pagination{Previous: "/cases/one?before=1", Next: "/cases/one?after=2", Of: "what happened"},
		},
		Aside: view.Parts{
			view.H2("Next five things due"),
			view.Rows{Ordered: true, Small: true, Items: []view.Row{{Body: view.Parts{view.Strong("Today, 17:00"), view.Text("You: tell her the council’s decision")}},
				{Body: view.Parts{view.Strong("Fri 20 Nov"), view.Text("Council: warning letter sent")}}}},
			view.H2("4 changes since you last looked"),
			view.Small("You last looked on Tuesday 17 November at 16:20."),
			view.List{Bullets: true, Small: true, Items: []view.Part{view.Text("Council answered, Wed 15:40"), view.Text("Police added the officer’s dates off")}},
		},
	}
}

func inboxPage(r *web.Request) view.Page {
	return view.Page{
		Title: "Referrals",
		Intro: view.Parts{
			view.Quiet{Heading: "Police file, Wednesday 18 November", Body: view.Parts{
				view.Figures{Items: []view.Figure{{Value: "42", Counts: "rows in the file"}, {Value: "31", Counts: "to contact", Sign: "="},
					{Value: "6", Counts: "held for checking", Sign: "+"}, {Value: "5", Counts: "not for us", Sign: "+"}}},
				view.Paragraph{Body: view.Parts{view.Strong("It adds up."), view.Text("30 of the 31 are picked up. One is below.")}}}},
			view.Tabs{Label: "Referrals by state", Items: []view.Tab{{Text: "New", Href: "/referrals", Current: true, Counted: true, Count: 1},
				{Text: "Held for checking", Href: "/form", Counted: true, Count: 6}, {Text: "Waiting list", Href: "/form", Counted: true, Count: 140}}}},
		Body: view.Parts{
			view.H2("New: 1, highest priority first"),
			view.Rows{Ordered: true, Items: []view.Row{{Big: true, Title: "H. G.: threats at the door, three times this month", Body: view.Parts{
				view.Para("Received Wed 18 Nov, 16:05. 3 working hours left."),
				view.Facts{Items: []view.Fact{{Name: "From", Value: view.Text("Surrey Police, neighbourhood team, Woking")}, {Name: "Legal basis", Value: view.Text("Opt-out: told by the officer on 17 November.")},
					{Name: "Safe to contact?", Value: view.Lines{view.Tag{Text: "Not asked yet", Colour: view.Yellow}, view.Text("First call: ask this first")}},
					{Name: "Priority", Value: view.Parts{view.Strong("High."), view.Text("Threats, lives alone.")}}}},
				view.RowLinks{Items: []view.Part{
					view.ButtonForm{Action: "/form", Key: r.Key(), Button: view.Button{Text: "Accept and start first contact", Unseen: "H. G."}},
					view.Link{Text: "Decline", Href: "/form", Unseen: " for H. G."}, view.ActNow("/act-now", "H. G.")}}}}}},
		},
		Aside: view.Parts{view.H2("Held for checking: 6"), view.Small("Nobody calls these people until it is settled."),
			view.Rows{Small: true, Items: []view.Row{{Body: view.Parts{view.Strong("2: no consent."), view.Text("The offence needs it. Police asked on 18 November.")}}}}},
	}
}

func reportPage(r *web.Request) view.Page {
	quarters := []chart.Value{{Label: "Q1", Value: 29}, {Label: "Q2", Value: 13}, {Label: "Q3", Value: 27}, {Label: "Q4", Value: 10}}
	open := func(n, of string) view.Part {
		return view.Link{Text: n, Href: "/form", Label: n + ": show the " + n + " records, " + of}
	}
	return view.Page{
		Title: "Barnet ASB Project", Caption: "Annual return, 1 April 2017 to 31 March 2018", Wide: true,
		Body: view.Parts{
			view.Corrected{Printed: "54%", Is: "68%", Why: view.Parts{view.Strong("All totals agree. 1 printed percentage does not."), view.Text("Female is 54 of 79, which is 68%."), view.Link{Text: "Go to gender", Href: "/reports"}}},
			view.Pair{Heading: "1. New referrals in each quarter",
				Left: chart.Columns{ID: "quarters", Title: "New referrals in each quarter of 2017 to 2018", Values: quarters}.Part(),
				Right: view.Table{Caption: "The same figures", CaptionSize: "s", Pattern: view.Tight, Columns: []view.Column{{Head: "Quarter"}, {Head: "New referrals", Numeric: true}, {Head: "For mediation", Numeric: true}},
					Rows: [][]view.Part{{view.Text("Q1, April to June"), open("29", "Q1"), open("5", "Q1, mediation")}, {view.Text("Q2, July to September"), open("13", "Q2"), view.Text("1")}},
					Foot: view.Cells("Year", "79", "8")}},
			view.Pair{Heading: "2. Where referrals came from",
				Left: chart.Bars{ID: "sources", Title: "Where the 79 new referrals came from", Values: []chart.Value{{Label: "Metropolitan Police", Value: 23}, {Label: "Barnet ASB team", Value: 21},
					{Label: "Victim Support multi-crime service", Value: 4}, {Label: "Environmental Health", Value: 1}}}.Part(),
				Right: view.Form{Action: "/form", Key: r.Key(), Body: view.Textarea{Name: "commentary", Label: "Commentary: sources", LabelSize: "s", Rows: 3, Value: "Most referrals came from the police."}, Submit: view.Button{Text: "Save and come back", Kind: view.Secondary}}},
			view.H2("Score at each assessment"),
			chart.Range{ID: "score", Title: "Score at each assessment, from 0 to 41", Most: 41, Limit: 22, LimitLabel: "panel threshold",
				Bands:  []chart.Band{{Label: "Low", Until: 15.5}, {Label: "Medium", Until: 28.5}, {Label: "High", Until: 41}},
				Scores: []chart.Score{{Label: "14 Sep", Low: 17, High: 17, Band: "Medium"}, {Label: "3 Nov", Low: 24, High: 24, Band: "Medium"}, {Label: "17 Nov", Low: 30, High: 36, Band: "High", Last: true}}}.Part(),
		},
	}
}

func formPage(r *web.Request, a view.Answers) (view.Page, error) {
	return view.Page{
		Title: "Record a call", Back: &view.Back{Href: "/"}, Caption: "M. R.",
		Body: view.Parts{
			view.InsetText{Body: view.Text("Write what she said in her own words.")},
			view.Form{Action: "/form", Key: r.Key(), Upload: true, Hidden: []view.Hidden{{Name: "version", Value: "3"}}, Body: view.Parts{
				view.TextInput{Name: "name", Label: "Who answered", Hint: "Initials are enough", Width: 20}.From(a),
				view.TextInput{Name: "minutes", Label: "How long", InputMode: "numeric", Width: 3, Suffix: "minutes"}.From(a),
				view.DateInput{Name: "on", Legend: "When was it?", Hint: "For example, 19 11 2026", LegendSize: "s"}.From(a),
				view.Radios{Name: "answer", Legend: "How did it go?", LegendSize: "s", Items: []view.Choice{{Value: "reached", Label: "Reached"},
					{Value: "wrong", Label: "Wrong number", Hint: "It goes back to the sender"},
					{Value: "someone-else", Label: "Someone else answered", Reveal: view.TextInput{Name: "else", Label: "What did you say to them?"}.From(a)}}}.From(a),
				view.Checkboxes{Name: "needs", Legend: "What did she ask for?", Hint: "Tick all that apply", Items: view.Choices("Locks", "Someone to talk to", "News from the council"), Small: true}.From(a),
				view.Select{Name: "next", Label: "Next update", Items: view.Choices("In 2 days", "In 5 days")}.From(a),
				view.Textarea{Name: "note", Label: "Note"}.From(a),
				view.FileInput{Name: "letter", Label: "A letter", Accept: ".csv"}.From(a),
				view.WarningText{Body: view.Text("You cannot take this back once it is saved.")},
			}, Submit: view.Button{Text: "Save call"}, Beside: view.Link{Text: "Cancel", Href: "/"}},
		},
	}, nil
}

func wrongForm() error {
	var f errs.Fields
	f.Add("name", "Enter who answered")
	f.Add("on", "The date must have a year")
	f.Add("answer", "Say how the call went")
	f.Add("needs", "Tick at least one")
	f.Add("next", "Choose when you will tell her more")
	f.Add("note", "Write a note")
	f.Add("letter", "Choose a file")
	return f.Err()
}

func sendForm(r *web.Request) (web.Reply, error) {
	f := r.Form()
	f.Int("minutes")
	f.Date("on")
	if f.Text("name") == "" {
		f.Fault("name", "Enter who answered")
	}
	if err := f.Err(); err != nil {
		return r.FormAgain(formPage, err)
	}
	return web.SeeOther("/").Saying("The call is saved."), nil
}

func donePage(*web.Request) view.Page {
	return view.Page{Title: "Referral received", Headless: true, Body: view.Parts{
		view.Panel{Title: "Referral received", Body: view.Lines{view.Text("Your reference is"), view.Strong("GT-7K3M-92QX")}},
		view.Para("We call within two working days, at a time that is safe."),
		view.Alert{Kind: view.AlertSuccess, Heading: "Saved", Body: view.Para("You can close this page.")},
		view.Alert{Kind: view.AlertInformation, Heading: "Good to know", Body: view.Para("She sees who has looked.")},
		view.Alert{Kind: view.AlertWarning, Heading: "Look again", Body: view.Para("Two answers are missing.")},
	}}
}

func signInPage(r *web.Request, a view.Answers) (view.Page, error) {
	return view.Page{Title: "Sign in", Body: view.Parts{view.Form{Action: "/sign-in", Key: r.Key(), Body: view.Parts{
		view.TextInput{Name: "account", Label: "Email address", Type: "email", Autocomplete: "username"}.From(a),
		view.TextInput{Name: "password", Label: "Password", Type: "password", Autocomplete: "current-password"}.From(a),
	}, Submit: view.Button{Text: "Sign in"}},
		view.ButtonForm{Action: "/sign-in", Key: r.Key(), Button: view.Button{Text: "Sign in as A. N., case worker", Kind: view.Secondary}}}}, nil
}
