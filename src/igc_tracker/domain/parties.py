"""Who can be a party: States by ISO 3166 code, and the organisations declared here or in a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ORGANISATIONS: Mapping[str, Mapping[str, str]] = {
    "ASEAN": {
        "en": "Association of Southeast Asian Nations",
        "ru": "АСЕАН",
        "kk": "АСЕАН",
    },
    "CIS": {
        "en": "Commonwealth of Independent States",
        "ru": "Содружество Независимых Государств",
        "kk": "Тәуелсіз Мемлекеттер Достастығы",
    },
    "CSTO": {
        "en": "Collective Security Treaty Organization",
        "ru": "Организация Договора о коллективной безопасности",
        "kk": "Ұжымдық қауіпсіздік туралы шарт ұйымы",
    },
    "EAEU": {
        "en": "Eurasian Economic Union",
        "ru": "Евразийский экономический союз",
        "kk": "Еуразиялық экономикалық одақ",
    },
    "ESA": {
        "en": "European Space Agency",
        "ru": "Европейское космическое агентство",
        "kk": "Еуропа ғарыш агенттігі",
    },
    "EU": {"en": "European Union", "ru": "Европейский союз", "kk": "Еуропалық одақ"},
    "SCO": {
        "en": "Shanghai Cooperation Organisation",
        "ru": "Шанхайская организация сотрудничества",
        "kk": "Шанхай ынтымақтастық ұйымы",
    },
    "UN": {"en": "United Nations", "ru": "Организация Объединённых Наций", "kk": "Біріккен Ұлттар Ұйымы"},
}
"""Organisations that conclude agreements, by code, with their names; a register may declare more."""
