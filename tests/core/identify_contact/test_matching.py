"""How two people are alike, whatever script, order and spelling they are written in, and what it comes to."""

from datetime import date

import pytest

from core.identify_contact.matching import Band, Person, Place, weigh
from core.identify_contact.matching.keys import keys_of
from core.identify_contact.matching.names import Alike, compare_names

BORN = date(1985, 3, 9)
HOME = Place("SE", "112 33", "Stockholm", "Fleminggatan 48")
MOBILE, MAILBOX = "+46701740641", "eriksson.hemma@foyer.example"


def named(last: str, first: str, latin: str = "", **more: object) -> Person:
    return Person(last_name=last, first_name=first, latin_name=latin, **more)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("Müller", "Jürgen"), ("Mueller", "Juergen")),
        (("Müller", "Jürgen"), ("Muller", "Jurgen")),
        (("Иванова", "Юлия"), ("Ivanova", "Yulia")),
        (("Иванова", "Юлия"), ("Iwanowa", "Julia")),
        (("Щербаков", "Сергей"), ("Scherbakov", "Sergei")),
        (("王", "小明"), ("Wang", "Xiaoming")),
        (("김", "도윤"), ("Kim", "Do-yun")),
        (("القحطاني", "محمد"), ("Al-Qahtani", "Mohammed")),
        (("القحطاني", "محمد"), ("Alqahtani", "Muhammad")),
        (("الزهراني", "عبد الرحمن"), ("Alzahrani", "Abdulrahman")),
        (("Παπαδόπουλος", "Γεώργιος"), ("Papadopoulos", "Georgios")),
        (("García Márquez", "José"), ("GARCIA MARQUEZ", "JOSE")),
        (("Şahin", "Ayşe"), ("Sahin", "Ayse")),
    ],
)
def test_one_name_in_two_scripts_or_spellings(left, right):
    names = compare_names(named(*left), named(*right))
    assert names.family >= Alike.SLIP
    assert names.given >= Alike.SLIP


@pytest.mark.parametrize(
    ("left", "right"),
    [("William", "Bill"), ("Margaret", "Peggy"), ("Александр", "Саша"), ("Francisco", "Paco"), ("Giuseppe", "Peppe")],
)
def test_a_name_and_its_short_form(left, right):
    assert compare_names(named("Smith", left), named("Smith", right)).given is Alike.NICKNAME


@pytest.mark.parametrize(
    ("left", "right"),
    [(("Li", "Wei"), ("Lu", "Wei")), (("Anna", "Eriksson"), ("Johan", "Eriksson")), (("Li", "Na"), ("Wu", "Jing"))],
)
def test_two_names_are_two(left, right):
    names = compare_names(named(*left), named(*right))
    assert Alike.DIFFERENT in {names.family, names.given}


def test_names_that_changed_places_or_were_written_as_one():
    assert compare_names(named("Wei", "Wang"), named("Wang", "Wei")).swapped
    assert compare_names(named("Ouyang Nana", ""), named("Ouyang", "Nana")).family >= Alike.SLIP
    assert compare_names(named("Delacruz", "Maria"), named("de la Cruz", "Maria")).are_alike
    assert compare_names(named("Xiaomingwang", ""), named("Wang", "Xiaoming")).merged


def test_a_second_name_that_is_left_out_and_one_that_is_another():
    assert compare_names(named("Berg", "Anna Maria"), named("Berg", "Anna")).given is Alike.PART
    monika, agnieszka = (Person(last_name="Nowak", first_name=name, middle_name="Anna") for name in ("Monika", "Agata"))
    assert compare_names(monika, agnieszka).given is Alike.DIFFERENT


def band(left: Person, right: Person, **more: object) -> Band | None:
    return weigh(left, right, **more).band


def test_a_household_is_not_one_person():
    shared = {"phones": (MOBILE,), "emails": (MAILBOX,), "places": (HOME,)}
    anna, johan = named("Eriksson", "Anna", **shared), named("Eriksson", "Johan", **shared)
    assert band(anna, johan) is None
    assert band(anna, anna) is Band.CERTAIN
    assert "household" in {each.code for each in weigh(anna, johan).evidence}


def test_twins_are_two_and_so_are_father_and_son_of_one_name():
    shared = {"phones": (MOBILE,), "places": (HOME,)}
    born = {"birth_date": BORN, **shared}
    assert band(named("Eriksson", "Anna", **born), named("Eriksson", "Karin", **born)) is None
    son = named("Eriksson", "Karl", birth_date=date(1988, 11, 21), **shared)
    assert band(named("Eriksson", "Karl", birth_date=date(1957, 6, 2), **shared), son) is None


@pytest.mark.parametrize("born", [date(1985, 9, 3), date(1958, 3, 9), date(1985, 3, 8), date(1985, 1, 1), None])
def test_a_birth_date_mistyped_or_not_known_beside_name_and_phone(born):
    known = named("Lindqvist", "Astrid", birth_date=BORN, phones=(MOBILE,))
    assert band(known, named("Lindqvist", "Astrid", birth_date=born, phones=(MOBILE,))) in {Band.CERTAIN, Band.LIKELY}


def test_a_name_borne_by_many_says_less_than_one_borne_by_two():
    left, right = named("Wang", "Wei"), named("Wang", "Wei", birth_date=BORN)
    assert weigh(left, right, namesakes=2).score > weigh(left, right, namesakes=40).score + 10


@pytest.mark.parametrize("lesser", ["swapped", "slip", "year"])
def test_a_greater_likeness_never_weighs_less(lesser):
    from core.identify_contact.matching.weights import BIRTH, NAME_AND_BIRTH

    both = NAME_AND_BIRTH if lesser == "swapped" else 0
    assert BIRTH["same"] + NAME_AND_BIRTH >= BIRTH[lesser] + both


def test_the_certificate_alone_calls_somebody_to_look():
    assert band(named("Berg", "Nils"), named("Ek", "Siv"), exact=["certificate_same"]) is Band.LIKELY


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (named("Müller", "Jürgen", birth_date=BORN), named("Mueller", "Jurgen", birth_date=BORN)),
        (named("Lindqvist", "Astrid", birth_date=BORN), named("Astrid", "Lindqvist", birth_date=BORN)),
        (named("Lindqvist", "Astrid", birth_date=BORN), named("Lindqivst", "Astird", birth_date=BORN)),
        (named("Lindqvist", "Astrid", birth_date=BORN), named("Berg", "Astrid", birth_date=BORN)),
        (named("Lindqvist", "Astrid", birth_date=BORN), named("Lindqvist", "Astrid")),
        (named("Lindqvist", "Astrid", birth_date=BORN), named("Lindqvist", "Astrid", birth_date=date(1958, 9, 3))),
        (named("Smith", "William"), named("Smith", "Bill")),
        (named("", "", phones=("+46701740641",)), named("", "", phones=("+46 70 174 06 41",))),
        (named("", "", emails=("a.lindqvist@one.example",)), named("", "", emails=("alindqvist+x@two.example",))),
    ],
)
def test_who_is_written_otherwise_shares_a_key(left, right):
    assert set(keys_of(left)) & set(keys_of(right))


def test_keys_are_few():
    person = named(
        "Лапнев", "Алексей", "Aleksej Lapnev", birth_date=BORN, emails=("a@b.example",) * 9, places=(HOME,) * 9,
        phones=tuple(f"+4670174{number:04d}" for number in range(30)),
    )  # fmt: skip
    assert len(keys_of(person)) <= 20
    assert keys_of(Person()) == ()
