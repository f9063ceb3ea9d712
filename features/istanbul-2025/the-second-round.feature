Feature: The second round and its delegations
  On 2 June 2025 Ukraine and Russia met in Turkey for the second time since direct talks began. Who
  came, who was only expected, and what the first round had been: no more than is told.

  Background:
    Given the case "istanbul-2025"
    And the log is replayed as of "2025-06-02"

  Rule: The second round

    @F01
    Scenario: The delegations meet in Turkey, and the city is not told
      Then round 2 is "convened"
      And round 2 was convened on "2025-06-02"
      And "actor" of "round-2-convened" is "ukraine, russia"
      And "location" of "round-2-convened" is "Turkey"
      And "country" of "round-2-convened" is "TR"
      And the venue of round 2 is not known

    @F02
    Scenario: It is the second round, and direct
      Then 2 rounds are known
      And "number" of "round-2-convened" is 2
      And the format of round 2 is "direct"

    @F03
    Scenario: What the talks are for
      Then the objective of the talks is "An end to the war between Russia and Ukraine"
      And the settlement is "none"

    @F04 @trap:year
    Scenario: The war is in its fourth year, whatever is written
      The article counts three years. The year is worked out from the day it began, and never stored.

      Then it is year 4 of the conflict

    Scenario: From the first round to the second the talks moved as foreseen
      Then the phase of "talks:istanbul" went from "adjourned" to "scheduled"
      And the move of "talks:istanbul" to "convened" was regular
      And the talks are "convened"

  Rule: The delegations

    @F29
    Scenario: A minister leads for Ukraine
      Then the delegation of "ukraine" to round 2 is headed by "Rustem Umerov"
      And "office" of "ukrainian-delegation-named" is "minister of defence"
      And the delegation of "ukraine" is at the level of "minister"

    @F30
    Scenario: An adviser leads for Russia
      Then the delegation of "russia" to round 2 is headed by "Vladimir Medinsky"
      And "office" of "russian-delegation-arrived" is "adviser to the president"
      And the delegation of "russia" is at the level of "adviser"

    Scenario: A minister who is sent counts a little, an adviser does not
      Then the rule "leader-or-minister-sent" fired for "ukraine"
      And the rule "leader-or-minister-sent" did not fire for "russia"

    @F31
    Scenario: The Russian delegation came the evening before
      Then the delegation of "russia" to round 2 is "arrived"
      And "russian-delegation-arrived" happened on "2025-06-01 evening"
      And "russian-delegation-arrived" became known on "2025-06-02"

    @F35 @trap:expected
    Scenario: The hosts are expected, which is not to say that they sat at the table
      Then the delegation of "turkey" to round 2 is "expected"
      And "members" of "turkish-delegation-expected" is "the foreign minister of Turkey, people of Turkey's intelligence agency"
      And the rule "leader-or-minister-sent" did not fire for "turkey"
      And the head of the delegation of "turkey" is not known

  Rule: The first round

    @F25 @trap:day-of-round-1
    Scenario: It met in Istanbul on Friday the 16th of May
      Then round 1 was convened on "2025-05-16"
      And "actor" of "round-1-convened" is "ukraine, russia"
      And the format of round 1 is "direct"
      And the venue of round 1 is "Istanbul"
      When it is "2025-06-03"
      Then round 1 was convened on "2025-05-16"

    @F26 @trap:under-two-hours
    Scenario: It was over in less than two hours
      Then the duration of round 1 is "<2 h"
      And "duration" of "round-1-adjourned" is less than 120
      And "duration" of "round-1-adjourned" may be 119
      And "duration" of "round-1-adjourned" can not be 120

    @F28
    Scenario: Something came of it, and no breakthrough
      Then the outcome of round 1 is "partial"
      And the rule "round-without-result" did not fire
      And the rule "round-with-agreement" did not fire

    Scenario: Nobody told of a plan for it, so that its opening was not foreseen
      Then "round-1-convened" changes "talks:istanbul: none → convened"
      When it is "2025-06-03"
      Then the move of "talks:istanbul" to "adjourned" was regular
