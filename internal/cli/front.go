package cli

import (
	"net/netip"
	"net/url"

	"goldenthread/internal/web"
)

// readFront reads where visitors find the program and whom it believes about them. Without https only this
// machine itself may be named: cookies would cross the network in clear.
func readFront(origin string, proxies []string) (web.Front, error) {
	var front web.Front
	for _, text := range proxies {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			addr, err := netip.ParseAddr(text)
			if err != nil {
				return front, wrong("--trusted-proxy is a network like 10.0.0.0/24, or an address")
			}
			p = netip.PrefixFrom(addr, addr.BitLen())
		}
		front.Proxies = append(front.Proxies, p.Masked())
	}
	if origin == "" {
		return front, nil
	}
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || origin != u.Scheme+"://"+u.Host || u.Scheme != "https" && u.Scheme != "http" {
		return front, wrong("--origin is where visitors find the program, and nothing behind it: https://gt.example.org")
	}
	if u.Scheme == "http" && !isThisMachine(u.Hostname()) {
		return front, wrong("--origin is https: without it anybody between could read along. http is for this machine alone")
	}
	front.Host = u.Host
	return front, nil
}

func isThisMachine(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.IsLoopback()
}
