package demo

import (
	"context"
	"fmt"
	"strings"

	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
)

// oldCases is the list that the mediation service kept before. Its first lines are in: one is closed, one names somebody who
// is not there, one can't be used. The rest is tried out and waits to be taken in.
func (w *world) oldCases(ctx context.Context) error {
	s, acting := w.service("harmony", w.Now.Date()), w.staff[office]
	on := working(s, w.Now.Date().AddDays(-1))
	g, _ := w.gateAt(on.At(16, 10))
	const head = "Client,DOB,Mobile,Postcode,Opened,Closed,Ref,OK to phone,Key worker,Colour of file\n"
	lines := make([]string, 0, 6)
	for i := range 6 {
		who := w.cast.someone("harmony", on)
		opened := on.AddDays(-60 - 9*i)
		written, closed, key := string(opened), "", ""
		switch i {
		case 1:
			closed = string(opened.AddDays(30))
		case 2:
			key = "Jo, who has left"
		case 3:
			written = "before Christmas"
		}
		lines = append(lines, strings.Join([]string{who.forename + " " + who.surname, string(who.born), who.mobile, who.postcode, written, closed,
			fmt.Sprintf("OLD-%d", 310+i), "Y", key, "blue"}, ",")+"\n")
	}
	list := func(lines []string) []byte { return []byte(head + strings.Join(lines, "")) }
	brought, err := intake.Caseload{Service: s, Catalogue: w.Catalogue, File: list(lines[:4])}.Import(acting.ctx, g)
	if err != nil {
		return err
	}
	w.tour.list = brought.Batch.ID
	w.tour.waiting, err = gate.Write(acting.ctx, g, "", intake.KeepList{Service: s, File: list(lines[4:])}.Run)
	if err != nil {
		return err
	}
	tried, err := intake.Caseload{Service: s, Catalogue: w.Catalogue, File: list(lines[4:])}.Try(acting.ctx, g)
	if err != nil {
		return err
	}
	_, err = gate.Write(acting.ctx, g, "", intake.KeepTried{List: w.tour.waiting, Version: 1, Tried: tried}.Run)
	return err
}
