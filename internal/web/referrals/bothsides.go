package referrals

import (
	"context"
	"net/url"

	"goldenthread/internal/access"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// alerts is what a supervisor reads of a service, or of all of hers when service is empty: pairs of records that may be the two sides of one
// dispute.
type alerts struct {
	service string
	team    bool         // it was opened from the supervisor's page of the service, to which it leads back
	of      id.Reference // only the alerts of this referral, with those that were seen to; empty: all that wait
	list    []person.BothSides
	named   map[id.Folder]referral.Named
}

// fromTeam says in an address that the supervisor's page of the service leads there.
const fromTeam = "team"

// bothSides is GET /both-sides, for supervisors alone.
func (p pages) bothSides(r *web.Request) (web.Reply, error) {
	a, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (alerts, error) {
		a := alerts{service: r.Query("service"), team: r.Query("from") == fromTeam}
		if of, err := id.ParseReference(r.Query("of")); err == nil {
			found, err := referral.ByReference(ctx, v, of)
			if err != nil {
				return a, err
			}
			if a.list, err = person.BothSidesOf(ctx, v, found.Folder); err != nil {
				return a, err
			}
			a.of = of
			return a.withNames(ctx, v)
		}
		services := []string{a.service}
		if a.service == "" {
			services = keysOf(p.servicesOf(v.Actor(), person.ActSeeAlerts))
		}
		var err error
		if a.list, err = person.BothSidesIn(ctx, v, services...); err != nil {
			return a, err
		}
		return a.withNames(ctx, v)
	})
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(bothSidesPage(r, a)), nil
}

// withNames adds the references and initials of the records that the reader may see.
func (a alerts) withNames(ctx context.Context, v *gate.View) (alerts, error) {
	var folders []id.Folder
	for _, b := range a.list {
		folders = append(folders, b.Folder, b.Other)
	}
	visible, err := v.Visible(ctx, folders, access.Existence)
	if err != nil {
		return a, err
	}
	var mine []id.Folder
	for _, f := range folders {
		if visible[f] {
			mine = append(mine, f)
		}
	}
	a.named, err = referral.NameFolders(ctx, v, mine)
	return a, err
}

func bothSidesPage(r *web.Request, a alerts) view.Page {
	rows := view.Rows{Empty: "No alert is waiting."}
	for _, b := range a.list {
		body := view.Parts{view.Facts{Items: []view.Fact{{Name: "One side", Value: side(a.named[b.Folder])}, {Name: "The other side", Value: side(a.named[b.Other])},
			{Name: "Why we think so", Value: view.Text(b.Words())}, {Name: "Noticed", Value: view.Text(moment(b.NotedAt))}}}}
		if b.SeenAt.IsZero() {
			body = append(body, view.ButtonForm{Action: "/both-sides", Key: r.Key(), Hidden: []view.Hidden{{Name: "alert", Value: b.ID}, {Name: "version", Value: number(b.Version)}, {Name: "service", Value: a.service}, {Name: "from", Value: a.from()}},
				Button: view.Button{Text: "I have seen to it", Kind: view.Secondary, Unseen: " for this pair"}})
		} else {
			body = append(body, view.Small("A supervisor has seen to it, "+moment(b.SeenAt)+"."))
		}
		rows.Items = append(rows.Items, view.Row{Title: "Two records may be the two sides of one dispute", Body: body})
	}
	back, heading := view.Back{Text: "Back to referrals", Href: section + "?service=" + url.QueryEscape(a.service)}, "Waiting for you"
	switch {
	case a.service == "" && a.of == "": // of all services, as My day counts them
		back = view.Back{Text: "Back to My day", Href: "/my-day"}
	case a.team:
		back = view.Back{Text: "Back to Team", Href: "/team?service=" + url.QueryEscape(a.service)}
	case a.of != "":
		back, heading = view.Back{Text: "Back to the referral", Href: section + "/" + string(a.of)}, "Of "+string(a.of)
		rows.Empty = "Nobody on the other side of this referral is known to be supported."
	}
	return view.Page{Title: "Both sides may be clients", Section: section, Back: &back,
		Body: view.Parts{
			view.InsetText{Body: view.Text("Only supervisors see this page. Do not tell either worker or either person. Give the two to two workers, and share no address or household between them.")},
			view.H2(heading), rows}}
}

// from says from where it was opened, to be said again when it comes back.
func (a alerts) from() string {
	if a.team {
		return fromTeam
	}
	return ""
}

func side(n referral.Named) view.Part {
	if n.Reference == "" {
		return view.Text(cantSee)
	}
	return view.Lines{view.Text(initials(n.Initials)), view.Link{Text: string(n.Reference), Href: section + "/" + string(n.Reference)}}
}

// seenBothSides is POST /both-sides.
func (p pages) seenBothSides(r *web.Request) (web.Reply, error) {
	f := r.Form()
	if _, err := write(r, person.SeeBothSides{Alert: f.Text("alert"), Version: f.Int("version")}.Run); err != nil {
		return web.Reply{}, err
	}
	q := url.Values{"service": {f.Text("service")}}
	if f.Text("from") == fromTeam {
		q.Set("from", fromTeam)
	}
	return web.SeeOther("/both-sides?" + q.Encode()).Saying("Noted that you have seen to it."), nil
}
