from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cli.running import EXAMPLE, Ran, igc
from igc_tracker.render.safe import width
from unit.wording.catalogues_tool import load

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = [
    "status baiterek --as-of 2018-07-15",
    "status baiterek",
    "status",
    "status --as-of 1990-01-01",
    "status trilateral-protocol-2018 --as-of 2018-01-01",
    "show baiterek-protocol-2018",
    "show baikonur-lease-1994",
    "timeline baiterek",
    "list",
    "report weekly --week 2018-W34",
    "report weekly --week 2026-W47",
    "report card baiterek-protocol-2018",
    "report card baiterek-2004",
    "explain baiterek-2004",
    "explain baiterek-protocol-2018",
    "explain baiterek-protocol-2018 withdrawal",
    "explain baikonur-lease-1994 term",
    "due",
]
MISTAKES = [
    "status --as-of 03/04/2018",
    "show baitrek",
    "status qqqq",
    "list --kind protokol",
    "list --party Kazahstan",
    "show baiterek-2004 --format xml",
    "report weekly --week 9",
    "report weekly --from 2018-05-01 --to 2018-04-01",
    "record baiterek-2004 signed",
    "list --register /nowhere/at/all.json",
    "list --register /tmp",
]
ENGLISH = [
    fragment.strip(" .:;,()[]?")
    for sentence in load().extract().values()
    for each in (sentence.one, sentence.many or "")
    for fragment in re.split(r"{.*?}|`.*?`|igc [a-z]+|--[a-z]+|[A-Z]{3,}", each)
]
RECORDED = EXAMPLE.read_text(encoding="utf-8")
FRAGMENTS = {
    fragment
    for fragment in ENGLISH
    if len(re.findall(r"[A-Za-z]{2,}", fragment)) > 2 and fragment not in RECORDED  # notes may hold the same words
}
"""What stands between the placeholders of the sentences in the code, from three words on."""


def run(command: str, language: str) -> Ran:
    return igc(*command.split(), "--lang", language)


def english_in(text: str) -> set[str]:
    return {fragment for fragment in FRAGMENTS if re.search(rf"(?<!\w){re.escape(fragment)}(?!\w)", text)}


def test_english_would_be_found() -> None:
    assert english_in(run(COMMANDS[0], "en").out)


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_english_sentence_of_ours_is_left_in_an_answer(command: str, language: str) -> None:
    ran = run(command, language)
    assert ran.code == 0
    assert english_in(ran.out + ran.err) == set()


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("command", MISTAKES)
def test_a_mistake_is_told_in_the_language_asked_for(command: str, language: str) -> None:
    ran = run(command, language)
    assert ran.code != 0
    assert ran.err.splitlines()[-2].startswith({"ru": "igc: ошибка: ", "kk": "igc: қате: "}[language])
    assert english_in(ran.err) == set()


def test_the_question_of_the_scenario_is_answered_in_russian() -> None:
    out = run(COMMANDS[0], "ru").out
    assert "Протокол о внесении изменений в Соглашение «Байтерек» (2018): готово к подписанию." in out
    assert "Обе стороны завершили внутригосударственные процедуры по подготовке к подписанию." in out
    assert "После подписания  перевод проекта «Байтерек» на бюджетное финансирование — ожидается" in out
    assert "Далее  Казахстан, Россия: подписание" in out


def test_the_question_of_the_scenario_is_answered_in_kazakh() -> None:
    out = run(COMMANDS[0], "kk").out
    assert "«Бәйтерек» келісіміне өзгерістер енгізу туралы хаттама (2018): қол қоюға дайын." in out
    assert "Екі тарап та қол қоюға дайындау жөніндегі мемлекетішілік рәсімдерді аяқтады." in out
    assert "Қол қойылғаннан кейін  «Бәйтерек» жобасын бюджеттік қаржыландыруға көшіру — күтілуде" in out


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_columns_of_the_grid_stand_under_their_heads(language: str) -> None:
    lines = run(COMMANDS[0], language).out.splitlines()
    first = next(place for place, line in enumerate(lines) if line.lstrip().startswith("KZ"))
    head, row = lines[first - 2], lines[first]
    starts = [width(head[: found.start()]) for found in re.finditer(r"(?<=  )\S", head)]
    assert len(starts) == 5
    assert all(row[start - 2 : start] == "  " and row[start] in "●◐○?–" for start in starts)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_report_fits_a_mail_in_every_language(language: str) -> None:
    assert max(map(width, run("report weekly --week 2018-W34", language).out.splitlines())) <= 78


# --- which language -----------------------------------------------------------------------------------------------


def language_of(ran: Ran) -> str:
    """Return the language an empty search was told in."""
    return {"error": "en", "ошибка": "ru", "қате": "kk"}[ran.err.splitlines()[-2].split(": ")[1]]


def configure(home: Path, text: str) -> None:
    folder = home / ".config" / "igc"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(text, encoding="utf-8")


def test_the_option_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(tmp_path / "home", 'lang = "kk"')
    monkeypatch.setenv("IGC_LANG", "kk")
    monkeypatch.setenv("LC_ALL", "kk_KZ.UTF-8")
    assert language_of(igc("show", "qqqq", "--lang", "ru")) == "ru"


def test_then_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(tmp_path / "home", 'lang = "kk"')
    monkeypatch.setenv("IGC_LANG", "ru")
    assert language_of(igc("show", "qqqq")) == "ru"


def test_then_the_config_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(tmp_path / "home", 'lang = "kk"')
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    assert language_of(igc("show", "qqqq")) == "kk"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ({"LC_ALL": "ru_RU.UTF-8"}, "ru"),
        ({"LC_ALL": "kk"}, "kk"),
        ({"LC_ALL": "kk_KZ@cyrillic"}, "kk"),
        ({"LC_MESSAGES": "ru_KZ.UTF-8", "LANG": "en_US.UTF-8"}, "ru"),
        ({"LANG": "kk_KZ.UTF-8"}, "kk"),
        ({"LC_ALL": "", "LANG": "ru_RU"}, "ru"),
        ({"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "run_BI.UTF-8"}, "en"),
        ({"LANG": "tt_RU.UTF-8"}, "en"),
        ({}, "en"),
    ],
    ids=str,
)
def test_then_the_locale_and_else_english(
    locale: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    assert language_of(igc("show", "qqqq")) == language


def test_an_unknown_language_is_told_in_english() -> None:
    ran = igc("show", "qqqq", "--lang", "fr")
    assert ran.code == 2
    assert "'fr' is not a known language." in ran.err


@pytest.mark.parametrize("option", ["--as-of", "--known-on"])
def test_a_wrong_day_is_told_in_the_language_asked_for(option: str) -> None:
    assert language_of(igc("status", option, "someday", "--lang", "kk")) == "kk"


def test_json_keeps_its_codes_and_english_whatever_the_language() -> None:
    answers = [igc("show", "baitrek", "--json", "--lang", language).envelope for language in ("en", "ru", "kk")]
    assert answers[0] == answers[1] == answers[2]
