"""Passwords are long, hard to guess and kept only as peppered Argon2id hashes; so are answers."""

import threading
import time
from collections.abc import Iterator

import pytest
from passlib.hash import pbkdf2_sha256

from core import crypto, passwords
from core.errors import Invalid, Unavailable
from core.passwords import (
    HashSlots,
    check_strength,
    hash_answer,
    hash_password,
    needs_rehash,
    verify_answer,
    verify_password,
)

OLD, NEW = "old-lantern-harbour-27-Qx8vR2mT5w", "new-lantern-harbour-28-Zk3pL9sD7f"
PASSWORD = "lantern-harbour-27"


@pytest.fixture(autouse=True)
def keys() -> Iterator[None]:
    before = list(crypto._in_use)
    crypto.use_keys([NEW])
    yield
    crypto._in_use[:] = before


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Counts what reaches the hasher."""
    seen: list[str] = []
    one = passwords._slots.one

    def counted() -> object:
        seen.append("hash")
        return one()

    monkeypatch.setattr(passwords._slots, "one", counted)
    return seen


def problem(text: str, *context: str, second_factor: bool = False) -> str | None:
    try:
        check_strength(text, context=context, second_factor=second_factor)
    except Invalid as refused:
        return {one.field: one.code for one in refused.problems}["password"]
    return None


UNGUESSABLE = "kv7 qmo2 xtzu9w"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (UNGUESSABLE[:14], "password_too_short"),
        (UNGUESSABLE, None),
        ("春眠不觉晓处处闻啼鸟夜来风雨", "password_too_short"),
        ("春眠不觉晓处处闻啼鸟夜来风雨声", None),
        ("😀😁😂🤣😃😄😅😆😉😊😋😎😍😘", "password_too_short"),
        ("😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰", None),
        (" leading and trailing ", None),
        ("e\u0301" * 14, "password_too_short"),
    ],
)
def test_r01_fifteen_characters_after_nfkc_in_any_script(text: str, code: str | None) -> None:
    assert problem(text) == code


def test_r01_eight_are_enough_beside_a_second_factor() -> None:
    assert problem("kv7qmo2", second_factor=True) == "password_too_short"
    assert problem("kv7qmo2x", second_factor=True) is None


def test_r01_the_minimum_is_told() -> None:
    with pytest.raises(Invalid) as refused:
        check_strength("short", context=())
    assert refused.value.problems[0].facts == {"minimum": 15}


@pytest.mark.parametrize("letter", ["x", "é", "木", "😀"])
def test_r01_all_of_128_characters_matter(letter: str) -> None:
    long = (UNGUESSABLE * 9)[:127] + letter
    assert len(long) == 128
    assert problem(long) is None
    hashed = hash_password(long)
    assert verify_password(long, hashed)
    assert not verify_password(long[:127], hashed)
    assert not verify_password(long[:127] + "y", hashed)


@pytest.mark.parametrize("other", [f" {PASSWORD}", f"{PASSWORD} ", PASSWORD.title(), PASSWORD.upper(), PASSWORD[:-1]])
def test_r01_nothing_is_trimmed_or_case_folded(other: str) -> None:
    assert not verify_password(other, hash_password(PASSWORD))


def test_r01_the_same_characters_typed_on_another_keyboard_are_the_same_password() -> None:
    composed, decomposed = "Sm\u00e5gata-lantern-27", "Sma\u030agata-lantern-27"
    assert verify_password(decomposed, hash_password(composed))
    assert verify_password(composed, hash_password(decomposed))


def test_r02_a_megabyte_is_refused_at_once_and_never_hashed(hashes: list[str]) -> None:
    stored = hash_password(PASSWORD)
    hashes.clear()
    began = time.perf_counter()
    assert not verify_password("\ufdfa" * 1_000_000, stored)
    assert not verify_password("\ufdfa" * 1_000_000, None)
    assert problem("x" * 1_000_000) == "password_too_long"
    with pytest.raises(Invalid):
        hash_password("x" * 1025)
    assert time.perf_counter() - began < 0.05
    assert hashes == []


def test_r02_1024_bytes_are_taken_and_1025_are_not() -> None:
    assert problem("😀" * 256 + "x") == "password_too_long"
    longest = "é" * 512
    assert verify_password(longest, hash_password(longest))


def test_r03_argon2id_with_its_parameters_salt_and_key_in_each_hash() -> None:
    one, other = hash_password(PASSWORD), hash_password(PASSWORD)
    assert f"{crypto.keyring().ids[0]}$argon2id$v=19$m=19456,t=2,p=1$" in one
    assert one != other
    assert PASSWORD not in one
    assert not needs_rehash(one)


def test_r03_without_the_pepper_a_hash_matches_nothing() -> None:
    hashed = hash_password(PASSWORD)
    assert not passwords._ARGON2ID.verify(PASSWORD, hashed.partition("$")[1] + hashed.partition("$")[2])
    crypto.use_keys([OLD])
    assert not verify_password(PASSWORD, hashed)


def test_r03_two_versions_of_the_pepper_work_and_the_old_is_renewed() -> None:
    crypto.use_keys([OLD])
    old = hash_password(PASSWORD)
    old_answer = hash_answer("Kungsholmen")
    crypto.use_keys([NEW, OLD])
    assert verify_password(PASSWORD, old)
    assert verify_answer("kungsholmen", old_answer)
    assert needs_rehash(old)
    assert needs_rehash(old_answer)
    assert not needs_rehash(hash_password(PASSWORD))
    assert not needs_rehash(hash_answer("Kungsholmen"))


def test_r03_weaker_parameters_and_older_schemes_still_open_and_are_renewed() -> None:
    key_id = crypto.keyring().ids[0]
    peppered = passwords._peppered(key_id, "password", PASSWORD)
    for weak in (
        passwords._ARGON2ID.using(argon2__memory_cost=8192).hash(peppered),
        pbkdf2_sha256.using(rounds=1000).hash(peppered),
    ):
        assert verify_password(PASSWORD, key_id + weak)
        assert needs_rehash(key_id + weak)


def test_r03_only_so_many_hashes_run_at_once_and_so_many_wait() -> None:
    slots = HashSlots(at_once=2, waiting=3, patience=60)
    lock, running, most, turned_away = threading.Lock(), [0], [0], []
    go, inside = threading.Event(), threading.Semaphore(0)

    def hash_something() -> None:
        try:
            with slots.one():
                with lock:
                    running[0] += 1
                    most[0] = max(most[0], running[0])
                inside.release()
                go.wait(10)
                with lock:
                    running[0] -= 1
        except Unavailable as busy:
            turned_away.append(busy.code)
            inside.release()

    threads = [threading.Thread(target=hash_something) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(2 + 3):  # two got in, three were turned away; three wait
        assert inside.acquire(timeout=10)
    go.set()
    for thread in threads:
        thread.join()
    assert most == [2]
    assert turned_away == ["too_busy"] * 3


def test_r03_who_waits_too_long_is_told_and_the_slot_is_free_again() -> None:
    slots = HashSlots(at_once=1, waiting=1, patience=0.01)
    with slots.one(), pytest.raises(Unavailable), slots.one():
        pytest.fail("two at once")
    with slots.one():
        pass


def test_r18_a_name_nobody_has_costs_the_same_hash(hashes: list[str]) -> None:
    stored = hash_password(PASSWORD)
    hashes.clear()
    assert verify_password(PASSWORD, stored)
    assert not verify_password(PASSWORD, None)
    assert not verify_answer("Kungsholmen", None)
    assert hashes == ["hash"] * 3
    assert "m=19456,t=2,p=1" in passwords._NOBODYS


def test_r42_odd_characters_in_a_password_are_no_error() -> None:
    for odd in ("\x00" * 20, "\ud800" * 20, "", "lone \udfff in the middle of it"):
        assert verify_password(odd, hash_password(odd))
        assert not verify_password(odd, hash_password(PASSWORD))
        assert problem(odd) is None or problem(odd)
