"""A first cell: one run with its picture, and what another form of truces does."""

import truceline
from truceline import plot

scenario = truceline.Scenario.shipped("batken-2021")
run = truceline.run(scenario, seed=17)
print(f"{run.measures['killed.total']:.0f} killed in {run.end_hours:.0f} hours, digest {run.digest}")
plot.casualties(run).savefig("casualties.png")

fire = truceline.Scenario.shipped("batken-2021-fire")
channels = [f"channels.{channel['id']}.forms" for channel in fire.to_dict()["channels"]]
by_word, in_writing = ({path: {"verbal": spoken, "written": 1 - spoken} for path in channels} for spoken in (1, 0))
comparison = truceline.compare(fire.set(by_word), fire.set(in_writing), replications=200)
print(comparison)
plot.difference(comparison).savefig("difference.png")
