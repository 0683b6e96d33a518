from __future__ import annotations

from dataclasses import replace

import pytest

from igc_tracker.actions.edit_project import add_project, edit_project
from igc_tracker.actions.find_projects import find_project
from igc_tracker.actions.import_records import import_records
from igc_tracker.actions.list_due import list_due
from igc_tracker.actions.list_projects import list_projects, show_slips
from igc_tracker.actions.record_fact import NewFact, record_fact
from igc_tracker.actions.record_milestone import NewMilestone, record_milestone
from igc_tracker.actions.report_weekly import report_weekly
from igc_tracker.actions.show_project import show_project
from igc_tracker.actions.show_timeline import EntryState, show_timeline
from igc_tracker.actions.strike_milestone import strike_milestone
from igc_tracker.derive.period import Period
from igc_tracker.derive.projects import TargetState
from igc_tracker.domain import errors
from igc_tracker.domain.facts import Certainty, FactKind
from igc_tracker.domain.instruments import Unlock, UnlockedBy
from igc_tracker.domain.obligations import Obligation
from igc_tracker.domain.projects import Cause, Outcome, Target
from igc_tracker.domain.register import Milestone, Quantity, Records
from support import agreement, day, invocation, memory_store, on, performed, project, timeline

BASE = agreement("base-2004", facts="2004-12-22 signed")
SAID = """
    2017-06-13 test for 2022
    2020-10-28 test for 2023
"""
COMPLEX = project("complex", SAID, targets="test:budget", stages="credit budget", instruments=("base-2004",))
MOVED = NewMilestone(
    on=on("2024-04"),
    concerns="test",
    planned_for=on("2025"),
    cause=Cause(text={"en": "why"}),
    certainty=Certainty.PRESS,
)


# --- recording ----------------------------------------------------------------------------------------------------


def test_a_plan_is_recorded_once_and_moves_the_target() -> None:
    store = memory_store(BASE, projects=[COMPLEX])

    first = record_milestone(store, "complex", MOVED, invocation())
    again = record_milestone(store, "complex", MOVED, invocation("2026-11-24"))

    assert (first.milestone.id, first.is_new, again.is_new) == ("planned-test-2024-04", True, False)
    (target,) = again.after.targets
    assert [plan.planned_for.text for plan in target.ledger.plans] == ["2022", "2023", "2025"]
    assert len(store.journal()) == 1


def test_a_second_milestone_of_the_same_day_has_an_id_of_its_own() -> None:
    store = memory_store(BASE, projects=[COMPLEX])
    record_milestone(store, "complex", MOVED, invocation())

    other = record_milestone(store, "complex", replace(MOVED, planned_for=on("2026")), invocation())

    assert other.milestone.id == "planned-test-2024-04-2"


def test_one_milestone_is_one_change_and_undone_alone() -> None:
    store = memory_store(BASE, projects=[COMPLEX])
    record_milestone(store, "complex", MOVED, invocation())
    record_milestone(store, "complex", replace(MOVED, planned_for=on("2026")), invocation())

    first, second = store.journal()
    assert [change.field for change in (*first.changes, *second.changes)] == [
        "milestones/planned-test-2024-04",
        "milestones/planned-test-2024-04-2",
    ]
    with store.writing(invocation()) as writing:
        writing.revert(first)

    (left,) = store.read()[0].projects
    assert [each.id for each in left.milestones] == ["m1", "m2", "planned-test-2024-04-2"]


