// Package mailtest is a mail server in the test's own process: it speaks SMTP and keeps what it took.
package mailtest

import (
	"crypto/tls"
	"errors"
	"io"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Letter is one mail as it arrived.
type Letter struct {
	From, To string // of the envelope
	Header   mail.Header
	Text     string
}

// Server is a mail server on this machine.
type Server struct {
	Address string // 127.0.0.1:port

	mu      sync.Mutex
	letters []Letter
	refuse  bool
}

// User and Password are whom a server with TLS lets in; it lets nobody else.
const User, Password = "golden-thread", "a long password"

// New starts a server, in clear and open to anybody.
func New(t testing.TB) *Server { return start(t, nil) }

// NewTLS starts a server that speaks STARTTLS and asks for [User] and [Password].
func NewTLS(t testing.TB, c *tls.Config) *Server { return start(t, c) }

func start(t testing.TB, c *tls.Config) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Address: listener.Addr().String()}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		return &session{server: s, asks: c != nil}, nil
	}))
	server.Domain, server.TLSConfig = "mail.example.org", c
	server.ReadTimeout, server.WriteTimeout = 10*time.Second, 10*time.Second
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		if err := <-ended; err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Error(err)
		}
	})
	return s
}

// Refuse makes the server refuse letters, or take them again.
func (s *Server) Refuse(refuse bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse = refuse
}

// Take gives the letters that arrived since it was last asked.
func (s *Server) Take() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	taken := s.letters
	s.letters = nil
	return taken
}

// session is one visit.
type session struct {
	server   *Server
	asks, in bool
	from, to string
}

// AuthMechanisms says how somebody can say who they are.
func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

// Auth lets [User] in.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != User || password != Password {
			return smtp.ErrAuthFailed
		}
		s.in = true
		return nil
	}), nil
}

// Mail begins a letter.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.asks && !s.in {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return nil
}

// Rcpt says whom it is for. A server that refuses repeats the address, as real ones do.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if s.server.refuse {
		return &smtp.SMTPError{Code: 451, Message: "<" + to + "> can't be written to now"}
	}
	s.to = to
	return nil
}

// Data is the letter.
func (s *session) Data(r io.Reader) error {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		return err
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.letters = append(s.server.letters, Letter{From: s.from, To: s.to, Header: m.Header, Text: strings.ReplaceAll(string(body), "\r\n", "\n")})
	return nil
}

// Reset forgets a letter that was begun.
func (s *session) Reset() { s.from, s.to = "", "" }

// Logout ends the visit.
func (s *session) Logout() error { return nil }
