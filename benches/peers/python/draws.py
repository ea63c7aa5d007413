"""The draws of every engine: SplitMix64, as src/random.rs has them."""

import math

STEP = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1
TO_UNIT = 1.0 / (1 << 53)


def scramble(word):
    word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    word = (word ^ (word >> 27)) * 0x94D049BB133111EB & MASK
    return word ^ (word >> 31)


class Draws:
    """One generator."""

    __slots__ = ("state",)

    def __init__(self, state):
        self.state = state

    def unit(self):
        """A number in [0, 1)."""
        self.state = state = self.state + STEP & MASK
        return (scramble(state) >> 11) * TO_UNIT

    def exponential(self, mean):
        """An exponential number of this mean."""
        return -mean * math.log(1.0 - self.unit())

    def happens(self, probability):
        """Whether something of this probability happens."""
        return self.unit() < probability
