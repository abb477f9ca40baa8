package reports

import (
	"embed"

	"goldenthread/internal/web/view"
)

//go:embed wrap.html
var files embed.FS

// wrap is a part of a page that looks different on paper.
type wrap struct {
	Class string
	Body  view.Part
}

var wrapped = view.Define[wrap](files, "wrap.html")

// printed is a return: set for A4 when it is printed.
func printed(body view.Part) view.Part { return wrapped.With(wrap{"gt-print", body}) }

// onScreen is left out on paper: links and what is said of them.
func onScreen(body view.Part) view.Part { return wrapped.With(wrap{"gt-screen-only", body}) }
