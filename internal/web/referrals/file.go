package referrals

import (
	"bytes"
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// filePage is GET /referrals/file: where a file from the police is handed in.
func (p pages) filePage(r *web.Request, a view.Answers) (view.Page, error) {
	services, err := p.open(r, intake.ActImport, catalogue.DoorPoliceFile)
	if err != nil {
		return view.Page{}, err
	}
	var items []view.Choice
	for _, s := range services {
		items = append(items, view.Choice{Value: s.Key, Label: s.Name})
	}
	page := view.Page{Title: "Take in a police file", Section: section, Back: &view.Back{Text: "Back to referrals", Href: section}}
	if len(items) == 0 {
		page.Body = view.Para("None of your services takes files from the police.")
		return page, nil
	}
	service := view.Select{Name: "service", Label: "For which service", Items: items}
	if len(items) == 1 {
		service.Value = items[0].Value
	}
	page.Body = view.Parts{
		view.Para("Every row ends in one of five ways, with its reason, and the five add up to the rows of the file. The same file again adds nothing; a file that was interrupted goes on where it stopped."),
		view.Form{Action: section + "/file", Key: r.Key(), Upload: true, Body: view.Parts{service.From(a),
			view.FileInput{Name: "file", Label: "The file", Hint: "CSV with one row for each victim and the column names on top, or XML with one element for each victim", Accept: ".csv,.xml,text/csv,application/xml"}.From(a)},
			Submit: view.Button{Text: "Take in the file"}},
	}
	return page, nil
}

// open gives the services that open a door, of those in which the reader has a role an action asks for.
func (p pages) open(r *web.Request, act access.Action, door catalogue.Door) ([]catalogue.Service, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]catalogue.Service, error) {
		if err := v.Authorize(ctx, act, gate.On{}); err != nil {
			return nil, err
		}
		var services []catalogue.Service
		for _, s := range p.servicesOf(v.Actor(), act) {
			if s.Opens(door) {
				services = append(services, s)
			}
		}
		return services, nil
	})
}

// handedOver reads a file that was handed in for a service.
func (p pages) handedOver(f *web.Form) (catalogue.Service, []byte) {
	file, chosen := f.File("file")
	if !chosen || len(file.Content) == 0 {
		f.Fault("file", "Choose a file that is not empty")
	}
	service, ok := p.set.Service(f.Text("service"))
	if !ok {
		f.Fault("service", "Choose the service the file is for")
	}
	return service, file.Content
}

// takeFile is POST /referrals/file.
func (p pages) takeFile(r *web.Request) (web.Reply, error) {
	f := r.Form()
	service, content := p.handedOver(f)
	if err := f.Err(); err != nil {
		return r.FormAgain(p.filePage, err)
	}
	cmd := intake.Police{Service: service, Catalogue: p.set, File: bytes.NewReader(content)}
	result, err := cmd.Import(r.Context(), r.Gate())
	if errs.KindOf(err) == errs.Invalid {
		f.Fault("file", errs.MessageOf(err))
		return r.FormAgain(p.filePage, f.Err())
	}
	if err != nil {
		return web.Reply{}, err
	}
	said := "The file is taken in."
	switch {
	case result.Problem != "":
		said = "Taken in as far as it could be read: " + text.Within(result.Problem)
	case result.AlreadyHere == result.Rows:
		said = "This file came before. Nothing was added."
	}
	return web.SeeOther(files + "/" + string(result.Batch.ID)).Saying(said), nil
}
