#!/usr/bin/env bash
# Installs what is missing, saying what and why. Debian packages are installed by apt when this runs
# as root; anybody else is told the command.
#
#   scripts/need.sh [postgres] [chromium] [npm]      all three without arguments
set -euo pipefail

missing=()
want() { # package, why
	echo "missing: $1, $2"
	missing+=("$1")
}

[ $# -gt 0 ] || set -- postgres chromium npm
for what in "$@"; do
	case $what in
	postgres)
		ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null ||
			want postgresql "whose server the tests start for themselves: the program must behave alike on SQLite and PostgreSQL"
		;;
	chromium)
		[ -x "${CHROMIUM:-/usr/bin/chromium}" ] ||
			want chromium "in which the browser tests open every page"
		;;
	npm)
		command -v npm >/dev/null ||
			want npm "which fetches the front-end packages, to build with and never to run"
		;;
	*)
		echo "need.sh does not know $what" >&2
		exit 2
		;;
	esac
done

[ ${#missing[@]} -gt 0 ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -q
	apt-get install -y -q --no-install-recommends "${missing[@]}"
else
	echo "Install them by hand, on Debian and its kin with:" >&2
	echo "    sudo apt-get install --no-install-recommends ${missing[*]}" >&2
	exit 1
fi
