Feature: What the fighting says about a ceasefire
  In the historical record violence does not lower the likelihood of a ceasefire. The rules on the
  battlefield are experts' assumptions, so each is narrow, small and short-lived. Here is where each
  of them speaks up, and where it keeps silent.

  Background:
    Given Ruritania and Freedonia are at war

  Rule: Drones in great numbers

    Scenario Outline: A wave of drones while talks are alive
      Given the talks are "adjourned"
      When "freedonia" strikes "ruritania" with "<launched>" drones
      Then the rule "mass-drone-attack" fired <times> times

      Examples: Surely 400 or more
        | launched | times |
        | 400      | 1     |
        | 472      | 1     |
        | ≥400     | 1     |

      Examples: Fewer, or perhaps fewer
        | launched | times |
        | 399      | 0     |
        | >390     | 0     |
        | ≈420     | 0     |

    Scenario: A mass attack hardens the side that it hits
      Given the talks are "adjourned"
      When "freedonia" strikes "ruritania" with 472 drones
      Then the rule "mass-drone-attack" fired for "ruritania"
      And the position of "ruritania" on "truce-terms" hardens
      And the position of "freedonia" on "truce-terms" does not change
      And the likelihood of "onset" within 90 days falls

    Scenario: With no talks alive a mass attack speaks to no table
      When "freedonia" strikes "ruritania" with 472 drones
      Then the rule "mass-drone-attack" did not fire because "talks"

    Scenario Outline: A second mass attack, days after the first
      Given the talks are "adjourned"
      And "freedonia" strikes "ruritania" with 472 drones on "2025-06-01"
      When "<attacker>" strikes "<victim>" with 410 drones on "<day>"
      Then the rule "mass-attacks-in-series" fired <times> times

      Examples: Within a week it is a campaign, if one side wages it
        | day        | attacker  | victim    | times |
        | 2025-06-07 | freedonia | ruritania | 1     |
        | 2025-06-08 | freedonia | ruritania | 0     |
        | 2025-06-03 | ruritania | freedonia | 0     |

  Rule: What is hit, and when

    Scenario: Five air bases in one operation
      When a "strike" happens:
        | actor     | ruritania |
        | recipient | freedonia |
        | target    | airbase   |
        | targets   | 5         |
      Then the rule "deep-strike-on-air-bases" fired
      And the position of "freedonia" on "truce-terms" hardens

    Scenario: Five air bases by one account, and two by another
      When a "strike" happens:
        | id        | raid      |
        | actor     | ruritania |
        | recipient | freedonia |
        | target    | airbase   |
        | targets   | 5         |
        | asserter  | ruritania |
        | claims    | [{asserter: freedonia, targets: 2}] |
      Then the rule "deep-strike-on-air-bases" did not fire on "raid" because "targets"

    Scenario: A strike on homes turns the public that is hit
      When "freedonia" strikes "residential" targets in "ruritania"
      Then the rule "strike-on-homes" fired
      And the rule "strike-while-talks-sit" did not fire because "talks"

    Scenario: A strike on homes while the delegations sit says more
      Given the talks are "convened"
      When "freedonia" strikes "residential" targets in "ruritania"
      Then the rule "strike-while-talks-sit" fired
      And the rule "strike-on-homes" did not fire because "talks"

    Scenario Outline: A large strike, days before a planned round
      Given round 2 is planned for "2025-06-02T13:00" on "2025-05-28"
      When "freedonia" strikes "ruritania" with "<launched>" of "mixed" on "<day>"
      Then the rule "strike-on-eve-of-round" fired <times> times

      Examples: Large, and within three days
        | launched | day        | times |
        | 150      | 2025-05-30 | 1     |
        | 150      | 2025-05-29 | 0     |
        | ≈100     | 2025-05-30 | 0     |

  Rule: Deaths at the front

    Scenario: A thousand deaths within a year are what the data call a war
      Given the fighting between "ruritania" and "freedonia" kills 700 on "2025-02-10"
      And the fighting between "ruritania" and "freedonia" kills 300 on "2025-05-20"
      When it is "2025-05-22"
      Then the rule "war-year" fired
      And it is concluded that "war-year"
      And the rule "war-year-over" did not fire

    Scenario: When the year behind has fewer, the war year is over
      Given the fighting between "ruritania" and "freedonia" kills 1200 on "2025-02-10"
      When it is "2026-02-09"
      Then it is concluded that "war-year"
      When 2 days pass
      Then the rule "war-year-over" fired
      And it is not concluded that "war-year"

    Scenario: 999 deaths are not a thousand
      Given the fighting between "ruritania" and "freedonia" kills 999 on "2025-05-20"
      When it is "2025-05-22"
      Then the rule "war-year" did not fire

    Scenario Outline: Deaths in one month, and in the next
      Given the fighting between "ruritania" and "freedonia" kills <before> on "2025-04-20"
      And the fighting between "ruritania" and "freedonia" kills <after> on "2025-05-20"
      When it is "2025-05-25"
      Then the rule "deaths-rising" fired <times> times

      Examples: More, and at least fifty
        | before | after | times |
        | 40     | 60    | 1     |
        | 60     | 60    | 0     |
        | 10     | 20    | 0     |

    Scenario Outline: Deaths in sixty days, and in the next sixty
      Given the fighting between "ruritania" and "freedonia" kills <before> on "2025-03-20"
      And the fighting between "ruritania" and "freedonia" kills <after> on "2025-05-18"
      When it is "2025-05-26"
      Then the rule "fighting-falls-by-half" fired <times> times

      Examples: Half or fewer, of a number that is worth halving
        | before | after | times |
        | 100    | 30    | 1     |
        | 90     | 60    | 0     |
        | 3      | 1     | 0     |

  Rule: Under a ceasefire

    Scenario: Who signed a ceasefire and strikes puts it in danger
      Given "ruritania" and "freedonia" declare a "general" ceasefire "june"
      And the ceasefire "june" takes effect
      When "freedonia" strikes "ruritania"
      Then the rule "strike-under-ceasefire" fired
      And the likelihood of "collapse" within 90 days rises

    Scenario: Who has promised nothing breaks no promise
      Given "ruritania" alone declares a ceasefire "june"
      And the ceasefire "june" takes effect
      When "freedonia" strikes "ruritania"
      Then the rule "strike-under-ceasefire" did not fire because "ceasefire"

    Scenario: Under a ceasefire a mass attack no longer speaks to its onset
      Given the talks are "adjourned"
      And the ceasefire "june" is "in effect"
      When "freedonia" strikes "ruritania" with 472 drones
      Then the rule "mass-drone-attack" did not fire because "ceasefire"

    Scenario: A violation weighs a little
      Given "ruritania" and "freedonia" declare a "general" ceasefire "june"
      And the ceasefire "june" takes effect
      When "freedonia" violates the ceasefire "june"
      Then the rule "ceasefire-violated" fired
      And the rule "ceasefire-violated" weighs for "collapse"
      And the ceasefire "june" is "in effect"

    Scenario: What has ended can't be violated any more
      Given the ceasefire "june" is "ended"
      When "freedonia" violates the ceasefire "june"
      Then the rule "ceasefire-violated" did not fire because "own"
      And the ceasefire "june" is "ended"

    Scenario: The twentieth entry in a week
      Given the ceasefire "june" is "in effect"
      When these events happen:
        | kind      | occurred         | ceasefire | status   |
        | ceasefire | 2025-01-03T08:00 | june      | violated |
        | ceasefire | 2025-01-03T09:00 | june      | violated |
        | ceasefire | 2025-01-03T10:00 | june      | violated |
        | ceasefire | 2025-01-03T11:00 | june      | violated |
        | ceasefire | 2025-01-03T12:00 | june      | violated |
        | ceasefire | 2025-01-03T13:00 | june      | violated |
        | ceasefire | 2025-01-03T14:00 | june      | violated |
        | ceasefire | 2025-01-03T15:00 | june      | violated |
        | ceasefire | 2025-01-03T16:00 | june      | violated |
        | ceasefire | 2025-01-03T17:00 | june      | violated |
        | ceasefire | 2025-01-09T08:00 | june      | violated |
        | ceasefire | 2025-01-09T09:00 | june      | violated |
        | ceasefire | 2025-01-09T10:00 | june      | violated |
        | ceasefire | 2025-01-09T11:00 | june      | violated |
        | ceasefire | 2025-01-09T12:00 | june      | violated |
        | ceasefire | 2025-01-09T13:00 | june      | violated |
        | ceasefire | 2025-01-09T14:00 | june      | violated |
        | ceasefire | 2025-01-09T15:00 | june      | violated |
        | ceasefire | 2025-01-09T16:00 | june      | violated |
      Then the rule "twenty-violations-in-a-week" did not fire
      When "freedonia" violates the ceasefire "june" on "2025-01-09"
      Then the rule "twenty-violations-in-a-week" fired 1 time
      And the ceasefire "june" has 20 violations

    Scenario: Twenty shots in one report are one entry
      Given the ceasefire "june" is "in effect"
      When "freedonia" violates the ceasefire "june" 20 times
      Then the ceasefire "june" has 20 violations
      And the rule "twenty-violations-in-a-week" did not fire because "count"
