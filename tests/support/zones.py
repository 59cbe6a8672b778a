"""Machine-readable zones of people who do not exist, every check digit right."""

from core.identify_contact.zone_layout import check_digit


def passport(last: str, first: str, *, state: str = "D<<", number: str = "C01X00T47", birth: str = "640812") -> str:
    """A TD3 zone: a passport that is valid until 2031."""
    expires, optional = "310228", "<" * 14
    digits = [str(check_digit(part)) for part in (number, birth, expires, optional)]
    whole = check_digit(number + digits[0] + birth + digits[1] + expires + digits[2] + optional + digits[3])
    second = f"{number}{digits[0]}{state}{birth}{digits[1]}F{expires}{digits[2]}{optional}{digits[3]}{whole}"
    names = f"{last}<<{first}" if first else last
    return f"P<{state}{names.ljust(39, '<')[:39]}\n{second}"
