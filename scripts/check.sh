#!/usr/bin/env bash
# Form, vet, lint and known vulnerabilities. The vulnerability database is asked for at vuln.go.dev; GOVULNDB=folder
# names a copy of it for a machine that cannot ask, and GOVULNDB=none leaves that part out.
set -uo pipefail
cd "$(dirname "$0")/.."
bad=0

unformed=$(git ls-files -co --exclude-standard '*.go' | xargs -r gofmt -l)
if [ -n "$unformed" ]; then
	echo "not in gofmt's form:"
	echo "$unformed"
	bad=1
fi
go vet ./... || bad=1
go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./... || bad=1
looked="nothing found"
case ${GOVULNDB:-} in
none) looked="nothing found; known vulnerabilities were not looked for" ;;
"") go run golang.org/x/vuln/cmd/govulncheck@v1.1.4 ./... || {
	bad=1
	echo "If the vulnerability database could not be asked: GOVULNDB names a copy of it (https://vuln.go.dev/vulndb.zip), or is none."
} ;;
*) go run golang.org/x/vuln/cmd/govulncheck@v1.1.4 -db "file://$(realpath "$GOVULNDB")" ./... || bad=1 ;;
esac
[ "$bad" = 0 ] && echo "check: $looked"
exit "$bad"
