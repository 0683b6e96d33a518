from __future__ import annotations

import json
import shutil
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from igc_tracker.derive.procedure_run import Run, derive_run
from igc_tracker.derive.run_steps import StepState
from igc_tracker.derive.variants import VariantBasis
from igc_tracker.domain.calendars import NoCalendars
from igc_tracker.domain.facts import Certainty, FactKind
from igc_tracker.domain.instruments import UnlockedBy
from igc_tracker.domain.runs import Phase
from igc_tracker.store.codec import (
    decode_commission,
    decode_info,
    decode_instrument,
    decode_meeting,
    decode_project,
    encode_commission,
    encode_info,
    encode_instrument,
    encode_meeting,
    encode_project,
)
from igc_tracker.store.procedures import ProcedureShelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from igc_tracker.domain.commissions import ActionItem, Commission, Decision, MeetingEvent, Report
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Json, Meeting, Milestone, Project

EXAMPLE = Path(__file__).parents[2] / "data" / "baikonur.json"
TABLES = ("_igc", "projects", "commissions", "meetings", "journal", "instruments")
MINISTRY_PAGE = "http://kaspex.kz/en/news/718-at-the-baikonur-cosmodrome-kazakh-and-russian-experts-held-talks.html"
MINISTRY_RANGE = "2018-03..2018-08-21"


@cache
def tables() -> dict[str, dict[str, Json]]:
    read: dict[str, dict[str, Json]] = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    return read


def docs(table: str) -> Iterator[Json]:
    """Yield the records of a table without what seals them."""
    for doc in tables()[table].values():
        yield {key: value for key, value in doc.items() if not key.startswith("_")}


@cache
def instruments() -> dict[str, Instrument]:
    return {each.ref: each for each, _ in map(decode_instrument, docs("instruments"))}


@cache
def projects() -> dict[str, Project]:
    return {each.ref: each for each, _ in map(decode_project, docs("projects"))}


@cache
def meetings() -> dict[str, Meeting]:
    return {each.ref: each for each, _ in map(decode_meeting, docs("meetings"))}


@cache
def commissions() -> dict[str, Commission]:
    return {each.ref: each for each, _ in map(decode_commission, docs("commissions"))}


def items() -> Iterator[ActionItem]:
    return (item for commission in commissions().values() for item in commission.items)


def said_of_commissions() -> tuple[MeetingEvent | Decision | ActionItem | Report, ...]:
    """Return what is recorded of commissions piece by piece; a decision kept as a text has its meeting's sources."""
    return (
        *(event for meeting in meetings().values() for event in meeting.events),
        *(each for meeting in meetings().values() for each in meeting.decisions if each.source),
        *items(),
        *(report for item in items() for report in item.reports),
    )


def facts() -> Iterator[Fact]:
    return (fact for instrument in instruments().values() for fact in instrument.facts)


def milestones() -> Iterator[Milestone]:
    return (milestone for project in projects().values() for milestone in project.milestones)


def evidence() -> tuple[Fact | Milestone, ...]:
    return (*facts(), *milestones())


def fact(ref: str, fact_id: str) -> Fact:
    return next(each for each in instruments()[ref].facts if each.id == fact_id)


# --- the file -----------------------------------------------------------------------------------------------------


def test_plain_tinydb_opens_it(tmp_path: Path) -> None:
    copy = tmp_path / EXAMPLE.name  # TinyDB opens for writing, and the example is not for writing
    shutil.copyfile(EXAMPLE, copy)

    with TinyDB(copy) as db:
        sizes = {name: len(db.table(name)) for name in TABLES}

        assert db.tables() == set(sizes)
        assert sizes == {
            "_igc": 1,
            "projects": 9,
            "commissions": 3,
            "meetings": 26,
            "journal": 0,
            "instruments": 43,
        }


def test_it_holds_as_many_facts_and_milestones_as_its_readme_says() -> None:
    assert sum(1 for _ in facts()) == 129
    assert sum(1 for _ in milestones()) == 57


def test_its_tables_stand_in_order_with_ids_counted_from_one() -> None:
    assert tuple(tables()) == TABLES
    for table in tables().values():
        assert list(table) == [str(number) for number in range(1, len(table) + 1)]


def test_it_has_one_compact_record_a_line() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()

    for table in tables().values():
        for number, record in table.items():
            line = f'"{number}":{json.dumps(record, ensure_ascii=False, separators=(",", ":"))}'
            assert line in lines or f"{line}," in lines


