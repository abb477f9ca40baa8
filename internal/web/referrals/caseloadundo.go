package referrals

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// undoPage is GET /referral-files/{batch}/undo: what would be undone with a list, or on which references something was
// done, so that it can't be.
func (p pages) undoPage(r *web.Request, _ view.Answers) (view.Page, error) {
	u, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (intake.Undoing, error) {
		return intake.LookUndo(ctx, v, id.Batch(r.Path("batch")))
	})
	if err != nil {
		return view.Page{}, err
	}
	at := files + "/" + string(u.ID)
	page := view.Page{Title: "Undo this list of cases", Caption: p.serviceName(u.Service), Section: section, Back: &view.Back{Text: "Back to the list", Href: at}}
	if busy := len(u.Busy) + u.Others; busy > 0 {
		rows := view.Rows{Small: true}
		for _, ref := range u.Busy {
			rows.Items = append(rows.Items, view.Row{Body: view.Link{Text: string(ref), Href: section + "/" + string(ref)}})
		}
		if u.Others > 0 {
			rows.Items = append(rows.Items, view.Row{Body: view.Text(number(u.Others) + " that you can't see.")})
		}
		page.Body = view.Parts{view.Para("It can't be undone: something was done since on " + number(busy) + " of its " + plural(u.Referrals, "record") + ". Nothing was changed."), rows}
		return page, nil
	}
	page.Body = view.Parts{
		view.Para("All of it goes: " + plural(u.Rows, "row") + ", and " + plural(u.Referrals, "record") + " with their cases. Nothing was done on any of them since."),
		view.Para("Who was known before stays as they were. Who asked not to be contacted is remembered. The log keeps that the list came and was undone."),
		view.ButtonForm{Action: at + "/undo", Key: r.Key(), Button: view.Button{Text: "Undo the list", Kind: view.Danger}, Beside: view.Link{Text: "Cancel", Href: at}}}
	return page, nil
}

// undoList is POST /referral-files/{batch}/undo.
func (p pages) undoList(r *web.Request) (web.Reply, error) {
	done, err := write(r, intake.UndoCaseload{Batch: id.Batch(r.Path("batch"))}.Run)
	if err != nil {
		return r.FormAgain(p.undoPage, err)
	}
	return web.SeeOther(lists).Saying("The list is undone: " + plural(done.Referrals, "record") + " with their cases are gone."), nil
}
