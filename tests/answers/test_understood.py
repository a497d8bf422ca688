import time as clock
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.answers.command import Close, Done, Extend, Help, IgnoreIt, MoveTo, New, NotADeadline, Snooze, Undo
from worker.answers.length import is_length
from worker.answers.understood import understood
from worker.answers.verbs import verbs
from worker.deadlines.calendar import Calendar

ZONE = ZoneInfo("America/New_York")
CALENDAR = Calendar(zone=ZONE, close_of_business=time(17))
MONDAY = datetime(2023, 7, 3, 10, tzinfo=ZONE)
FRIDAY = datetime(2023, 7, 7, 17, tzinfo=ZONE)


def read(words):
    return understood(words, said_at=MONDAY, calendar=CALENDAR)


WHOLE = {
    Done(): ["done", "DONE.", "Done!", "they have answered", "hecho", "ya respondieron", "fait", "C’est fait.", "erledigt",
             "ist beantwortet", "feito", "já responderam", "fatto", "hanno risposto", "gedaan", "beantwoord", "完成", "已回复"],
    NotADeadline(): ["not a deadline", "That’s not a deadline.", "no es un plazo", "ce n'est pas une échéance",
                     "keine Frist", "não é um prazo", "non è una scadenza", "geen deadline", "不是期限", "不是截止日期"],
    IgnoreIt(): ["ignore", "Ignore it, please", "ignorar", "ignorer", "ignorieren", "descartar", "ignora", "negeren", "忽略"],
    Close(): ["close", "close the record", "cerrar", "fermer le dossier", "Akte schließen", "fechar", "chiudi", "sluiten", "关闭"],
    Undo(): ["undo", "take it back", "deshacer", "annuler", "rückgängig", "desfazer", "annulla", "ongedaan maken", "撤销"],
    Help(): ["help", "Help?", "ayuda", "aide", "Hilfe", "ajuda", "aiuto", "hulp", "帮助"],
}  # fmt: skip


@pytest.mark.parametrize(("words", "command"), [(words, command) for command, said in WHOLE.items() for words in said])
def test_a_command_is_understood_in_eight_languages(words, command):
    assert read(words) == command


EXTENDED = [
    "extend to Friday", "Extend it to Friday, please.", "could you extend to Friday?", "give them until Friday",
    "ampliar hasta el viernes", "prolonger jusqu'à vendredi", "verlängern bis Freitag", "Frist verlängern bis 7. Juli",
    "prorrogar até sexta-feira", "proroga fino a venerdì", "verleng tot vrijdag", "延期到7月7日", "extend to 2023-07-07",
    "extend to July 7", "extend to 7 July 5pm", "EXTEND TO FRIDAY",
]  # fmt: skip


BACKWARDS = [
    "extend -3 days", "extend by -3 days", "extend to -3 days", "extend \u22123 days", "extend \u20133 days", "extend by (-3) days",
    "verlängern um -3 Tage", "延期-3天", "extend by -three days", "extend by minus 3 days", "snooze -3 days", "snooze -2h",
]  # fmt: skip


@pytest.mark.parametrize("words", BACKWARDS)
def test_no_time_is_counted_backwards(words):
    assert read(words) is None


@pytest.mark.parametrize("dash", [" - ", " \u2013 ", "\u2014", ": "])
def test_a_dash_between_a_command_and_its_length_is_no_minus(dash):
    assert read(f"extend{dash}3 days").words == "3 days"


@pytest.mark.parametrize("words", ["-- \nclose", "--\n\ndone", "\n-- \nclose\n", "Thanks!\n-- \nclose", "—\nclose"])
def test_a_signature_commands_nothing(words):
    assert read(words) is None


def test_a_signature_below_a_command_does_not_hide_it():
    assert read("close\n-- \nMara Lind\nThe Newsroom") == Close()


@pytest.mark.parametrize("words", EXTENDED)
def test_a_day_to_extend_to_is_read(words):
    command = read(words)

    assert (type(command), command.due_at) == (Extend, FRIDAY)
    assert not is_length(command.words)


LONGER = {
    "extend by 3 days": "3 days", "extend 2 weeks": "2 weeks", "extend another week": "another week",
    "verlängere um 3 Tage": "3 Tage", "prolonger de 3 jours": "3 jours", "ampliar 3 días": "3 días", "延期3天": "3天",
    "extend 3 working days": "3 working days",
}  # fmt: skip


@pytest.mark.parametrize(("words", "longer"), LONGER.items())
def test_a_length_of_time_is_told_from_a_day(words, longer):
    command = read(words)

    assert isinstance(command, Extend)
    assert is_length(command.words)
    assert command.words.endswith(longer)


