from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import pytest

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ChainLink, ClauseTopic, InstrumentKind, Level
from igc_tracker.render.safe import width
from igc_tracker.render.view import legend
from igc_tracker.wording import codes, obligations, procedures, projects, sentences
from igc_tracker.wording.words import LANGUAGES, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES: dict[str, Mapping[Enum, str]] = {
    name: table
    for module in (codes, obligations, procedures, projects, sentences)
    for name, table in vars(module).items()
    if name.isupper() and isinstance(table, dict) and table and isinstance(next(iter(table)), Enum)
}
SAID = {name: table for name, table in TABLES.items() if any(map(str.isalpha, "".join(table.values())))}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_names_every_code_of_its_list(name: str) -> None:
    table = TABLES[name]
    assert list(table) == list(type(next(iter(table))))


def test_the_tables_of_standings_facts_and_links_are_among_them() -> None:
    assert {"STANDING", "FACT_KIND", "LINK", "LINK_BRIEFLY", "STANDING_SENTENCE", "CLAUSE_TOPIC"} <= set(SAID)


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
@pytest.mark.parametrize("name", SAID)
def test_every_code_has_a_name_of_its_own_in_every_language(name: str, language: str) -> None:
    words = Words(language)
    assert [english for english in SAID[name].values() if words(english) in ("", english)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SAID)
def test_no_two_codes_of_a_table_go_by_the_same_name(name: str, language: str) -> None:
    said = [Words(language)(english) for english in SAID[name].values()]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heads_of_the_grid_are_short(language: str) -> None:
    words = Words(language)
    assert [said for link in ChainLink if width(said := words(codes.LINK_BRIEFLY[link])) > 14] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_to_the_marks_uses_the_names_of_the_states(language: str) -> None:
    words = Words(language)
    key = legend(words).text
    assert [state for state in LinkStatus if f"{codes.MARK[state]} {words(codes.LINK_STATUS[state])}" not in key] == []
    assert f"{codes.MARK_UNCONFIRMED} {words('unconfirmed')}" in key


