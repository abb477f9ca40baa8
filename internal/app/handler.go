package app

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"net/http"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/intake"
	"goldenthread/internal/job"
	"goldenthread/internal/learning"
	"goldenthread/internal/oversight"
	"goldenthread/internal/referral"
	"goldenthread/internal/report"
	"goldenthread/internal/search"
	"goldenthread/internal/web"
	"goldenthread/internal/web/account"
	"goldenthread/internal/web/agree"
	"goldenthread/internal/web/assets"
	"goldenthread/internal/web/cases"
	"goldenthread/internal/web/demo"
	weblearning "goldenthread/internal/web/learning"
	"goldenthread/internal/web/myday"
	weboversight "goldenthread/internal/web/oversight"
	"goldenthread/internal/web/referrals"
	"goldenthread/internal/web/reports"
	websearch "goldenthread/internal/web/search"
	"goldenthread/internal/web/staff"
	"goldenthread/internal/web/team"
	"goldenthread/internal/web/upkeep"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// nav is the main navigation: each item for those who could ever do what is there. The first that
// somebody has is where her day starts.
var nav = []web.NavItem{
	{Text: "My day", Path: "/my-day", Action: casework.ActMyDay},
	{Text: "Team", Path: "/team", Action: casework.ActTeam},
	{Text: "Referrals", Path: "/referrals", Action: referral.ActInbox},
	{Text: "Cases", Path: "/cases", Action: casework.ActList},
	{Text: "Find", Path: "/search", Action: search.ActFind},
	{Text: "Work log", Path: "/work-log", Action: workforce.ActSeeLog},
	{Text: "Staff", Path: "/staff", Action: workforce.ActRegister},
	{Text: "Refer someone", Path: "/refer", Action: referral.ActReceive},
	{Text: "Your week", Path: "/refer/scorecard", Action: intake.ActScorecard},
	{Text: "Training", Path: "/learning", Action: learning.ActSee},
	{Text: "Reports", Path: "/reports", Action: report.ActMake},
	{Text: "Accounts", Path: "/accounts", Action: identity.ActAccounts},
	{Text: "Oversight", Path: weboversight.Path, Action: oversight.ActState},
	{Text: "Upkeep", Path: upkeep.Path, Action: job.ActGivenUp},
}

// Handler gives what answers requests. plain is for visitors on this machine who come without https: cookies are
// set without Secure. Everywhere else a proxy does TLS in front.
func (a *App) Handler(plain bool) (http.Handler, error) {
	shipped, err := assets.Load()
	if err != nil {
		return nil, err
	}
	routes, err := a.routes()
	if err != nil {
		return nil, err
	}
	return web.New(web.Config{
		Routes: routes, Nav: nav, Gate: a.Gate, Drafts: account.Drafts(a.Gate), Authenticate: account.Authenticate(a.Gate),
		PerSecond: a.limit(), Assets: shipped, Words: a.Catalogue.Word, Clock: a.Config.Clock, Random: id.Random, Log: a.Config.Log, Demo: a.Config.Demo, PlainHTTP: plain, Front: a.Config.Front,
	})
}

// limit is how fast one session may ask: the usual, unless a bench asks as fast as it can.
func (a *App) limit() web.RateLimit {
	if a.Config.Unhurried {
		return web.RateLimit{PerSecond: 1e9, Burst: 1e9}
	}
	return web.RateLimit{}
}

// routes gathers the pages.
func (a *App) routes() (web.Routes, error) {
	front, err := a.front()
	if err != nil {
		return nil, err
	}
	accounts := account.Pages{Rules: a.Rules, Demo: a.DemoMode(), Mail: a.Config.Mail.Exists(), Words: a.Catalogue.Word, Nav: nav}
	for _, s := range a.Catalogue.Services() {
		accounts.Services = append(accounts.Services, view.Choice{Value: s.Key, Label: s.Name})
	}
	return slices.Concat(front, accounts.Routes(), myday.Routes(a.Catalogue), cases.Routes(a.Catalogue), referrals.Routes(a.Catalogue), agree.Routes(a.Catalogue), reports.Routes(a.Reports),
		staff.Routes(a.Catalogue), team.Routes(a.Catalogue), websearch.Routes(a.Catalogue, search.NewIndex()), weblearning.Routes(a.Catalogue), upkeep.Routes(a.Catalogue), weboversight.Routes(a.Catalogue)), nil
}

// front is the first page: whom a visitor can be in a demonstration, otherwise straight to work or to
// signing in.
func (a *App) front() (web.Routes, error) {
	if !a.Config.Demo {
		return web.Routes{{Method: http.MethodGet, Pattern: "/{$}", Action: access.Public, Handler: func(r *web.Request) (web.Reply, error) {
			return web.SeeOther(start(r)), nil
		}}}, nil
	}
	guide, err := a.guide()
	if err != nil {
		return nil, err
	}
	return demo.Pages{Mode: a.DemoMode(), Start: start, Guide: guide}.Routes(), nil
}

// start is where somebody's day starts: the first page of the navigation that is for her.
func start(r *web.Request) string {
	if r.Session().ID == "" {
		return "/sign-in"
	}
	for _, item := range nav {
		if r.Could(item.Action) {
			return item.Path
		}
	}
	return "/here"
}

// Policy is the digest of what is in force: the edition of every service's file and who may do what. It
// is signed with each checkpoint of the audit log.
func (a *App) Policy() string {
	h := sha256.New()
	for _, s := range a.Catalogue.Services() {
		fmt.Fprintf(h, "service %s %s\n", s.Key, s.Version)
	}
	for _, act := range access.Actions() {
		writePolicy(h, act)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func writePolicy(h hash.Hash, act access.Action) {
	p := act.Policy()
	fmt.Fprintf(h, "action %s roles %q sections %d systems %q signed %t public %t\n", act.Name(), p.Roles, p.Sections, p.Systems, p.Signed, p.Public)
}
