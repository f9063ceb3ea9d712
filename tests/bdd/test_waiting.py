"""Time: a story's present, days that pass, and days in which nothing of a kind happens."""

from pathlib import Path

import pytest
from bdd.stories import HEAD, told, wrong

ISTANBUL = 'Given the case "istanbul-2025"\n'


def test_days_pass_by_the_calendar(tmp_path: Path) -> None:
    """A rule on a day fires after fourteen days, and not after thirteen."""
    rule = 'And only the rule "no-round-for-14-days"\nAnd round 1 is "adjourned" \n'
    for days, fired in ((13, False), (14, True)):
        story = told(f"{HEAD}{rule}When {days} days pass without a round\n", tmp_path)
        assert bool([*story.run.trace.firings()]) is fired


def test_a_week_has_seven_days(tmp_path: Path) -> None:
    """Weeks pass as the days they have."""
    weeks = told(
        f'{HEAD}When 2 weeks pass\nAnd a week passes\nAnd "ruritania" says "so"\n', tmp_path
    )
    days = told(f'{HEAD}When 21 days pass\nAnd "ruritania" says "so"\n', tmp_path)
    assert weeks.records == days.records


def test_days_pass_at_the_same_hour_when_the_clocks_change(tmp_path: Path) -> None:
    """The end of a day stays the end of a day in a zone with summer time."""
    steps = """And the time zone is "Europe/Kyiv"
And it is "2025-03-29"
When a day passes
And "ruritania" strikes "freedonia"
And 2 days pass
And "ruritania" strikes "freedonia"
"""
    story = told(HEAD + steps, tmp_path)
    assert [record["occurred"] for record in story.records] == ["2025-03-30", "2025-04-01"]


def test_while_days_pass_the_log_goes_on(tmp_path: Path) -> None:
    """What a log says of the days that pass becomes known in them."""
    steps = 'When the log is replayed as of "2025-05-31"\nAnd 2 days pass\n'
    assert "istanbul:2" in told(ISTANBUL + steps, tmp_path).run.process.rounds


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        (
            'When the log is replayed as of "2025-05-31"\nAnd 2 days pass without a round',
            "5:5: 'round-2-convened' is a round that is convened, and happened in these days",
        ),
        (
            'When the log is replayed as of "2025-05-31"\nAnd 2 days pass without "strke"',
            "5:5: unknown kind 'strke'; did you mean 'strike'?",
        ),
        ("When 0 days pass", "4:5: a whole number of days passes, 1 or more, not 0"),
        ("When 1.5 days pass", "4:5: a whole number of days passes, 1 or more, not 1.5"),
        (
            "When 99999999999 days pass",
            "4:5: 99999999999 days lead past the end of the calendar",
        ),
        (
            'Given it is "2025-03-01"\nWhen it is "2025-02-01"',
            "5:5: the story is at 2025-03-01 already, and time doesn't run back",
        ),
        (
            'Given it is "tomorrow"',
            "4:5: 'tomorrow' is not a time; write 2025-06-02, 2025-06-02T13:00, "
            "2025-06-02 morning or 2025-05-31/2025-06-01",
        ),
    ],
)
def test_what_can_not_pass_is_said(steps: str, problem: str, tmp_path: Path) -> None:
    """Days with what they were said to be without, days that are none, days gone by."""
    assert wrong(ISTANBUL + steps, tmp_path) == [f"told.feature:{problem}"]


def test_nothing_told_later_breaks_a_silence(tmp_path: Path) -> None:
    """Days once passed without a strike stay without one; the days around them are free."""
    quiet = 'And it is "2025-03-01"\nWhen 30 days pass without "strike"\n'
    after = quiet + 'And "ruritania" strikes "freedonia" on "{}"\n'
    assert told(HEAD + after.format("2025-03-01"), tmp_path)
    assert told(HEAD + after.format("2025-04-01"), tmp_path)
    assert wrong(HEAD + after.format("2025-03-15"), tmp_path) == [
        "told.feature:6:5: the story says that these days passed without a strike"
    ]
