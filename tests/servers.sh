# Sourced by test.sh: installs what is missing and starts the servers that the tests use, each on a free port of 127.0.0.1 with
# its data in a temporary folder; stop_servers ends them and removes the folder. A server whose setting is in the environment
# already is used as it is.
#
#   FUNCTIONSJOBS_TEST_POSTGRES       connection string of a PostgreSQL superuser
#   FUNCTIONSJOBS_TEST_POSTGRES_BIN   folder of initdb and postgres, for tests that kill a server of their own
#   FUNCTIONSJOBS_TEST_AZURITE        connection string of an Azurite account
#   FUNCTIONSJOBS_TEST_AZURITE_BIN    the program azurite-blob, for tests that kill a server of their own
#   FUNCTIONSJOBS_TEST_REDIS          host:port of a Redis server; tests that kill one start their own redis-server
#   FUNCTIONSJOBS_TEST_CHROMIUM       the program chromium, for tests of the dashboard; each run starts its own
#
# A further server is a function start_<name>, which installs its program, starts it, adds "<pid> <signal that stops it at once>" to
# servers, waits until it answers and exports its setting; and a line in start_servers.

servers_folder=$(mktemp -d "${TMPDIR:-/tmp}/functionsjobs-servers.XXXXXX")
servers=()

# Debian's perl-base is always there.
free_port() {
  perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages <program that shows it is there> <Debian package>...
install_packages() {
  local program=$1
  shift
  command -v "$program" >/dev/null && return 0
  echo "-- installing $*"
  { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
    >"$servers_folder/apt.log" 2>&1 || fail_server "$*" "$servers_folder/apt.log"
}

# wait_until <seconds> <command>...: runs the command until it succeeds.
wait_until() {
  local limit=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$limit" ] || return 1
    sleep 0.1
  done
}

has_ended() {
  ! kill -0 "$1"
}

fail_server() {
  tail -20 "$2" >&2
  echo "test.sh: $1 could not be installed or started" >&2
  return 1
}

# The locale is not C: what must compare byte by byte has to say so itself. As root it runs as the user that its package made,
# since it refuses to be root.
start_postgres() {
  [ -z "${FUNCTIONSJOBS_TEST_POSTGRES:-}" ] || return 0
  local bin=/usr/lib/postgresql/15/bin folder=$servers_folder/postgres as=() port
  PATH="$bin:$PATH" install_packages initdb postgresql-15 || return 1
  mkdir -p "$folder"
  if [ "$(id -u)" -eq 0 ]; then
    as=(setpriv --reuid=postgres --regid=postgres --init-groups --)
    chown postgres "$folder"
    chmod 755 "$servers_folder"
  fi
  (cd "$folder" && ${as[@]+"${as[@]}"} "$bin/initdb" -D "$folder/data" -U functionsjobs -A trust -E UTF8 \
    --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US) >"$servers_folder/initdb.log" 2>&1 || {
    fail_server PostgreSQL "$servers_folder/initdb.log"
    return 1
  }
  port=$(free_port)
  (cd "$folder" && exec ${as[@]+"${as[@]}"} "$bin/postgres" -D "$folder/data" -p "$port" -h 127.0.0.1 -k "$folder" -c max_connections=200) \
    >"$servers_folder/postgres.log" 2>&1 &
  servers+=("$! INT")
  wait_until 60 "$bin/pg_isready" -h 127.0.0.1 -p "$port" || {
    fail_server PostgreSQL "$servers_folder/postgres.log"
    return 1
  }
  export FUNCTIONSJOBS_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=functionsjobs;Database=postgres"
  export FUNCTIONSJOBS_TEST_POSTGRES_BIN=$bin
}

# The last version that runs on the Node.js of Debian. Kept outside the temporary folder, since installing it takes a minute.
azurite_version=3.35.0
azurite_folder=${XDG_CACHE_HOME:-${HOME:-${TMPDIR:-/tmp}}/.cache}/functionsjobs/azurite-$azurite_version

start_azurite() {
  [ -z "${FUNCTIONSJOBS_TEST_AZURITE:-}" ] || return 0
  local program=$azurite_folder/node_modules/.bin/azurite-blob port key
  if [ ! -x "$program" ]; then
    install_packages node nodejs || return 1
    install_packages npm npm || return 1
    echo "-- installing azurite $azurite_version"
    # Beside, and then in one step: of several runs that install it at once each finds it whole or not at all.
    local draft=$azurite_folder.$$
    mkdir -p "$draft" && npm install --prefix "$draft" --no-audit --no-fund --loglevel=error "azurite@$azurite_version" >"$servers_folder/npm.log" 2>&1 || {
      fail_server Azurite "$servers_folder/npm.log"
      return 1
    }
    mv -T "$draft" "$azurite_folder" 2>/dev/null || rm -rf "$draft"
  fi
  port=$(free_port)
  key=$(head -c 64 /dev/urandom | base64 -w 0)
  AZURITE_ACCOUNTS="functionsjobs:$key" "$program" --blobHost 127.0.0.1 --blobPort "$port" --location "$servers_folder/azurite" --silent --disableTelemetry \
    >"$servers_folder/azurite.log" 2>&1 &
  servers+=("$! INT")
  wait_until 60 perl -MIO::Socket::INET -e "exit !IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port)" || {
    fail_server Azurite "$servers_folder/azurite.log"
    return 1
  }
  export FUNCTIONSJOBS_TEST_AZURITE="DefaultEndpointsProtocol=http;AccountName=functionsjobs;AccountKey=$key;BlobEndpoint=http://127.0.0.1:$port/functionsjobs;"
  export FUNCTIONSJOBS_TEST_AZURITE_BIN=$program
}

start_redis() {
  [ -z "${FUNCTIONSJOBS_TEST_REDIS:-}" ] || return 0
  install_packages redis-server redis-server || return 1
  local port
  port=$(free_port)
  redis-server --port "$port" --bind 127.0.0.1 --save "" --appendonly no --dir "$servers_folder" >"$servers_folder/redis.log" 2>&1 &
  servers+=("$! TERM")
  wait_until 60 redis-cli -h 127.0.0.1 -p "$port" ping || {
    fail_server Redis "$servers_folder/redis.log"
    return 1
  }
  export FUNCTIONSJOBS_TEST_REDIS="127.0.0.1:$port"
}

start_chromium() {
  [ -z "${FUNCTIONSJOBS_TEST_CHROMIUM:-}" ] || return 0
  install_packages chromium chromium || return 1
  FUNCTIONSJOBS_TEST_CHROMIUM=$(command -v chromium)
  export FUNCTIONSJOBS_TEST_CHROMIUM
}

start_servers() {
  start_postgres && start_azurite && start_redis && start_chromium
}

stop_servers() {
  local server
  for server in ${servers[@]+"${servers[@]}"}; do
    kill -s "${server#* }" "${server% *}" 2>/dev/null
  done
  for server in ${servers[@]+"${servers[@]}"}; do
    wait_until 20 has_ended "${server% *}" || kill -KILL "${server% *}" 2>/dev/null
    wait "${server% *}" 2>/dev/null
  done
  rm -rf "$servers_folder"
}
