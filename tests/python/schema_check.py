"""The JSON Schema of scenarios, judged by a validator that is not ours: it is a sound schema, takes every shipped scenario,
and refuses what `truceline check` refuses for its form."""

import copy
import json
import pathlib
import subprocess
import sys
import tempfile

from jsonschema import Draft7Validator


def run(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True)


def done(program, *arguments):
    result = run(program, *arguments)
    assert result.returncode == 0, (arguments, result.stderr)
    return result.stdout


def put(document, path, value):
    for step in path[:-1]:
        document = document[step]
    document[path[-1]] = value


def drop(document, path):
    for step in path[:-1]:
        document = document[step]
    del document[path[-1]]


# Where, and what stands there instead.
BROKEN = [
    (["format"], 2),
    (["id"], "No Spaces"),
    (["id"], "-hyphen"),
    (["title"], ""),
    (["start"], "2021-04-28T15:00"),
    (["utc_offset_hours"], 15),
    (["horizon_days"], 0),
    (["horizon_days"], "5"),
    (["seed"], -1),
    (["seed"], 1.5),
    (["seed"], 9007199254740992),
    (["background_sparks"], 1),
    (["retaliation"], "revenge"),
    (["nonsense"], 1),
    (["sides"], []),
    (["sides", 0, "weapons_rung"], 7),
    (["sides", 0, "order_reach"], 1.01),
    (["sides", 0, "crew"], 3),
    (["hostility", 0, "value"], -0.1),
    (["villages", 0, "people"], -1),
    (["villages", 0, "people"], None),
    (["posts", 0, "crew"], 10001),
    (["posts", 0, "id"], "Post 1"),
    (["posts", 0, "weapons_rung"], 6),
    (["roads", 0, "class"], "motorway"),
    (["injects", 0, "action"], {"fire": {"side": "north"}}),
    (["injects", 0, "action"], {"shout": {}}),
    (["injects", 0, "action"], {}),
    (["channels", 0, "forms"], {"verbal": 1}),
    (["channels", 0, "scope"], "everywhere"),
    (["parameters", "spark", "rate_per_year"], -1),
    (["parameters", "spark", "rate"], 1),
    (["parameters", "sparks"], {}),
    (["info", "shows"], ""),
]
NEEDED = [["format"], ["info"], ["sides", 0, "name"], ["posts", 0, "crew"], ["roads", 0, "from"], ["info", "try"]]


def main(program, scenarios):
    for kind in ["scenario", "geography", "parameters"]:
        Draft7Validator.check_schema(json.loads(done(program, "schema", kind)))
    validator = Draft7Validator(json.loads(done(program, "schema")))
    ids = sorted(path.stem for path in pathlib.Path(scenarios).glob("*.ron"))
    assert len(ids) > 5, ids
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        twins = {}
        for name in ids:
            done(program, "new", str(place / f"{name}.json"), "--from", name)
            twins[name] = json.loads((place / f"{name}.json").read_text())
        done(program, "new", str(place / "border.json"), "--synthetic", "posts=10,villages=20,people=9000")
        twins["border"] = json.loads((place / "border.json").read_text())
        for name, twin in twins.items():
            for error in validator.iter_errors(twin):
                raise AssertionError(f"{name}: {list(error.absolute_path)}: {error.message}")
        base = twins["one-bridge"]
        base["$schema"] = "scenario.schema.json"
        assert validator.is_valid(base)
        broken = []
        for path, value in BROKEN:
            document = copy.deepcopy(base)
            put(document, path, value)
            broken.append((f"{path} = {value!r}", document))
        for path in NEEDED:
            document = copy.deepcopy(base)
            drop(document, path)
            broken.append((f"without {path}", document))
        file = place / "broken.json"
        for words, document in broken:
            assert not validator.is_valid(document), f"the schema takes {words}"
            file.write_text(json.dumps(document))
            result = run(program, "check", str(file))
            assert result.returncode == 2, f"the program takes {words}"
    print(f"{len(twins)} scenarios fit the schema; {len(broken)} broken ones are refused by schema and program alike")


if __name__ == "__main__":
    main(*sys.argv[1:])
