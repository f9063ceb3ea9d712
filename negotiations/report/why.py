"""Why an event did what it did: its changes, the rules that fired, and what the others missed."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from negotiations.judging import Judge
from negotiations.log.amendments import Amendment, Record
from negotiations.model.changes import Heard, flat
from negotiations.model.claims import Source
from negotiations.model.events import Event
from negotiations.model.telling import names_in, tell
from negotiations.model.times import show, show_interval
from negotiations.report.conditions import asked, found
from negotiations.report.evidence import short
from negotiations.report.layout import labelled
from negotiations.report.lines import BLANK, Line, Span, line
from negotiations.rulebook.rule import Rule
from negotiations.rulebook.situation import Situation
from negotiations.runs import Run
from negotiations.trace import Reason
from negotiations.whynot import Answer, Barred, Verdict, after_event, nearest, verdicts

TRUTHS = {True: "yes", False: "no", None: "unknown"}


# --- the account, as plain data


def event_data(
    run: Run, event: str, record: Record | None, met: Situation | None, judge: Judge
) -> dict[str, Any]:
    """All about one event; *met* is the situation it met, if it was let to move the process."""
    reasons = run.trace.of_event(event)
    own = [reason for reason in reasons if reason.event == event]
    facts = (reason for reason in own if reason.rule is None)
    return {
        "event": event, **_record_data(run, record),
        "changes": [change_data(r) for r in facts if not isinstance(r.change, Heard)],
        "fired": [_fired(run, list(each)) for _, each in groupby(_by_rule(own), _firing)],
        "revised": [_revision(run, r) for r in reasons if r.event != event],
        "retracted": any(r.kind == "retraction" for r in reasons),
        "held_back": met is None and isinstance(record, Event) and record.report_of is None,
        "not_fired": [missed_data(*near, met) for near in nearest(met, judge)] if met else [],
    }  # fmt: skip


def _record_data(run: Run, record: Record | None) -> dict[str, Any]:
    if record is None:
        return {"kind": "day", "what": "the clock passes midnight"}
    zone = run.case.day_zone
    shared = {
        "kind": record.kind, "place": short(record.place), "asserter": record.asserter,
        "known_at": show(record.known_at, zone), "sources": [_source(s) for s in record.sources],
    }  # fmt: skip
    if isinstance(record, Amendment):
        because = f": {record.because}" if record.because else ""
        return {**shared, "what": f"{record.kind} of {record.of}{because}"}
    return {
        **shared, "what": tell(record, names_in(run.case)),
        "occurred": show_interval(record.occurred, zone), "known_basis": record.known_basis,
        "modality": record.modality, "note": record.note, "quality": record.quality,
        "claims": list(_claims(record)),
    }  # fmt: skip


def _source(source: Source) -> dict[str, Any]:
    return {"source": source.source, "reliability": source.reliability,
            "credibility": source.credibility, "url": source.url}  # fmt: skip


def _claims(event: Event) -> Iterator[dict[str, Any]]:
    for claim in event.claims:
        said = {name: str(getattr(value, "text", value)) for name, value in claim.values.items()}
        yield {"asserter": claim.asserter, "modality": claim.modality, "says": said,
               "quality": claim.quality}  # fmt: skip


def change_data(reason: Reason) -> dict[str, Any]:
    """A reason's change as data, with the line that tells it."""
    return {"by": reason.event, **flat(reason.change), "told": reason.change.told()}


def _revision(run: Run, reason: Reason) -> dict[str, Any]:
    """What a later record made of the event, with its id and when it became known."""
    known = show(reason.known_at, run.case.day_zone)
    told = f"{known}  {reason.event}  {reason.change.told()}"
    return {**change_data(reason), "known_at": known, "told": told}


def _by_rule(reasons: Iterable[Reason]) -> list[Reason]:
    return sorted((reason for reason in reasons if reason.rule), key=_firing)


def _firing(reason: Reason) -> tuple[str, str]:
    return (reason.rule or "", reason.roles.told())


def _fired(run: Run, reasons: list[Reason]) -> dict[str, Any]:
    rule = run.rules.rule(reasons[0].rule or "")
    return {**rule_data(rule), "roles": reasons[0].roles.told(),
            "changes": [change_data(reason) for reason in reasons]}  # fmt: skip


def rule_data(rule: Rule) -> dict[str, Any]:
    """What a rule says of itself."""
    return {
        "rule": rule.name, "place": short(rule.place), "means": " ".join(rule.means.split()),
        "may_mislead": " ".join(rule.may_mislead.split()), "basis": " ".join(rule.basis.split()),
        "written": rule.written.isoformat(),
    }  # fmt: skip


def missed_data(rule: Rule, verdict: Verdict | None, met: Situation) -> dict[str, Any]:
    """What kept a rule from firing in a situation."""
    head = {"rule": rule.name, "place": short(rule.place)}
    if verdict is None:
        roles = sorted(rule.roles)
        return {**head, "roles": "", "misses": [], "uncast": roles}
    return {**head, "roles": verdict.roles.told(), "uncast": [],
            "misses": [answer_data(miss) for miss in verdict.misses]}  # fmt: skip


def answer_data(answer: Answer | Barred) -> dict[str, Any]:
    """A condition, its truth, and what there was instead."""
    if isinstance(answer, Barred):
        members = answer.answers
        instead = (found(each.condition, each.situation) for each in members)
        return {
            "part": "unless", "asked": " and ".join(asked(each.condition) for each in members),
            "truth": _group_truth(answer), "found": "; ".join(filter(None, instead)),
        }  # fmt: skip
    return {"part": answer.part, "asked": asked(answer.condition), "truth": answer.truth,
            "found": found(answer.condition, answer.situation)}  # fmt: skip


