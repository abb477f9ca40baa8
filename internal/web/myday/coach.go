package myday

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// coaching is the day of somebody who coaches and does nothing else: her two lists, and what everybody has beside them.
func (p pages) coaching(r *web.Request, d casework.CoachDay) view.Page {
	g := &green{}
	page := view.Page{Title: "My day", Heading: d.Now.Date().Heading(), Section: path, Wide: true}
	var intro view.Parts
	for _, a := range d.Alarms {
		intro = append(intro, p.alarm(r, a, d.Now, g))
	}
	if away := covers(d.Covers, d.NewCover); away != nil {
		intro = append(intro, away)
	}
	if ends := p.ends(d.Ends, d.Now.Date()); ends != nil {
		intro = append(intro, ends)
	}
	if len(intro) > 0 {
		page.Intro = intro
	}
	clients, unwritten := view.Rows{Empty: "Nobody just now."}, view.Rows{Empty: "Every session is written up."}
	for _, c := range d.Clients {
		clients.Items = append(clients.Items, p.client(c, d.Now))
	}
	for _, u := range d.Unwritten {
		unwritten.Items = append(unwritten.Items, view.Row{When: u.On.Short(), Who: caseLink(u.Initials, u.Reference), Title: "Session " + view.UpTo(u.Number),
			Do: view.LinkButton{Text: "Write up", Href: casePath(u.Reference, "write-up") + "?session=" + u.Session, Unseen: " session of " + u.Initials.Text(), Kind: g.kind()}})
	}
	body := view.Parts{view.H2("My " + p.many(d.Clients)), clients, view.H2("My sessions to write up"), unwritten}
	if owed := p.owed(r, d.Owed, d.Now, g); len(owed) > 0 {
		body = append(body, view.H2("To tell people, and steps of their plans"), view.Rows{Ordered: true, Items: owed})
	}
	today := d.Now.Date()
	if again := p.lookAgain(d.Waits, today); len(again) > 0 {
		body = append(body, view.H2("Also due"), view.Rows{Ordered: true, Items: again})
	}
	page.Body = append(append(body, p.besides(d.Waits, d.Again, today)...), howWasThatCall(r, d.Register))
	return page
}

// many is the services' own word for those somebody coaches; where the services differ, or there is nobody, people.
func (p pages) many(clients []casework.Client) string {
	word := "people"
	for i, c := range clients {
		if own := p.service(c.Case.Service).Noun.Many; i == 0 || own == word {
			word = own
		} else {
			return "people"
		}
	}
	return word
}

// client is one of a coach's clients: where the work stands, how many sessions, and what is promised.
func (p pages) client(c casework.Client, now clock.Instant) view.Row {
	s := p.service(c.Case.Service)
	st, _ := s.Stage(c.Case.Stage)
	sessions := plural(c.Sessions, "session", "sessions")
	if s.Sessions != nil {
		sessions = plural(c.Sessions, "session", "sessions") + " of " + view.UpTo(s.Sessions.Max)
	}
	row := view.Row{When: "No date", Who: caseLink(c.Initials, c.Case.Reference), Title: st.Name, Note: view.Text(sessions), Flags: flags(c.Case)}
	if c.Case.StageDue != clock.Never {
		row.When, row.WhenNote = due(c.Case.StageDue, now), c.Case.StageDue.By()
	}
	switch {
	case c.Promise == 0:
	case c.Promise < now:
		row.Broken, row.Tag = true, &view.Tag{Text: "Promise broken", Colour: view.Red}
		row.Body = view.Link{Text: "Keep it, or say why not", Href: casePath(c.Case.Reference, "promise"), Unseen: ", for " + c.Initials.Text()}
	default:
		row.Body = view.Text("Promised by " + due(c.Promise, now) + ", " + c.Promise.Clock() + ".")
	}
	return row
}