def test_every_record_decodes_without_a_finding_and_encodes_back_to_the_same_json() -> None:
    for doc in docs("instruments"):
        instrument, findings = decode_instrument(doc)
        assert (encode_instrument(instrument), findings) == (doc, ())
    for doc in docs("projects"):
        project, findings = decode_project(doc)
        assert (encode_project(project), findings) == (doc, ())
    for doc in docs("meetings"):
        meeting, findings = decode_meeting(doc)
        assert (encode_meeting(meeting), findings) == (doc, ())
    for doc in docs("commissions"):
        commission, findings = decode_commission(doc)
        assert (encode_commission(commission), findings) == (doc, ())
    for doc in docs("_igc"):
        assert encode_info(decode_info(doc)) == doc


# --- evidence -----------------------------------------------------------------------------------------------------


def test_every_fact_has_a_source_a_certainty_a_confidence_and_a_moment_of_recording() -> None:
    stored = [fact for instrument in docs("instruments") for fact in instrument["facts"]]
    stored += [milestone for project in docs("projects") for milestone in project["milestones"]]

    for each in stored:
        assert each["source"].startswith(("http://", "https://"))
        assert {"certainty", "confidence", "recorded_at", "recorded_by"} <= each.keys()


def test_every_meeting_has_a_source_and_a_certainty() -> None:
    for meeting in docs("meetings"):
        assert meeting["sources"]
        assert {"certainty", "confidence", "recorded_at", "recorded_by"} <= meeting.keys()


def test_whatever_is_said_of_a_commission_has_a_source_and_a_confidence() -> None:
    for each in said_of_commissions():
        assert str(each.source).startswith(("http://", "https://"))
        assert each.confidence is not None


def test_nothing_is_said_of_what_was_not_found_of_the_commission_on_baikonur() -> None:
    commission = commissions()["igc-baikonur"]
    assert (commission.frequency, commission.basis, commission.co_chairs) == (None, (), {})


def test_whatever_has_low_confidence_is_unconfirmed() -> None:
    rated = [(each.confidence, each.certainty) for each in evidence()]
    rated += [(each.confidence, each.certainty) for each in meetings().values()]
    rated += [(each.confidence, each.certainty) for each in said_of_commissions()]

    assert {certainty for confidence, certainty in rated if confidence == "low"} == {Certainty.UNCONFIRMED}


def test_what_the_ministry_says_of_the_russian_side_is_unconfirmed() -> None:
    kazakh = fact("baiterek-protocol-2018", "cleared-to-sign-kz-2018")
    russian = fact("baiterek-protocol-2018", "cleared-to-sign-ru-2018")

    assert (kazakh.source, kazakh.certainty) == (MINISTRY_PAGE, Certainty.OFFICIAL)
    assert (russian.source, russian.certainty) == (MINISTRY_PAGE, Certainty.UNCONFIRMED)


def test_a_word_that_ratification_is_not_required_is_unconfirmed() -> None:
    waived = [each for each in facts() if each.kind is FactKind.RATIFICATION_NOT_REQUIRED]

    assert [(each.party, each.certainty) for each in waived] == [("RU", Certainty.UNCONFIRMED)]


def test_a_note_that_brings_a_launch_plan_is_not_a_notification_of_completed_procedures() -> None:
    kinds = {each.kind for each in instruments()["launch-plans-1999"].facts}

    assert FactKind.COMMUNICATION in kinds
    assert FactKind.NOTIFICATION_SENT not in kinds


# --- ids and ties -------------------------------------------------------------------------------------------------


def test_refs_are_unique() -> None:
    assert len(instruments()) == 43
    assert len(projects()) == 9
    assert len(meetings()) == 26


def test_ids_are_unique_within_an_instrument_and_within_a_project() -> None:
    owned = [[each.id for each in instrument.facts] for instrument in instruments().values()]
    owned += [[each.id for each in project.milestones] for project in projects().values()]

    for ids in owned:
        assert len(ids) == len(set(ids))


def test_the_id_of_a_fact_names_its_kind_and_party() -> None:
    for each in facts():
        assert each.id.startswith(f"{each.kind}-{each.party.lower()}-" if each.party else f"{each.kind}-")


def test_every_party_of_a_fact_is_a_party_of_its_instrument() -> None:
    for instrument in instruments().values():
        for party in (*(each.party for each in instrument.facts), *(gap.party for gap in instrument.gaps)):
            assert party is None or party in instrument.parties


def test_every_link_leads_to_another_instrument_of_the_register() -> None:
    for instrument in instruments().values():
        for link in instrument.links:
            assert link.to in instruments()
            assert link.to != instrument.ref


