#!/usr/bin/env bash
# Starts the built Azure flavour under Core Tools with Azurite as its storage, and runs the smoke test against it.
#
#   infra/coretools.sh <folder of the published program>
#
# Needs func (Core Tools 4), azurite, openssl and curl. Exit code: that of the smoke test, 2 for wrong use.
set -euo pipefail

[ $# -eq 1 ] && [ -f "$1/host.json" ] || { echo "usage: $0 <folder of the published program>" >&2; exit 2; }
for program in func azurite openssl curl; do
  command -v "$program" >/dev/null || { echo "coretools: $program is needed" >&2; exit 2; }
done

root=$(cd "$(dirname "$0")/.." && pwd)
app=$(cd "$1" && pwd)
folder=$(mktemp -d)
port=${PORT:-7171}
started=()
stop() {
  local process
  for process in ${started[@]+"${started[@]}"}; do
    kill "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
  done
  [ -z "${failed:-}" ] || tail -50 "$folder/func.log" >&2
  rm -rf "$folder"
}
trap stop EXIT

azurite --silent --location "$folder/azurite" >"$folder/azurite.log" 2>&1 &
started+=($!)

# The timers' expressions come from the sample, as a developer has them; the key is one of this run.
key=$(openssl rand -hex 32)
cp "$root/local.settings.sample.json" "$app/local.settings.json"
export FUNCTIONSJOBS_DATA=$folder/data
Security__ApiKeys__smoke__Sha256=$(printf %s "$key" | sha256sum | cut -d ' ' -f 1)
export Security__ApiKeys__smoke__Sha256 Security__ApiKeys__smoke__Role=operator
(cd "$app" && exec func start --port "$port" --no-build) >"$folder/func.log" 2>&1 &
started+=($!)

failed=yes
SMOKE_KEY=$key "$root/infra/smoke.sh" "http://127.0.0.1:$port"
failed=
