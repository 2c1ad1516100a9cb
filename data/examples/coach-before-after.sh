#!/bin/sh
# Shows how far somebody stood from a role before a coaching and after it, trait by trait.
#
#   coach-before-after.sh BEFORE AFTER ROLE
#
# BEFORE and AFTER are saved results or answers files. Distances are in standard deviations: below 0.4 is near, and
# from 0.75 one has to expect to be pressed in an interview. A distance can fall because the second questionnaire was
# longer; look at the places in `rolefit score` too.
set -eu

if [ $# -ne 3 ]; then
    echo "usage: $0 BEFORE AFTER ROLE" >&2
    exit 2
fi
rolefit=${ROLEFIT:-rolefit}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Prints trait and distance of every gap of a plan.
gaps() {
    "$rolefit" prep --role "$2" --result "$1" --seed 1 --format json > "$work/plan.json"
    awk -F'"' '
        /^  "gaps": \[/ { within = 1 }
        /^  \]/ { within = 0 }
        within && /"trait":/ { trait = $4 }
        within && /"distance":/ { split($3, parts, /[ :,]+/); print trait, parts[2] }
    ' "$work/plan.json"
}

gaps "$1" "$3" > "$work/before"
gaps "$2" "$3" > "$work/after"
echo "distance from $3, before and after"
paste -d" " "$work/before" "$work/after" > "$work/both"
sort -k4,4nr "$work/both" | awk '{
    change = $4 - $2
    word = "as before"
    if (change < -0.2) word = "nearer"
    if (change > 0.2) word = "further"
    printf "  %-24s %5.2f %5.2f  %s\n", $1, $2, $4, word
}'
