package cases

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// folderOf finds the folder of a reference, with a case or without one, for somebody who may raise
// an alarm on it. It reads nothing else: nothing stands in the way of this page.
func folderOf(r *web.Request) (id.Folder, error) {
	reference, err := referenceOf(r)
	if err != nil {
		return "", err
	}
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (id.Folder, error) {
		ref, err := referral.ByReference(ctx, v, reference)
		if err != nil {
			return "", err
		}
		return ref.Folder, v.Authorize(ctx, casework.ActRaise, gate.On{Folder: ref.Folder})
	})
}

// actNowPage asks two things, and only what the danger is must be said.
func (p pages) actNowPage(r *web.Request, a view.Answers) (view.Page, error) {
	if _, err := folderOf(r); err != nil {
		return view.Page{}, err
	}
	reference, err := referenceOf(r)
	if err != nil {
		return view.Page{}, err
	}
	say, to := p.set.Word, section+"/"+string(reference)
	return view.Page{
		Title: say("alarm.title"), Caption: string(reference), Section: section, Lead: say("alarm.first"),
		Body: view.Form{Action: to + "/act-now", Key: r.Key(), Body: view.AlarmQuestions(say, casework.Dangers, a),
			Submit: view.Button{Text: say("alarm.send"), Kind: view.Danger}, Beside: view.Link{Text: "Cancel", Href: to}},
		Aside: view.Quiet{Small: true, Heading: say("alarm.next"), Body: view.Text(say("alarm.both"))},
	}, nil
}

// actNow is POST /cases/{reference}/act-now.
func (p pages) actNow(r *web.Request) (web.Reply, error) {
	folder, err := folderOf(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	cmd := casework.RaiseActNow{Folder: folder, Kind: casework.Danger(f.Text("kind")), What: f.Text("what"), Told: f.Text("told")}
	if _, err := do(r, cmd.Run); err != nil {
		return r.FormAgain(p.actNowPage, err)
	}
	told := p.set.Word("alarm.raised")
	if _, err := p.head(r); err != nil { // there is no case yet, or it is not for this reader to see
		return web.SeeOther("/").Saying(told), nil
	}
	reference, err := referenceOf(r)
	return web.SeeOther(section + "/" + string(reference)).Saying(told), err
}

// acknowledge is POST /cases/{reference}/act-now/seen.
func (p pages) acknowledge(r *web.Request) (web.Reply, error) {
	folder, err := folderOf(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	_, err = do(r, casework.Acknowledge{Folder: folder, ActNow: f.Text("alarm")}.Run)
	switch {
	case err != nil && errs.KindOf(err) != errs.Stale:
		return web.Reply{}, err
	case f.Text("from") == "my-day":
		return web.SeeOther("/my-day").Saying("It is on record that you have seen it."), nil
	}
	reference, err := referenceOf(r)
	return web.SeeOther(section + "/" + string(reference)).Saying("It is on record that you have seen it."), err
}