def _group_truth(group: Barred) -> bool | None:
    if group.clear:
        return False
    return None if any(answer.truth is None for answer in group.answers) else True


def rule_on_event(rule: Rule, met: Situation, judge: Judge) -> dict[str, Any]:
    """One rule in the situation an event met: every condition, for every casting of its roles."""
    cast = verdicts(rule, met, after_event(met, judge))
    return {
        **rule_data(rule), "event": met.event.id,
        "verdicts": [
            {"roles": verdict.roles.told(), "holds": verdict.holds,
             "answers": [*map(answer_data, verdict.required), *map(answer_data, verdict.barred)]}
            for verdict in cast
        ],
    }  # fmt: skip


# --- the account, for people


def event_lines(data: dict[str, Any]) -> Iterator[Line]:
    """An event's account for people."""
    retracted = "  retracted: what it did is undone" if data["retracted"] else ""
    yield line((data["event"], "title"), retracted)
    yield from _record_lines(data)
    yield from _section("What it changed", data["changes"])
    for fired in data["fired"]:
        yield BLANK
        yield line("Rule ", *headed(fired))
        yield from (line(f"  {change['told']}", hang=4) for change in fired["changes"])
        yield from about_rule(fired)
    yield from _section("What later records made of it", data["revised"])
    if not data["retracted"]:
        yield from _not_fired_lines(data)


def _record_lines(data: dict[str, Any]) -> Iterator[Line]:
    yield labelled("what", data["what"])
    for key, label in (("occurred", "occurred"), ("known_at", "known"), ("note", "note")):
        if data.get(key):
            yield labelled(label, data[key] + _assumed(data, key))
    if "sources" in data:
        yield labelled("sources", _sources_line(data))
    for claim in data.get("claims", ()):
        says = ", ".join(f"{name} {value}" for name, value in claim["says"].items())
        who = f"{claim['asserter']} ({claim['modality']}, q {claim['quality']:.2f})"
        yield labelled("claim", f"{who}: {says}")
    if data.get("place"):
        yield labelled("stands at", data["place"])


def _assumed(data: dict[str, Any], key: str) -> str:
    return " (assumed)" if key == "known_at" and data.get("known_basis") == "assumed" else ""


def _sources_line(data: dict[str, Any]) -> str:
    graded = (f"{s['source']} ({s['reliability'] or '?'}{s['credibility'] or '?'})"
              for s in data["sources"])  # fmt: skip
    told = ", ".join(graded) or "none named"
    said_by = f"; asserted by {data['asserter']}" if data["asserter"] else ""
    q = f"; q {data['quality']:.2f} that it is so" if "quality" in data else ""
    return told + said_by + q


def _section(heading: str, changes: list[dict[str, Any]]) -> Iterator[Line]:
    if changes:
        yield BLANK
        yield line((heading, "title"))
        yield from (line(f"  {change['told']}", hang=4) for change in changes)


def headed(rule: dict[str, Any]) -> Iterator[Span]:
    """A rule's name, the roles it was asked in, and where it stands."""
    yield rule["rule"], "rule"
    yield (f" for {rule['roles']}" if rule.get("roles") else ""), ""
    yield f"  {rule['place']}", "faint"


def about_rule(rule: dict[str, Any]) -> Iterator[Line]:
    """What a rule means, where it may mislead, and what it rests on."""
    yield labelled("means", rule["means"])
    yield labelled("may mislead", rule["may_mislead"])
    yield labelled("basis", f"{rule['basis']}; written {rule['written']}")


def _not_fired_lines(data: dict[str, Any]) -> Iterator[Line]:
    if data["held_back"]:
        yield BLANK
        yield line("No rule was asked: it stands as a claim only, and moves nothing.")
    elif data["not_fired"]:
        yield BLANK
        missed = "would not fire on it as revised" if data["revised"] else "did not fire"
        kind = data["kind"].replace("_", " ")
        yield line((f"Rules on a {kind} that {missed}, the nearest first", "title"))
        for rule in data["not_fired"]:
            yield line("  ", *headed(rule))
            yield from (line(f"    {miss}", hang=6) for miss in misses_told(rule))


def misses_told(rule: dict[str, Any]) -> Iterator[str]:
    """What kept a rule from firing."""
    if rule["uncast"]:
        yield f"nobody is known to play a part in it: it needs {', '.join(rule['uncast'])}"
    yield from map(answer_told, rule["misses"])


def answer_told(answer: dict[str, Any]) -> str:
    """A condition with its truth: `when launched at_least 400: unknown (launched is not known)`."""
    instead = f" ({answer['found']})" if answer["found"] else ""
    return f"{answer['part']} {answer['asked']}: {TRUTHS[answer['truth']]}{instead}"


def rule_lines(data: dict[str, Any]) -> Iterator[Line]:
    """One rule in one situation, for people."""
    yield line(*headed(data), f"  on {data['event']}")
    yield from about_rule(data)
    if not data["verdicts"]:
        yield line("  nobody is known to play its parts")
    for verdict in data["verdicts"]:
        yield BLANK
        roles = f" for {verdict['roles']}" if verdict["roles"] else ""
        yield line((f"It {'holds' if verdict['holds'] else 'does not hold'}{roles}", "title"))
        yield from (line(f"  {answer_told(each)}", hang=4) for each in verdict["answers"])
