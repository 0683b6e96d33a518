"""Every condition of a final clause, met and unmet, with what it still needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from igc_tracker.derive.conditions import ActKind, Circumstances, Need, NeedCode, Outcome, evaluate
from igc_tracker.domain import clauses as c
from igc_tracker.domain.facts import Manner
from support import day, seen


def met_on(condition: c.Condition, circumstances: Circumstances) -> str | None:
    found = evaluate(condition, circumstances)
    assert (found.on is None) is bool(found.needs)
    return found.on.isoformat() if found.on else None


def needs_of(condition: c.Condition, circumstances: Circumstances) -> tuple[Need, ...]:
    found = evaluate(condition, circumstances)
    assert found.on is None
    return found.needs


def who_is_missing(condition: c.Condition, circumstances: Circumstances) -> list[tuple[str, str | None]]:
    return [(need.code.value, need.party) for need in needs_of(condition, circumstances)]


# --- signature ----------------------------------------------------------------------------------------------------


def test_signature_by_all_is_met_by_the_last_signature() -> None:
    found = evaluate(c.SignedByAll(), seen("1998-09-28 signature RU\n1998-09-30 signature KZ"))

    assert found == Outcome(on=day("1998-09-30"), because=("signature-KZ-1998-09-30",))


def test_signature_by_all_names_who_has_not_signed() -> None:
    signed = seen("1998-09-30 signature KZ", parties="KZ RU BY")

    assert who_is_missing(c.SignedByAll(), signed) == [("signature", "RU"), ("signature", "BY")]


def test_a_signature_without_a_day_needs_its_day() -> None:
    signed = seen("1998-09-30 signature KZ\nundated signature RU")

    assert who_is_missing(c.SignedByAll(), signed) == [("day", "RU")]


def test_a_joint_signature_is_that_of_every_party() -> None:
    assert met_on(c.SignedByAll(), seen("1998-09-30 signature -", parties="KZ RU")) == "1998-09-30"


def test_without_parties_nothing_can_be_told() -> None:
    assert [need.code for need in needs_of(c.SignedByAll(), seen(""))] == [NeedCode.PARTIES]


def test_a_deposit_is_no_signature() -> None:
    assert who_is_missing(c.SignedByAll(), seen("1998-09-30 deposit KZ")) == [("signature", "KZ")]


# --- a day named --------------------------------------------------------------------------------------------------


def test_a_named_day_is_met_on_that_day_whatever_is_done() -> None:
    assert evaluate(c.OnDate(on=day("2001-07-01")), seen("")) == Outcome(on=day("2001-07-01"))


# --- notes --------------------------------------------------------------------------------------------------------

NOTES = """
    2021-06-01 note-dated KZ
    2021-06-03 note-sent KZ
    2021-06-20 note-received KZ
    2021-07-01 note-dated RU
    2021-07-05 note-sent RU
    2021-07-30 note-received RU
