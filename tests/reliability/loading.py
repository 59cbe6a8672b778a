"""People who register as fast as the server lets them, and who remember what they were told."""

import http.client
import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from core.database.transaction import transaction
from core.identify_contact.drafts import keep_step, open_draft
from core.tokens import new_token
from tests.reliability.rushing import Browser
from tests.support import olena


def complete_draft(number: int, *, now: datetime) -> str:
    """A registration of which only a document and Submit are missing."""
    email = f"person{number}@example.com"
    draft = olena.fill_draft(olena.answers(basic=olena.basic(email=email, mobile="")), now=now)
    assert olena.confirm_by_code(draft, now=now, target=email)
    with transaction() as db:
        keep_step(db, open_draft(db, draft, browser_secret=olena.SECRET, now=now), "documents", now=now)
    return draft


def picture() -> bytes:
    """A small JPEG."""
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(written, "JPEG")
    return written.getvalue()


@dataclass
class Crowd:
    """Several at once; what the server said yes to is kept, whatever happens to it afterwards."""

    address: str
    photo: bytes = field(default_factory=picture)
    uploaded: dict[str, int] = field(default_factory=dict)
    registered: set[str] = field(default_factory=set)
    yes: list[str] = field(default_factory=list)
    """Every acknowledgement, in order."""
    odd: list[str] = field(default_factory=list)
    """Answers that neither a server under load nor a dead one gives."""

    def register(self, drafts: Sequence[str], *, people: int) -> list[threading.Thread]:
        """They begin; each takes the next draft until none is left or the server is gone."""
        waiting: SimpleQueue[str] = SimpleQueue()
        for draft in drafts:
            waiting.put(draft)
        running = [threading.Thread(target=self._one, args=(waiting,)) for _ in range(people)]
        for person in running:
            person.start()
        return running

    def _one(self, waiting: "SimpleQueue[str]") -> None:
        try:
            while True:
                self._whole(waiting.get_nowait())
        except (Empty, OSError, http.client.HTTPException):
            return

    def _whole(self, draft: str) -> None:
        upload = {"go": "upload", "files": FileStorage(io.BytesIO(self.photo), "passport.jpg")}
        if self._post(f"/register/documents?draft={draft}", draft, upload) == f"/register/documents?draft={draft}":
            self.uploaded[draft] = 1
        done = self._post(f"/register/review?draft={draft}", draft, {"accepted": "y"})
        if done == f"/register/done?draft={draft}":
            self.registered.add(draft)

    def _post(self, path: str, draft: str, fields: dict[str, Any]) -> str | None:
        browser = Browser.at_the_portal(cookies=f"foyer_portal_registration={olena.SECRET}.{draft}")
        sent = {"csrf_token": browser.visit.csrf_token(), "key": new_token(), **fields}
        boundary, body = encode_multipart(sent)
        headers = browser.headers | {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        line = http.client.HTTPConnection("127.0.0.1", urlsplit(self.address).port, timeout=20)
        try:
            line.request("POST", path, body, headers)
            answer = line.getresponse()
            answer.read()
            (self.yes if answer.status == 303 else self.odd).append(f"POST {path}: {answer.status}")
            return answer.getheader("Location")
        finally:
            line.close()
