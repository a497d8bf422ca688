from datetime import datetime

import pytest

from worker.mail.headings.attribution import attribution

ADDRESSED = [
    ("english, gmail", "On Thu, Jul 6, 2023 at 5:04 PM Jane Vale <jane@harbour.example> wrote:"),
    ("english, day first", "On 6 Jul 2023, at 17:04, Jane Vale <jane@harbour.example> wrote:"),
    ("english, thunderbird", "On 06/07/2023 17:04, Jane Vale <jane@harbour.example> wrote:"),
    ("english, zoho", "---- On Thu, 06 Jul 2023 17:04:00 +0100 Jane Vale <jane@harbour.example> wrote ---"),
    ("english, no verb", "Thursday, 6 July 2023, 5:04 PM +0100 from Jane Vale <jane@harbour.example>:"),
    (
        "english, doubled address",
        "On 6 Jul 2023 at 17:04, Jane Vale <jane@harbour.example<mailto:jane@harbour.example>> wrote:",
    ),
    ("english, square brackets", "On 6 July 2023 at 17:04, Jane Vale [jane@harbour.example] wrote:"),
    ("english, bold", "*On 6 July 2023 at 17:04, Jane Vale <jane@harbour.example> wrote:*"),
    ("german", "Am Do., 6. Juli 2023 um 17:04 Uhr schrieb Jane Vale <jane@harbour.example>:"),
    ("german, name first", "Jane Vale <jane@harbour.example> schrieb am Do., 6. Juli 2023, 17:04:"),
    ("french", "Le jeu. 6 juil. 2023 à 17:04, Jane Vale <jane@harbour.example> a écrit :"),
    ("spanish", "El jue, 6 jul 2023 a las 17:04, Jane Vale (<jane@harbour.example>) escribió:"),
    ("catalan", "Missatge de Jane Vale <jane@harbour.example> del dia dj., 6 de jul. 2023 a les 17:04:"),
    ("portuguese", "Em qui., 6 de jul. de 2023 às 17:04, Jane Vale <jane@harbour.example> escreveu:"),
    ("italian", "Il giorno gio 6 lug 2023 alle ore 17:04 Jane Vale <jane@harbour.example> ha scritto:"),
    ("romanian", "În joi, 6 iul. 2023 la 17:04, Jane Vale <jane@harbour.example> a scris:"),
    ("dutch", "Op do 6 jul 2023 om 17:04 schreef Jane Vale <jane@harbour.example>:"),
    ("dutch, apple", "Op 6 jul. 2023 om 17:04 heeft Jane Vale <jane@harbour.example> het volgende geschreven:"),
    ("swedish", "Den tors 6 juli 2023 kl 17:04 skrev Jane Vale <jane@harbour.example>:"),
    ("danish", "Den tor. 6. jul. 2023 kl. 17.04 skrev Jane Vale <jane@harbour.example>:"),
    ("norwegian", "tor. 6. juli 2023 kl. 17:04 skrev Jane Vale <jane@harbour.example>:"),
    ("finnish", "to 6. heinäk. 2023 klo 17.04 Jane Vale (jane@harbour.example) kirjoitti:"),
    ("icelandic", "Þann fim., 6. júl. 2023 kl. 17:04 skrifaði Jane Vale <jane@harbour.example>:"),
    ("estonian", "Kuupäev N, 6. juuli 2023 kell 17:04 kirjutas Jane Vale <jane@harbour.example>:"),
    ("lithuanian", "2023-07-06, kt, 17:04 Jane Vale <jane@harbour.example> rašė:"),
    ("latvian", "Lietotājs Jane Vale (<jane@harbour.example>) rakstīja (ceturtd., 2023. g. 6. jūl., plkst. 17:04):"),
    ("polish", "czw., 6 lip 2023 o 17:04 Jane Vale <jane@harbour.example> napisał(a):"),
    ("polish, webmail", "W dniu 2023-07-06 17:04:00 użytkownik Jane Vale <jane@harbour.example> napisał:"),
    ("czech", "čt 6. 7. 2023 v 17:04 odesílatel Jane Vale <jane@harbour.example> napsal:"),
    ("slovak", "št 6. 7. 2023 o 17:04 Jane Vale <jane@harbour.example> napísal(a):"),
    ("slovenian", "V čet., 6. jul. 2023 ob 17:04 je oseba Jane Vale <jane@harbour.example> napisala:"),
    ("croatian", "čet, 6. srp 2023. u 17:04 Jane Vale <jane@harbour.example> napisao je:"),
    ("serbian", "чет, 6. јул 2023. у 17:04 Jane Vale <jane@harbour.example> је написао/ла:"),
    ("bulgarian", "На чт, 6.07.2023 г. в 17:04 Jane Vale <jane@harbour.example> написа:"),
    ("hungarian", "Jane Vale <jane@harbour.example> ezt írta (időpont: 2023. júl. 6., Cs, 17:04):"),
    ("greek", "Στις Πέμ 6 Ιουλ 2023 στις 5:04 μ.μ., ο χρήστης Jane Vale <jane@harbour.example> έγραψε:"),
    ("turkish", "Jane Vale <jane@harbour.example>, 6 Tem 2023 Per, 17:04 tarihinde şunu yazdı:"),
    ("russian", "чт, 6 июл. 2023 г. в 17:04, Jane Vale <jane@harbour.example>:"),
    ("ukrainian", "чт, 6 лип. 2023 р. о 17:04 Jane Vale <jane@harbour.example> пише:"),
    (
        "hebrew",
        "\u202bבתאריך יום ה׳, 6 ביולי 2023 ב-17:04 מאת \u202aJane Vale\u202c\u200f <\u202ajane@harbour.example\u202c\u200f>:\u202c",
    ),
    ("arabic", "في الخميس، 6 يوليو 2023 في 5:04 م تمت كتابة ما يلي بواسطة Jane Vale <jane@harbour.example>:"),
    ("persian", "در تاریخ 2023-07-06 17:04، Jane Vale <jane@harbour.example> نوشت:"),
    ("hindi", "गुरु, 6 जुल॰ 2023 को 17:04 बजे को Jane Vale <jane@harbour.example> ने लिखा:"),
    ("thai", "ในวันที่ พฤ. 6 ก.ค. 2023 เวลา 17:04 Jane Vale <jane@harbour.example> เขียนว่า:"),
    ("vietnamese", "Vào Th 5, 6 thg 7, 2023 vào lúc 17:04 Jane Vale <jane@harbour.example> đã viết:"),
    ("indonesian", "Pada tanggal Kam, 6 Jul 2023 17.04, Jane Vale <jane@harbour.example> menulis:"),
    ("chinese, simplified", "Jane Vale <jane@harbour.example> 于2023年7月6日周四 17:04写道："),
    ("chinese, apple", "在 2023年7月6日，下午5:04，Jane Vale <jane@harbour.example> 写道："),
    ("chinese, netease", '在 2023-07-06 17:04:00，"Jane Vale" <jane@harbour.example> 写道：'),
    ("chinese, traditional", "Jane Vale <jane@harbour.example> 於 2023年7月6日 週四 下午5:04寫道："),
    ("japanese", "2023年7月6日(木) 17:04 Jane Vale <jane@harbour.example>:"),
    ("korean", "2023년 7월 6일 (목) 오후 5:04, Jane Vale <jane@harbour.example>님이 작성:"),
]


