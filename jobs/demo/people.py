"""Who is registered at Meridian: people of many places, and a mistake or two."""

from dataclasses import dataclass, field
from datetime import date

from core.identify_contact.answers import (
    AddressAnswers,
    BasicAnswers,
    CertificateAnswers,
    ContactAnswers,
    MethodAnswers,
    PreferenceAnswers,
)
from core.model import Channel, Gender, MediumKind, PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """One registration: the answers, through which door, how many days ago, and whether the identity is checked."""

    name: str
    days: int
    basic: BasicAnswers
    certificate: CertificateAnswers
    address: AddressAnswers
    preferences: PreferenceAnswers
    contacts: tuple[ContactAnswers, ...] = ()
    channel: Channel = Channel.PORTAL
    checked: bool = False
    extra: tuple[AddressAnswers, ...] = field(default=())


def _passport(number: str, state: str, expires: str) -> CertificateAnswers:
    day = date.fromisoformat(expires)
    return CertificateAnswers(
        type_code="passport", number=number, issuing_state=state, expires_on=day, continue_with_expired=True
    )


def _home(country: str, street: str, code: str, city: str, **more: str) -> AddressAnswers:
    return AddressAnswers(
        country=country,
        detailed=street,
        postal_code=code,
        locality=city,
        contact_first=True,
        kept_as_typed=True,
        **more,
    )


def _likes(language: str, currency: str, zone: str, **more: object) -> PreferenceAnswers:
    return PreferenceAnswers(language=language, currency=currency, zone=zone, **more)  # type: ignore[arg-type]


_STOCKHOLM = "Europe/Stockholm"
_HUSBAND = ContactAnswers(
    type_code="emergency",
    last_name="Eriksson",
    first_name="Johan",
    title="mr",
    methods=(MethodAnswers(kind=MediumKind.MOBILE, value="+46701740606", preferred=True),),
)
_HUDA = ContactAnswers(
    type_code="decision_maker",
    last_name="العمري",
    first_name="هدى",
    methods=(MethodAnswers(kind=MediumKind.EMAIL, value="huda@najm.example", preferred=True),),
)

