Feature: What rounds, delegations and mediators say about a ceasefire
  Talks are weak evidence: three quarters of wartime negotiations brought no peace. So that they meet
  counts a little, what they adjourn with counts more, and a silence counts against.

  Background:
    Given Ruritania and Freedonia are at war

  Rule: Rounds, from the plan to the result

    Scenario: A date is cheap
      When round 1 is planned for "2025-01-20"
      Then the rule "round-scheduled" fired
      And the rule "round-scheduled" weighs for "onset" in the group "talks"
      And the rule "round-convened" did not fire

    Scenario: A round that is only moved to another day is not planned twice
      Given round 1 is planned for "2025-01-20"
      When a "round" happens:
        | id     | moved      |
        | status | planned    |
        | number | 1          |
        | starts | 2025-01-25 |
      Then the rule "round-scheduled" did not fire on "moved" because "talks"
      And the rule "round-called-off" did not fire on "moved"

    Scenario: Meeting weighs more than planning to meet
      Given round 1 is "planned"
      When round 1 is convened
      Then the rule "round-convened" fired
      And the rule "round-convened" weighs for "onset" in the group "talks"

    Scenario Outline: What a round adjourns with
      Given round 1 is "convened"
      When round 1 is adjourned with "<outcome>"
      Then the rule "round-with-agreement" fired <agreed> times
      And the rule "round-without-result" fired <empty> times

      Examples: Something, nothing, and what lies between
        | outcome      | agreed | empty |
        | agreement    | 1      | 0     |
        | breakthrough | 1      | 0     |
        | partial      | 0      | 0     |
        | none         | 0      | 1     |

    Scenario: An outcome that nobody has told is not an empty round
      Given round 1 is "convened"
      When round 1 is adjourned
      Then the outcome of round 1 is not known
      And the rule "round-without-result" did not fire because "outcome is not known"

    Scenario: An empty round while the fighting escalates
      Given the fighting between "ruritania" and "freedonia" kills 40 on "2025-04-20"
      And the fighting between "ruritania" and "freedonia" kills 60 on "2025-05-20"
      And round 2 is convened on "2025-06-02"
      When round 2 is adjourned with "none" on "2025-06-02"
      Then the rule "empty-round-under-escalation" fired
      And the rule "round-without-result" fired

    Scenario: An empty round while the front is as it was
      Given round 2 is "convened"
      When round 2 is adjourned with "none"
      Then the rule "empty-round-under-escalation" did not fire because "fighting-escalates"

    Scenario: A round that is called off
      Given round 1 is "planned"
      When round 1 is cancelled
      Then the rule "round-called-off" fired
      And the rule "talks-called-off-under-ceasefire" did not fire because "ceasefire"

    Scenario: Talks that break off while a ceasefire holds endanger it
      Given the ceasefire "june", as the case defines one, is "in effect"
      And round 1 is "convened"
      When round 1 is broken off
      Then the rule "talks-called-off-under-ceasefire" fired
      And the likelihood of "collapse" within 90 days rises

  Rule: Silence, and its end

    Scenario: Two weeks after the last meeting the talks stall
      Given round 1 is "convened"
      And round 1 is adjourned with "partial"
      When 13 days pass without a round
      Then the rule "no-round-for-14-days" did not fire
      When a day passes
      Then the rule "no-round-for-14-days" fired
      And it is concluded that "talks-stalled"

    Scenario: With the next round planned there is no stall
      Given round 1 is "adjourned"
      And round 2 is planned for "2025-02-01"
      When 20 days pass without a round
      Then it is not concluded that "talks-stalled"

    Scenario: A new round ends the stall
      Given round 1 is "adjourned"
      And 20 days pass without a round
      When round 2 is planned for "2025-02-01"
      Then the rule "talks-resumed" fired
      And it is not concluded that "talks-stalled"

    Scenario: A round in good time resumes nothing
      Given round 1 is "adjourned"
      And 10 days pass
      When round 2 is planned for "2025-02-01"
      Then the rule "talks-resumed" did not fire because "talks-stalled"

  Rule: Place and hour

    Scenario: A place is named for a planned round
      When a "round" happens:
        | status | planned      |
        | number | 1            |
        | venue  | Arcadia City |
      Then the rule "host-named" fired
      And a note says "A place is agreed"
      And the rule "host-named" does not weigh on "onset"

    Scenario: A round without a place
      When round 1 is planned
      Then the rule "host-named" did not fire because "venue is not known"

    Scenario Outline: The hour of a planned round, by two accounts
      When a "round" happens:
        | id     | first-plan |
        | status | planned    |
        | number | 1          |
        | claims | [{asserter: arcadia, starts: 2025-01-20T13:00}, {asserter: freedonia, starts: <hour>}] |
      Then the rule "start-disputed" fired <times> times
      And the rule "start-disputed" does not weigh on "onset"

      Examples: It is noted if they differ
        | hour             | times |
        | 2025-01-20T12:00 | 1     |
        | 2025-01-20T13:00 | 0     |

  Rule: Who is sent

    Scenario Outline: The rank of a delegation's head
      When "ruritania" names a delegation at the level of "<level>"
      Then the rule "leader-or-minister-sent" fired <times> times

      Examples: Those who can decide at the table
        | level    | times |
        | leader   | 1     |
        | minister | 1     |
        | adviser  | 0     |
        | official | 0     |

    Scenario: The host's own minister decides nothing
      When "arcadia" names a delegation at the level of "minister"
      Then the rule "leader-or-minister-sent" did not fire

    Scenario: A delegation called home before the work is done
      Given "freedonia" names a delegation
      When "freedonia" withdraws its delegation
      Then the rule "delegation-withdrawn" fired
      And the position of "freedonia" on "truce-terms" hardens

    Scenario: A delegation that leaves when the round is over
      Given "freedonia" names a delegation
      When the delegation of "freedonia" departs
      Then the rule "delegation-withdrawn" did not fire because "status"

  Rule: Mediators

    Scenario Outline: What became of a mediator's effort
      When the mediation of "arcadia" is "<outcome>"
      Then the rule "mediation-accepted" fired <accepted> times
      And the rule "mediation-failed" fired <failed> times

      Examples: Not yet is neither
        | outcome   | accepted | failed |
        | accepted  | 1        | 0      |
        | failed    | 0        | 1      |
        | withdrawn | 0        | 1      |
        | none yet  | 0        | 0      |