@pytest.mark.parametrize(("language", "line"), ADDRESSED, ids=[row[0] for row in ADDRESSED])
def test_an_attribution_tells_who_wrote(language, line):
    found = attribution(["Thank you.", "", line, "", "Hello"], 2)

    assert found is not None, language
    assert (found.start, found.end) == (2, 3)
    assert found.sender is not None
    assert (found.sender.name, found.sender.address) == ("Jane Vale", "jane@harbour.example")


@pytest.mark.parametrize(
    "language", ["english, gmail", "german", "french", "spanish", "polish", "chinese, apple", "korean"]
)
def test_an_attribution_tells_when(language):
    found = attribution([dict(ADDRESSED)[language]], 0)

    assert found is not None
    assert found.sent_at == datetime(2023, 7, 6, 17, 4)  # noqa: DTZ001 - none is written


WRAPPED = [
    ("inside the brackets", ["On Thu, Jul 6, 2023 at 5:04 PM Jane Vale <", "jane@harbour.example> wrote:"]),
    ("before the verb", ["Le jeu. 6 juil. 2023 à 17:04, Jane Vale <jane@harbour.example>", "a écrit :"]),
    ("three lines", ["Le 6 juil. 2023 17:04,", '"Jane Vale" <jane@harbour.example>', "a écrit :"]),
    ("inside the date", ["Jane Vale <jane@harbour.example> schrieb am Do., 6.", "Juli 2023 um 17:04 Uhr:"]),
    ("the bracket alone", ["On Thu, Jul 6, 2023 at 5:04 PM Jane Vale <jane@harbour.example", "> wrote:"]),
    ("four lines", ["On Thursday, July 6,", "2023 at 5:04 PM,", "Jane Vale <jane@harbour.example>", "wrote:"]),
]


@pytest.mark.parametrize(("name", "lines"), WRAPPED, ids=[row[0] for row in WRAPPED])
def test_an_attribution_may_be_wrapped(name, lines):
    found = attribution(["We will answer.", *lines], len(lines))

    assert found is not None, name
    assert found.start == 1
    assert found.sender is not None
    assert found.sender.address == "jane@harbour.example"


PROSE = [
    ("a day and a pronoun", "On Monday she wrote:"),
    ("a pronoun with a time", "On 3 March 2022 at 10:30 you wrote:"),
    ("a role", "On 3 March 2022 at 10:30 your spokesman wrote:"),
    ("a year", "In 2019 the ministry wrote:"),
    ("a list", "Please answer the following:"),
    ("a time", "The timetable from 10:30 on 3 March 2022:"),
    ("an address", "Write to press@harbour.example by 3 March 2022:"),
    ("a sentence before", "We are done here. On 3 March 2022 at 10:30, Jane <jane@harbour.example> wrote:"),
    ("nothing", ""),
]


@pytest.mark.parametrize(("name", "line"), PROSE, ids=[row[0] for row in PROSE])
def test_prose_is_no_attribution(name, line):
    assert attribution(["Hello,", "", line, "", "That was not so."], 2) is None, name


def test_above_marked_lines_less_is_asked():
    assert attribution(["On Tuesday, 5 July 2023, jane wrote:", "> Hello"], 0)
    assert attribution(["2023/7/6 Jane Vale <jane@harbour.example>", "", "> Hello"], 0)
    assert not attribution(["On Tuesday, 5 July 2023, the paper wrote:", "Hello"], 0)
