"""Do histories met at random say the same as the exact intervals? A seeded walk among whole-unit histories.

It knows the conditions and nothing of linear programmes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from random import Random
from typing import Any

import numpy as np

from tracewire.assess.amounts import Amount, Assumptions, Interval
from tracewire.assess.programme import System
from tracewire.assess.statements import Statement
from tracewire.assess.stocks import conditions

__all__ = ["simulated"]


def simulated(
    said: Iterable[Statement],
    holder: str,
    item: str,
    *,
    on: date,
    seed: int,
    supplier: str | None = None,
    assumptions: Assumptions | None = None,
    steps: int = 2_000,
) -> Mapping[Amount, Interval] | None:
    """The span of each amount over whole-unit histories met by a random walk; None where none was found.

    It knows the conditions and nothing of linear programmes: it starts from a history that it mends until
    all conditions hold, and changes one or two of its deliveries, uses and so on at a time as far as the
    conditions let it. Its spans lie within the exact intervals and come close to them; what is open at the
    top stays below four times the largest number told.
    """
    assumed = assumptions or Assumptions()
    told = conditions(said, holder, item, supplier=supplier, assumptions=assumed)
    system = System(told, supplier is not None and assumed.starts_empty, assumed.nothing_untold, on)
    walk = _Walk(system, Random(seed))
    if not walk.begin():
        return None
    amounts = (*system.flows, Amount.LEFT)
    spans = {amount: [value, value] for amount in amounts for value in [walk.amount(amount, on)]}
    for aim in amounts:
        for sense in (1, -1):
            for _ in range(steps):
                walk.step(walk.towards(aim, on) * sense)
                for amount in amounts:
                    value = walk.amount(amount, on)
                    spans[amount] = [min(spans[amount][0], value), max(spans[amount][1], value)]
    return {amount: Interval(low, high) for amount, (low, high) in spans.items()}


class _Walk:
    """A history as what happened between two days, in whole units, and ways to change it."""

    def __init__(self, system: System, chance: Random) -> None:
        self.system = system
        self.chance = chance
        numbers = [abs(one.bound) for one in system.told]
        self.most = 4 * math.ceil(max(numbers, default=0)) + 20
        size = system.size
        # A change between two days raises the amount on all later days.
        later = np.zeros((size, size))
        later[0, 0] = 1
        for flow in system.flows:
            for index, day in enumerate(system.days):
                for after in system.days[index:]:
                    later[system.column(flow, after), system.column(flow, day)] = 1
        left = [system.row(((Amount.LEFT, day, -1.0),)) for day in system.days]
        rows = np.vstack([np.array(left), system.rows])
        self.rows = rows @ later
        self.limits = np.concatenate([np.zeros(len(left)), system.limits])
        self.later = later
        self.free = [index for index in range(size) if index > 0 or not system.empty]
        self.history = np.zeros(size)

    def begin(self) -> bool:
        """Mends the history until every condition holds; False where that does not succeed."""
        for _ in range(20_000):
            over = self.rows @ self.history - self.limits
            broken = np.flatnonzero(over > 1e-9)
            if not len(broken):
                return True
            at = int(self.chance.choice(broken.tolist()))
            row = self.rows[at]
            helps = [
                index for index in self.free if row[index] < 0 or (row[index] > 0 and self.history[index] > 0)
            ]
            if not helps:
                return False
            index = self.chance.choice(helps)
            need = math.ceil(over[at] / abs(row[index]) - 1e-9)
            change = need if row[index] < 0 else -min(need, int(self.history[index]))
            self.history[index] = min(self.most, max(0, self.history[index] + change))
        return False

    def towards(self, amount: Amount, on: date) -> np.ndarray[Any, Any]:
        """How much each happening adds to an amount at the end of a day."""
        return self.system.row(((amount, on, 1.0),)) @ self.later

    def step(self, aim: np.ndarray[Any, Any]) -> None:
        """Changes up to four happenings together by a whole number of units that keeps every condition, and
        does not lower what `aim` adds up."""
        direction = np.zeros(len(self.history))
        count = self.chance.choice((1, 2, 2, 3, 4))
        for index in self.chance.sample(self.free, k=min(len(self.free), count)):
            direction[index] = self.chance.choice((-1, 1))
        if float(aim @ direction) < 0:
            direction = -direction
        most = float(self.most)
        slope = self.rows @ direction
        slack = self.limits - self.rows @ self.history
        steep = slope > 1e-12
        if steep.any():
            most = min(most, float((slack[steep] / slope[steep]).min()))
        for moved in np.flatnonzero(direction):
            here = float(self.history[moved])
            most = min(most, here if direction[moved] < 0 else self.most - here)
        reach = math.floor(most + 1e-9)
        if reach > 0:
            # The ends are what is looked for: half of the steps go as far as they can.
            self.history = self.history + direction * self.chance.choice(
                (reach, self.chance.randint(1, reach))
            )

    def amount(self, amount: Amount, on: date) -> int:
        """An amount of the present history at the end of a day."""
        return round(float(self.system.row(((amount, on, 1.0),)) @ (self.later @ self.history)))
