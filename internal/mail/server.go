package mail

import (
	"net/mail"
	"net/netip"
	"net/url"
	"strconv"

	gomail "github.com/wneessen/go-mail"

	"goldenthread/internal/errs"
)

// Server is where letters are handed over. The zero value is none: nothing is sent.
type Server struct {
	host string
	port int
	how  []gomail.Option
	user string
	// password is behind a pointer, so that a server that is printed shows an address.
	password *string
	from     string
}

// Exists tells whether a server was named.
func (s Server) Exists() bool { return s.host != "" }

// NewServer reads how the operator names a mail server: smtp://host[:port] speaks STARTTLS or does not speak,
// smtps://host[:port] is encrypted from the first byte; both may name the user before an @. Only on this machine may it
// be in clear. An empty address is no server.
//
// Fails with errs.Invalid; the field is the flag to mend.
func NewServer(address, from, password string) (Server, error) {
	if address == "" {
		return Server{}, nil
	}
	var bad errs.Fields
	s, ok := readAddress(address)
	if !ok {
		bad.Add("mail-server", "Say where the mail server is: smtp://mail.example.org:587, or smtps://mail.example.org:465")
	}
	sender, err := mail.ParseAddress(from)
	if err != nil {
		bad.Add("mail-from", "Say from which address letters come: golden-thread@example.org")
	} else {
		s.from = sender.Address
	}
	if ok && s.user != "" && password == "" {
		bad.Add("mail-password-file", "The mail server's address names a user: give the file in which the password stands")
	}
	s.password = &password
	return s, bad.Err()
}

func readAddress(address string) (Server, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Path != "" || u.RawQuery != "" {
		return Server{}, false
	}
	s := Server{host: u.Hostname(), user: u.User.Username()}
	if _, typed := u.User.Password(); typed {
		return Server{}, false // it would stand in the list of processes
	}
	switch u.Scheme {
	case "smtps":
		s.port, s.how = 465, []gomail.Option{gomail.WithSSL()}
	case "smtp":
		s.port, s.how = 587, []gomail.Option{gomail.WithTLSPolicy(gomail.TLSMandatory)}
		if here(s.host) {
			s.port, s.how = 25, []gomail.Option{gomail.WithTLSPolicy(gomail.NoTLS)}
		}
	default:
		return Server{}, false
	}
	if p := u.Port(); p != "" {
		if s.port, err = strconv.Atoi(p); err != nil || s.port < 1 || s.port > 65535 {
			return Server{}, false
		}
	}
	return s, true
}

// here tells whether a host is this machine: what is said to it crosses no network.
func here(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.IsLoopback()
}
