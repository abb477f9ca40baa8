package web

import (
	"fmt"
	"testing"
	"time"

	"goldenthread/internal/clock"
)

func TestNetwork(t *testing.T) {
	tests := []struct{ remote, want string }{
		{"192.0.2.7:4711", "192.0.2.7/32"},
		{"[2001:db8:1:2:3:4:5:6]:4711", "2001:db8:1:2::/64"},
		{"[::ffff:192.0.2.7]:4711", "192.0.2.7/32"},
		{"[fe80::1%eth0]:4711", "fe80::/64"},
		{"@", "unknown"},
	}
	for _, test := range tests {
		if got := network(addressOf(test.remote)); got != test.want {
			t.Errorf("network(%q) = %q, want %q", test.remote, got, test.want)
		}
	}
}

func TestLimitsDoNotGrowWithoutEnd(t *testing.T) {
	l := newLimits(RateLimit{PerSecond: 1, Burst: 1})
	now := clock.NewDate(2026, time.November, 19).At(12, 0)
	for i := range limitsKept {
		l.allow(fmt.Sprint("old ", i), now)
	}
	now = now.Add(2 * limitIdle)
	l.allow("new", now)
	if len(l.buckets) != 1 {
		t.Errorf("%d askers kept after all but one stopped asking", len(l.buckets))
	}
	for i := range 2 * limitsKept {
		l.allow(fmt.Sprint("busy ", i), now)
	}
	if len(l.buckets) > limitsKept {
		t.Errorf("%d askers kept", len(l.buckets))
	}
}
