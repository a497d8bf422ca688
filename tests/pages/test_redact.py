from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.pages.letters import linear
from worker.errors import Refused
from worker.pages.legible import in_a_line
from worker.pages.pattern import pattern
from worker.pages.redact import plain, preview, redacted
from worker.publication.rule import DEFAULT_RULES, Redacts, Rule

AT = datetime(2026, 11, 22, tzinfo=UTC)


def rule(redacts, *values, scope="", label="x"):
    return Rule(id="r", redacts=redacts, values=values, scope=scope, label=label, who="ann", why="asked", at=AT)


def told(text, *rules, slug="pier", entry="e1"):
    return plain(redacted(text, rules, slug=slug, entry=entry))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Write to jo.vale+press@mill.example.", "Write to [x]."),
        ("<mailto:jo@mill.example>", "<mailto:[x]>"),
        ("jo (at) mill (dot) example is mine", "[x] is mine"),
        ("jo [at] mill.example", "[x]"),
        ("jo%40mill.example", "[x]"),
        ("JO＠mill.example, please", "[x], please"),
        ('"jo vale"@mill.example', "[x]"),
        ("jo@[192.0.2.1] there", "[x] there"),
        ("jo@\u200bmill.example", "[x]"),
        ("écrire à zoé@café.example", "écrire à [x]"),
        ("Follow @millpress, 5 @ 3 euros", "Follow @millpress, 5 @ 3 euros"),
    ],
)
def test_no_mail_address_stands_however_it_is_written(text, shown):
    assert told(text, rule(Redacts.ADDRESSES)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("See https://mill.example/off/jo@mill.example/now.", "See [x]."),
        ("See https://mill.example/off?who=jo%40mill.example&now=1, please", "See [x], please"),
        ("See <https://jo@mill.example/a>", "See <[x]>"),
        ("See https://mill.example/a and jo@mill.example.", "See https://mill.example/a and [x]."),
        ("See https://mill.example/@mill.press/1", "See https://mill.example/@mill.press/1"),
        ("See https://mill.example/?of=@millpress", "See https://mill.example/?of=@millpress"),
    ],
)
def test_a_link_that_holds_a_mail_address_does_not_stand(text, shown):
    assert told(text, rule(Redacts.ADDRESSES)) == shown


@pytest.mark.parametrize(
    "number",
    [
        "+1 202 555 0143", "+44 (0)20 7946 0123", "(202) 555-0143", "202.555.0143", "1-202-555-0143", "020 7946 0123",
        "+49-30-123456-78", "0049 30 1234567", "13812345678", "138 1234 5678", "+86 138 1234 5678", "+33\u00a01\u00a023\u00a045\u00a067\u00a089",
        "03-1234-5678", "06/12345678",
    ],
)  # fmt: skip
def test_no_telephone_number_stands_however_it_is_written(number):
    assert told(f"Call {number}, or write.", rule(Redacts.PHONES)) == "Call [x], or write."


WRAPPED = "Our press office answers every working day until five on "


@pytest.mark.parametrize(
    "number",
    [
        "+44\n20 7946 0958", "+44 20 7946\n0958", "+44 (0)20 \n7946 0958", "+1 (202)\n555-0143", "+1 202-555-\n0143", "(202)\n555-0143",
        "(020) 7946\n  0958", "0044 20\n7946 0958",
    ],
)  # fmt: skip
def test_no_telephone_number_stands_that_a_mail_client_wrapped(number):
    assert told(f"Call {number}, or write.", rule(Redacts.PHONES)) == "Call [x], or write."


