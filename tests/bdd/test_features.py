"""The project's own features run by the library alone, with a bare run of the tests.

They leave nothing out: every fact of the article, every way to misread it, every rule of the book.
"""

import re
import subprocess
import sys
from collections.abc import Iterator

from negotiations.bdd.features.reading import read_feature
from negotiations.bdd.features.scenarios import Scenario
from negotiations.bdd.words.phrases import read_phrases
from negotiations.notation import read_file, read_yaml
from negotiations.packaged import folder
from negotiations.rulebook.reading import read_rules

FEATURES = folder("features")
FACTS = folder("seeds") / "istanbul-2025/facts.yaml"
FIRED = re.compile(r'^the rule "([^"]+)" fired(?: (\d+) times?)?')
SILENT = re.compile(r'^the rule "([^"]+)" did not fire')


def scenarios() -> Iterator[Scenario]:
    """All of them, in every file."""
    for file in sorted(FEATURES.rglob("*.feature")):
        yield from read_feature(file).scenarios


def tagged() -> dict[str, list[Scenario]]:
    """The scenarios that have each tag."""
    found: dict[str, list[Scenario]] = {}
    for each in scenarios():
        for tag in each.tags:
            found.setdefault(tag, []).append(each)
    return found


def said(scenario: Scenario) -> Iterator[str]:
    """What each of its steps says, with the values of every row."""
    for row, _, _ in scenario.rows():
        yield from (step.text for step in scenario.told(row))


def rules_told() -> tuple[set[str], set[str]]:
    """The rules that some scenario has fire, and those that some scenario has keep silent."""
    fired, silent = set(), set()
    for text in (text for each in scenarios() for text in said(each)):
        if found := FIRED.match(text):
            (silent if found[2] == "0" else fired).add(found[1])
        elif found := SILENT.match(text):
            silent.add(found[1])
    return fired, silent


def test_a_bare_run_collects_the_folder(pytestconfig):
    """The features are tests like all others, and need no Python beside them."""
    assert "features" in pytestconfig.getini("testpaths")
    assert list(FEATURES.rglob("*.py")) == []


def test_every_scenario_is_collected():
    """No scenario of the folder is left out, and each goes by its own name."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "features"]
    listed = subprocess.run(command, cwd=FEATURES.parent, capture_output=True, text=True)
    names = [each.name for each in scenarios()]
    assert names
    assert [name for name in names if f"::{name}" not in listed.stdout] == []


def test_every_fact_of_the_article_is_told():
    """All 46, by the tags of scenarios; and no tag names a fact that there is not."""
    facts = read_yaml(read_file(FACTS), str(FACTS)).value
    assert sorted(tag for tag in tagged() if re.fullmatch(r"F\d+", tag)) == sorted(facts)
    assert len(facts) == 46


def test_a_fact_is_told_of_its_own_record():
    """Some scenario of a fact has its record's id, or what the record is about, in its words."""
    facts = read_yaml(read_file(FACTS), str(FACTS)).value
    for tag, fact in facts.items():
        ids = fact.get("event", [])
        texts = " ".join(text for each in tagged()[tag] for text in said(each))
        for id in [ids] if isinstance(ids, str) else ids:
            assert id in texts or ABOUT.get(id, id) in texts, (tag, id)


ABOUT = {
    "round-1-convened": "round 1",
    "round-1-adjourned": "round 1",
    "round-2-convened": "round 2",
    "partners-seek-ceasefire": 'the mediation by "international-partners"',
    "ukraine-willing": 'the stance of "ukraine"',
    "russia-not-agreed": 'the stance of "russia"',
}
"""Records that a scenario may tell of by what they did, in words of the library's."""


def test_every_way_to_misread_has_its_scenario():
    """Each trap that the folder declares."""
    declared = {
        tag for tag in read_phrases(FEATURES / "phrases.yaml").tags or () if tag.startswith("trap:")
    }
    assert declared
    assert declared - tagged().keys() == set()


def test_every_rule_speaks_up_and_keeps_silent():
    """For each shipped rule a scenario where it fires, and one where it does not."""
    rules = {rule.name for rule in read_rules(folder("rules")).rules}
    fired, silent = rules_told()
    assert sorted(rules - fired) == []
    assert sorted(rules - silent) == []