SNOOZED = {
    "snooze 3 days": datetime(2023, 7, 6, tzinfo=ZONE),
    "Snooze until Friday.": datetime(2023, 7, 7, tzinfo=ZONE),
    "remind me tomorrow": datetime(2023, 7, 4, tzinfo=ZONE),
    "snooze until 3pm today": datetime(2023, 7, 3, 15, tzinfo=ZONE),
    "remind me today": datetime(2023, 7, 3, 17, tzinfo=ZONE),
    "erinnere mich am Freitag": datetime(2023, 7, 7, tzinfo=ZONE),
    "rappelle-moi demain": datetime(2023, 7, 4, tzinfo=ZONE),
    "recuérdame mañana": datetime(2023, 7, 4, tzinfo=ZONE),
    "adiar 3 dias": datetime(2023, 7, 6, tzinfo=ZONE),
    "rimanda di 3 giorni": datetime(2023, 7, 6, tzinfo=ZONE),
    "herinner me morgen": datetime(2023, 7, 4, tzinfo=ZONE),
    "稍后提醒 3天": datetime(2023, 7, 6, tzinfo=ZONE),
}


@pytest.mark.parametrize(("words", "until"), SNOOZED.items())
def test_a_snooze_ends_in_the_morning_unless_a_time_is_told(words, until):
    assert read(words) == Snooze(until=until)


PLACED = {
    "move to HSA": MoveTo(name="HSA"),
    "Move it to Harbour Standards Alliance please.": MoveTo(name="Harbour Standards Alliance"),
    "→ HSA": MoveTo(name="HSA"),
    "-> harbour-alliance": MoveTo(name="harbour-alliance"),
    "file under hsa": MoveTo(name="hsa"),
    "mueve a HSA": MoveTo(name="HSA"),
    "déplacer vers Évry": MoveTo(name="Évry"),
    "verschieben nach Nordsund": MoveTo(name="Nordsund"),
    "mover para HSA": MoveTo(name="HSA"),
    "sposta a HSA": MoveTo(name="HSA"),
    "verplaats naar HSA": MoveTo(name="HSA"),
    "移到：港口联盟": MoveTo(name="港口联盟"),
    "move to İzmir Limanı": MoveTo(name="Izmir Limanı"),
    "new: Harbour Alliance, Malta": New(name="Harbour Alliance", country="Malta"),
    "New: Smith, Jones & Co, United Kingdom": New(name="Smith, Jones & Co", country="United Kingdom"),
    "new: Harbour Alliance": New(name="Harbour Alliance"),
    "new: Harbour Alliance,": New(name="Harbour Alliance"),
    "neu: Hafenverband, Deutschland": New(name="Hafenverband", country="Deutschland"),
    "新建：港口联盟，马耳他": New(name="港口联盟", country="马耳他"),
}


@pytest.mark.parametrize(("words", "command"), PLACED.items())
def test_where_a_letter_belongs_is_read_as_it_is_written(words, command):
    assert read(words) == command


AROUND = {
    "a greeting above": "Hi,\n\ndone",
    "a greeting before": "Hi desk, done",
    "a greeting of a name": "Dear Record\ndone",
    "a sign-off": "done\n\nBest,\nMara",
    "thanks": "done\nThanks!",
    "thanks above": "Thank you.\n\ndone",
    "an afterword": "done\n\nThey called this morning.",
    "politeness": "please, mark as done, thanks",
    "marks": "**done**",
    "quotation marks": "“done”",
    "a code": "`done`",
    "wide letters": "ＤＯＮＥ",
    "what can't be seen": "\ufeffdo\u200bne\u200f",
    "lines of Windows": "\r\ndone\r\n\r\nMara\r\n",
    "a picture": "done 👍",
    "what is quoted below": "done\n> extend to Friday\n> close",
}


@pytest.mark.parametrize("words", AROUND.values(), ids=AROUND)
def test_what_stands_around_a_command_does_not_hide_it(words):
    assert read(words) == Done()


NOTHING = {
    "nothing": "",
    "blank": " \n\t\n",
    "a greeting": "Hi,",
    "thanks": "Thanks!",
    "a question": "done?",
    "a denial": "not done",
    "a prohibition": "do not close",
    "quoted": "> done",
    "quoted twice": "> > done\n| undo",
    "talk": "New evidence came in.",
    "a verb and more": "close, but no cigar",
    "two commands": "done and close",
    "no day": "extend",
    "no day either": "extend to the pier",
    "no name": "move to",
    "no name either": "new: ,",
    "a letter": "done\n\nThey wrote to me. I do not think that it is enough. We should ask again.",
    "a long letter": "done\n\n" + "and so on " * 20,
    "a long line": "done " * 60,
    "many lines": "done\n" * 60,
    "a letter that begins so": "Ignore the noise they make in the papers, we go on",
    "one word in another": "closely undoing donec helping",
}