"""


@pytest.mark.parametrize(
    ("basis", "decisive"),
    [
        (c.Basis.RECEIPT, "2021-07-30"),
        (c.Basis.DISPATCH, "2021-07-05"),
        (c.Basis.NOTE_DATE, "2021-07-01"),
    ],
)
def test_receipt_dispatch_and_the_date_a_note_bears_are_kept_apart(basis: c.Basis, decisive: str) -> None:
    assert met_on(c.LastNotification(basis=basis), seen(NOTES)) == decisive


def test_the_clause_counts_receipt_unless_it_says_otherwise() -> None:
    assert c.LastNotification().basis is c.Basis.RECEIPT


def test_a_note_that_was_only_sent_was_not_received() -> None:
    sent = seen("2021-07-05 note-sent RU\n2021-06-20 note-received KZ")

    assert who_is_missing(c.LastNotification(), sent) == [("note", "RU")]


def test_each_partys_first_note_counts() -> None:
    notes = seen("2021-06-20 note-received KZ\n2021-07-30 note-received RU\n2021-09-01 note-received RU")

    assert met_on(c.LastNotification(), notes) == "2021-07-30"


def test_both_notes_of_the_decisive_day_are_the_reason() -> None:
    found = evaluate(c.LastNotification(), seen("2021-07-30 note-received KZ\n2021-07-30 note-received RU"))

    assert found.because == ("note-received-KZ-2021-07-30", "note-received-RU-2021-07-30")


def test_an_exchange_of_notes_is_made_by_the_reply() -> None:
    notes = seen("2000-12-01 note-dated US\n2000-12-05 note-dated KZ")

    assert met_on(c.ReplyNote(), notes) == "2000-12-05"
    assert who_is_missing(c.ReplyNote(), seen("2000-12-01 note-dated US", parties="US KZ")) == [("note", "KZ")]


def test_a_reply_can_count_from_its_receipt() -> None:
    notes = seen("2000-12-01 note-received US\n2000-12-09 note-received KZ")

    assert met_on(c.ReplyNote(basis=c.Basis.RECEIPT), notes) == "2000-12-09"


# --- exchange, decision, other instruments ------------------------------------------------------------------------


def test_the_exchange_of_instruments_counts_and_what_came_before_does_not() -> None:
    assert met_on(c.InstrumentsExchanged(), seen("2011-02-05 exchange -", parties="RU US")) == "2011-02-05"
    assert needs_of(c.InstrumentsExchanged(), seen("2011-02-02 deposit US")) == (Need(code=NeedCode.EXCHANGE),)


def test_an_exchange_without_a_day_needs_its_day() -> None:
    assert needs_of(c.InstrumentsExchanged(), seen("undated exchange -")) == (Need(code=NeedCode.DAY),)


def test_a_decision_fixes_the_day_and_its_absence_names_the_body() -> None:
    decided = c.Decided(body="Interstate Council")

    assert met_on(decided, seen("2012-01-01 decision -")) == "2012-01-01"
    assert needs_of(decided, seen("")) == (Need(code=NeedCode.DECISION, label="Interstate Council"),)
    assert needs_of(decided, seen("undated decision -")) == (Need(code=NeedCode.DAY, label="Interstate Council"),)


def test_another_instruments_entry_into_force_or_end_counts_as_soon_as_it_is_known() -> None:
    known = {"tca": day("2021-05-01")}
    elsewhere = replace(seen(""), in_force=known.get, ended={"withdrawal": day("2020-12-31")}.get)

    assert met_on(c.OtherInForce(ref="tca"), elsewhere) == "2021-05-01"
    assert met_on(c.OtherEnded(ref="withdrawal"), elsewhere) == "2020-12-31"


@pytest.mark.parametrize("condition", [c.OtherInForce(ref="tca"), c.OtherEnded(ref="tca")])
def test_an_unknown_instrument_is_named(condition: c.Condition) -> None:
    assert needs_of(condition, seen("")) == (Need(code=NeedCode.OTHER_INSTRUMENT, label="tca"),)


# --- counting instruments -----------------------------------------------------------------------------------------

THREE = c.Deposits(count=3)


def test_the_kth_instrument_in_order_of_day_decides() -> None:
    found = evaluate(THREE, seen("2004-03-18 deposit LT\n2002-06-20 deposit AL\n2002-10-17 deposit HR"))

    assert found == Outcome(on=day("2004-03-18"), because=("deposit-LT-2004-03-18",))


def test_what_is_short_of_the_number_says_how_many_of_how_many() -> None:
    assert needs_of(THREE, seen("2002-06-20 deposit AL\n2002-10-17 deposit HR")) == (
        Need(code=NeedCode.COUNT, have=2, need=3),
    )


def test_without_any_instrument_all_are_missing() -> None:
    assert needs_of(THREE, seen("")) == (Need(code=NeedCode.COUNT, have=0, need=3),)


def test_all_instruments_of_the_decisive_day_are_decisive() -> None:
    found = evaluate(
        THREE,
        seen(
            """
            1981-06-18 deposit LS
            1986-12-11 deposit CN
            1986-12-11 deposit IT
            1986-12-11 deposit US
            1987-12-29 deposit AT
            """
        ),
    )

    assert found.on == day("1986-12-11")
    assert set(found.because) == {"deposit-CN-1986-12-11", "deposit-IT-1986-12-11", "deposit-US-1986-12-11"}


def test_a_party_counts_once_however_often_it_deposits() -> None:
    assert needs_of(THREE, seen("2002-06-20 deposit AL\n2002-06-21 deposit AL\n2002-06-22 deposit HR")) == (
        Need(code=NeedCode.COUNT, have=2, need=3),
    )


def test_an_instrument_without_a_day_is_asked_for_beside_what_is_short() -> None:
    assert who_is_missing(THREE, seen("2002-06-20 deposit AL\nundated deposit HR")) == [
        ("count", None),
        ("day", "HR"),
    ]


def test_signatures_and_notes_are_no_instruments() -> None:
    done = seen("2002-01-01 signature AL\n2002-01-01 note-received HR\n2002-01-01 exchange LT")

    assert needs_of(c.Deposits(count=1), done)[0].have == 0


def test_a_domestic_act_cannot_even_be_put_before_a_clause() -> None:
    assert not {"ratified", "approved", "accepted", "acceded", "domestic-act"} & {each.value for each in ActKind}


def test_an_instrument_withdrawn_before_the_number_is_reached_does_not_count() -> None:
    withdrawn = seen(
        """
        2000-01-01 deposit AL
        2000-02-01 withdrawal AL
        2000-03-01 deposit HR
        2000-04-01 deposit LT
        """
    )

    assert needs_of(THREE, withdrawn) == (Need(code=NeedCode.COUNT, have=2, need=3),)
    assert met_on(c.Deposits(count=2), withdrawn) == "2000-04-01"


def test_an_instrument_withdrawn_on_the_decisive_day_itself_does_not_count() -> None:
    done = seen("2000-01-01 deposit AL\n2000-02-01 withdrawal AL\n2000-02-01 deposit HR")

    assert met_on(c.Deposits(count=2), done) is None


def test_an_instrument_withdrawn_after_the_number_was_reached_changes_nothing() -> None:
    done = seen("2000-01-01 deposit AL\n2000-02-01 deposit HR\n2000-02-02 withdrawal AL")

    assert met_on(c.Deposits(count=2), done) == "2000-02-01"


def test_who_withdrew_and_deposited_again_counts_from_the_second_time() -> None:
    done = seen(
        """
        2000-01-01 deposit AL
        2000-02-01 withdrawal AL
        2000-03-01 deposit HR
        2000-05-01 deposit AL
        """
    )

    found = evaluate(c.Deposits(count=2), done)

    assert found == Outcome(on=day("2000-05-01"), because=("deposit-AL-2000-05-01",))


def test_an_excluded_organisation_never_counts() -> None:
    rule = c.Deposits(count=2, exclude=("EU",))

    assert met_on(rule, seen("2016-10-05 deposit EU\n2016-10-05 deposit FR\n2016-10-07 deposit NP")) == "2016-10-07"


def test_every_named_party_has_to_be_among_them() -> None:
    rule = c.Deposits(count=5, include=("GB", "US", "SU"))
    done = seen(
        """
        1967-10-10 deposit GB
        1967-10-10 deposit US
        1967-03-20 deposit NE
        1967-04-15 deposit BG
        1967-05-17 deposit CS
        1967-06-26 deposit HU
        """
    )

    assert needs_of(rule, done) == (Need(code=NeedCode.INSTRUMENT, party="SU"),)
    assert met_on(rule, replace(done, acts=(*done.acts, *seen("1967-10-10 deposit SU").acts))) == "1967-10-10"


def test_a_closed_list_needs_all_of_it_and_says_who_is_missing() -> None:
    rule = c.Deposits(include=("CN", "RU", "US"))

    assert who_is_missing(rule, seen("2000-06-30 deposit RU\n2023-11-03 withdrawal RU")) == [
        ("instrument", "CN"),
        ("instrument", "RU"),
        ("instrument", "US"),
    ]
    assert who_is_missing(rule, seen("2000-06-30 deposit RU")) == [("instrument", "CN"), ("instrument", "US")]


def test_groups_are_quotas_inside_the_count() -> None:
    rule = c.Deposits(count=5, groups=(c.Group(label="Council of Europe", least=3, parties=("AL", "HR", "EE")),))
    done = seen("2001-01-01 deposit US\n2001-01-02 deposit JP\n2001-01-03 deposit CA\n2002-06-20 deposit AL")

    assert needs_of(rule, done) == (
        Need(code=NeedCode.COUNT, have=4, need=5),
        Need(code=NeedCode.GROUP, label="Council of Europe", have=1, need=3),
    )
    more = seen("2002-10-17 deposit HR\n2003-05-12 deposit EE")
    assert met_on(rule, replace(done, acts=(*done.acts, *more.acts))) == "2003-05-12"


def test_a_group_without_a_list_is_whoever_no_other_group_names() -> None:
    rule = c.Deposits(
        groups=(
            c.Group(label="ASEAN", least=2, parties=("SG", "TH", "VN")),
            c.Group(label="the others", least=2),
        )
    )
    done = seen("2021-04-09 deposit SG\n2021-10-28 deposit TH\n2021-10-28 deposit VN\n2021-06-25 deposit JP")

    assert needs_of(rule, done) == (Need(code=NeedCode.GROUP, label="the others", have=1, need=2),)
    late = seen("2021-11-02 deposit AU\n2021-11-02 deposit NZ")
    assert met_on(rule, replace(done, acts=(*done.acts, *late.acts))) == "2021-11-02"


SHARE = c.Share(label="share of emissions", percent=55, version="1998", weights={"IS": 0.0, "PL": 3.0, "RU": 17.4})


def test_weights_are_a_second_threshold_and_the_later_of_both_decides() -> None:
    rule = c.Deposits(count=2, shares=(replace(SHARE, percent=20),))
    done = seen("2002-05-23 deposit IS\n2002-12-13 deposit PL")

    assert needs_of(rule, done) == (Need(code=NeedCode.SHARE, label="share of emissions", have=3.0, need=20),)
    russia = seen("2004-11-18 deposit RU")
    assert met_on(rule, replace(done, acts=(*done.acts, *russia.acts))) == "2004-11-18"


def test_weights_that_are_not_loaded_are_asked_for_and_nothing_is_guessed() -> None:
    rule = c.Deposits(count=1, shares=(c.Share(label="gross tonnage", percent=35),))

    assert needs_of(rule, seen("2016-09-08 deposit FI")) == (Need(code=NeedCode.WEIGHTS, label="gross tonnage"),)


def test_a_share_reached_in_tenths_is_reached() -> None:
    tenths = {f"P{number}": 0.1 for number in range(10)}
    done = "\n".join(f"2000-01-0{number + 1} deposit P{number}" for number in range(3))

    assert met_on(c.Deposits(shares=(c.Share(label="s", percent=0.3, weights=tenths),)), seen(done)) == "2000-01-03"


def test_a_party_outside_the_table_weighs_nothing() -> None:
    rule = c.Deposits(shares=(replace(SHARE, percent=3),))

    assert needs_of(rule, seen("2004-01-01 deposit TV"))[0].have == 0


def test_only_members_count_and_from_the_day_of_their_membership() -> None:
    rule = c.Deposits(count=2, only_since={"BY": day("1945-10-24"), "UA": day("1945-10-24"), "AL": day("1955-12-14")})
    done = seen("1947-01-01 deposit AL\n1947-01-01 deposit CH\n1948-04-07 deposit BY")

    found = evaluate(rule, done)

    assert found == Outcome(on=day("1955-12-14"), because=("deposit-AL-1947-01-01",))


def test_what_was_taken_back_before_membership_does_not_count_from_it() -> None:
    rule = c.Deposits(count=1, only_since={"AL": day("1955-12-14")})
    taken_back = seen("1947-01-01 deposit AL\n1950-01-01 withdrawal AL")
    back_again = seen("1947-01-01 deposit AL\n1950-01-01 withdrawal AL\n1952-01-01 deposit AL")

    assert met_on(rule, taken_back) is None
    assert met_on(rule, back_again) == "1955-12-14"


def test_a_definitive_signature_counts_where_the_clause_says_so() -> None:
    signed = seen("1957-01-10 signature AT definitive\n1957-02-10 signature BE simple\n1957-03-10 deposit CH accession")

    assert met_on(c.Deposits(count=2, definitive_signatures=True), signed) == "1957-03-10"
    assert met_on(c.Deposits(count=2), signed) is None


def test_only_the_means_of_consent_named_count() -> None:
    rule = c.Deposits(count=1, manners=(Manner.ACCESSION,))

    assert met_on(rule, seen("1947-02-01 deposit GB ratification\n1948-12-02 deposit NL accession")) == "1948-12-02"


def test_definitive_signatures_count_beside_the_means_named() -> None:
    rule = c.Deposits(count=1, manners=(Manner.ACCESSION,), definitive_signatures=True)

    assert met_on(rule, seen("1954-06-04 signature AT definitive")) == "1954-06-04"


def test_where_only_signatories_count_an_accession_waits() -> None:
    rule = c.Deposits(count=2, signatories_only=True)
    done = "1992-05-14 deposit TN\n1992-08-03 deposit ZW\n1993-01-28 deposit LY"

    assert met_on(rule, seen(done, signed_by="TN LY")) == "1993-01-28"
    assert needs_of(rule, seen(done, signed_by="TN")) == (Need(code=NeedCode.COUNT, have=1, need=2),)


def test_the_order_of_the_acts_does_not_matter() -> None:
    done = seen("2000-01-01 deposit AL\n2000-02-01 deposit HR\n2000-02-01 withdrawal AL\n2000-03-01 deposit EE")

    assert evaluate(c.Deposits(count=2), done) == evaluate(
        c.Deposits(count=2), replace(done, acts=tuple(reversed(done.acts)))
    )


# --- a fraction of another treaty's parties -----------------------------------------------------------------------


def fraction(text: str, since: str, **more: tuple[str, ...]) -> c.PartiesOf:
    numerator, denominator = map(int, text.split("/"))
    return c.PartiesOf(
        numerator=numerator,
        denominator=denominator,
        since=tuple(map(date.fromisoformat, since.split())),
        include=more.get("include", ()),
        exclude=more.get("exclude", ()),
    )


TEN = " ".join(["1948-04-07"] * 10)


@pytest.mark.parametrize(
    ("of", "base", "enough"),
    [("2/3", 10, 7), ("2/3", 9, 6), ("3/4", 10, 8), ("3/4", 8, 6), ("1/1", 10, 10), ("1/2", 5, 3)],
)
def test_a_fraction_is_rounded_up(of: str, base: int, enough: int) -> None:
    condition = fraction(of, " ".join(["1948-04-07"] * base))
    done = "\n".join(f"1960-01-{number:02} deposit P{number}" for number in range(1, base + 1))

    assert met_on(condition, seen(done)) == f"1960-01-{enough:02}"


def test_the_base_grows_with_the_parent_and_is_taken_on_the_day_of_each_instrument() -> None:
    condition = fraction("2/3", "1948-04-07 1948-04-07 1948-04-07 1960-02-15 1960-02-15 1960-02-15")
    done = "1960-01-01 deposit A\n1960-03-01 deposit B\n1960-04-01 deposit C\n1960-05-01 deposit D"

    # two of three were enough until mid-February; since then it is four of six
    assert met_on(condition, seen(done)) == "1960-05-01"
    assert met_on(condition, seen("1960-01-01 deposit A\n1960-02-01 deposit B")) == "1960-02-01"


def test_a_fraction_that_is_short_says_how_many_of_how_many() -> None:
    assert needs_of(fraction("2/3", TEN), seen("1960-01-01 deposit A")) == (Need(code=NeedCode.COUNT, have=1, need=7),)


def test_without_any_instrument_a_fraction_is_of_all_the_parties_there_are() -> None:
    assert needs_of(fraction("2/3", TEN), seen("")) == (Need(code=NeedCode.COUNT, have=0, need=7),)


def test_the_parties_of_a_recorded_parent_are_the_base() -> None:
    parents = {"echr": {"IT": day("1955-10-26"), "RU": day("1998-05-05")}}
    protocol = c.PartiesOf(ref="echr")
    done = seen("2006-03-07 deposit IT\n2010-02-18 deposit RU")

    assert met_on(protocol, replace(done, parties_of=parents.get)) == "2010-02-18"


@pytest.mark.parametrize("ref", ["echr", None])
def test_a_base_that_is_not_known_is_asked_for(ref: str | None) -> None:
    assert needs_of(c.PartiesOf(ref=ref), seen("2010-02-18 deposit RU")) == (Need(code=NeedCode.BASE, label=ref),)


def test_an_instrument_that_came_before_the_parent_had_parties_waits_for_the_first() -> None:
    assert met_on(fraction("1/1", "1950-01-01"), seen("1949-01-01 deposit A")) == "1950-01-01"


def test_named_parties_have_to_be_in_the_fraction_and_excluded_ones_are_not() -> None:
    condition = fraction("1/2", "1945-10-24 1945-10-24 1945-10-24 1945-10-24", include=("US",), exclude=("EU",))
    done = seen("1973-01-01 deposit A\n1973-02-01 deposit B\n1973-03-01 deposit EU")

    assert needs_of(condition, done) == (Need(code=NeedCode.INSTRUMENT, party="US"),)
    last = seen("1973-09-24 deposit US")
    assert met_on(condition, replace(done, acts=(*done.acts, *last.acts))) == "1973-09-24"


# --- and, or ------------------------------------------------------------------------------------------------------

EITHER = (c.OnDate(on=day("2001-07-01")), c.LastNotification())


def test_and_is_the_later_of_the_two_and_says_which_it_was() -> None:
    before = evaluate(c.AllOf(conditions=EITHER), seen("2001-05-01 note-received KZ"))
    after = evaluate(c.AllOf(conditions=EITHER), seen("2001-08-01 note-received KZ"))

    assert before.on == day("2001-07-01")
    assert before.because == ()
    assert after.on == day("2001-08-01")
    assert after.because == ("note-received-KZ-2001-08-01",)
    assert [part.on for part in after.parts] == [day("2001-07-01"), day("2001-08-01")]


def test_and_names_only_what_is_missing_and_keeps_the_day_of_the_rest() -> None:
    found = evaluate(c.AllOf(conditions=EITHER), seen("", parties="KZ"))

    assert found.needs == (Need(code=NeedCode.NOTE, party="KZ"),)
    assert [part.on for part in found.parts] == [day("2001-07-01"), None]


def test_or_is_the_earlier_of_the_two() -> None:
    assert met_on(c.AnyOf(conditions=EITHER), seen("2001-05-01 note-received KZ")) == "2001-05-01"
    assert met_on(c.AnyOf(conditions=EITHER), seen("", parties="KZ")) == "2001-07-01"


def test_or_without_either_names_what_every_way_needs() -> None:
    condition = c.AnyOf(conditions=(c.LastNotification(), c.Decided(body="Council")))

    assert [need.code for need in needs_of(condition, seen("", parties="KZ"))] == [NeedCode.NOTE, NeedCode.DECISION]


def test_and_and_or_can_be_nested() -> None:
    condition = c.AllOf(conditions=(c.AnyOf(conditions=EITHER), c.Deposits(count=1)))

    assert met_on(condition, seen("2001-05-01 note-received KZ\n2001-06-01 deposit KZ")) == "2001-06-01"
