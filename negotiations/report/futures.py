"""An ensemble of futures: what became of them for people, and every number as data."""

import json
from collections.abc import Iterator, Mapping, Sequence
from csv import writer
from io import StringIO

from negotiations.futures.ensemble import Ensemble, Estimate, Row
from negotiations.report.exports import DECIMALS, escaped
from negotiations.report.lines import BLANK, Line, Span, line, listed, table, visible
from negotiations.report.wording import Wording, words

COLUMNS = ("what", "of", "is", "day", "value", "standard_error")
MOST_STREAMS = 20
BAND = (0.05, 0.5, 0.95)


def futures(ensemble: Ensemble) -> Iterator[Line]:
    """What became of the futures, section by section, and what they take for granted."""
    wording = Wording(ensemble.case)
    each = ensemble.counts.records / ensemble.n
    yield line(
        (f"{ensemble.n:,} futures of {ensemble.days} days", "title"), f"  {ensemble.case.title}"
    )
    zone = ensemble.case.zone_name or "UTC"
    yield line(
        f"from {wording.time(ensemble.now)} ({zone}); seed {ensemble.seed}; "
        f"{each:.1f} records arrive in each on average", hang=2,
    )  # fmt: skip
    for title, lines in _sections(ensemble, wording):
        yield BLANK
        yield line((title, "title"))
        yield from lines


def _sections(ensemble: Ensemble, wording: Wording) -> Iterator[tuple[str, Iterator[Line]]]:
    if ensemble.question is None:
        title = "Likelihood: nothing is asked, for a ceasefire is announced and not yet in effect"
    else:
        asked = "begins" if ensemble.question == "onset" else "in effect collapses"
        scope = ensemble.case.definition.scope
        title = f"Likelihood of {ensemble.question}: a {scope} ceasefire {asked}"
    yield title, _likelihood(ensemble)
    yield "Phases: shares of the futures", table(list(_phases(ensemble)))
    yield (
        "Positions: the median, and between which 90 % of the futures lie",
        listed(_positions(ensemble, wording)),
    )
    yield "What arrives: streams, a day", listed(_streams(ensemble))
    told = (line(f"  - {each}", hang=4) for each in ensemble.assumptions())
    yield "Taken for granted", told


def _likelihood(ensemble: Ensemble) -> Iterator[Line]:
    rows: list[Sequence[str | Span]] = [("", "p_simulated", "standard error", "p_frozen")]
    for horizon in ensemble.horizons if ensemble.question else ():
        simulated, frozen = ensemble.p_simulated(horizon), ensemble.p_frozen(horizon)
        assert simulated is not None, "it is asked"
        assert frozen is not None, "it is asked"
        share = (_percent(simulated.value), "title")
        rows.append(
            (f"within {horizon} days", share, _points(simulated), (_percent(frozen), "faint"))
        )
    yield from table(rows)
    what = "p_simulated: the share of futures in which it came about, as news arrives"
    yield line((f"  {what}", "faint"), hang=4)
    yield line(("  p_frozen: the present reading, if no more becomes known", "faint"), hang=4)


def _phases(ensemble: Ensemble) -> Iterator[Sequence[str | Span]]:
    yield "", "", "now", *(f"{day} d" for day in ensemble.horizons)
    days = (0, *ensemble.horizons)
    asked = [ensemble.asked(day) for day in days]
    yield from _rows("what is asked", asked)
    for region in ensemble.regions:
        yield from _rows(region, [ensemble.phases(region, day) for day in days])


def _rows(name: str, shares: Sequence[Mapping[str, Estimate]]) -> Iterator[Sequence[str | Span]]:
    for phase in shares[0]:
        told = (_percent(each[phase].value) for each in shares)
        yield (name, words(phase), *told)
        name = ""


def _positions(ensemble: Ensemble, wording: Wording) -> Iterator[Sequence[str | Span]]:
    for party, issue in sorted({held for _, held in ensemble.counts.positions}):
        at = (_band(ensemble, party, issue, horizon) for horizon in ensemble.horizons)
        yield (f"{wording.names(party)} on {issue}", *at)


def _band(ensemble: Ensemble, party: str, issue: str, horizon: int) -> str:
    low, middle, high = (ensemble.position(party, issue, horizon, q) for q in BAND)
    assert low is not None, "it is counted"
    assert middle is not None, "it is counted"
    assert high is not None, "it is counted"
    return f"{horizon} d {middle.value:g} ({low.value:g}–{high.value:g})"


def _streams(ensemble: Ensemble) -> Iterator[Sequence[str | Span]]:
    streams = sorted(ensemble.arrivals.streams, key=lambda each: (-each.rate, each.name))
    for each in streams[:MOST_STREAMS]:
        many = len(each.episodes)
        yield each.name, f"{each.rate:.3f}", (f"drawn from {many} of the past", "faint")
    if rest := streams[MOST_STREAMS:]:
        yield f"{len(rest)} streams more", f"{sum(each.rate for each in rest):.3f}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _points(estimate: Estimate) -> str:
    return f"± {100 * estimate.error:.2f}"


# --- as data


def jsonl(ensemble: Ensemble) -> Iterator[str]:
    """Each number as one JSON object, without the newline, rounded to 9 decimals."""
    for row in ensemble.rows():
        data = dict(zip(COLUMNS, _cells(row), strict=True))
        yield escaped(json.dumps(data, ensure_ascii=False, allow_nan=False))


def csv(ensemble: Ensemble) -> Iterator[str]:
    """A header, then each number as one row, without the newline."""
    yield ",".join(COLUMNS)
    for row in ensemble.rows():
        text = StringIO()
        writer(text, lineterminator="").writerow([visible(str(cell)) for cell in _cells(row)])
        yield text.getvalue()


def _cells(row: Row) -> tuple[str | int | float, ...]:
    value, error = (round(x, DECIMALS) for x in (row.estimate.value, row.estimate.error))
    return row.what, row.of, row.is_, row.day, value, error
