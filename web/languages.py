"""The reader's language: their choice, their account's, their browser's; and the pseudo-language of tests."""

from pathlib import Path

from babel import Locale
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_app_context, request
from flask_babel import Babel, Domain, get_locale, refresh
from flask_babel.speaklater import LazyString
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from wtforms.i18n import messages_path

from web.operator import operator
from web.people import actor
from web.visits import visit

NAMES = {"en": "English", "zh": "中文", "ar": "العربية"}
"""Languages of the product, each by its own name."""
TAGS = {"zh": "zh-Hans"}
PSEUDO = "en_XA"
COOKIE = "foyer_language"


class PseudoTranslations(NullTranslations):
    """Wraps every text of the catalogue in ⟦…⟧, so that a text from elsewhere shows."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def upgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def unpgettext(self, context: str, singular: str, plural: str, num: int) -> str:
        return self.ngettext(singular, plural, num)

    ugettext = gettext
    ungettext = ngettext


_PSEUDO_TRANSLATIONS = PseudoTranslations()


class Catalogue(Domain):
    """Our catalogue, looked up once a request."""

    def get_translations(self) -> NullTranslations:
        try:
            found = g.get("translations")
        except RuntimeError:  # nobody is answered
            return super().get_translations()
        if found is None:
            found = g.translations = _PSEUDO_TRANSLATIONS if language() == PSEUDO else super().get_translations()
        return found


def gettext(text: str, **named: object) -> str:
    """Flask-Babel's, in a third of its time; for what a list says fifty times."""
    kept = g.get("translations") if has_app_context() else NullTranslations()
    said = (kept or _catalogue()).gettext(text)
    return said % named if named else said


def later(text: str, **named: object) -> LazyString:
    """lazy_gettext() with it."""
    return LazyString(gettext, text, **named)


class FormTranslations:
    """WTForms' own messages: ours where we have worded them, else those of WTForms."""

    def gettext(self, text: str) -> str:
        ours = _catalogue().gettext(text)
        return ours if ours != text else _theirs().gettext(text)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        ours = _catalogue().ngettext(singular, plural, n)
        return ours if ours not in (singular, plural) else _theirs().ngettext(singular, plural, n)


def _catalogue() -> NullTranslations:
    return current_app.extensions["babel"].instance.domain_instance.get_translations()


def _theirs() -> NullTranslations:
    kept = current_app.extensions.setdefault("foyer.wtforms", {})
    tag = str(get_locale())
    if tag not in kept:
        kept[tag] = Translations.load(messages_path(), [tag], domain="wtforms")
    return kept[tag]


def speak(app: Flask) -> None:
    """Makes `app` answer in the reader's language."""
    babel = Babel(app, locale_selector=_locale, default_translation_directories=_directory())
    babel.domain_instance = catalogue = Catalogue(translation_directories=[_directory()])

    @pass_eval_context
    def say(place: EvalContext, text: str, **named: object) -> str:
        """What Flask-Babel gives to templates, in a quarter of its time: a page says hundreds of words."""
        said = catalogue.get_translations().gettext(text)
        said = Markup(said) if place.autoescape else said  # noqa: S704 -- our own catalogue
        return said % named if named or "%" in said else said

    app.jinja_env.globals.update({"_": say, "gettext": say})


def _directory() -> str:
    return str(Path(__file__).resolve().parent / "translations")


def language() -> str:
    """Language of this reply: a key of NAMES, or the pseudo-language."""
    if "language" not in g:
        g.language = _chosen()
    return g.language


def speak_instead(chosen: str) -> None:
    """Answers the rest of this request in another language."""
    g.language = chosen
    for known in ("translations", "locale"):
        g.pop(known, None)
    refresh()


def said_in(text: object, code: str) -> str:
    """A text of the catalogue in another language than the reader's: what somebody was shown then."""
    before = g.get("translations")
    g.translations = NullTranslations() if code == "en" else Translations.load(_directory(), [code])
    try:
        return str(text)
    finally:
        g.translations = before


def offered() -> dict[str, str]:
    """The languages that this operator speaks, English always; each by its own name."""
    spoken = operator().languages
    return {code: name for code, name in NAMES.items() if code == "en" or code in spoken}


def is_language(tag: str | None) -> bool:
    """Whether readers may choose it; the pseudo-language only where nobody is served."""
    return tag in offered() or (
        tag == PSEUDO and (current_app.testing or current_app.extensions["foyer.settings"].demo)
    )


def locale() -> Locale:
    """The same for formatting dates and numbers."""
    found: Locale | None = g.get("locale") if has_app_context() else None
    if found is None:
        found = get_locale() or Locale("en")
        if has_app_context():
            g.locale = found
    return found


def language_tag() -> str:
    """For the lang attribute of the page."""
    return TAGS.get(language(), "en" if language() == PSEUDO else language())


def direction() -> str:
    """ltr or rtl."""
    return locale().text_direction


def _chosen() -> str:
    wish = request.cookies.get(COOKIE) if request else None
    if is_language(wish):
        return str(wish)
    if request and visit().signed_in and is_language(actor().language):
        return actor().language
    return request.accept_languages.best_match(offered(), "en") if request else "en"


def _locale() -> str:
    return "en" if language() == PSEUDO else language()
