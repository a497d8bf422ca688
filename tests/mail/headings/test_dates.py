"""Dates as mail clients write them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.mail.headings.dates import written_date

NAIVE = [
    ("gmail us", "Thu, Jul 6, 2023 at 5:05 PM", "2023-07-06T17:05"),
    ("gmail, narrow space", "Thu, Jul 6, 2023 at 5:05\u202fPM", "2023-07-06T17:05"),
    ("midnight in halves", "Jul 6, 2023 12:05 AM", "2023-07-06T00:05"),
    ("noon in halves", "Jul 6, 2023 12:05 PM", "2023-07-06T12:05"),
    ("no minutes", "July 6, 2023 at 5 pm", "2023-07-06T17:00"),
    ("ordinal", "On Thursday, July 6th, 2023 at 5:05 PM", "2023-07-06T17:05"),
    ("a name that is a month", "On Jul 6, 2023, at 5:05 PM, April May", "2023-07-06T17:05"),
    ("no time", "6 July 2023", "2023-07-06T00:00"),
    ("short year", "6 Jul 23 17:05", "2023-07-06T17:05"),
    ("short year behind", "Jul 6, 23 17:05", "2023-07-06T17:05"),
    ("seconds", "6 July 2023 at 17:05:09", "2023-07-06T17:05:09"),
    ("leap second", "6 July 2023 at 17:05:60", "2023-07-06T17:05:59"),
    ("stops for colons", "torsdag 6. juli 2023 kl. 17.05.09", "2023-07-06T17:05:09"),
    ("h for a colon", "jeudi 6 juillet 2023 17h05", "2023-07-06T17:05"),
    ("h between spaces", "6 juillet 2023, 17 h 05", "2023-07-06T17:05"),
    ("mardi is no March", "mar. 4 juil. 2023 à 17:05", "2023-07-04T17:05"),
    ("martedì in March", "mar 7 mar 2023, 17:05", "2023-03-07T17:05"),
    ("marts", "tirs. 7. mar. 2023 kl. 17.05", "2023-03-07T17:05"),
    ("first of the month in French", "1er juillet 2023 17:05", "2023-07-01T17:05"),
    ("spanish halves", "6 de julio de 2023, 5:05:00 p. m.", "2023-07-06T17:05"),
    ("spanish halves, no spaces", "6/7/2023 5:05 p.m.", "2023-07-06T17:05"),
    ("hungarian, afternoon", "2023. július 6. du. 5:05", "2023-07-06T17:05"),
    ("hungarian, figures", "2023. 07. 06. 17:05", "2023-07-06T17:05"),
    ("greek halves", "6 Ιουλίου 2023, 5:05 μ.μ.", "2023-07-06T17:05"),
    ("bulgarian halves", "6 юли 2023 г. 5:05 сл.об.", "2023-07-06T17:05"),
    ("czech halves", "6. července 2023 5:05 odp.", "2023-07-06T17:05"),
    ("swedish halves", "6 juli 2023 5:05 em", "2023-07-06T17:05"),
    ("Saturday at noon", "Sa 8. Juli 2023, Sa 12:05", "2023-07-08T12:05"),
    ("croatian October", "26. listopada 2023. u 17:05", "2023-10-26T17:05"),
    ("polish November", "26 listopada 2023 o 17:05", "2023-11-26T17:05"),
    ("croatian October by its weekday", "čet, 26. lis 2023 17:05", "2023-10-26T17:05"),
    ("polish November by its weekday", "niedz., 26 lis 2023, 17:05", "2023-11-26T17:05"),
    ("croatian July", "čet, 6. srp 2023. u 17:05", "2023-07-06T17:05"),
    ("czech August", "neděle 6. srp 2023 v 17:05", "2023-08-06T17:05"),
    ("turkish, capital dotted I", "6 HAZİRAN 2023 17:05", "2023-06-06T17:05"),
    ("lithuanian", "2023 m. liepos 6 d., ketvirtadienis 17:05", "2023-07-06T17:05"),
    ("latvian", "2023. gada 6. jūlijs 17:05", "2023-07-06T17:05"),
    ("arabic figures", "الخميس، ٦ يوليو ٢٠٢٣ في ٥:٠٥ م", "2023-07-06T17:05"),
    ("levantine", "6 تموز 2023 17:05", "2023-07-06T17:05"),
    ("persian figures", "۶ ژوئیهٔ ۲۰۲۳ ۱۷:۰۵", "2023-07-06T17:05"),
    ("hebrew", "יום ה׳, 6 ביולי 2023 ב-17:05", "2023-07-06T17:05"),
    ("hindi", "गुरु, 6 जुल॰ 2023 को 5:05 pm बजे", "2023-07-06T17:05"),
    ("devanagari figures", "६ जुलाई २०२३ १७:०५", "2023-07-06T17:05"),
    ("thai, buddhist year", "6 กรกฎาคม 2566 17:05", "2023-07-06T17:05"),
    ("thai, short", "พฤ. 6 ก.ค. 2023 เวลา 17:05", "2023-07-06T17:05"),
    ("vietnamese figures", "Th 5, 6 thg 7, 2023 vào lúc 17:05", "2023-07-06T17:05"),
    ("vietnamese words", "Thứ Năm, 6 Tháng Mười Một 2023 17:05", "2023-11-06T17:05"),
    ("vietnamese long", "ngày 6 tháng 7 năm 2023 lúc 17:05", "2023-07-06T17:05"),
    ("chinese", "2023年7月6日星期四 下午5:05", "2023-07-06T17:05"),
    ("chinese, no space", "2023年7月6日下午5:05", "2023-07-06T17:05"),
    ("chinese noon", "2023年7月6日 中午12:05", "2023-07-06T12:05"),
    ("chinese, past midnight", "2023年7月6日 凌晨12:05", "2023-07-06T00:05"),
    ("taiwanese", "2023年7月6日 週四 下午 05:05", "2023-07-06T17:05"),
    ("full width", "２０２３年７月６日　１７：０５", "2023-07-06T17:05"),
    ("japanese", "2023年7月6日(木) 17:05", "2023-07-06T17:05"),
    ("japanese halves", "2023/07/06 午後5時05分", "2023-07-06T17:05"),
    ("korean", "2023년 7월 6일 (목) 오후 5:05", "2023-07-06T17:05"),
    ("korean in words", "2023년 7월 6일 오후 5시 05분", "2023-07-06T17:05"),
    ("iso", "2023-07-06 17:05:00", "2023-07-06T17:05"),
    ("year first with strokes", "2023/07/06 17:05", "2023-07-06T17:05"),
    ("stops", "06.07.2023 17:05", "2023-07-06T17:05"),
    ("stops and spaces", "st 6. 7. 2023 v 17:05", "2023-07-06T17:05"),
    ("stops in the time as well", "06.07.2023 17.05", "2023-07-06T17:05"),
    ("strokes, 24 hours", "06/07/2023 17:05", "2023-07-06T17:05"),
    ("strokes, American", "7/6/2023 5:05 PM", "2023-07-06T17:05"),
    ("strokes, Australian", "6/07/2023 5:05 PM", "2023-07-06T17:05"),
    ("strokes, only one way round", "7/26/2023 17:05", "2023-07-26T17:05"),
    ("strokes, the weekday decides", "Thursday 07/06/2023 17:05", "2023-07-06T17:05"),
    ("strokes, short year", "06/07/23, 17:05", "2023-07-06T17:05"),
    ("hyphens", "06-07-2023 17:05", "2023-07-06T17:05"),
    ("no width within", "6\u200b July \u200f2023 17:05", "2023-07-06T17:05"),
]  # fmt: skip

AWARE = [
    ("RFC 5322", "Thu, 6 Jul 2023 17:05:00 +0200", "2023-07-06T17:05+02:00"),
    ("behind halves", "Thursday, July 6, 2023, 5:05:00 PM -0400", "2023-07-06T17:05-04:00"),
    ("and a name", "Thu, 6 Jul 2023 17:05:00 -0400 (EDT)", "2023-07-06T17:05-04:00"),
    ("iso", "2023-07-06T17:05:00+05:30", "2023-07-06T17:05+05:30"),
    ("zulu", "2023-07-06T17:05:00Z", "2023-07-06T17:05+00:00"),
    ("GMT", "6 July 2023 at 17:05:00 GMT", "2023-07-06T17:05+00:00"),
    ("GMT and hours", "Tuesday, July 6, 2021, 05:05:00 PM GMT+1", "2021-07-06T17:05+01:00"),
    ("UTC and hours", "6. heinäkuuta 2023 klo 17.05.00 UTC+3", "2023-07-06T17:05+03:00"),
    ("UTC and minutes", "6 July 2023 17:05 (UTC-03:30)", "2023-07-06T17:05-03:30"),
    ("European summer", "6 July 2023 at 17:05:00 CEST", "2023-07-06T17:05+02:00"),
    ("German summer", "6. Juli 2023 um 17:05:00 MESZ", "2023-07-06T17:05+02:00"),
    ("Eastern European, German", "6. Juli 2023 um 17:05:00 OESZ", "2023-07-06T17:05+03:00"),
    ("Czech winter", "6. prosince 2023 17:05:00 SEČ", "2023-12-06T17:05+01:00"),
    ("American", "12/06/2023 5:05 PM EST", "2023-12-06T17:05-05:00"),
    ("minus sign", "6 July 2023 17:05 GMT\u22124", "2023-07-06T17:05-04:00"),
    ("west of Greenwich by four figures", "jeudi 6 juillet 2023 à 17:05:00 -0400", "2023-07-06T17:05-04:00"),
]

NONE = [
    "", "soon", "Thursday", "17:05", "July 2023", "6 July", "32 July 2023", "31/02/2023", "6 July 1823", "13/13/2023",
    "what we know so far", "+44 20 7946 0000", "1402/04/15", "0000-00-00", "may", "1 2 3", "//", "2023",
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), [row[1:] for row in NAIVE], ids=[row[0] for row in NAIVE])
def test_a_date_is_read_as_it_was_meant(written, meant):
    assert written_date(written) == datetime.fromisoformat(meant)


@pytest.mark.parametrize(("written", "meant"), [row[1:] for row in AWARE], ids=[row[0] for row in AWARE])
def test_an_offset_is_kept(written, meant):
    found = written_date(written)

    assert found is not None
    assert found.isoformat() == datetime.fromisoformat(meant).isoformat()


@pytest.mark.parametrize("written", ["6 July 2023 17:05 IST", "6 July 2023 17:05 CST", "6 July 2023 17:05 EST5"])
def test_an_abbreviation_that_means_several_offsets_means_none(written):
    found = written_date(written)

    assert found is None or found.tzinfo is None or found.utcoffset().total_seconds() == -18000


@pytest.mark.parametrize("written", NONE)
def test_what_is_no_date_is_none(written):
    assert written_date(written) is None


def test_an_address_beside_a_date_is_no_part_of_it():
    found = written_date("On Thu, Jul 6, 2023 at 5:05 PM Imogen Vale <vale12.may@hsa.example> wrote")

    assert found == datetime.fromisoformat("2023-07-06T17:05")


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)))  # noqa: DTZ001 - wall times
def test_every_moment_survives_the_common_ways_to_write_it(moment):
    minute = moment.replace(second=0, microsecond=0)
    half = f"{minute:%I:%M %p}"

    for written in (
        f"{minute:%Y-%m-%d %H:%M}",
        f"{minute:%d.%m.%Y %H:%M}",
        f"{minute:%A, %d %B %Y %H:%M}",
        f"{minute:%a, %b} {minute.day}, {minute.year} at {half}",
        f"{minute.year}年{minute.month}月{minute.day}日 {minute:%H:%M}",
    ):
        assert written_date(written) == minute


@given(st.text(max_size=400))
def test_any_text_is_read_without_failure(text):
    found = written_date(text)

    assert found is None or found.year > 1900
