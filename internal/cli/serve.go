package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"goldenthread/internal/app"
)

type serveCommand struct {
	place
	output
	mailFlags
	Addr         string   `help:"Where to listen. Off this machine put a proxy that does TLS in front." default:"127.0.0.1:8080"`
	Origin       string   `help:"Where visitors find it, when a proxy stands in front: https://gt.example.org. Asking for another host is refused." env:"GOLDENTHREAD_ORIGIN" placeholder:"URL"`
	TrustedProxy []string `help:"Network of a proxy that is believed when it says for whom it asks (X-Forwarded-For). May be given several times." env:"GOLDENTHREAD_TRUSTED_PROXY" placeholder:"CIDR"`
}

// Run serves until it is told to stop.
func (c serveCommand) Run(r *run) (err error) {
	front, err := readFront(c.Origin, c.TrustedProxy)
	if err != nil {
		return err
	}
	letters, err := c.mailFlags.read()
	if err != nil {
		return err
	}
	_, a, err := r.openAs(c.place, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	a.Config.Front, a.Config.Mail, a.Config.Origin = front, letters, c.Origin
	return r.serve(c.output, a, c.Addr, c.Origin)
}

// serve answers requests, carries out effects and keeps the audit log in sequence, until a signal.
// Without an origin visitors find it where it listens; cookies go without https on this machine alone.
func (r *run) serve(o output, a *app.App, addr, origin string) error {
	ctx, stop := signal.NotifyContext(r.ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	listener, err := listen(addr, a.Config.Demo)
	if err != nil {
		return err
	}
	plain := isLoopback(listener.Addr())
	if origin == "" {
		origin = "http://" + listener.Addr().String()
	} else {
		plain = strings.HasPrefix(origin, "http://") // readFront takes that on this machine alone
	}
	handler, err := a.Handler(plain)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if err := r.answer(o, struct {
		Address string `json:"address"`
	}{origin}, func(io.Writer) {}); err != nil {
		return errors.Join(err, listener.Close())
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 60 * time.Second,
		WriteTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10}
	background := a.Background(ctx)
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	fmt.Fprintf(r.io.Err, "Golden Thread: %s\n", origin)
	select {
	case err = <-served:
	case <-ctx.Done():
		// What is being answered is finished; ten seconds are longer than any page may take.
		finishing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		err = server.Shutdown(finishing)
		cancel()
	}
	stop()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, background())
}

// listen takes the address, or says why it can't be had and what to do. A demonstration is refused off this machine.
func listen(addr string, demo bool) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, wrong(fmt.Sprintf("another program is using %s: end it, or name another address with --addr", addr))
	case errors.Is(err, syscall.EACCES):
		return nil, wrong(fmt.Sprintf("this account may not listen on %s: name a port above 1023 with --addr", addr))
	case err != nil:
		return nil, wrong(fmt.Sprintf("can't listen on %s: --addr is an address of this machine and a port, as in 127.0.0.1:8080", addr))
	case demo && !isLoopback(listener.Addr()):
		return nil, errors.Join(wrong("the demonstration opens without a password, so it is served on this machine only: use 127.0.0.1"), listener.Close())
	}
	return listener, nil
}

func isLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}
