package cases

import (
	"slices"
	"strings"

	"goldenthread/internal/audit"
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// sharing is GET /cases/{reference}/sharing: who sees what, and who has looked.
var sharing = tabOf{name: "Sharing", path: "sharing", body: func(_ *web.Request, c kase) (view.Part, view.Part, view.Part) {
	return nil, view.Parts{
			c.sharingTable(),
			view.Details{Summary: "Alleged perpetrator: kept apart from this page",
				Body: view.Text("Nothing about the other party is shown here, on " + c.they.their + " pages or in " + c.they.their + " letters.")},
			view.Heading{Text: "To read out the reference", ID: "read-out"},
			view.Para(c.Case.Reference.ReadOut()),
		}, view.Parts{
			view.H2("Who has looked"), c.lookList(10),
			view.Paragraph{Small: true, Body: view.Link{Text: "Everyone who has looked", Href: c.at("looked")}},
		}
}}

// sharingTable says who may see the case, what, since when and until when.
func (c kase) sharingTable() view.Part {
	t := view.Table{Caption: "Who is helping, and what they see", Pattern: view.Stack, BoldHeads: true,
		Columns: []view.Column{{Head: "Who"}, {Head: "Sees"}, {Head: "Since", NoWrap: true}, {Head: "Until", NoWrap: true}},
		Empty:   "Nobody outside the service sees this case."}
	for _, s := range c.Sharing {
		t.Rows = append(t.Rows, []view.Part{
			view.Lines{view.Text(c.sharedWith(s)), view.Text(s.Because())},
			view.Text(s.Sees()), view.Text(full(s.Since.Date())), view.Text(c.until(s)),
		})
	}
	return t
}

func (c kase) sharedWith(s casework.Shared) string {
	switch {
	case s.Grantee == string(c.Me):
		return "You"
	case s.Name == "":
		return "Somebody of the service"
	}
	return s.Name
}

func (c kase) until(s casework.Shared) string {
	switch {
	case s.Until != clock.Never:
		return full(s.Until.Date())
	case s.Basis == gate.BasisCase:
		return "Case closes"
	}
	return "Open"
}

// lookList is who has looked and who changed it, latest first: for each person and day what they did, and when last.
func (c kase) lookList(most int) view.Part {
	type day struct {
		who id.Account
		on  clock.Date
	}
	said, did := []casework.Look{}, map[day][]string{}
	for _, l := range c.Looks {
		one := day{l.Account, l.At.Date()}
		if did[one] == nil {
			said = append(said, l)
		}
		if words := howWords(l.How); !slices.Contains(did[one], words) {
			did[one] = append(did[one], words)
		}
	}
	rows := view.Rows{Small: true, Empty: "Nobody has looked before you."}
	for _, l := range said[:min(len(said), most)] {
		who := l.Initials
		switch {
		case l.Account == c.Me:
			who = "You"
		case who == "":
			who = "The system"
		}
		rows.Items = append(rows.Items, view.Row{Body: view.Joined{view.Strong(who), view.Text(", " + when(l.At, c.Now) + ": " + strings.Join(did[day{l.Account, l.At.Date()}], ", "))}})
	}
	return rows
}

func howWords(how string) string {
	switch how {
	case audit.HowOpened:
		return "opened it"
	case audit.HowListed:
		return "saw it in a list"
	case audit.HowChanged:
		return "changed it"
	}
	return how
}
