from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from worker.demo.released import COVERED, WITHHELD, private, released
from worker.settings import load


@pytest.fixture(scope="module")
def site(done, kept, tmp_path_factory):
    """The pages of the sample, from a copy of its ledger."""
    folder = tmp_path_factory.mktemp("released")
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    return released(replace(done, settings=load(folder / "onrecord.toml", environ={})), folder)


def everything(site):
    return b"\n".join(path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()).decode(
        "utf-8", "replace"
    )


def test_all_letters_but_one_stand_in_public(site, done):
    page = json.loads((site / done.record.slug / "record.json").read_text("utf-8"))

    assert (page["inquiries"], page["replies"]) == (done.record.inquiries - 1, done.record.replies)
    assert sum(private(entry) for entry in done.record.entries) == 1


def test_neither_the_private_letter_nor_the_covered_name_nor_an_address_stands_in_any_file(site):
    public = everything(site)

    assert WITHHELD not in public
    assert not [name for name in COVERED if name in public]
    assert "name of a member of staff" in public
    assert "hlsb.example" not in public


def test_the_chart_of_ours_stands_in_public(site, done):
    (picture,) = (site / done.record.slug / "files").rglob("*.png")

    assert picture.name == "audit-visits.png"
