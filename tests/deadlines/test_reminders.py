from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from worker.deadlines.calendar import Calendar
from worker.deadlines.deadline import Ask
from worker.deadlines.hours import Hours
from worker.deadlines.reminders import Rules, come, schedule
from worker.errors import Refused

NEW_YORK, BERLIN, TOKYO = ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
RULES = Rules()
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def hours(zone=NEW_YORK, country="US"):
    return Hours(calendar=Calendar(zone=zone, close_of_business=time(17), country=country))


def local(told, zone=NEW_YORK):
    return datetime.fromisoformat(told).replace(tzinfo=zone)


def planned(due, kind=Ask.REQUEST, *, rules=RULES, where=hours(), snoozed=None):  # noqa: B008 - a value
    steps = schedule(kind, due, rules=rules, hours=where, snoozed_until=snoozed)
    return [(step.step, f"{step.at.astimezone(where.calendar.zone):%m-%d %H:%M}") for step in steps]


def now_comes(due, now, kind=Ask.REQUEST, *, known=LONG_AGO, **told):
    step = come(kind, due, known_at=known, now=now, **{"rules": RULES, "hours": hours(), **told})
    return step and step.step


AFTER = [("after 1", "07-14 09:00"), ("after 6", "07-21 09:00"), ("after 11", "07-28 09:00")]
PLANS = {
    "close of business": (
        local("2023-07-13 17:00"),
        [("before 2", "07-11 09:00"), ("before 0", "07-13 09:00"), ("due", "07-13 17:00"), *AFTER],
    ),
    "at night: at the due time nobody works, and the morning after says more": (
        local("2023-07-13 23:59"),
        [("before 2", "07-11 09:00"), ("before 0", "07-13 09:00"), *AFTER],
    ),
    "before hours: the morning of the day is when it is due": (
        local("2023-07-13 08:00"),
        [("before 2", "07-11 09:00"), ("due", "07-13 09:00"), *AFTER],
    ),
    "as hours begin": (
        local("2023-07-13 09:00"),
        [("before 2", "07-11 09:00"), ("due", "07-13 09:00"), *AFTER],
    ),
    "on a Sunday: there is no morning of the day": (
        local("2023-07-16 17:00"),
        [
            ("before 2", "07-13 09:00"),
            ("after 1", "07-17 09:00"),
            ("after 6", "07-24 09:00"),
            ("after 11", "07-31 09:00"),
        ],
    ),
    "over a holiday": (
        local("2023-07-05 12:00"),
        [
            ("before 2", "06-30 09:00"),
            ("before 0", "07-05 09:00"),
            ("due", "07-05 12:00"),
            ("after 1", "07-06 09:00"),
            ("after 6", "07-13 09:00"),
            ("after 11", "07-20 09:00"),
        ],
    ),
    "on a holiday": (
        local("2023-07-04 17:00"),
        [
            ("before 2", "06-30 09:00"),
            ("after 1", "07-05 09:00"),
            ("after 6", "07-12 09:00"),
            ("after 11", "07-19 09:00"),
        ],
    ),
    "over the day that clocks are put on": (
        local("2023-03-13 17:00"),
        [
            ("before 2", "03-09 09:00"),
            ("before 0", "03-13 09:00"),
            ("due", "03-13 17:00"),
            ("after 1", "03-14 09:00"),
            ("after 6", "03-21 09:00"),
            ("after 11", "03-28 09:00"),
        ],
    ),
    "over the day that clocks are put back": (
        local("2023-11-03 17:00"),
        [
            ("before 2", "11-01 09:00"),
            ("before 0", "11-03 09:00"),
            ("due", "11-03 17:00"),
            ("after 1", "11-06 09:00"),
            ("after 6", "11-14 09:00"),
            ("after 11", "11-21 09:00"),
        ],
    ),
}


@pytest.mark.parametrize(("due", "steps"), PLANS.values(), ids=PLANS)
def test_a_request_is_reminded_of_on_working_days_around_it(due, steps):
    assert planned(due) == steps


def test_days_are_those_of_the_one_who_is_reminded():
    due = local("2023-07-13 17:00")

    assert planned(due, where=hours(BERLIN, "DE")) == [
        ("before 2", "07-11 09:00"),
        ("before 0", "07-13 09:00"),
        *AFTER,  # it is due at 23:00 there
    ]
    assert planned(due, where=hours(TOKYO, "JP"))[:4] == [
        ("before 2", "07-12 09:00"),  # it is due on the 14th there, at six in the morning
        ("due", "07-14 09:00"),
        ("after 1", "07-18 09:00"),  # the 17th is a holiday
        ("after 6", "07-25 09:00"),
    ]


def test_a_promise_is_reminded_of_as_a_request_is():
    due = local("2023-07-13 17:00")

    assert planned(due, Ask.PROMISE) == planned(due, Ask.REQUEST)


@pytest.mark.parametrize(("due", "at"), [("2023-07-13 17:00", "07-13 17:00"), ("2023-07-14 18:00", "07-17 09:00")])
def test_a_follow_up_is_one_step(due, at):
    assert planned(local(due), Ask.FOLLOW_UP) == [("follow-up", at)]


