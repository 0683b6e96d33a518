from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from igc_tracker.wording import words as wording
from igc_tracker.wording.words import Words
from unit.wording.catalogues_tool import load

if TYPE_CHECKING:
    from pathlib import Path

tool = load()
SENTENCES = tool.extract()
TRANSLATED = ("ru", "kk")


def po(text: str, language: str, folder: Path) -> Path:
    """Write a catalogue of that text and compile it; return its .po file."""
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    forms = {
        "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
        "kk": "nplurals=2; plural=(n != 1);",
    }[language]
    path: Path = tool.po_path(language, folder)
    path.parent.mkdir(parents=True)
    path.write_text(f'{head}"Plural-Forms: {forms}\\n"\n\n{text}', encoding="utf-8")
    path.with_suffix(".mo").write_bytes(tool.mo_bytes(tool.read_catalogue(path, language)))
    return path


def entry(message: str, translation: str) -> str:
    return f'msgid "{message}"\nmsgstr "{translation}"\n\n'


def problems(text: str, *sentences: str, language: str = "kk", folder: Path) -> list[str]:
    po(text, language, folder)
    found: list[str] = tool.problems(language, {one: tool.Sentence(one) for one in sentences}, folder)
    return found


# --- the catalogues in the tree -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_of_the_code_is_translated_and_nothing_is_stale(language: str) -> None:
    assert tool.problems(language, SENTENCES) == []


def test_no_sentence_waits_for_kazakh() -> None:
    waiting = tool.untranslated(tool.read_catalogue(tool.po_path("kk"), "kk"))
    print(f"{len(waiting)} of {len(SENTENCES)} sentences are not translated into Kazakh")  # noqa: T201  # it is asked for
    assert waiting == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_the_english_again(language: str) -> None:
    catalogue = tool.read_catalogue(tool.po_path(language), language)
    assert [message.id for message in catalogue if message.id and message.string == message.id] == []


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("command", ["igc list", "igc log", "igc undo", "igc init", "--help"])
def test_what_is_to_be_typed_is_never_translated(language: str, command: str) -> None:
    words = Words(language)
    named = [one for one in SENTENCES if command in one]
    assert named
    assert [one for one in named if command not in words(one)] == []


# --- the fallback -------------------------------------------------------------------------------------------------


def test_kazakh_falls_back_to_russian_and_then_to_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    po(entry("signed", "қол қойылған") + entry("done", ""), "kk", tmp_path)
    po(entry("signed", "подписано") + entry("done", "выполнено"), "ru", tmp_path)
    monkeypatch.setattr(wording, "_LOCALE_DIR", tmp_path)
    words = Words("kk")
    assert [words(one) for one in ("signed", "done", "open")] == ["қол қойылған", "выполнено", "open"]


def test_a_count_without_all_its_forms_falls_back_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plural = 'msgid "{number} day"\nmsgid_plural "{number} days"\n'
    po(plural + 'msgstr[0] "{number} күн"\nmsgstr[1] ""\n', "kk", tmp_path)
    po(plural + 'msgstr[0] "{number} день"\nmsgstr[1] "{number} дня"\nmsgstr[2] "{number} дней"\n', "ru", tmp_path)
    monkeypatch.setattr(wording, "_LOCALE_DIR", tmp_path)
    assert Words("kk").count("{number} day", "{number} days", 5) == "5 дней"


def test_without_catalogues_every_language_speaks_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_LOCALE_DIR", tmp_path)
    assert [Words(language)("in force") for language in wording.LANGUAGES] == ["in force"] * 3


# --- what the tool finds ------------------------------------------------------------------------------------------


def test_sentences_are_found_however_they_are_said(tmp_path: Path) -> None:
    folder = tmp_path / "src" / "igc_tracker"
    folder.mkdir(parents=True)
    (folder / "page.py").write_text(
        'LABEL = N_("marked")\n'
        'said = words("said")\n'
        "nested = f\"{words.count('{number} one', '{number} many', 2)}\"\n"
        'value = Phrase("a value of {key}", key=key)\n'
        'parts = "a.b".count("a.b")\n'
        'shape = words("{first} – {last}", first=1, last=2)\n'
        "def __init__(self):\n"
        '    self.hint = "Do this."\n',
        encoding="utf-8",
    )
    found = tool.extract(folder)
    ours = {one: sentence.many for one, sentence in found.items() if "src/igc_tracker/page.py" in sentence.files}
    assert ours == {
        "marked": None,
        "said": None,
        "{number} one": "{number} many",
        "a value of {key}": None,
        "Do this.": None,
    }


def test_messages_and_remedies_of_errors_are_sentences() -> None:
    assert {"There is nothing to undo.", "Run `igc log` to see what was done."} <= set(SENTENCES)


def test_a_sentence_that_is_new_or_gone_is_told(tmp_path: Path) -> None:
    assert problems(entry("old", "ескі"), "new", folder=tmp_path) == [
        "kk: not in the catalogue: new",
        "kk: no longer in the code: old",
    ]


def test_a_missing_translation_is_told(tmp_path: Path) -> None:
    assert problems(entry("new", ""), "new", folder=tmp_path) == ["kk: not translated: new"]


def test_a_translation_kept_from_another_wording_is_told(tmp_path: Path) -> None:
    assert problems("#, fuzzy\n" + entry("new", "жаңа"), "new", folder=tmp_path) == ["kk: not translated: new"]


@pytest.mark.parametrize("translation", ["жаңа", "{reff}: жаңа", "{ref}: жаңа {who}", "{ref!r}: жаңа"])
def test_other_placeholders_are_told(tmp_path: Path, translation: str) -> None:
    text = entry("{ref} is new", translation)
    assert problems(text, "{ref} is new", folder=tmp_path) == ["kk: other placeholders: {ref} is new"]


def test_a_missing_plural_form_is_told(tmp_path: Path) -> None:
    text = 'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n} день"\nmsgstr[1] "{n} дня"\nmsgstr[2] ""\n'
    po(text, "ru", tmp_path)
    found = tool.problems("ru", {"{n} day": tool.Sentence("{n} day", "{n} days")}, tmp_path)
    assert found == ["ru: not translated: {n} day"]


def test_a_compiled_catalogue_that_is_not_of_its_source_is_told(tmp_path: Path) -> None:
    path = po(entry("new", "жаңа"), "kk", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("жаңа", "тың"), encoding="utf-8")
    found = tool.problems("kk", {"new": tool.Sentence("new")}, tmp_path)
    assert found == ["kk: igc.mo is not made from igc.po"]


def test_an_update_keeps_what_is_translated_and_marks_what_changed(tmp_path: Path) -> None:
    old = entry("It is signed by all parties.", "Барлық тараптар қол қойған.") + entry("done", "орындалған")
    path = po(old, "kk", tmp_path)
    catalogue = tool.read_catalogue(path, "kk")
    tool.update(catalogue, [tool.Sentence("done"), tool.Sentence("It is signed by all the parties.")])
    assert catalogue.get("done").string == "орындалған"
    changed = catalogue.get("It is signed by all the parties.")
    assert (changed.string, changed.fuzzy) == ("Барлық тараптар қол қойған.", True)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_second_update_changes_no_byte(language: str, tmp_path: Path) -> None:
    texts = []
    path = tool.po_path(language)
    for _ in range(2):
        catalogue = tool.read_catalogue(path, language)
        tool.update(catalogue, SENTENCES.values())
        texts.append(tool.po_text(catalogue))
        path = tmp_path / "igc.po"
        path.write_bytes(texts[-1])
    assert texts[0] == texts[1]