def test_what_was_recorded_later_was_not_known_before() -> None:
    store = memory_store(BASE, projects=[COMPLEX])
    record_milestone(store, "complex", MOVED, invocation("2026-11-24"))
    strike_milestone(store, "complex", "m2", "misread", invocation("2026-11-26"))

    def plans(known_on: str) -> list[str]:
        answer = show_project(store, "complex", as_of=day("2026-12-01"), known_on=day(known_on))
        return [plan.planned_for.text for plan in answer.standing.targets[0].ledger.plans]

    assert plans("2026-11-23") == ["2022", "2023"]
    assert plans("2026-11-24") == ["2022", "2023", "2025"]
    assert plans("2026-11-26") == ["2022", "2025"]


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (NewMilestone(on=on("2024")), errors.BadMilestoneError),
        (NewMilestone(planned_for=on("2025")), errors.BadMilestoneError),
        (NewMilestone(outcome=Outcome.REACHED), errors.BadMilestoneError),
        (replace(MOVED, outcome=Outcome.REACHED), errors.BadMilestoneError),
        (NewMilestone(quantity=Quantity(done=4, total=3, unit={})), errors.BadMilestoneError),
        (NewMilestone(text={"en": "x"}, cause=Cause(text={"en": "why"})), errors.BadMilestoneError),
        (replace(MOVED, concerns="tset"), errors.TargetNotFoundError),
        (NewMilestone(stage="budgt"), errors.StageNotFoundError),
        (replace(MOVED, on=on("2027")), errors.FutureMilestoneError),
        (replace(MOVED, planned_for=on("2023")), errors.ReversedDatesError),
        (replace(MOVED, cause=Cause(instrument="nothing")), errors.InstrumentNotFoundError),
        (replace(MOVED, cause=Cause(meeting="igc-99")), errors.CauseNotFoundError),
    ],
)
def test_a_milestone_that_cannot_stand_is_refused_and_nothing_is_written(
    new: NewMilestone, error: type[errors.IgcError]
) -> None:
    store = memory_store(BASE, projects=[COMPLEX])

    with pytest.raises(error):
        record_milestone(store, "complex", new, invocation())

    assert store.journal() == ()


def test_striking_takes_the_plan_out_of_the_ledger_once() -> None:
    store = memory_store(BASE, projects=[COMPLEX])

    struck = strike_milestone(store, "complex", "m2", "misread", invocation())

    assert [plan.planned_for.text for plan in struck.after.targets[0].ledger.plans] == ["2022"]
    with pytest.raises(errors.AlreadyStruckError):
        strike_milestone(store, "complex", "m2", "again", invocation())
    with pytest.raises(errors.MilestoneNotFoundError):
        strike_milestone(store, "complex", "m9", "why", invocation())
    with pytest.raises(errors.NoReasonError):
        strike_milestone(store, "complex", "m1", " ", invocation())


# --- the sheet ----------------------------------------------------------------------------------------------------


def test_a_project_is_added_with_a_reference_made_of_its_title() -> None:
    store = memory_store(BASE, projects=[COMPLEX])

    added = add_project(store, {"en": "Complex"}, invocation(), instruments=["base"])

    assert (added.project.ref, added.project.instruments) == ("complex-2", ("base-2004",))
    with pytest.raises(errors.DuplicateProjectError):
        add_project(store, {"en": "Complex"}, invocation(), ref="complex")
    with pytest.raises(errors.BadReferenceError):
        add_project(store, {"en": "Complex"}, invocation(), ref="A b")
    with pytest.raises(errors.NoTitleError):
        add_project(store, {"en": " "}, invocation())


def test_a_key_that_something_is_recorded_of_cannot_be_taken_away() -> None:
    store = memory_store(BASE, projects=[COMPLEX])

    with pytest.raises(errors.KeyInUseError, match="test"):
        edit_project(store, COMPLEX, replace(COMPLEX, targets=()), invocation())


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"targets": (*COMPLEX.targets, Target(key="test", titles={}))}, errors.BadKeyError),
        ({"targets": (*COMPLEX.targets, Target(key="a b", titles={}))}, errors.BadKeyError),
        ({"targets": (Target(key="test", titles={}, stage="loan"),)}, errors.StageNotFoundError),
        ({"instruments": ("base-2005",)}, errors.UnknownLinkError),
        ({"ref": "other"}, errors.ReferenceFixedError),
        ({"titles": {}}, errors.NoTitleError),
    ],
)
def test_a_sheet_that_does_not_hold_together_is_refused(
    changed: dict[str, object], error: type[errors.IgcError]
) -> None:
    store = memory_store(BASE, projects=[COMPLEX])

    with pytest.raises(error):
        edit_project(store, COMPLEX, replace(COMPLEX, **changed), invocation())  # type: ignore[arg-type]

    assert store.journal() == ()


