from zoneinfo import ZoneInfo

import pytest

from tests.given import NOW
from worker.cli.log import told
from worker.records.line import Kind, Line

DETAIL = {
    "slug": "harbour",
    "into": "pier",
    "entry": "e1",
    "source": "pier",
    "messages": [["5e" * 32, None]],
    "deadline": "d1",
    "due_at": "2023-07-14T21:00:00+00:00",
    "until": "2023-07-12T07:00:00+00:00",
    "answered_at": "2023-07-12T07:00:00+00:00",
    "undoes": 7,
    "note": "the figure was wrong",
    "sha256": "ab" * 32,
    "redacts": "names",
    "label": "a name",
    "rule": "r1",
    "scope": "harbour",
    "channel": "phone",
    "investigation": "",
}
SAYS = {
    Kind.OPEN: "open harbour",
    Kind.CONFIRM: "confirm harbour",
    Kind.CLOSE: "close harbour",
    Kind.REOPEN: "reopen harbour",
    Kind.MERGE: "merge harbour into pier",
    Kind.MOVE: "move e1 from pier to harbour",
    Kind.FILE: "file 5e5e5e5e5e on harbour",
    Kind.IGNORE: "ignore 5e5e5e5e5e",
    Kind.EXTEND: "extend d1 on harbour to 2023-07-14 17:00",
    Kind.ANSWERED: "answered d1 on harbour",
    Kind.SNOOZE: "snooze d1 on harbour until 2023-07-12 03:00",
    Kind.DISMISS: "no deadline d1 on harbour",
    Kind.RELEASE: "release e1 on harbour",
    Kind.WITHHOLD: "withhold e1 on harbour",
    Kind.SUMMARISE: "summarise e1 on harbour",
    Kind.CORRECT: "correct e1 on harbour: the figure was wrong",
    Kind.ATTACH: "file ababababab of e1 on harbour",
    Kind.REDACT: "redact names on harbour: [a name] (r1)",
    Kind.LIFT: "redact names on harbour no more: [a name] (r1)",
    Kind.EMBARGO: "embargo on e1: 2023-07-12 03:00",
    Kind.OVERRIDE: "override counts and days of harbour",
    Kind.ADD: "add phone e1 to harbour",
    Kind.ASSIGN: "assign harbour to no investigation",
    Kind.UNDO: "undo 7",
    Kind.PLACED_ANEW: "placed e1 anew, from pier to harbour",
}


@pytest.mark.parametrize("kind", Kind)
def test_every_line_is_said_in_a_few_words(kind):
    line = Line(id=8, at=NOW, who="mara", kind=kind, detail=DETAIL)

    assert told(line, ZoneInfo("America/New_York")) == SAYS[kind]


def test_an_entry_that_stands_nowhere_any_more_is_said_so():
    line = Line(id=8, at=NOW, who="onrecord", kind=Kind.PLACED_ANEW, detail=DETAIL | {"slug": ""})

    assert told(line, ZoneInfo("UTC")) == "placed e1 anew, from pier to no record"
