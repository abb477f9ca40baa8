package reports

import (
	"context"

	"goldenthread/internal/errs"
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
		_, err = gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), report.Release{Make: cmd}.Run)
	}
	if err != nil {
		return r.FormAgain(p.opened, err)
	}
	done := asAsked(cmd)
	done.Published = true
	return web.SeeOther(address(done, "")).Saying("The return is published. Take a copy below."), nil
}

func releaseForm(r *web.Request, made report.Report) view.Part {
	return view.Form{Action: address(made, "/publish"), Key: r.Key(), Submit: view.Button{Text: "Publish this return"}}
}

// isPublished fails where a copy to take away is asked for and these figures were not published.
func (p pages) isPublished(r *web.Request, made report.Report) error {
	s, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (report.Standing, error) { return p.book.Standing(ctx, v, made) })
	switch {
	case err != nil:
		return err
	case s.Refused != "":
		return errs.New(errs.Conflict, s.Refused)
	case s.On.IsZero():
		return errs.New(errs.Conflict, "These figures were not published. Publish the return first, on its page; then take the copy.")
	}
	return nil
}
