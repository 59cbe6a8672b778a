"""Addresses in pages: filled in as Flask would build them, whatever stands in them."""

import pytest
from flask import url_for
from werkzeug.routing import BuildError

from core.settings import Settings
from web.factory import create_face
from web.navigation import address

ODD = (
    "L-0000012",
    "7dK_4-x",
    "20261123T051301~L-1",
    "a/b",
    "{number}",
    "{0}",
    "é 王",
    "%7B",
    "a b?c=d&e#f",
    "..",
    7,
    None,
)


@pytest.mark.parametrize("face", ["portal", "backoffice"])
def test_every_address_is_what_flask_builds(settings: Settings, database: object, face: str) -> None:
    module = __import__(face)
    app = create_face(getattr(module, face), settings, face=face)
    tried = 0
    for rule in app.url_map.iter_rules():
        with app.test_request_context("/"):
            for value in ODD:
                values = dict.fromkeys(rule.arguments, value)
                for more in ({}, {"view": "mine"}, {"next": value, "_anchor": "posts"}):
                    try:
                        expected = url_for(rule.endpoint, **values, **more)
                    except BuildError:  # no such address
                        continue
                    assert address(rule.endpoint, **values, **more) == expected
                    assert address(rule.endpoint, **values, **more) == expected
                    tried += 1
    assert tried > 100