def test_every_project_names_instruments_of_the_register() -> None:
    for project in projects().values():
        assert set(project.instruments) <= set(instruments())


def test_every_meeting_is_of_a_commission_of_the_register() -> None:
    for meeting in meetings().values():
        assert meeting.commission in commissions()


def test_what_is_owed_to_a_commission_names_what_is_in_the_register() -> None:
    about: list[ActionItem | Decision] = [*items()]
    about += [each for meeting in meetings().values() for each in meeting.decisions]
    for each in about:
        assert {part.instrument for part in each.provisions} <= set(instruments())
        assert set(each.projects) <= set(projects())
    for item in items():
        if item.meeting is not None:
            decided = {each.id for each in meetings()[item.meeting].decisions}
            assert item.decision is None or item.decision in decided
    for commission in commissions().values():
        assert set(commission.instruments) <= set(instruments())


def test_ids_are_unique_within_a_commission_and_within_a_meeting() -> None:
    owned = [
        [*(item.id for item in each.items), *(report.id for item in each.items for report in item.reports)]
        for each in commissions().values()
    ]
    owned += [[*(one.id for one in each.events), *(one.id for one in each.decisions)] for each in meetings().values()]
    for ids in owned:
        assert len(ids) == len(set(ids))


def test_every_unlock_names_a_project_of_the_register() -> None:
    for instrument in instruments().values():
        for unlock in instrument.unlocks:
            assert unlock.project in projects()


def test_every_conflict_names_facts_of_its_own_record() -> None:
    for instrument in instruments().values():
        for conflict in instrument.conflicts:
            assert set(conflict.facts) <= {each.id for each in instrument.facts}
    for project in projects().values():
        for conflict in project.conflicts:
            assert set(conflict.facts) <= {each.id for each in project.milestones}


def test_an_alias_means_one_instrument_only() -> None:
    owners = Counter(name for each in instruments().values() for name in {alias.casefold() for alias in each.aliases})

    assert [name for name, owned in owners.items() if owned > 1] == []
    assert "baiterek" in instruments()["baiterek-2004"].aliases


# --- dates, no more precise than their sources --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ref", "fact_id", "on"),
    [
        ("baikonur-basic-1994", "ratified-ru-1994", "1994"),
        ("baikonur-lease-1994", "instruments-exchanged-1995", "1995"),
        ("baiterek-protocol-2018", "cleared-to-sign-kz-2018", MINISTRY_RANGE),
        ("baiterek-protocol-2018", "cleared-to-sign-ru-2018", MINISTRY_RANGE),
        ("baiterek-protocol-2025-ratified", "cleared-to-sign-ru-2024-04", "2024-04"),
        ("baiterek-protocol-rogozin-musin", "signed-2020-2022", "2020-08..2022-07"),
        ("flight-test-commission-2025", "domestic-act-kz-2025", "..2025-11-17"),
        ("health-protocol-2017", "signed-2017-11", "2017-11"),
        ("lease-protocol-2018", "entered-into-force-2021", "2021"),
        ("lease-protocol-2018", "submitted-to-parliament-kz-2021", "..2021-03-10"),
        ("roadmap-2013", "signed-2013-12", "2013-12"),
        ("space-cooperation-2008", "submitted-to-parliament-ru-2008-2014", "2008-05-22..2014-08-19"),
        ("trilateral-iga-draft", "planned-2021", "2021"),
        ("trilateral-protocol-2018", "signed-2018-03", "2018-03"),
    ],
)
def test_a_date_is_as_vague_as_its_source(ref: str, fact_id: str, on: str) -> None:
    assert str(fact(ref, fact_id).on) == on


@pytest.mark.parametrize(
    ("ref", "fact_id"),
    [
        ("baiterek-protocol-2018", "submitted-to-parliament-kz-undated"),
        ("baiterek-protocol-2018", "published-kz-undated"),
        ("gas-supply-baikonur", "upper-house-approved-kz-undated"),
        ("lease-protocol-2017", "ratification-not-required-ru-undated"),
    ],
)
def test_what_no_source_dates_has_no_date(ref: str, fact_id: str) -> None:
    assert fact(ref, fact_id).on is None


def test_no_date_of_a_fact_became_sharper_since_the_sources_were_read() -> None:
    precisions = Counter("undated" if each.on is None else each.on.precision.value for each in facts())

    assert precisions == {"day": 101, "month": 11, "year": 5, "range": 8, "undated": 4}


