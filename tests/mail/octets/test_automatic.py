import pytest

from worker.mail.message import Kind
from worker.mail.octets.automatic import kind_by_subject, kind_of
from worker.mail.octets.fields import fields
from worker.mail.tables import table

KINDS = {
    "a letter": ("Subject: Your questions", Kind.MESSAGE),
    "submitted by a person": ("Auto-Submitted: no", Kind.MESSAGE),
    "suppression alone": ("X-Auto-Response-Suppress: DR, OOF", Kind.MESSAGE),
    "an answer to an automatic reply": ("Subject: Re: Automatic reply: Questions", Kind.MESSAGE),
    "a letter about an absence": ("Subject: Out of office hours at the mill", Kind.MESSAGE),
    "auto-replied": ("Auto-Submitted: auto-replied (vacation); owner=bea", Kind.AUTO_REPLY),
    "auto-generated": ("Auto-Submitted: auto-generated", Kind.AUTO_REPLY),
    "precedence of an autoresponder": ("Precedence: auto_reply", Kind.AUTO_REPLY),
    "X-Autoreply": ("X-Autoreply: yes", Kind.AUTO_REPLY),
    "X-Autoreply that says no": ("X-Autoreply: no", Kind.MESSAGE),
    "an Exchange autoresponder": ("X-POST-MessageClass: 9; Autoresponder", Kind.AUTO_REPLY),
    "an empty return path": ("Return-Path: <>", Kind.AUTO_REPLY),
    "a receipt": ("Content-Type: multipart/report; report-type=disposition-notification; boundary=b", Kind.AUTO_REPLY),
    "told by its subject": ("Subject: =?utf-8?q?R=C3=A9ponse_automatique_=3A?= Questions", Kind.AUTO_REPLY),
    "a list": ("List-Id: <news.mill.example>", Kind.BULK),
    "a newsletter": ("List-Unsubscribe: <https://mill.example/u>", Kind.BULK),
    "precedence bulk": ("Precedence: Bulk", Kind.BULK),
    "a robot's mail to a list": ("Auto-Submitted: auto-generated\nList-Id: <x.example>", Kind.BULK),
    "an automatic reply with a list field": ("Auto-Submitted: auto-replied\nList-Id: <x.example>", Kind.AUTO_REPLY),
    "a delivery report": ("Content-Type: multipart/report; report-type=delivery-status; boundary=b", Kind.BOUNCE),
    "a delivery report with a list field": (
        "Content-Type: multipart/report; report-type=delivery-status\nPrecedence: list\nAuto-Submitted: auto-replied",
        Kind.BOUNCE,
    ),
    "failed recipients": ("X-Failed-Recipients: press@mill.example", Kind.BOUNCE),
    "from the daemon": ("From: Mail <MAILER-DAEMON@mx.example>\nReturn-Path: <>", Kind.BOUNCE),
    "from the daemon, its return path lost": ("From: mailer-daemon@mx.example", Kind.BOUNCE),
    "from a postmaster who is a person": ("From: Postmaster <postmaster@mill.example>", Kind.MESSAGE),
}


@pytest.mark.parametrize(("written", "kind"), KINDS.values(), ids=KINDS.keys())
def test_the_header_tells_what_a_mail_is(written, kind):
    assert kind_of(fields(written.encode())) == kind


SUBJECTS = {
    "de": "Automatische Antwort: Fragen",
    "fr": "Réponse automatique : Questions",
    "es": "Respuesta automática: Hola",
    "pt": "Resposta automática: Olá",
    "it": "Risposta automatica: Domande",
    "nl": "Automatisch antwoord: Vragen",
    "sv": "Autosvar: Frågor",
    "fi": "Automaattinen vastaus: Kysymyksiä",
    "pl": "Odpowiedź automatyczna: Pytania",
    "ru": "Автоматический ответ: Вопросы",
    "el": "Αυτόματη απάντηση: Ερωτήσεις",
    "tr": "Otomatik yanıt: Sorular",
    "he": "תשובה אוטומטית: שאלות",
    "ar": "رد تلقائي: أسئلة",
    "th": "ตอบกลับอัตโนมัติ: คำถาม",
    "zh-Hans": "自动回复：问题",
    "zh-Hant": "自動回覆: 問題",
    "ja": "自動応答: 質問",
    "ko": "자동 회신: 질문",
    "brackets": "[Auto-Reply] Questions",
    "case": "OUT OF OFFICE",
    "dash": "Abwesenheitsnotiz - Fragen",
}


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=SUBJECTS.keys())
def test_an_automatic_reply_is_told_by_its_subject(subject):
    assert kind_by_subject(subject) == Kind.AUTO_REPLY


@pytest.mark.parametrize("subject", ["Undeliverable: Questions", "Unzustellbar: Fragen", "无法送达：问题"])
def test_a_delivery_report_is_told_by_its_subject(subject):
    assert kind_by_subject(subject) == Kind.BOUNCE


@pytest.mark.parametrize(
    "subject", ["", "Autobahn: questions", "Undeliverable promises", "Automatic replying machines"]
)
def test_a_letter_is_no_machine_mail_by_its_subject(subject):
    assert kind_by_subject(subject) == Kind.MESSAGE


def test_every_prefix_of_the_table_is_found():
    for language in table("automatic").values():
        for key, kind in (("prefixes", Kind.AUTO_REPLY), ("returned", Kind.BOUNCE)):
            for prefix in language.get(key, ()):
                assert kind_by_subject(f"{prefix}: x") == kind
