#!/bin/sh
# Writes an interview hand-out for every student of a class.
#
#   bootcamp-handouts.sh ANSWERS.csv ROLE FOLDER
#
# ANSWERS.csv has a column `id` and one column for each item of the questionnaire; an empty cell is a skipped item.
# Cells are read up to the next comma: quotes are not understood. Every id stands once.
# Every hand-out presses where its student is furthest from the role. The same class gives the same hand-outs again.
set -eu

if [ $# -ne 3 ]; then
    echo "usage: $0 ANSWERS.csv ROLE FOLDER" >&2
    exit 2
fi
answers=$1 role=$2 folder=$3
rolefit=${ROLEFIT:-rolefit}

mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One answers file a row. An id becomes a file name, so nothing but letters, digits, _ and - is let through.
awk -F, -v work="$work" '
    function refuse(what) { print "row " NR ": " what > "/dev/stderr"; exit 3 }
    { sub(/\r$/, "") }
    /"/ { refuse("quotes are not read; write the cells without them") }
    NR == 1 { sub(/^\357\273\277/, ""); for (i = 1; i <= NF; i++) name[i] = $i; next }
    NF == 0 { next }
    {
        id = ""
        for (i = 1; i <= NF; i++) if (name[i] == "id") id = $i
        if (id !~ /^[A-Za-z0-9_-]+$/) refuse("the id must be letters, digits, _ or -")
        if (seen[id]++) refuse("there is another row with the id " id)
        file = work "/" id ".toml"
        print "catalogue = \"product-roles\"\n[answers]" > file
        for (i = 1; i <= NF; i++) if (name[i] != "id" && $i != "") print name[i] " = " $i > file
        close(file)
    }
' "$answers"

for student in "$work"/*.toml; do
    [ -e "$student" ] || { echo "$answers has no students" >&2; exit 3; }
    name=$(basename "$student" .toml)
    "$rolefit" prep --role "$role" --result "$student" --minutes 60 --seed 1 --output "$folder/$name.md"
    echo "$folder/$name.md"
done
