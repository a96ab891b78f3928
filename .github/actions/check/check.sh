#!/usr/bin/env bash
# What the action runs. Its inputs are the variables PATHS, FORMAT, SARIF_FILE, FAIL_ON, BASELINE.
set -euo pipefail

arguments=(check --format "${FORMAT:-github}")
if [ "${FORMAT:-github}" = sarif ]; then
  arguments+=(--output "$SARIF_FILE")
  echo "sarif-file=$SARIF_FILE" >> "$GITHUB_OUTPUT"
fi
[ -z "${FAIL_ON:-}" ] || arguments+=(--fail-on "$FAIL_ON")
[ -z "${BASELINE:-}" ] || arguments+=(--baseline "$BASELINE")

# `--` and an array: a path is a path, whatever it looks like.
read -r -a paths <<< "${PATHS:-postmortems}"
exec postmortems "${arguments[@]}" -- "${paths[@]}"
