#!/usr/bin/env bash
# record.sh LEAK_GRAPHS_C FIRST LAST - what memcheck makes of the graphs of these seeds; prints the record.
set -eu
program=$(mktemp -d)/leak-graphs
gcc -O1 -fno-builtin -o "$program" "$1"
for seed in $(seq "$2" "$3"); do
  valgrind --leak-check=full --show-leak-kinds=all --leak-check-heuristics=none \
    --log-file="$program.log" "$program" "$seed"
  grep 'in loss record' "$program.log" | sed -E 's/^==[0-9]+== //'
done
