"""Cases."""

from negotiations.bdd.steps import given
from negotiations.bdd.stories.drafts import NEW, Draft, id_of
from negotiations.bdd.stories.story import Story
from negotiations.bdd.stories.wording import parted
from negotiations.bdd.stories.writing import put_things
from negotiations.bdd.tables import Table
from negotiations.bdd.unmet import TEXT, Untellable, telling
from negotiations.notation import read_yaml

PARTY = ("party", "name", "kind", "capability", "side", "gwcode", "wikidata_id")
THIRD_PARTY = ("third party", "name", "roles")
SOURCE = ("source", "name", "of", "reliability")


@given('the case "{case}"')
def the_case(story: Story, case: str) -> None:
    """The set-up of a case: a folder beside the feature, or a packaged case. Nothing is told yet.

    Given the case "istanbul-2025"
    When the log is replayed
    Then round 2 is "convened"
    """
    story.open_case(case)


@given('a case between "{one}" and "{other}"')
def a_case_between(story: Story, one: str, other: str) -> None:
    """A new case of two parties, with one track, `main`, and its days in UTC.

    Nothing else is judged in it yet: it has no issues, no positions and no base rates.

    Given a case between "Ruritania" and "Freedonia"
    When round 1 is planned
    Then round 1 is "planned"
    """
    if id_of(one) == id_of(other):
        raise Untellable("a case is between two parties; these are one")
    story.write(Draft.between(one, other))


@given("this case:")
def this_case(story: Story, text: str) -> None:
    """A whole case as a case file has it, in YAML; its name, title and zone may be left out.

    Given this case:
      ```
      parties: {ruritania: {}, freedonia: {}}
      tracks: [geneva]
      ```
    When round 1 of "geneva" is planned
    Then round 1 is "planned"
    """
    with telling():
        story.write(
            Draft.of(read_yaml(text.encode(), TEXT), {**NEW, "title": "A case of this scenario"})
        )


@given("the parties:")
def the_parties(story: Story, table: Table) -> None:
    """Parties of the case, each in a row; what is not told of one stays unknown.

    Given a case between "ruritania" and "freedonia"
    And the parties:
      | party     | name                 | capability | side      |
      | ruritania | Ruritania            | 50         |           |
      | valley    | The valley's council | 10         | freedonia |
    """
    put_things(story, table, PARTY, "parties")


@given('the third party "{third_party}"', 'the third party "{third_party}" as "{roles}"')
def the_third_party(story: Story, third_party: str, roles: str | None = None) -> None:
    """Somebody who takes part and is no party: as host, mediator, observer, guarantor, monitor …

    A host is not thereby a mediator.

    Given a case between "ruritania" and "freedonia"
    And the third party "Arcadia"
    And the third party "Swiss envoys" as "mediator, chair"
    """
    said = {"name": third_party, "roles": parted(roles or "")}
    story.put(("third_parties", id_of(third_party)), said)


@given("the third parties:")
def the_third_parties(story: Story, table: Table) -> None:
    """Those who take part and are no parties, each in a row.

    Given a case between "ruritania" and "freedonia"
    And the third parties:
      | third party | roles          |
      | arcadia     | host, mediator |
    """
    put_things(story, table, THIRD_PARTY, "third_parties")


@given('the track "{track}"')
def the_track(story: Story, track: str) -> None:
    """A track of the talks; the first one named takes the place of `main`.

    Given a case between "ruritania" and "freedonia"
    And the track "geneva"
    And the track "back-channel"
    When round 1 of "back-channel" is planned
    """
    story.put(("tracks",), [*story.draft.value.get("tracks", ()), track])


@given('the source "{source}"', 'the source "{source}" of reliability "{grade}"')
def the_source(story: Story, source: str, grade: str | None = None) -> None:
    """Somebody who reports or speaks, graded A to F if at all; F means: can't be judged.

    Once a case names one source, it knows no others.

    Given a case between "ruritania" and "freedonia"
    And the source "wire" of reliability "B"
    And the source "mayor"
    """
    graded = {"reliability": grade} if grade else {}
    story.put(("voices", id_of(source)), {"name": source, **graded})


@given("the sources:")
def the_sources(story: Story, table: Table) -> None:
    """Those who report or speak, each in a row: reliability A to F, and the party each belongs to.

    Given a case between "ruritania" and "freedonia"
    And the sources:
      | source      | name             | of        | reliability |
      | mayor       | Mayor of Harbour | ruritania |             |
      | newspaper   | The Newspaper    |           | C           |
    """
    put_things(story, table, SOURCE, "voices")


@given('the time zone is "{zone}"')
def the_time_zone(story: Story, zone: str) -> None:
    """The zone whose midnights part the days, and in which times are read.

    Given a case between "ruritania" and "freedonia"
    And the time zone is "Europe/Istanbul"
    """
    story.put(("zone",), zone)


@given('the conflict began on "{date}"')
def the_conflict_began(story: Story, date: str) -> None:
    """From when the years of the conflict are counted.

    Given a case between "ruritania" and "freedonia"
    And the conflict began on "2022-02-24"
    """
    story.put(("started_on",), date)
