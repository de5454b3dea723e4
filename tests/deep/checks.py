"""What the simulation of the activity rules must show, each with the figure it goes by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.deep.diaries import STEADY_SHAPES, WORSENING
from tests.deep.tally import RAISES, Tally

Tallies = Mapping[str, Tally]

RAISED_LEAST, BACK_MOST = 60.0, 2.0
SEEN_LEAST = {8: 50.0, 10: 90.0, 12: 95.0}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold, its figure, and whether it does."""

    name: str
    figure: str
    holds: bool

    def line(self) -> str:
        """A line of the list."""
        verdict = "holds" if self.holds else "DOES NOT HOLD"
        return f"- {verdict}: {self.name}: {self.figure}"


def checks(tallies: Tallies) -> list[Check]:
    """Every check, in order."""
    total = Tally()
    for one in tallies.values():
        total.counts.update(one.counts)
        total.most_minutes = max(total.most_minutes, one.most_minutes)
    return [*_steady(tallies), *_worsening(tallies), *_caps(total), *_never_zero(total)]


def _steady(tallies: Tallies) -> Iterator[Check]:
    for shape in STEADY_SHAPES:
        one = tallies[shape.name]
        raised, back = one.share(*RAISES), one.share("step_back")
        name = f"{shape.name}: at least {RAISED_LEAST:g} % of reviews raise"
        yield Check(name, f"{raised:.1f} %", raised >= RAISED_LEAST)
        name = f"{shape.name}: stepped back by chance in at most {BACK_MOST:g} % of reviews"
        yield Check(name, f"{back:.1f} %", back <= BACK_MOST)


def _worsening(tallies: Tallies) -> Iterator[Check]:
    for week, least in SEEN_LEAST.items():
        seen = tallies[WORSENING.name].seen_by(week)
        name = f"{WORSENING.name}: seen by week {week} in at least {least:g} % of people"
        yield Check(name, f"{seen:.1f} %", seen >= least)


def _caps(total: Tally) -> Iterator[Check]:
    above, most = total.counts, total.most_minutes
    yield Check("no week above 300 minutes", f"{most} at most", not above["above_week"])
    yield Check("no go above 60 minutes", f"{above['above_go']}", not above["above_go"])
    name = "no rise above 20 % or 20 minutes from the build phase on"
    yield Check(name, f"{above['above_rise']} weeks", not above["above_rise"])
    shaved = above["shaved"]
    yield Check("the caps had something to do", f"minutes off {shaved:,} weeks", shaved > 0)


def _never_zero(total: Tally) -> Iterator[Check]:
    of, days = total.counts, total.counts["light_days"]
    yield Check("no week without activity", f"{of['empty_weeks']} weeks", not of["empty_weeks"])
    yield Check("there were days of flare-ups", f"{days:,} days", days > 0)
    name = "what is kept on such a day keeps 1 at least"
    yield Check(name, f"{of['light_nothing']} items with less", not of["light_nothing"])
    name = "such a day never loses its walk"
    yield Check(name, f"{of['light_no_walk']} days", not of["light_no_walk"])
    name = "such a day never holds nothing where something was planned"
    yield Check(name, f"{of['light_empty']:,} of {days:,} days", not of["light_empty"])
