"""The words that go with a disposition."""

from __future__ import annotations

from backcoach.values import Value


class Message(Value):
    """What to show at one urgency, or only when one of `only_for_rules` is among the reasons.

    Texts may hold `{emergency}`, `{health_line}`, `{poison}`, `{crisis}`, `{days}`, `{signs}` and `{moving}`.
    `drive` says who must not drive, and stands on the first page with the action. With `only_for_gates` it
    is for whoever gets no plan for one of these reasons, in the place of the message for everybody. `worse`
    is what makes an emergency of it; `today` what cannot wait and is none, under `today_head` if it has one.
    `says` are the questions that `say` itself speaks of, so that `{signs}` leaves them out.
    """

    id: str
    level: str
    headline: str
    do: tuple[str, ...]
    sources: tuple[str, ...]
    only_for_rules: tuple[str, ...] = ()
    say: str | None = None
    take_along: tuple[str, ...] = ()
    do_not: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()
    drive: str | None = None
    only_for_gates: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    today_head: str | None = None
    says: tuple[str, ...] = ()

    @property
    def is_for_everybody(self) -> bool:
        """Whether it needs neither a rule nor a plan gate."""
        return not self.only_for_rules and not self.only_for_gates
