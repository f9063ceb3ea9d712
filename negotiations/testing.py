"""For the tests of those who write rules and features.

>>> import negotiations as ng
>>> ng.testing.assert_no_look_ahead.__name__
'assert_no_look_ahead'
"""

from negotiations.forecast.look_ahead import LookAhead, assert_no_look_ahead

__all__ = ["LookAhead", "assert_no_look_ahead"]
