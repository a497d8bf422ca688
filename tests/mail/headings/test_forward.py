"""Forwards as mail clients write them; the words above and the letter itself are always the same."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.mail.headings.forward import unwrap
from worker.mail.message import Address

VALE = "Imogen Vale <imogen.vale@hsa.example>"
MARA = "Mara Lind <mara@newsroom.example>"
SUBJECT = "Anchorage audits"
LETTER = "Dear Ms Lind,\n\nno vessel was audited in 2022: we have no mandate there.\n\nKind regards,\nImogen Vale"
NOTE = "Please file this one.\n\n-- \nMara"
AT = datetime(2023, 7, 6, 17, 5)  # noqa: DTZ001 - as written: without an offset

# language, client and the lines above the letter; F, T and S stand for sender, recipient and subject
OPENINGS = [
    ("en gmail", "---------- Forwarded message ---------\nFrom: F\nDate: Thu, Jul 6, 2023 at 5:05 PM\nSubject: S\nTo: T\n\n"),
    ("en gmail uk", "---------- Forwarded message ---------\nFrom: F\nDate: Thu, 6 Jul 2023 at 17:05\nSubject: S\nTo: T\n\n"),
    ("en outlook", "________________________________\nFrom: F\nSent: Thursday, July 6, 2023 5:05 PM\nTo: T\nSubject: S\n"),
    ("en outlook 2016", "From: F\nSent: 06 July 2023 17:05\nTo: T\nSubject: S\n"),
    ("en new outlook", "From: F\nDate: Thursday, 6 July 2023 at 17:05\nTo: T\nSubject: S"),
    ("en yahoo", "   ----- Forwarded Message -----\nFrom: F\nTo: T\nSent: Thursday, July 6, 2023 at 05:05:00 PM\nSubject: S\n"),
    ("en proton", "------- Forwarded Message -------\nFrom: F\nDate: On Thursday, July 6th, 2023 at 5:05 PM\nSubject: S\nTo: T\n"),
    ("en zoho", "== Forwarded message ==\nFrom: F\nTo: T\nDate: Thu, 06 Jul 2023 17:05:00\nSubject: S\n== Forwarded message ==\n"),
    ("en samsung", "-------- Original message --------\nFrom: F \nDate: 7/6/23 5:05 PM (GMT) \nTo: T \nSubject: S \n"),
    ("en aol", "-----Original Message-----\nFrom: F\nTo: T\nSent: Thu, Jul 6, 2023 5:05 pm\nSubject: S\n"),
    ("en notes", "----- Forwarded by Mara Lind/Newsroom on 07/07/2023 09:00 AM -----\n\nFrom:\tF\nTo:\tT\nDate:\t07/06/2023 05:05 PM\nSubject:\tS\n"),
    ("en mutt", "----- Forwarded message from Imogen Vale -----\n\nDate: Thu, 6 Jul 2023 17:05:00\nFrom: F\nTo: T\nSubject: S\n"),
    ("en labels alone", "Begin forwarded message:\n\nFrom:\nF\nDate:\n6 July 2023 17:05\nTo:\nT\nSubject:\nS\n"),
    ("en unknown label", "---------- Forwarded message ---------\nFrom: F\nX-Spam-Level: 0\nDate: Thu, 6 Jul 2023 17:05\nX-Folder: in\nSubject: S\nTo: T\n"),
    ("de outlook", "Von: F\nGesendet: Donnerstag, 6. Juli 2023 17:05\nAn: T\nBetreff: S\n"),
    ("de web.de", "Gesendet: Donnerstag, 06. Juli 2023 um 17:05 Uhr\nVon: F\nAn: T\nBetreff: S"),
    ("de gmx", "--- Weitergeleitete Nachricht ---\nVon: F\nDatum: 06.07.2023 17:05:00\nAn: T\nBetreff: S\n"),
    ("de apple", "Anfang der weitergeleiteten Nachricht:\n\nVon: F\nBetreff: S\nDatum: 6. Juli 2023 um 17:05:00\nAn: T\n"),
    ("de-AT", "Von: F\nGesendet: Donnerstag, 06. Juli 2023 17:05\nAn: T\nBetreff: S\n"),
    ("fr outlook", "De : F\nEnvoyé : jeudi 6 juillet 2023 17:05\nÀ : T\nObjet : S\n"),
    ("fr gmail", "---------- Forwarded message ---------\nDe : F\nDate: jeu. 6 juil. 2023 à 17:05\nSubject: S\nTo: T\n"),
    ("fr orange", "> De : F\n> A : T\n> Date : jeudi 6 juillet 2023 17h05\n> Objet : S\n>\n"),
    ("fr-CA", "De : F\nEnvoyé : 6 juillet 2023 17:05\nÀ : T\nObjet : S\n"),
    ("es outlook", "De: F\nEnviado el: jueves, 6 de julio de 2023 17:05\nPara: T\nAsunto: S\n"),
    ("es gmail", "---------- Forwarded message ---------\nDe: F\nDate: jue, 6 jul 2023 a las 17:05\nSubject: S\nTo: T\n"),
    ("es-MX", "De: F\nFecha: 6 de julio de 2023, 5:05:00 p. m.\nPara: T\nAsunto: S\n"),
    ("ca", "De: F\nEnviat el: dijous, 6 de juliol de 2023 17:05\nPer a: T\nAssumpte: S\n"),
    ("gl", "De: F\nEnviado: xoves, 6 de xullo de 2023 17:05\nPara: T\nAsunto: S\n"),
    ("pt", "De: F\nEnviada: 6 de julho de 2023 17:05\nPara: T\nAssunto: S\n"),
    ("pt-BR", "---------- Forwarded message ---------\nDe: F\nDate: qui., 6 de jul. de 2023 às 17:05\nSubject: S\nTo: T\n"),
    ("it outlook", "Da: F\nInviato: giovedì 6 luglio 2023 17:05\nA: T\nOggetto: S\n"),
    ("it gmail", "---------- Forwarded message ---------\nDa: F\nDate: gio 6 lug 2023 alle ore 17:05\nSubject: S\nTo: T\n"),
    ("ro", "De la: F\nTrimis: joi, 6 iulie 2023 17:05\nCătre: T\nSubiect: S\n"),
    ("nl", "Van: F\nVerzonden: donderdag 6 juli 2023 17:05\nAan: T\nOnderwerp: S\n"),
    ("af", "Van: F\nGestuur: Donderdag 06 Julie 2023 17:05\nAan: T\nOnderwerp: S\n"),
    ("da", "Fra: F\nSendt: 6. juli 2023 17:05\nTil: T\nEmne: S\n"),
    ("da gmail", "---------- Forwarded message ---------\nFra: F\nDate: tor. 6. jul. 2023 kl. 17.05\nSubject: S\nTo: T\n"),
    ("nb", "Fra: F\nSendt: torsdag 6. juli 2023 kl. 17.05\nTil: T\nEmne: S\n"),
    ("nn", "Frå: F\nSendt: torsdag 6. juli 2023 kl. 17:05\nTil: T\nEmne: S\n"),
    ("sv", "Från: F\nSkickat: den 6 juli 2023 17:05\nTill: T\nÄmne: S\n"),
    ("is", "Frá: F\nSent: fimmtudagur, 6. júlí 2023 17:05\nTil: T\nEfni: S\n"),
    ("fi", "Lähettäjä: F\nLähetetty: torstai 6. heinäkuuta 2023 17.05\nVastaanottaja: T\nAihe: S\n"),
    ("et", "Saatja: F\nSaadetud: neljapäev, 6. juuli 2023 17:05\nAdressaat: T\nTeema: S\n"),
    ("lv", "No: F\nNosūtīts: ceturtdiena, 2023. gada 6. jūlijs 17:05\nKam: T\nTemats: S\n"),
    ("lt", "Nuo: F\nIšsiųsta: 2023 m. liepos 6 d., ketvirtadienis 17:05\nKam: T\nTema: S\n"),
    ("pl outlook", "Od: F\nWysłano: czwartek, 6 lipca 2023 17:05\nDo: T\nTemat: S\n"),
    ("pl gmail", "---------- Forwarded message ---------\nOd: F\nDate: czw., 6 lip 2023 o 17:05\nSubject: S\nTo: T\n"),
    ("cs", "Od: F\nOdesláno: čtvrtek 6. července 2023 17:05\nKomu: T\nPředmět: S\n"),
    ("sk", "Od: F\nOdoslané: štvrtok 6. júla 2023 17:05\nKomu: T\nPredmet: S\n"),
    ("sl", "Od: F\nPoslano: četrtek, 06. julij 2023 17:05\nZa: T\nZadeva: S\n"),
    ("hr outlook", "Šalje: F\nPoslano: četvrtak, 6. srpnja 2023. 17:05\nPrima: T\nPredmet: S\n"),
    ("hr gmail", "---------- Forwarded message ---------\nŠalje: F\nDate: čet, 6. srp 2023. u 17:05\nSubject: S\nTo: T\n"),
    ("sr latin", "Od: F\nPoslato: četvrtak, 6. jul 2023. 17:05\nZa: T\nPredmet: S\n"),
    ("sr cyrillic", "Од: F\nПослато: четвртак, 6. јул 2023. 17:05\nЗа: T\nТема: S\n"),
    ("mk", "Од: F\nИспратено: четврток, 6 јули 2023 17:05\nДо: T\nТема: S\n"),
    ("bg", "От: F\nИзпратено: четвъртък, 6 юли 2023 г. 17:05\nДо: T\nОтносно: S\n"),
    ("ru outlook", "От: F\nОтправлено: 6 июля 2023 г. 17:05\nКому: T\nТема: S\n"),
    ("ru mail.ru", "-------- Пересылаемое сообщение --------\nОт кого: F\nКому: T\nДата: Четверг, 6 июля 2023, 17:05\nТема: S\n"),
    ("uk", "Від: F\nНадіслано: четвер, 6 липня 2023 р. 17:05\nКому: T\nТема: S\n"),
    ("be", "Ад: F\nАдпраўлена: 6 ліпеня 2023 г. 17:05\nКаму: T\nТэма: S\n"),
    ("hu outlook", "Feladó: F\nElküldve: 2023. július 6., csütörtök 17:05\nCímzett: T\nTárgy: S\n"),
    ("hu half", "Feladó: F\nDátum: 2023. július 6. du. 5:05\nCímzett: T\nTárgy: S\n"),
    ("el outlook", "Από: F\nΣτάλθηκε: Πέμπτη, 6 Ιουλίου 2023 5:05 μμ\nΠρος: T\nΘέμα: S\n"),
    ("el gmail", "---------- Forwarded message ---------\nΑπό: F\nDate: Πέμ 6 Ιουλ 2023 στις 5:05 μ.μ.\nSubject: S\nTo: T\n"),
    ("tr outlook", "Kimden: F\nGönderildi: 6 Temmuz 2023 Perşembe 17:05\nKime: T\nKonu: S\n"),
    ("tr gmail", "---------- Forwarded message ---------\nGönderen: F\nDate: 6 Tem 2023 Per, 17:05\nSubject: S\nTo: T\n"),
    ("az", "Kimdən: F\nGöndərilib: 6 iyul 2023, 17:05\nKimə: T\nMövzu: S\n"),
    ("sq", "Nga: F\nDërguar: e enjte, 6 korrik 2023 17:05\nPër: T\nTema: S\n"),
    ("eu", "Nork: F\nBidalia: 2023/07/06 17:05\nNori: T\nGaia: S\n"),
    ("he outlook", "\u200f\u200fמאת: F\n\u200f\u200fנשלח: יום חמישי 06 יולי 2023 17:05\n\u200f\u200fאל: T\n\u200f\u200fנושא: S\n"),
    ("he gmail", "---------- Forwarded message ---------\nמאת: F\nDate: יום ה׳, 6 ביולי 2023 ב-17:05\nSubject: S\nTo: T\n"),
    ("ar outlook", "من: F\nتم الإرسال: الخميس, 6 يوليو, 2023 5:05 م\nإلى: T\nالموضوع: S\n"),
    ("ar digits", "---------- Forwarded message ---------\nمن: F\nDate: الخميس، ٦ يوليو ٢٠٢٣ في ٥:٠٥ م\nSubject: S\nTo: T\n"),
    ("ar levant", "من: F\nالتاريخ: 6 تموز 2023 17:05\nإلى: T\nالموضوع: S\n"),
    ("fa", "از: F\nتاریخ: پنجشنبه ۶ ژوئیهٔ ۲۰۲۳ ۱۷:۰۵\nبه: T\nموضوع: S\n"),
    ("hi", "प्रेषक: F\nदिनांक: गुरु, 6 जुल॰ 2023 को 5:05 pm बजे\nप्रति: T\nविषय: S\n"),
    ("hi digits", "प्रेषक: F\nभेजा गया: ६ जुलाई २०२३ १७:०५\nप्रति: T\nविषय: S\n"),
    ("th buddhist", "จาก: F\nส่ง: 6 กรกฎาคม 2566 17:05\nถึง: T\nเรื่อง: S\n"),
    ("th gmail", "---------- Forwarded message ---------\nจาก: F\nDate: พฤ. 6 ก.ค. 2023 เวลา 17:05\nSubject: S\nTo: T\n"),
    ("vi outlook", "Từ: F\nĐã gửi: Thứ Năm, 6 Tháng Bảy 2023 17:05\nĐến: T\nChủ đề: S\n"),
    ("vi gmail", "---------- Forwarded message ---------\nTừ: F\nDate: Th 5, 6 thg 7, 2023 vào lúc 17:05\nSubject: S\nTo: T\n"),
    ("id", "Dari: F\nTanggal: Kamis, 6 Juli 2023 17.05\nKepada: T\nSubjek: S\n"),
    ("ms", "Daripada: F\nTarikh: Khamis, 6 Julai 2023 17:05\nKepada: T\nPerkara: S\n"),
    ("zh-CN outlook", "发件人: F\n发送时间: 2023年7月6日 17:05\n收件人: T\n主题: S\n"),
    ("zh-CN wide", "发件人：F\n日期：2023年7月6日星期四 下午5:05\n收件人：T\n主题：S\n"),
    ("zh-CN netease", "-------- 转发邮件信息 --------\n发件人：F\n发送日期：2023-07-06 17:05:00\n收件人：T\n主题：S\n"),
    ("zh-CN qq", "------------------ 原始邮件 ------------------\n发件人: F;\n发送时间: 2023年7月6日(星期四) 下午5:05\n收件人: T;\n主题: S\n"),
    ("zh-CN foxmail", "发件人： F\n发送时间： 2023-07-06 17:05\n收件人： T\n主  题： S\n"),
    ("zh-CN apple", "以下是转发的邮件：\n\n发件人: F\n主题: S\n日期: 2023年7月6日 GMT 17:05:00\n收件人: T\n"),
    ("zh-TW outlook", "寄件者: F\n寄件日期: 2023年7月6日 下午 05:05\n收件者: T\n主旨: S\n"),
    ("zh-TW gmail", "---------- Forwarded message ---------\n寄件者： F\nDate: 2023年7月6日 週四 下午5:05\nSubject: S\nTo: T\n"),
    ("ja outlook", "差出人: F\n送信日時: 2023年7月6日木曜日 17:05\n宛先: T\n件名: S\n"),
    ("ja gmail", "---------- Forwarded message ---------\nFrom: F\nDate: 2023年7月6日(木) 17:05\nSubject: S\nTo: T\n"),
    ("ja apple", "転送されたメッセージ:\n\n差出人: F\n件名: S\n日付: 2023年7月6日 17:05:00\n宛先: T\n"),
    ("ja half", "送信者：F\n日時：2023/07/06 午後5時05分\n送信先：T\n件名：S\n"),
    ("ko outlook", "보낸 사람: F\n보낸 날짜: 2023년 7월 6일 목요일 오후 5:05\n받는 사람: T\n제목: S\n"),
    ("ko naver", "-----Original Message-----\nFrom: F\nTo: T\nSent: 2023-07-06 (목) 17:05:00\nSubject: S\n"),
    ("ko daum", "--------- 원본 메일 ---------\n보낸사람: F\n받는사람: T\n날짜: 2023년 7월 06일 목요일, 17시 05분\n제목: S\n"),
    ("ka", "გამომგზავნი: F\nგაგზავნილია: 6 ივლისი, 2023 17:05\nვის: T\nთემა: S\n"),
    ("hy", "Ումից: F\nԱմսաթիվ: 6 հուլիսի, 2023 17:05\nՈւմ: T\nԹեմա: S\n"),
    ("kk", "Кімнен: F\nЖіберілді: 6 шілде 2023 17:05\nКімге: T\nТақырып: S\n"),
]  # fmt: skip

DAMAGE = {
    "none": lambda text: text,
    "prefixes": lambda text: "\n".join(f"> {line}" if line else ">" for line in text.split("\n")),
    "two prefixes": lambda text: "\n".join(f">> {line}" for line in text.split("\n")),
    "bars": lambda text: "\n".join(f"| {line}" for line in text.split("\n")),
    "trailing blanks": lambda text: "\n".join(f"{line} \u00a0" for line in text.split("\n")),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "links": lambda text: text.replace("hsa.example>", "hsa.example<mailto:imogen.vale@hsa.example>>"),
    "links for addresses": lambda text: text.replace("<imogen.vale@hsa.example>", "[mailto:imogen.vale@hsa.example]"),
    "no-break spaces": lambda text: text.replace(": ", ":\u00a0").replace(" <", "\u00a0<"),
    "no width": lambda text: text.replace("From", "\ufeffFr\u200bom").replace("Subject", "\u2060Subject\u200b"),
}


def written(opening: str) -> str:
    return opening.replace("F\n", f"{VALE}\n").replace("F \n", f"{VALE} \n").replace("F;", f"{VALE};").replace(
        "T\n", f"{MARA}\n").replace("T \n", f"{MARA} \n").replace("T;", f"{MARA};").replace(
        "S\n", f"{SUBJECT}\n").replace("S \n", f"{SUBJECT} \n").removesuffix(": S") + (
        f": {SUBJECT}" if opening.endswith(": S") else "")  # fmt: skip


@pytest.mark.parametrize("opening", [opening for _, opening in OPENINGS], ids=[name for name, _ in OPENINGS])
def test_a_forward_is_unwrapped_in_every_language(opening):
    found = unwrap(f"{NOTE}\n\n{written(opening)}\n{LETTER}\n")

    assert found is not None
    assert found.sender == Address(name="Imogen Vale", address="imogen.vale@hsa.example")
    assert [person.address for person in found.recipients] == ["mara@newsroom.example"]
    assert found.subject == SUBJECT
    assert found.sent_at is not None
    assert found.sent_at.replace(tzinfo=None) == AT
    assert (found.text, found.note) == (LETTER, NOTE)


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("opening", [opening for name, opening in OPENINGS if name.startswith("en ")][:8])
def test_what_gateways_do_to_a_forward_changes_nothing(damage, opening):
    found = unwrap(f"{NOTE}\n\n" + DAMAGE[damage](f"{written(opening)}\n{LETTER}\n"))

    assert found is not None
    assert found.sender == Address(name="Imogen Vale", address="imogen.vale@hsa.example")
    assert [person.address for person in found.recipients] == ["mara@newsroom.example"]
    assert (found.subject, found.sent_at.replace(tzinfo=None)) == (SUBJECT, AT)
    assert found.text.split()[-len(LETTER.split()) :] == LETTER.split()


@pytest.mark.parametrize("label", ["*{}:*", "**{}:**", "*{}: *", "*{}*:", "_{}:_", "**{}**:", "{} :"])
def test_marks_of_bold_type_around_a_label_are_no_part_of_it(label):
    fields = [("From", VALE), ("Sent", "Thursday, July 6, 2023 5:05 PM"), ("To", MARA), ("Subject", SUBJECT)]
    block = "\n".join(f"{label.format(name)} {value}" for name, value in fields)

    found = unwrap(f"{NOTE}\n\n{block}\n\n{LETTER}")

    assert found is not None
    assert found.sender == Address(name="Imogen Vale", address="imogen.vale@hsa.example")
    assert (found.subject, found.sent_at, found.text, found.note) == (SUBJECT, AT, LETTER, NOTE)


@pytest.mark.parametrize(
    ("separator", "explicit"),
    [
        ("---------- Forwarded message ---------", True),
        ("Begin forwarded message:", True),
        ("*Begin forwarded message:*", True),
        ("Début du message réexpédié :", True),
        ("----- Forwarded by Mara Lind on 07/07/2023 09:00 AM -----", True),
        ("-----Original Message-----", False),
        ("________________________________", False),
        ("-----Ursprüngliche Nachricht-----", False),
        ("", False),
    ],
)  # fmt: skip
def test_only_what_stands_above_forwards_alone_is_explicit(separator, explicit):
    found = unwrap(
        f"Note\n\n{separator}\nFrom: {VALE}\nSent: Thursday, July 6, 2023 5:05 PM\nTo: {MARA}\nSubject: S\n\nText"
    )

    assert found is not None
    assert found.explicit is explicit
    assert (found.note, found.text) == ("Note", "Text")


def test_fields_run_together_on_the_line_of_the_separator_are_parted():
    found = unwrap(
        f'Note\n   ----- Przekazana wiadomość ----- Od: {VALE}Do: "mara@newsroom.example" <mara@newsroom.example>'
        "Dw Jo <jo@x.example>Wysłano: czwartek, 6 lipca 2023, 17:05:00 CESTTemat: Ports: an audit\nText"
    )

    assert found is not None
    assert [person.address for person in found.recipients] == ["mara@newsroom.example", "jo@x.example"]
    assert found.sent_at == AT.replace(tzinfo=timezone(timedelta(hours=2)))
    assert (found.subject, found.note, found.text, found.explicit) == ("Ports: an audit", "Note", "Text", True)


def test_a_separator_without_labels_still_parts_note_and_letter():
    found = unwrap("See below.\n\n---------- Forwarded message ---------\n\nThe audit is closed.\nImogen")

    assert found is not None
    assert (found.sender, found.subject, found.sent_at, found.explicit) == (None, None, None, True)
    assert (found.note, found.text) == ("See below.", "The audit is closed.\nImogen")


def test_an_attribution_may_open_a_forward():
    found = unwrap(f"Note\n\nOn 06/07/2023, 17:05, {VALE} wrote:\n\n    Text\n      more")

    assert found is not None
    assert found.sender == Address(name="Imogen Vale", address="imogen.vale@hsa.example")
    assert (found.sent_at, found.explicit, found.text) == (AT, False, "Text\n  more")


def test_only_the_outermost_forward_is_unwrapped():
    inner = f"FYI\n\n---------- Forwarded message ---------\nFrom: Jo <jo@x.example>\nDate: Thu, 6 Jul 2023 at 09:00\nSubject: S\nTo: {VALE}\n\nInner"
    found = unwrap(
        f"---------- Forwarded message ---------\nFrom: {VALE}\nDate: Thu, 6 Jul 2023 at 17:05\nSubject: Fwd: S\nTo: {MARA}\n\n{inner}"
    )

    assert found is not None
    assert found.sender == Address(name="Imogen Vale", address="imogen.vale@hsa.example")
    assert found.text == inner


def test_a_forward_of_a_forward_without_a_word_keeps_the_inner_separator():
    inner = f"---------- Forwarded message ---------\nFrom: {VALE}\nSubject: S\n\nInner"
    found = unwrap(f"---------- Forwarded message ---------\nFrom: {MARA}\nSubject: Fwd: S\n\n{inner}")

    assert found is not None
    assert found.text == inner


def test_a_forward_quoted_among_other_words_is_not_explicit():
    found = unwrap(
        f"I see.\n\n> Mara said:\n> ---------- Forwarded message ---------\n> From: {VALE}\n> Subject: S\n>\n> Yes."
    )

    assert found is not None
    assert (found.explicit, found.text) == (False, "Yes.")


def test_the_prefixes_of_the_forward_go_and_those_of_the_letter_stay():
    found = unwrap(
        f"Note\n\nForwarded message:\n\n> From: {VALE}\n> Date: Thu, 6 Jul 2023 17:05:00\n> Subject: S\n>\n> Yes.\n>\n> > Did you?\n>> Or not?"
    )

    assert found is not None
    assert found.text == "Yes.\n\n> Did you?\n> Or not?"


def test_words_of_the_forwarder_below_a_prefixed_letter_are_his_note():
    found = unwrap(
        f"> Begin forwarded message:\n>\n> From: {VALE}\n> Subject: S\n>\n> Yes.\n\nKeep this to yourself.\nMara"
    )

    assert found is not None
    assert (found.text, found.note) == ("Yes.", "Keep this to yourself.\nMara")


def test_a_closing_line_ends_the_letter():
    found = unwrap(
        f"----- Forwarded message from {VALE} -----\n\nFrom: {VALE}\nSubject: S\n\nYes.\n\n----- End forwarded message -----\n"
    )

    assert found is not None
    assert found.text == "Yes."


def test_a_separator_in_an_unknown_language_is_no_part_of_the_note():
    found = unwrap(f"Note\n\n--- Plusendita ---\nFrom: {VALE}\nSubject: S\n\nYes.")

    assert found is not None
    assert (found.note, found.text, found.explicit) == ("Note", "Yes.", False)


def test_a_rule_below_the_letter_is_no_part_of_it():
    found = unwrap(f"----------  Forwarded Message  ----------\n\nSubject: S\nFrom: {VALE}\n\nYes.\n\n{'-' * 41}\n")

    assert found is not None
    assert found.text == "Yes."


def test_fields_drawn_as_a_table_are_read():
    found = unwrap(f"Note\n\n| **From:** | {VALE} |\n| **Date:** | 6 July 2023 17:05 |\n| **Subject:** | S |\n\nYes.")

    assert found is not None
    assert (found.subject, found.sent_at, found.text) == ("S", AT, "Yes.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thank you, that is all we need.",
        "From: what we know so far, nothing was audited.\nTo: do\nSubject: to change",
        "From: London\nTo: Paris\nDate: 6 July 2023 10:00\n\nPlease book this.",
        "Write these labels on top:\nFrom:\nTo:\nDate:\nSubject:\n",
        "Date: 6 July 2023 10:00\nPlace: Harbour office\nSubject: the audits",
        "Please note: the audit is on 6 July 2023 at 10:00.\nQuestions:\n1. Who?\n2. When?",
        "Kind regards,\nMara\nTel: +1 555 0100\nMail: mara@newsroom.example",
        "I sent him the forwarded message: he did not answer.",
        "-- \nMara Lind\nReporter",
    ],
)
def test_prose_is_no_forward(text):
    assert unwrap(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "From: x\n" * 100_000,
        "On \n" * 40_000,
        "a" * 262_144,
        "From: " + "a@" * 131_072,
        "From:\nx\nTo:\n" * 20_000,
        "Jane Doe wrote:\n" * 16_000,
        "----- Forwarded Message ----- From: " * 7_000,
        ">" * 262_144,
        "- " * 131_072,
        "From: " + '"' * 200_000 + "\nSubject: x\nDate: 1 May 2023 10:00\n",
        "From: a@b.example\nTo: " + "x@y.example,\n" * 20_000,
    ],
)
def test_hostile_text_takes_no_time(text):
    began = time.process_time()

    unwrap(text)

    assert time.process_time() - began < 1


@given(
    st.text(alphabet=st.sampled_from("From: To\nDate <a@b.c>-=_*>|\u00a0\u200b20235:07Subject发件人："), max_size=300)
)
def test_any_text_is_read_without_failure(text):
    found = unwrap(text)

    assert found is None or found.sender or found.text