@pytest.mark.parametrize("number", ["020 7946\n0958", "202-555-\n0143", "202\n555 0143", "138 1234\n5678"])
def test_any_telephone_number_is_one_over_the_end_of_a_line_that_was_full(number):
    assert told(f"{WRAPPED}{number}, or write.", rule(Redacts.PHONES)) == f"{WRAPPED}[x], or write."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("+44 20 7946 0958\n+44 20 7946 0959", "[x]\n[x]"),
        ("(202) 555-0143\n(202) 555-0144", "[x]\n[x]"),
        ("Call +44 20 7946 0958\n2. How many?", "Call [x]\n2. How many?"),
        ("Call 020 7946 0958\n2023 was a good year", "Call [x]\n2023 was a good year"),
        ("by +44 20\n1. How many?\n2. Who?", "by +44 20\n1. How many?\n2. Who?"),
        ("05 12 17\n04 11 19\n06 10 20", "05 12 17\n04 11 19\n06 10 20"),
        ("0.5 1250\n0.7 1300", "0.5 1250\n0.7 1300"),
        ("(2019)\n2020 2021", "(2019)\n2020 2021"),
        ("+12\n+15\n+9", "+12\n+15\n+9"),
        ("+44\n\n20 7946 0958", "+44\n\n20 7946 0958"),
    ],
)
def test_numbers_in_lines_of_their_own_are_not_one(text, shown):
    assert told(text, rule(Redacts.PHONES)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Write to jane.doe@\nmill.example.", "Write to [x]."),
        ("Write to jane.doe\n@mill.example.", "Write to [x]."),
        ("Write to jane.doe@mill.\nexample, please", "Write to [x], please"),
        ("Write to jane.doe@mill\n.example, please", "Write to [x], please"),
        ("Write to jane.doe@ \n  mill.example", "Write to [x]"),
        ("Write to jane.doe [at]\nmill.example", "Write to [x]"),
        ("Write to jo@mill.example.\nThank you.", "Write to [x].\nThank you."),
        ("Write to jo@mill.example\nby July.", "Write to [x]\nby July."),
        ("We are here\n@millpress, 5 @\n3.50 euros @\nnoon.", "We are here\n@millpress, 5 @\n3.50 euros @\nnoon."),
    ],
)
def test_no_mail_address_stands_that_a_mail_client_wrapped(text, shown):
    assert told(text, rule(Redacts.ADDRESSES)) == shown


@pytest.mark.parametrize("text", ["电话：87654321", "Tel. 5550143", "Phone: 555 0143", "携帯 5550143", "тел.: 5550143"])
def test_a_number_behind_a_label_is_a_telephones(text):
    assert "5" not in told(text, rule(Redacts.PHONES))


@pytest.mark.parametrize("between", [" or ", " oder ", ", ", " / ", "/", ", or "])
def test_a_number_that_is_told_in_one_breath_with_a_telephones_is_one(between):
    assert told(f"Call +47 22 12 34 56{between}22123457.", rule(Redacts.PHONES)) == f"Call [x]{between}[x]."


@pytest.mark.parametrize(
    "text",
    [
        "on 2023-07-06", "on 06.07.2023 at 17:00", "07/06/2023", "in 2019 - 2023", "1,250,000 tonnes", "IMO 9123456",
        "it paid 12345678 dollars", "in 2019 or 22123457", "of 2023 about 22123457 kg", "of 2023, 22123457 kg", "case 2023/123456", "3.14159265", "10 000 000 kg", "from 10 to 20, 30 and 40",
    ],
)  # fmt: skip
def test_days_amounts_and_the_numbers_of_ships_stand(text):
    assert told(text, rule(Redacts.PHONES)) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("imogen vale's letter", "[x]'s letter"),
        ("IMOGEN\nVALE", "[x]"),
        ("Imogen\u00a0 Vale", "[x]"),
        ("Ms Imogen Valery", "Ms Imogen Valery"),
        ("in _Imogen Vale_'s letter", "in _[x]_'s letter"),
        ("*Imogen Vale* and __O'Brien__", "*[x]* and __[x]__"),
        ("O’Brien and o'brien", "[x] and [x]"),
        ("Jose\u0301 came", "[x] came"),
        ("Herr STRASSE", "Herr [x]"),
        ("记者王小明说", "记者[x]说"),
        ("Imo\u200cgen Vale", "[x]"),
    ],
)
def test_a_listed_name_is_found_however_it_is_cased_and_wrapped(text, shown):
    assert told(text, rule(Redacts.NAMES, "Imogen Vale", "O'Brien", "José", "Straße", "王小明")) == shown


def test_a_span_is_the_exact_words_over_lines_and_paragraphs():
    assert told("The price\nwas 5.\n\nNot more.", rule(Redacts.SPAN, "price was 5. Not")) == "The [x] more."


@pytest.mark.parametrize(
    ("scope", "shown"), [("", "[x]"), ("pier", "[x]"), ("e1", "[x]"), ("mill", "Jo"), ("e2", "Jo")]
)
def test_a_rule_goes_as_far_as_its_scope(scope, shown):
    assert told("Jo", rule(Redacts.NAMES, "Jo", scope=scope)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("See https://pier.example/plan?page=2.", "See https://pier.example/plan?page=2."),
        ("See https://pier.example/plan?utm_source=x&page=2.", "See https://pier.example/plan[link redacted]."),
        ("https://eu.safelinks.protection.outlook.com/?url=a now", "[link redacted] now"),
        ("https://click.pier.example/abc", "[link redacted]"),
        ("https://pier.example/?id=Zm9vYmFyYmF6cXV4cXV1eA", "https://pier.example/[link redacted]"),
    ],
)
def test_no_link_tells_who_followed_it(text, shown):
    assert told(text) == shown


