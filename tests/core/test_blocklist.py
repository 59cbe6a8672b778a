"""New passwords are compared in full with what guessers try first; nothing is asked of the network."""

import itertools
import time

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from core.blocklist import common_passwords, weakness

ANNA = ("Anna", "Eriksson", "anna.eriksson@mail.example", "+46738462951", "1967-11-29", "AB1234567", "Norrland Mobil")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("passwordpassword", "password_repeated"),
        ("P@ssw0rdP@ssw0rd", "password_repeated"),
        ("x7Kpx7Kpx7Kpx7Kp", "password_repeated"),
        ("aaaaaaaaaaaaaaaaaaaa", "password_repeated"),
        ("好好好好好好好好好好好好好好好", "password_repeated"),
        ("iloveyouprincess", "password_common"),
        ("summerwinter2026", "password_common"),
        ("drowssapnogardxx", "password_common"),
        ("password1234567!", "password_common"),
        ("qwertyuiopasdfgh", "password_common"),
        ("xdr5tgbnhy6yhnbgt", "password_keyboard"),
        ("abcdefghijklmnop", "password_sequence"),
        ("mnopqrstuvzyxwvuts", "password_sequence"),
        ("FoyerFoyerFoyer!", "password_repeated"),
        ("FoyerTelecom2026", "password_brand"),
        ("Meridian2026!!!!", "password_brand"),
        ("anna.eriksson@mail.example", "password_personal"),
        ("ErikssonAnna291167xy", "password_personal"),
        ("0738462951anna26", "password_personal"),
        ("AB1234567AB1234567", "password_repeated"),
        ("norrlandmobil2026", "password_personal"),
    ],
)
def test_r04_what_is_easy_to_guess_is_refused_with_its_reason(text: str, code: str) -> None:
    assert weakness(text, context=ANNA) == code


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("asaoberg19850312", "Åsa Öberg"),
        ("limingliming1985", "李明"),
        ("muhammadalharbi1", "Muḥammad al-Ḥarbī"),
        ("19850312-850312-19", "1985-03-12"),
    ],
)
def test_r04_a_persons_words_count_without_accents_and_in_latin_too(text: str, item: str) -> None:
    assert weakness(text, context=[item]) is not None


@pytest.mark.parametrize(
    "text",
    [
        "lantern-harbour-27",
        "correct horse battery staple",
        "my dog likes tea",
        "harbour lantern",
        "sunny-river-2026",
        "kungsholmen torsdag regn",
        "春眠不觉晓处处闻啼鸟夜来风雨声",
        "😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰",
        "ks82hf01mzqpw6d",
        "blue-green-red-7",
    ],
)
def test_r04_pass_phrases_and_random_letters_are_taken(text: str) -> None:
    assert weakness(text, context=ANNA) is None


def test_r04_the_3000_commonest_passwords_are_refused_however_they_reach_the_length() -> None:
    for word in common_passwords(3000):
        longer = word * -(-15 // len(word))
        assert weakness(longer), longer


def test_r04_each_known_password_that_is_long_enough_is_refused() -> None:
    long = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= 15]
    assert len(long) > 20
    assert [word for word in long if not weakness(word)] == []


def test_r04_common_words_joined_are_refused() -> None:
    for left, right in itertools.permutations(common_passwords(40), 2):
        assert weakness(left + right), left + right
        assert weakness(f"{left.title()}{right}2026!"), left + right


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("a" * 1024, 0.25),
        ("qwerty" * 170, 1.0),
        ("ab" * 512, 1.0),
        ("4@8({[<360169!|10$5+7%2" * 44, 1.0),
        ("".join(map(chr, range(33, 1057))), 1.0),
    ],
)
def test_r04_the_longest_and_oddest_password_is_judged_quickly(text: str, seconds: float) -> None:
    weakness("warm")
    began = time.process_time()
    weakness(text, context=ANNA)
    assert time.process_time() - began < seconds
