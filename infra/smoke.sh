#!/usr/bin/env bash
# Checks a running program from the outside: health, description, access, a job from its submission to its end, list, cancel.
#
#   SMOKE_TOKEN=<token> infra/smoke.sh https://functionsjobs.example.net
#
#   SMOKE_TOKEN      token of a caller with the role operator; or
#   SMOKE_KEY        API key with that role, as in Security:ApiKeys
#   SMOKE_PUBLISHER  publisher of the job, which has no events and needs none; default: smoke
#   SMOKE_WAIT       seconds a cold program may take to answer, and a job to end; default: 180
#
# Exit code: 0 all is well, 1 an answer was not as it should be, 2 wrong use, 3 no answer, or the job did not end, in time.
set -uo pipefail

fail() {
  echo "smoke: $2" >&2
  exit "$1"
}

if [ $# -ne 1 ] || [[ ! $1 =~ ^https?:// ]]; then
  fail 2 "usage: SMOKE_TOKEN=<token> $0 <base URL>"
fi
[ -n "${SMOKE_TOKEN:-}${SMOKE_KEY:-}" ] || fail 2 "SMOKE_TOKEN or SMOKE_KEY is needed"
command -v curl >/dev/null || fail 2 "curl is needed"

base=${1%/}
publisher=${SMOKE_PUBLISHER:-smoke}
wait=${SMOKE_WAIT:-180}
jobs=/api/v1/queues/analytics-aggregation/jobs
umask 077
folder=$(mktemp -d)
made=()

# Jobs of the check do not stay behind, whatever became of it.
clean_up() {
  local job
  for job in ${made[@]+"${made[@]}"}; do
    curl -s -m 10 -o /dev/null -X DELETE -H @"$folder/headers" "$base/api/v1/jobs/cancel/$job"
    curl -s -m 10 -o /dev/null -X DELETE -H @"$folder/headers" "$base$jobs/$job"
  done
  rm -rf "$folder"
}
trap clean_up EXIT

# In a file: arguments of a process can be seen by others on the machine.
if [ -n "${SMOKE_TOKEN:-}" ]; then
  printf 'Authorization: Bearer %s\n' "$SMOKE_TOKEN" >"$folder/headers"
else
  printf 'x-api-key: %s\n' "$SMOKE_KEY" >"$folder/headers"
fi

# call <method> <path> [body]: sets status and answer; status is 000 without an answer.
call() {
  local arguments=(-sS -m 60 -X "$1" -o "$folder/answer" -w '%{http_code}' -H @"$folder/headers")
  [ $# -lt 3 ] || arguments+=(-H 'Content-Type: application/json' --data-binary "$3")
  : >"$folder/answer"
  status=$(curl "${arguments[@]}" "$base$2" 2>"$folder/error") || status=000
  answer=$(<"$folder/answer")
}

# expect <status> <what>: fails unless the last call was answered with it.
expect() {
  [ "$status" != 000 ] || fail 3 "$2: no answer ($(<"$folder/error"))"
  [ "$status" = "$1" ] || fail 1 "$2: $status in place of $1: ${answer:0:500}"
  echo "ok   $2"
}

# field <name>: the first text of that name in the answer.
field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" <<<"${answer//,/$'\n'}" | head -n 1
}

# submit <id> <options>
submit() {
  made+=("$1")
  call POST "$jobs" "{\"jobName\":\"aggregate\",\"data\":{\"publisherId\":\"$publisher\",\"startDate\":\"2026-01-01\",\"endDate\":\"2026-01-02\",\"granularity\":\"day\"},\"options\":{\"jobId\":\"$1\"$2}}"
}

deadline=$((SECONDS + wait))
until call GET /health/live && [ "$status" = 200 ]; do
  [ "$SECONDS" -lt "$deadline" ] || fail 3 "$base does not answer /health/live within $wait s: $status $(<"$folder/error")"
  sleep 1
done
echo "ok   the program answers"

call GET /health/ready
expect 200 "its parts are usable"

call GET /api/openapi.json
expect 200 "it describes itself"
[[ $answer == *'"openapi"'* ]] || fail 1 "/api/openapi.json is no description: ${answer:0:200}"

anonymous=$(curl -s -m 60 -o /dev/null -w '%{http_code}' "$base/api/v1/queues/metrics") || anonymous=000
[ "$anonymous" = 401 ] || fail 1 "a caller without credentials got $anonymous in place of 401"
echo "ok   nobody is let in without credentials"

id=smoke-$(date +%s)-$$
submit "$id" ""
expect 202 "a job is accepted"

deadline=$((SECONDS + wait))
while :; do
  call GET "$jobs/$id"
  [ "$status" = 200 ] || expect 200 "the job can be read"
  state=$(field state)
  case $state in
    completed) break ;;
    failed | cancelled) fail 1 "the job is $state: ${answer:0:500}" ;;
  esac
  [ "$SECONDS" -lt "$deadline" ] || fail 3 "the job is $state after $wait s"
  sleep 1
done
echo "ok   it runs to its end"

call GET "$jobs?state=completed&limit=50"
expect 200 "jobs are listed"
[[ $answer == *"\"$id\""* ]] || fail 1 "the list lacks $id: ${answer:0:500}"

submit "$id-later" ',"delay":3600000'
expect 202 "a delayed job is accepted"
call DELETE "/api/v1/jobs/cancel/$id-later"
expect 200 "it is cancelled"
call GET "$jobs/$id-later"
expect 200 "it is still known"
[ "$(field state)" = cancelled ] || fail 1 "the cancelled job is $(field state)"

echo "smoke: $base is well"
