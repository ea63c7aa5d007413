"""The skirmish in SimPy: sparks, answers and truces are processes; an answer that is called off is interrupted.

Reads `REPLICATION MILLISECONDS` lines from standard input; answers each with the tally and the seconds of processor time
that the run took. Rules and numbers are those of src/skirmish/mod.rs.
"""

import json
import sys
import time

import simpy

from draws import MASK, STEP, Draws, scramble

SPARK_MEAN_HOURS = 0.5
ANSWER_PROBABILITY = 0.7
ANSWER_MEAN_HOURS = 0.25
DEATH_PROBABILITY = 0.1
SHOTS_TO_TRUCE = 50
TRUCE_MILLISECONDS = 6 * 3_600_000


def delay(draws, mean_hours):
    return 1 + int(draws.exponential(mean_hours) * 3_600_000.0)


class Post:
    def __init__(self, draws):
        self.draws = draws
        self.answer = None


class Skirmish:
    def __init__(self, environment, replication):
        self.environment = environment
        self.sparks_draws = Draws(scramble(replication * 3 + STEP & MASK))
        self.posts = [Post(Draws(scramble(replication * 3 + 1 + post + STEP & MASK))) for post in (0, 1)]
        self.in_truce = False
        self.events = self.shots = self.killed = self.truces = 0
        environment.process(self.sparks())

    def sparks(self):
        draws = self.sparks_draws
        while True:
            yield self.environment.timeout(delay(draws, SPARK_MEAN_HOURS))
            self.events += 1
            post = 1 if draws.unit() < 0.5 else 0
            if not self.in_truce:
                self.fire(post)

    def fire(self, post):
        self.shots += 1
        self.killed += self.posts[post].draws.happens(DEATH_PROBABILITY)
        self.suffer_fire(1 - post)
        if self.shots % SHOTS_TO_TRUCE == 0:
            self.environment.process(self.truce())

    def suffer_fire(self, post):
        place = self.posts[post]
        answers = place.draws.happens(ANSWER_PROBABILITY)
        after = delay(place.draws, ANSWER_MEAN_HOURS)
        if answers and place.answer is None:
            place.answer = self.environment.process(self.answer(post, after))

    def answer(self, post, after):
        try:
            yield self.environment.timeout(after)
        except simpy.Interrupt:
            return
        self.posts[post].answer = None
        self.events += 1
        self.fire(post)

    def truce(self):
        self.truces += 1
        self.in_truce = True
        for post in self.posts:
            if post.answer is not None:
                post.answer.interrupt()
                post.answer = None
        yield self.environment.timeout(TRUCE_MILLISECONDS)
        self.events += 1
        self.in_truce = False


def main():
    for line in sys.stdin:
        replication, until = map(int, line.split())
        environment = simpy.Environment()
        skirmish = Skirmish(environment, replication)
        begin = time.process_time()
        environment.run(until=until)
        seconds = time.process_time() - begin
        tally = {name: getattr(skirmish, name) for name in ("events", "shots", "killed", "truces")}
        print(json.dumps([tally, seconds]), flush=True)


main()
