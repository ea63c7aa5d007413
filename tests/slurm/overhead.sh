#!/usr/bin/env bash
# What an array on Slurm costs beside a plain `study run`: the same study both ways, in turns, on a Slurm of one node with
# two cores that is started here. Prints CSV, a line a comparison; `docs/SCALING.md` says how it is read. Takes some ten
# minutes and wants a machine at rest. Where Slurm cannot be started it says `skipped: …` and ends with 0.
#
#     tests/slurm/overhead.sh [PROGRAM [REPEATS]]
set -uo pipefail

program=$(realpath "${1:-target/release/truceline}")
repeats=${2:-3}
[ -x "$program" ] || { echo "found no program $program; build it: cargo build --release" >&2 && exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR source=cluster.sh
. "$here/cluster.sh"

cluster_place true
cd "$place" || exit
cp "$here/../../scenarios/water-intake.ron" .

# study RUNS SHARD_RUNS
study() {
    cat >study.ron <<END
(
    format: 1,
    id: "overhead",
    title: "What an array costs",
    scenarios: ["water-intake.ron"],
    replications: $1,
    shard_runs: $2,
    until_hours: 24,
    curves: quantiles,
)
END
}

seconds() { date +%s.%N; }
calculate() { awk "BEGIN { printf \"$1\", $2 }"; }

# One comparison: WORK core-seconds in shards of SHARD seconds and so many tasks.
compare() {
    local work=$1 shard=$2 tasks=$3 begun plain array whole words jobs merge
    study "$(calculate %d "$work * 1000 / $milliseconds")" "$(calculate %d "$shard * 1000 / $milliseconds + 0.5")"
    rm -rf plain slurm slurm.slurm.sh
    begun=$(seconds)
    "$program" study run study.ron --out plain --jobs 2 --no-plots --progress none >told 2>&1 || { cat told >&2 && exit 1; }
    plain=$(calculate %.2f "$(seconds) - $begun")
    "$program" study slurm study.ron --out slurm --tasks "$tasks" --no-plots --truceline "$program" >told 2>&1 ||
        { cat told >&2 && exit 1; }
    begun=$(seconds)
    words=$(bash slurm.slurm.sh 2>told) || { cat told >&2 && exit 1; }
    jobs=$(sed -n 's/^array \([0-9]*\):.*/\1/p' <<<"$words")
    merge=$(sed -n 's/^merge \([0-9]*\):.*/\1/p' <<<"$words")
    while squeue --noheader --jobs="$jobs" --states=PENDING,RUNNING 2>/dev/null | grep -q .; do sleep 0.1; done
    array=$(calculate %.2f "$(seconds) - $begun")
    while squeue --noheader --jobs="$merge" --states=PENDING,RUNNING 2>/dev/null | grep -q .; do sleep 0.1; done
    whole=$(calculate %.2f "$(seconds) - $begun")
    diff -r --exclude=log plain slurm >&2 || exit 1
    printf '%s,%s,%s,%s,%s,%s,%s,%s\n' "$work" "$shard" "$tasks" \
        "$(find plain/runs -name '*.parquet' | wc -l)" "$plain" "$array" "$whole" \
        "$(calculate %.2f "($array - $plain) * 2 / $tasks")"
}

# What launching a task costs, whatever it does: tasks that sleep for so long, on two cores.
launch() {
    local nap=$1 tasks=$2 begun jobs array
    study "$tasks" 1
    rm -rf slurm slurm.slurm.sh
    printf '#!/bin/bash\nsleep %s\n' "$nap" >nap
    chmod 755 nap
    "$program" study slurm study.ron --out slurm --tasks "$tasks" --truceline ./nap >told 2>&1 || { cat told >&2 && exit 1; }
    begun=$(seconds)
    jobs=$(bash slurm.slurm.sh 2>told | sed -n 's/^array \([0-9]*\):.*/\1/p')
    while squeue --noheader --jobs="$jobs" --states=PENDING,RUNNING 2>/dev/null | grep -q .; do sleep 0.1; done
    array=$(calculate %.2f "$(seconds) - $begun")
    scancel --user=root
    printf 'sleep,%s,%s,,,%s,,%s\n' "$nap" "$tasks" "$array" "$(calculate %.2f "($array * 2 - $nap * $tasks) / $tasks")"
}

cluster_start "$place/cluster" 2 "${SCHEDULER_PARAMETERS:-}"
study 20000 64
milliseconds=$("$program" study plan study.ron --jobs 1 --json 2>told | sed -n 's/.*"milliseconds_a_run": \([0-9.]*\).*/\1/p')
[ -n "$milliseconds" ] || { cat told >&2 && exit 1; }
printf 'one run takes %s ms\n' "$milliseconds" >&2
printf 'work_core_seconds,shard_seconds,tasks,shards,plain_seconds,array_seconds,merged_seconds,core_seconds_a_task\n'
for ((repeat = 0; repeat < repeats; repeat++)); do
    launch 0.5 32
    launch 4 8
    # The same work in more and more tasks; in other shards; and in tasks that are long enough.
    for row in '8 0.25 2' '8 0.25 8' '8 0.25 32' '8 0.0625 8' '8 1 8' '48 0.5 2'; do
        # shellcheck disable=SC2086
        compare $row
    done
done
