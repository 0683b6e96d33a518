from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from igc_tracker.domain.commissions import Decision
from igc_tracker.domain.facts import Certainty, Confidence, Fact, FactKind
from igc_tracker.domain.findings import Severity
from igc_tracker.domain.instruments import (
    ChainLink,
    ClauseTopic,
    Conflict,
    FinalClause,
    Gap,
    Instrument,
    InstrumentKind,
    Level,
    Relation,
    Unlock,
    UnlockedBy,
)
from igc_tracker.domain.obligations import Every, Obligation
from igc_tracker.domain.projects import Cause, FundingStage, Outcome, Target
from igc_tracker.domain.register import Change, JournalEntry, Meeting, Milestone, Project, Quantity
from igc_tracker.store.codec import (
    FIELDS,
    PROJECT_FIELDS,
    decode_commission,
    decode_fact,
    decode_info,
    decode_instrument,
    decode_journal_entry,
    decode_meeting,
    decode_project,
    diff,
    encode_fact,
    encode_info,
    encode_instrument,
    encode_journal_entry,
    encode_meeting,
    encode_project,
    onto,
    patch,
    value_at,
)
from support import (
    INFO,
    RECORDED_AT,
    agreement,
    invocation,
    memory_store,
    on,
    register_text,
    stored,
    struck,
    tables_text,
    timeline,
)

if TYPE_CHECKING:
    from igc_tracker.domain.register import Json

FULL_FACT = Fact(
    id="planned-kz-2018",
    kind=FactKind.PLANNED,
    party="KZ",
    on=on("2018-06~"),
    place="Astana",
    signatory="A. Minister",
    document="No. 1",
    document_date=on("2018-05"),
    planned_kind=FactKind.SIGNED,
    planned_for=on("2018-09..2018-10"),
    obligation="launches",
    quantity=3,
    detail="As the ministry says.",
    source="https://example.org",
    certainty=Certainty.PRESS,
    confidence=Confidence.LOW,
    recorded_at=RECORDED_AT,
    recorded_by="officer",
)
FULL = agreement(
    "full-2018",
    kind=InstrumentKind.PROTOCOL,
    titles={"en": "Protocol", "ru": "Протокол", "kk": "Хаттама"},
    links=[(Relation.AMENDS, "base-2004")],
    facts=(struck(FULL_FACT),),
    level=Level.INTERGOVERNMENTAL,
    binding=False,
    short_titles={"en": "The protocol"},
    aliases=("protocol",),
    depositary="RU",
    languages=("ru", "kk"),
    subjects=("space",),
    lead_bodies={"KZ": "Ministry"},
    originals="Two",
    officer="A. Officer",
    restricted=True,
    clauses=(FinalClause(topic=ClauseTopic.DURATION, text="Five years.", article="7"),),
    unlocks=(
        Unlock(
            by=UnlockedBy.SIGNATURE,
            what={"en": "budget"},
            project="baiterek",
            stage="budget",
            source="https://example.org",
        ),
    ),
    obligations=(
        Obligation(
            id="launches",
            text={"en": "three launches a year"},
            parties=("RU",),
            article="2",
            at_least=3,
            unit={"en": "launches"},
            every=Every.YEAR,
            first=on("2028"),
            until=on("2039"),
            source="https://example.org",
        ),
    ),
    gaps=(Gap(text="No note.", link=ChainLink.SENT, party="KZ"),),
    conflicts=(Conflict(text="Two days.", facts=("planned-kz-2018",)),),
    status_note="Under review.",
)


def read_back(doc: Json) -> Json:
    found: Json = json.loads(json.dumps(doc))
    return found


def test_the_full_instrument_of_these_tests_says_something_in_every_field() -> None:
    assert all(getattr(FULL, each.name) not in (None, (), {}) for each in fields(Instrument))


def test_a_full_instrument_reads_back_as_it_was_written() -> None:
    assert decode_instrument(read_back(encode_instrument(FULL))) == (FULL, ())


def test_a_bare_instrument_writes_only_what_it_has() -> None:
    bare = agreement("bare")

    doc = encode_instrument(bare)

    assert list(doc) == ["ref", "kind", "titles", "parties", "recorded_at", "recorded_by"]
    assert decode_instrument(read_back(doc)) == (bare, ())


def test_the_fields_are_written_in_their_order() -> None:
    assert tuple(encode_instrument(FULL)) == FIELDS


def test_a_full_fact_reads_back_as_it_was_written() -> None:
    assert decode_fact(read_back(encode_fact(FULL_FACT))) == FULL_FACT


def test_no_date_is_made_more_precise_than_it_was_written() -> None:
    assert encode_fact(FULL_FACT)["on"] == "2018-06~"
    assert encode_fact(FULL_FACT)["planned_for"] == "2018-09..2018-10"


