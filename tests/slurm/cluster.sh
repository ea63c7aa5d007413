# shellcheck shell=bash
# A Slurm cluster of one node on this machine, for tests: munged, slurmctld and slurmd as processes of the test, with
# their own places and ports. To be sourced. `cluster_start` exits with 0 and a word why where that cannot be.

cluster_processes=()

skip() {
    printf 'skipped: %s\n' "$*"
    exit 0
}

# Installs Slurm where it is missing.
cluster_install() {
    local missing=() name
    for name in slurmctld slurmd sbatch munged; do
        command -v "$name" >/dev/null || missing+=("$name")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    [ "$(id -u)" = 0 ] || skip "found no ${missing[*]}, and only root can install Debian's slurm-wlm and munge"
    command -v apt-get >/dev/null || skip "found no ${missing[*]}, and no apt-get to install slurm-wlm and munge"
    # Installing must not start the services of the packages: the test starts its own.
    local policy=/usr/sbin/policy-rc.d made=
    if [ ! -e "$policy" ]; then
        made=yes
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
    local installed=yes
    { apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends slurm-wlm munge; } \
        >"$1" 2>&1 || installed=
    [ -z "$made" ] || rm -f "$policy"
    [ -n "$installed" ] || skip "slurm-wlm and munge cannot be installed: $(tail -n 1 "$1")"
}

# cluster_place COMMAND: sets `place` to a directory of the test's own, which goes at the end together with all that was
# started; after a failure the command is run before (`true` where there is nothing to tell).
cluster_place() {
    place=$(mktemp -d)
    cluster_failed=$1
    trap cluster_finish EXIT
    trap 'exit 130' INT TERM
    chmod 755 "$place"
}

cluster_finish() {
    local code=$?
    trap - EXIT
    # What is gone already must not end the end.
    set +e
    [ "$code" -eq 0 ] || "$cluster_failed"
    cluster_stop "$place"
    rm -rf "$place"
    exit "$code"
}

# A port that nobody listens on.
free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 12000))
        (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

# Starts a daemon in the background, noting its process.
cluster_process() {
    local told=$1
    shift
    "$@" >"$told" 2>&1 &
    cluster_processes+=("$!")
}

# cluster_start PLACE CORES [SCHEDULER_PARAMETERS]: a node with so many cores, whatever the machine has.
cluster_start() {
    local place=$1 cores=$2 scheduler=${3:-}
    [ "$(id -u)" = 0 ] || skip 'only root can start slurmd for itself'
    mkdir -p "$place"/{munge,state,spool}
    cluster_install "$place/install.log"
    local node
    node=$(hostname -s 2>/dev/null || uname -n)
    node=${node%%.*}
    head -c 128 /dev/urandom >"$place/munge/key"
    chmod 400 "$place/munge/key"
    cat >"$place/slurm.conf" <<END
ClusterName=truceline
SlurmctldHost=$node(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$place/munge/socket
CredType=cred/munge
StateSaveLocation=$place/state
SlurmdSpoolDir=$place/spool
SlurmctldPidFile=$place/slurmctld.pid
SlurmdPidFile=$place/slurmd.pid
SlurmctldLogFile=$place/slurmctld.log
SlurmdLogFile=$place/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
KillWait=5
SlurmdParameters=config_overrides
MailProg=/bin/true
${scheduler:+SchedulerParameters=$scheduler}
NodeName=$node NodeAddr=127.0.0.1 CPUs=$cores RealMemory=4000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
    export SLURM_CONF=$place/slurm.conf
    cluster_process "$place/munged.told" munged --foreground --force --socket="$place/munge/socket" \
        --key-file="$place/munge/key" --pid-file="$place/munge/pid" --log-file="$place/munge/log" \
        --seed-file="$place/munge/seed"
    cluster_process "$place/slurmctld.told" slurmctld -D -f "$place/slurm.conf"
    cluster_process "$place/slurmd.told" slurmd -D -f "$place/slurm.conf"
    local step
    for ((step = 0; step < 100; step++)); do
        [ "$(sinfo --noheader --format=%t 2>/dev/null)" != idle ] || return 0
        sleep 0.2
    done
    tail -n 5 "$place"/{munged,slurmctld,slurmd}.told "$place"/slurm{ctld,d}.log >&2
    skip 'the daemons of Slurm do not come up here, see above'
}

# Ends what was started, jobs first.
cluster_stop() {
    local place=$1 process
    if [ "${#cluster_processes[@]}" -gt 0 ]; then
        if scancel --user=root --signal=KILL --full 2>/dev/null && scancel --user=root 2>/dev/null; then
            for ((step = 0; step < 50; step++)); do
                squeue --noheader --format=%T 2>/dev/null | grep -q . || break
                sleep 0.1
            done
        fi
        # Whatever has the place in its command line is of this test: jobs, and what minds them.
        for process in $(pgrep -f -- "$place"); do
            [ "$process" = "$$" ] || kill -KILL "$process" 2>/dev/null
        done
        kill -TERM "${cluster_processes[@]}" 2>/dev/null
        wait "${cluster_processes[@]}" 2>/dev/null
        cluster_processes=()
    fi
    return 0
}
