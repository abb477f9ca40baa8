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
package web
