#!/usr/bin/env bash
# Requests per second for the page of a model, from a server on one core and wrk on another.
# Usage: benches/model_page.sh <modeldex binary> [seconds]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
binary=$1
seconds=${2:-10}
scratch=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$scratch"' EXIT

node -e '
  const query = require("fs").readFileSync("tests/queries/model_page.graphql", "utf8");
  const body = JSON.stringify({ query, variables: { slug: "qwen3-vl-4b-thinking" } });
  console.log(`wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nwrk.body = ${JSON.stringify(body)}`);
' >"$scratch/page.lua"
taskset -c 0 "$binary" serve --listen 127.0.0.1:8111 --database-url "sqlite://$scratch/modeldex.db" --log warn &
server=$!
until curl --silent --fail --output /dev/null http://127.0.0.1:8111/readyz; do sleep 0.1; done
taskset -c 1 wrk --threads 1 --connections 16 --duration "${seconds}s" --script "$scratch/page.lua" http://127.0.0.1:8111/graphql
