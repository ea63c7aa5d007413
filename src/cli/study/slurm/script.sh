#!/bin/bash
# @TITLE@
# A study in @TASKS@ tasks of a Slurm array, and a job that merges them; illustrative model, not a forecast.
#
#     bash FILE      submits both, where FILE is this file; `sbatch FILE` does the same from a job of its own
#     squeue --me    shows what waits and what runs; `truceline study status DIRECTORY` tells how far the study is
#     scancel JOB    stops; what is written stays, and submitting again goes on from there
#
# Planned: @RUNS@ in @SHARDS@, @LEFT@ left to make;
# @PILOT@.
# A task has at most @TASK_SHARDS@: about @TASK_TIME@ with @WORKERS@.
#
# What the cluster must offer:
# - The study directory and the program stand under the same path on all nodes, and writing in the directory is seen by
#   all of them. The study file and its scenarios are not needed: their texts are in the directory.
# - File locks (flock) hold between nodes, as with NFS 4, GPFS, and Lustre mounted with `flock`. They keep two tasks from
#   doing the same work; without them the bytes are still the same, because files are renamed into place whole.
# - Arrays of @TASKS@ tasks: `scontrol show config` tells MaxArraySize, 1001 where nobody has raised it.
# Clocks, time zones and languages of the nodes play no part.
#
# When something ends early:
# - The time limit is near: the task hears of it (--signal), stops, and is queued again; shards that are written are
#   kept. Slurm starts it again after two minutes at the earliest. A task that has not finished one shard within the
#   limit is not queued again.
# - A node fails, or the task is preempted: Slurm queues the task again (--requeue).
# - A task fails or is cancelled: the merge is cancelled, too. Read log/slurm-*.out in the study directory, remove the
#   cause, and submit this file again: parts that are whole take a moment.
#
# Adapt these lines to the cluster. They hold for every task; the merge has its own time and memory below.
#SBATCH --job-name=@JOB@
#SBATCH --nodes=1
#SBATCH --ntasks=1
# Workers of a task, a core each.
#SBATCH --cpus-per-task=@CPUS@
#SBATCH --mem=@MEMORY@
#SBATCH --time=@TIME@
#SBATCH --requeue
# USR1, to the script alone: TERM would look like `scancel`, after which nothing must be queued again.
#SBATCH --signal=B:USR1@SIGNAL@
#SBATCH --open-mode=append
@OPTIONS@
# What every job needs first, for instance: module load …

set -uo pipefail

# Name of the jobs, and study directory and program as the nodes see them.
job='@JOB@'
study=@STUDY@
truceline=@PROGRAM@
# Tasks, and shards that they share out. With another number of tasks while some are running, locks refuse the overlap.
tasks=@TASK_COUNT@
shards=@SHARD_COUNT@
merge_time=@MERGE_TIME@
merge_memory=@MERGE_MEMORY@

say() {
    printf '%s: %s\n' "$(date '+%F %T')" "$*" >&2
}

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 2
}

# Submits the array and, behind it, the merge.
submit() {
    local most array merge name
    command -v sbatch >/dev/null || fail 'found no sbatch, expected the commands of Slurm on this machine'
    [ -e "$study/study.json" ] || fail "$study: found no study; write this file again with: truceline study slurm"
    command -v "$truceline" >/dev/null || fail "$truceline: found no program"
    most=$(scontrol show config | sed -n 's/^MaxArraySize *= *//p')
    if [ -n "$most" ] && ((tasks > most)); then
        fail "tasks: found $tasks, expected at most $most, the MaxArraySize of this cluster; use truceline study slurm --tasks"
    fi
    mkdir -p "$study/log" || exit
    # Within a job, what the job was given is not what its successors get.
    if [ -n "${SLURM_JOB_ID:-}" ]; then
        for name in ${!SLURM_*}; do
            [ "$name" = SLURM_CONF ] || unset "$name"
        done
    fi
    local log="${study//%/%%}/log"
    array=$(sbatch --parsable --chdir="$study" --output="$log/slurm-%A_%a.out" --array="0-$((tasks - 1))" "$0" task) ||
        exit
    merge=$(sbatch --parsable --chdir="$study" --output="$log/slurm-%j-merge.out" --job-name="$job-merge" \
        --dependency="afterok:${array%%;*}" --kill-on-invalid-dep=yes \
        --cpus-per-task=1 --mem="$merge_memory" --time="$merge_time" "$0" merge) || {
        scancel "${array%%;*}"
        exit 1
    }
    printf 'array %s: %s tasks\nmerge %s: when all tasks have succeeded\n' "${array%%;*}" "$tasks" "${merge%%;*}"
    printf 'next: squeue --me; logs are in %s\n' "$study/log" >&2
}

# How many shards of this task stand.
written() {
    local shard name count=0
    for ((shard = shards * part / tasks; shard < shards * (part + 1) / tasks; shard++)); do
        printf -v name '%06d' "$shard"
        [ ! -e "$study/runs/$name.parquet" ] || count=$((count + 1))
    done
    echo "$count"
}

# Makes the shards of this task that do not stand yet.
work() {
    "$truceline" study run "$study" --shard "$part/$tasks" --jobs "${SLURM_CPUS_PER_TASK:-1}" --no-plots \
        --progress none &
    worker=$!
    # Stopped just before there was anything to stop.
    [ -z "$stopped" ] || kill -TERM "$worker"
    while true; do
        woken=
        wait "$worker"
        code=$?
        # A signal ends the wait, not the program.
        [ -n "$woken" ] || break
    done
    worker=
}

# Hears a signal: the program ends after the run it is at, or at once at the second.
stop() {
    woken=yes
    stopped=${stopped:-$1}
    if [ -n "$worker" ]; then
        kill -TERM "$worker" 2>/dev/null
        (sleep 20 && kill -TERM "$worker") >/dev/null 2>&1 &
    fi
}

# One task of the array.
task() {
    local before try
    part=$SLURM_ARRAY_TASK_ID
    worker=
    stopped=
    trap 'stop limit' USR1
    trap 'stop cancelled' TERM INT
    before=$(written)
    say "part $part of $tasks on ${SLURMD_NODENAME:-$HOSTNAME}: $before shards stand, start $((${SLURM_RESTART_COUNT:-0} + 1))"
    for try in 1 2 3; do
        work
        # Storage or a lock: the lock of a node that failed is freed late, and many tasks at once may crowd the disk.
        if [ "$code" -ne 3 ] || [ -n "$stopped" ] || [ "$try" -eq 3 ]; then break; fi
        say 'tries again in half a minute'
        sleep 30 >/dev/null 2>&1 &
        wait $!
        if [ -n "$stopped" ]; then break; fi
    done
    if [ "$code" -eq 0 ] || [ "$stopped" != limit ]; then
        exit "$code"
    fi
    if [ "$(written)" -le "$before" ]; then
        say 'no shard was finished within the time limit: ask for more time (--time) or make shards smaller (shard_runs)'
        exit 1
    fi
    say 'the time limit is near; the rest follows when Slurm starts this task again'
    # By its number in the array: the last task has the array's own job number, which means all of them.
    scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID" || exit 1
    # Slurm ends this attempt now.
    sleep 60 >/dev/null 2>&1 &
    wait $!
    exit 1
}

case ${1:-} in
    '') submit ;;
    task) task ;;
    merge)
        # No use of the warning: a merge begins anew.
        trap '' USR1
        exec "$truceline" study merge "$study"@PLOTS@
        ;;
    *) fail "found '$1', expected nothing: bash FILE submits the study" ;;
esac