TERMS = [
    # English, Russian, Kazakh
    (codes.STANDING[StandingCode.INITIALLED], "парафировано", "дәйектелген"),
    (codes.STANDING[StandingCode.UNDER_NEGOTIATION], "ведутся переговоры", "келіссөздер жүргізілуде"),
    (codes.STANDING[StandingCode.TEXT_AGREED], "текст согласован", "мәтін келісілген"),
    (codes.STANDING[StandingCode.READY_FOR_SIGNATURE], "готово к подписанию", "қол қоюға дайын"),
    (codes.STANDING[StandingCode.SIGNED], "подписано", "қол қойылған"),
    (codes.STANDING[StandingCode.PROVISIONALLY_APPLIED], "временно применяется", "уақытша қолданылады"),
    (codes.STANDING[StandingCode.IN_FORCE], "в силе", "күшінде"),
    (codes.STANDING[StandingCode.TERMINATED], "действие прекращено", "қолданылуы тоқтатылған"),
    (codes.STANDING[StandingCode.SUSPENDED], "действие приостановлено", "қолданылуы тоқтатыла тұрған"),
    (codes.STANDING[StandingCode.EXPIRED], "срок истёк", "мерзімі өткен"),
    (
        codes.STANDING[StandingCode.SUPERSEDED],
        "утратило силу в связи с заменой",
        "ауыстырылуына байланысты күшін жойған",
    ),
    (codes.FACT_KIND[FactKind.NEGOTIATED], "переговоры проведены", "келіссөздер жүргізілген"),
    (codes.FACT_KIND[FactKind.CLEARED_TO_SIGN], "одобрено к подписанию", "қол қоюға мақұлданған"),
    (codes.FACT_KIND[FactKind.FULL_POWERS_ISSUED], "полномочия выданы", "өкілеттік берілген"),
    (
        codes.FACT_KIND[FactKind.RATIFIED],
        "ратифицировано (внутригосударственный акт)",
        "ратификацияланған (мемлекетішілік акт)",
    ),
    (
        codes.FACT_KIND[FactKind.APPROVED],
        "утверждено (внутригосударственный акт)",
        "бекітілген (мемлекетішілік акт)",
    ),
    (codes.FACT_KIND[FactKind.ACCEPTED], "принято (внутригосударственный акт)", "қабылданған (мемлекетішілік акт)"),
    (codes.FACT_KIND[FactKind.ACCEDED], "присоединение оформлено", "қосылу ресімделген"),
    (codes.FACT_KIND[FactKind.NOTIFICATION_SENT], "уведомление направлено", "хабарлама жіберілген"),
    (codes.FACT_KIND[FactKind.NOTIFICATION_RECEIVED], "уведомление получено", "хабарлама алынған"),
    (codes.FACT_KIND[FactKind.INSTRUMENT_DEPOSITED], "документ сдан на хранение", "құжат сақтауға тапсырылған"),
    (
        codes.FACT_KIND[FactKind.INSTRUMENTS_EXCHANGED],
        "обмен ратификационными грамотами",
        "ратификациялық грамоталармен алмасу",
    ),
    (codes.FACT_KIND[FactKind.ENTERED_INTO_FORCE], "вступило в силу", "күшіне енген"),
    (codes.FACT_KIND[FactKind.DENOUNCED], "денонсировано", "денонсацияланған"),
    (codes.FACT_KIND[FactKind.REGISTERED], "зарегистрировано", "тіркелген"),
    (codes.LINK[ChainLink.CONSENT], "согласие на обязательность", "міндеттілікке келісім"),
    (codes.LINK[ChainLink.SENT], "нота направлена", "нота жіберілген"),
    (codes.LINK[ChainLink.RECEIVED], "нота получена", "нота алынған"),
    (codes.NEXT_ACT[ChainLink.SIGNED], "подписание", "қол қою"),
    (
        codes.NEXT_ACT[ChainLink.CLEARED],
        "внутригосударственные процедуры по подготовке к подписанию",
        "қол қоюға дайындау жөніндегі мемлекетішілік рәсімдер",
    ),
    (codes.KIND[InstrumentKind.TREATY], "Договор", "Шарт"),
    (codes.KIND[InstrumentKind.AGREEMENT], "Соглашение", "Келісім"),
    (codes.KIND[InstrumentKind.CONVENTION], "Конвенция", "Конвенция"),
    (codes.KIND[InstrumentKind.PROTOCOL], "Протокол", "Хаттама"),
    (codes.KIND[InstrumentKind.EXCHANGE_OF_NOTES], "Обмен нотами", "Ноталар алмасу"),
    (codes.LEVEL[Level.INTERSTATE], "межгосударственный уровень", "мемлекетаралық деңгей"),
    (codes.LEVEL[Level.INTERGOVERNMENTAL], "межправительственный уровень", "үкіметаралық деңгей"),
    (codes.LEVEL[Level.INTERAGENCY], "межведомственный уровень", "ведомствоаралық деңгей"),
    (codes.CLAUSE_TOPIC[ClauseTopic.ENTRY_INTO_FORCE], "вступление в силу", "күшіне ену"),
    (codes.CLAUSE_TOPIC[ClauseTopic.PROVISIONAL_APPLICATION], "временное применение", "уақытша қолдану"),
    (codes.CLAUSE_TOPIC[ClauseTopic.DURATION], "срок действия", "қолданылу мерзімі"),
    (codes.CLAUSE_TOPIC[ClauseTopic.WITHDRAWAL], "выход из договора", "шарттан шығу"),
    (codes.CLAUSE_TOPIC[ClauseTopic.AMENDMENT], "поправка, изменение", "өзгеріс, түзету"),
    ("Final clauses", "Заключительные положения", "Қорытынды ережелер"),
    ("Depositary", "Депозитарий", "Депозитарий"),
    ("Lead bodies", "Ответственные органы", "Жауапты органдар"),
    ("not a treaty", "не международный договор", "халықаралық шарт емес"),
]


@pytest.mark.parametrize(("english", "russian", "kazakh"), TERMS, ids=[each[0] for each in TERMS])
def test_terms_are_those_of_treaty_departments(english: str, russian: str, kazakh: str) -> None:
    assert (Words("ru")(english), Words("kk")(english)) == (russian, kazakh)
