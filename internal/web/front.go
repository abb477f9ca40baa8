package web

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Front says what stands in front of the server. The zero value is nothing: visitors reach it directly.
type Front struct {
	// Host is the one host that visitors ask for ("gt.example.org"); asking for another is refused, so that no other
	// name can be made to lead here. Empty: any.
	Host string
	// Proxies are the networks of the proxies that are believed when they say for whom they ask.
	Proxies []netip.Prefix
}

// onlyOurHost refuses what was asked of another host than this.
func (s *Server) onlyOurHost(r *Request) (*Reply, error) {
	if s.config.Front.Host == "" || strings.EqualFold(withoutUsualPort(r.http.Host), withoutUsualPort(s.config.Front.Host)) {
		return nil, nil
	}
	return bare(http.StatusMisdirectedRequest, "", ""), nil
}

func withoutUsualPort(host string) string {
	return strings.TrimSuffix(strings.TrimSuffix(host, ":443"), ":80")
}

// address is where a request comes from, without a port. Behind a believed proxy it is the last address of
// X-Forwarded-For that is not a believed proxy's own: what stands before it anybody can have written.
func (f Front) address(hr *http.Request) netip.Addr {
	from := addressOf(hr.RemoteAddr)
	if !f.believes(from) {
		return from
	}
	hops := strings.Split(strings.Join(hr.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		next := addressOf(strings.TrimSpace(hop))
		if !next.IsValid() {
			return from
		}
		if from = next; !f.believes(from) {
			return from
		}
	}
	return from
}

func (f Front) believes(a netip.Addr) bool {
	return a.IsValid() && slices.ContainsFunc(f.Proxies, func(p netip.Prefix) bool { return p.Contains(a) })
}

// addressOf reads an address with or without a port. The zero address is one that can't be read.
func addressOf(text string) netip.Addr {
	if host, _, err := net.SplitHostPort(text); err == nil {
		text = host
	}
	addr, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return addr.Unmap().WithZone("")
}

// network is one address of version 4, or the 64 bits of version 6 that one household has.
func network(addr netip.Addr) string {
	if !addr.IsValid() {
		return "unknown"
	}
	bits := 32
	if addr.Is6() {
		bits = 64
	}
	block, err := addr.Prefix(bits)
	if err != nil {
		return "unknown"
	}
	return block.String()
}