def test_not_binding_is_not_left_out() -> None:
    assert encode_instrument(agreement(binding=False))["binding"] is False
    assert "binding" not in encode_instrument(agreement())
    assert "restricted" not in encode_instrument(agreement())


PLAIN = Decision(
    id="d1",
    text={"en": "D"},
    certainty=Certainty.OFFICIAL,
    confidence=Confidence.HIGH,
    recorded_at=RECORDED_AT,
    recorded_by="officer",
)


def test_a_meeting_reads_back_as_it_was_written() -> None:
    meeting = Meeting(
        ref="igc-1",
        body="Commission",
        number=1,
        on=on("2012"),
        place="Astana",
        co_chairs=("A", "B"),
        present=("C",),
        decisions=(PLAIN, replace(PLAIN, id="d2", paragraph="2.1"), replace(PLAIN, id="d3", text={"ru": "Д"})),
        note="E",
        sources=("https://example.org",),
        certainty=Certainty.OFFICIAL,
        confidence=Confidence.HIGH,
        recorded_at=RECORDED_AT,
        recorded_by="officer",
    )

    assert decode_meeting(read_back(encode_meeting(meeting))) == (meeting, ())


def test_a_decision_kept_as_a_text_is_read_and_written_as_it_was() -> None:
    doc = {
        "ref": "igc-1",
        "body": "Commission",
        "on": "2012",
        "decisions": ["Go on", "Come back"],
        "certainty": "press",
        "recorded_at": RECORDED_AT.isoformat(),
        "recorded_by": "officer",
    }
    meeting, findings = decode_meeting(doc)

    assert findings == ()
    assert [(each.id, each.text, each.certainty) for each in meeting.decisions] == [
        ("d1", {"en": "Go on"}, Certainty.PRESS),
        ("d2", {"en": "Come back"}, Certainty.PRESS),
    ]
    assert encode_meeting(meeting) == doc


def test_a_decision_event_item_or_report_that_cannot_be_read_is_left_out_and_named() -> None:
    recorded = {"recorded_at": RECORDED_AT.isoformat(), "recorded_by": "officer"}
    meeting, found = decode_meeting(
        {
            "ref": "igc-1",
            "body": "Commission",
            "decisions": ["Go on", {"id": "d2", "text": "no language", **recorded}],
            "events": [{"id": "e1", "kind": "dreamt", **recorded}],
            **recorded,
        }
    )
    report = {"id": "r1", "kind": "done", "done": -1, **recorded}
    items = [{"id": "a", "text": {"en": "A"}, "reports": [report], **recorded}, {"id": "b", "total": -3, **recorded}]
    commission, more = decode_commission({"ref": "igc", "titles": {"en": "IGC"}, "items": items, **recorded})

    assert [each.id for each in meeting.decisions] == ["d1"]
    assert meeting.events == ()
    assert [(each.id, each.reports) for each in commission.items] == [("a", ())]
    assert [each.values["record"] for each in (*found, *more)] == ["e1", "d2", "r1", "b"]


def test_a_project_reads_back_as_it_was_written_with_none_done_of_243() -> None:
    quantity = Quantity(done=0, total=243, unit={"en": "facilities"}, where={"en": "sites 42, 43 and 45"})
    milestone = Milestone(
        id="m1",
        text={"en": "Accepted"},
        on=on("..2018-08-21"),
        concerns="handover",
        outcome=Outcome.REACHED,
        stage="budget",
        quantity=quantity,
        planned_for=on("2018"),
        cause=Cause(instrument="baiterek-2004", meeting="igc-5", decision="d1", text={"en": "technical grounds"}),
        source="https://example.org",
        confidence=Confidence.MEDIUM,
        recorded_at=RECORDED_AT,
        recorded_by="officer",
    )
    project = Project(
        ref="baiterek",
        titles={"en": "Baiterek"},
        description="A complex",
        aliases=("start",),
        instruments=("baiterek-2004",),
        stages=(FundingStage(key="budget", titles={"en": "Budget"}),),
        targets=(Target(key="handover", titles={"en": "Handover"}, stage="budget"),),
        conflicts=(Conflict(text="243 or 242", facts=("m1",)),),
        milestones=(milestone,),
        recorded_at=RECORDED_AT,
        recorded_by="officer",
    )

    assert decode_project(read_back(encode_project(project))) == (project, ())
    assert tuple(encode_project(project)) == PROJECT_FIELDS


