#!/usr/bin/env bash
# Runs every test against the real parts, installing what is missing. Nothing is skipped here.
#   ./test.sh                    everything
#   ./test.sh Storage            only tests whose full name contains "Storage"
# Ends with the line "N passed, N failed" and exit code 0 only when all passed.
set -uo pipefail
cd "$(dirname "$0")" || exit 1

configuration=Release
filter=()
[ $# -gt 0 ] && filter=(--filter "FullyQualifiedName~$1")
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 FUNCTIONSJOBS_TEST_FULL=1

command -v dotnet >/dev/null || { echo "test.sh: the .NET SDK named in global.json is needed (dotnet is not on PATH)" >&2; exit 1; }

results=$(mktemp -d)
. tests/servers.sh
trap 'stop_servers; rm -rf "$results"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
start_servers || exit 1
install_packages shellcheck shellcheck || exit 1

dotnet build FunctionsJobs.sln --configuration "$configuration" --nologo -v quiet -clp:ErrorsOnly || exit 1

passed=0 failed=0 broken=0
if [ ${#filter[@]} -eq 0 ]; then
  echo "== infra"
  if infra/lint.sh; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
fi
for project in tests/*.Tests tests/*.Conformance tests/*.EndToEnd; do
  name=$(basename "$project")
  echo "== $name"
  started=$SECONDS
  dotnet test "$project" --configuration "$configuration" --no-build --nologo -v quiet \
    --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
    --blame-hang-timeout 15m ${filter[@]+"${filter[@]}"} || broken=1
  counters=$(grep -o '<Counters [^>]*' "$results/$name.trx" 2>/dev/null)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  if [ -n "$counters" ]; then
    ok=$(count passed) total=$(count total)
    passed=$((passed + ok))
    failed=$((failed + total - ok))
    echo "   $ok of $total passed in $((SECONDS - started)) s"
  elif [ ${#filter[@]} -eq 0 ]; then
    echo "test.sh: $name wrote no result" >&2
    failed=$((failed + 1))
  fi
done

[ "$passed" -gt 0 ] || { echo "test.sh: no test ran" >&2; broken=1; }
[ "$broken" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$broken" -eq 0 ]
