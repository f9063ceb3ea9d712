Feature: The two tracks of Minsk
  The Contact Group met in Minsk, and the four of Normandy where they could. Each track has rounds and
  a phase of its own; the agreements came from one, and were carried by the other.

  Background:
    Given the case "minsk-2014"

  Scenario: Two tracks stand side by side
    When the log is replayed as of "2015-02-11"
    Then there are 2 regions of "talks"
    And the talks "contact-group" are "convened"
    And the talks "normandy" are "convened"

  Scenario: In September one track meets, and the other has gone home
    When the log is replayed as of "2014-09-05T12:00"
    Then round 1 of "normandy" is "adjourned"
    And the talks "normandy" are "adjourned"
    And round 2 of "normandy" is not known

  Scenario: The rounds of a track are numbered by themselves
    When the log is replayed as of "2015-02-16"
    Then round 7 of "contact-group" is "adjourned"
    And round 2 of "normandy" is "adjourned"
    And the outcome of round 2 of "normandy" is "agreement"

  Scenario: The protocol is a framework, Minsk II a plan for carrying it out
    When the log is replayed as of "2014-09-06"
    Then the agreement "minsk-protocol" is of the type "framework"
    And the settlement is "framework"
    When it is "2015-02-13"
    Then the agreement "minsk-2" is of the type "implementation"
    And the settlement is "implementation"
    And the agreement "minsk-2" is signed by "osce"
    And the agreement "minsk-2" is not signed by "germany"

  Scenario: Belarus hosts, and does not mediate
    When the log is replayed as of "2015-02-16"
    Then no mediation by "belarus" is known