def test_everything_from_the_ministry_statement_is_dated_as_the_same_range() -> None:
    stated = [each.on for each in evidence() if each.source == MINISTRY_PAGE]
    held = [each.on for each in meetings().values() if each.sources == (MINISTRY_PAGE,)]

    assert (len(stated), len(held)) == (10, 1)
    assert {str(on) for on in (*stated, *held)} == {MINISTRY_RANGE}


def test_an_instrument_whose_signature_was_not_found_has_no_signature() -> None:
    signatures = (FactKind.SIGNED, FactKind.ADOPTED)
    unsigned = [ref for ref, each in instruments().items() if not any(fact.kind in signatures for fact in each.facts)]

    assert unsigned == [
        "land-use-1996",
        "baiterek-protocol-2025-ratified",
        "consolidated-plan-2017-draft",
        "trilateral-iga-draft",
        "gas-supply-baikonur",
    ]


# --- the Baiterek protocol of 2018 --------------------------------------------------------------------------------


def test_each_signature_of_the_2018_protocol_bears_its_own_signatory_and_both_places() -> None:
    kazakh = fact("baiterek-protocol-2018", "signed-kz-2018-08-22")
    russian = fact("baiterek-protocol-2018", "signed-ru-2018-08-22")

    assert kazakh.signatory == "Minister of Defence and Aerospace Industry B. Atamkulov"
    assert russian.signatory == "Director General of Roscosmos D. Rogozin"
    assert kazakh.place == russian.place
    assert kazakh.place == "Moscow (law and Majilis); Kubinka, Moscow Oblast, Army-2018 forum (press)"


def test_signature_of_the_2018_protocol_frees_budget_funding() -> None:
    unlock, shares = instruments()["baiterek-protocol-2018"].unlocks

    assert (unlock.by, shares.by) == (UnlockedBy.SIGNATURE, UnlockedBy.ENTRY_INTO_FORCE)
    assert (unlock.project, unlock.stage) == ("baiterek", "budget")
    assert unlock.what["en"] == "transfer of the Baiterek project to budget funding"
    assert set(unlock.what) == {"en", "ru", "kk"}
    assert unlock.source == MINISTRY_PAGE


def test_notes_and_entry_into_force_of_the_2018_protocol_are_gaps_not_facts() -> None:
    protocol = instruments()["baiterek-protocol-2018"]
    kinds = {each.kind for each in protocol.facts}
    links = {(gap.link, gap.party) for gap in protocol.gaps if gap.link}

    assert not kinds & {
        FactKind.NOTIFICATION_SENT,
        FactKind.NOTIFICATION_RECEIVED,
        FactKind.ENTERED_INTO_FORCE,
    }
    assert links == {("cleared", "RU"), ("consent", "RU"), ("sent", None), ("received", None)}


def test_all_243_facilities_are_counted_wherever_their_handover_is_told() -> None:
    counted = [
        (project.ref, milestone.id, milestone.quantity.done, milestone.quantity.total)
        for project in projects().values()
        for milestone in project.milestones
        if milestone.quantity
    ]

    assert counted == [
        ("baiterek", "m22", 243, 243),
        ("zenit-handover", "m4", 243, 243),
        ("zenit-handover", "m5", 243, 243),
        ("lease-withdrawals", "m4", 53, 234),
    ]


def test_every_plan_and_outcome_names_a_target_of_its_project() -> None:
    for project in projects().values():
        targets = {target.key for target in project.targets}
        stages = {stage.key for stage in project.stages}
        for milestone in project.milestones:
            assert milestone.concerns is None or milestone.concerns in targets, (project.ref, milestone.id)
            assert milestone.concerns or not milestone.outcome
        assert {target.stage for target in project.targets} <= {None, *stages}


def test_what_moved_a_planned_day_is_on_record() -> None:
    for project in projects().values():
        for milestone in project.milestones:
            if milestone.cause is not None:
                assert milestone.cause.instrument is None or milestone.cause.instrument in instruments()
                assert milestone.cause.meeting is None or milestone.cause.meeting in meetings()


def test_the_first_flight_test_was_planned_for_2022_2023_2025_and_2026() -> None:
    said = [each for each in projects()["baiterek"].milestones if each.concerns == "first-flight-test"]

    assert [each.planned_for.text for each in said if each.planned_for] == [
        "2022",
        "2023",
        "2023-12..",
        "2025",
        "2026-01..2026-03",
    ]


