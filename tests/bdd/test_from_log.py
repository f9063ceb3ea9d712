"""Scenarios written from logs hold what the replay does, and logs come back out of scenarios."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import logs
import pytest
import strategies
from bdd.cuts import every_cut, just_before, scenario_of, tell
from commands import run, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negotiations.bdd.stories.setting import judge_at
from negotiations.bdd.stories.story import Story
from negotiations.bdd.writing.retelling import retold, scenes_of
from negotiations.bdd.writing.scenario import Setting, cut_at, in_order
from negotiations.judging import Judge
from negotiations.log.cases import read_case
from negotiations.log.reading import log_of, read_log
from negotiations.packaged import folder, seed
from negotiations.runs import replay

SLOWLY = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))


def packaged(name: str) -> Any:
    """The log of a packaged case."""
    where = seed(name)
    assert where is not None
    return read_log(where)


# --- the seed cases


def test_a_scenario_of_every_event_of_istanbul_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All in one feature, and run as any other; a midnight at which a rule fires is among them."""
    monkeypatch.chdir(tmp_path)
    ids = [each.read.id for each in in_order(packaged("istanbul-2025"))] + ["day:2025-05-30"]
    wanted = [word for id in ids for word in ("--at", id)]
    assert run("scenario", "--from-log", "istanbul-2025", *wanted, "-o", "all.feature").code == 0
    said = run("scenario", "all.feature")
    assert said.out.endswith(f"\n{len(ids)} scenarios: {len(ids)} passed\n")
    assert (said.code, said.err) == (0, "")
    assert run("check", "all.feature").code == 0


@pytest.mark.parametrize("whole", [False, True], ids=["by reference", "whole"])
def test_every_event_of_istanbul_comes_back(tmp_path: Path, whole: bool) -> None:
    """What a written scenario tells replays to the trace of the log cut there."""
    log, judge = packaged("istanbul-2025"), judge_at(folder("rules"))
    told = in_order(log)
    for each in told:
        cut = cut_at(each.read.id, told, log.case, judge)
        scenario_of(cut, Setting("istanbul-2025", whole=whole), tmp_path)
        (scene,) = scenes_of(tmp_path / "written.feature")
        lines = retold(scene).as_log().splitlines()
        again = replay(log_of(log.case, [json.loads(line) for line in lines]), judge.rules)
        assert again.trace == cut.run.trace


def test_a_scenario_of_every_event_of_minsk_passes(tmp_path: Path) -> None:
    """Each tells its record so that it reads the same, and expects only what the replay does."""
    log, judge = packaged("minsk-2014"), judge_at(folder("rules"))
    told, base = in_order(log), Story(tmp_path)
    base.open_case("minsk-2014")
    count, before = 0, None
    for cut in every_cut(log, told, judge):
        scenario = scenario_of(cut, Setting("minsk-2014"), tmp_path)
        story = tell(scenario, just_before(cut, before, base), "when")
        again = story.told.get(cut.id)
        assert again is not None
        assert cut.last is not None
        assert again.read == cut.last.read
        tell(scenario, story, "then")
        count, before = count + 1, cut
    assert count == len(told) > 2000


def test_some_events_of_minsk_come_back_by_the_log_alone(tmp_path: Path) -> None:
    """Told from the first step on, without anything shared, it is the same."""
    log, judge = packaged("minsk-2014"), judge_at(folder("rules"))
    told = in_order(log)
    shared = {cut.id: cut for cut in every_cut(log, told, judge)}
    for each in told[::500]:
        cut = cut_at(each.read.id, told, log.case, judge)
        assert cut.run.trace == shared[cut.id].run.trace
        story = tell(scenario_of(cut, Setting("minsk-2014"), tmp_path), Story(tmp_path),
                     "given", "when", "then")  # fmt: skip
        assert story.run.trace == cut.run.trace


# --- any log


@pytest.fixture(scope="module")
def ruritania(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case of the random logs, with its rules beside it."""
    home = tmp_path_factory.mktemp("ruritania")
    caps = (f"{group}: {{cap: {cap}, means: of a test}}\n" for group, cap in logs.CAPS.items())
    write(home / "rules" / "groups.yaml", "".join(caps))
    for number, rule in enumerate(logs.RULES):
        (home / "rules" / f"rule-{number}.yaml").write_bytes(rule)
    (home / "case.yaml").write_bytes(logs.CASE + b"logs: [log.jsonl]\n")
    return home


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case of the rules' examples, in which every kind of event is drawn."""
    home = tmp_path_factory.mktemp("example")
    text = (folder("rules") / "example-case.yaml").read_text("utf-8")
    write(home / "case.yaml", text + "logs: [log.jsonl]\n")
    return home


def holds(home: Path, records: Sequence[dict[str, Any]], judge: Judge, whole: bool) -> None:
    """At every record, and at a midnight, a scenario is written that passes and comes back."""
    case = read_case(home)
    log = log_of(case, records, sort=True, on_trouble=lambda trouble: None)
    told = in_order(log)
    write(home / "log.jsonl", "".join(json.dumps(each.raw) + "\n" for each in told))
    cuts = every_cut(log_of(case, [each.raw for each in told], sort=True), told, judge)
    shared = {cut.id: cut for cut in cuts}
    days = [f"day:{each.read.known_at:%Y-%m-%d}" for each in told[-1:]]
    for id in [*shared, *days]:
        cut = cut_at(id, told, case, judge)
        scenario = scenario_of(cut, Setting(".", whole=whole), home)
        story = tell(scenario, Story(home), "given", "when", "then")
        assert story.run.trace == cut.run.trace
        assert id not in shared or shared[id].run.trace == cut.run.trace


@SLOWLY
@given(data=st.data(), whole=st.booleans())
def test_any_log_is_held_by_its_scenarios(
    ruritania: Path, data: st.DataObject, whole: bool
) -> None:
    """Late news, ties, corrections, retractions and reports, under rules that chain."""
    log = data.draw(logs.logs())
    later = data.draw(logs.amendments(log))
    holds(ruritania, logs.in_order([*log, *later]), judge_at(ruritania / "rules"), whole)


@SLOWLY
@given(records=strategies.amended(), whole=st.booleans())
def test_every_kind_of_event_is_held(
    example: Path, records: list[dict[str, Any]], whole: bool
) -> None:
    """Whatever the fields of a record hold, a scenario tells it so that it reads the same."""
    holds(example, records, judge_at(folder("rules")), whole)
