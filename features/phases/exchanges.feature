Feature: The phases of an exchange
  Agreed, scheduled, partly executed, executed: an exchange that is agreed has freed nobody yet.

  Background:
    Given Ruritania and Freedonia are at war

  Scenario: From the table to the bridge
    When "ruritania" and "freedonia" agree on the "prisoner exchange" "spring" on "2025-05-16"
    Then the phase of "humanitarian:spring" is "agreed"
    When the agreement "spring" is scheduled for "2025-05-23" on "2025-05-20"
    Then the phase of "humanitarian:spring" is "scheduled"
    When the agreement "spring" is partly executed on "2025-05-23"
    Then the phase of "humanitarian:spring" is "partly_executed"
    And the agreement "spring" is not "executed"
    When the agreement "spring" is executed on "2025-05-25"
    Then the phase of "humanitarian:spring" is "executed"
    And the agreement "spring" was agreed on "2025-05-16"
    And the agreement "spring" was executed on "2025-05-25"
    And no move was irregular

  Scenario Outline: What stalls may go on
    Given the "prisoner exchange" agreement "spring" is "stalled"
    When the agreement "spring" is <again>
    Then the phase of "humanitarian:spring" went from "stalled" to "<phase>"
    And the move of "humanitarian:spring" to "<phase>" was regular

    Examples:
      | again                      | phase           |
      | scheduled for "2025-03-01" | scheduled       |
      | partly executed            | partly_executed |
      | executed                   | executed        |

  Scenario: A day that is set may be set anew
    Given the "prisoner exchange" agreement "spring" is "agreed"
    And the agreement "spring" is scheduled for "2025-02-01"
    When the agreement "spring" is scheduled for "2025-02-08"
    Then the phase of "humanitarian:spring" does not change

  Scenario: What lapsed can be agreed again
    Given the "prisoner exchange" agreement "spring" is "agreed"
    And the agreement "spring" lapses
    When "ruritania" and "freedonia" agree on the "prisoner exchange" "spring"
    Then the phase of "humanitarian:spring" went from "ended" to "agreed"

  Scenario: The buses roll before anybody has announced an agreement
    When an "agreement" happens:
      | actor     | ruritania, freedonia |
      | agreement | spring               |
      | type      | prisoner_exchange    |
      | status    | executed             |
    Then the phase of "humanitarian:spring" is "executed"
    And the move of "humanitarian:spring" to "executed" was irregular because "executed does not follow none"

  Scenario: What is done can't stall
    Given the "prisoner exchange" agreement "spring" is "executed"
    When it is "2025-01-10"
    Then the move "stall" of "humanitarian:spring" is blocked by "does not lead on from executed"

  Scenario: Each exchange has a region of its own
    Given the "prisoner exchange" agreement "spring" is "executed"
    When "ruritania" and "freedonia" agree on the "remains" "the-dead"
    Then there are 2 regions of "humanitarian"
    And the phase of "humanitarian:spring" does not change