def test_an_obligation_that_cannot_be_read_is_left_out_and_reported() -> None:
    doc = encode_instrument(FULL)
    for broken, why in (
        ({"at_least": 0}, "at_least must be a whole number, 1 or more"),
        ({"every": "fortnight"}, "'fortnight' is not a valid Every"),
        ({"text": {}}, "text is missing"),
        ({"first": "2030", "until": "2029"}, "it ends (2029) before it begins (2030)"),
    ):
        odd = doc | {"obligations": [doc["obligations"][0], doc["obligations"][0] | {"id": "odd"} | broken]}

        instrument, findings = decode_instrument(odd)

        assert instrument == FULL
        assert [(each.code, each.values["record"], each.values["why"]) for each in findings] == [
            ("unreadable-obligation", "odd", why)
        ]


def test_a_performance_of_less_than_nothing_cannot_be_read() -> None:
    doc = encode_fact(FULL_FACT) | {"quantity": -1}
    with pytest.raises(ValueError, match="quantity must be a whole number, 0 or more"):
        decode_fact(doc)


def test_the_registers_particulars_read_back_as_they_were_written() -> None:
    info = replace(INFO, name={"en": "Baikonur"}, organisations={"ISC": {"en": "Institute"}})

    assert decode_info(read_back(encode_info(info))) == info


def test_a_journal_entry_reads_back_as_it_was_written() -> None:
    entry = JournalEntry(
        number=7,
        at=RECORDED_AT,
        by="officer",
        command="igc undo",
        changes=(
            Change(ref="a", field="", before=None, after={"ref": "a"}),
            Change(ref="a", field="binding", before=False, after=None, table="projects"),
        ),
        undoes=6,
    )

    assert decode_journal_entry(read_back(encode_journal_entry(entry))) == entry


def test_texts_that_were_left_empty_do_not_make_a_record_unreadable() -> None:
    hollow = agreement(
        titles={},
        parties=(),
        clauses=(FinalClause(topic=ClauseTopic.DURATION, text=""),),
        unlocks=(Unlock(by=UnlockedBy.SIGNATURE, what={}),),
        gaps=(Gap(text=""),),
        conflicts=(Conflict(text=""),),
        facts=(replace(FULL_FACT, recorded_by=""),),
    )

    assert decode_instrument(read_back(encode_instrument(hollow))) == (hollow, ())


# --- what cannot be read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ({"kind": "singed"}, "'singed' is not a valid FactKind"),
        ({"on": "2018-02-30"}, "'2018-02-30' is not a date: no calendar holds it."),
        ({"on": 2018}, "'int' object has no attribute 'strip'"),
        ({"recorded_at": "yesterday"}, "Invalid isoformat string: 'yesterday'"),
        ({"place": ["Astana"]}, "place is no text"),
        ({"party": 7}, "party is no text"),
    ],
)
def test_a_fact_that_cannot_be_read_is_reported_and_left_out(damage: Json, why: str) -> None:
    doc = encode_instrument(agreement("lease-1994", facts="1994-03-28 signed\n1994-10-24 ratified KZ"))
    doc["facts"][0] |= damage

    instrument, (finding,) = decode_instrument(doc)

    assert [fact.id for fact in instrument.facts] == ["ratified-kz-1994-10-24"]
    assert (finding.code, finding.severity, finding.ref) == ("unreadable-fact", Severity.ERROR, "lease-1994")
    assert finding.values == {"record": "signed-1994-03-28", "why": why}


def test_a_fact_without_a_kind_says_so() -> None:
    doc = encode_instrument(agreement(facts="1994-03-28 signed"))
    del doc["facts"][0]["kind"]

    _, (finding,) = decode_instrument(doc)

    assert finding.values["why"] == "'kind' is missing"


@pytest.mark.parametrize(
    "damage",
    [
        {"kind": "treety"},
        {"facts": 5},
        {"facts": None},
        {"aliases": "lease"},
        {"titles": {"en": 5}},
        {"titles": ["Lease"]},
        {"parties": [1, 2]},
        {"links": ["base"]},
        {"links": [{"relation": "amends", "to": 5}]},
        {"recorded_at": None},
        {"recorded_by": 5},
    ],
)
def test_a_record_that_cannot_be_read_is_reported_and_the_others_are_read(damage: Json) -> None:
    doc = encode_instrument(agreement("lease-1994")) | damage
    store = memory_store(agreement("other"))
    store.place.text = tables_text({"instruments": [doc, encode_instrument(agreement("other"))]})  # type: ignore[attr-defined]  # a memory place

    register, (finding,) = store.read()

    assert [each.ref for each in register.instruments] == ["other"]
    assert (finding.code, finding.ref, finding.values["record"]) == ("unreadable-record", "instruments", "lease-1994")


# --- what is not understood stays ---------------------------------------------------------------------------------


