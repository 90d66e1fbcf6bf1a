#!/usr/bin/env bash
# record.sh CORRUPTIONS_C FIRST LAST MOST - what the programs of these seeds say, each with a tcache of 7, 0 or 2 blocks a
# list; of those that end alike the first MOST only; prints the record. Needs gcc and glibc 2.36.
set -eu
program=$(mktemp -d)/corruptions
gcc -O1 -fno-builtin -o "$program" "$1"
counts=(7 0 2)
declare -A kept
for seed in $(seq "$2" "$3"); do
  count=${counts[seed % 3]}
  # In a shell of its own, whose words about the abort are not kept.
  said=$(GLIBC_TUNABLES=glibc.malloc.tcache_count=$count \
    bash -c 'timeout 5 "$0" "$1" 2>&1; case $? in 0 | 134) ;; *) echo killed ;; esac' "$program" "$seed" 2> /dev/null)
  ending=$(tail -n 1 <<< "$said" | grep -vE '^(= |[acmrfw] [0-9a-f])' || echo silence)
  kept[$ending]=$((${kept[$ending]:-0} + 1))
  if [ "${kept[$ending]}" -le "$4" ]; then printf '== %s tcache %s\n%s\n' "$seed" "$count" "$said"; fi
done
