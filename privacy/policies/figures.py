"""Figures in texts: `[[F-8.at_most.days]]`, `[[M-15.working_days]]`, `[[LEDGER_KEPT.years]]`.

A placeholder names a figure of a promise or a limit, with a unit when it is a period. A number
written by hand is refused, in digits or in words, so that no text can say what code does not do.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType

from privacy import promises
from privacy.policies.errors import UndeclaredFigure
from privacy.promises import NETWORK_LOG_LAW, PROMISES

Figure = timedelta | int
PROMISE_FIGURES = ("at_most", "at_least", "working_days", "age_years", "month_count")
UNITS = MappingProxyType(
    {
        "seconds": timedelta(seconds=1),
        "minutes": timedelta(minutes=1),
        "hours": timedelta(hours=1),
        "days": timedelta(days=1),
        "years": timedelta(days=365),
    }
)
LEAP_DAYS = timedelta(days=2)  # at most so many in the longest period counted in years, five
LAWS = MappingProxyType({"law.network-logs": NETWORK_LOG_LAW})

PLACEHOLDER = re.compile(r"\[\[([^\[\]]*)\]\]")
# Places where a digit is no figure: keys in markers and the numbers of headings.
MARKER_OR_NUMBERING = re.compile(r"^(?:\s*-\s+)?\{[^}]*\}|^#+ \d+\. ", re.MULTILINE)
NUMBER_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundred)[ -](?:working[ -])?(?:second|minute|hour|day|week|month|year)s?\b"
    r"|[一二两三四五六七八九十百]+(?:秒|分钟|个?小时|天|日|周|星期|个月|年|岁|个工作日)",
    re.IGNORECASE,
)


def fill_figures(template: str, locale: str) -> str:
    """This function will put every figure of a text in its place.

    :raises UndeclaredFigure: when a number is written by hand, or a placeholder names none
    """
    _refuse_handwritten_numbers(template)
    return PLACEHOLDER.sub(lambda match: _written(match[1], locale), template)


def _refuse_handwritten_numbers(template: str) -> None:
    prose = MARKER_OR_NUMBERING.sub("", PLACEHOLDER.sub("", template))
    found = re.search(r"\d+", prose) or NUMBER_WORDS.search(prose)
    if found:
        raise UndeclaredFigure(f"written by hand: {found[0]}")


def _written(name: str, locale: str) -> str:
    if name in LAWS:
        return LAWS[name].cite(locale)
    figure = FIGURES.get(name)
    return str(figure) if isinstance(figure, int) else _counted(name)


def _counted(name: str) -> str:
    subject, _, unit = name.rpartition(".")
    period = FIGURES.get(subject)
    if unit not in UNITS or not isinstance(period, timedelta):
        raise UndeclaredFigure(f"no such figure: {name}")
    count, rest = divmod(period, UNITS[unit])
    if rest > (LEAP_DAYS if unit == "years" else timedelta(0)):
        raise UndeclaredFigure(f"not a whole number: {name}")
    return str(count)


def _declared() -> Iterator[tuple[str, Figure]]:
    for key, promise in PROMISES.items():
        for field in PROMISE_FIGURES:
            figure = getattr(promise, field)
            if figure is not None:
                yield f"{key}.{field}", figure
    for name in promises.__all__:
        limit = getattr(promises, name)
        if isinstance(limit, timedelta | int):
            yield name, limit


FIGURES: Mapping[str, Figure] = MappingProxyType(dict(_declared()))