CHARACTERS = (
    Character(
        name="anna",
        days=41,
        checked=True,
        basic=BasicAnswers(
            last_name="Eriksson",
            first_name="Anna",
            title="mrs",
            gender=Gender.FEMALE,
            nationality="SE",
            birth_date=date(1991, 4, 17),
            birthplace="Stockholm",
            email="anna.eriksson@foyer.example",
            mobile="+46701740605",
            social_network="instagram",
            social_handle="anna.e",
        ),
        certificate=_passport("AA1234567", "SE", "2031-04-05"),
        address=_home("SE", "Fleminggatan 18", "112 26", "Stockholm"),
        extra=(
            AddressAnswers(
                type_code="office",
                country="SE",
                detailed="Vasagatan 11",
                postal_code="111 20",
                locality="Stockholm",
                kept_as_typed=True,
            ),
        ),
        contacts=(_HUSBAND,),
        preferences=_likes(
            "en",
            "SEK",
            _STOCKHOLM,
            do_not_disturb=True,
            first_channel="email",
            allowed_days=(1, 2, 3, 4, 5),
            allowed_spans=(("16:00", "20:00"),),
        ),
    ),
    Character(
        name="najm",
        days=30,
        checked=True,
        channel=Channel.SHOP,
        basic=BasicAnswers(
            kind=PartyKind.ORGANISATION,
            legal_name="Najm Al-Shamal Logistics",
            registration_number="2050012345",
            industry="transport",
            email="office@najm.example",
            mobile="+966550174410",
        ),
        certificate=CertificateAnswers(
            type_code="commercial_registration",
            number="2050012345",
            issuing_state="SA",
            does_not_expire=True,
            number_kept=True,
            kept_reason="Seen in the shop",
        ),
        address=_home(
            "SA",
            "King Saud Street",
            "32241",
            "الدمام",
            building_number="7215",
            administrative_area="Eastern Province",
            dependent_locality="Ash Shati",
        ),
        contacts=(_HUDA,),
        preferences=_likes(
            "ar",
            "SAR",
            "Asia/Riyadh",
            do_not_disturb=True,
            first_channel="messaging",
            allowed_days=(7, 1, 2, 3, 4),
            allowed_spans=(("09:00", "20:00"),),
        ),
    ),
    Character(
        name="olena",
        days=25,
        basic=BasicAnswers(
            last_name="Мельник",
            first_name="Олена",
            latin_name="Olena Melnyk",
            gender=Gender.FEMALE,
            nationality="UA",
            birth_date=date(1988, 2, 9),
            email="olena.melnyk@example.org",
            mobile="+46720123407",
        ),
        certificate=_passport("FX384711", "UA", "2026-11-14"),
        address=_home("SE", "Första Långgatan 4", "413 03", "Göteborg"),
        preferences=_likes("en", "SEK", _STOCKHOLM),
    ),
    Character(
        name="fang",
        days=18,
        checked=True,
        channel=Channel.SHOP,
        basic=BasicAnswers(
            last_name="王",
            first_name="芳",
            latin_name="Wang Fang",
            gender=Gender.FEMALE,
            nationality="CN",
            birth_date=date(1995, 10, 2),
            email="wang.fang@example.org",
            mobile="+46735550122",
        ),
        certificate=_passport("E12345678", "CN", "2029-08-30"),
        address=_home("SE", "Storgatan 31", "903 26", "Umeå"),
        preferences=_likes("zh", "SEK", _STOCKHOLM),
    ),
    Character(
        name="erik",
        days=15,
        checked=True,
        basic=BasicAnswers(
            last_name="Johansson",
            first_name="Erik",
            gender=Gender.MALE,
            nationality="SE",
            birth_date=date(1979, 6, 21),
            email="erik.johansson@example.org",
            mobile="+46708881234",
        ),
        certificate=_passport("BB7654321", "SE", "2030-01-20"),
        address=_home("SE", "Drottninggatan 9", "211 41", "Malmö"),
        preferences=_likes("en", "SEK", _STOCKHOLM),
    ),
    Character(
        name="eric",
        days=2,
        basic=BasicAnswers(
            last_name="Johanson",
            first_name="Eric",
            nationality="SE",
            birth_date=date(1979, 6, 21),
            email="eric.j@example.net",
            mobile="+46708881234",
        ),
        certificate=_passport("BB7654321", "SE", "2030-01-20"),
        address=_home("SE", "Drottninggatan 9", "211 41", "Malmö"),
        preferences=_likes("en", "SEK", _STOCKHOLM),
    ),
    Character(
        name="suryani",
        days=9,
        channel=Channel.PHONE,
        basic=BasicAnswers(
            first_name="Suryani",
            one_name=True,
            gender=Gender.FEMALE,
            nationality="ID",
            birth_date=date(2000, 12, 1),
            email="suryani@example.org",
            mobile="+46761112233",
        ),
        certificate=CertificateAnswers(later=True, kept_reason="Called from the train; shows it in the shop"),
        address=_home("SE", "Kungsgatan 70", "753 41", "Uppsala"),
        preferences=_likes("en", "SEK", _STOCKHOLM),
    ),
    Character(
        name="juergen",
        days=6,
        basic=BasicAnswers(
            last_name="Müller",
            first_name="Jürgen",
            gender=Gender.MALE,
            nationality="DE",
            birth_date=date(1966, 3, 30),
            email="juergen.mueller@example.org",
            mobile="+491512345678",
        ),
        certificate=_passport("C01X00T47", "DE", "2027-10-31"),
        address=_home("DE", "Lindenallee 5", "10115", "Berlin"),
        preferences=_likes("en", "EUR", "Europe/Berlin"),
    ),
    Character(
        name="maria",
        days=1,
        basic=BasicAnswers(
            last_name="García",
            middle_name="López",
            first_name="María",
            gender=Gender.FEMALE,
            nationality="ES",
            birth_date=date(1998, 7, 12),
            email="maria.garcia@example.org",
            mobile="+34612345678",
        ),
        certificate=CertificateAnswers(later=True),
        address=_home("ES", "Calle Mayor 12", "28013", "Madrid", administrative_area="Madrid"),
        preferences=_likes("en", "EUR", "Europe/Madrid"),
    ),
)
