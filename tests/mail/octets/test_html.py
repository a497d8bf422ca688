import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.mail.octets.html import plain

TOLD = {
    "a line for each div": ("<div>a</div><div>b</div>", "a\nb"),
    "a blank line for an empty div": ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
    "a blank line between paragraphs": ("<p>a</p><p>b</p>", "a\n\nb"),
    "paragraphs without end tags": ("<p>a<p>b", "a\n\nb"),
    "no blank line between those of Outlook": ("<p class=MsoNormal>a</p><p class=MsoNormal>b</p>", "a\nb"),
    "the empty paragraph of Outlook": ("<p class=MsoNormal>a</p><p class=MsoNormal>&nbsp;</p><p>b", "a\n\nb"),
    "breaks": ("a<br>b<br/><br />c", "a\nb\n\nc"),
    "a header block of Outlook": (
        "<p><b>From:</b> X &lt;x@a.example&gt;<br>\n<b>Sent:</b> Monday</p>",
        "From: X <x@a.example>\nSent: Monday",
    ),
    "white space collapsed": ("<div> a \n\t b&nbsp; <b> c</b></div>", "a b c"),
    "no space within a word": ("<b>re</b>ply", "reply"),
    "white space kept": ("<pre>a\n  b\n\nc</pre>d", "a\n  b\n\nc\nd"),
    "white space kept by style": ('<div style="white-space: pre-wrap">a\n b</div>c\nd', "a\n b\nc d"),
    "a quotation": (
        "On Monday X wrote:<br><blockquote><p>a</p><p>b</p></blockquote>c",
        "On Monday X wrote:\n> a\n>\n> b\n\nc",
    ),
    "quotations in quotations": ("<blockquote>a<blockquote>b</blockquote>c</blockquote>d", "> a\n> > b\n> c\nd"),
    "an indent is no quotation": ('<blockquote style="margin:0 0 0 40px;border:none;padding:0">a</blockquote>', "a"),
    "a rule": ("a<hr>b", "a\n" + "_" * 32 + "\nb"),
    "a table": ("<table><tr><td>From:</td><td>X</td></tr><tr><td>To:<td>Y</table>", "From: X\nTo: Y"),
    "a list": ("<ul><li>a</li><li><p>b</p></li></ul>c", "- a\n- b\n\nc"),
    "a numbered list": ("<p>Asked:</p><ol start=3><li>a<li>b</ol>", "Asked:\n\n3. a\n4. b"),
    "a list with letters": ('<ol><li>a<ol type="a"><li>b</li><li>c</li></ol><li>d</ol>', "1. a\n  a. b\n  b. c\n2. d"),
    "a list with letters by its style": ('<ol start="3" style="list-style: upper-alpha"><li>a<li>b</ol>', "C. a\nD. b"),
    "a list with more items than letters": ("<ol type=A start=26><li>a<li>b</ol>", "Z. a\n27. b"),
    "a list in a list": ("<ol><li>a<ul><li>b</ul><li>c</ol>", "1. a\n  - b\n2. c"),
    "a link without its address": ('<a href="https://track.example/?id=1">our answer</a>', "our answer"),
    "an image is nothing": ('a <img src="https://track.example/o.gif" alt="x > y"> b', "a b"),
    "no script nor style": ("<script>if (a<b) x()</script>a<style>p{}</style><title>t</title>b", "ab"),
    "no comment": ("a<!-- x > y --><!--[if mso]><p>z</p><![endif]-->b<![if !x]>c<![endif]>", "abc"),
    "nothing hidden": ('<div style="display:none">x<div>y</div>z</div>a<span hidden>w</span>', "a"),
    "a hidden paragraph ends at the next": ('<p style="display: none">x<p>a', "a"),
    "a class of that name hides nothing": ('<p class="hidden">a</p>', "a"),
    "entities": ("&lt;b&gt; &amp; &#x41;&eacute;&nbsp;&bogus;", "<b> & Aé &bogus;"),
    "an entity of no character": ("a&#" + "9" * 5000 + ";b", "a\ufffdb"),
    "a lone bracket": ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
    "a tag never closed": ("a <b", "a"),
    "the delimiter of a signature": ("<div>Regards</div><div>-- </div><div>Ann</div>", "Regards\n-- \nAnn"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("html", "text"), TOLD.values(), ids=TOLD.keys())
def test_html_is_told_as_a_reader_sees_it(html, text):
    assert plain(html) == text


def test_levels_of_quotation_end_at_ten():
    assert plain("<blockquote>" * 50 + "x") == "> " * 10 + "x"


BOMBS = {
    "nested divs": "<div>" * 60_000 + "x",
    "nested quotations": "<blockquote>" * 60_000 + "x" + "</blockquote>" * 60_000,
    "nested lists": "<ul>" * 60_000 + "<li>x" * 30_000,
    "brackets": "<" * 500_000,
    "tags never closed": "<a " * 150_000,
    "quotes never closed": '<a "' * 120_000,
    "comments never closed": "<!--" * 120_000,
    "scripts never closed": "<script>" * 60_000,
    "attributes": "<p " + "a=b " * 100_000 + ">x",
    "ampersands": "&" * 500_000,
    "breaks": "<br>" * 120_000,
    "quoted brackets": '<a ">' * 100_000,
}


@pytest.mark.parametrize("html", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_takes_no_time(html):
    begun = time.process_time()

    plain(html)

    assert time.process_time() - begun < 2


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div hidden>",
                "</div>",
                "<blockquote>",
                "</blockquote>",
                "<ol start=9>",
                "<ul>",
                "</ul>",
                "</ol>",
                "<li>",
                "<pre>",
                "</pre>",
                "<td>",
                "<br>",
                "<hr>",
                "<script>",
                "</script>",
                "<!--",
                "-->",
                "a",
                " ",
                "&nbsp;",
                "\n",
                '<div style="white-space:pre">',
                "<",
                ">",
                '"',
                "-- ",
            ]
        ),
        max_size=30,
    )
)
def test_any_heap_of_tags_is_told_without_blank_lines_around_it(pieces):
    told = plain("".join(pieces))

    assert told == told.strip("\n")


UNSEEN = {
    "letters of no size": ('<span style="font-size:0px">secret</span>', ""),
    "letters nobody sees through": ("<p style='opacity: 0;'>secret</p>", ""),
    "white on white": ('<font style="color:#FFF; background-color: rgb(255, 255, 255)">secret</font>', ""),
    "small letters": ('<span style="font-size:0.8em">seen</span>', "seen"),
    "white on what its cell is painted with": (
        '<td style="background:#000"><span style="color:#fff">seen</span></td>',
        "seen",
    ),
    "a cell without gaps": ('<td style="font-size:0px"><p style="font-size:14px">seen</p></td>', "seen"),
}


@pytest.mark.parametrize(("html", "text"), UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_sees_is_left_out(html, text):
    assert plain(f"<div>{html}</div>") == text
