"""Whose turn it is: a queue that is fair between owners.

What is urgent comes before everything else. Within the urgent and within the others, owners take
turns, and each owner's own come in the order of asking. So whoever is first of its owner waits for
at most one turn of each other owner (and for the urgent, if it is not urgent itself). Nothing here
knows of threads; :mod:`tools.lean.pool` holds a lock around it.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Turns(Generic[T]):
    """Items that wait, each for an owner. Adding and taking cost the same however many wait."""

    def __init__(self) -> None:
        # Each in the order of the owners' turns: an owner that had one goes to the end.
        self._urgent: OrderedDict[str, deque[T]] = OrderedDict()
        self._others: OrderedDict[str, deque[T]] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, owner: str, item: T, *, urgent: bool) -> None:
        """Let ``item`` wait behind all that wait for this owner with the same urgency."""
        lane = self._urgent if urgent else self._others
        lane.setdefault(owner, deque()).append(item)
        self._size += 1

    def take(self) -> T:
        """The item whose turn it is, out of the queue. Raises ``IndexError`` if none waits."""
        lane = self._urgent or self._others
        if not lane:
            raise IndexError("nobody waits")
        owner, items = lane.popitem(last=False)
        item = items.popleft()
        if items:
            lane[owner] = items
        self._size -= 1
        return item

    def take_all(self, owner: str) -> list[T]:
        """All items that wait for an owner, out of the queue."""
        items = [*self._urgent.pop(owner, ()), *self._others.pop(owner, ())]
        self._size -= len(items)
        return items

    def remove(self, owner: str, item: T) -> bool:
        """Take one item out; whether it was there. Costs a walk along its owner's items."""
        for lane in (self._urgent, self._others):
            items = lane.get(owner)
            if items is not None and item in items:
                items.remove(item)
                if not items:
                    del lane[owner]
                self._size -= 1
                return True
        return False
