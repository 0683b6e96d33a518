"""The scripts that run files of cases: what they make of each, and that no case stops them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
ROWS = [["A", "ratification", "2000-01-10"], ["B", "accession", "2000-02-10"], ["C", "ratification", "2000-03-10"]]


def run(script: str, told: object, folder: Path) -> tuple[int, list[str]]:
    file = folder / "cases.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, FOLDER / script, file], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def case(name: str, published: str | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    clause = {"type": more.pop("type", "nth_instrument"), "article": "art. 1", "params": more.pop("params", {})}
    told = {"id": name, "treaty": name, "clause": clause, "participants": ROWS, "supplement": [], "status": "verified"}
    return told | {"published": published, "computed": published} | more


def days(number: int) -> dict[str, Any]:
    return {"value": number, "unit": "days"}


def test_every_known_shape_of_a_case_is_run(tmp_path: Path) -> None:
    three = {"threshold": 3, "delay": days(30), "rounding": "none"}
    cases = [
        case("counted", "2000-04-09", params=three),
        case("excluded", None, status="verified_not_in_force_at_snapshot", params={**three, "exclude_parties": ["A"]}),
        case(
            "supplied",
            "2000-03-11",
            params={**three, "threshold": 4, "delay": days(1)},
            supplement=[["D", "approval", "1999-01-01"]],
            status="verified_with_supplement",
        ),
        case(
            "withdrawn",
            None,
            status="verified_not_in_force_at_snapshot",
            params=three,
            supplement=[["A", "withdrawal", "2000-02-01"]],
        ),
        case(
            "provisional",
            "2000-02-10",
            params={"threshold": 2},
            participants=[*ROWS, ["D", "provisional application", "1999-01-01"]],
        ),
        case("weighted", None, status="needs_weights", type="weighted_share_threshold", params=three),
        case("in words", None, status="needs_weights", params={**three, "extra_condition": "two coastal States"}),
        case("linked", "2000-04-09", params={"threshold": 1, "linked_case": "counted"}),
        case("fraction", "2000-02-10", params={"fraction": {"num": 2, "den": 3}, "base_dates": ["1999-01-01"] * 3}),
        case("signatories", "2000-03-10", params={"threshold": 2, "signatories_only": True}),
        case(
            "listed",
            "2000-02-10",
            params={"threshold": 2, "signatories_only": True},
            other={"signatures": ["A", {"party": "B"}]},
        ),
        case("fixed", "2001-01-01", params={"threshold": 3, "fixed_date": "2001-01-01", "fallback_delay": days(90)}),
        case("named day", "2001-01-01", type="fixed_date", params={"fixed_date": "2001-01-01"}),
        case("expiry", "2000-03-11", params={"threshold": 2, "delay": days(29), "expiry_next_day": True}),
        case("weeks", "2000-02-24", params={"threshold": 2, "delay": {"value": 2, "unit": "weeks"}}),
        case(
            "notes",
            "2000-03-10",
            type="last_notification",
            params={},
            participants=[[row[0], "notification received", row[2]] for row in ROWS],
        ),
        case(
            "signed",
            "2000-03-10",
            type="signature_all",
            params={},
            participants=[[row[0], "signature", row[2]] for row in ROWS],
        ),
        case(
            "explained",
            "2000-03-10",
            params={"threshold": 3, "note": "as the depositary says"},
            status="mismatch_explained",
        ),
    ]

    code, told = run("run_treaties.py", {"cases": cases}, tmp_path)

    assert [line for line in told if " agree" not in line] == []
    assert told[-1] == f"all: {len(cases)} of {len(cases)} agree"
    assert code == 0


def test_what_cannot_be_encoded_is_told_case_by_case(tmp_path: Path) -> None:
    rounded = {"threshold": 2, "rounding": "last_day_of_year"}
    cases = [
        case("a parameter", "2000-01-01", params={"threshold": 2, "quorum": 5}),
        case("a rounding", "2000-01-01", params=rounded),
        case("a unit", "2000-01-01", params={"threshold": 2, "delay": {"value": 2, "unit": "moons"}}),
        case("an action", "2000-01-01", params={"threshold": 2}, participants=[["A", "oath", "2000-01-01"]]),
        case("nothing", "2000-01-01", type="novel", params={"delay": days(3)}),
        case("a shape", "2000-01-01", params={"threshold": 2}, participants=[None]),
        case("a number", "2000-01-01", params={"threshold": 2, "delay": days(10**9)}),
        {"id": "bare"},
        case("agrees", "2000-02-10", params={"threshold": 2}),
    ]

    code, told = run("run_treaties.py", {"cases": cases}, tmp_path)

    assert [line.split(": ")[1] for line in told[:8]] == ["cannot encode"] * 8
    assert told[-1] == "all: 1 of 9 agree"
    assert code == 1


def test_what_differs_says_how(tmp_path: Path) -> None:
    cases = [
        case("later", "2000-01-10", params={"threshold": 2}),
        case("short", "2000-01-10", params={"threshold": 5}),
        case("in force", None, status="verified_not_in_force_at_snapshot", params={"threshold": 1}),
    ]

    told = run("run_treaties.py", {"cases": cases}, tmp_path)[1]

    assert [line.split("]: ")[1] for line in told[:3]] == [
        "expected 2000-01-10, computed 2000-02-10; needs nothing",
        "expected 2000-01-10, computed None; needs count 3 of 5",
        "computed 2000-01-10, but it was not in force",
    ]


def test_cases_linked_in_a_circle_end(tmp_path: Path) -> None:
    one, two = ({"threshold": 1, "linked_case": each} for each in ("two", "one"))

    cases = [case("one", None, params=one), case("two", None, params=two)]

    assert run("run_treaties.py", {"cases": cases}, tmp_path)[0] == 0


def test_worked_rules_are_run_forwards_in_bulk_and_backwards(tmp_path: Path) -> None:
    def row(name: str, rule: dict[str, Any] | None, trigger: str, published: str) -> dict[str, Any]:
        return {"id": name, "name": name, "rule": rule, "trigger": {"date": trigger}, "published": published}

    told = {
        "cases": [
            row("clamped", {"type": "fom_after_months", "n": 3}, "2012-11-30", "2013-03-01"),
            row("month", {"type": "fom_nth_month", "n": 2}, "2020-01", "2020-03-01"),
            row("range", {"type": "days", "n": 1}, "2020-01", "2020-01-02"),
            row("missed", {"type": "days", "n": 90, "fixed_if_met_by": "2019-01-01"}, "2019-01-02", "2019-04-02"),
            row("floor", {"type": "days", "n": 180, "not_before": "1995-01-13"}, "1993-01-01", "1995-01-13"),
            row("fixed", {"type": "fixed", "date": "2001-07-01"}, "2001-06-01", "2001-07-01"),
            row("unknown", {"type": "moons", "n": 3}, "2012-11-30", "2013-03-01"),
            row("published only", None, "", "2013-03-01"),
        ],
        "vectors": {"some_plus_30_days": [["KH", "2026-02-06", "2026-03-08"], ["XX", "2026-02-06", "2026-03-09"]]},
        "backward_vectors": [{"expiry": "2026-08-29", "notice_months": 6, "last_day": "2026-02-28"}],
    }

    code, lines = run("run_worked_rules.py", told, tmp_path)

    assert lines == [
        "range  range: expected 2020-01-02, computed 2020-01-02..2020-02-01",
        "unknown  unknown: cannot encode: KeyError: 'moons'",
        "computed rows: 5 of 7 agree",
        "some_plus_30_days  XX: expected 2026-03-09, computed 2026-03-08",
        "bulk rows: 1 of 2 agree",
        "backward rows: 1 of 1 agree",
    ]
    assert code == 1
