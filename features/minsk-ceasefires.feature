Feature: The ceasefires of Minsk
  Talks that did end in ceasefires: two tracks, and ceasefires that overlap.

  Background:
    Given the case "minsk-2014"

  Scenario: Before the protocol the question is whether a ceasefire comes
    When the log is replayed as of "2014-08-31"
    Then the question asked is "onset"

  Scenario: With the protocol in effect the question is whether it collapses
    When the log is replayed as of "2014-09-06"
    Then the question asked is "collapse"
    And the likelihood of "onset" is not asked

  Scenario: Two tracks stand side by side
    When the log is replayed as of "2015-02-16"
    Then there are 2 regions of "talks"
