"""Which amounts do conditions allow? Exactly, as linear programmes over the amounts at the days that are
named.

The variables are what was held before and each flow up to the end of each day. Flows never shrink, and
never less than nothing is left. The least and the most of an amount are one programme each; the conditions
that have a price in its solution hold that end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
from scipy.optimize import linprog

from tracewire.assess.amounts import FLOWS, SIGNS, Amount, Condition, Interval
from tracewire.assess.statements import Statement

__all__ = ["Ends", "System"]

Ends = tuple[tuple[Statement, ...], tuple[Statement, ...]]
"""The statements that hold the low end of an interval, and those that hold the high one."""


class System:
    """The conditions as rows over the amounts at the days that they name."""

    def __init__(self, told: Sequence[Condition], empty: bool, nothing_untold: bool, on: date) -> None:
        self.told = tuple(told)
        self.empty = empty
        days = {day for one in told for _, day, _ in one.terms if day is not None}
        self.days = sorted(days | {on})
        spoken = {amount for one in told for amount, _, _ in one.terms}
        self.flows = tuple(
            flow
            for flow in FLOWS
            if not nothing_untold or flow in (Amount.RECEIVED, Amount.USED) or flow in spoken
        )
        if nothing_untold and Amount.MADE in self.flows:
            made = any(one.terms[0][0] is Amount.MADE for one in told)
            self.flows = tuple(flow for flow in self.flows if flow is not Amount.MADE or made)
        self.size = 1 + len(self.flows) * len(self.days)
        self.always = self._always()
        self.rows = np.array([self.row(one.terms) for one in self.told]).reshape(-1, self.size)
        self.limits = np.array([one.bound for one in self.told])

    def column(self, flow: Amount, day: date) -> int:
        return 1 + self.flows.index(flow) * len(self.days) + self.days.index(day)

    def row(self, terms: Iterable[tuple[Amount, date | None, float]]) -> np.ndarray[Any, Any]:
        row = np.zeros(self.size)
        for amount, day, factor in terms:
            if day is None:
                row[0] += factor  # what was held before
            elif amount is Amount.LEFT:
                row[0] += factor
                for flow in self.flows:
                    row[self.column(flow, day)] += factor * SIGNS[flow]
            elif amount in self.flows:
                row[self.column(amount, day)] += factor
        return row

    def _always(self) -> np.ndarray[Any, Any]:
        """Amounts never shrink, and never less than nothing is left."""
        rows = []
        for flow in self.flows:
            for before, after in zip(self.days, self.days[1:], strict=False):
                rows.append(self.row(((flow, before, 1.0), (flow, after, -1.0))))
        rows += [self.row(((Amount.LEFT, day, -1.0),)) for day in self.days]
        return np.array(rows).reshape(-1, self.size)

    def solve(
        self, objective: np.ndarray[Any, Any], use: Sequence[int]
    ) -> tuple[str, float, tuple[int, ...]]:
        """Minimises; says "ok", "open" or "none", the value, and which conditions hold it there."""
        chosen = list(use)
        matrix = np.vstack([self.always, self.rows[chosen]])
        limits = np.concatenate([np.zeros(len(self.always)), self.limits[chosen]])
        bounds = [(0.0, 0.0 if self.empty else None), *[(0.0, None)] * (self.size - 1)]
        solved = linprog(objective, A_ub=matrix, b_ub=limits, bounds=bounds, method="highs")
        if solved.status == 3 or (solved.status == 4 and not np.any(objective)):
            return "open", -math.inf, ()
        if solved.status != 0:
            return "none", math.nan, ()
        prices = solved.ineqlin.marginals[len(self.always) :]
        tight = tuple(index for index, price in zip(chosen, prices, strict=True) if abs(price) > 1e-9)
        return "ok", float(solved.fun), tight

    def feasible(self, use: Sequence[int]) -> bool:
        return self.solve(np.zeros(self.size), use)[0] != "none"

    def amounts(self, on: date) -> dict[Amount, tuple[Interval, Ends]] | None:
        """Each amount at the end of `on`; None where no history meets all conditions."""
        everything = range(len(self.told))
        if not self.feasible(everything):
            return None
        found: dict[Amount, tuple[Interval, Ends]] = {}
        for amount in (*self.flows, Amount.LEFT):
            objective = self.row(((amount, on, 1.0),))
            _, least, low_by = self.solve(objective, everything)
            state, most, high_by = self.solve(-objective, everything)
            high = None if state != "ok" else math.floor(-most + 1e-6)
            interval = Interval(max(0, math.ceil(least - 1e-6)), high)
            found[amount] = interval, (self._statements(low_by), self._statements(high_by))
        return found

    def _statements(self, which: Iterable[int]) -> tuple[Statement, ...]:
        told = (self.told[index].statement for index in which)
        return tuple(sorted({one for one in told if one is not None}, key=lambda one: one.order))

    def conflicts(self, most: int = 8) -> tuple[tuple[Condition, ...], ...]:
        """Smallest sets of conditions that no history meets, at most `most`.

        Each is found by leaving out, one after the other, what is not needed for the contradiction; the next
        ones by setting aside one condition of a set that was found.
        """
        found: list[tuple[int, ...]] = []
        seen: set[frozenset[int]] = set()
        queue: list[frozenset[int]] = [frozenset()]
        while queue and len(found) < most and len(seen) < 50:
            aside = queue.pop(0)
            if aside in seen:
                continue
            seen.add(aside)
            use = [index for index in range(len(self.told)) if index not in aside]
            known = next((one for one in found if not set(one) & aside), None)
            if known is None:
                if self.feasible(use):
                    continue
                known = self._smallest(use)
                found.append(known)
            queue += [aside | {index} for index in known]
        return tuple(tuple(self.told[index] for index in one) for one in sorted(found))

    def _smallest(self, use: Sequence[int]) -> tuple[int, ...]:
        needed = list(use)
        for index in use:
            rest = [one for one in needed if one != index]
            if not self.feasible(rest):
                needed = rest
        return tuple(needed)
