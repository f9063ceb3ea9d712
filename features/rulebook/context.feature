Feature: What stands around the talks
  Earlier ceasefires and agreements are the best evidence there is; what watchers expect is thin; what
  prices do is kept in sight and weighs nothing.

  Background:
    Given Ruritania and Freedonia are at war

  Rule: Precedents

    Scenario: Nothing foretells a ceasefire as well as the last one
      When "ruritania" and "freedonia" declare a "partial" ceasefire "spring"
      Then the rule "ceasefire-declared-lately" fired
      And the strongest evidence on "onset" is of the rule "ceasefire-declared-lately"
      And the rule "unilateral-truce" did not fire because "declaration"

    Scenario: One side's truce is worth an eighth of it
      When "freedonia" alone declares a ceasefire "parade"
      Then the rule "unilateral-truce" fired
      And the rule "ceasefire-declared-lately" did not fire because "declaration"

    Scenario Outline: A truce, and what it is for
      When a "ceasefire" happens:
        | actor       | freedonia  |
        | ceasefire   | truce      |
        | status      | <status>   |
        | declaration | unilateral |
        | purpose     | <purpose>  |
      Then the rule "holiday-truce" fired <times> times

      Examples: Declared, and for a feast
        | purpose      | status   | times |
        | holiday      | declared | 1     |
        | humanitarian | declared | 0     |
        | holiday      | proposed | 0     |

    Scenario Outline: What sort of agreement it is
      When "ruritania" and "freedonia" agree on the "<type>" "paper"
      Then the rule "substantive-agreement" fired <substantive> times
      And the rule "prenegotiation-agreement" fired <about talks> times

      Examples: On the conflict itself, on how to talk, on people
        | type              | substantive | about talks |
        | partial           | 1           | 0           |
        | framework         | 1           | 0           |
        | comprehensive     | 1           | 0           |
        | prenegotiation    | 0           | 1           |
        | prisoner exchange | 0           | 0           |

  Rule: Those who watch

    Background:
      Given the source "analysts"

    Scenario Outline: What analysts expect
      When "analysts" assess the "expectations" as "<level>"
      Then the rule "low-expectations" fired <times> times

      Examples: Only little is worth a word
        | level    | times |
        | low      | 1     |
        | moderate | 0     |
        | high     | 0     |

    Scenario: Who says it again within a month says nothing new
      Given "analysts" assess the "expectations" as "low" on "2025-06-02"
      When "analysts" assess the "expectations" as "low" on "2025-06-20"
      Then the rule "low-expectations" fired 1 time

    Scenario Outline: How ripe the conflict looks
      When "analysts" assess the "<topic>" as "<level>"
      Then the rule "conflict-looks-ripe" fired <times> times

      Examples: A stalemate that hurts, with a way out
        | topic       | level       | times |
        | ripeness    | high        | 1     |
        | ripeness    | substantial | 1     |
        | ripeness    | moderate    | 0     |
        | differences | substantial | 0     |

  Rule: Markets

    Scenario: Prices that move are noted, and weigh nothing
      When the price of "oil" rises
      Then the rule "markets-moved" fired
      And a note says "Their causes are claims"
      And no evidence weighs on "onset"

    Scenario: Which way they moved, nobody says
      When a "market" happens:
        | instrument | oil |
      Then the rule "markets-moved" did not fire because "direction is not known"
