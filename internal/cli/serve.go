package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"goldenthread/internal/app"
)

type serveCommand struct {
	place
	Addr string `help:"Where to listen. Off this machine put a proxy that does TLS in front." default:"127.0.0.1:8080"`
}

// Run serves until it is told to stop.
func (c serveCommand) Run(r *run) (err error) {
	_, a, err := r.open(c.place, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	return r.serve(a, c.Addr)
}

// serve answers requests, carries out effects and keeps the audit log in sequence, until a signal.
func (r *run) serve(a *app.App, addr string) error {
	ctx, stop := signal.NotifyContext(r.ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return wrong(fmt.Sprintf("can't listen on %s: is another program using it?", addr))
	}
	loopback := isLoopback(listener.Addr())
	if a.Config.Demo && !loopback {
		return errors.Join(wrong("the demonstration opens without a password, so it is served on this machine only: use 127.0.0.1"), listener.Close())
	}
	handler, err := a.Handler(loopback)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 60 * time.Second,
		WriteTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10}
	background := a.Background(ctx)
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	fmt.Fprintf(r.io.Err, "Golden Thread: http://%s\n", listener.Addr())
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

func isLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}
