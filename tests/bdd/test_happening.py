"""What happens: sentences and tables told as records of a log, and every slip in them."""

from pathlib import Path

import pytest
from bdd.stories import HEAD, told, wrong

from negotiations.bdd.stories.story import Story

CASE = HEAD + 'And the third party "arcadia" as "host"\n'


def said(story: Story, number: int = -1) -> dict[str, object]:
    """What one record of a story says, without its id and its times."""
    apart = ("id", "occurred", "known_at")
    return {key: value for key, value in story.records[number].items() if key not in apart}


@pytest.mark.parametrize(
    ("step", "record"),
    [
        (
            'When "Ruritania" strikes "freedonia" with ">40" of "ballistic missile"',
            {
                "kind": "strike",
                "actor": ["ruritania"],
                "recipient": ["freedonia"],
                "launched": ">40",
                "munition": "ballistic_missile",
            },
        ),
        (
            "When round 2 is broken off",
            {
                "kind": "round",
                "actor": ["ruritania", "freedonia"],
                "number": 2,
                "status": "broken_off",
            },
        ),
        (
            'When "arcadia" offers to mediate',
            {"kind": "mediation", "actor": ["arcadia"], "outcome": "none_yet"},
        ),
        (
            'When "ruritania" and "freedonia" agree on the "prisoner exchange" "swap"',
            {
                "kind": "agreement",
                "actor": ["ruritania", "freedonia"],
                "agreement": "swap",
                "type": "prisoner_exchange",
                "status": "agreed",
            },
        ),
        (
            'When the price of "oil" falls by 1.5 %',
            {
                "kind": "market",
                "instrument": "oil",
                "direction": "down",
                "change": -1.5,
                "unit": "%",
            },
        ),
    ],
)
def test_a_sentence_is_a_record(step: str, record: dict[str, object], tmp_path: Path) -> None:
    """Names become ids, words what a log has for them, and nothing is said that was not."""
    assert said(told(CASE + step, tmp_path)) == record


def test_a_row_is_a_record_in_an_analysts_words(tmp_path: Path) -> None:
    """Names, lists with commas, words with spaces, bounds; empty cells say nothing."""
    steps = """When these events happen:
  | id   | kind            | occurred   | actor                | sources    | credibility | launched | intensity | munition   |
  | wave | strike          | 2025-06-01 | Ruritania            | wire, desk | 2           | >400     |           | glide bomb |
  |      | ground fighting | 2025-06-02 | ruritania, Freedonia |            |             |          | intense   |            |
"""  # noqa: E501
    story = told(CASE + steps, tmp_path)
    assert said(story, 0) == {
        "kind": "strike",
        "actor": ["ruritania"],
        "sources": [
            {"source": "wire", "credibility": "2"},
            {"source": "desk", "credibility": "2"},
        ],
        "launched": ">400",
        "munition": "glide_bomb",
    }
    assert said(story, 1) == {
        "kind": "ground_fighting",
        "actor": ["ruritania", "freedonia"],
        "intensity": "intense",
    }
    assert [record["id"] for record in story.records] == ["wave", "event-002"]
    assert [str(record["known_at"])[:10] for record in story.records] == [
        "2025-06-01",
        "2025-06-02",
    ]


def test_an_event_told_downwards_is_the_same_as_in_a_row(tmp_path: Path) -> None:
    """The same fields below each other, with a heading, without one, or beside each other."""
    forms = (
        "| actor | ruritania |\n  | launched | 40 |",
        "| field | value |\n  | actor | ruritania |\n  | launched | 40 |",
        "| actor | launched |\n  | ruritania | 40 |",
    )
    stories = [told(f'{CASE}When a "strike" happens:\n  {form}', tmp_path) for form in forms]
    assert [story.records for story in stories] == [stories[0].records] * 3