def test_the_steps_are_those_of_the_rules():
    rules = Rules(before=(0, 5, 1), at_due=False, after=(3, 1))

    assert planned(local("2023-07-13 17:00"), rules=rules) == [
        ("before 5", "07-06 09:00"),
        ("before 1", "07-12 09:00"),
        ("before 0", "07-13 09:00"),
        ("after 1", "07-14 09:00"),
        ("after 3", "07-18 09:00"),
    ]
    assert planned(local("2023-07-13 17:00"), rules=Rules(before=(), at_due=False, after=())) == []


def test_without_a_step_at_due_no_morning_comes_that_is_after_it():
    def planned_at(clock):
        return planned(local(f"2023-07-13 {clock}"), rules=Rules(at_due=False))[:2]

    assert planned_at("08:59") == [("before 2", "07-11 09:00"), AFTER[0]]
    assert planned_at("09:00") == [("before 2", "07-11 09:00"), ("before 0", "07-13 09:00")]


def test_steps_as_far_off_as_rules_allow_come():
    rules = Rules(before=(250,), at_due=False, after=(250,))
    first, last = schedule(Ask.REQUEST, DUE, rules=rules, hours=hours())

    assert now_comes(DUE, first.at, rules=rules) == "before 250"
    assert now_comes(DUE, last.at, known=last.at, rules=rules) == "after 250"


@pytest.mark.parametrize(
    "wrong",
    [{"before": (-1,)}, {"before": (251,)}, {"after": (0,)}, {"after": (251,)}, {"follow_up_after": 0}],
    ids=str,
)
def test_days_that_make_no_sense_are_refused(wrong):
    with pytest.raises(Refused, match="working days"):
        Rules(**wrong)


DUE = local("2023-07-13 17:00")
COMES = {
    "a month before": ("2023-06-13 12:00", None),
    "a second before the first step": ("2023-07-11 08:59:59", None),
    "as the first step comes": ("2023-07-11 09:00", "before 2"),
    "between steps": ("2023-07-12 22:00", "before 2"),
    "on the morning": ("2023-07-13 09:00", "before 0"),
    "a second before it is due": ("2023-07-13 16:59:59", "before 0"),
    "at due": ("2023-07-13 17:00", "due"),
    "the next morning": ("2023-07-14 09:00", "after 1"),
    "long after, only the last": ("2024-07-14 09:00", "after 11"),
}


@pytest.mark.parametrize(("now", "step"), COMES.values(), ids=COMES)
def test_the_newest_step_that_has_come_is_told(now, step):
    assert now_comes(DUE, local(now)) == step
    assert now_comes(DUE, local(now).astimezone(TOKYO)) == step


KNOWN = {
    "before it came": ("2023-07-13 08:59:59", "before 0"),
    "as it came": ("2023-07-13 09:00", "before 0"),
    "after it came": ("2023-07-13 09:00:01", None),
}


@pytest.mark.parametrize(("known", "step"), KNOWN.values(), ids=KNOWN)
def test_a_step_that_came_before_we_knew_of_the_deadline_is_not_told_late(known, step):
    assert now_comes(DUE, local("2023-07-13 12:00"), known=local(known)) == step


def test_a_deadline_of_last_year_that_we_learn_of_today_is_told_nothing_of():
    assert now_comes(DUE, local("2024-07-13 12:00"), known=local("2024-07-12 12:00")) is None


SNOOZED = {
    "steps meanwhile are left out": (
        "2023-07-13 17:30",
        [("snoozed 2023-07-13 17:30", "07-13 17:30"), *AFTER],
    ),
    "until the night: the next morning, which a step has already": ("2023-07-13 22:00", AFTER),
    "until a weekend": (
        "2023-07-15 10:00",
        [("snoozed 2023-07-15 10:00", "07-17 09:00"), *AFTER[1:]],
    ),
    "until before the first step": (
        "2023-07-10 10:00",
        [
            ("snoozed 2023-07-10 10:00", "07-10 10:00"),
            ("before 2", "07-11 09:00"),
            ("before 0", "07-13 09:00"),
            ("due", "07-13 17:00"),
            *AFTER,
        ],
    ),
    "until a step comes": (
        "2023-07-13 09:00",
        [("before 0", "07-13 09:00"), ("due", "07-13 17:00"), *AFTER],
    ),
    "until after the last": (
        "2023-08-10 10:00",
        [("snoozed 2023-08-10 10:00", "08-10 10:00")],
    ),
}


@pytest.mark.parametrize(("until", "steps"), SNOOZED.values(), ids=SNOOZED)
def test_a_snooze_puts_a_step_where_it_ends(until, steps):
    assert planned(DUE, snoozed=local(until)) == steps


@pytest.mark.parametrize("kind", Ask)
def test_nothing_is_told_while_it_is_snoozed_and_then_it_is(kind):
    until = local("2023-08-14 10:00")

    assert now_comes(DUE, until - timedelta(seconds=1), kind, snoozed_until=until) is None
    assert now_comes(DUE, until, kind, snoozed_until=until) == "snoozed 2023-08-14 10:00"


