"""Whatever is typed, sent or asked for gets an answer that helps, keeps what was typed, and is never a 5xx (R42)."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from markupsafe import escape
from werkzeug.test import TestResponse

from tests.access import asking, table
from tests.access.asking import Asker, Route
from tests.access.world import World
from tests.support.forms import FilledForm
from tests.support.markup import Document

LONG = "x" * 10_000
TYPED = {
    "ten thousand letters": LONG,
    "emoji": "👩‍🚀🚀",
    "right to left": "نورة القحطاني",
    "turned round": "\u202eevil\u202c",
    "script": "<script>alert(1)</script>",
    "quote": "Robert'; DROP TABLE party; --",
    "template": "{{ 7 * 7 }} %s %(name)s",
    "long ago": "0000-00-00",
    "to come": "2999-12-31",
    "huge number": "9" * 40,
}
RAW = {"nul": b"a%00b", "lone surrogate": b"%ED%A0%80", "broken bytes": b"%FF%FE%C3"}
MIXED = "Robert'; DROP <script>alert(1)</script> 👩‍🚀 نورة"
KEPT = {MIXED, *(TYPED[what] for what in ("ten thousand letters", "emoji", "right to left", "script", "quote"))}
STEPS = {
    "certificate": "", "basic": "", "contacts": "&open=new", "addresses": "&open=new", "documents": "",
    "preferences": "", "access": "", "review": "",
}  # fmt: skip
SECRET = {"password", "repeated", "answer"}
CALM = {200, 204, 303, 400, 403, 404, 405, 409, 413, 415, 422}


@pytest.mark.parametrize("step", STEPS)
def test_r42_each_field_of_registration_answers_whatever_is_typed(
    world: World, people: dict[str, Asker], step: str
) -> None:
    where = asking.address(world, f"/register/{step}", "own") + STEPS[step]
    form = form_of(people["nobody"].ask("GET", where))
    wrong = []
    for fields in one_odd_field(form) + all_odd_by_turns(form):
        answer = send(people["nobody"], where, form.values | fields)
        for field, (typed,) in fields.items():
            wrong += [f"{field}, {typed[:20]!r}: {fault}" for fault in faults(form, field, typed, answer)]
    for what, typed in RAW.items():
        body = urlencode(form.values, doseq=True).encode()
        body += b"".join(f"&{field}=".encode() + typed for field in fields_of(form))
        status = send_raw(people["nobody"], where, body).status_code
        wrong += [f"{what}: {status}"] * (status not in (200, 303, 400, 422))
    assert not wrong, "\n".join(wrong)


def fields_of(form: FilledForm) -> list[str]:
    """Everything a form sends but the proof where it comes from."""
    return sorted(set(form.values) - {"csrf_token"})


def one_odd_field(form: FilledForm) -> list[dict[str, list[str]]]:
    """Each field in turn, the others as they were: what is refused, and what is taken, is this one's doing."""
    return [{field: [MIXED]} for field in fields_of(form)]


def all_odd_by_turns(form: FilledForm) -> list[dict[str, list[str]]]:
    """All that is typed, at once, so often that every field has held every odd thing; choices stay."""
    odd, chosen = list(TYPED.values()), {c.attrib.get("name") for c in form.controls if c.tag == "select"}
    names = list(enumerate(name for name in fields_of(form) if name not in chosen))
    return [{field: [odd[(place + turn) % len(odd)]] for place, field in names} for turn in range(len(odd))]


def faults(form: FilledForm, field: str, typed: str, answer: TestResponse) -> Iterator[str]:
    """What is wrong with an answer: a fault of ours, a refusal without a reason, or what was typed gone."""
    if answer.status_code not in (200, 303, 422):
        yield str(answer.status_code)
    if answer.status_code != 422:
        return
    if 'class="wrong' not in answer.text and 'role="alert"' not in answer.text:
        yield "no message"
    secret = field in SECRET
    is_text = any(
        control.attrib.get("name") == field
        and control.attrib.get("type", "text") in ("text", "email", "tel", "password")
        for control in form.controls
        if control.tag in ("input", "textarea")
    )
    shown = str(escape(typed)) in answer.text
    if secret and shown:
        yield "a secret came back"
    if is_text and not secret and typed in KEPT and not shown:
        yield "what was typed is gone"


def form_of(answer: TestResponse) -> FilledForm:
    """The form of the step: the one with the most fields."""
    assert answer.status_code == 200, answer.status
    document = Document.parse(answer.text)
    forms = [FilledForm(document, form) for form in document.elements("form") if document.inside(form, "main")]
    return max(forms, key=lambda form: len(form.values))