def later_igc() -> Json:
    """Return a record with keys this version does not know, an unreadable fact and one it can read."""
    doc = encode_instrument(agreement("lease-1994", facts="1994-03-28 signed\n1994-10-24 ratified KZ"))
    doc["facts"][1]["witnesses"] = ["A", "B"]
    doc["facts"].insert(1, {"id": "odd", "kind": "blessed", "recorded_at": "2030-01-01"})
    return doc | {"mood": {"of": "parties"}}


def test_unknown_keys_and_unreadable_facts_survive_a_save() -> None:
    store = memory_store()
    store.place.text = tables_text({"instruments": [later_igc()], "later": [{"x": 1}]})  # type: ignore[attr-defined]
    (before,) = store.read()[0].instruments

    after = replace(before, depositary="RU", facts=(*before.facts, *timeline("1995-01-01 remark")))
    with store.writing(invocation()) as writing:
        writing.save(after, expected=before)

    (doc,) = stored(store)
    assert doc["mood"] == {"of": "parties"}
    assert [fact["id"] for fact in doc["facts"]] == [
        "signed-1994-03-28",
        "odd",
        "ratified-kz-1994-10-24",
        "remark-1995-01-01",
    ]
    assert doc["facts"][2]["witnesses"] == ["A", "B"]
    assert stored(store, "later") == [{"x": 1}]
    assert store.read()[0].instruments == (after,)


def test_what_a_later_igc_says_of_a_fact_stays_when_the_fact_is_struck_and_when_that_is_taken_back() -> None:
    store = memory_store()
    store.place.text = tables_text({"instruments": [later_igc()]})  # type: ignore[attr-defined]
    (before,) = store.read()[0].instruments
    after = replace(before, facts=(before.facts[0], struck(before.facts[1])))

    with store.writing(invocation()) as writing:
        writing.save(after, expected=before)
    struck_doc = stored(store)[0]
    with store.writing(invocation()) as writing:
        writing.revert(store.journal()[0])

    assert struck_doc["facts"][2]["witnesses"] == ["A", "B"]
    assert struck_doc["facts"][2]["struck"]["why"] == "wrong day"
    assert stored(store) == [later_igc()]


# --- change -------------------------------------------------------------------------------------------------------


def test_a_record_made_and_one_taken_away_are_changes_of_the_whole() -> None:
    doc = encode_instrument(agreement("a"))

    assert diff(None, doc, ref="a") == (Change(ref="a", field="", before=None, after=doc),)
    assert diff(doc, None, ref="a") == (Change(ref="a", field="", before=doc, after=None),)
    assert diff(None, None, ref="a") == ()


def test_a_change_is_told_by_field_and_by_fact() -> None:
    one = agreement(facts="1994-03-28 signed\n1994-10-24 ratified KZ")
    other = replace(one, depositary="RU", facts=(one.facts[0], struck(one.facts[1]), *timeline("1995-01-01 remark")))

    changes = diff(encode_instrument(one), encode_instrument(other), ref=one.ref)

    assert [change.field for change in changes] == [
        "facts/ratified-kz-1994-10-24",
        "depositary",
        "facts/remark-1995-01-01",
    ]


def test_taking_the_only_fact_away_takes_the_list_away() -> None:
    doc = encode_instrument(agreement(facts="1994-03-28 signed"))

    assert "facts" not in patch(doc, "facts/signed-1994-03-28", None)
    assert patch(patch(doc, "facts/signed-1994-03-28", None), "facts/signed-1994-03-28", doc["facts"][0]) == doc


def test_a_field_comes_back_where_it_stood() -> None:
    doc = encode_instrument(FULL)

    for field in FIELDS[1:-1]:
        if field != "facts":
            assert json.dumps(patch(patch(doc, field, None), field, doc[field])) == json.dumps(doc)


def test_an_unknown_field_is_put_at_the_end() -> None:
    assert list(patch({"ref": "a", "kind": "treaty"}, "mood", "good")) == ["ref", "kind", "mood"]


def test_a_value_is_found_by_the_name_of_its_change() -> None:
    doc = encode_instrument(agreement("a", facts="1994-03-28 signed"))

    assert value_at(doc, "ref") == "a"
    assert value_at(doc, "facts/signed-1994-03-28")["kind"] == "signed"
    assert value_at(doc, "facts/none") is None
    assert value_at("no record", "ref") is None


def test_a_change_is_laid_onto_what_is_stored() -> None:
    stored_doc = {"ref": "a", "facts": [{"id": "f", "place": "Astana", "new": 1}]}
    change = Change(ref="a", field="facts/f", before={"id": "f", "place": "Astana"}, after={"id": "f"})

    assert onto(stored_doc, change) == replace(
        change, before={"id": "f", "place": "Astana", "new": 1}, after={"id": "f", "new": 1}
    )


def test_a_registers_text_is_the_same_each_time() -> None:
    assert register_text(FULL, agreement("b")) == register_text(FULL, agreement("b"))
