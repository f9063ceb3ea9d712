Feature: A first minute
  Two countries at war, one drone strike and one round of talks: enough to see what a scenario can
  say. Copy this file, change the names, and run it: negotiations scenario first-minute.feature

  Scenario: A round is planned, and held
    Given a case between "Ruritania" and "Freedonia"
    When round 1 is planned for "2025-02-01"
    Then round 1 is "planned"
    And the talks are "scheduled"
    When round 1 is convened on "2025-02-01"
    Then the talks are "convened"

  Scenario: A number may be a bound, and what nobody has said stays unknown
    Given a case between "Ruritania" and "Freedonia"
    When a "strike" happens:
      | id        | night-raid |
      | actor     | freedonia  |
      | recipient | ruritania  |
      | munition  | drone      |
      | launched  | >40        |
    Then "launched" of "night-raid" is at least 41
    And "launched" of "night-raid" may be 400
    And "impacts" of "night-raid" is not known

  Scenario: Talks make a ceasefire a little more likely, for a while
    Given a case between "Ruritania" and "Freedonia"
    And the base rate of "onset" is 12 % in 90 days
    And round 1 is "planned"
    When round 1 is convened
    Then the rule "round-convened" fired
    And the likelihood of "onset" within 90 days rises
    And the likelihood of "onset" within 90 days is "very unlikely"
    When 60 days pass
    Then the likelihood of "onset" within 90 days falls

  Scenario Outline: The same story with other numbers
    Given a case between "Ruritania" and "Freedonia"
    And the talks are "adjourned"
    When "freedonia" strikes "ruritania" with <drones> drones
    Then the rule "mass-drone-attack" fired <times> times

    Examples: From 400 drones on it is a mass attack
      | drones | times |
      | 399    | 0     |
      | 400    | 1     |
