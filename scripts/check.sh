#!/usr/bin/env bash
# Form, vet, lint and known vulnerabilities. GOVULNDB=folder names a copy of the Go vulnerability
# database for a machine that cannot ask for it.
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
if [ -n "${GOVULNDB:-}" ]; then
	go run golang.org/x/vuln/cmd/govulncheck@v1.1.4 -db "file://$(realpath "$GOVULNDB")" ./... || bad=1
else
	echo "Vulnerabilities left out: GOVULNDB names no copy of the database (https://vuln.go.dev/vulndb.zip)."
fi
[ "$bad" = 0 ] && echo "check: nothing found"
exit "$bad"
