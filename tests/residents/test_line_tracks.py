"""Imports processed line by line: undone in reverse order, or not at all."""

import pytest
from django.db import connection

from community.errors import DomainError, Invalid
from community.workbooks import tracks
from community.workbooks.enums import RunState, Verdict
from community.workbooks.headings import Vocabulary
from community.workbooks.tracks import LineTrack, Taken
from community.workbooks.words import refuse
from residents.importing.arrivals import take_in
from residents.models import RegisterImport, Tag
from tests.factories import CompoundFactory, StaffFactory, register_person, sheet_of

pytestmark = pytest.mark.django_db

WORDS = {"name": ("标签",), "purpose": ("用途",)}


class TagTrack(LineTrack):
    """Tags, a line each; one that is there already is refused after the line has written."""

    slug, label, about = "tests.tags", "Tags", "Purpose"
    vocabulary = Vocabulary(
        WORDS, {"name": "tag", "purpose": "purpose"}, lambda has: [*{"name"} - set(has)], ("name", "purpose")
    )

    def __init__(self):
        self.taken_back = []

    def may(self, user):
        return True

    def taker(self, *, run, by):
        def take(line):
            name = line.values["name"]
            is_known = Tag.objects.filter(name=name).exists()
            tag = Tag.objects.create(slug=f"t{line.number}", name=name, purpose=line.values["purpose"])
            if is_known:
                raise Invalid("known", "known already")
            return Taken(Verdict.NEW, name, made={"tag": tag.pk})

        return take

    def take_back(self, *, run, made, by):
        for each in made:
            tag = Tag.objects.get(pk=each["tag"])
            self.taken_back.append(tag.name)
            tag.delete()
            if tag.name == "甲" and Tag.objects.filter(name="用着").exists():
                raise refuse("depended_on", count=1)


@pytest.fixture
def track(monkeypatch):
    monkeypatch.setattr(tracks, "_tracks", dict(tracks._tracks))
    made = TagTrack()
    tracks.register("residents.registerimport", "tags", made)
    return made


@pytest.fixture
def applied(track, private_files):
    content = sheet_of(["标签", "用途"], ["甲", "一"], ["乙", "二"], ["甲", "三"], ["丙", "四"])
    run = take_in(content=content, filename="a.xlsx", compound=CompoundFactory(), by=StaffFactory(), kind="tags")
    before = set(Tag.objects.values_list("pk", flat=True))
    track.rehearse(run=run)
    assert set(Tag.objects.values_list("pk", flat=True)) == before
    assert not run.rows.exclude(made={}).exists()
    return track.apply(run=run, by=StaffFactory())


def own():
    return sorted(Tag.objects.filter(slug__regex=r"^t[0-9]$").values_list("name", flat=True))


def test_a_refused_line_leaves_nothing_of_what_it_wrote(applied):
    assert own() == ["丙", "乙", "甲"]
    assert applied.totals["verdicts"] == {"new": 3, "refused": 1}
    assert [row.problems for row in applied.rows.filter(verdict="refused")] == [["known already"]]


def test_undoing_takes_back_the_last_line_first_and_says_who_did_it(applied, track):
    by = StaffFactory()
    run = track.undo(run=applied, by=by)
    assert track.taken_back == ["丙", "乙", "甲"]
    assert own() == []
    assert (run.state, run.undone_by) == (RunState.UNDONE, by)
    with pytest.raises(DomainError) as refused:
        track.undo(run=run, by=by)
    assert refused.value.code == "busy"


def test_what_something_rests_on_stays_as_a_whole(applied, track):
    Tag.objects.create(slug="used", name="用着", purpose="五")
    with pytest.raises(DomainError) as refused:
        track.undo(run=applied, by=StaffFactory())
    assert refused.value.code == "depended_on"
    assert own() == ["丙", "乙", "甲"]
    run = RegisterImport.objects.get(pk=applied.pk)
    assert (run.state, run.undone_at, bool(run.message)) == (RunState.APPLIED, None, True)


def test_what_the_database_refuses_to_give_up_is_said_and_kept(applied, track, monkeypatch):
    register_person().tags.add(Tag.objects.get(name="乙"))
    monkeypatch.setattr(track, "take_back", lambda *, run, made, by: _delete_raw(made))
    with pytest.raises(DomainError) as refused:
        track.undo(run=applied, by=StaffFactory())
    assert refused.value.code == "changed_meanwhile"
    assert own() == ["丙", "乙", "甲"]


def _delete_raw(made):
    tags = Tag.objects.filter(pk__in=[each["tag"] for each in made])
    tags._raw_delete(tags.db)
    connection.check_constraints()


def test_a_list_that_cannot_be_taken_back_says_so_before_anything_is_touched(applied, track, monkeypatch):
    monkeypatch.setattr(TagTrack, "may_undo", False)
    with pytest.raises(DomainError) as refused:
        track.undo(run=applied, by=StaffFactory())
    assert refused.value.code == "not_undone"
    applied.refresh_from_db()
    assert (applied.state, track.taken_back) == (RunState.APPLIED, [])