def test_every_obligation_has_a_source_and_a_party_that_owes_it() -> None:
    owed = [(each.ref, obligation) for each in instruments().values() for obligation in each.obligations]

    assert [(ref, obligation.id, obligation.parties) for ref, obligation in owed] == [
        ("baiterek-protocol-2018", "launcher", ("RU",)),
        ("baiterek-protocol-2018", "ground-infrastructure", ("KZ",)),
        ("baiterek-protocol-2025-ratified", "test-launches", ("RU",)),
        ("baiterek-protocol-2025-ratified", "launch-orders", ("RU",)),
    ]
    for _, obligation in owed:
        assert obligation.source
        assert set(obligation.text) == {"en", "ru", "kk"}


def test_the_doubt_about_the_243_facilities_is_kept() -> None:
    (conflict,) = projects()["zenit-handover"].conflicts

    assert conflict.facts == ("m4", "m6")


def test_those_present_at_the_ministers_talks_of_2018_are_named() -> None:
    assert [name.rsplit(" ", 1)[-1] for name in meetings()["minister-2018-mid"].present] == [
        "Kozhaniyazov",
        "Busygin",
        "Sevastyanov",
    ]


# --- domestic procedures ------------------------------------------------------------------------------------------


def run(ref: str, party: str, phase: Phase, as_of: str) -> Run:
    template = ProcedureShelf().for_party(party)
    found = derive_run(
        instruments()[ref], party, phase, template, as_of=date.fromisoformat(as_of), calendars=NoCalendars()
    )
    assert found is not None
    return found


def done(ref: str, party: str, phase: Phase, as_of: str = "2026-11-27") -> dict[str, str]:
    return {
        each.step.key: str(each.on)
        for each in run(ref, party, phase, as_of).steps
        if each.state is StepState.DONE and each.fact is not None
    }


def test_the_kazakh_procedure_of_the_2018_protocol_leads_from_the_resolution_to_the_law() -> None:
    before = run("baiterek-protocol-2018", "KZ", Phase.PRE_SIGNATURE, "2026-11-27")
    decision, signature = before.step("decision-to-sign"), before.step("signature")
    assert decision is not None
    assert signature is not None

    assert (str(decision.on), decision.document) == (
        "2017-12-29",
        "Government resolution of 29 December 2017 No. 941",
    )
    assert (before.chosen.variant.key, before.waits_for, str(signature.on)) == ("government", None, "2018-08-22")
    assert done("baiterek-protocol-2018", "KZ", Phase.CONSENT) == {
        "mazhilis": "2019-10-30",
        "senate": "2020-01-23",
        "president-signs": "2020-02-13",
    }


def test_it_stood_before_the_senate_on_1_december_2019_with_a_contested_vote_behind_it() -> None:
    found = run("baiterek-protocol-2018", "KZ", Phase.CONSENT, "2019-12-01")
    mazhilis = found.step("mazhilis")
    assert found.waits_for is not None
    assert mazhilis is not None

    assert (found.waits_for.step.key, str(found.since), found.days) == ("senate", "2019-10-30", 32)
    assert (mazhilis.state, mazhilis.contested) == (StepState.DONE, True)


def test_of_what_russia_did_with_it_nothing_is_known_and_nobody_has_said_which_way_it_takes() -> None:
    found = run("baiterek-protocol-2018", "RU", Phase.CONSENT, "2026-11-27")

    assert found.chosen.basis is VariantBasis.ASSUMED
    assert not found.is_recorded


@pytest.mark.parametrize(
    ("ref", "party", "variant", "steps"),
    [
        (
            "effective-use-2004",
            "RU",
            "ratification",
            {"duma": "2005-05-25", "federation-council": "2005-06-08", "president-signs": "2005-06-20"},
        ),
        (
            "effective-use-2004",
            "KZ",
            "ratification",
            {"gov-draft-law": "2008-08-29", "senate": "2010-04-09", "president-signs": "2010-04-29"},
        ),
        ("ecology-2005", "KZ", "approval-government", {"approval-act": "2005-12-13"}),
        (
            "lease-protocol-2017",
            "KZ",
            "ratification",
            {"mazhilis": "2019-11-06", "senate": "2019-12-12", "president-signs": "2019-12-25"},
        ),
        ("lease-protocol-2018", "KZ", "ratification", {"mazhilis": "2021-05-12", "president-signs": "2021-06-24"}),
    ],
)
def test_other_procedures_stand_as_their_facts_show(ref: str, party: str, variant: str, steps: dict[str, str]) -> None:
    assert run(ref, party, Phase.CONSENT, "2026-11-27").chosen.variant.key == variant
    assert steps.items() <= done(ref, party, Phase.CONSENT).items()