def test_a_second_snooze_on_the_same_day_has_a_name_of_its_own():
    first, second = (planned(DUE, snoozed=local(f"2023-08-14 {clock}"))[0][0] for clock in ("10:00", "15:00"))

    assert first != second


ZONES = st.sampled_from([NEW_YORK, BERLIN, TOKYO, ZoneInfo("Africa/Cairo"), ZoneInfo("Pacific/Kiritimati")])
WHERE = st.builds(hours, ZONES, st.sampled_from(["", "US", "DE", "CN", "EG"]))
ANY_RULES = st.builds(
    Rules,
    before=st.lists(st.integers(0, 6), max_size=3).map(tuple),
    at_due=st.booleans(),
    after=st.lists(st.integers(1, 12), max_size=3).map(tuple),
)
SECONDS = st.integers(0, 3 * 366 * 24 * 3600).map(lambda n: datetime(2022, 1, 1, tzinfo=UTC) + timedelta(seconds=n))
DUES = st.builds(lambda at, zone: at.astimezone(zone), SECONDS, ZONES)
KINDS = st.sampled_from(Ask)
SNOOZES = st.none() | st.integers(-20 * 24 * 60, 20 * 24 * 60).map(lambda n: timedelta(minutes=n))


def snoozed_from(due, span):
    return None if span is None else due.astimezone(UTC) + span


@given(KINDS, DUES, ANY_RULES, WHERE, SNOOZES)
def test_steps_are_ordered_and_within_hours_and_none_is_early(kind, due, rules, where, span):
    snoozed = snoozed_from(due, span)
    steps = schedule(kind, due, rules=rules, hours=where, snoozed_until=snoozed)

    moments = [step.at.astimezone(UTC) for step in steps]
    assert moments == sorted(set(moments))
    assert len({step.step for step in steps}) == len(steps)
    for step, at in zip(steps, moments, strict=True):
        assert where.open(at)
        assert snoozed is None or at >= snoozed
        if step.step.startswith("before"):
            assert at <= due.astimezone(UTC)
        elif not step.step.startswith("snoozed"):
            assert at >= due.astimezone(UTC)


def counted(hours, first: date, last: date):
    """The working days after the first day up to the last, counted one by one."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(map(hours.calendar.working_day, days))


@given(DUES, ANY_RULES, WHERE)
def test_steps_are_as_many_working_days_off_as_they_say(due, rules, where):
    day = due.astimezone(where.calendar.zone).date()

    for step in schedule(Ask.REQUEST, due, rules=rules, hours=where):
        side, _, number = step.step.partition(" ")
        on = step.at.astimezone(where.calendar.zone).date()
        if side == "after":
            assert counted(where, day, on) == int(number)
        elif side == "before" and number == "0":
            assert on == day
        elif side == "before":
            assert counted(where, on - timedelta(days=1), day - timedelta(days=1)) == int(number)


@given(KINDS, DUES, ANY_RULES, WHERE, SNOOZES, st.lists(st.integers(0, 80 * 24 * 60), min_size=2, max_size=12))
def test_what_comes_goes_only_forward_and_never_early(  # noqa: PLR0913, PLR0917 - what hypothesis gives
    kind, due, rules, where, span, minutes
):
    snoozed = snoozed_from(due, span)
    steps = schedule(kind, due, rules=rules, hours=where, snoozed_until=snoozed)
    start = due.astimezone(UTC) - timedelta(days=40)
    told = []
    for minute in sorted(minutes):
        now = start + timedelta(minutes=minute)
        step = come(kind, due, known_at=LONG_AGO, now=now, rules=rules, hours=where, snoozed_until=snoozed)
        assert step == max((s for s in steps if s.at <= now), key=lambda s: s.at.astimezone(UTC), default=None)
        told.append(steps.index(step) if step else -1)

    assert told == sorted(told)


@given(KINDS, DUES, ANY_RULES, WHERE, st.integers(-10 * 24, 10 * 24), st.lists(st.integers(0, 900), max_size=3))
def test_asked_each_hour_with_gaps_each_step_comes_once_unless_overtaken(  # noqa: PLR0913, PLR0917 - what hypothesis gives
    kind, due, rules, where, known, gaps
):
    start = due.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    known_at = start + timedelta(hours=known)
    asleep = {hour for gap in gaps for hour in range(gap, gap + 72)}
    asked = [start + timedelta(hours=n - 400) for n in range(1200) if n not in asleep]
    assume(asked)

    came = []
    for now in asked:
        step = come(kind, due, known_at=known_at, now=now, rules=rules, hours=where)
        if step and (not came or came[-1] != step):
            came.append(step)

    expected = []
    for step in schedule(kind, due, rules=rules, hours=where):
        if step.at < known_at:
            continue
        first = next((now for now in asked if now >= step.at), None)
        if expected and first == expected[-1][0]:
            expected.pop()  # overtaken while nobody asked
        if first is not None:
            expected.append((first, step))
    assert came == [step for _, step in expected]


def test_what_is_far_off_is_not_counted_day_by_day():
    ends = [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)]
    now = local("2023-07-13 12:00")

    assert [now_comes(end, now, known=now) for end in ends] == [None, None]
