package myday

import (
	"context"
	"strconv"

	"goldenthread/internal/gate"
	"goldenthread/internal/job"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// mostGivenUp is where counting what the program gave up stops.
const mostGivenUp = 50

// givenUp counts what the program gave up, for those who can see to it; 0 for everybody else.
func givenUp(ctx context.Context, r *web.Request, v *gate.View) (int, error) {
	if !r.Could(job.ActGivenUp) {
		return 0, nil
	}
	return job.CountGiven(ctx, v, mostGivenUp)
}

// gaveUp says that something was given up; nil: nothing was.
func gaveUp(n int) view.Part {
	if n == 0 {
		return nil
	}
	words := plural(n, "thing that follows from what people did could not be carried out, and waits for you.", "things that follow from what people did could not be carried out, and wait for you.")
	if n == mostGivenUp {
		words = "More than " + strconv.Itoa(n-1) + " things that follow from what people did could not be carried out, and wait for you."
	}
	return view.Alert{Kind: view.AlertWarning, Heading: "The program gave something up",
		Body: view.Parts{view.Text(words), view.Link{Text: "See what it is", Href: "/given-up"}}}
}
