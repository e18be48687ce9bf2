#!/usr/bin/env bash
# Runs the gate in the repository that uses the action. What it is given stands in the environment, and is quoted everywhere.
set -euo pipefail

arguments=(gate "--out=$GATE_OUT")
[[ -z $GATE_REPORT ]] || arguments+=("--report=$GATE_REPORT")
[[ -z $GATE_CONFIG ]] || arguments+=("--config=$GATE_CONFIG")
[[ -z $GATE_MEMORY ]] || arguments+=("--memory=$GATE_MEMORY")

cd -- "$GATE_FOLDER"
code=0
node "$GITHUB_ACTION_PATH/cli/start.js" "${arguments[@]}" || code=$?

# A line end in a value would begin an output of its own.
output() { printf '%s=%s\n' "$1" "${2//[$'\r\n']/}" >>"$GITHUB_OUTPUT"; }
report() {
  local file="$GATE_OUT/$2"
  [[ -f $file && ",${GATE_REPORT// /}," == *",$1,"* ]] || return 0
  if [[ $file == /* || $GATE_FOLDER == . ]]; then output "$1" "$file"; else output "$1" "$GATE_FOLDER/$file"; fi
}
output exit-code "$code"
report junit gate.junit.xml
report sarif gate.sarif
exit "$code"
