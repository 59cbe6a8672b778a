"""Attached files: encrypted, named at random, whole or not at all."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.crypto import Keyring
from core.errors import NotFound, Unavailable, Unreadable
from core.files import FileStore

OLD, NEW = "old-lantern-harbour-27-Qx8vR2mT5w", "new-lantern-harbour-28-Zk3pL9sD7f"
PASSPORT = b"%PDF-1.7 passport of Anna Eriksson" * 100


def store_in(folder: Path, *keys: str) -> FileStore:
    return FileStore(f"file:{folder}", Keyring(keys or (NEW,)))


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() or path.is_symlink()]


def test_r51_a_stored_file_comes_back_with_its_checksum(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    kept = store.put(PASSPORT)
    assert store.get(kept.name, checksum=kept.checksum) == PASSPORT
    assert kept.size == len(PASSPORT)
    assert len(kept.checksum) == 64


def test_r51_the_disk_holds_no_readable_word_and_nobody_else_may_look(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    kept = store_in(folder).put(PASSPORT)
    [path] = on_disk(folder)
    assert path.name == kept.name
    assert b"passport" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_r51_a_flipped_byte_anywhere_is_noticed(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    kept = store.put(b"short")
    [path] = on_disk(tmp_path)
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Unreadable):
            store.get(kept.name, checksum=kept.checksum)
    path.write_bytes(b"")
    with pytest.raises(Unreadable):
        store.get(kept.name, checksum=kept.checksum)


def test_r51_one_file_put_in_anothers_place_is_noticed(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    mine, theirs = store.put(b"mine"), store.put(b"theirs")
    paths = {path.name: path for path in on_disk(tmp_path)}
    paths[mine.name].write_bytes(paths[theirs.name].read_bytes())
    with pytest.raises(Unreadable):
        store.get(mine.name, checksum=theirs.checksum)


def test_r51_another_checksum_than_the_rows_is_noticed(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    with pytest.raises(Unreadable) as changed:
        store.get(store.put(b"one").name, checksum=store.put(b"two").checksum)
    assert changed.value.code == "file_changed"


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/passwd", "", ".", "a" * 33, "A" * 32, "aa/" + "a" * 29, "0" * 31 + "\n"]
)
def test_r51_a_name_that_is_not_ours_leads_nowhere(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("x")
    store = store_in(tmp_path / "files")
    with pytest.raises(NotFound):
        store.get(name, checksum="")
    with pytest.raises(NotFound):
        store.delete(name)
    assert (tmp_path / "secret").exists()


def test_r51_a_link_instead_of_a_file_is_not_followed(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    mine, theirs = store.put(b"same"), store.put(b"same")
    paths = {path.name: path for path in on_disk(tmp_path)}
    outside = tmp_path / "outside"
    paths[mine.name].rename(outside)
    paths[mine.name].symlink_to(outside)
    with pytest.raises(Unreadable):
        store.get(mine.name, checksum=theirs.checksum)


def test_a_deleted_file_is_gone_and_may_be_deleted_twice(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    kept = store.put(PASSPORT)
    store.delete(kept.name)
    store.delete(kept.name)
    assert on_disk(tmp_path) == []
    with pytest.raises(NotFound):
        store.get(kept.name, checksum=kept.checksum)


def test_r64_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def disk_full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)
    with pytest.raises(Unavailable):
        store_in(tmp_path).put(PASSPORT)
    assert on_disk(tmp_path) == []


def test_r64_a_folder_that_cannot_be_written_refuses_the_upload(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("in the way")
    with pytest.raises(Unavailable):
        store_in(tmp_path / "files").put(PASSPORT)


def test_r64_a_crash_between_write_and_rename_shows_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def killed(_self: Path, _target: Path) -> None:
        raise Killed

    store = store_in(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(Killed):
            store.put(PASSPORT)
    assert list(store.names()) == []
    assert len(on_disk(tmp_path)) == 1
    assert store.clear_unfinished(written_before=datetime.now(UTC) - timedelta(hours=1)) == 0
    assert store.clear_unfinished(written_before=datetime.now(UTC) + timedelta(hours=1)) == 1
    assert on_disk(tmp_path) == []


def test_r64_a_sweep_sees_every_name_and_can_leave_young_ones_alone(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    kept = sorted(store.put(b"x").name for _ in range(20))
    assert list(store.names()) == kept
    assert list(store.names(written_before=datetime.now(UTC) + timedelta(minutes=1))) == kept
    assert list(store.names(written_before=datetime.now(UTC) - timedelta(minutes=1))) == []
    assert list(store_in(tmp_path / "nowhere").names()) == []


def test_r57_files_are_read_under_the_old_key_and_renewed_under_the_new(tmp_path: Path) -> None:
    kept = store_in(tmp_path, OLD).put(PASSPORT)
    during = store_in(tmp_path, NEW, OLD)
    assert during.get(kept.name, checksum=kept.checksum) == PASSPORT
    assert during.key_id(kept.name) == Keyring([OLD]).ids[0]
    assert during.renew(kept.name)
    assert not during.renew(kept.name)
    assert store_in(tmp_path, NEW).get(kept.name, checksum=kept.checksum) == PASSPORT
    with pytest.raises(Unreadable):
        store_in(tmp_path, OLD).get(kept.name, checksum=kept.checksum)
