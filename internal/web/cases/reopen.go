package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// reopen takes up a closed case again.
var reopen = form{path: "reopen", action: casework.ActClose,
	page: func(r *web.Request, c kase, _ view.Answers) (view.Page, error) {
		if c.Case.State == casework.Open {
			return c.page(r, "Open the case again", view.Para("The case is open already. There is nothing to do here.")), nil
		}
		return c.page(r, "Open the case again", view.Parts{
			view.Para("The case goes on where the work was. " + c.workerLead()),
			c.form(r, "reopen", "Open the case again", nil),
		}), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		_, err := do(r, casework.Reopen{Case: c.Case.ID, Version: r.Form().Int("version"), Service: c.service}.Run)
		return done{c.at(), "The case is open again."}, err
	},
}

func (c kase) workerLead() string {
	switch c.Case.Worker {
	case "":
		return "Nobody had taken it: you answer for it until somebody does."
	case c.Me:
		return "You have it, as before."
	}
	return "It is with the worker who had it."
}
