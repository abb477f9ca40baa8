package cli

import (
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/web"
)

func TestReadFront(t *testing.T) {
	tests := []struct {
		origin  string
		proxies []string
		want    web.Front
		refused bool
	}{
		{"", nil, web.Front{}, false},
		{"https://gt.example.org", []string{"10.0.0.7/24", "::1"}, web.Front{Host: "gt.example.org",
			Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/24"), netip.MustParsePrefix("::1/128")}}, false},
		{"http://127.0.0.1:8080", nil, web.Front{Host: "127.0.0.1:8080"}, false},
		{"http://localhost", nil, web.Front{Host: "localhost"}, false},
		{"http://gt.example.org", nil, web.Front{}, true},
		{"https://gt.example.org/", nil, web.Front{}, true},
		{"https://gt.example.org/path", nil, web.Front{}, true},
		{"https://user@gt.example.org", nil, web.Front{}, true},
		{"ftp://gt.example.org", nil, web.Front{}, true},
		{"gt.example.org", nil, web.Front{}, true},
		{"https://", nil, web.Front{}, true},
		{"", []string{"proxy"}, web.Front{}, true},
	}
	for _, tt := range tests {
		got, err := readFront(tt.origin, tt.proxies)
		if (err != nil) != tt.refused {
			t.Errorf("%q %q: %v", tt.origin, tt.proxies, err)
		}
		if diff := cmp.Diff(tt.want, got, cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })); err == nil && diff != "" {
			t.Errorf("%q %q (-want +got):\n%s", tt.origin, tt.proxies, diff)
		}
	}
}