@pytest.mark.parametrize("words", NOTHING.values(), ids=NOTHING)
def test_what_is_no_command_is_not_taken_for_one(words):
    assert read(words) is None


def test_the_first_line_that_says_something_counts():
    assert read("undo\nclose") == Undo()
    assert read("What?\nclose") is None


def test_no_phrase_means_two_things():
    kinds = ("done", "not_a_deadline", "ignore", "close", "undo", "help", "extend", "snooze", "move")
    said = [phrase for kind in kinds for phrase in verbs(kind)]

    assert sorted({phrase for phrase in said if said.count(phrase) > 1}) == []


@pytest.mark.parametrize(
    "unit", ["please ", "hi, ", "> ", "->", "new:", "extend to ", "\n", "﷽", "İ", "a", ".", "\ud800"]
)
def test_hostile_words_take_no_time(unit):
    begun = clock.process_time()

    read(unit * (200_000 // len(unit)))

    assert clock.process_time() - begun < 1


@given(st.text(max_size=300))
def test_any_words_are_a_command_or_none(words):
    command = read(words)

    if isinstance(command, MoveTo | New):
        assert command.name.isprintable()
        assert command.name == command.name.strip()


@given(
    st.sampled_from(sorted({x for kind in ("done", "close", "undo") for x in verbs(kind)})), st.sampled_from(" .!,;\n")
)
def test_case_and_marks_change_nothing(phrase, mark):
    assert read(f"{phrase.upper()}{mark}") == read(phrase)


SURROUNDED = {
    "thanks, a sign-off and a name": "Done, thanks! Best, Ann",
    "a sign-off and a name without a comma": "Done. Best Ann",
    "in which manner": "answered by phone",
    "when": "they answered yesterday",
    "both": "They replied by email this morning.",
    "in German": "Erledigt, danke! Viele Grüße, Ann",
}


@pytest.mark.parametrize("words", SURROUNDED.values(), ids=SURROUNDED)
def test_manner_thanks_and_a_name_do_not_hide_what_is_done(words):
    assert read(words) == Done()


VERB_LAST = {
    "bitte bis 11.12. verlängern": datetime(2023, 12, 11, 17, tzinfo=ZONE),
    "bitte bis Freitag, 11.12., 12 Uhr verlängern": datetime(2023, 12, 11, 12, tzinfo=ZONE),
    "die Frist bis Freitag verlängern": FRIDAY,
    "tot vrijdag verlengen": FRIDAY,
    "到7月7日延期": FRIDAY,
    "extend to 11.12.": datetime(2023, 12, 11, 17, tzinfo=ZONE),
    "extend to 7.7., please. Thanks, Ann Lee": FRIDAY,
}


@pytest.mark.parametrize(("words", "due_at"), VERB_LAST.items())
def test_the_verb_may_come_last_and_a_date_ends_with_its_point(words, due_at):
    assert read(words).due_at == due_at


WEEKS = {
    "snooze it until next week": datetime(2023, 7, 10, tzinfo=ZONE),
    "snooze until next month": datetime(2023, 8, 1, tzinfo=ZONE),
    "nächste Woche erinnern": datetime(2023, 7, 10, tzinfo=ZONE),
    "snooze until the end of next week": datetime(2023, 7, 14, tzinfo=ZONE),
    "Hi desk,\nthey called, please snooze for 2 days.": datetime(2023, 7, 5, tzinfo=ZONE),
    "snooze this one until Friday": datetime(2023, 7, 7, tzinfo=ZONE),
}


@pytest.mark.parametrize(("words", "until"), WEEKS.items())
def test_a_snooze_ends_where_a_week_or_a_month_begins(words, until):
    assert read(words) == Snooze(until=until)


TALK = [
    "Done, but they want more", "Not done", "closed until Monday", "Is this done?", "They asked us to extend",
    "not answered by phone", "answered by phone?", "done tomorrow", "done by Friday", "if they call, snooze for 2 days",
    "Tomorrow they have", "they said, please extend by 2 days", "Done, Monday at the latest",
]  # fmt: skip


@pytest.mark.parametrize("words", TALK)
def test_talk_is_not_obeyed(words):
    assert read(words) is None


@pytest.mark.parametrize(("words", "name"), [("move to HSA, thanks, Ann", "HSA"), ("new: Cheers, Malta", "Cheers")])
def test_a_name_is_a_signature_only_behind_a_courtesy(words, name):
    assert read(words).name == name
