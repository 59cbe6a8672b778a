"""Values are encrypted, bound to their row, and keys can be changed while everything runs."""

import pytest

from core.crypto import Keyring
from core.errors import Unreadable

OLD, NEW = "old-lantern-harbour-27-Qx8vR2mT5w", "new-lantern-harbour-28-Zk3pL9sD7f"
NUMBER = b"AB1234567"


def test_r58_what_was_encrypted_opens_again_and_shows_nothing() -> None:
    keys = Keyring([NEW])
    token = keys.encrypt("certificate", NUMBER, bound_to="row-1")
    assert keys.decrypt("certificate", token, bound_to="row-1") == NUMBER
    assert b"1234567" not in token.encode()
    assert token != keys.encrypt("certificate", NUMBER, bound_to="row-1")


@pytest.mark.parametrize(("purpose", "bound_to"), [("certificate", "row-2"), ("birth", "row-1"), ("certificate", "")])
def test_r58_a_value_moved_to_another_row_is_unreadable(purpose: str, bound_to: str) -> None:
    keys = Keyring([NEW])
    token = keys.encrypt("certificate", NUMBER, bound_to="row-1")
    with pytest.raises(Unreadable) as damaged:
        keys.decrypt(purpose, token, bound_to=bound_to)
    assert damaged.value.code == "value_damaged"


def test_r58_a_changed_character_anywhere_is_noticed() -> None:
    keys = Keyring([NEW])
    token = keys.encrypt("certificate", NUMBER, bound_to="row-1")
    for place in range(len(token) - 1):  # the last one carries bits that base64 ignores
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(Unreadable):
            keys.decrypt("certificate", changed, bound_to="row-1")


@pytest.mark.parametrize("token", ["", ".", "no", "é.é", "\ud800.x", "00000000.AAAA", "a" * 5000])
def test_r42_what_is_no_token_is_unreadable_and_nothing_worse(token: str) -> None:
    keys = Keyring([NEW])
    for odd in (token, f"{keys.ids[0]}.{token}", f"{keys.ids[0]}{token}"):
        with pytest.raises(Unreadable):
            keys.decrypt("certificate", odd, bound_to="row-1")


def test_r57_the_newest_key_encrypts_and_every_key_decrypts() -> None:
    before, during, after = Keyring([OLD]), Keyring([NEW, OLD]), Keyring([NEW])
    old_token = before.encrypt("certificate", NUMBER, bound_to="row-1")
    new_token = during.encrypt("certificate", NUMBER, bound_to="row-1")
    assert during.decrypt("certificate", old_token, bound_to="row-1") == NUMBER
    assert after.decrypt("certificate", new_token, bound_to="row-1") == NUMBER
    assert not during.is_current(old_token)
    assert during.is_current(new_token)
    with pytest.raises(Unreadable) as gone:
        after.decrypt("certificate", old_token, bound_to="row-1")
    assert gone.value.code == "key_unknown"


def test_r57_a_key_has_an_id_that_does_not_tell_the_key() -> None:
    ids = Keyring([NEW, OLD]).ids
    assert len(set(ids)) == 2
    assert Keyring([OLD, NEW]).ids == ids[::-1]
    assert all(len(key_id) == 8 and key_id not in NEW + OLD for key_id in ids)


def test_r57_one_key_is_needed_and_none_stands_there_twice() -> None:
    for wrong in ([], [NEW, NEW]):
        with pytest.raises(ValueError, match="secret key"):
            Keyring(wrong)


def test_r58_the_blind_index_is_the_same_for_the_same_text_and_purpose_only() -> None:
    keys = Keyring([NEW])
    index = keys.blind_index("certificate", "passport SE AB1234567")
    assert index == Keyring([NEW]).blind_index("certificate", "passport SE AB1234567")
    assert index != keys.blind_index("certificate", "passport SE AB1234568")
    assert index != keys.blind_index("certificate alone", "passport SE AB1234567")
    assert index != Keyring([OLD]).blind_index("certificate", "passport SE AB1234567")
    assert len(index) == 52
    assert "1234567" not in index


def test_r57_a_value_indexed_under_the_old_key_is_still_found() -> None:
    during = Keyring([NEW, OLD])
    assert Keyring([OLD]).blind_index("phone", "+46701234567") in during.blind_indexes("phone", "+46701234567")
    assert during.blind_index("phone", "+46701234567") == during.blind_indexes("phone", "+46701234567")[0]


def test_a_mac_of_either_key_is_recognised_and_no_other() -> None:
    during = Keyring([NEW, OLD])
    assert during.is_mac("code", b"123456", Keyring([OLD]).mac("code", b"123456"))
    assert during.is_mac("code", b"123456", during.mac("code", b"123456"))
    assert not during.is_mac("code", b"123457", during.mac("code", b"123456"))
    assert not during.is_mac("link", b"123456", during.mac("code", b"123456"))


def test_each_purpose_has_keys_of_its_own() -> None:
    keys = Keyring([NEW, OLD])
    portal, office = keys.keys_for("portal"), keys.keys_for("backoffice")
    assert len({*portal, *office}) == 4
    assert all(len(key) == 32 for key in portal + office)