def test_an_edited_sheet_is_refused_where_the_project_was_changed_meanwhile() -> None:
    store = memory_store(BASE, projects=[COMPLEX])
    record_milestone(store, "complex", MOVED, invocation())

    with pytest.raises(errors.RegisterConflictError):
        edit_project(store, COMPLEX, replace(COMPLEX, aliases=("pad",)), invocation())


# --- finding ------------------------------------------------------------------------------------------------------


def test_a_project_is_found_by_reference_alias_and_words_of_a_title() -> None:
    pad = replace(project("pad"), titles={"ru": "Стартовая площадка"}, aliases=("start",))
    projects = (COMPLEX, pad, project("pad-2"))

    for query in ("pad", "start", "площадка", "STARTOVAYA"):
        assert find_project(projects, query).ref == "pad"
    with pytest.raises(errors.AmbiguousProjectError):
        find_project(projects, "p")
    for query in ("rocket", ""):
        with pytest.raises(errors.ProjectNotFoundError):
            find_project(projects, query)


# --- where it is told ---------------------------------------------------------------------------------------------


def test_every_project_is_listed_and_those_with_a_plan_are_in_the_ledger() -> None:
    store = memory_store(BASE, projects=[COMPLEX, project("other")])

    listed = list_projects(store, as_of=day("2021-01-01"), known_on=None)
    slips = show_slips(store, None, as_of=day("2021-01-01"), known_on=None)

    assert [(row.ref, row.milestones) for row in listed.projects] == [("complex", 2), ("other", 0)]
    assert [each.ref for each in slips.projects] == ["complex"]


def test_the_planned_day_falls_due_and_is_missed() -> None:
    store = memory_store(BASE, projects=[COMPLEX])

    def due(as_of: str) -> tuple[list[str | None], list[str | None]]:
        answer = list_due(store, None, within=400, as_of=day(as_of), known_on=None)
        return [each.about for each in answer.missed], [each.about for each in answer.coming]

    assert due("2022-12-01") == ([], ["test"])
    assert due("2024-01-01") == (["test"], [])


def test_a_timeline_tells_which_plans_moved_and_which_was_kept() -> None:
    reached = project("complex", f"{SAID}2023-05-01 test reached", targets="test", instruments=("base-2004",))
    store = memory_store(BASE, projects=[reached])

    answer = show_timeline(store, "base", as_of=day("2023-05-02"), known_on=None)

    told = [(str(entry.on), entry.state) for entry in answer.entries if entry.project]
    assert told == [("2022", EntryState.MOVED), ("2023", EntryState.KEPT), ("2023-05-01", EntryState.FACT)]


def test_a_target_reached_before_its_day_has_missed_nothing() -> None:
    early = project("complex", f"{SAID}2022-05-01 test reached", targets="test", instruments=("base-2004",))

    answer = show_timeline(memory_store(BASE, projects=[early]), "base", as_of=day("2022-05-02"), known_on=None)

    told = {str(entry.on): entry.state for entry in answer.entries if entry.project}
    assert told == {"2022": EntryState.KEPT, "2022-05-01": EntryState.FACT, "2023": EntryState.MOVED}


def test_a_report_tells_what_moved_in_its_days_and_what_is_overdue() -> None:
    store = memory_store(BASE, projects=[COMPLEX])

    def news(first: str, last: str) -> tuple[int, int, int]:
        report = report_weekly(store, Period(first=day(first), last=day(last)))
        told = report.projects
        overdue = sum(item.ref == "complex" for item in report.attention)
        return len(told), sum(len(each.moved) for each in told), overdue

    assert news("2020-10-20", "2020-10-27") == (0, 0, 0)
    assert news("2020-10-28", "2020-11-03") == (1, 1, 0)
    assert news("2024-01-01", "2024-01-07") == (1, 0, 1)


def test_a_report_does_not_name_a_project_of_a_restricted_instrument() -> None:
    secret = agreement("secret", facts="2004-12-22 signed", restricted=True, unlocks=(_unlock("complex"),))
    period = Period(first=day("2024-01-01"), last=day("2024-01-07"))

    hidden = report_weekly(memory_store(BASE, secret, projects=[COMPLEX]), period)
    shown = report_weekly(memory_store(BASE, secret, projects=[COMPLEX]), period, include_restricted=True)

    assert ([each.ref for each in hidden.projects], [each.ref for each in shown.projects]) == ([], ["complex"])
    assert not any(item.ref == "complex" for item in hidden.attention)


