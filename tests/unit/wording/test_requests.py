from __future__ import annotations

import pytest

from igc_tracker.derive.request_evidence import OpenSince, Remark, RemarkCode, RequestAct
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.wording.requests import act, ask, days_open, entry_into_force, fits, is_plain, remark, status
from igc_tracker.wording.states import OF_STATE, ministry, of_state, to_ministry
from igc_tracker.wording.words import LANGUAGES, Words
from support import on

LAW = {"en": "Law of the Republic", "ru": "Закон Республики", "kk": "Республика Заңы"}


def law(document: str | None, *, paper: dict[str, str] = LAW, reported: bool = False) -> RequestAct:
    return RequestAct(
        link=ChainLink.CONSENT,
        kind=FactKind.RATIFIED,
        on=on("2020-02-13"),
        document=document,
        paper=paper,
        step={},
        reported=reported,
        fact="ratified-kz",
    )


@pytest.mark.parametrize(
    ("document", "language", "said"),
    [
        ("Law of 13 February 2020 No. 302-VI", "en", "Law of 13 February 2020 No. 302-VI"),
        ("Law No. 302-VI", "en", "Law No. 302-VI, 13 February 2020"),
        ("Law No. 302-VI", "ru", "Закон Республики от 13 февраля 2020 г. № 302-VI"),
        ("№ 302-VI", "kk", "Республика Заңы, 2020 ж. 13 ақпан, № 302-VI"),
        ("Закон № 302-VI", "en", "Law of the Republic of 13 February 2020 No. 302-VI"),
        (None, "en", "13 February 2020, No. [No.]"),
        (None, "ru", "13 февраля 2020 г., № [№]"),
    ],
)
def test_an_act_is_named_in_the_language_of_the_draft(document: str | None, language: str, said: str) -> None:
    text = act(law(document), Words(language)).replace("\N{NO-BREAK SPACE}", " ")
    assert text.partition(": ")[2] == said


def test_a_paper_that_may_be_one_of_several_is_not_named() -> None:
    either = law("Order No. 10", paper={"ru": "Указ или распоряжение"})
    assert "Указ" not in act(either, Words("ru"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_only_reported_is_told_as_such(language: str) -> None:
    words = Words(language)
    assert act(law("Law No. 1", reported=True), words) != act(law("Law No. 1"), words)
    since = OpenSince(on=on("2020-01-01"), days=5, link=ChainLink.SIGNED, step={}, reported=False)
    assert days_open(since, words) in days_open(
        OpenSince(on=since.on, days=5, link=since.link, step={}, reported=True), words
    )


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("link", ChainLink)
def test_every_link_is_asked_for_in_words_of_that_language(link: ChainLink, language: str) -> None:
    words, english = Words(language), Words("en")
    assert status(link, "RU", "1", words) != status(link, "RU", "1", english)
    for of_receiver in (True, False):
        assert ask(link, words, of_receiver=of_receiver) != ask(link, english, of_receiver=of_receiver)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", RemarkCode)
def test_every_remark_has_a_sentence(code: RemarkCode, language: str) -> None:
    told = Remark(code=code, party="KZ", link=ChainLink.SENT, kind=FactKind.SIGNED, on=on("2020"), facts=("a",))
    said = remark(told, Words(language), variant="v", period="p")
    assert said
    assert "{" not in said


@pytest.mark.parametrize("days", [1, 2, 5, 21])
def test_days_agree_with_their_number_in_russian(days: int) -> None:
    since = OpenSince(on=on("2020-01-01"), days=days, link=None, step={}, reported=False)
    said = {1: "1 день прошёл с", 2: "2 дня прошло с", 5: "5 дней прошло с", 21: "21 день прошёл с"}[days]
    assert days_open(since, Words("ru")) == f"{said} 1 января 2020 г."


def test_an_article_is_called_one_unless_it_is_named_otherwise() -> None:
    words = Words("en")
    assert entry_into_force("12", "on signature", words) == "Entry into force (article 12): on signature."
    assert entry_into_force("Final clause", "on signature", words) == "Entry into force (Final clause): on signature."
    assert entry_into_force(None, "on signature", words) == "Entry into force: on signature."


@pytest.mark.parametrize(
    ("place", "plain"), [("Moscow", True), ("Nur-Sultan", True), ("Moscow; Kubinka", False), ("Kubinka (press)", False)]
)
def test_a_place_is_one_place_and_nothing_else(place: str, *, plain: bool) -> None:
    assert is_plain(place) is plain


def test_a_text_fits_a_language_by_its_script() -> None:
    assert [fits("Москва", Words(language)) for language in LANGUAGES] == [False, True, True]
    assert [fits("Moscow", Words(language)) for language in LANGUAGES] == [True, False, False]
    assert all(fits("12", Words(language)) for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_have_their_full_name_and_others_a_blank_to_fill(language: str) -> None:
    words = Words(language)
    assert all(set(names) == set(LANGUAGES) for names in OF_STATE.values())
    assert OF_STATE["KZ"][language] in ministry("KZ", words)
    assert ministry("KZ", words) not in ("", to_ministry("KZ", words))
    assert of_state("US", words).startswith("[")
    assert to_ministry("US", words).endswith(of_state("US", words))
