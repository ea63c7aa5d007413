#!/usr/bin/env bash
# A study on a real Slurm, started here: the directory must hold the bytes of a plain run, also when jobs are killed,
# queued again, and stopped by their time limit. Takes about a minute; needs root, and Debian's slurm-wlm and munge,
# which it installs. Where that cannot be it says `skipped: …` and ends with 0.
#
#     tests/slurm/check.sh [PROGRAM]
set -uo pipefail

program=$(realpath "${1:-target/release/truceline}")
[ -x "$program" ] || { echo "found no program $program; build it: cargo build --release" >&2 && exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR source=cluster.sh
. "$here/cluster.sh"

tell_logs() {
    tail -n 20 "$place/slurmctld.log" "$place/slurmd.log" "$home"/*/log/slurm-*.out >&2
}
cluster_place tell_logs
# A place as nobody likes it: blanks, quotes, a mark of Slurm, a variable of the shell.
home="$place/it's 50%j of \"\$HOME\""

mkdir "$home"
cd "$home" || exit

fail() {
    printf 'failed: %s\n' "$*" >&2
    exit 1
}

# await WHAT SECONDS COMMAND…: until the command succeeds.
await() {
    local what=$1 steps=$(($2 * 5)) step
    shift 2
    for ((step = 0; step < steps; step++)); do
        ! "$@" || return 0
        sleep 0.2
    done
    squeue >&2
    fail "waited in vain for $what"
}

# How many shards of a study directory from FIRST to before END stand.
shards() {
    local shard name count=0
    for ((shard = $2; shard < $3; shard++)); do
        printf -v name '%s/runs/%06d.parquet' "$1" "$shard"
        [ ! -e "$name" ] || count=$((count + 1))
    done
    echo "$count"
}

some_shards() { [ "$(shards "$@")" -ge 2 ]; }
queue_is_empty() { [ -z "$(squeue --noheader)" ]; }
# No job of a name waits or runs.
none_left() { [ -z "$(squeue --noheader --name="truceline-$1,truceline-$1-merge")" ]; }
said() { grep -qs -- "$2" "$1"; }

same() {
    diff -r --exclude=log plain "$1" || fail "$1: found other bytes than those of a plain run"
    printf '%s: %s\n' "$1" "$2"
}

# 240 shards of one scenario.
cp "$here/../../scenarios/water-intake.ron" .
cat >study.ron <<'END'
(
    format: 1,
    id: "array",
    title: "A study on Slurm",
    scenarios: ["water-intake.ron"],
    factors: [(name: "hour", path: "injects.works.at_hours", levels: [1, 6])],
    replications: 480,
    until_hours: 24,
    shard_runs: 4,
    curves: quantiles,
    measures: ["killed.total", "wounded.total", "displaced_peak.total"],
)
END

# The program, slowed down until half of the shards of its part stand, and halted from then on until it is stopped or the mark
# is taken away: however fast the machine is, there is work to disturb. It takes next to no time of the processor.
for name in slow slower; do
    cat >"$place/$name" <<END
#!/bin/bash
if [ ! -e '$place/$name.on' ]; then exec '$program' "\$@"; fi
[[ " \$* " =~ \ --shard\ ([0-9]+)/([0-9]+)\  ]]
first=\$((240 * BASH_REMATCH[1] / BASH_REMATCH[2]))
end=\$((240 * (BASH_REMATCH[1] + 1) / BASH_REMATCH[2]))
half_stand() {
    local shard count=0
    for ((shard = first; shard < end; shard++)); do
        [ ! -e "\$directory/runs/\$(printf %06d "\$shard").parquet" ] || count=\$((count + 1))
    done
    ((2 * count >= end - first))
}
for word; do
    [ ! -e "\$word/study.json" ] || directory=\$word
done
'$program' "\$@" &
process=\$!
ended=
trap 'ended=yes; kill -CONT \$process; kill -TERM \$process' TERM
while [ -z "\$ended" ] && kill -0 \$process 2>/dev/null && [ -e '$place/$name.on' ]; do
    kill -STOP \$process
    sleep 0.4
    if ! half_stand; then
        kill -CONT \$process
        sleep 0.02
    fi
done
kill -CONT \$process 2>/dev/null
wait \$process
END
    chmod 755 "$place/$name"
    touch "$place/$name.on"
done

# Four cores where there may be fewer: the slow ones wait most of the time.
cluster_start "$place" 4 sched_interval=1,bf_interval=1,batch_sched_delay=0
started=$SECONDS
"$program" study run study.ron --out plain --progress none >told 2>&1 || fail "a plain run: $(cat told)"

# submit DIRECTORY COMMAND…: sets array and merge.
submit() {
    local directory=$1 words
    shift
    words=$("$@" 2>told) || fail "$directory: submitting: $(cat told)"
    array=$(sed -n 's/^array \([0-9]*\):.*/\1/p' <<<"$words")
    merge=$(sed -n 's/^merge \([0-9]*\):.*/\1/p' <<<"$words")
    [[ -n $array && -n $merge ]] || fail "$directory: submitting: $words"
}

# write DIRECTORY TASKS PROGRAM
write() {
    "$program" study slurm study.ron --out "$1" --tasks "$2" --truceline "$3" >told 2>&1 || fail "$1: $(cat told)"
}

# Begun first, because Slurm looks at limits every thirty seconds: two tasks that meet their time limit of one minute, of
# which they are warned a minute early.
write limited 2 "$place/slower"
sed -i 's/^#SBATCH --time=.*/#SBATCH --time=1/' limited.slurm.sh
submit limited bash limited.slurm.sh
limited=$array

# As it should go, submitted from a job.
write clean 6 "$program"
sbatch --output="$place/submitted" clean.slurm.sh >told 2>&1 || fail "clean: $(cat told)"
await 'the job that submits' 20 said "$place/submitted" '^merge'

# One task killed, one queued again by hand, in the middle of their work.
write disturbed 4 "$place/slow"
submit disturbed bash disturbed.slurm.sh
await 'shards of the first task' 40 some_shards disturbed 0 60
await 'shards of the second task' 40 some_shards disturbed 60 120
scontrol requeue "${array}_0" || fail 'queueing again'
scancel --signal=KILL --full "${array}_1" || fail 'killing'
[[ $(shards disturbed 0 60) -lt 60 && $(shards disturbed 60 120) -lt 60 ]] || fail 'both were at work'
rm "$place/slow.on"
waits() { squeue --noheader --array --jobs="${array}_0" --format=%r | grep -q BeginTime; }
await 'the task to wait' 20 waits
# Slurm would let it wait for two minutes.
scontrol update "JobId=${array}_0" StartTime=now || fail 'letting it start'
cancelled() { ! squeue --noheader --jobs="$merge" 2>/dev/null | grep -q .; }
await 'the merge to be given up' 40 cancelled
ended() { ! squeue --noheader --jobs="$array" 2>/dev/null | grep -q .; }
await 'the other tasks' 40 ended
said "disturbed/log/slurm-${array}_0.out" 'start 2' || fail 'the first task was started again'
[ ! -e disturbed/tables ] || fail 'nothing is merged while a task failed'
lost=$((60 - $(shards disturbed 60 120)))
[[ $lost -gt 0 && $(shards disturbed 0 60) -eq 60 ]] || fail "only the killed task left shards out, not $lost"
submit disturbed bash disturbed.slurm.sh
disturbed=$array

warned() { said "limited/log/slurm-${limited}_0.out" 'limit is near' && said "limited/log/slurm-${limited}_1.out" 'limit is near'; }
await 'the warning before the time limit' 70 warned
[ "$(shards limited 0 240)" -lt 240 ] || fail 'the limit came too late'
rm "$place/slower.on"
waiting() { [ "$(squeue --noheader --array --jobs="$limited" --format=%r | grep -c BeginTime)" -eq 2 ]; }
await 'both to be queued again' 20 waiting
before=$(shards limited 0 240)
for task in 0 1; do
    scontrol update "JobId=${limited}_$task" StartTime=now || fail 'letting it start'
done
await 'all jobs to end' 60 queue_is_empty

same clean '6 tasks and a merge, submitted by a job'
same disturbed "4 tasks, one queued again at work, one killed with $lost of 60 shards to make; submitted again as $disturbed"
same limited "2 tasks, both stopped by their time limit with $before of 240 shards made, and queued again"
printf 'four directories of 240 shards are the same, byte for byte (%s s)\n' "$((SECONDS - started))"
