"""`negotiations steps`: the catalogue, found by words; the page in docs is made from it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import PROJECT, Said, run

from negotiations.bdd.sentence import Phrase
from negotiations.bdd.steps import Step
from negotiations.bdd.words import manual
from negotiations.bdd.words.catalogue import Catalogue, shipped
from negotiations.bdd.words.manual import catalogue_lines, catalogue_markdown, entries, found


def the_likelihood(story: object, limit: int) -> None:
    """The reading of the signal.

    Given the case "istanbul-2025"
    Then the likelihood is below 20 %
    """


def it_rises(story: object) -> None:
    """Measured from before the last When; the likelihood is read anew.

    Then it rises
    """


def strikes(story: object, table: object, date: str | None = None) -> None:
    """A strike becomes known, with
    its fields.

    When strikes are told:
      | munition |
      | drone    |
    """


STEPS = (
    Step(("given", "when"), Phrase("strikes are told:"), strikes, "What happens"),
    Step(("given", "when"), Phrase('strikes are told: on "{date}"'), strikes, "What happens"),
    Step(("then",), Phrase("it rises"), it_rises, "Signals"),
    Step(("then",), Phrase("the likelihood is below {limit} %"), the_likelihood, "Signals"),
)
TEXT = """\
What happens

  Given or When strikes are told: [on "{date}"]
    A strike becomes known, with its fields. (with a table below it)
      When strikes are told:
        | munition |
        | drone    |

Signals

  Then it rises
    Measured from before the last When; the likelihood is read anew.
      Then it rises

  Then the likelihood is below {limit} %
    The reading of the signal.
      Given the case "istanbul-2025"
      Then the likelihood is below 20 %
"""


@pytest.fixture
def catalogue() -> Catalogue:
    """A catalogue of four steps, two of which do the same."""
    return Catalogue.of(STEPS)


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    return


def phrases(catalogue: Catalogue, words: str) -> list[str]:
    """The first phrases of what is found."""
    return [entry.phrases[0] for entry in found(catalogue, words)]


def test_the_catalogue_is_told_by_theme(catalogue: Catalogue) -> None:
    """Keywords, phrase, meaning, what stands below, and the example; a date in brackets."""
    lines = (str(line).rstrip() for line in catalogue_lines(entries(catalogue)))
    assert "\n".join(lines) == TEXT


def test_the_best_come_first(catalogue: Catalogue) -> None:
    """A word in the phrase counts for more than one in the meaning, and all words are needed."""
    likelihood, rises = "the likelihood is below {limit} %", "it rises"
    assert phrases(catalogue, "likelihood") == [likelihood, rises]
    assert phrases(catalogue, "LIKELI") == [likelihood, rises]
    assert phrases(catalogue, "likelihood anew") == [rises]
    assert phrases(catalogue, "signals reading") == [likelihood]
    assert phrases(catalogue, "likelihood drone") == []


def test_a_step_finds_itself(catalogue: Catalogue) -> None:
    """A sentence of a scenario, its keyword in front or not, and a phrase as a message names it."""
    likelihood = "the likelihood is below {limit} %"
    for said in ("the likelihood is below 12 %", "Then the likelihood is below 12 %", likelihood):
        assert phrases(catalogue, said)[0] == likelihood


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("likelyhood", "no step has 'likelyhood' in it; did you mean 'likelihood'?"),
        ("xyzzy", "no step has 'xyzzy' in it"),
        ("drone rises", "no step has all of these words; 'drone' in 1, 'rises' in 1"),
    ],
)
def test_nothing_found_names_the_nearest_words(catalogue: Catalogue, words: str, what: str) -> None:
    """A slip is answered with the word that steps have."""
    assert manual.nothing_found(catalogue, words) == what


def test_nothing_found_is_exit_1() -> None:
    """And one line on stderr."""
    said = run("steps", "xyzzy")
    assert said == Said(1, "", "Error: no step has 'xyzzy' in it\n")


def test_every_step_can_be_found_by_its_own_phrase() -> None:
    """What a message says to ask for is answered, for each step of the library."""
    known = shipped()
    for entry in entries(known):
        for step in entry.steps:
            assert entry in found(known, step.phrase.text)[:2]  # one sentence, given or expected


def test_every_step_of_the_library_says_what_it_means_and_shows_it() -> None:
    """No step without plain words and an example."""
    for entry in entries(shipped()):
        assert entry.means, entry.phrases
        assert entry.example, entry.phrases
        assert not entry.means.startswith(("Given ", "When ", "Then "))


def test_json_is_for_programs() -> None:
    """Each entry with its phrases as they are matched."""
    told = json.loads(run("steps", "--format", "json").out)
    assert [each["phrases"] for each in told] == [
        [step.phrase.text for step in entry.steps] for entry in entries(shipped())
    ]
    assert set(told[0]) == {"theme", "keywords", "phrases", "means", "takes", "example"}


def test_the_page_in_docs_is_what_the_code_says() -> None:
    """`make docs` makes it anew."""
    page = (PROJECT / "docs" / "steps.md").read_text("utf-8")
    assert page == run("steps", "--format", "markdown").out
    assert page == "\n".join(catalogue_markdown(entries(shipped()))) + "\n"


def test_markdown_holds_every_phrase_and_its_example(catalogue: Catalogue) -> None:
    """A page of the same entries; examples stand as Gherkin below theirs."""
    page = "\n".join(catalogue_markdown(entries(catalogue)))
    assert '- **Given or When** `strikes are told: [on "{date}"]`\n' in page
    assert "  It stands" not in page
    assert "  A strike becomes known, with its fields. It stands with a table below it.\n" in page
    assert "  ```gherkin\n  When strikes are told:\n    | munition |\n" in page
