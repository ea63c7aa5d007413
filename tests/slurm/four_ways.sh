#!/usr/bin/env bash
# One study by all four ways: `study run`, worker processes of this machine, a Dask scheduler with three workers of which one
# is killed half-way, and an array on a Slurm started here. All directories must hold the same bytes but for log/. Needs what
# check.sh needs, and the Python environment of scripts/python. Not part of scripts/test, whose tests hold each way against
# the first.
#
#     tests/slurm/four_ways.sh [PROGRAM [PYTHON]]
set -euo pipefail

program=$(realpath "${1:-target/release/truceline}")
python=$(realpath --no-symlinks "${2:-target/python/environment/bin/python}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR source=cluster.sh
. "$here/cluster.sh"

cluster_place true
mkdir "$place/home"
cd "$place/home"

cat >ways.py <<'END'
import pathlib
import sys

import distributed
import truceline
from dask_processes import Cluster, kill, meanwhile, shards_in, study_in, wait_for


def main() -> None:
    if sys.argv[1] == "study":
        study_in(pathlib.Path())
        return
    study = truceline.Study.load("study.ron")
    print(f"{study.shard_count} shards, {study.run_count} runs")
    study.run("local", client="local", jobs=2, progress=False)
    print("local: two worker processes")
    out = pathlib.Path("killed")
    with Cluster(pathlib.Path.cwd()) as cluster:
        workers = [cluster.start_worker() for _ in range(3)]

        def kill_one() -> None:
            wait_for(lambda: shards_in(out) >= study.shard_count // 2)
            kill(workers[1])
            print(f"killed: a worker after {shards_in(out)} shards")

        with distributed.Client(cluster.address) as client:
            client.wait_for_workers(3)
            with meanwhile(kill_one):
                study.run(out, client=client, progress=False)


if __name__ == "__main__":
    main()
END
export PYTHONPATH=$here/../../python/tests
"$python" -P ways.py study
"$program" study run study.ron --out plain --progress none >told 2>&1
"$python" -P ways.py ways

cluster_start "$place" 2 sched_interval=1,bf_interval=1,batch_sched_delay=0
"$program" study slurm study.ron --out slurm --tasks 6 --truceline "$program" >told 2>&1
bash slurm.slurm.sh
for ((step = 0; step < 600; step++)); do
    [ -n "$(squeue --noheader)" ] || break
    sleep 0.2
done
for way in local killed slurm; do
    diff -r --exclude=log plain "$way"
done
printf '%s files of %s bytes, the same four times\n' "$(find plain -type f -not -path 'plain/log/*' | wc -l)" \
    "$(find plain -type f -not -path 'plain/log/*' -printf '%s\n' | awk '{ sum += $1 } END { print sum }')"