def send(asker: Asker, where: str, fields: dict[str, Any]) -> TestResponse:
    """The form as a browser sends it."""
    return send_raw(asker, where, urlencode(fields, doseq=True).encode())


def send_raw(asker: Asker, where: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> TestResponse:
    """Any bytes, with the session's token beside them; undone afterwards."""
    with asker.arrived(where):
        return asker.client.post(
            where, data=body, content_type=kind, base_url=asker.world.settings.public_url,
            headers={"X-CSRFToken": asker.token_at(where)},
        )  # fmt: skip


NAMES = (
    "after", "act", "before", "draft", "file", "history", "next", "number", "open", "page", "q", "row", "source",
    "state", "status", "then", "view", "what",
)  # fmt: skip
ODD = ("-1", "9" * 30, "2026-13-45T99:99:99+00:00,1", "٤٢", "'\"><svg onload=1>%s{{7*7}}\x01" + "a" * 4000)


def who_may(line: table.Line) -> str:
    """The first for whom the page opens."""
    opened = [who for who, answer in zip(asking.PEOPLE, line.expected, strict=True) if answer[0] in "2345"]
    return min(opened or ["nobody"], key=lambda who: line.expected[asking.PEOPLE.index(who)])


def lines(method: str) -> list[table.Line]:
    """One line for each route of a method, with a record of one's own."""
    return [line for line in table.read() if line.route.method == method and line.record in ("own", "-")]


def test_r42_odd_questions_never_are_an_accident(world: World, people: dict[str, Asker]) -> None:
    accidents = []
    for line in lines("GET"):
        where, asker = asking.address(world, line.route.path, line.record), people[who_may(line)]
        for odd in ODD:
            given = dict.fromkeys(NAMES, odd)
            answer = asker.ask("GET", f"{where.partition('?')[0]}?{urlencode(given)}")
            accidents += [f"{line.route.path} {odd[:20]!r}: {answer.status}"] * (answer.status_code not in CALM)
    assert not accidents, "\n".join(accidents)


def test_r42_odd_addresses_never_are_an_accident(world: World, people: dict[str, Asker]) -> None:
    accidents = []
    for line in table.read():
        route: Route = line.route
        if line.record != "own" or "<" not in route.path:
            continue
        for odd in ("9" * 40, "٤٢", "..", "'\x01" + "a" * 3000):
            where = re.sub(r"<[^>]*>", quote(odd, safe=""), route.path)
            answer = people[who_may(line)].ask(route.method, where)
            accidents += [f"{route.method} {where[:60]}: {answer.status}"] * (answer.status_code not in {*CALM, 308})
    assert not accidents, "\n".join(accidents)


BODIES = {
    "application/json": json.dumps({"version": [1], "key": None}).encode(),
    "text/xml": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
    "multipart/form-data; boundary=x": b'--x\r\nContent-Disposition: form-data; name="files"; filename="\r\n\r\n',
    "multipart/form-data": b"no boundary",
    "application/x-www-form-urlencoded; charset=utf-7": b"+ADw-script+AD4-=1&&&=&%=%%",
    "": b"\x00\xff\xfe" * 100,
}


def test_r42_odd_bodies_never_are_an_accident(world: World, people: dict[str, Asker]) -> None:
    accidents = []
    for line in lines("POST"):
        where, asker = asking.address(world, line.route.path, line.record), people[who_may(line)]
        for kind, body in BODIES.items():
            with asker.arrived(where):
                status = asker.client.post(
                    where, data=body, content_type=kind, base_url=world.settings.public_url,
                    headers={"X-CSRFToken": asker.token_at(where)},
                ).status_code  # fmt: skip
            accidents += [f"{line.route.path} as {kind}: {status}"] * (status not in CALM)
    assert not accidents, "\n".join(accidents)


def test_r42_what_was_submitted_is_over_in_every_other_tab(world: World, people: dict[str, Asker]) -> None:
    """Submit, then Back, or Continue in a second tab: the end of the journey is shown again."""
    asker, review = people["nobody"], asking.address(world, "/register/review", "own")
    done = f"/register/done?{urlsplit(review).query}"
    with asker.arrived(review):
        base = world.settings.public_url
        headers = {"X-CSRFToken": asker.token_at(review)}
        assert asker.client.post(review, data={"accepted": "y"}, base_url=base, headers=headers).location == done
        for step in STEPS:
            where = asking.address(world, f"/register/{step}", "own")
            assert asker.client.get(where, base_url=base).location == done, step
            again = asker.client.post(where, data={"last_name": "Other"}, base_url=base, headers=headers)
            assert again.location == done, step
