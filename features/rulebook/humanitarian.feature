Feature: What exchanges and the return of the dead say about a ceasefire
  An exchange shows that a channel works, and hardly more: wars go on beside exchanges for years. By
  itself it looks like strong evidence, and nearly all of that is the talks it came from.

  Background:
    Given Ruritania and Freedonia are at war

  Scenario: An exchange that is agreed weighs next to nothing
    When "ruritania" and "freedonia" agree on the "prisoner exchange" "spring"
    Then the rule "exchange-agreed" fired
    And the likelihood of "onset" within 90 days rises
    And the likelihood of "onset" within 90 days is 12 % ± 0.2 points

  Scenario: Who agrees on an exchange has moved on prisoners, and on nothing else
    When "ruritania" and "freedonia" agree on the "prisoner exchange" "spring"
    Then the rule "exchange-eases-prisoner-terms" fired for "ruritania"
    And the rule "exchange-eases-prisoner-terms" fired for "freedonia"
    And the gap between "ruritania" and "freedonia" on "prisoners" narrows
    And the gap between "ruritania" and "freedonia" on "truce-terms" does not change

  Scenario Outline: Other agreements are no exchange of prisoners
    When "ruritania" and "freedonia" agree on the "<type>" "spring"
    Then the rule "exchange-agreed" did not fire because "type"
    And the rule "exchange-eases-prisoner-terms" did not fire because "type"

    Examples:
      | type         |
      | remains      |
      | humanitarian |

  Scenario Outline: How soon an exchange is carried out
    Given "ruritania" and "freedonia" agree on the "prisoner exchange" "spring" on "2025-05-16"
    When the agreement "spring" is executed on "<day>"
    Then the rule "exchange-executed-promptly" fired <times> times

    Examples: Within fourteen days of its own agreement
      | day        | times |
      | 2025-05-25 | 1     |
      | 2025-05-30 | 1     |
      | 2025-05-31 | 0     |

  Scenario: A first part is not the whole
    Given the "prisoner exchange" agreement "spring" is "agreed"
    When the agreement "spring" is partly executed
    Then the rule "exchange-executed-promptly" did not fire because "status"

  Scenario: If the easiest thing to agree on stalls, the harder ones will not be believed
    Given the "prisoner exchange" agreement "spring" is "agreed"
    When the agreement "spring" stalls
    Then the rule "exchange-stalled" fired
    And the likelihood of "onset" within 90 days falls

  Scenario: What stalls already stalls no second time
    Given the "prisoner exchange" agreement "spring" is "agreed"
    And the agreement "spring" stalls on "2025-01-10"
    When the agreement "spring" stalls on "2025-01-20"
    Then the rule "exchange-stalled" fired 1 time

  Scenario: Another agreement that stalls is no exchange
    Given the "remains" agreement "the-dead" is "agreed"
    When the agreement "the-dead" stalls
    Then the rule "exchange-stalled" did not fire because "own"

  Scenario: The dead are handed over
    Given the "remains" agreement "the-dead" is "agreed"
    When the agreement "the-dead" is partly executed
    Then the rule "remains-returned" fired
    And the rule "remains-returned" weighs for "onset" in the group "humanitarian"

  Scenario: To agree on the return of the dead is not to return them
    When "ruritania" and "freedonia" agree on the "remains" "the-dead"
    Then the rule "remains-returned" did not fire because "status"
