"""What tests share beside fixtures."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

STUDY = """(
    format: 1,
    id: "crews",
    title: "How many soldiers",
    scenarios: ["one-bridge.ron"],
    factors: [(path: "parameters.retaliation.n_self", levels: [0.1, 0.3])],
    replications: 12,
    seed: 5,
    curves: quantiles,
    shard_runs: 4,
    until_hours: 48,
)
"""


def same_files(one: Path, other: Path, but: tuple[str, ...] = ()) -> int:
    """Checks that two directories hold the same bytes; gives the number of files."""
    names = [
        sorted(str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()) for place in (one, other)
    ]
    names = [[name for name in own if not name.startswith(but)] if but else own for own in names]
    assert names[0] == names[1]
    for name in names[0]:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    return len(names[0])
