Feature: Rival claims
  A claim is not a truth. Two that can't both be true stand side by side until one is confirmed by
  others, and a rule fires only on what is true by every claim that stands.

  Background:
    Given Ruritania and Freedonia are at war
    And the talks are "adjourned"

  Rule: Side by side

    Background:
      Given a "strike" happens:
        | id        | wave       |
        | actor     | freedonia  |
        | recipient | ruritania  |
        | asserter  | ruritania  |
        | munition  | drone      |
        | launched  | 472        |

    Scenario: Another number, by another side
      When "freedonia" claims that "launched" of "wave" is "300"
      Then there is an open conflict over "launched" of "wave"
      And "ruritania" says "472"
      And "freedonia" says "300"
      And "launched" of "wave" is at least 300
      And "launched" of "wave" is at most 472

    Scenario: Numbers that agree within their bounds are no conflict
      When "freedonia" claims that "launched" of "wave" is ">400"
      Then there is no conflict over "launched" of "wave"

    Scenario: An observer's count that others confirm settles it
      Given "freedonia" claims that "launched" of "wave" is "300"
      When a "strike" happens:
        | report_of   | wave       |
        | asserter    | arcadia    |
        | known_at    | 2025-01-05 |
        | launched    | 472        |
        | sources     | arcadia    |
        | credibility | 1          |
      Then the conflict over "launched" of "wave" is settled
      And "launched" of "wave" is 472

    Scenario: A denial stands beside what is known
      When "freedonia" denies "wave"
      Then "wave" is known
      And "wave" moves the process

  Rule: What rules make of it

    Scenario Outline: A number by two accounts, told together
      When a "strike" happens:
        | actor     | freedonia                                |
        | recipient | ruritania                                |
        | munition  | drone                                    |
        | asserter  | ruritania                                |
        | launched  | 472                                      |
        | claims    | [{asserter: freedonia, launched: <own>}] |
      Then the rule "mass-drone-attack" fired <times> times

      Examples: It counts if it is 400 or more by both
        | own | times |
        | 410 | 1     |
        | 300 | 0     |

  Rule: How credible

    Scenario: A case may leave grades out
      Given only records of credibility "1, 2, 3" are accepted
      And what follows is reported by "arcadia" with credibility 5
      When a "round" happens:
        | id     | rumour  |
        | status | planned |
        | number | 2       |
      Then "rumour" stands as a claim only
      And round 2 is not known
      And the phase of "talks:main" does not change

    Scenario: A second source makes a rumour an event
      Given only records of credibility "1, 2, 3" are accepted
      And what follows is reported by "arcadia" with credibility 5
      And a "round" happens:
        | id     | rumour  |
        | status | planned |
        | number | 2       |
      When "rumour" is confirmed by "arcadia"
      Then "rumour" moves the process
      And round 2 is "planned"

    Scenario Outline: What is less credible weighs less
      Given what follows is reported by "arcadia" with credibility <grade>
      When "ruritania" is "willing" on "truce-terms"
      Then the likelihood of "onset" within 90 days is between <low> % and <high> %

      Examples: Confirmed, fairly possible, improbable
        | grade | low  | high |
        | 1     | 14.0 | 15.0 |
        | 3     | 13.5 | 14.0 |
        | 5     | 13.0 | 13.5 |
