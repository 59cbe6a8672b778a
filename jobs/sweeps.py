"""What time takes away: one-time keys, sessions and views that have run out."""

from datetime import timedelta

from sqlalchemy import delete

from core.clock import utcnow
from core.database.transaction import transaction
from core.identify_contact.places_known import begin_gathering
from core.model import ParkedForm, SearchView, Submission, WebSession
from core.settings import Settings
from jobs.duplicates import begin_search
from jobs.registrations import sweep_registrations


def sweep(settings: Settings) -> None:
    """Removes what nobody can use any more."""
    now = utcnow()
    with transaction() as db:
        db.execute(delete(Submission).where(Submission.at < now - timedelta(days=30)))
        db.execute(delete(SearchView).where(SearchView.expires_at < now))
        db.execute(delete(WebSession).where(WebSession.last_seen_at < now - timedelta(days=2)))
        begin_search(db, now=now)
        begin_gathering(db, now=now)
        db.execute(delete(ParkedForm).where(ParkedForm.at < now - timedelta(days=2)))
    sweep_registrations(settings, now=now)
