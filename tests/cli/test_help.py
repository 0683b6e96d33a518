"""Help in three languages: every text of every command, in the language that would be spoken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from typer.core import TyperGroup

from cli.running import igc, igc_apart
from igc_tracker.cli.commands import COMMANDS
from igc_tracker.cli.help import help_text, paragraphs
from igc_tracker.render.safe import width
from igc_tracker.wording.words import Words
from unit.wording.catalogues_tool import load
from unit.wording.test_speaking import configure, english_in

if TYPE_CHECKING:
    from pathlib import Path

tool = load()
CONTEXTS = {ctx.command_path: ctx for _, ctx in tool.every_command()}
LIST_OF_CODES = re.compile(r"[a-z-]+(, [a-z-]+)*")
TYPED = (
    r"(?<!\w)--[a-z][a-z-]*",
    r"`igc [^`]*`",
    r"(?<!\w)(?:REF|KIND|TOPIC|QUERY|STEP)(?!\w)",
    r"\b\d{4}-\d\d-\d\d\b",
)
"""What is the same in every language: options, commands, the names of arguments, days."""
HEADS = {"Usage:": "en", "Использование:": "ru", "Қолданылуы:": "kk"}


def language_of(text: str) -> str:
    return HEADS[text.split(maxsplit=1)[0]]


def texts(ctx: Any) -> list[str]:  # noqa: ANN401  # Typer's own, of a private type
    """Return every text of a command: paragraphs that are no example and no list of codes, options, arguments."""
    said = [each for each in paragraphs(ctx.command.help or "") if not re.match("\b|Examples?:", each)]
    said += [param.help for param in ctx.command.get_params(ctx)]
    return said + [command.help.split("\n\n")[0] for command in getattr(ctx.command, "commands", {}).values()]


# --- everything is translated -------------------------------------------------------------------------------------


def test_every_command_is_looked_at() -> None:
    assert {"igc", *(f"igc {row.name}" for row in COMMANDS), "igc clause set"} <= set(CONTEXTS)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_text_of_every_command_is_in_the_catalogue(language: str) -> None:
    catalogue = tool.read_catalogue(tool.po_path(language), language)
    done = {message.id for message in catalogue if message.string and not message.fuzzy}
    left = {text for ctx in CONTEXTS.values() for text in texts(ctx) if " ".join(text.split("\n")) not in done}
    print(f"{len(left)} texts of the help are not translated into {language}")  # noqa: T201  # it is asked for
    assert left == set()


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("command", CONTEXTS)
def test_no_english_is_left_in_the_help(command: str, language: str) -> None:
    said = help_text(CONTEXTS[command], Words(language))
    assert language_of(said) == language
    english = english_in(re.sub(r"(Пример|Мысал).*(\n  .*)*", "", said))
    assert {each for each in english if not LIST_OF_CODES.fullmatch(each)} == set()


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("command", CONTEXTS)
def test_what_is_typed_is_the_same_in_every_language(command: str, language: str) -> None:
    english, other = (" ".join(help_text(CONTEXTS[command], Words(each)).split()) for each in ("en", language))
    for typed in TYPED:
        assert set(re.findall(typed, english)) == set(re.findall(typed, other))


# --- how it looks -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("command", [path for path in CONTEXTS if path != "igc step"])  # an example of it is longer
def test_it_fits_80_columns(command: str, language: str) -> None:
    assert max(map(width, help_text(CONTEXTS[command], Words(language)).splitlines())) <= 80


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_no_code_is_broken_at_a_hyphen(language: str) -> None:
    for ctx in CONTEXTS.values():
        assert not re.search(r"[a-z]-\n", help_text(ctx, Words(language)))


def test_the_summaries_of_a_group_are_whole() -> None:
    assert "brings\n        it back.\n" in f"{help_text(CONTEXTS['igc clause'], Words('en'))}\n"


# --- which language -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        ("--lang", "ru", "--help"),
        ("--help", "--lang", "ru"),
        ("--lang=ru", "-h"),
        ("--lang", "ru", "show", "--help"),
        ("show", "--lang", "ru", "--help"),
        ("show", "--help", "--lang=ru"),
        ("--lang", "ru", "clause", "set", "--help"),
        ("clause", "--help", "--lang", "ru"),
        ("clause", "--lang", "ru", "set", "--help"),
    ],
    ids=" ".join,
)
def test_is_that_of_the_option_wherever_it_stands(args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IGC_LANG", "kk")
    ran = igc(*args)
    assert (ran.code, language_of(ran.out)) == (0, "ru")


def test_is_else_that_of_the_environment() -> None:
    assert language_of(igc_apart("--help", environment={"IGC_LANG": "kk"}).out) == "kk"
    assert language_of(igc_apart("--help", environment={"LC_ALL": "ru_KZ.UTF-8"}).out) == "ru"


def test_is_else_that_of_the_config_file(tmp_path: Path) -> None:
    configure(tmp_path / "home", 'lang = "kk"')
    assert language_of(igc("record", "--help").out) == "kk"


def test_is_english_where_the_language_is_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert language_of(igc("--help", "--lang", "de").out) == "en"
    monkeypatch.setenv("IGC_LANG", "de")
    assert language_of(igc("--help").out) == "en"
    monkeypatch.delenv("IGC_LANG")
    configure(tmp_path / "home", "lang = ")
    assert language_of(igc("--help").out) == "en"


def test_of_a_group_named_alone_is_told_on_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IGC_LANG", "ru")
    for args in ((), ("clause",)):
        ran = igc(*args)
        assert (ran.code, ran.out, language_of(ran.err)) == (2, "", "ru")


@pytest.mark.parametrize("group", [path for path, ctx in CONTEXTS.items() if isinstance(ctx.command, TyperGroup)])
def test_every_group_takes_a_language(group: str) -> None:
    assert "--lang en|ru|kk" in igc(*group.split()[1:], "--help").out


@pytest.mark.usefixtures("example")
def test_a_language_before_the_command_is_the_commands() -> None:
    assert igc("--lang", "ru", "list").out == igc("list", "--lang", "ru").out
    assert igc("clause", "--lang", "kk", "show", "baiterek-2004").out == (
        igc("clause", "show", "baiterek-2004", "--lang", "kk").out
    )
    assert igc("--lang", "ru", "list", "--lang", "en").out == igc("list").out
    assert igc("--lang", "de", "list").code == 2


# --- beside it ----------------------------------------------------------------------------------------------------


def test_a_tab_still_completes() -> None:
    completing = {"_IGC_COMPLETE": "complete_bash", "COMP_WORDS": "igc sta", "COMP_CWORD": "1"}
    assert igc_apart(environment=completing).out.split() == ["status"]
    completing |= {"COMP_WORDS": "igc clause --l", "COMP_CWORD": "2"}
    assert igc_apart(environment=completing).out.split() == ["--lang"]


def completed(line: str, **environment: str) -> list[str]:
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    ran = igc_apart(environment={"_IGC_COMPLETE": "complete_bash", **words, **environment})
    assert (ran.code, ran.err) == (0, "")
    return ran.out.split()


class TestATabAtAReference:
    def test_takes_it_from_the_register_in_use(self, example: Path) -> None:
        leases = ["lease-protocol-2008", "lease-protocol-2017", "lease-protocol-2018"]
        assert completed("igc show lease", IGC_REGISTER=str(example)) == leases
        assert completed(f"igc show --register {example} lease") == leases

    def test_takes_it_from_the_example_where_there_is_no_register_yet(self) -> None:
        assert completed("igc status baiterek-2") == ["baiterek-2004"]

    @pytest.mark.parametrize("line", ["record", "add-protocol --amends", "export baiterek-2004", "log", "clause show"])
    def test_is_there_wherever_an_instrument_is_named(self, line: str) -> None:
        assert completed(f"igc {line} trilateral-l") == ["trilateral-loi-2021"]

    def test_is_a_project_s_where_a_project_is_named(self) -> None:
        assert completed("igc project slips city-h") == ["city-housing"]

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"instruments": {"1": []}}', '{"instruments": {"1": {}}}'])
    def test_says_nothing_where_the_register_cannot_be_read(self, text: str, tmp_path: Path) -> None:
        register = tmp_path / "damaged.json"
        register.write_text(text, encoding="utf-8")
        assert completed("igc show ba", IGC_REGISTER=str(register)) == []
        assert completed("igc show ba", IGC_REGISTER=str(tmp_path)) == []

    def test_puts_nothing_into_the_line_that_a_shell_would_run(self, tmp_path: Path) -> None:
        register = tmp_path / "register.json"
        register.write_text('{"instruments": {"1": {"ref": "ba$(id)"}, "2": {"ref": "bare"}}}', encoding="utf-8")
        assert completed("igc show ba", IGC_REGISTER=str(register)) == ["bare"]
