Feature: Who hosts, and who mediates
  International partners have sought a ceasefire, without success so far. Turkey opened its house; that
  alone makes nobody a mediator, and "not yet" is not "failed".

  Background:
    Given the case "istanbul-2025"
    And the log is replayed as of "2025-06-02"

  @F17
  Scenario: The partners' efforts have had no success so far
    Then the outcome of the mediation by "international-partners" on "truce-terms" is "none yet"
    And the rule "mediation-failed" did not fire because "outcome"

  @trap:partners
  Scenario: The partners are not Turkey
    Then "actor" of "partners-seek-ceasefire" is "international-partners"
    And no mediation by "turkey" is known

  Scenario: Should they give up, that would weigh against
    When the mediation of "international-partners" is "failed" on "2025-06-10"
    Then the rule "mediation-failed" fired
