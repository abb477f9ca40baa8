package bench

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"goldenthread/internal/app"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
)

// visits is how often a page is asked for in one round.
const visits = 60

// visitor asks for pages over HTTP as somebody signed in.
type visitor struct {
	base   string
	client *http.Client
	cookie *http.Cookie
	stop   func() error
}

// visit serves an app on this machine and signs an account in.
func visit(ctx context.Context, a *app.App, account id.Account) (*visitor, error) {
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
	}, nil
}

// round asks for a page so many times and gives the median time of one.
func (v *visitor) round(path string) step {
	return func() (time.Duration, error) {
		times := make([]time.Duration, 0, visits)
		for range visits {
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

// sessionCookie is the name the session's cookie goes by on this machine, without https.
const sessionCookie = "gt-session"
