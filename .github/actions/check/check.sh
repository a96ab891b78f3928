#!/usr/bin/env bash
# What the action runs. Its inputs are the variables PATHS, FORMAT, SARIF_FILE, FAIL_ON, BASELINE.
set -euo pipefail

arguments=(check --format "${FORMAT:-github}")
if [ "${FORMAT:-github}" = sarif ]; then
  # A second line would be an output of its own.
  file="${SARIF_FILE//[$'\r\n']/}"
  arguments+=(--output "$file")
  echo "sarif-file=$file" >> "$GITHUB_OUTPUT"
fi
[ -z "${FAIL_ON:-}" ] || arguments+=(--fail-on "$FAIL_ON")
[ -z "${BASELINE:-}" ] || arguments+=(--baseline "$BASELINE")

# `--` and an array: a path is a path, whatever it looks like. Lines separate paths as blanks do.
read -r -d '' -a paths <<< "${PATHS:-}" || true
[ "${#paths[@]}" -gt 0 ] || paths=(postmortems)
exec postmortems "${arguments[@]}" -- "${paths[@]}"
