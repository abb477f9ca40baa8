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
	var items []view.Choice
	for _, d := range casework.Dangers {
		item := view.Choice{Value: string(d), Label: d.Words()}
		switch d {
		case casework.DomesticAbuse:
			item.Hint = "Goes to the domestic-abuse MARAC, which is not the Community MARAC. Was the risk checklist (DASH) done?"
		case casework.Arson:
			item.Hint = "Ask the fire service for a visit"
		}
		items = append(items, item)
	}
	to := section + "/" + string(reference)
	return view.Page{
		Title: "Act now", Caption: string(reference), Section: section,
		Lead: "In danger this minute? Ring 999 first. Then come back here.",
		Body: view.Form{Action: to + "/act-now", Key: r.Key(), Body: view.Parts{
			view.Radios{Name: "kind", Legend: "What is the danger?", LegendSize: "s", Items: items}.From(a),
			view.Textarea{Name: "what", Label: "What is happening?", LabelSize: "s", Rows: 3}.From(a),
			view.TextInput{Name: "told", Label: "Who has been told?", LabelSize: "s", Hint: "999, the fire service, social care. Leave empty if nobody has"}.From(a),
		}, Submit: view.Button{Text: "Tell the supervisor and the safeguarding lead", Kind: view.Danger}, Beside: view.Link{Text: "Cancel", Href: to}},
		Aside: view.Quiet{Small: true, Heading: "What happens", Body: view.Text("Both are told at once, and both must answer. No agreement is needed. Nothing else about the case stands in the way.")},
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
	const told = "The supervisor and the safeguarding lead are told. It stays on top until both have answered."
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
