Feature: The phases of talks
  Talks do not climb a ladder. They are planned, held and adjourned; they break off and fall back to
  talks about talks. What the table of phases foresees is a regular move; what happens all the same
  is told as irregular, with the reason, and never dropped.

  Background:
    Given Ruritania and Freedonia are at war

  Rule: The way forward, and the ways back

    Scenario: A round from plan to end
      When round 1 is planned
      Then the talks are "scheduled"
      When round 1 is convened
      Then the talks are "convened"
      When round 1 is adjourned
      Then the talks are "adjourned"
      And no move was irregular

    Scenario: A first paper begins talks about talks
      When "ruritania" tables the proposal "how-to-meet"
      Then the talks are "prenegotiation"

    Scenario Outline: Where an event leads from where the talks stand
      Given the talks are "<from>"
      When a "round" happens:
        | status | <event> |
        | number | 1       |
      Then the talks are "<to>"
      And the move of "talks:main" to "<to>" was regular

      Examples: Forward
        | from           | event     | to        |
        | prenegotiation | planned   | scheduled |
        | scheduled      | convened  | convened  |
        | convened       | adjourned | adjourned |
        | convened       | concluded | concluded |
        | adjourned      | concluded | concluded |

      Examples: To a halt
        | from           | event      | to         |
        | scheduled      | cancelled  | suspended  |
        | convened       | suspended  | suspended  |
        | adjourned      | suspended  | suspended  |
        | convened       | broken_off | broken_off |
        | suspended      | broken_off | broken_off |

      Examples: And back again
        | from       | event   | to        |
        | adjourned  | planned | scheduled |
        | suspended  | planned | scheduled |
        | broken_off | planned | scheduled |
        | concluded  | planned | scheduled |

    Scenario Outline: After a halt the parties may fall back to talks about talks
      Given the talks are "<halt>"
      When "freedonia" tables the proposal "how-to-meet-again"
      Then the phase of "talks:main" went from "<halt>" to "prenegotiation"

      Examples:
        | halt       |
        | suspended  |
        | broken_off |
        | concluded  |

    Scenario: Put off to another day, the talks stand where they stood
      Given round 1 is planned for "2025-02-01"
      When round 1 is planned for "2025-02-15"
      Then the phase of "talks:main" does not change
      And round 1 is planned for "2025-02-15"

  Rule: What nobody foresaw

    Scenario: They meet without having said so before
      When round 1 is convened
      Then the talks are "convened"
      And the move of "talks:main" to "convened" was irregular because "convened does not follow none"

    Scenario: A round that is called off after it began
      Given the talks are "adjourned"
      When round 2 is cancelled
      Then the move of "talks:main" to "suspended" was irregular

  Rule: What stands in the way

    Scenario: An open precondition stands in the way of a date
      When "freedonia" demands "withdrawal" before it talks
      Then the move "schedule" of "talks:main" is blocked by "open precondition: withdrawal"

    Scenario: Once it is given up, the way is free
      Given "freedonia" demands "withdrawal" before it talks
      When "freedonia" waives "withdrawal"
      Then the move "schedule" of "talks:main" is open

    Scenario: A precondition does not keep history from happening
      Given "freedonia" demands "withdrawal" before it talks
      When round 1 is planned
      Then the talks are "scheduled"
      And the move of "talks:main" to "scheduled" was irregular because "open precondition"

    Scenario: One delegation is named, and the other is not
      Given round 1 is "planned"
      When "ruritania" names a delegation
      Then the move "convene" of "talks:main" is blocked by "no delegation named by freedonia"
      When "freedonia" names a delegation
      Then the move "convene" of "talks:main" is open

    Scenario: Of delegations nothing is known, so nothing is missing
      When round 1 is planned
      Then the move "convene" of "talks:main" is open

    Scenario: Nobody can meet before a meeting is planned
      Given a case between "Ruritania" and "Freedonia"
      When it is "2025-01-02"
      Then the move "convene" of "talks:main" is blocked by "does not lead on"
