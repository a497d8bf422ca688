from pathlib import Path

import pytest

from worker.checking.finding import State
from worker.checking.pages import told
from worker.pages.site import Site
from worker.settings.pages import Pages


def states(pages):
    return [finding.state for finding in told(pages)]


def test_nothing_is_told_where_nothing_is_configured():
    assert states(Pages()) == []


def test_a_folder_that_is_there_or_can_be_made_works(tmp_path):
    assert states(Pages(out=tmp_path)) == [State.WORKS]
    assert states(Pages(out=tmp_path / "new" / "public")) == [State.WORKS]


def test_a_file_in_the_place_of_the_folder_is_wrong(tmp_path):
    (tmp_path / "public").write_text("", encoding="utf-8")

    assert states(Pages(out=tmp_path / "public")) == [State.WRONG]


def test_a_folder_where_nobody_may_look_is_wrong(tmp_path, monkeypatch):
    def refused(_path):
        raise PermissionError

    monkeypatch.setattr(Path, "exists", refused)

    assert states(Pages(out=tmp_path / "public")) == [State.WRONG]


def test_a_folder_in_which_nothing_can_be_made_is_wrong():
    assert states(Pages(out=Path("/proc/nowhere/public"))) == [State.WRONG]


def test_looking_leaves_nothing_behind(tmp_path):
    states(Pages(out=tmp_path / "public"))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("template", "state"), [("{% block main %}{% endblock %}", State.WORKS), ("{% if %}", State.WRONG)]
)
def test_a_theme_is_read(tmp_path, template, state):
    (tmp_path / "index.html").write_text(template, encoding="utf-8")

    assert states(Pages(site=Site(theme=tmp_path))) == [state]


def test_a_theme_that_is_not_there_is_wrong(tmp_path):
    assert states(Pages(site=Site(theme=tmp_path / "none"))) == [State.WRONG]
