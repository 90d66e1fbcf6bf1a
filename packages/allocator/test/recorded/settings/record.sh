#!/usr/bin/env bash
# record.sh - the calls of settings.c under glibc's default settings and under others, on standard output: a line
# "== SETTINGS" before each run. Needs gcc and glibc 2.36.
set -eu
folder=$(mktemp -d); trap 'rm -r "$folder"' EXIT
gcc -O1 -fno-builtin -o "$folder/settings" "$(dirname "$0")/settings.c"
run() { echo "== $1"; GLIBC_TUNABLES=$(sed -E 's/(^|:)([a-z])/\1glibc.malloc.\2/g' <<< "$1") "$folder/settings"; }
run ''
for each in tcache_count={0,2} tcache_max=64 tcache_unsorted_limit=1 mxfast={32,160} top_pad=4096 \
  trim_threshold=40000 mmap_threshold=20000 mmap_max=1 \
  tcache_count=3:tcache_unsorted_limit=2:mxfast=64:mmap_threshold=100000; do run "$each"; done
