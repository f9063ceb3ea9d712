"""Steps of Then read an event as corrections, reports and retractions leave it by now."""

import json
from pathlib import Path

import pytest
from bdd.outcomes import then

from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet
from negotiations.packaged import folder

WAVE = {"id": "wave", "kind": "strike", "occurred": "2025-06-01", "known_at": "2025-06-01",
        "actor": "russia", "recipient": "ukraine", "munition": "drone", "launched": 472,
        "sources": [{"source": "article", "credibility": 3}]}  # fmt: skip
CORRECTED = {"id": "fewer", "kind": "correction", "of": "wave", "known_at": "2025-06-02",
             "set": {"launched": 80}}  # fmt: skip
REPORTED = {"id": "again", "kind": "strike", "report_of": "wave", "occurred": "2025-06-01",
            "known_at": "2025-06-03", "asserter": "russian-authorities", "launched": ">100",
            "sources": [{"source": "russian-authorities", "credibility": 2}]}  # fmt: skip
RETRACTED = {"id": "never", "kind": "retraction", "of": "wave", "known_at": "2025-06-04"}


def heard(home: Path, until: str) -> Story:
    """The wave, and what later lines make of it, as far as it was known by then."""
    case = (folder("seeds") / "istanbul-2025/case.yaml").read_bytes()
    (home / "case.yaml").write_bytes(case)
    records = [WAVE, CORRECTED, REPORTED, RETRACTED]
    (home / "log.yaml").write_text(json.dumps(records), "utf-8")
    story = Story(home)
    story.open_case(".")
    story.turn("when")
    story.hear_log(until)
    return story


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2025-06-01", '"launched" of "wave" is 472'),
        ("2025-06-01", '"fewer" is not known'),
        ("2025-06-02", '"fewer" is known'),
        ("2025-06-02", '"again" is not known'),
        ("2025-06-02", '"launched" of "wave" is 80'),
        ("2025-06-02", 'there is no conflict over "launched" of "wave"'),
        ("2025-06-03", 'there is an open conflict over "launched" of "wave"'),
        ("2025-06-03", '"russian-authorities" says that "launched" of "wave" is ">100"'),
        ("2025-06-03", '"russian-authorities" says ">100"'),
        ("2025-06-03", '"launched" of "wave" may be 80'),
        ("2025-06-03", '"launched" of "wave" may be 101'),
        ("2025-06-03", '"launched" of "wave" can not be 90'),
        ("2025-06-04", '"wave" is not known'),
    ],
)
def test_an_event_is_what_is_known_of_it_by_now(until: str, said: str, tmp_path: Path):
    """Each later line counts from when it became known, and not before."""
    then(heard(tmp_path, until), said, tmp_path)


@pytest.mark.parametrize(
    ("until", "said", "instead"),
    [
        ("2025-06-03", '"launched" of "wave" is 80', "claims differ: 80 / >100"),
        ("2025-06-03", '"launched" of "wave" is at least 90', "claims differ: 80 / >100"),
        ("2025-06-04", '"wave" is known', "wave was retracted"),
        ("2025-06-04", '"launched" of "wave" is 80', "wave was retracted"),
        ("2025-06-03", '"again" is not known', "it is, since 2025-06-03"),
        ("2025-06-03", '"launched" of "again" is 80', "again is about wave, and no event"),
    ],
)
def test_what_no_longer_holds_is_told(until: str, said: str, instead: str, tmp_path: Path):
    """Rival claims both stand, and what was retracted is gone."""
    story = heard(tmp_path, until)
    with pytest.raises(Unmet) as caught:
        then(story, said, tmp_path)
    assert caught.value.actual.startswith(instead)
