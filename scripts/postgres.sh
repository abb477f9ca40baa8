#!/usr/bin/env bash
# Starts a throw-away PostgreSQL server for tests and runs a command with its address in
# GOLDENTHREAD_TEST_PG; the server and its data are gone when the command ends.
#
#   scripts/postgres.sh go test ./internal/store/...
#   scripts/postgres.sh            # no command: prints the address and serves until Ctrl-C
#
# It listens on a socket in a temporary folder only, never on the network, and does not wait for the
# disk: it is fast, and would lose everything in a power cut.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")
if [ ! -x "$bin/initdb" ]; then
	echo "PostgreSQL's server is not installed: run scripts/need.sh" >&2
	exit 1
fi

dir=$(mktemp -d "${TMPDIR:-/tmp}/goldenthread-pg.XXXXXX")
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then # initdb refuses root
	chown postgres "$dir"
	as() { setpriv --reuid=postgres --regid=postgres --init-groups env HOME="$dir" "$@"; }
fi

stop() {
	as "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1 || true
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT TERM
cd "$dir"

as "$bin/initdb" --no-sync -D "$dir/data" -A trust -U postgres --locale=C -E UTF8 >"$dir/log" 2>&1 ||
	{ cat "$dir/log" >&2; exit 1; }
as "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/server.log" -o "-c listen_addresses='' -c unix_socket_directories='$dir' -c fsync=off -c full_page_writes=off -c max_connections=300" start >>"$dir/log" 2>&1 ||
	{ cat "$dir/log" "$dir/server.log" >&2; exit 1; }

export GOLDENTHREAD_TEST_PG="postgres://postgres@/postgres?host=$dir&port=5432"
cd "$OLDPWD"
if [ $# -gt 0 ]; then
	"$@"
else
	echo "GOLDENTHREAD_TEST_PG='$GOLDENTHREAD_TEST_PG'"
	while sleep 3600; do :; done
fi
