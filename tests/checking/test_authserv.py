from __future__ import annotations

import pytest

from worker.checking.authserv import told
from worker.mail.octets.fields import fields

OURS = "Authentication-Results: mx.gazette.example; spf=pass"
CROSSED = "Received: from mail.harbour.example ([203.0.113.9]) by mx.gazette.example; Thu, 6 Jul 2023 17:00:00 +0000"


OUTSIDE = "Received: from sender.example ([198.51.100.7]) by mail.harbour.example; Thu, 6 Jul 2023 16:59:00 +0000"
NAMELESS = "Authentication-Results: spf=pass; dkim=pass header.d=harbour.example"


@pytest.mark.parametrize(
    ("headers", "configured", "state", "says"),
    [
        ([[OURS, CROSSED]], "mx.gazette.example", "works", "mx.gazette.example judges 1 of the one mail"),
        ([[OURS, CROSSED]], "", "beware", 'set authserv_id = "mx.gazette.example"'),
        ([[OURS, CROSSED]], "mx.old.example", "beware", 'set authserv_id = "mx.gazette.example"'),
        ([[CROSSED, OUTSIDE, OURS]], "", "beware", "which none of the one mail that lies there carries"),
        ([[CROSSED]] * 3, "mx.gazette.example", "beware", "stands on none of the newest 3 mails"),
        ([[OURS, CROSSED], *[[CROSSED]] * 9], "", "beware", "set it only if that is your own server"),
        ([[NAMELESS, CROSSED]], "", "beware", "bear no name (Microsoft 365 writes none)"),
    ],
    ids=["believed", "proposed", "another", "written-by-the-sender", "no-verdicts", "rare", "nameless"],
)
def test_only_what_our_own_server_wrote_is_proposed(headers, configured, state, says):
    finding = told([fields("\r\n".join(header).encode()) for header in headers], configured)

    assert finding.state == state
    assert says in finding.says


def test_an_empty_mailbox_tells_nothing():
    assert told([], "mx.gazette.example").state == "works"
