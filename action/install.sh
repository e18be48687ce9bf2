#!/usr/bin/env bash
# Installs what byzcheck needs to run, beside the action itself: the repository that it runs in is left as it is.
set -euo pipefail

if ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'; then
  echo "::error::byzcheck needs Node 20.19 or later; give the action a node-version, or set Node up before it"
  exit 2
fi
cd -- "$GITHUB_ACTION_PATH"
npm ci --omit=dev --ignore-scripts --no-audit --no-fund
