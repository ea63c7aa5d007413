"""A first cell: one run with its picture, and what another form of truces does."""

import truceline
from truceline import plot

scenario = truceline.Scenario.shipped("batken-2021")
run = truceline.run(scenario, seed=17)
print(f"{run.measures['killed.total']:.0f} killed in {run.end_hours:.0f} hours, digest {run.digest}")
plot.casualties(run).savefig("casualties.png")

fire = truceline.Scenario.shipped("batken-2021-fire")
channels = [f"channels.{channel['id']}.forms" for channel in fire.to_dict()["channels"]]
spoken = fire.set({key: {"verbal": 1, "written": 0, "with_withdrawal": 0} for key in channels})
written = fire.set({key: {"verbal": 0, "written": 1, "with_withdrawal": 0} for key in channels})
comparison = truceline.compare(spoken, written, replications=200)
print(comparison)
plot.difference(comparison).savefig("difference.png")
