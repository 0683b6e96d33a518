"""States by their full names, in the case that follows "of": what a letter between States calls them.

Only States whose foreign ministry is called Ministry of Foreign Affairs are here. Any other party is named in square
brackets, for somebody to put in its right name and form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.wording.words import Words

OF_STATE: Mapping[str, Mapping[str, str]] = {
    "AE": {
        "en": "the United Arab Emirates",
        "ru": "Объединённых Арабских Эмиратов",
        "kk": "Біріккен Араб Әмірліктерінің",
    },
    "AM": {"en": "the Republic of Armenia", "ru": "Республики Армения", "kk": "Армения Республикасының"},
    "AZ": {"en": "the Republic of Azerbaijan", "ru": "Азербайджанской Республики", "kk": "Әзербайжан Республикасының"},
    "BY": {"en": "the Republic of Belarus", "ru": "Республики Беларусь", "kk": "Беларусь Республикасының"},
    "CN": {
        "en": "the People's Republic of China",
        "ru": "Китайской Народной Республики",
        "kk": "Қытай Халық Республикасының",
    },
    "IR": {"en": "the Islamic Republic of Iran", "ru": "Исламской Республики Иран", "kk": "Иран Ислам Республикасының"},
    "KG": {"en": "the Kyrgyz Republic", "ru": "Кыргызской Республики", "kk": "Қырғыз Республикасының"},
    "KZ": {"en": "the Republic of Kazakhstan", "ru": "Республики Казахстан", "kk": "Қазақстан Республикасының"},
    "MD": {"en": "the Republic of Moldova", "ru": "Республики Молдова", "kk": "Молдова Республикасының"},
    "MN": {"en": "Mongolia", "ru": "Монголии", "kk": "Моңғолияның"},
    "RU": {"en": "the Russian Federation", "ru": "Российской Федерации", "kk": "Ресей Федерациясының"},
    "TJ": {"en": "the Republic of Tajikistan", "ru": "Республики Таджикистан", "kk": "Тәжікстан Республикасының"},
    "TM": {"en": "Turkmenistan", "ru": "Туркменистана", "kk": "Түрікменстанның"},
    "TR": {"en": "the Republic of Türkiye", "ru": "Турецкой Республики", "kk": "Түркия Республикасының"},
    "UA": {"en": "Ukraine", "ru": "Украины", "kk": "Украинаның"},
    "UZ": {"en": "the Republic of Uzbekistan", "ru": "Республики Узбекистан", "kk": "Өзбекстан Республикасының"},
}


def of_state(code: str, words: Words) -> str:
    """Return a party's full name as it follows "of": the Russian Federation; in brackets where it is not known."""
    named = OF_STATE.get(code)
    return named[words.language] if named is not None else f"[{words.party(code)}]"


def ministry(code: str, words: Words) -> str:
    """Return whose ministry writes, to begin a sentence with."""
    if code not in OF_STATE:
        return of_state(code, words)
    return words(N_("The Ministry of Foreign Affairs of {state}"), state=of_state(code, words))


def to_ministry(code: str, words: Words) -> str:
    """Return whose ministry is written to, as it stands after "presents its compliments"."""
    if code not in OF_STATE:
        return words(N_("to {addressee}"), addressee=of_state(code, words))
    return words(N_("to the Ministry of Foreign Affairs of {state}"), state=of_state(code, words))
