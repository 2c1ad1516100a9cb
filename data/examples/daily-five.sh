#!/bin/sh
# Five questions a day: takes in the ratings of the last time, then prints the next five and a file to rate them in.
#
#   daily-five.sh ROLE FOLDER
#
# FOLDER/ratings.ndjson is written with one line a question. Fill in the ratings (1, 3 or 5) when you have answered
# aloud; the next run takes them in. What you rated low, and what you have not seen for long, returns sooner.
set -eu

if [ $# -ne 2 ]; then
    echo "usage: $0 ROLE FOLDER" >&2
    exit 2
fi
role=$1 folder=$2
rolefit=${ROLEFIT:-rolefit}
ratings=$folder/ratings.ndjson

mkdir -p "$folder"
# Set aside before they are taken in: killed in between, they are not taken in twice.
taken=$folder/taken.ndjson
rated=$folder/rated.ndjson
if [ -e "$ratings" ]; then
    mv "$ratings" "$taken"
    # Lines without a rating, or without anything, were not answered and are left out.
    grep -Ev '"rating" *: *null|^[[:space:]]*$' "$taken" > "$rated" || true
    if [ -s "$rated" ] && ! "$rolefit" prep practice --answers "$rated"; then
        mv "$taken" "$ratings"
        exit 3
    fi
    rm -f "$taken" "$rated"
elif [ -e "$taken" ]; then
    echo "$taken was perhaps taken in before: see \`rolefit prep progress\`, then remove it or name it $ratings" >&2
    exit 3
fi

# The day is the seed: until ratings are taken in, running it again on one day gives the same five.
five() {
    "$rolefit" prep practice --role "$role" --count 5 --seed "$(date +%Y%m%d)" "$@"
}
five --list
five --ndjson > "$folder/today.ndjson" 2> /dev/null
sed 's/^{"schema":"[^"]*","section":"[^"]*","id":"\([a-z0-9-]*\)".*/{"question":"\1","rating":null}/' \
    "$folder/today.ndjson" > "$ratings"
echo "rate your answers in $ratings"