def _unlock(ref: str) -> Unlock:
    return Unlock(by=UnlockedBy.SIGNATURE, what={"en": "budget"}, project=ref)


def test_more_than_the_total_is_told_to_be_more() -> None:
    counted = Milestone(
        id="m9",
        text={},
        on=on("2021"),
        quantity=Quantity(done=250, total=243, unit={"en": "facilities"}),
        recorded_at=COMPLEX.recorded_at,
        recorded_by="officer",
    )
    store = memory_store(BASE, projects=[replace(COMPLEX, milestones=(counted,))])

    answer = show_project(store, "complex", as_of=day("2022-01-01"), known_on=None)

    assert answer.progress is not None
    assert answer.progress.surplus == 7


# --- import -------------------------------------------------------------------------------------------------------


def test_an_imported_project_with_the_same_sheet_brings_the_milestones_that_are_lacking() -> None:
    store = memory_store(BASE, projects=[replace(COMPLEX, milestones=COMPLEX.milestones[:1])])

    answer = import_records(store, Records(projects=(COMPLEX,)), invocation())

    assert [(each.ref, each.facts) for each in answer.extended] == [("complex", ("m2",))]
    assert store.read()[0].projects == (COMPLEX,)
    assert import_records(store, Records(projects=(COMPLEX,)), invocation()).known == ("complex",)


@pytest.mark.parametrize(
    "theirs",
    [
        replace(COMPLEX, titles={"en": "Another"}),
        replace(COMPLEX, milestones=(replace(COMPLEX.milestones[0], planned_for=on("2021")),)),
    ],
)
def test_an_imported_project_that_says_something_else_is_refused(theirs: object) -> None:
    store = memory_store(BASE, projects=[COMPLEX])

    with pytest.raises(errors.ImportConflictError):
        import_records(store, Records(projects=(theirs,)), invocation())  # type: ignore[arg-type]

    assert store.journal() == ()


# --- obligations --------------------------------------------------------------------------------------------------

OWED = agreement(
    "treaty-2025",
    facts=(*timeline("2025-01-01 entered-into-force"), *performed("2026-02-01 1")),
    obligations=(Obligation(id="launches", text={"en": "three"}, parties=("RU",), at_least=3, until=on("2026")),),
)


def test_a_performance_is_a_fact_that_counts_towards_its_obligation() -> None:
    new = NewFact(
        kind=FactKind.PERFORMED,
        party="RU",
        on=on("2026-11-20"),
        obligation="launches",
        quantity=2,
        certainty=Certainty.PRESS,
    )

    answer = record_fact(memory_store(OWED), "treaty-2025", new, invocation())

    assert answer.after is not None
    assert (answer.after.obligations[0].done, answer.after.obligations[0].state.value) == (3, "done")


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (NewFact(kind=FactKind.PERFORMED, on=on("2026")), errors.ObligationNeededError),
        (NewFact(kind=FactKind.PERFORMED, on=on("2026"), obligation="lanches"), errors.ObligationNotFoundError),
        (NewFact(kind=FactKind.PERFORMED, party="KZ", on=on("2026"), obligation="launches"), errors.NotOwedError),
        (NewFact(kind=FactKind.REMARK, on=on("2026"), obligation="launches"), errors.NotAPerformanceError),
        (NewFact(kind=FactKind.REMARK, on=on("2026"), quantity=1), errors.NotAPerformanceError),
    ],
)
def test_a_performance_of_what_is_not_owed_is_refused(new: NewFact, error: type[errors.IgcError]) -> None:
    store = memory_store(OWED)

    with pytest.raises(error):
        record_fact(store, "treaty-2025", new, invocation())

    assert store.journal() == ()


def test_an_overdue_target_is_so_in_every_place() -> None:
    answer = show_project(memory_store(BASE, projects=[COMPLEX]), "complex", as_of=day("2024-01-10"), known_on=None)

    assert [(each.state, each.overdue) for each in answer.standing.targets] == [(TargetState.OVERDUE, 10)]
