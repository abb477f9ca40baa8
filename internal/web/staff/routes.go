package staff

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// workLog is the address of the log.
const workLog = "/work-log"

// pages is what the handlers make their pages of.
type pages struct{ set *catalogue.Set }

// Routes gives the pages of the people who do the work, by the services of a catalogue.
func Routes(set *catalogue.Set) web.Routes {
	const get, post = http.MethodGet, http.MethodPost
	p := pages{set}
	routes := web.Routes{
		{Method: get, Pattern: workLog, Action: workforce.ActSeeLog, Handler: p.showLog},
		{Method: get, Pattern: workLog + "/activity", Action: workforce.ActLog, Handler: web.Show(p.activityPage)},
		{Method: post, Pattern: workLog + "/activity", Action: workforce.ActLog, Handler: p.doActivity},
		{Method: post, Pattern: workLog + "/activity/back", Action: workforce.ActLog, Handler: p.takeBackActivity},
		{Method: get, Pattern: workLog + "/day", Action: workforce.ActLog, Handler: web.Show(p.dayPage)},
		{Method: post, Pattern: workLog + "/day", Action: workforce.ActLog, Handler: p.doDay},
		{Method: post, Pattern: workLog + "/day/back", Action: workforce.ActLog, Handler: p.takeBackDay},
		{Method: get, Pattern: register, Action: workforce.ActRegister, Handler: p.showRegister},
		{Method: get, Pattern: register + "/{account}", Action: workforce.ActSeeRecord, Handler: p.showRecord},
		{Method: post, Pattern: register + "/{account}/back", Action: workforce.ActAway, Handler: p.comeBack},
		{Method: post, Pattern: register + "/{account}/expense/decide", Action: workforce.ActSupervise, Handler: p.decideExpense},
		{Method: post, Pattern: register + "/{account}/placement/back", Action: workforce.ActRegister, Handler: p.dropPlacement},
		{Method: get, Pattern: posts, Action: workforce.ActPosts, Handler: p.showPosts},
		{Method: get, Pattern: posts + "/{post}", Action: workforce.ActPosts, Handler: web.Show(p.postPage)},
		{Method: post, Pattern: posts + "/{post}", Action: workforce.ActPosts, Handler: p.lookAtPost},
		{Method: get, Pattern: checkIn, Action: workforce.ActCheckIn, Handler: web.Show(p.checkInPage)},
		{Method: post, Pattern: checkIn, Action: workforce.ActCheckIn, Handler: p.doCheckIn},
		{Method: post, Pattern: checkIn + "/back", Action: workforce.ActCheckIn, Handler: p.unsay},
		{Method: get, Pattern: thanks, Action: workforce.ActCheckIn, Handler: web.Show(p.thanksPage)},
		{Method: post, Pattern: thanks, Action: workforce.ActCheckIn, Handler: p.doThanks},
		{Method: get, Pattern: checkIns, Action: workforce.ActRegister, Handler: p.showCheckIns},
		{Method: get, Pattern: checkIns + "/{checkin}", Action: workforce.ActSupervise, Handler: web.Show(p.answerPage)},
		{Method: post, Pattern: checkIns + "/{checkin}", Action: workforce.ActSupervise, Handler: p.answerCheckIn},
		{Method: get, Pattern: waitingList, Action: casework.ActWaiting, Handler: p.showWaiting},
		{Method: get, Pattern: covering, Action: casework.ActCovering, Handler: p.showCovering},
	}
	return append(routes, p.forms(handover, cover, describe, supervisor, check, supervision, expense, placement, away)...)
}

// asked gives the service a page is about: the one named in the address or the form, else the one the reader begins with
// of those in which she may do one of some things; and all she may choose from.
func (p pages) asked(ctx context.Context, v *gate.View, r *web.Request, acts ...access.Action) (catalogue.Service, []catalogue.Service, error) {
	key := r.Form().Text("service")
	if key == "" {
		key = r.Query("service")
	}
	var may []catalogue.Service
	for _, s := range p.set.Services() {
		if slices.ContainsFunc(acts, func(a access.Action) bool { return v.Actor().HoldsAny(s.Key, a.Policy().Roles...) }) {
			may = append(may, s)
		}
	}
	keys := make([]string, len(may))
	for i, s := range may {
		keys[i] = s.Key
	}
	shown, err := identity.ServiceShown(ctx, v, key, keys)
	if err != nil {
		return catalogue.Service{}, nil, err
	}
	for _, s := range may {
		if s.Key == shown.Service {
			return s, may, nil
		}
	}
	return catalogue.Service{}, nil, gate.NoSuchRecord()
}

// service gives the service a form is about. The command decides whether the actor may.
func (p pages) service(r *web.Request) (catalogue.Service, error) {
	s, ok := p.set.Service(r.Form().Text("service"))
	if !ok {
		return catalogue.Service{}, gate.NoSuchRecord()
	}
	return s, nil
}

// choose lets somebody who works for several services choose one.
func choose(path string, s catalogue.Service, may []catalogue.Service) view.Part {
	if len(may) < 2 {
		return nil
	}
	var items []view.Choice
	for _, m := range may {
		items = append(items, view.Choice{Value: m.Key, Label: m.Name})
	}
	return view.Form{Action: path, Search: true, Body: view.Select{Name: "service", Label: "Service", Items: items, Value: s.Key},
		Submit: view.Button{Text: "Show", Kind: view.Secondary}}
}

// at gives the address of a page of a service.
func at(path, service string, more ...[2]string) string {
	q := url.Values{"service": {service}}
	for _, m := range more {
		q.Set(m[0], m[1])
	}
	return path + "?" + q.Encode()
}

// do runs a command once for one form, however often it is sent.
func do[T any](r *web.Request, run func(context.Context, *gate.Tx) (T, error)) error {
	_, err := done(r, run)
	return err
}

// done is do, and gives what came of it.
func done[T any](r *web.Request, run func(context.Context, *gate.Tx) (T, error)) (T, error) {
	if err := r.Form().Err(); err != nil {
		var none T
		return none, err
	}
	return gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), run)
}

func number(n int) string { return strconv.Itoa(n) }

// count writes a count with its noun: "1 day", "3 days".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}
