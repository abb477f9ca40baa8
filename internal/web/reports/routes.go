package reports

import (
	"net/http"

	"goldenthread/internal/report"
	"goldenthread/internal/web"
)

// section is where these pages stand in the navigation.
const section = "/reports"

// pages is the returns that the handlers make their pages of.
type pages struct{ book *report.Book }

// Routes gives the pages of the returns of a book.
func Routes(book *report.Book) web.Routes {
	p := pages{book}
	return web.Routes{
		{Method: http.MethodGet, Pattern: section, Action: report.ActMake, Handler: p.list},
		{Method: http.MethodGet, Pattern: section + "/{report}", Action: report.ActMake, Handler: p.read},
		{Method: http.MethodGet, Pattern: section + "/{report}/csv", Action: report.ActMake, Handler: p.csv},
		{Method: http.MethodGet, Pattern: section + "/{report}/xlsx", Action: report.ActMake, Handler: p.xlsx},
		{Method: http.MethodGet, Pattern: section + "/{report}/remarks", Action: report.ActMake, Handler: p.remarks},
		{Method: http.MethodPost, Pattern: section + "/{report}/remarks", Action: report.ActRemark, Handler: p.write},
		{Method: http.MethodPost, Pattern: section + "/{report}/publish", Action: report.ActRelease, Handler: p.publish},
		{Method: http.MethodGet, Pattern: section + "/{report}/versions", Action: report.ActMake, Handler: p.versions},
		{Method: http.MethodPost, Pattern: section + "/{report}/versions", Action: report.ActKeep, Handler: p.keep},
		{Method: http.MethodPost, Pattern: section + "/{report}/submit", Action: report.ActKeep, Handler: p.move(report.Submitted, "The version is submitted.")},
		{Method: http.MethodPost, Pattern: section + "/{report}/accept", Action: report.ActAccept, Handler: p.move(report.Accepted, "The version is accepted.")},
		{Method: http.MethodGet, Pattern: section + "/{report}/records", Action: report.ActOpen, Handler: p.records},
	}
}
