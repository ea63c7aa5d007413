"""PHOLD in SimPy, with callbacks: an agent as a process that waits for messages would cost more.

Usage: phold.py AGENTS REMOTE. Then reads one request a line from standard input and answers with one line:
`advance MILLISECONDS` (seconds of processor time), `draws COUNT` (seconds that the draws of so many events take alone),
`checksum`, `resident` (bytes).
"""

import gc
import os
import sys
import time
from itertools import cycle, islice
from math import log

import simpy

from draws import MASK, STEP, TO_UNIT, scramble

MEAN_INCREMENT = 3_600_000.0
LOOKAHEAD = 0.1


def main():
    agents, remote = int(sys.argv[1]), float(sys.argv[2])
    states = [scramble(agent + STEP & MASK) for agent in range(agents)]
    environment = simpy.Environment()
    Timeout = simpy.events.Timeout

    def draw(agent):
        # What `Draws` does, without its calls.
        state = states[agent] + STEP & MASK
        word = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 & MASK
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB & MASK
        hours = LOOKAHEAD + -(1.0 - LOOKAHEAD) * log(1.0 - ((word ^ (word >> 31)) >> 11) * TO_UNIT)
        state = state + STEP & MASK
        word = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 & MASK
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB & MASK
        if ((word ^ (word >> 31)) >> 11) * TO_UNIT < remote:
            states[agent] = state = state + STEP & MASK
            word = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 & MASK
            word = (word ^ (word >> 27)) * 0x94D049BB133111EB & MASK
            agent = (word ^ (word >> 31)) * agents >> 64
        else:
            states[agent] = state
        return int(hours * MEAN_INCREMENT + 0.5), agent

    def happen(event):
        increment, agent = draw(event._value)
        Timeout(environment, increment, agent).callbacks.append(happen)

    for agent in range(agents):
        Timeout(environment, draw(agent)[0], agent).callbacks.append(happen)
    # What is there stays: the collector need not walk through it again and again.
    gc.collect()
    gc.freeze()

    def advance(until):
        begin = time.process_time()
        environment.run(until=int(until))
        return time.process_time() - begin

    def draws(count):
        kept = list(states)
        turns = islice(cycle(range(agents)), int(count))
        begin = time.process_time()
        for agent in turns:
            draw(agent)
        seconds = time.process_time() - begin
        states[:] = kept
        return seconds

    def checksum():
        total = 0
        for agent, state in enumerate(states):
            total += scramble(state ^ scramble(agent + STEP & MASK))
        return total & MASK

    def resident():
        with open("/proc/self/statm") as pages:
            return int(pages.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    requests = {"advance": advance, "draws": draws, "checksum": checksum, "resident": resident}
    for line in sys.stdin:
        name, *arguments = line.split()
        print(requests[name](*arguments), flush=True)


main()
