package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/web"
)

// where answers with the network a visitor comes from.
var where = web.Routes{{Method: http.MethodGet, Pattern: "/where", Action: access.Public, Handler: func(r *web.Request) (web.Reply, error) {
	return web.SeeOther("/" + r.Network()), nil
}}}

// TestWhoAsksBehindAProxy: the last address that no believed proxy wrote of itself, and nobody else's word.
func TestWhoAsksBehindAProxy(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("10.1.0.0/16")}
	tests := []struct {
		name      string
		proxies   []netip.Prefix
		remote    string
		forwarded []string
		want      string
	}{
		{"directly", proxies, "203.0.113.9:4000", nil, "203.0.113.9/32"},
		{"directly, with a story", proxies, "203.0.113.9:4000", []string{"198.51.100.7"}, "203.0.113.9/32"},
		{"behind one", proxies, "127.0.0.1:4000", []string{"198.51.100.7"}, "198.51.100.7/32"},
		{"behind two", proxies, "127.0.0.1:4000", []string{"198.51.100.7, 10.1.2.3"}, "198.51.100.7/32"},
		{"behind two, with two headers", proxies, "127.0.0.1:4000", []string{"198.51.100.7", "10.1.2.3"}, "198.51.100.7/32"},
		{"with a story before it", proxies, "127.0.0.1:4000", []string{"192.0.2.1, 198.51.100.7"}, "198.51.100.7/32"},
		{"of version 6", proxies, "127.0.0.1:4000", []string{"[2001:db8:1:2:3::4]:555"}, "2001:db8:1:2::/64"},
		{"that says nothing", proxies, "127.0.0.1:4000", nil, "127.0.0.1/32"},
		{"that says nonsense", proxies, "127.0.0.1:4000", []string{"198.51.100.7, unknown"}, "127.0.0.1/32"},
		{"of its own", proxies, "127.0.0.1:4000", []string{"10.1.0.9"}, "10.1.0.9/32"},
		{"nobody is believed", nil, "127.0.0.1:4000", []string{"198.51.100.7"}, "127.0.0.1/32"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, where, func(c *web.Config) { c.Front.Proxies = tt.proxies })
			hr := httptest.NewRequest("GET", "/where", nil)
			hr.RemoteAddr = tt.remote
			hr.Header["X-Forwarded-For"] = tt.forwarded
			rec := httptest.NewRecorder()
			w.ServeHTTP(rec, hr)
			if got := rec.Header().Get("Location"); got != "/"+tt.want {
				t.Errorf("asks from %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAnotherHostIsRefused(t *testing.T) {
	for _, tt := range []struct {
		ours, asked string
		want        int
	}{
		{"", "anything.example.org", 303},
		{"gt.example.org", "gt.example.org", 303},
		{"gt.example.org", "GT.example.org:443", 303},
		{"gt.example.org", "evil.example.org", 421},
		{"gt.example.org", "gt.example.org:8080", 421},
		{"gt.example.org", "", 421},
	} {
		w := newWorld(t, where, func(c *web.Config) { c.Front.Host = tt.ours })
		hr := httptest.NewRequest("GET", "/where", nil)
		hr.Host = tt.asked
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, hr)
		if rec.Code != tt.want {
			t.Errorf("%q asked for %q: %d, want %d", tt.ours, tt.asked, rec.Code, tt.want)
		}
	}
}
