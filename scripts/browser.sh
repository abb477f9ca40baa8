#!/usr/bin/env bash
# Serves a fresh demonstration on a free port of this machine, opens every page of it in a real
# browser, and ends with "N passed, N failed". SHOTS=folder also keeps a picture of each page.
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

BASE_URL="http://127.0.0.1:$port" node test/browser/run.mjs
