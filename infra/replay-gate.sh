#!/usr/bin/env bash
# Refuses a change that would break jobs in flight: replays the histories that were recorded at the released version by the code at hand.
#
#   infra/replay-gate.sh            against the newest tag v* that the code at hand comes from
#   infra/replay-gate.sh v1.4.0     against this one
#
# Instances of the released version are taken up by the new one where they stand; if their histories do not lead where they led before, they fail.
# Exit code: 0 they do, or nothing was released yet; 1 they do not; 2 wrong use.
set -euo pipefail
cd "$(dirname "$0")/.."

released=${1:-$(git describe --tags --match 'v*' --abbrev=0 2>/dev/null || true)}
if [ -z "$released" ]; then
  echo "replay-gate: nothing was released yet"
  exit 0
fi
git rev-parse --verify --quiet "$released^{commit}" >/dev/null || { echo "replay-gate: there is no version $released" >&2; exit 2; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
git archive "$released" tests/FunctionsJobs.Tests/Histories | tar -x -C "$folder"
histories=$folder/tests/FunctionsJobs.Tests/Histories
count=$(find "$histories" -name '*.json' | wc -l)
[ "$count" -gt 0 ] || { echo "replay-gate: $released holds no histories" >&2; exit 2; }

echo "replay-gate: $count histories of $released"
if ! FUNCTIONSJOBS_HISTORIES=$histories dotnet test tests/FunctionsJobs.Tests --configuration "${CONFIGURATION:-Release}" --nologo --verbosity quiet \
  --filter FullyQualifiedName~StoredHistoryTests.Replay_UnderTheCodeOfToday; then
  echo "replay-gate: jobs that $released left in flight would fail. Give the changed orchestrator a new name, or ask context.Version: docs/replay.md" >&2
  exit 1
fi
echo "replay-gate: jobs that $released left in flight go on"
