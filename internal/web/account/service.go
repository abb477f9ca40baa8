package account

import (
	"slices"

	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// doService is POST /account/service: with which service one's lists begin. It leads back to the same list.
func (p Pages) doService(r *web.Request) (web.Reply, error) {
	at := slices.IndexFunc(p.Services, func(c view.Choice) bool { return c.Value == r.Form().Text("service") })
	if at < 0 {
		return web.Reply{}, gate.NoSuchRecord()
	}
	if _, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), identity.BeginWith{Service: p.Services[at].Value}.Run); err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(r.SameList()).Saying("Your lists begin with " + p.Services[at].Label + "."), nil
}
