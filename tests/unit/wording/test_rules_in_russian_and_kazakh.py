from __future__ import annotations

import pytest

from igc_tracker.domain import clauses as c
from igc_tracker.wording.clauses import rule_in_words
from igc_tracker.wording.words import Words

THIRTY_DAYS = c.Period.parse("30 days")
RULES = {
    "a period after the last notification": (
        c.ForceRule(condition=c.LastNotification(), offset=c.Offset(period=THIRTY_DAYS)),
        "через 30 дней после получения последнего уведомления",
        "соңғы хабарламаны алу күнінен кейін 30 күн өткен соң",
    ),
    "the day after a full period": (
        c.ForceRule(condition=c.LastNotification(), offset=c.Offset(period=THIRTY_DAYS, expiry_next_day=True)),
        "на следующий день по истечении 30 полных дней со дня получения последнего уведомления",
        "соңғы хабарламаны алу күнінен бастап толық 30 күн өткеннен кейінгі күні",
    ),
    "the first of a month": (
        c.ForceRule(
            condition=c.InstrumentsExchanged(),
            offset=c.Offset(period=c.Period.parse("1 month"), rounding=c.Rounding.FIRST_OF_MONTH_AFTER),
        ),
        "в первый день месяца, следующего за истечением 1 месяца со дня обмена ратификационными грамотами",
        "ратификациялық грамоталармен алмасу күнінен бастап 1 ай өткеннен кейінгі айдың бірінші күні",
    ),
    "a number of instruments": (
        c.ForceRule(condition=c.Deposits(count=60), offset=c.Offset()),
        "в день сдачи на хранение 60-го документа",
        "60-шы құжатты сақтауға тапсыру күні",
    ),
    "a term that is renewed": (
        c.TermRule(term=c.Period.parse("5 years"), renewal=c.Period.parse("1 year"), notice=c.Period.parse("6 months")),
        (
            "на 5 лет; затем каждый раз продлевается на 1 год,"
            " если ни одна сторона не уведомит об ином не позднее чем за 6 месяцев до окончания"
        ),
        "5 жыл бойы; кейін әр жолы 1 жыл ұзартылады, ешбір тарап хабарламаса, мерзімі: соңына дейін кемінде 6 ай бұрын",
    ),
    "withdrawal not before a time": (
        c.WithdrawalRule(notice=c.Period.parse("6 months"), not_before=c.Period.parse("2 years")),
        (
            "выход стороны вступает в действие через 6 месяцев после получения уведомления;"
            " уведомить можно не ранее чем через 2 года после вступления в силу"
        ),
        (
            "тараптың шығуы күшіне енеді: хабарламаны алу күнінен кейін 6 ай өткен соң;"
            " хабарлауға болатын ең ерте күн: күшіне ену күнінен кейін 2 жыл өткен соң"
        ),
    ),
}


@pytest.mark.parametrize(("rule", "russian", "kazakh"), RULES.values(), ids=RULES)
def test_a_rule_is_a_sentence_of_the_language(rule: c.Rule, russian: str, kazakh: str) -> None:
    assert (rule_in_words(rule, Words("ru")), rule_in_words(rule, Words("kk"))) == (russian, kazakh)
