"""Importing a duty chart: rehearsed, applied, sent again, undone."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from community.days import day_statuses
from community.models import Message
from community.ranges import DAY, Span, at, day_span, monday_of, today
from community.workbooks import runs, tasks
from community.workbooks.enums import RunState
from community.workbooks.tracks import track_of
from tests.factories import StaffFactory, UserFactory, sheet_of
from tests.steps import log_in, refused
from tests.volunteers.factories import PostFactory, TeamFactory, VolunteerFactory, make_promise, make_shift
from volunteers import services
from volunteers.enums import PromiseState
from volunteers.importing import cells
from volunteers.importing.cells import Calendar
from volunteers.models import Assignment, RosterImport, Shift, Volunteer
from volunteers.spreadsheets import roster_workbook

pytestmark = pytest.mark.django_db
HEADER = ["日期", "星期", "时间", "岗位", "值班人员", "备注"]
BEGUN = timezone.localtime()  # tables below are made of days while this file is read, perhaps just before midnight
SOON = today() + 3 * DAY


@pytest.fixture(autouse=True)
def same_day(time_machine):
    time_machine.move_to(BEGUN)


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "private"


@pytest.fixture(autouse=True)
def people() -> dict[str, Volunteer]:
    return {name: VolunteerFactory(user__name=name) for name in ("王秀兰", "李建国", "赵䶮")}


@pytest.fixture
def gate():
    return PostFactory(name="东门", name_en="East gate", places=2)


def taken_in(*rows, title="Sheet", content=None, **fields):
    run = RosterImport(uploaded_by=StaffFactory(), **{"first_day": today()} | fields)
    runs.take_in(run, content=content or sheet_of(*rows, title=title), filename="值班表.xlsx")
    return track_of(run).rehearse(run=run)


def imported(*rows, **fields):
    run = taken_in(*rows, **fields)
    return track_of(run).apply(run=run, by=run.uploaded_by)


def said(run):
    return [(row.verdict, *row.problems) for row in run.rows.all()]


def on_duty():
    rows = Assignment.objects.ahead().select_related("shift__post", "volunteer")
    return {(each.shift.post.name, f"{each.shift.starts_at.astimezone():%m-%d %H:%M}", each.volunteer.name)
            for each in rows}  # fmt: skip


def slot(day, clock):
    return f"{at(day, clock).astimezone():%m-%d %H:%M}"


def test_a_list_makes_shifts_and_notes_who_stands_in_it(gate, people):
    run = taken_in(
        HEADER,
        [SOON, "周三", "8:30-11:30", "东门", "王秀兰、李建国", None],
        [SOON, None, "14点至16点", "东门", "休", None],
    )
    assert (said(run), Shift.objects.count()) == ([("new",)] * 3, 0)
    run = track_of(run).apply(run=run, by=run.uploaded_by)
    morning, afternoon = Shift.objects.order_by("starts_at")
    assert morning.span == Span(at(SOON, time(8, 30)), at(SOON, time(11, 30)))
    assert [each.volunteer.name for each in morning.assignments.order_by("pk")] == ["王秀兰", "李建国"]
    assert (afternoon.assignments.count(), run.rows.first().changes) == (0, ["shift_added"])
    assert morning.assignments.first().noted_by == run.uploaded_by
    assert Message.objects.filter(kind="duty_noted").count() == 2


def test_the_hours_may_stand_in_two_columns(gate, people):
    header = ["日期", "开始时间", "结束时间", "值班岗位", "值班人员"]
    run = imported(header, [SOON, "8:30", "11:30", "东门", "王秀兰"], [SOON, "14:00", None, "东门", "李建国"])
    assert [shift.span for shift in Shift.objects.all()] == [Span(at(SOON, time(8, 30)), at(SOON, time(11, 30)))]
    assert said(run) == [("new",), ("refused", "hours_unreadable")]


def test_the_same_chart_twice_changes_nothing(gate):
    rows = HEADER, [SOON, "", "8:30-11:30", "东门", "王秀兰"], [SOON, "", "14:00-16:00", "东门", None]
    imported(*rows)
    before = on_duty()
    assert said(imported(*rows)) == [("unchanged",)] * 2
    assert (on_duty(), Shift.objects.count()) == (before, 2)


def test_our_own_file_comes_back_unchanged(gate, people):
    monday = monday_of(today()) + 7 * DAY
    for number, who in enumerate(people.values()):
        make_promise(make_shift(gate, days=(monday - today()).days + number, team=TeamFactory()), who)
    make_shift(gate, days=(monday - today()).days + 5, hour=22, hours=8)
    days = list(day_statuses(monday + number * DAY for number in range(28)).values())
    content = roster_workbook(days, Span(day_span(monday).start, day_span(days[-1].date).end))
    assert said(imported(content=content)) == [("unchanged",)] * 4


def test_a_wall_chart_with_days_across(gate, people):
    first = monday_of(today()) + 7 * DAY
    days = [f"{day.month}月{day.day}日" for day in (first, first + DAY, first + 2 * DAY)]
    run = imported(
        ["奇星御园值班表"],
        ["岗位", "时间", *days],
        ["", "", "一", "二", "三"],
        ["东门", "7:30-9:00", "王秀兰", "李建国\n赵䶮", "休"],
        [None, "18:00-20:00", "赵䶮", None, "王秀兰"],
    )
    assert (said(run), run.totals["questions"], run.totals["skipped_sheets"]) == ([("new",)] * 6, [], [])
    early, late = (slot(first + DAY, time(7, 30)), slot(first + 2 * DAY, time(18)))
    assert {("东门", early, "李建国"), ("东门", early, "赵䶮"), ("东门", late, "王秀兰")} <= on_duty()


def test_a_wall_chart_with_days_down_means_the_shifts_of_the_roster(gate, people):
    round_ = PostFactory(name="晚间巡逻", name_en="Evening round")
    make_shift(gate, hour=8), make_shift(gate, hour=15), make_shift(round_, hour=19)
    title = f"{SOON:%Y}年{SOON.month}月值班表"
    run = imported(
        [title], ["日期", "星期", "东门上午", "东门(下午)", "晚间巡逻"], [SOON.day, "", "王秀兰", "李建国", "赵䶮"]
    )
    assert said(run) == [("new",)] * 3
    assert Shift.objects.count() == 3
    hours = {(post, moment[-5:], name) for post, moment, name in on_duty()}
    assert hours == {("东门", "08:00", "王秀兰"), ("东门", "15:00", "李建国"), ("晚间巡逻", "19:00", "赵䶮")}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ([SOON, "", "8:30-11:30", "西门", "王秀兰"], "post_unknown"),
        ([SOON, "", "8:30-11:30", "东门", "无名氏"], "not_a_volunteer"),
        (["下周", "", "8:30-11:30", "东门", "王秀兰"], "day_unreadable"),
        ([SOON, "", "有空就来", "东门", "王秀兰"], "hours_unreadable"),
        ([SOON, "", "上午", "东门", "王秀兰"], "no_shift_then"),
        ([SOON, "", "13:00-15:00", "东门", "王秀兰"], "hours_differ"),
        ([SOON, "", None, "东门", "王秀兰"], "time_unclear"),
        ([SOON, "", "20:00-21:00", "东门", "王秀兰"], "shift_called_off"),
        ([SOON, "", "8:30-11:30", "东门", "=A1"], "formula"),
    ],
)
def test_what_cannot_be_taken_says_why_and_leaves_nothing(gate, row, problem):
    make_shift(gate, hour=14), make_shift(gate, hour=16)
    services.call_off(shift=make_shift(gate, hour=20, hours=1), by=StaffFactory(), reason="大风")
    assert said(imported(HEADER, row)) == [("refused", problem)]
    assert (Shift.objects.count(), Assignment.objects.count()) == (3, 0)


def test_two_of_one_name_are_told_apart_by_telephone_or_team(gate):
    one, other = VolunteerFactory(user__name="张伟"), VolunteerFactory(user__name="张伟")
    team = TeamFactory(name="第一小组", members=[other])
    header = ["日期", "时间", "岗位", "小组", "值班人员", "电话"]
    run = imported(
        header,
        [SOON, "8:00-9:00", "东门", None, "张伟", None],
        [SOON, "9:00-10:00", "东门", None, "张伟", one.phone],
        [SOON, "10:00-11:00", "东门", "第一小组", "张伟", None],
        [SOON, "11:00-12:00", "东门", "第九小组", "王秀兰", None],
    )
    assert said(run) == [("refused", "name_ambiguous"), ("new",), ("new",), ("new", "team_unknown")]
    assert [each.volunteer for each in Assignment.objects.order_by("pk")][:2] == [one, other]
    assert Shift.objects.get(starts_at=at(SOON, time(10))).team == team


def test_days_that_are_over_are_left_out(gate):
    run = imported(
        HEADER, [today() - DAY, "", "8:30-11:30", "东门", "王秀兰"], [SOON, "", "8:30-11:30", "东门", "王秀兰"]
    )
    assert (said(run), run.totals["left_out"]) == ([("new",)], 1)


def test_the_rules_judge_a_chart_and_an_exception_needs_its_reason(gate, people):
    make_promise(make_shift(PostFactory(name="工作站", name_en="Desk"), days=2, hour=22, hours=8), people["王秀兰"])
    row = [SOON, "", "8:30-11:30", "东门", "王秀兰"]
    assert said(imported(HEADER, row))[0][0] == "refused"
    run = imported(HEADER, row, exception="自愿接着值")
    assert run.rows.get().changes == ["shift_added", "exception"]
    assert Assignment.objects.get(shift__post=gate).exception == "自愿接着值"


def test_a_shift_of_the_chart_has_room_for_all_and_one_of_the_roster_stays_as_it_is(gate, people):
    make_shift(gate, hour=14, places=2)
    everybody = "、".join(people)
    run = imported(HEADER, [SOON, "", "8:00-9:00", "东门", everybody], [SOON, "", "14:00-16:00", "东门", everybody])
    verdicts = [row.verdict for row in run.rows.all()]
    assert verdicts == ["new"] * 5 + ["refused"]
    assert [each.places for each in Shift.objects.order_by("starts_at")] == [3, 2]


def test_undoing_lets_go_and_calls_off(gate, people):
    kept = make_shift(gate, hour=14)
    run = imported(HEADER, [SOON, "", "8:00-9:00", "东门", "王秀兰"], [SOON, "", "14:00-16:00", "东门", "李建国"])
    run = track_of(run).undo(run=run, by=StaffFactory())
    assert (run.state, on_duty()) == (RunState.UNDONE, set())
    kept.refresh_from_db()
    assert (kept.is_open, Shift.objects.get(starts_at=at(SOON, time(8))).is_open) == (True, False)
    assert Message.objects.filter(kind="duty_let_go").count() == 2


@pytest.mark.parametrize("newer", ["joined", "moved", "handed back"])
def test_what_was_changed_since_is_not_undone(gate, people, newer):
    run = imported(HEADER, [SOON, "", "8:00-9:00", "东门", "王秀兰"])
    shift, promise = Shift.objects.get(), Assignment.objects.get()
    if newer == "joined":
        make_promise(shift, people["李建国"])
    elif newer == "moved":
        services.move_shift(shift=shift, span=Span(at(SOON, time(9)), at(SOON, time(10))), by=StaffFactory())
    else:
        services.give_back(promise=promise, by=promise.volunteer.user)
    before = set(Assignment.objects.values_list("pk", "state"))
    refused("depended_on", track_of(run).undo, run=run, by=StaffFactory())
    assert set(Assignment.objects.values_list("pk", "state")) == before


def test_the_whole_way_in_the_admin(client, gate):
    staff = StaffFactory()
    log_in(client, staff)
    content = sheet_of(HEADER, [SOON, "", "8:30-11:30", "东门", "王秀兰"], [SOON, "", "8:30-11:30", "西门", "李建国"])
    form = {"kind": "roster", "file": SimpleUploadedFile("a.xlsx", content), "first_day": f"{today()}"}
    assert client.post(reverse("admin:volunteers_rosterimport_add"), form).status_code == 302
    run = RosterImport.objects.get()
    tasks.rehearse.func("volunteers.rosterimport", run.pk)
    shown = client.get(reverse("admin:volunteers_rosterimport_change", args=[run.pk])).content.decode()
    assert ("王秀兰" in shown, "王*兰" in shown or "王**" in shown or "王＊兰" in shown, Shift.objects.exists()) == (
        False,
        True,
        False,
    )
    for verb, task in (("apply", tasks.apply), ("undo", tasks.undo)):
        assert client.post(reverse(f"admin:volunteers_rosterimport_{verb}", args=[run.pk])).status_code == 302
        task.func("volunteers.rosterimport", run.pk, staff.pk)
        assert Assignment.objects.ahead().exists() == (verb == "apply")
    mend = client.post(reverse("admin:volunteers_rosterimport_to_mend", args=[run.pk]))
    assert mend.status_code == 200


@pytest.mark.parametrize("user", [lambda: UserFactory(), lambda: UserFactory(is_staff=True)])
def test_only_who_plans_duty_brings_charts_in(client, user):
    log_in(client, user())
    assert client.get(reverse("admin:volunteers_rosterimport_add")).status_code in (302, 403)
    assert client.get(reverse("admin:volunteers_rosterimport_changelist")).status_code in (302, 403)


def test_charts_are_forgotten_after_sixty_days_and_with_their_people(gate, people, come_to, private_files):
    run = imported(HEADER, [SOON, "", "8:30-11:30", "东门", "王秀兰"])
    services.erase_volunteer(volunteer=people["王秀兰"], by=people["王秀兰"].user)
    assert run.rows.get().masked_name == "—"
    come_to(at(today() + 61 * DAY, time(3)))
    services.forget_old_charts()
    run.refresh_from_db()
    assert (bool(run.file), run.rows.exists(), list(private_files.rglob("*.sealed"))) == (False, False, [])


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-12-07", date(2026, 12, 7)),
        ("2026年12月7日 周一", date(2026, 12, 7)),
        ("12月7日（周一）", date(2026, 12, 7)),
        ("12.7", date(2026, 12, 7)),
        ("1月3日", date(2027, 1, 3)),
        ("周三", date(2026, 12, 2)),
        (7, date(2027, 1, 7)),
        ("31日", date(2027, 1, 31)),
        (datetime(2026, 12, 7), date(2026, 12, 7)),
        ("三楼", None),
        ("2月30日", None),
    ],
)
def test_days_as_people_write_them(written, day):
    calendar = Calendar.of(date(2026, 11, 30), iter(["奇星御园2027年1月值班表"]))
    assert calendar.day(written, bare=True) == day


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("8:30-11:30", (time(8, 30), time(11, 30))),
        ("８：３０—１１：３０", (time(8, 30), time(11, 30))),
        ("19:30至次日7:30", (time(19, 30), time(7, 30))),
        ("20点~24点", (time(20), time(0))),
        ("25:00-26:00", None),
        ("上午", None),
    ],
)
def test_hours_as_people_write_them(written, hours):
    assert cells.hours(written) == hours


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("王秀兰、李建国", ["王秀兰", "李建国"]),
        ("王秀兰 李建国", ["王秀兰", "李建国"]),
        ("王 秀兰", ["王 秀兰"]),
        ("王秀兰/李建国；赵䶮", ["王秀兰", "李建国", "赵䶮"]),
        ("王秀兰和李建国", ["王秀兰", "李建国"]),
        ("阿依古丽·买买提", ["阿依古丽·买买提"]),
        ("Mary Ann Smith", ["Mary Ann Smith"]),
        ("休", []),
        ("/", []),
    ],
)
def test_names_as_people_write_them(written, names):
    assert cells.names(written) == names


def test_a_promise_by_the_worker_names_nobody(gate, people):
    run = taken_in(HEADER, [SOON, "", "8:30-11:30", "东门", "王秀兰"])
    track_of(run).apply(run=run, by=None)
    assert Assignment.objects.get().state == PromiseState.PROMISED
    assert Assignment.objects.get().shift.starts_at - timedelta(hours=8, minutes=30) == day_span(SOON).start
