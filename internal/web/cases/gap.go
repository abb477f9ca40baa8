package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/web"
)

// gap is POST /cases/{reference}/needs/gap: no service can be reached for a need. One tick, nothing typed.
func (p pages) gap(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	noted := casework.NoteGap{Case: c.Case.ID, Code: r.Form().Text("code"), On: c.Now.Date()}
	return c.back(r, "plan", "The gap is noted. The need stays open.", ignore(do(r, noted.Run)))
}

// gapOf tells whether a gap is noted for a need.
func (c kase) gapOf(code string) (casework.Item, bool) {
	for _, g := range c.Of(casework.ItemGap) {
		if g.Code == code {
			return g, true
		}
	}
	return casework.Item{}, false
}
