// Package web is the face that people see in a browser: the pipeline every request goes through,
// and what a page's handler is given and gives back.
//
// A page package (web/cases) exports its [Routes]; each names the action it is for. A handler takes
// a [Request] and returns a [Reply] or an error. It never holds a ResponseWriter, so nothing can be
// sent before the gate has recorded what was opened. Errors become pages in one place, fail.go.
//
// The pipeline, in order: recover; request reference; security headers; only GET and POST, no
// prefetch; cross-origin protection; the session and its actor; rate limit; the route; the coarse
// check, whether this actor could ever do the route's action; the form; the handler. Pages are never
// cached, hold no script or style of their own, and work without JavaScript.
//
// A page with a form, in its own file web/cases/close.go:
//
//	var closeRoutes = web.Routes{
//		{Method: "GET", Pattern: "/cases/{case}/close", Action: casework.ActClose, Handler: web.Show(closePage)},
//		{Method: "POST", Pattern: "/cases/{case}/close", Action: casework.ActClose, Handler: closeCase},
//	}
//
//	func closePage(r *web.Request, a view.Answers) (view.Page, error) {
//		c, err := gate.Read(r.Context(), r.Gate(), ...)
//		if err != nil {
//			return view.Page{}, err
//		}
//		return view.Page{Title: "Close the case", Caption: c.Initials, Section: "/cases",
//			Back: &view.Back{Href: "/cases/" + r.Path("case")},
//			Body: view.Form{Action: "/cases/" + r.Path("case") + "/close", Key: r.Key(), Body: view.Parts{
//				view.Radios{Name: "reason", Legend: "Why does support end?", Items: reasons}.From(a),
//				view.DateInput{Name: "check", Legend: "When do we check how she is?"}.From(a),
//			}, Submit: view.Button{Text: "Close the case"}}}, nil
//	}
//
//	func closeCase(r *web.Request) (web.Reply, error) {
//		f := r.Form()
//		cmd := casework.Close{Case: id.Case(r.Path("case")), Reason: f.Text("reason"), Check: f.Date("check")}
//		err := f.Err()
//		if err == nil {
//			_, err = gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), cmd.Run)
//		}
//		if err != nil {
//			return r.FormAgain(closePage, err)
//		}
//		return web.SeeOther("/cases/" + r.Path("case")).Saying("The case is closed."), nil
//	}
package web
