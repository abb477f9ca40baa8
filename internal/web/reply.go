package web

import (
	"mime"
	"net/http"
	"time"

	"goldenthread/internal/clock"
	"goldenthread/internal/web/view"
)

// Reply is what a handler answers with. Make one with Page, SeeOther or Download.
type Reply struct {
	status       int
	page         *view.Page
	body         []byte
	contentType  string
	header       http.Header
	saying       string
	startSession string
	sessionUntil clock.Instant
	endSession   bool
	known        string
	knownFor     time.Duration
}

// Page answers with a page.
func Page(p view.Page) Reply { return Reply{status: http.StatusOK, page: &p} }

// SeeOther sends the browser to another address of ours with a GET: the answer to every form
// that was done.
func SeeOther(path string) Reply {
	return Reply{status: http.StatusSeeOther, header: http.Header{"Location": {path}}}
}

// Saying has the next page say, once, what was done. Never a name: initials or a reference.
func (r Reply) Saying(text string) Reply {
	if len(text) <= flashMost {
		r.saying = text
	}
	return r
}

// warns begins, in the cookie, what the next page says of something that was not done.
const warns = "!"

// Warning has the next page say, once, that something was not done. Never a name.
func (r Reply) Warning(text string) Reply { return r.Saying(warns + text) }

// Download answers with a small file that was made in memory: a report's CSV, from totals, or one file of a record, once the
// gate has recorded that it was opened. What holds records of many people is made by a job and sent by the gate.
func Download(name, contentType string, body []byte) Reply {
	return Reply{status: http.StatusOK, body: body, contentType: contentType, header: http.Header{
		"Content-Disposition": {mime.FormatMediaType("attachment", map[string]string{"filename": name})}}}
}

// Picture answers with a picture of a record, which a page of ours shows: made in memory, and only once the gate has
// recorded that it was opened.
func Picture(contentType string, body []byte) Reply {
	return Reply{status: http.StatusOK, body: body, contentType: contentType, header: http.Header{"Content-Disposition": {"inline"}}}
}

// bare answers with a status and nothing else.
func bare(status int, header, value string) *Reply {
	reply := Reply{status: status, header: http.Header{}}
	if header != "" {
		reply.header.Set(header, value)
	}
	return &reply
}
