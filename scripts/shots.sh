#!/bin/sh
# Saves a picture of every page of a running demonstration, at 320 and 1280 px, into shots/.
#
#   BASE_URL=http://127.0.0.1:8080 scripts/shots.sh [FOLDER]
#
# It also runs the checks of the browser tests, since the pages are open anyway.
set -eu
cd "$(dirname "$0")/.."
: "${BASE_URL:?start the demonstration first, then set BASE_URL to its address, like http://127.0.0.1:8080}"
folder=${1:-shots}
mkdir -p "$folder"
SHOTS=$(cd "$folder" && pwd) exec node test/browser/run.mjs
