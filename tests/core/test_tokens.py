"""References nobody can guess."""

import base64
import hashlib
import re

from core.tokens import new_code, new_token, public_id, same, token_hash


def test_r19_r28_a_token_has_at_least_128_random_bits_and_fits_an_address() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)


def test_r48_a_public_id_is_128_random_bits_in_22_characters() -> None:
    ids = {public_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(one) == 22 and len(base64.urlsafe_b64decode(f"{one}==")) == 16 for one in ids)


def test_only_the_hash_of_a_token_is_stored() -> None:
    assert token_hash("lantern") == hashlib.sha256(b"lantern").hexdigest()
    assert len(token_hash(new_token())) == 64


def test_r42_odd_characters_in_a_token_are_no_error() -> None:
    assert token_hash("\ud800\x00é") != token_hash("e")
    assert same("é\ud800", "é\ud800")
    assert not same("é", "e")


def test_a_code_is_six_digits_with_its_leading_zeros() -> None:
    codes = [new_code() for _ in range(2000)]
    assert all(re.fullmatch(r"\d{6}", code) for code in codes)
    assert any(code.startswith("0") for code in codes)
    assert len(set(codes)) > 1900
