Feature: Late news
  Word of an early event may come long after it. It fills gaps and dates, and undoes nothing that has
  come after the event.

  Background:
    Given Ruritania and Freedonia are at war

  Scenario: Late word of a meeting does not reopen talks that have ended since
    Given round 1 is planned on "2025-05-10"
    And round 1 is convened on "2025-05-16"
    And round 1 is adjourned on "2025-05-17"
    When a "round" happens:
      | id       | told-late       |
      | occurred | 2025-05-16T10:00 |
      | known_at | 2025-05-30      |
      | status   | convened        |
      | number   | 1               |
      | venue    | Arcadia City    |
    Then round 1 is "adjourned"
    And the talks are "adjourned"
    And the venue of round 1 is "Arcadia City"
    And a note on "told-late" says "older news"

  Scenario: Late word of a stance is not a party's last word
    Given "freedonia" is "willing" on "truce-terms" on "2025-06-02"
    When a "statement" happens:
      | actor    | freedonia   |
      | issue    | truce-terms |
      | stance   | refuses     |
      | occurred | 2025-05-20  |
      | known_at | 2025-06-10  |
    Then the stance of "freedonia" on "truce-terms" is "willing"

  Scenario: Deaths that come late count in the month in which they fell
    Given the fighting between "ruritania" and "freedonia" kills 60 on "2025-04-20"
    And the fighting between "ruritania" and "freedonia" kills 40 on "2025-05-20"
    When a "ground_fighting" happens:
      | actor    | ruritania, freedonia |
      | deaths   | 30                   |
      | occurred | 2025-05-21           |
      | known_at | 2025-05-24           |
    And it is "2025-05-26"
    Then the rule "deaths-rising" fired 1 time
    And the rule "deaths-rising" fired on "day:2025-05-25"

  Scenario: What is known late has faded already by the time that it is known
    Rounds fade by half in 45 days; after twice as long a quarter is left.

    Given round 1 is planned on "2025-01-02"
    When a "round" happens:
      | id       | told-late  |
      | occurred | 2025-01-10 |
      | known_at | 2025-04-10 |
      | status   | convened   |
      | number   | 1          |
    Then "told-late" weighs 0.118 nats on "onset" by the rule "round-convened"
    And the rule "round-convened" weighs 0.029 nats on "onset"
