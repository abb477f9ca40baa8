#!/usr/bin/env bash
# Serves a fresh demonstration on a free port of this machine, opens every page of it in a real
# browser, walks one person through each service with scripts off, and ends with "N passed, N failed".
# SHOTS=folder also keeps a picture of each page. ONLY=word opens only pages with that word, and walks nobody.
set -euo pipefail
cd "$(dirname "$0")/.."

dir=$(mktemp -d "${TMPDIR:-/tmp}/goldenthread-browser.XXXXXX")
server=
stop() {
	[ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT TERM

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=$((20000 + RANDOM % 20000))
while answers "$port"; do port=$((port + 1)); done

bin/goldenthread demo --data "$dir/data" --addr "127.0.0.1:$port" >"$dir/log" 2>&1 &
server=$!
for _ in $(seq 1200); do
	answers "$port" && break
	if ! kill -0 "$server" 2>/dev/null; then
		cat "$dir/log"
		echo "The demonstration did not start."
		exit 1
	fi
	sleep 0.1
done

export BASE_URL="http://127.0.0.1:$port"
passed=0 failed=0
for part in run walk; do
	[ "$part" = walk ] && [ -n "${ONLY:-}" ] && break
	node "test/browser/$part.mjs" | tee "$dir/said" || true # what failed is counted below
	[[ $(tail -1 "$dir/said") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]] || { echo "$part.mjs did not come to its end."; exit 1; }
	passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
