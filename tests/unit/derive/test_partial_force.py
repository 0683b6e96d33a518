"""Parts of a treaty that enter into force on their own."""

from __future__ import annotations

from dataclasses import replace

from igc_tracker.derive.conditions import NeedCode
from igc_tracker.derive.entry_into_force import ForceBasis, PartForce
from igc_tracker.derive.standing import Standing, StandingCode, derive_standing
from igc_tracker.domain.clauses import Declarations, Deposits, ForceRule, PartialForceRule, PartRule, Rule, SignedByAll
from igc_tracker.domain.facts import Fact, FactKind
from igc_tracker.domain.instruments import ClauseTopic, FinalClause
from support import agreement, day, timeline

PARTIES = ("KZ", "RU", "BY")
WHOLE = ForceRule(condition=Deposits(count=2))
ON_TWO_DECLARATIONS = PartRule(article="41", condition=Declarations(count=2, article="41"))


def standing_of(part: PartRule, facts: tuple[Fact, ...], *, as_of: str = "2026-01-01") -> Standing:
    rules: dict[ClauseTopic, Rule] = {
        ClauseTopic.ENTRY_INTO_FORCE: WHOLE,
        ClauseTopic.PARTIAL_ENTRY_INTO_FORCE: PartialForceRule(parts=(part,)),
    }
    clauses = tuple(FinalClause(topic=topic, rule=rule) for topic, rule in rules.items())
    standing = derive_standing(agreement(parties=PARTIES, facts=facts, clauses=clauses), as_of=day(as_of))
    assert standing is not None
    return standing


def part_of(standing: Standing) -> PartForce:
    (found,) = standing.entry_into_force.parts
    return found


def under_41(text: str) -> tuple[Fact, ...]:
    return tuple(replace(fact, article="41") for fact in timeline(text))


DEPOSITS = timeline("1976-01-01 instrument-deposited KZ\n1976-03-23 instrument-deposited RU")


def test_an_article_enters_into_force_with_enough_declarations_under_it() -> None:
    declared = under_41("1975-01-01 declared KZ\n1979-03-28 declared BY")

    part = part_of(standing_of(ON_TWO_DECLARATIONS, (*DEPOSITS, *declared)))

    assert (part.article, str(part.on), part.basis) == ("41", "1979-03-28", ForceBasis.COMPUTED)


def test_a_part_waits_for_the_treaty_unless_it_may_be_ahead_of_it() -> None:
    declared = under_41("1975-01-01 declared KZ\n1975-02-01 declared BY")
    ahead = replace(ON_TWO_DECLARATIONS, ahead=True)

    assert str(part_of(standing_of(ON_TWO_DECLARATIONS, (*DEPOSITS, *declared))).on) == "1976-03-23"
    assert str(part_of(standing_of(ahead, (*DEPOSITS, *declared))).on) == "1975-02-01"
    alone = part_of(standing_of(ON_TWO_DECLARATIONS, declared))
    assert [missing.need.code for missing in alone.missing if missing.need] == [NeedCode.TREATY]


def test_how_many_declarations_are_missing_is_said() -> None:
    part = part_of(standing_of(ON_TWO_DECLARATIONS, (*DEPOSITS, *under_41("1975-01-01 declared KZ"))))

    assert [(m.need.have, m.need.need) for m in part.missing if m.need] == [(1, 2)]


def test_a_declaration_under_another_article_does_not_count() -> None:
    other = tuple(replace(fact, article="14") for fact in timeline("1975-01-01 declared RU"))
    declared = (*under_41("1975-01-01 declared KZ"), *other)

    assert part_of(standing_of(ON_TWO_DECLARATIONS, (*DEPOSITS, *declared))).on is None


def test_the_published_day_of_a_part_goes_first_and_is_not_that_of_the_treaty() -> None:
    declared = under_41("1975-01-01 declared KZ\n1979-03-28 declared BY\n1979-04-01 entered-into-force")

    standing = standing_of(ON_TWO_DECLARATIONS, declared, as_of="1979-05-01")
    part = part_of(standing)

    assert (str(part.on), part.basis, part.fact) == ("1979-04-01", ForceBasis.RECORDED, "entered-into-force-1979-04-01")
    assert standing.entry_into_force.on is None
    assert standing.code is not StandingCode.IN_FORCE


def test_a_published_part_needs_no_rule() -> None:
    facts = (*DEPOSITS, *under_41("1979-03-28 entered-into-force"))
    treaty = agreement(parties=PARTIES, facts=facts)
    standing = derive_standing(treaty, as_of=day("2026-01-01"))
    assert standing is not None

    assert [(part.article, str(part.on)) for part in standing.entry_into_force.parts] == [("41", "1979-03-28")]


def test_a_part_may_apply_from_signature_while_the_rest_waits() -> None:
    at_once = PartRule(article="1 to 3", condition=SignedByAll(), ahead=True)
    signed = timeline("1975-06-01 signed KZ\n1975-06-01 signed RU\n1975-06-02 signed BY")

    standing = standing_of(at_once, signed, as_of="1975-07-01")

    assert str(part_of(standing).on) == "1975-06-02"
    assert standing.entry_into_force.on is None


def test_an_act_about_one_article_is_no_act_of_the_whole() -> None:
    only_41 = under_41("1976-01-01 instrument-deposited BY\n1976-02-01 instrument-deposited RU")
    kinds = {fact.kind for fact in only_41}

    standing = standing_of(ON_TWO_DECLARATIONS, only_41)

    assert kinds == {FactKind.INSTRUMENT_DEPOSITED}
    assert standing.entry_into_force.on is None
