package staff

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// waitingList is the address of who waits for a worker.
const waitingList = "/waiting-list"

// showWaiting is GET /waiting-list: by risk, then those who came to us first, each with who answers for the
// place, why there is a wait, and for how many days.
func (p pages) showWaiting(r *web.Request) (web.Reply, error) {
	var service catalogue.Service
	var may []catalogue.Service
	var cut bool
	list, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (list []casework.Waiting, err error) {
		if service, may, err = p.asked(ctx, v, r, casework.ActWaiting); err != nil {
			return nil, err
		}
		list, cut, err = casework.WaitingList(ctx, v, service, p.set.Instruments())
		return list, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	today := r.Now().Date()
	rows := make([][]view.Part, 0, len(list))
	for _, w := range list {
		who := w.Initials.Text()
		if who == "" {
			who = string(w.Reference)
		}
		band := view.Part(view.Text("Not assessed"))
		switch {
		case w.Blind:
			band = view.Text("You score it again: it stands first until you have")
		case w.Band != "":
			band = view.Text(capital(w.Band))
		}
		flags := view.Parts{}
		for _, tag := range view.RaisedFlags(w.Flags.HighRisk, w.Flags.HighNeed) {
			flags = append(flags, tag)
		}
		rows = append(rows, []view.Part{view.Link{Text: who, Href: "/cases/" + string(w.Reference)}, band, flags, view.Text(count(w.Since.Date().DaysUntil(today), "day", "days")),
			view.Text(w.Came.Plain()), view.Text(capital(w.Reason)), view.Text(w.Owner),
			view.Link{Text: "Who can take it?", Unseen: " " + who, Href: "/cases/" + string(w.Reference) + "/allocate"}})
	}
	waits := count(len(list), "person waits", "people wait") + " for a worker."
	if cut {
		waits = "More than " + count(len(list), "person waits", "people wait") + " for a worker, and these are the first of them."
	}
	return web.Page(view.Page{Title: "Waiting list", Section: "/referrals", Caption: service.Name, Wide: true,
		Lead:  waits + " Highest risk first, and inside a risk who came to us first.",
		Intro: choose(waitingList, service, may),
		Body: view.Table{Caption: "Who waits", CaptionSize: "s", Pattern: view.Stack, BoldHeads: true, Rows: rows, Empty: "Nobody waits.",
			Columns: []view.Column{{Head: "Who", NoWrap: true}, {Head: "Risk"}, {Head: "Flags"}, {Head: "Waits", NoWrap: true}, {Head: "Came to us", NoWrap: true}, {Head: "Why"}, {Head: "Answers for it"}, {Head: "Do"}}}}), nil
}
