package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"time"

	"goldenthread/internal/app"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/store"
)

// PageCount is how many statements a page takes at the small size and at the large: the same, or something
// is asked once for each case.
type PageCount struct {
	Page  string `json:"page"`
	Small int64  `json:"small"`
	Large int64  `json:"large"`
}

// pages compares pages over the large caseload with the same pages over the small one, in time and in
// statements.
func (r *run) pages(ctx context.Context) error {
	small, err := r.cases(ctx, service, r.Sizes.Small)
	if err != nil {
		return err
	}
	large, err := r.cases(ctx, service, r.Sizes.Large)
	if err != nil {
		return err
	}
	for _, as := range []struct {
		small, large id.Account
		pages        []asked
	}{
		{small.Worker, large.Worker, []asked{
			{"my day", "/my-day", "/my-day"},
			{"case page", "/cases/" + string(small.Reference), "/cases/" + string(large.Reference)},
			{"list of cases", "/cases", "/cases"},
		}},
		{small.Supervisor, large.Supervisor, []asked{{"inbox of referrals", "/referrals", "/referrals"}}},
	} {
		with, err := r.visit(ctx, small.app, as.small)
		if err != nil {
			return err
		}
		at, err := r.visit(ctx, large.app, as.large)
		if err != nil {
			return errors.Join(err, with.stop())
		}
		err = r.compared(ctx, with, at, as.pages)
		if as.large == large.Supervisor {
			err = errors.Join(err, r.worklist(at))
		}
		if err := errors.Join(err, with.stop(), at.stop()); err != nil {
			return err
		}
	}
	return nil
}

// worklist compares a full page of the inbox, fifty referrals, with a page of it on which nobody stands. That it
// was looked at is recorded for both.
func (r *run) worklist(at *visitor) error {
	f, err := r.compare(Figure{Name: "a full worklist", A: "fifty referrals", B: "the same page with none", Aim: 10},
		at.round("/referrals?tab=new"), at.round("/referrals?tab=held"))
	if err == nil {
		r.add(f)
	}
	return err
}

// asked is a page, with its address over the small caseload and over the large one.
type asked struct{ name, small, large string }

// compared measures pages as one visitor of each caseload sees them.
func (r *run) compared(ctx context.Context, with, at *visitor, pages []asked) error {
	for _, p := range pages {
		f, err := r.compare(Figure{Name: p.name, A: "over the large caseload", B: "over the small one", Aim: 1.3},
			at.round(p.large), with.round(p.small))
		if err != nil {
			return err
		}
		r.add(f)
		count := PageCount{Page: p.name}
		if count.Small, err = with.statements(ctx, p.small); err != nil {
			return err
		}
		if count.Large, err = at.statements(ctx, p.large); err != nil {
			return err
		}
		r.results.Pages = append(r.results.Pages, count)
		r.results.AllAimsMet = r.results.AllAimsMet && count.Small == count.Large
	}
	return nil
}

// visitor asks for pages over HTTP as somebody signed in.
type visitor struct {
	base   string
	client *http.Client
	cookie *http.Cookie
	stop   func() error
	visits int          // how often a page is asked for in one round
	direct http.Handler // the same pages without the network, to count what they take
}

// visit serves an app on this machine and signs an account in.
func (r *run) visit(ctx context.Context, a *app.App, account id.Account) (*visitor, error) {
	step, err := identity.DemoSignIn(ctx, a.Gate, a.DemoMode(), a.Rules, account, "bench")
	if err != nil {
		return nil, err
	}
	handler, err := a.Handler(true)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }() // ends with Close, whose answer is what counts
	return &visitor{
		base:   "http://" + listener.Addr().String(),
		client: &http.Client{Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
		cookie: &http.Cookie{Name: sessionCookie, Value: step.Token.Reveal()},
		stop:   server.Close,
		visits: r.Sizes.Visits,
		direct: handler,
	}, nil
}

// round asks for a page so many times and gives the median time of one.
func (v *visitor) round(path string) step {
	return func() (time.Duration, error) {
		times := make([]time.Duration, 0, v.visits)
		for range v.visits {
			took, err := timed(func() error { return v.get(path) })
			if err != nil {
				return 0, err
			}
			times = append(times, took)
		}
		return median(times), nil
	}
}

func (v *visitor) get(path string) error {
	request, err := http.NewRequest(http.MethodGet, v.base+path, nil)
	if err != nil {
		return err
	}
	request.AddCookie(v.cookie)
	response, err := v.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the page answered %d", response.StatusCode)
	}
	return nil
}

// statements counts the statements of a page that was asked for before.
func (v *visitor) statements(ctx context.Context, path string) (int64, error) {
	ctx, n := store.Counting(ctx)
	request := httptest.NewRequestWithContext(ctx, http.MethodGet, v.base+path, nil)
	request.AddCookie(v.cookie)
	answer := httptest.NewRecorder()
	v.direct.ServeHTTP(answer, request)
	if answer.Code != http.StatusOK {
		return 0, fmt.Errorf("the page answered %d", answer.Code)
	}
	return n.Statements, nil
}

// sessionCookie is the name the session's cookie goes by on this machine, without https.
const sessionCookie = "gt-session"
