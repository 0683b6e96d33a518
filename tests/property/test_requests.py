"""Whatever a register holds, whoever is waited for can be written to, and the letter is one."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from igc_tracker.actions.draft_request import RequestAnswer, RequestKind, draft_request
from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.next_step import derive_next
from igc_tracker.derive.standing import derive_standing
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.render.as_json import envelope
from igc_tracker.render.as_plain import page_as_plain
from igc_tracker.render.pages.request import COLUMNS, request_page
from igc_tracker.render.request_data import request_data
from igc_tracker.render.safe import width
from igc_tracker.render.view import View
from igc_tracker.store.procedures import ProcedureShelf
from igc_tracker.wording.words import LANGUAGES, Words
from property import strategies as any_
from support import Law, agreement, day, memory_store

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.domain.instruments import Instrument

SHELF = ProcedureShelf()
VIEWS = {language: Words(language) for language in LANGUAGES}
CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
FACTS = {
    ChainLink.CLEARED: "2025-01-01 negotiated",
    ChainLink.SIGNED: "2025-01-01 cleared-to-sign",
    ChainLink.CONSENT: "2025-01-01 signed",
    ChainLink.SENT: "2025-01-01 signed\n2025-02-01 ratified",
    ChainLink.RECEIVED: "2025-01-01 signed\n2025-02-01 ratified\n2025-03-01 notification-sent",
}


def drafted(instrument: Instrument, party: str, sender: str, *, as_of: date, body: str | None = None) -> RequestAnswer:
    return draft_request(
        memory_store(instrument),
        Law(SHELF),
        instrument.ref,
        party,
        as_of=as_of,
        known_on=None,
        sender=sender,
        body=body if party == sender else None,
    )


def text_of(answer: RequestAnswer, language: str, as_of: date) -> str:
    view = View(words=VIEWS[language], as_of=as_of, columns=COLUMNS)
    data = request_data(answer, view)
    document = envelope("ask", data, version="0", as_of=as_of, known_on=None)
    assert json.loads(document)["data"]["text"] == data["text"]
    assert not CONTROL.search(document)
    text = page_as_plain(request_page(answer, view), columns=COLUMNS)
    assert text == data["text"]
    return text


@settings(suppress_health_check=[HealthCheck.filter_too_much])  # of what is drawn, little is on its way
@given(any_.instruments(), st.data())
def test_no_text_of_users_breaks_a_draft(instrument: Instrument, data: st.DataObject) -> None:
    as_of = data.draw(any_.days)
    standing = derive_standing(instrument, as_of=as_of)
    step = derive_next(instrument, standing) if standing is not None else None
    assume(step is not None)
    assert step is not None
    party = data.draw(st.sampled_from([each.party for each in step.waiting]))
    sender = data.draw(st.sampled_from(instrument.parties))
    body = data.draw(st.none() | any_.words)
    for language in LANGUAGES:
        answer = drafted(instrument, party, sender, as_of=as_of, body=body)
        text = text_of(answer, language, as_of)
        assert answer.request is not None
        assert not CONTROL.search(text)
        assert max(map(width, text.splitlines())) <= COLUMNS


@given(
    link=st.sampled_from(ChainLink),
    language=st.sampled_from(LANGUAGES),
    sender=st.sampled_from(("KZ", "RU")),
    title=any_.words,
)
def test_whatever_is_waited_for_can_be_asked_for(link: ChainLink, language: str, sender: str, title: str) -> None:
    as_of = day("2026-01-01")
    treaty = agreement(facts=FACTS[link], titles={language: title})
    answer = drafted(treaty, "RU", sender, as_of=as_of)
    text = text_of(answer, language, as_of)

    assert (answer.link, answer.state) == (link, LinkStatus.OPEN)
    note = sender != "RU" or link is ChainLink.RECEIVED
    assert answer.request is (RequestKind.NOTE if note else RequestKind.REMINDER)
    assert VIEWS[language].day_in_full(as_of) in " ".join(text.split())


@given(any_.instruments(), any_.days, st.data())
def test_nothing_unsettled_is_told_as_an_act(instrument: Instrument, as_of: date, data: st.DataObject) -> None:
    standing = derive_standing(instrument, as_of=as_of)
    step = derive_next(instrument, standing) if standing is not None else None
    assume(step is not None)
    assert step is not None
    party = data.draw(st.sampled_from([each.party for each in step.waiting]))
    answer = drafted(instrument, party, data.draw(st.sampled_from(instrument.parties)), as_of=as_of)
    settled = {fact.id for fact in instrument.facts if fact.is_settled_on(as_of)}
    assert {act.fact for act in (*answer.own, *answer.theirs)} <= settled
