"""What the sources of records come to, looked up by their names and grades alone."""

from typing import Any

from negotiations.log.fit import UNSET
from negotiations.log.forms import Form, Forms
from negotiations.model.case import Case
from negotiations.model.claims import best_credibility, source_quality
from negotiations.sieve import Grade

MOST = 65_536


class Grades(dict[Any, Grade]):
    """What the sources of a form come to, by their names and grades alone."""

    def __init__(self, forms: Forms, case: Case) -> None:
        super().__init__()
        self._forms, self._case = forms, case
        self._none = self._grade(())

    def of(self, form: Form) -> Grade:
        """The grade of a form."""
        sources = form.sources
        if sources is UNSET:
            return self._none
        if len(sources) == 1:
            [one] = sources
            return self[one if type(one) is str else (one.source, one.reliability, one.credibility)]
        return self[tuple(map(_graded, sources))]

    def __missing__(self, key: Any) -> Grade:
        many = isinstance(key, tuple) and (not key or isinstance(key[0], tuple))
        sources = key if many else (_named(key),)
        if len(self) >= MOST:
            self.clear()
        self[key] = grade = self._grade(sources)
        return grade

    def _grade(self, graded: tuple[Any, ...]) -> Grade:
        sources = tuple(self._forms.source(*each) for each in graded)
        best = best_credibility(sources)
        return Grade(source_quality(sources), best, best in self._case.accept)


def _graded(source: Any) -> tuple[Any, ...]:
    """The name and the grades in the form of a source."""
    return (
        (source,)
        if type(source) is str
        else (source.source, source.reliability, source.credibility)
    )


def _named(key: Any) -> tuple[Any, ...]:
    return (key,) if isinstance(key, str) else key
