package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/referral"
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
			view.Para("The case goes on where the work was. " + c.workerLead()), c.stopsAgain(),
			c.form(r, "reopen", "Open the case again", nil),
		}), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		_, err := do(r, casework.Reopen{Case: c.Case.ID, Version: r.Form().Int("version"), Service: c.service}.Run)
		if c.StoppedAfter() {
			if casework.DecidesContact(c.Reader, c.service, c.Case.Stage) {
				return done{c.at("decide-contact"), "The case is open again, and contact is stopped. Does it go on?"}, err
			}
			return done{c.at(), "The case is open again, and contact is stopped until somebody has decided."}, err
		}
		return done{c.at(), "The case is open again."}, err
	},
}

// stopsAgain says that contact stays stopped where it is not safe to make contact, and who decides.
func (c kase) stopsAgain() view.Part {
	if !c.StoppedAfter() {
		return nil
	}
	return view.Para("It is not safe to make contact: it stays stopped. " + capital(referral.SuspendedUnsafe.Next()) + ". No number is shown until then.")
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
