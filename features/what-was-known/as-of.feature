Feature: What was known by then
  Everything has two times: when it happened, and when it became known. A reading as of a day uses
  what was known by the end of that day, and nothing that came out later.

  Rule: The log of Istanbul, day by day

    Background:
      Given the case "istanbul-2025"

    Scenario: Before the first round nothing is known
      When the log is replayed as of "2025-05-15"
      Then "round-1-convened" is not known
      And the talks are "none"
      And no rule fired
      And no evidence weighs on "onset"
      And the likelihood of "onset" within 90 days is 12 %

    Scenario: In May only the first round and its exchange are known
      When the log is replayed as of "2025-05-20"
      Then round 1 is "adjourned"
      And the agreement "prisoner-exchange" is "agreed"
      And round 2 is not known
      And no delegation of "ukraine" is known
      And nothing known after "2025-05-20" was used

    Scenario: On the eve of the talks the Russian delegation is there, and nobody knows
      When the log is replayed as of "2025-06-01"
      Then "russian-delegation-arrived" is not known
      And no delegation of "russia" is known
      When it is "2025-06-02"
      Then "russian-delegation-arrived" happened on "2025-06-01 evening"
      And "russian-delegation-arrived" became known on "2025-06-02"

    Scenario: Going on day by day comes to the same as reading all at once
      Given the log is replayed as of "2025-05-31"
      When it is "2025-06-01"
      And it is "2025-06-02"
      Then the likelihood of "onset" within 90 days is 14.7 %
      And the likelihood of "onset" within 90 days is 11.5 % as of "2025-06-01"
      And the position of "ukraine" on "truce-terms" is 85.6

  Rule: Words of tomorrow change nothing today

    Background:
      Given Ruritania and Freedonia are at war

    Scenario: What becomes known later does not move an earlier reading
      Given "ruritania" is "willing" on "truce-terms" on "2025-06-02"
      When "freedonia" accepts on "truce-terms" on "2025-06-20"
      Then the rule "both-sides-willing" fired
      And the likelihood of "onset" within 90 days is below 13 % as of "2025-06-19"
      And the likelihood of "onset" within 90 days is above 13 % as of "2025-06-20"

    Scenario: Evidence fades, and without news the base rate is left
      Given round 1 is "planned"
      When round 1 is convened
      Then the likelihood of "onset" within 90 days rises
      When 365 days pass
      Then the likelihood of "onset" within 90 days is 12 % ± 0.2 points
