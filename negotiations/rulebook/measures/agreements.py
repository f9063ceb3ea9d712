"""Where agreements and ceasefires stand, and the settlement they may add up to."""

from typing import ClassVar

import attrs

from negotiations.model.agreements import Agreement
from negotiations.model.ceasefires import Ceasefire
from negotiations.model.kinds import (
    AGREEMENT_TYPES,
    CEASEFIRE_CLASSES,
    DECLARATIONS,
    PURPOSES,
    SCOPES,
    AgreementEvent,
)
from negotiations.model.phases import CEASEFIRE, HUMANITARIAN, SETTLEMENT
from negotiations.model.shapes import Name, Words, shaped
from negotiations.model.truth import Truth, either, every
from negotiations.parameters import Who
from negotiations.rulebook.measures.measure import holds_any, one_of
from negotiations.rulebook.situation import Situation


@attrs.frozen
class CeasefireStands:
    """`ceasefire: in_effect`: some ceasefire stands so and is such; `none`: there never was one."""

    name: ClassVar[str] = "ceasefire"
    reads: ClassVar[tuple[str, ...] | None] = ("ceasefires",)
    plain: ClassVar[str | None] = "status"
    status: tuple[str, ...] = shaped(Words(CEASEFIRE.phases))
    class_: tuple[str, ...] = shaped(Words(CEASEFIRE_CLASSES))
    declaration: tuple[str, ...] = shaped(Words(DECLARATIONS))
    scope: tuple[str, ...] = shaped(Words(SCOPES))
    purpose: tuple[str, ...] = shaped(Words(PURPOSES))
    signed_by: str | None = shaped(Who())
    track: str | None = shaped(Name("track"))

    def truth(self, situation: Situation) -> Truth:
        known = situation.process.ceasefires.values()
        none = not known if "none" in self.status else False
        return either([none, *(self._fits(each, situation) for each in known)])

    def _fits(self, ceasefire: Ceasefire, situation: Situation) -> Truth:
        signer = situation.roles.who(self.signed_by)
        return every(
            (
                one_of(ceasefire.status, self.status),
                one_of(ceasefire.class_, self.class_),
                one_of(ceasefire.declaration, self.declaration),
                one_of(ceasefire.scope, self.scope),
                holds_any(ceasefire.purpose, self.purpose),
                holds_any(ceasefire.signatories, [signer] if signer else []),
                one_of(ceasefire.track, [self.track] if self.track else []),
            )
        )


@attrs.frozen
class AgreementStands:
    """`agreement: {type: prisoner_exchange, status: agreed}`: some agreement stands so."""

    name: ClassVar[str] = "agreement"
    reads: ClassVar[tuple[str, ...] | None] = ("agreements",)
    plain: ClassVar[str | None] = "status"
    status: tuple[str, ...] = shaped(Words(tuple(AgreementEvent.codings)))
    type: tuple[str, ...] = shaped(Words(AGREEMENT_TYPES))
    signed_by: str | None = shaped(Who())
    track: str | None = shaped(Name("track"))

    def truth(self, situation: Situation) -> Truth:
        known = situation.process.agreements.values()
        return either(self._fits(each, situation) for each in known)

    def _fits(self, agreement: Agreement, situation: Situation) -> Truth:
        signer = situation.roles.who(self.signed_by)
        return every(
            (
                one_of(agreement.status, self.status),
                one_of(agreement.type, self.type),
                holds_any(agreement.signatories, [signer] if signer else []),
                one_of(agreement.track, [self.track] if self.track else []),
            )
        )


@attrs.frozen
class Humanitarian:
    """`humanitarian: stalled`: the phase of some humanitarian agreement."""

    name: ClassVar[str] = "humanitarian"
    reads: ClassVar[tuple[str, ...] | None] = ("regions", "agreements")
    plain: ClassVar[str | None] = "phase"
    needs: ClassVar[tuple[str, ...]] = ("phase",)
    phase: tuple[str, ...] = shaped(Words(HUMANITARIAN.phases))
    type: tuple[str, ...] = shaped(Words(AGREEMENT_TYPES))

    def truth(self, situation: Situation) -> Truth:
        process = situation.process
        return either(
            every(
                (
                    region.phase in self.phase,
                    one_of(process.agreements[region.name].type, self.type),
                )
            )
            for region in process.of_kind("humanitarian")
        )


@attrs.frozen
class Settlement:
    """`settlement: framework`: the phase of the settlement."""

    name: ClassVar[str] = "settlement"
    reads: ClassVar[tuple[str, ...] | None] = ("regions",)
    plain: ClassVar[str | None] = "phase"
    needs: ClassVar[tuple[str, ...]] = ("phase",)
    phase: tuple[str, ...] = shaped(Words(SETTLEMENT.phases))

    def truth(self, situation: Situation) -> Truth:
        return situation.process.region("settlement", "").phase in self.phase
