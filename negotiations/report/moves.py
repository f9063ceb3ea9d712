"""Why a position or a phase is where it is: every step that led there, and what comes next."""

from collections.abc import Iterable, Iterator
from typing import Any

from negotiations.model.changes import Change, Moved, Revised, flat
from negotiations.model.phases import Option, Region
from negotiations.model.times import show
from negotiations.report.evidence import short
from negotiations.report.layout import labelled
from negotiations.report.lines import BLANK, Line, line, table
from negotiations.runs import Run
from negotiations.trace import Reason


def position_data(run: Run, party: str, issue: str) -> dict[str, Any]:
    """Where a party began on an issue, every shift and settlement, and where it stands now."""
    began = next(each for each in run.case.positions if each.key == (party, issue))
    now = run.process.positions[party, issue]
    about = f"position {party} {issue}:"
    return {
        "party": party, "issue": issue, "low": run.case.issues[issue].low,
        "high": run.case.issues[issue].high, "ideal": now.ideal, "reservation": now.reservation,
        "flexibility": now.flexibility, "began": began.stated, "now": now.stated,
        "steps": _steps(run, run.trace.of_position(party, issue), about),
    }  # fmt: skip


def _steps(run: Run, reasons: Iterable[Reason], about: str) -> list[dict[str, Any]]:
    """Those reasons and the revisions that touched the same thing, in the order of the trace."""
    wanted = {id(reason) for reason in reasons}
    return [
        _step(run, reason, told)
        for reason in run.trace
        for told in _tellings(reason, id(reason) in wanted, about)
    ]


def _tellings(reason: Reason, wanted: bool, about: str) -> Iterator[str]:
    if wanted:
        yield reason.change.told()
    if isinstance(reason.change, Revised):
        yield from (each for each in reason.change.differences if each.startswith(about))


def _step(run: Run, reason: Reason, told: str) -> dict[str, Any]:
    change: Change = reason.change
    data = {} if isinstance(change, Revised) else flat(change)
    return {
        "known_at": reason.known_at.isoformat(), "shown": show(reason.known_at, run.case.day_zone),
        "event": reason.event, "rule": reason.rule, "place": short(reason.rule_place),
        "told": told, **data,
    }  # fmt: skip


def position_lines(data: dict[str, Any]) -> Iterator[Line]:
    """A position's history for people."""
    yield line((f"{data['party']} on {data['issue']}", "title"))
    yield labelled("0 means", data["low"])
    yield labelled("100 means", data["high"])
    reservation = "unknown" if data["reservation"] is None else f"{data['reservation']:g}"
    scaled = f"every shift is scaled by flexibility {data['flexibility']:g}"
    yield labelled("ideal", f"{data['ideal']:g}, reservation {reservation}; {scaled}")
    yield labelled("began at", f"{data['began']:g}")
    yield from _history(data["steps"], "nothing has moved it")
    yield labelled("now at", f"{data['now']:g}")


def _history(steps: list[dict[str, Any]], none: str) -> Iterator[Line]:
    if not steps:
        yield labelled("", none)
        return
    yield BLANK
    yield from table([_cells(step) for step in steps])
    yield BLANK


def _cells(step: dict[str, Any]) -> list[str]:
    by = f"  {step['rule']}  {step['place']}" if step["rule"] else ""
    return [step["shown"], step["event"], step["told"] + by]


# --- phases


def phase_data(run: Run, region: str) -> dict[str, Any]:
    """Every move of a region (or of all of its kind), where it stands, and what may come next."""
    regions = [each for each in run.process.regions.values() if region in (each.key, each.kind)]
    options = list(run.process.allowed())
    return {
        "region": region,
        "regions": [_region_data(run, each, options) for each in regions],
    }


def _region_data(run: Run, region: Region, options: Iterable[Option]) -> dict[str, Any]:
    zone = run.case.day_zone
    moves = [r for r in run.trace.of_region(region.key) if isinstance(r.change, Moved)]
    since = None if region.since is None else show(region.since, zone)
    return {
        "region": region.key, "phase": region.phase, "since": since,
        "steps": _steps(run, moves, f"phase {region.key}:"),
        "next": [
            {"move": each.trigger, "to": each.dest, "blocked": each.blocked}
            for each in options if each.region == region.key
        ],
    }  # fmt: skip


def phase_lines(data: dict[str, Any]) -> Iterator[Line]:
    """The history of phases for people."""
    for number, region in enumerate(data["regions"]):
        yield from [BLANK] if number else []
        since = f" since {region['since']}" if region["since"] else ""
        yield line((region["region"], "title"), f" is {region['phase']}{since}")
        yield from _history(region["steps"], "it has not moved")
        yield from _next(region["next"])


def _next(options: list[dict[str, Any]]) -> Iterator[Line]:
    if not options:
        yield labelled("next", "no move leads on from here")
    for number, each in enumerate(options):
        barrier = f", blocked by {each['blocked']}" if each["blocked"] else ""
        yield labelled("" if number else "next", f"{each['move']} → {each['to']}{barrier}")


def unknown_region(run: Run, region: str) -> bool:
    """Whether the process has no such region and no region of that kind."""
    return all(region not in (each.key, each.kind) for each in run.process.regions.values())
