"""`igc clause`: what is set is shown in words and as TOML, can be taken back, and contradictions are refused."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest

from cli.running import igc
from igc_tracker.domain.facts import PROCEDURE_KINDS, DeviationReason, FactKind, Manner

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("example")

REF = "baiterek-protocol-2018"
LEASE = "baikonur-lease-1994"


def set_clause(*args: str) -> str:
    ran = igc("clause", "set", REF, *args)
    assert (ran.code, ran.err) == (0, ""), ran.err
    return ran.out


def words_of(topic: str) -> str:
    """Return what `igc clause show` says of a topic, after its label."""
    head = igc("clause", "show", REF, topic).out.split("\n\n")[1].splitlines()[0]
    return head.removeprefix("# ").partition(": ")[2]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--on-signature",), "on the day of signature by all parties"),
        (("--on-date", "1 Jul 2027"), "on 1 Jul 2027"),
        (("--last-notification",), "on the day of receipt of the last notification"),
        (("--last-notification", "--after", "30 days"), "30 days after receipt of the last notification"),
        (("--last-notification", "note-date"), "on the day of the date of the last notification"),
        (("--last-notification=dispatch", "--after", "1 year"), "1 year after dispatch of the last notification"),
        (
            ("--exchange", "--first-of-month", "2"),
            "on the first day of the 2nd month after the month of the exchange of instruments of ratification",
        ),
        (
            (
                "--deposits",
                "2",
                "--including",
                "kz",
                "--including",
                "RU",
                "--after",
                "3 months",
                "--first-of-month-after",
            ),
            (
                "on the first day of the month after 3 months from the deposit of the 2nd instrument,"
                " including: Kazakhstan, Russia"
            ),
        ),
        (
            ("--last-notification", "--not-before", "01.01.2027"),
            "on the day of receipt of the last notification, not before 1 Jan 2027",
        ),
    ],
)
def test_the_common_patterns_of_entry_into_force_are_options(options: tuple[str, ...], words: str) -> None:
    set_clause("entry-into-force", *options)

    assert words_of("entry-into-force") == words


@pytest.mark.parametrize(
    ("topic", "options", "words"),
    [
        ("duration", ("--indefinite",), "indefinitely"),
        (
            "duration",
            ("--term", "5 years", "--renewal", "5 years", "--renewals", "2", "--notice", "6 months"),
            (
                "for 5 years; then renewed for 5 years each time, 2 times at most,"
                " unless a party gives notice at least 6 months before the end"
            ),
        ),
        ("duration", ("--until", "2050-01-01"), "until 1 Jan 2050"),
        (
            "withdrawal",
            ("--notice", "6 months", "--effect", "next-1-january", "--not-before", "5 years"),
            (
                "a party's withdrawal takes effect on the next 1 January once the notice has run"
                " (6 months after receipt of the notice);"
                " notice can be given at the earliest 5 years after the entry into force"
            ),
        ),
        ("provisional-application", ("--on-signature", "--until", "2030-01-01"), None),
        ("later-parties", ("--after", "30 days"), None),
    ],
)
def test_the_other_topics_have_their_options(topic: str, options: tuple[str, ...], words: str | None) -> None:
    set_clause(topic, *options)

    assert words in (None, words_of(topic))


def test_what_is_left_open_stays_as_it_was() -> None:
    set_clause("entry-into-force", "--last-notification", "--article", "11(2)")
    set_clause("entry-into-force", "--text", "By the last note.")
    set_clause("entry-into-force", "--exchange")

    clause = tomllib.loads(igc("clause", "show", REF, "entry-into-force").out)["entry-into-force"]
    assert clause == {
        "article": "11(2)",
        "text": "By the last note.",
        "rule": {"condition": {"type": "instruments-exchanged"}},
    }


def test_what_is_shown_can_be_set_again(tmp_path: Path) -> None:
    set_clause("entry-into-force", "--deposits", "2", "--after", "30 days", "--article", "3")
    set_clause("duration", "--term", "5 years", "--renewal", "1 year")
    shown = igc("clause", "show", REF).out
    file = tmp_path / "clause.toml"
    file.write_text(shown, encoding="utf-8")

    assert igc("clause", "set", REF, "--file", str(file)).out == f"{REF}: nothing was changed.\n"
    igc("clause", "drop", REF, "entry-into-force")
    igc("clause", "drop", REF, "duration")
    assert igc("clause", "set", REF, "--file", "-", stdin=shown).code == 0
    assert igc("clause", "show", REF).out == shown


def test_a_topic_takes_one_table_of_a_file() -> None:
    both = json.dumps({"duration": {"rule": {}}, "withdrawal": {"rule": {"notice": "6 months"}}})

    assert igc("clause", "set", REF, "duration", "--file", "-", stdin=both).code == 0
    assert igc("clause", "show", REF, "withdrawal").code == 4
    missing = igc("clause", "set", REF, "amendment", "--file", "-", stdin=both)
    assert (missing.code, "It has: duration, withdrawal." in missing.err) == (4, True)


def test_a_clause_computes_and_the_answer_says_so() -> None:
    igc("record", LEASE, "notification-received", "--party", "KZ", "--on", "2021-07-01", "--source", "note")
    igc("record", LEASE, "notification-received", "--party", "RU", "--on", "2021-07-30", "--source", "note")

    ran = igc("clause", "set", LEASE, "entry-into-force", "--last-notification", "--after", "30 days")

    assert "→ in force" in ran.out
    assert "29 Aug 2021" in ran.out


def test_setting_is_journalled_and_can_be_undone() -> None:
    before = igc("clause", "show", REF).out
    set_clause("entry-into-force", "--last-notification")

    assert f"igc clause set {REF} entry-into-force --last-notification" in igc("log").out
    igc("undo")
    assert igc("clause", "show", REF).out == before


def test_setting_what_is_set_writes_nothing() -> None:
    set_clause("entry-into-force", "--last-notification")
    log = igc("log").out

    assert set_clause("entry-into-force", "--last-notification") == f"{REF}: nothing was changed.\n"
    assert igc("log").out == log


def test_dropping_a_clause_leaves_the_others(example: Path) -> None:
    set_clause("duration", "--indefinite")
    set_clause("withdrawal", "--notice", "6 months")

    assert igc("clause", "drop", REF, "withdrawal").code == 0
    assert igc("clause", "drop", REF, "withdrawal").code == 4
    assert words_of("duration") == "indefinitely"
    assert example.exists()


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (
            ("entry-into-force", "--on-signature", "--exchange"),
            2,
            "--on-signature and --exchange contradict each other.",
        ),
        (("entry-into-force", "--on-date", "today", "--last-notification"), 2, "--on-date and --last-notification"),
        (("entry-into-force", "--exchange", "--after", "1 day", "--first-of-month", "2"), 2, "--after and --first-of"),
        (("duration", "--indefinite", "--term", "5 years"), 2, "--indefinite and --term contradict each other."),
        (("duration", "--term", "1 year", "--until", "2030-01-01"), 2, "--term and --until contradict each other."),
        (("duration", "--renewal", "5 years"), 2, "--renewal needs --term."),
        (("duration", "--term", "1 year", "--renewals", "2"), 2, "--renewals needs --renewal."),
        (("entry-into-force", "--including", "KZ", "--exchange"), 2, "--including needs --deposits."),
        (("entry-into-force", "--after", "30 days"), 2, "--after needs --on-signature"),
        (("entry-into-force", "--notice", "30 days"), 2, "--notice says nothing about entry-into-force."),
        (("amendment", "--notice", "30 days"), 2, "--notice says nothing about amendment."),
        (("entry-into-force", "--exchange", "--after", "30"), 2, "'30' is not a period."),
        (("entry-into-force", "--last-notification=post"), 2, "'post' is not a known date of a note."),
        (("withdrawal", "--effect", "soon"), 2, "'soon' is not a known effect of a notice."),
        (("entry-into-force", "--deposits", "2", "--including", "XX"), 2, "'XX' is not a known party code."),
        (("force", "--exchange"), 2, "'force' is not a known topic of a clause."),
        (("entry-into-force",), 2, "What the clause says is missing."),
        ((), 2, "The topic is missing."),
        (("entry-into-force", "--file", "-", "--exchange"), 2, "--file and --exchange contradict each other."),
        (("--file", "/nowhere.toml"), 2, "/nowhere.toml cannot be read"),
    ],
)
def test_what_cannot_be_meant_is_refused(args: tuple[str, ...], code: int, said: str, example: Path) -> None:
    before = example.read_bytes()

    ran = igc("clause", "set", REF, *args)

    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert example.read_bytes() == before


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"condition": {"type": "other-in-force", "ref": "nowhere"}}, "hangs on nowhere, which the register does not"),
        ({"condition": {"type": "other-in-force", "ref": REF}}, f"hangs on {REF}, which is this instrument"),
        ({"condition": {"type": "signed-by-all"}, "after": "nowhere"}, "hangs on nowhere"),
        ({"condition": {"type": "deposits", "include": ["SU"]}}, "'SU' is not a known party code."),
        ({"condition": {"type": "deposits", "include": ["de"]}}, "names de, which is written DE"),
        ({"condition": {"type": "deposits", "count": "2"}}, "entry-into-force.rule.condition.count must be a whole"),
        ({"condition": {"type": "deposits", "cnt": 2}}, "rule.condition.cnt is not known here; known: count, include"),
        ({"condition": {"type": "deposit"}}, "rule.condition.type must be one of signed-by-all"),
        ({"condition": {"type": "exchanged"}, "offset": {"period": "1 moon"}}, "entry-into-force.rule.condition.type"),
        ({"offset": {"period": "30 days"}}, "entry-into-force.rule.condition is missing"),
        (
            {"condition": {"type": "deposits", "shares": [{"label": "CO2", "percent": 155}]}},
            "entry-into-force.rule.condition.shares[0] asks for more than all",
        ),
    ],
)
def test_a_rule_of_a_file_is_checked(rule: object, said: str) -> None:
    ran = igc("clause", "set", REF, "--file", "-", stdin=json.dumps({"entry-into-force": {"rule": rule}}))

    assert ran.code == 2
    assert said in ran.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"duration": {"rule": {"term": "5 years", "term": "6 years"}}}', "'term' twice"),
        ('[amendment.rule]\nway = "tacit"', "amendment.rule does not say how long there is to object: window"),
        ("[duration", "the text is neither TOML nor JSON"),
        ("", "the text holds no clause"),
    ],
)
def test_what_a_file_leaves_open_or_says_twice_is_refused(text: str, said: str, example: Path) -> None:
    before = example.read_bytes()

    ran = igc("clause", "set", REF, "--file", "-", stdin=text)

    assert ran.code == 2
    assert said in ran.err
    assert example.read_bytes() == before


def test_the_instrument_shows_its_rules_in_words() -> None:
    set_clause("duration", "--term", "10 years", "--article", "9")

    assert "  duration, 9  for 10 years\n" in igc("show", REF).out


def test_on_a_terminal_the_words_stand_above_the_toml() -> None:
    set_clause("duration", "--term", "10 years", "--article", "9")
    set_clause("amendment", "--text", "By protocols.")

    out = igc("clause", "show", REF, "--format", "table").out

    assert "duration, 9  for 10 years" in out
    assert 'term = "10 years"' in out
    assert "amendment  By protocols." in out


def test_no_clause_is_said() -> None:
    igc("add-agreement", "--title", "Bare", "--party", "KZ,RU", "--ref", "bare")

    ran = igc("clause", "show", "bare")

    assert (ran.code, tomllib.loads(ran.out)) == (0, {})
    assert "No final clause is recorded." in ran.out


class TestRecord:
    def test_the_manner_and_the_effect_of_an_act_are_shown(self) -> None:
        ran = igc(
            "record", REF, "instrument-deposited", "--party", "KZ", "--on", "2020-05-05",
            "--manner", "accession", "--effective-on", "2020-06-01",
        )  # fmt: skip

        said = "instrument deposited (accession), takes effect: 1 Jun 2020"
        assert said in ran.out
        assert said in igc("show", REF).out
        assert said in igc("timeline", REF).out

    def test_an_extension_has_a_new_end(self) -> None:
        igc("record", REF, "extended", "--on", "2020-05-05", "--effective-on", "2050-01-01")

        assert "extended, new end: 1 Jan 2050" in igc("show", REF).out

    def test_a_deviation_belongs_to_entry_into_force(self) -> None:
        done = igc("record", REF, "entered-into-force", "--on", "2020-05-05", "--deviation", "agreed-date")
        refused = igc("record", REF, "signed", "--on", "2020-05-05", "--deviation", "agreed-date")

        assert (done.code, refused.code) == (0, 2)
        assert "not the day the clause gives: the parties agreed on that date" in igc("show", REF).out
        assert "A deviation explains a published entry into force" in refused.err

    def test_the_help_names_every_kind_of_fact_and_every_manner(self) -> None:
        said = "".join(igc("record", "--help").out.split())

        for code in (*(set(FactKind) - PROCEDURE_KINDS), *Manner, *DeviationReason):
            assert code.value in said, code
