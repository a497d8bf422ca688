import pytest

from worker.mail.body.gateway import ticket_line, without_gateway

BANNERS = [
    (
        "caution",
        "CAUTION: This email originated from outside of the organization. Do not click links unless you recognize the sender.",
    ),
    ("tag and advice", "[EXTERNAL EMAIL] This message was sent from outside your organisation. Please be cautious."),
    (
        "wrapped",
        "WARNING: This email originated from outside of\nour organization. Do not click links or open\nattachments unless you know the content is safe.",
    ),
    (
        "framed",
        "*********\nEXTERNAL EMAIL\n*********\n\nThis message was sent from an external sender. Do not open attachments.",
    ),
    ("microsoft's tip", "You don't often get email from jane@harbour.example. Learn why this is important"),
    ("two of them", "[EXTERNAL]\n\nThis message came from outside the company. Be careful with attachments."),
    ("in parts", "External Email - Think before you click"),
    ("german", "ACHTUNG: Diese E-Mail stammt von außerhalb der Organisation. Klicken Sie nicht auf Links."),
    ("french", "ATTENTION : Ce courriel provient de l'extérieur de l'organisation. Ne cliquez pas sur les liens."),
    ("spanish", "PRECAUCIÓN: Este correo se originó fuera de la organización. No haga clic en enlaces."),
    ("portuguese", "CUIDADO: Este e-mail foi enviado de fora da organização. Não clique em links."),
    ("italian", "ATTENZIONE: Questa e-mail proviene dall'esterno dell'organizzazione. Non cliccare sui link."),
    ("dutch", "LET OP: Deze e-mail komt van buiten de organisatie. Klik niet op links."),
    ("swedish", "VARNING: Detta mejl kommer från en avsändare utanför organisationen. Öppna inte bilagor."),
    ("chinese", "注意：此邮件来自外部发件人，请勿点击链接或打开附件。"),
    ("japanese", "【外部メール】このメールは社外から送信されました。リンクをクリックしないでください。"),
    ("korean", "[외부 메일] 이 메일은 외부에서 발송되었습니다. 링크를 클릭하지 마십시오."),
    ("label and dash", "Externe Nachricht – bitte öffnen Sie Anhänge nur mit Vorsicht."),
    ("nobody's home", "AVVISO: e-mail proveniente dall'esterno. Non cliccare sui link."),
    ("goes on after a tag", "[CORREO EXTERNO] Mensaje recibido desde fuera del organismo. Extreme las precauciones."),
    ("a wide colon", "提示：本邮件由公司外部人员发送，请核实后再操作。"),
    ("polish", "UWAGA! Ta wiadomość pochodzi spoza firmy. Nie otwieraj załączników."),
    ("ticket line", "##- Please type your reply above this line -##"),
    ("ticket line and banner", "##- Please type your reply above this line -##\n\n[EXTERNAL]"),
]

WORDS = [
    (
        "questions about outsiders",
        "This message raises serious questions about outside staff. Please check your files.",
    ),
    ("an external auditor", "External auditors visited the site and sent an email to your organisation."),
    (
        "behind a tag's wording",
        "We do not recognise the description in your email from outside. Please open the attachment.",
    ),
    ("advice of the author's", "Important: please do not open the attachments before publication."),
    ("a request", "Please do not share our email outside your organisation."),
    ("a heading", "External"),
    ("a caution", "Caution: the figures for 2022 are preliminary."),
    ("about outsiders", "We saw your email from outside counsel to our company. Do not click the link in it yet."),
    ("a plain letter", "Dear Mara,"),
]


@pytest.mark.parametrize(("name", "banner"), BANNERS, ids=[row[0] for row in BANNERS])
def test_a_banner_is_nobodys_words(name, banner):
    lines = [*banner.split("\n"), "", "Dear Mara,", "", "We deny it."]

    assert list(without_gateway(lines)) == ["Dear Mara,", "", "We deny it."], name


@pytest.mark.parametrize(("name", "said"), WORDS, ids=[row[0] for row in WORDS])
def test_an_author_may_use_the_same_words(name, said):
    lines = [said, "", "We deny it."]

    assert list(without_gateway(lines)) == lines, name


def test_what_stands_behind_a_banner_on_its_line_stays():
    assert list(without_gateway(["[EXTERNAL] We do not trust this.", "Not at all."])) == [
        "We do not trust this.",
        "Not at all.",
    ]
    assert list(without_gateway(["CAUTION: External email from outside the company.", "Dear Mara,"])) == ["Dear Mara,"]


def test_a_banner_is_looked_for_at_the_top_only():
    lines = ["Dear Mara,", "", "CAUTION: This email originated from outside of the organization. Do not click links."]

    assert list(without_gateway(lines)) == lines


TICKETS = [
    "##- Please type your reply above this line -##",
    "-- reply above --",
    "Please reply above this line",
    "=-=-= Bitte antworten Sie oberhalb dieser Linie =-=-=",
    "## Veuillez répondre au-dessus de cette ligne ##",
    "##- Por favor, escriba su respuesta por encima de esta línea -##",
    "##-请在此线上方回复-##",
]


@pytest.mark.parametrize("line", TICKETS)
def test_a_ticket_line_is_known(line):
    assert ticket_line(line)


@pytest.mark.parametrize(
    "line",
    ["Please see our reply above.", "We stand by the response above.", "- We refer to our reply above.", "", "line"],
)
def test_an_answer_above_is_no_ticket_line(line):
    assert not ticket_line(line)
