package mail

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	gomail "github.com/wneessen/go-mail"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/mail/mailtest"
)

var letter = Letter{ID: "m1", To: "nell@example.org", Subject: "Your day", Text: "2 promises to keep today\n", At: clock.NewDate(2026, 11, 19).At(8, 0)}

const from = "Golden Thread <golden-thread@example.org>"

func TestSend(t *testing.T) {
	server := mailtest.New(t)
	s, err := NewServer("smtp://"+server.Address, from, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), letter); err != nil {
		t.Fatal(err)
	}
	got := server.Take()
	if len(got) != 1 {
		t.Fatalf("%d letters arrived, want 1", len(got))
	}
	l := got[0]
	if l.From != "golden-thread@example.org" || l.To != letter.To || l.Text != letter.Text {
		t.Errorf("arrived: %+v", l)
	}
	for name, want := range map[string]string{"Subject": "Your day", "Message-Id": "<m1@example.org>", "Auto-Submitted": "auto-generated",
		"Date": "Thu, 19 Nov 2026 08:00:00 +0000"} {
		if l.Header.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, l.Header.Get(name), want)
		}
	}
}

// TestRefused: a letter that is not taken is a fault that says nothing of whom it was for.
func TestRefused(t *testing.T) {
	server := mailtest.New(t)
	server.Refuse(true)
	s, err := NewServer("smtp://"+server.Address, from, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), letter); errs.KindOf(err) != errs.Unavailable || strings.Contains(err.Error(), "nell") {
		t.Errorf("refused: %v", err)
	}
	if err := (Server{}).Send(t.Context(), letter); errs.KindOf(err) != errs.Unavailable {
		t.Errorf("without a server: %v", err)
	}
}

// elsewhere is the server a test listens on, spoken to as one on another machine is.
func elsewhere(t *testing.T, address, at, password string, more ...gomail.Option) Server {
	t.Helper()
	s, err := NewServer(address, from, password)
	if err != nil {
		t.Fatal(err)
	}
	host, port, err := net.SplitHostPort(at)
	if err != nil {
		t.Fatal(err)
	}
	s.host = host
	if s.port, err = strconv.Atoi(port); err != nil {
		t.Fatal(err)
	}
	s.how = append(s.how, more...)
	return s
}

// TestEncryptedOrNotAtAll: a server elsewhere that offers no encryption is told nothing, and one that does is shown the
// password after it.
func TestEncryptedOrNotAtAll(t *testing.T) {
	plain := mailtest.New(t)
	for _, address := range []string{"smtp://mail.example.org", "smtps://mail.example.org"} {
		if err := elsewhere(t, address, plain.Address, "").Send(t.Context(), letter); errs.KindOf(err) != errs.Unavailable {
			t.Errorf("%s in clear: %v", address, err)
		}
	}
	if got := plain.Take(); len(got) != 0 {
		t.Errorf("went over the network in clear: %+v", got)
	}

	known := httptest.NewTLSServer(nil)
	defer known.Close()
	roots := x509.NewCertPool()
	roots.AddCert(known.Certificate())
	trusts := gomail.WithTLSConfig(&tls.Config{RootCAs: roots, ServerName: "example.com", MinVersion: tls.VersionTLS12})
	server := mailtest.NewTLS(t, &tls.Config{Certificates: known.TLS.Certificates, MinVersion: tls.VersionTLS12})
	address := "smtp://" + mailtest.User + "@mail.example.org"
	if err := elsewhere(t, address, server.Address, mailtest.Password).Send(t.Context(), letter); errs.KindOf(err) != errs.Unavailable {
		t.Errorf("to a server nobody vouches for: %v", err)
	}
	if err := elsewhere(t, address, server.Address, "wrong", trusts).Send(t.Context(), letter); errs.KindOf(err) != errs.Unavailable {
		t.Errorf("with a wrong password: %v", err)
	}
	if got := server.Take(); len(got) != 0 {
		t.Errorf("took %+v", got)
	}
	if err := elsewhere(t, address, server.Address, mailtest.Password, trusts).Send(t.Context(), letter); err != nil {
		t.Errorf("encrypted, with the password: %v", err)
	}
	if got := server.Take(); len(got) != 1 {
		t.Errorf("took %d letters, want 1", len(got))
	}
}

func TestNewServer(t *testing.T) {
	tests := []struct {
		name, address, from, password string
		field                         string // the flag to mend; empty: it is right
		port                          int
	}{
		{"none", "", "", "", "", 0},
		{"STARTTLS", "smtp://mail.example.org", from, "", "", 587},
		{"a port", "smtp://mail.example.org:2525", from, "", "", 2525},
		{"encrypted from the start", "smtps://mail.example.org", from, "", "", 465},
		{"this machine", "smtp://localhost", from, "", "", 25},
		{"with a user", "smtps://gt%40example.org@mail.example.org", from, "secret", "", 465},
		{"a user without a password", "smtps://gt@mail.example.org", from, "", "mail-password-file", 0},
		{"the password in the address", "smtps://gt:secret@mail.example.org", from, "", "mail-server", 0},
		{"no scheme", "mail.example.org:587", from, "", "mail-server", 0},
		{"another scheme", "https://mail.example.org", from, "", "mail-server", 0},
		{"a port that is none", "smtp://mail.example.org:99999", from, "", "mail-server", 0},
		{"something behind it", "smtp://mail.example.org/x", from, "", "mail-server", 0},
		{"no sender", "smtp://mail.example.org", "", "", "mail-from", 0},
	}
	for _, tt := range tests {
		s, err := NewServer(tt.address, tt.from, tt.password)
		fields := errs.FieldsOf(err)
		switch {
		case tt.field == "" && (err != nil || s.port != tt.port || s.Exists() != (tt.address != "")):
			t.Errorf("%s: %v, port %d", tt.name, err, s.port)
		case tt.field != "" && (len(fields) != 1 || fields[0].Name != tt.field):
			t.Errorf("%s: %v, want a fault of %s", tt.name, err, tt.field)
		}
		if shown := fmt.Sprintf("%v %+v %#v", s, s, s); strings.Contains(shown, "secret") {
			t.Errorf("%s: the password prints: %s", tt.name, shown)
		}
	}
}