def test_no_mail_address_is_public_even_where_no_rule_says_so():
    assert told("Write to jo@mill.example.") == "Write to [address redacted]."


def test_overlapping_rules_leave_one_label():
    rules = (rule(Redacts.SPAN, "jo@mill.example is"), rule(Redacts.ADDRESSES, label="address"))

    assert told("jo@mill.example is mine", *rules) == "[x] mine"


def test_a_preview_tells_what_a_rule_adds():
    text = "Jo Vale wrote from jo@mill.example."

    changes = preview(text, rule(Redacts.NAMES, "Jo", "jo@mill.example"), DEFAULT_RULES, slug="pier", entry="e1")

    assert [(c.before, c.words, c.after) for c in changes] == [("", "Jo", " Vale wrote from jo@mill.example.")]


@pytest.mark.parametrize(
    ("written", "text", "shown"),
    [
        (r"AB-\d+", "file ab-1234 and AB-9", "file [x] and [x]"),
        (r"\b[A-Z]{2}\d{2} (\d\d\d\d ){2,4}", "to GB29 6016 1331 9268 it went", "to [x]it went"),
        (r"(Mr|Ms) [a-z]+", "Ms Vale and Mr Roe", "[x] and [x]"),
        (r"\d{4}-\d+-\d+", "2023-11-12", "[x]"),
        ("colou?r", "Colour and color", "[x] and [x]"),
        (r"\d+(st|nd)", "the 21st", "the [x]"),
        (r"x*\bpier", "the pier", "the [x]"),
        (r"a{2,3}b?c*", "aaabcc", "[x]"),
    ],
)
def test_a_pattern_covers_what_it_matches(written, text, shown):
    assert told(text, rule(Redacts.PATTERN, written)) == shown


@pytest.mark.parametrize(
    "written",
    [
        "(a+)+b", "(a|a)*b", "(a|ab)(c|bcd)*d", r"\d+\d+\d+x", ".*.*.*x", "a*a*b", r"(.)\1", "(?=a)b", "a**", "[", "(",
        "", "a*", "x" * 201, "a{5,2}", "(?P<n>a)", "^a", "a$", "a++", "(?i)a", "[z-a]", "[z-a]+b",
    ],
)  # fmt: skip
def test_a_pattern_that_could_be_slow_or_means_nothing_is_refused(written):
    with pytest.raises(Refused):
        pattern(written)


@pytest.mark.parametrize("line", ["1", "1-", "a", "aab ", "ab"])
@pytest.mark.parametrize("written", [r"\d+-\d+-\d+x", r"a{0,9}a*b", r".+x", r"\w+\s\w+x", r"(aa|aab|ab) [ab]+c"])
def test_a_pattern_that_is_taken_is_fast_on_any_text(written, line):
    assert linear(lambda text: sum(1 for _ in pattern(written).finditer(text)), line)


@pytest.mark.parametrize(
    "line",
    [
        "1 ",
        "+",
        "a@",
        "(at)",
        "a",
        "@",
        "https://",
        "https://x/?a=",
        "Jo\u00a0",
        "(",
        ". ",
        "1.",
        "1\n",
        "+1\n",
        "a@\n",
        "a\n@",
        "a@b\n",
        " \n",
        "jo\u200c",
        "%40a",
    ],
)
def test_no_text_makes_the_rules_slow(line):
    assert linear(lambda text: told(text, *DEFAULT_RULES, rule(Redacts.NAMES, "Jo Vale", "Jo")), line)


words = st.text(st.sampled_from("abJoV é\n\u200d\u00a0王ß.,@-'+12"), max_size=40)


beside = st.sampled_from([" ", "\n", "_", "*", "__", "/", "-", '"', ".", ">", "|", "，", "@"])


@given(words, beside, st.sampled_from(["Jo Vale", "王小明", "O'Brien", "Straße"]), beside, words)
def test_a_covered_name_never_stands(before, left, name, right, after):
    shown = told(f"{before}{left}{name}{right}{after}", rule(Redacts.NAMES, name, label=""))

    assert name.casefold() not in shown.casefold()


@given(words, words)
def test_a_covered_address_never_stands(before, after):
    shown = told(f"{before} imogen@harbour.example {after}", *DEFAULT_RULES)

    assert "harbour" not in shown


@given(st.text(), st.text(st.characters(exclude_characters="[]"), min_size=1, max_size=5), st.text())
def test_a_covered_span_never_stands(before, span, after):
    covered = in_a_line(span)
    assume(covered)

    shown = told(before + span + after, rule(Redacts.SPAN, span, label=""))

    assert covered not in " ".join(shown.split())
