package reports

import (
	"cmp"

	"goldenthread/internal/gate"
	"goldenthread/internal/report"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// publish is POST /reports/{report}/publish: it is put on record that the return was published, and copies
// can be taken.
func (p pages) publish(r *web.Request) (web.Reply, error) {
	cmd, err := p.asked(r)
	if err == nil {
		_, err = gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), report.Release{Make: cmd, CheckCode: looked(r), Earlier: r.Form().Text(askEarlier)}.Run)
	}
	if err != nil {
		return r.FormAgain(p.opened, err)
	}
	done := asAsked(cmd)
	done.Published = true
	return web.SeeOther(address(done, "")).Saying("The return is published. Take a copy below."), nil
}

// releaseForm is the button that publishes a return, with what that means; where other figures of it are published
// already, that the two can be compared.
func releaseForm(r *web.Request, made report.Report, standing report.Standing) view.Part {
	body := view.Parts{view.Para("Once it is published, no other return of the same service, and no other period that overlaps this one, can be.")}
	if standing.Warning != "" {
		body = append(body, view.WarningText{Body: view.Text(standing.Warning)})
	}
	hidden := append(lookedAt(made), view.Hidden{Name: askEarlier, Value: standing.Earlier})
	return view.Form{Action: address(made, "/publish"), Key: r.Key(), Hidden: hidden, Submit: view.Button{Text: "Publish this return"}, Body: body}
}

// askEarlier names the publication with other figures that the page warned of.
const askEarlier = "earlier"

// askLooked names the check code of the figures that somebody looked at before she pressed a button.
const askLooked = "check_code"

func lookedAt(made report.Report) []view.Hidden {
	return []view.Hidden{{Name: askLooked, Value: made.CheckCode}}
}

// looked reads it; a form without it was not looked at, and has none of any return.
func looked(r *web.Request) string { return cmp.Or(r.Form().Text(askLooked), "none") }
