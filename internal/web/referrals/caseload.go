package referrals

import (
	"context"
	"net/http"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// lists is where a list of cases that a service kept before is handed in. A larger one than these goes in by the command
// line, which has all the time it takes.
const (
	lists    = "/caseloads"
	listMost = 16 << 20 // bytes of the file
	listRows = 10000    // rows: as many as can be undone as one within a request, which ends after a minute
)

func (p pages) listRoutes() web.Routes {
	one, filed := lists+"/{list}", files+"/{batch}/undo"
	return web.Routes{
		{Method: http.MethodGet, Pattern: lists, Action: intake.ActCaseload, Handler: web.Show(p.listsPage)},
		{Method: http.MethodPost, Pattern: lists, Action: intake.ActCaseload, Handler: p.handIn, MaxBody: listMost},
		{Method: http.MethodGet, Pattern: one, Action: intake.ActList, Handler: web.Show(p.listPage)},
		{Method: http.MethodPost, Pattern: one, Action: intake.ActList, Handler: p.tryList},
		{Method: http.MethodGet, Pattern: one + "/tried", Action: intake.ActList, Handler: p.tried},
		{Method: http.MethodPost, Pattern: one + "/take", Action: intake.ActList, Handler: p.takeList},
		{Method: http.MethodPost, Pattern: one + "/go-on", Action: intake.ActList, Handler: p.goOn},
		{Method: http.MethodPost, Pattern: one + "/drop", Action: intake.ActList, Handler: p.dropList},
		{Method: http.MethodGet, Pattern: filed, Action: intake.ActUndoCaseload, Handler: web.Show(p.undoPage)},
		{Method: http.MethodPost, Pattern: filed, Action: intake.ActUndoCaseload, Handler: p.undoList},
	}
}

// listed is what waits of the reader's own lists, and what was taken in of late.
type listed struct {
	services []catalogue.Service
	waiting  []intake.List
	taken    []intake.Batch
}

// listsPage is GET /caseloads: where a list of cases is handed in, and what became of those before.
func (p pages) listsPage(r *web.Request, a view.Answers) (view.Page, error) {
	l, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (l listed, err error) {
		if l.waiting, err = intake.OwnLists(ctx, v); err != nil {
			return l, err
		}
		l.services = p.servicesOf(v.Actor(), intake.ActCaseload)
		keys := make([]string, len(l.services))
		for i, s := range l.services {
			keys[i] = s.Key
		}
		l.taken, err = intake.Latest(ctx, v, intake.ListKind, 10, keys...)
		return l, err
	})
	if err != nil {
		return view.Page{}, err
	}
	var items []view.Choice
	for _, s := range l.services {
		items = append(items, view.Choice{Value: s.Key, Label: s.Name})
	}
	service := view.Select{Name: "service", Label: "Whose cases are they?", Items: items}
	if len(items) == 1 {
		service.Value = items[0].Value
	}
	return view.Page{Title: "Take in a list of cases", Section: section, Back: &view.Back{Text: "Back to referrals", Href: section},
		Body: view.Parts{
			view.Para("For the cases a service kept in a spreadsheet before. You say which column is what, try it out, and only then take it in. It can be undone as one while nothing was done on its cases."),
			view.Form{Action: lists, Key: r.Key(), Upload: true, Body: view.Parts{service.From(a),
				view.FileInput{Name: "file", Label: "The list", Hint: "A workbook (XLSX) or CSV, one line for each case and at most " + number(listRows) + ", with the names of the columns above. The command line of the program takes more", Accept: ".csv,.xlsx,text/csv"}.From(a)},
				Submit: view.Button{Text: "Hand in the list"}},
		},
		Aside: view.Parts{view.H2("Handed in, not taken in yet"), p.waitingLists(l.waiting), view.H2("Taken in"), p.takenLists(l.taken)}}, nil
}

func (p pages) waitingLists(waiting []intake.List) view.Part {
	rows := view.Rows{Small: true, Empty: "None of yours."}
	for _, l := range waiting {
		rows.Items = append(rows.Items, view.Row{Body: view.Parts{
			view.Link{Text: "Handed in " + moment(l.KeptAt), Href: lists + "/" + string(l.ID)},
			view.Text(p.serviceName(l.Service) + ". Kept for you alone until " + l.Until.Date().Short() + ".")}})
	}
	return rows
}

func (p pages) takenLists(taken []intake.Batch) view.Part {
	rows := view.Rows{Small: true, Empty: "No list was taken in."}
	for _, b := range taken {
		rows.Items = append(rows.Items, view.Row{Body: view.Parts{
			view.Link{Text: plural(b.Rows, "row") + ", " + moment(b.ReceivedAt), Href: files + "/" + string(b.ID)}, view.Text(p.serviceName(b.Service) + ".")}})
	}
	return rows
}

// handIn is POST /caseloads.
func (p pages) handIn(r *web.Request) (web.Reply, error) {
	f := r.Form()
	service, content := p.handedOver(f)
	if err := f.Err(); err != nil {
		return r.FormAgain(p.listsPage, err)
	}
	sum, err := intake.Caseload{Service: service, Catalogue: p.set, File: content}.Look(r.Context(), r.Now().Date())
	if err == nil && sum.Rows > listRows {
		f.Fault("file", "The list holds "+number(sum.Rows)+" rows, and here at most "+number(listRows)+" go in at once. Split it, or ask whoever runs the program: its command line takes any number")
		return r.FormAgain(p.listsPage, f.Err())
	}
	if err != nil {
		if errs.KindOf(err) == errs.Invalid {
			f.Fault("file", errs.MessageOf(err))
			err = f.Err()
		}
		return r.FormAgain(p.listsPage, err)
	}
	list, err := write(r, intake.KeepList{Service: service, File: content}.Run)
	if err != nil {
		return r.FormAgain(p.listsPage, err)
	}
	return web.SeeOther(lists + "/" + string(list)), nil
}

// dropList is POST /caseloads/{list}/drop.
func (p pages) dropList(r *web.Request) (web.Reply, error) {
	if _, err := write(r, intake.DropList{List: id.List(r.Path("list"))}.Run); err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(lists).Saying("The list is given up. Nothing of it was kept."), nil
}
