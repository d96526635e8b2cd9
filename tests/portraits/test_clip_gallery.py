"""What a person has of clips beside portraits: the wall, one file of everything, reminders."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from portraits.models import Clip
from portraits.services import save_all
from portraits.services.send_reminders import send_reminders
from privacy import storage
from privacy.models import Notice
from tests.factories import CLIP_FILE, give_clip
from tests.sessions import sign_in


@pytest.fixture
def clip(alice: User) -> Clip:
    return give_clip(alice, now=timezone.now())


@pytest.fixture
def visitor(client: Client, alice: User) -> Client:
    return sign_in(client, alice)


def test_a_clip_hangs_on_the_wall_until_it_is_deleted_there(visitor: Client, clip: Clip) -> None:
    wall = visitor.get("/portraits/").content.decode()
    asked = visitor.get(f"/clips/{clip.pk}/delete/").content.decode()
    answer = visitor.post(f"/clips/{clip.pk}/delete/", follow=True)

    assert f'<video class="clip-card__film" src="/api/v1/clips/{clip.pk}/image/" controls' in wall
    assert f'href="/api/v1/clips/{clip.pk}/image/?download"' in wall
    assert f'href="/clips/{clip.pk}/share/"' in wall
    assert "An empty wall" not in wall
    assert "Delete this clip now?" in asked
    clip.refresh_from_db()
    assert (clip.status, clip.effect_object) == ("deleted", None)
    assert f"/api/v1/clips/{clip.pk}/receipt/?of=effect" in answer.content.decode()
    assert "<video" not in visitor.get("/portraits/").content.decode()


def test_nobody_sees_anothers_clip_on_the_wall(client: Client, bob: User, clip: Clip) -> None:
    assert "<video" not in sign_in(client, bob).get("/portraits/").content.decode()


@pytest.mark.promise("F-9")
def test_clips_are_in_the_file_of_everything_whole_and_in_pieces(
    visitor: Client, clip: Clip, alice: User
) -> None:
    give_clip(alice, now=timezone.now() - timedelta(days=10))
    pieces = list(save_all.zip_effects(alice, now=timezone.now()))
    answer = visitor.get("/portraits/all.zip")

    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.namelist() == ["clip-01.mp4"]
        assert archive.read("clip-01.mp4") == CLIP_FILE
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
    assert max(map(len, pieces)) < len(CLIP_FILE)
    assert b"".join(answer) == b"".join(pieces)  # type: ignore[arg-type]


def test_a_damaged_clip_is_left_out_and_the_others_are_whole(alice: User, clip: Clip) -> None:
    sound = give_clip(alice, now=timezone.now())
    path = storage.sealed_store().path(storage.object_name(clip.effect_object, storage.EFFECT))
    with open(path, "r+b") as file:
        file.seek(70_000)
        file.write(b"\0\0\0\0")

    content = b"".join(save_all.zip_effects(alice, now=timezone.now()))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["clip-02.mp4"]
    assert sound.status == "ready"


@pytest.mark.promise("F-10")
def test_a_clip_is_reminded_of_on_day_seven_and_nine_and_leads_to_the_wall(
    visitor: Client, clip: Clip
) -> None:
    now = timezone.now()
    counts = [send_reminders(now=now + timedelta(days=days)) for days in (6, 7, 7, 9)]

    page = visitor.get("/templates/").content.decode()

    assert counts == [0, 1, 0, 1]
    assert set(Notice.objects.values_list("cause", flat=True)) == {str(clip.pk)}
    assert "2 portraits or clips of yours end soon" in page
    assert "/portraits/" in page
    Notice.objects.filter(kind=Notice.Kind.EFFECT_REMINDER_DAY_9).delete()
    one = visitor.get("/templates/").content.decode()
    assert "A portrait or clip of yours ends soon" in one
    assert f"/portraits/{clip.pk}/" not in one
