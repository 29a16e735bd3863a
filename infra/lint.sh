#!/usr/bin/env bash
# Checks the files that no compiler of the solution sees: shell by shellcheck; Bicep by the grammar of tree-sitter-bicep, with what modules take and
# give; YAML by the package yaml; JSON. Installs the npm packages beside the temporary files.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(tree-sitter-bicep@1.1.0 web-tree-sitter@0.25.10 yaml@2.8.1)
tools=${TMPDIR:-/tmp}/functionsjobs-lint-$(printf '%s' "$(id -u) ${packages[*]}" | cksum | cut -d ' ' -f 1)

for program in shellcheck node npm; do
  command -v "$program" >/dev/null || { echo "lint: $program is needed" >&2; exit 2; }
done

if [ ! -e "$tools/installed" ]; then
  mkdir -p "$tools"
  echo '{"private": true}' >"$tools/package.json"
  npm install --prefix "$tools" --ignore-scripts --no-audit --no-fund --loglevel error "${packages[@]}" >/dev/null
  touch "$tools/installed"
fi

git ls-files -z --cached --others --exclude-standard '*.sh' .ci/run | xargs -0 shellcheck --external-sources --shell=bash --severity=warning
LINT_TOOLS=$tools node infra/lint/check.mjs
