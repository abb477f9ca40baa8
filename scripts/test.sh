#!/usr/bin/env bash
# Runs the whole suite on SQLite and PostgreSQL, then every page in a real browser. The last line is
# "N passed, N failed"; the exit is 1 when something failed, did not build or was left out.
#
#   scripts/test.sh [packages]      ./... without arguments
set -uo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- ./...

scripts/need.sh || exit 1
make --no-print-directory assets || exit 1

count=$(mktemp) browser=$(mktemp) memory=
trap 'rm -rf "$count" "$browser" ${memory:+"$memory"}' EXIT

# The tests make databases by the thousand and throw them away: in memory where there is room (4 GB), and
# where a program may be started from there. What is built stays on the disk.
if [ -z "${TMPDIR:-}" ] && [ "$(df --output=avail -k /dev/shm 2>/dev/null | tail -1)" -gt 4000000 ] 2>/dev/null; then
	memory=$(mktemp -d /dev/shm/goldenthread.XXXXXX)
	chmod 711 "$memory" # PostgreSQL's own user goes through it
	if cp /bin/true "$memory/runs" && "$memory/runs"; then
		export TMPDIR=$memory GOTMPDIR=${GOTMPDIR:-/tmp}
	fi
fi

GOLDENTHREAD_REQUIRE_PG=1 scripts/postgres.sh go test -tags browser -json -timeout 30m "$@" | go run ./tools/testsum "$count"
read -r passed failed <"$count" || { passed=0 failed=1; }

if [ -d test/browser ]; then
	if [ -d cmd/goldenthread ]; then
		make --no-print-directory build && scripts/browser.sh | tee "$browser"
		if [[ $(tail -1 "$browser") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
			passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
		else
			echo "The browser tests did not come to an end."
			failed=$((failed + 1))
		fi
	else
		echo "Browser tests left out: there is no cmd/goldenthread to serve the pages."
	fi
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
