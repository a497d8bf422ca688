from __future__ import annotations

import pytest

from worker.notices.mailable import mailable

NEVER = {
    "two dots": "mara..lind@newsroom.example",
    "a last dot": "mara.@newsroom.example",
    "a bracket": "ma[ra@newsroom.example",
    "not ASCII": "mära@newsroom.example",
    "a quoted blank": '"ma ra"@newsroom.example',
    "a control character": "ma\x01ra@newsroom.example",
    "a line end": "mara@newsroom.example\r\nDATA",
    "two": "mara@newsroom.example,lee@newsroom.example",
    "nobody": "@newsroom.example",
    "nowhere": "mara@",
    "no address": "mara",
    "nothing": "",
    "a name that is too long": f"{'a' * 65}@newsroom.example",
    "all too long": f"mara@{'a.' * 130}example",
}


@pytest.mark.parametrize("address", NEVER.values(), ids=NEVER)
def test_no_mail_goes_to_what_is_no_address(address):
    assert not mailable(address)


@pytest.mark.parametrize("address", ["mara@newsroom.example", "mara.lind+pier@newsroom.example", "a%b!c@x.example"])
def test_mail_goes_to_an_address(address):
    assert mailable(address)