@pytest.mark.parametrize(
    ("steps", "problems"),
    [
        (
            'When "ruritannia" strikes "freedonia" with 12.5 drones',
            [
                "told.feature:5:5: a count is a whole number: 12.5",
                "told.feature:5:5: unknown participant 'ruritannia'; did you mean 'ruritania'?",
            ],
        ),
        (
            """When these events happen:
  | kind   | occured | actor               | launched | occurred   | status |
  | strike |         | ruritannia          | manyy    | 2025-13-01 |        |
  | strke  |         | ruritania           |          | 2025-01-01 |        |
  | round  |         | Ruritania, Fredonia |          | 2025-01-01 | planed |
  | round  |         | Ruritania           |          | 2025-01-01 |        |
  |        |         | ruritania           |          | 2025-01-01 |        |""",
            [
                "told.feature:6:18: unknown column 'occured'; did you mean 'occurred'?",
                "told.feature:7:28: unknown participant 'ruritannia'; did you mean 'ruritania'?",
                "told.feature:7:50: not a number: 'manyy'",
                "told.feature:7:61: '2025-13-01' is not a time; write 2025-06-02, "
                "2025-06-02T13:00, 2025-06-02 morning or 2025-05-31/2025-06-01",
                "told.feature:8:9: unknown kind 'strke'; did you mean 'strike'?",
                "told.feature:9:28: unknown participant 'Fredonia'; did you mean 'freedonia'?",
                "told.feature:9:74: unknown word 'planed'; did you mean 'planned'?",
                "told.feature:10:9: round needs 'status'",
                "told.feature:11:16: 'kind' is missing",
            ],
        ),
        (
            """When these events happen:
  | id  | kind   |
  | one | strike |
  | one | strike |""",
            ["told.feature:8:9: 'one' has been told already; take another id"],
        ),
        (
            """When a "strke" happens:
  | actor | ruritania |""",
            ["told.feature:5:5: unknown kind 'strke'; did you mean 'strike'?"],
        ),
        (
            'When "ruritania" strikes "freedonia" on "yesterday"',
            [
                "told.feature:5:5: 'yesterday' is not a time; write 2025-06-02, "
                "2025-06-02T13:00, 2025-06-02 morning or 2025-05-31/2025-06-01"
            ],
        ),
        (
            """When this log is replayed:
  ```
  - {id: a, kind: strike, occurred: 2025-01-01, known_at: 2025-01-01, actor: nobody}
  - {id: b, kind: strke}
  ```""",
            [
                "told.feature:5:5: line 1 of the text: unknown participant 'nobody'; "
                "known are: arcadia, freedonia, ruritania",
                "told.feature:5:5: line 2 of the text: unknown kind 'strke'; "
                "did you mean 'strike'?",
            ],
        ),
        (
            """When this log is replayed:
  ```
  {"id": "a", "kind": "strike", "occurred": "2025-01-01", "known_at": "2025-01-01"}
  {"id": "a", "kind": "strike", "occurred": "2025-01-01", "known_at": "2025-01-01"}
  ```""",
            ["told.feature:5:5: line 2 of the text: 'a' has been told already"],
        ),
        (
            """When this log is replayed:
  ```
  {"id": "a",
  ```""",
            ["told.feature:5:5: line 1 of the text: the last line is cut off"],
        ),
        (
            'When the log "lg.yaml" is replayed',
            ["lg.yaml:1:1: no such file; known are: told.feature"],
        ),
    ],
)
def test_what_can_not_be_told_is_told_at_its_place(
    steps: str, problems: list[str], tmp_path: Path
) -> None:
    """Every slip of a table at once, at its cell; of a sentence, at its step."""
    assert wrong(CASE + steps, tmp_path) == problems


def test_a_log_beside_the_feature_tells_its_own_problems(tmp_path: Path) -> None:
    """All of the bad records, at their own file and line."""
    (tmp_path / "log.yaml").write_text("- {id: a, kind: strke}\n- {id: b, kind: rond}\n", "utf-8")
    assert wrong(CASE + 'When the log "log.yaml" is replayed', tmp_path) == [
        "log.yaml:1:11: unknown kind 'strke'; did you mean 'strike'?",
        "log.yaml:2:11: unknown kind 'rond'; did you mean 'round'?",
    ]


def test_before_a_case_nothing_can_happen(tmp_path: Path) -> None:
    """The first step of a scenario gives a case."""
    assert wrong("When round 1 is planned", tmp_path) == [
        'told.feature:3:5: no case is given yet; begin with: Given the case "istanbul-2025"'
    ]
