import pytest

from worker.mail.body.signature import contacts_role, without_signature
from worker.mail.message import Address

JANE = Address(name="Jane Vale", address="jane.vale@harbour.example")
DISCLAIMER = "This email and any attachments are confidential and intended solely for the addressee. If you have received it in error, please notify the sender and delete it."

SIGNED = [
    ("delimiter", "We deny it.\n\nKind regards,", "-- \nJane Vale\nPress Officer"),
    ("delimiter without its space", "We deny it.", "--\nJane Vale"),
    ("name below a sign-off", "We deny it.\n\nKind regards,", "Jane Vale\nPress Officer\nT: +44 20 7946 0123"),
    ("another's name below a sign-off", "We deny it.\n\nBest wishes", "The Press Team\nHarbour Alliance"),
    ("name without a sign-off", "We deny it.", "Jane Vale\nPress Officer"),
    ("first name", "We deny it.\n\nThanks,", "Jane\n\nSent from my iPhone"),
    ("dash and name", "We deny it.", "-Jane Vale"),
    ("name and role on a line", "We deny it.", "Jane Vale, Press Officer"),
    ("disclaimer alone", "We deny it.", DISCLAIMER),
    ("disclaimer below", "We deny it.\n\nSincerely,", f"Jane Vale\n\n{DISCLAIMER}"),
    ("footer alone", "We deny it.", "Get Outlook for iOS"),
    ("footer, spanish", "Lo negamos.", "Enviado desde mi iPhone"),
    ("footer, german", "Nein.", "Von meinem iPhone gesendet"),
    ("footer, chinese", "我们否认。", "发自我的 iPhone"),
    ("footer, japanese", "否定します。", "iPhoneから送信"),
    (
        "motto behind a number",
        "We deny it.\n\nRegards,",
        "Jane Vale\nT: +44 20 7946 0123\nPlease consider the environment before printing this email.",
    ),
    ("german", "Wir bestreiten das.\n\nMit freundlichen Grüßen", "Jane Vale\nPressestelle"),
    ("french", "Nous contestons.\n\nCordialement,", "Jane Vale\nService de presse"),
    ("chinese", "我们否认。\n\n此致\n敬礼", "王伟\n公关部"),
    ("japanese", "否定します。\n\nよろしくお願いいたします。", "山田太郎\n広報部"),
    (
        "disclaimer, german",
        "Nein.",
        "Diese E-Mail ist vertraulich und nur für den Empfänger bestimmt. Haben Sie sie irrtümlich erhalten, löschen Sie sie bitte.",
    ),
    (
        "disclaimer, italian",
        "No.",
        "Questo messaggio è riservato al destinatario.\n\nSe ricevete questo messaggio per errore, vi preghiamo di cancellarlo.",
    ),
]


@pytest.mark.parametrize(("name", "own", "signature"), SIGNED, ids=[row[0] for row in SIGNED])
def test_a_signature_begins_at_the_name(name, own, signature):
    gap = "\n\n" if own.endswith((".", "。")) else "\n"

    said, block = without_signature(f"{own}{gap}{signature}".split("\n"), JANE)

    assert "\n".join(said) == own, name
    assert "\n".join(block).strip("\n") == signature


OWN = [
    ("a courtesy", "We deny it.\n\nThank you for your time."),
    ("a sign-off", "We deny it.\n\nKind regards,"),
    ("numbered answers", "Thank you.\n\n1. Yes\n2. No"),
    ("bullets", "Thanks,\n\n- Yes\n- No"),
    ("a question", "Thanks\nWhen do you publish?"),
    ("a sentence below thanks", "Thank you.\nWe will be in touch with you again shortly."),
    ("the name in a sentence", "Please quote\nJane Vale as the person who answered all of your questions today."),
    (
        "confidential words",
        "Your letter contains confidential information. Please delete it and notify us of the error.",
    ),
    ("sent from somewhere", "Sent from\nthe harbour, the crates were inspected in Bergen and found to be empty."),
    ("a rule", "First part.\n\n--\n\n1. Second part?\n2. Third part?"),
]


@pytest.mark.parametrize(("name", "own"), OWN, ids=[row[0] for row in OWN])
def test_own_words_are_not_swallowed(name, own):
    said, block = without_signature(own.split("\n"), JANE)

    assert "\n".join(said) == own, name
    assert block == []


SENTENCES = [
    "Thank you for your patience. You will hear from us by Monday,\nNovember 30.",
    "Thank you, we will reply by Monday,\nNovember 30.\n\nThe ferry is safe.",
    "Thank you,\nNovember 30 is fine.",
    "Thank you,\nNovember 30.",
    "Thanks,\nMonday works",
    "Thanks,\nFriday afternoon",
    "Thanks,\nMonday.",
    "Thank you,\nWe decline",
    "Many thanks,\nThe ferry is safe",
    "Best practice is to wait,\nHarbour rules say",
    "Thanks for waiting until Monday 5 pm,\nEastern",
    "Danke, wir melden uns bis Montag,\nSpätestens Dienstag",
    "Vielen Dank, Sie hören von uns am Montag,\nDienstag",
    "Ihre Fragen liegen bei Frau Weber,\nPressestelle Bremen",
    "Merci, nous vous répondrons lundi,\nMardi au plus tard",
    "Gracias, le responderemos el lunes,\nMartes a más tardar",
    "Obrigado, responderemos até segunda,\nTerça no máximo",
    "Grazie, le risponderemo entro lunedì,\nMartedì al massimo",
    "Bedankt, wij antwoorden maandag,\nUiterlijk dinsdag",
    "Tack, vi svarar på måndag,\nSenast tisdag",
    "Tak, vi svarer mandag,\nSenest tirsdag",
    "Takk, vi svarer mandag,\nSenest tirsdag",
    "Kiitos, vastaamme maanantaina,\nViimeistään tiistaina",
    "Dziękujemy, odpowiemy w poniedziałek,\nNajpóźniej we wtorek",
    "Dziękuję, odpowiemy w poniedziałek,\nNajpóźniej we wtorek",
    "Děkujeme, odpovíme v pondělí,\nNejpozději v úterý",
    "Hvala, odgovorit ćemo u ponedjeljak,\nNajkasnije utorak",
    "Köszönöm, hétfőig válaszolunk,\nLegkésőbb kedden",
    "Mulțumim, vă vom răspunde luni,\nCel târziu marți",
    "Teşekkürler, pazartesi yanıtlayacağız,\nEn geç salı",
    "Ευχαριστούμε, θα απαντήσουμε τη Δευτέρα,\nΤο αργότερο Τρίτη",
    "Спасибо, мы ответим в понедельник,\nСамое позднее во вторник",
    "Дякую, ми відповімо в понеділок,\nНайпізніше у вівторок",
    "תודה, אנחנו נשיב ביום שני,\nעד יום שלישי",
    "Cảm ơn, chúng tôi sẽ trả lời thứ Hai,\nChậm nhất thứ Ba",
    "Terima kasih, kami akan menjawab hari Senin,\nPaling lambat Selasa",
    "谢谢，我们将在星期一答复，\n最迟星期二",
    "ありがとうございます、月曜までに回答します、\n遅くとも火曜",
    "감사합니다, 월요일까지 답변드리겠습니다,\n늦어도 화요일",
]


@pytest.mark.parametrize("own", SENTENCES)
def test_thanks_at_the_head_of_a_sentence_sign_off_nothing(own):
    said, block = without_signature(own.split("\n"), JANE)

    assert "\n".join(said) == own
    assert block == []


TEAMS = [
    ("Thank you,", "November Rain"),
    ("Thanks,", "May"),
    ("Thanks,", "Sunday Okafor\nHarbour Watch"),
    ("Thanks,", "April Jones"),
    ("Thanks,", "Will"),
    ("Thank you for your time and patience,", "The Press Team"),
    ("Thanks again for writing to us,", "The Press Team"),
    ("With best wishes from all of us,", "The Press Team"),
    ("Best,", "Press office"),
    ("Thanks Olaf,", "The Press Team"),
    ("Thanks,", "Ludwig van der Berg, press officer"),
    ("Thanks,", "Channel 4 News Press Office"),
    ("Thanks,", "Vi Nguyen"),
    ("Thanks,", "João do Carmo"),
    ("Veuillez agréer, Madame, l'expression de nos salutations distinguées,", "Le service de presse"),
    ("Dans l'attente de votre réponse, je vous prie d'agréer, Madame, mes salutations,", "Le service de presse"),
    ("Mit freundlichen Grüßen aus Bremen,", "Ihre Pressestelle"),
    ("Vielen Dank für Ihre Geduld,", "Die Pressestelle"),
    ("In afwachting van uw reactie verblijf ik,", "Olaf van Dam"),
    ("Gracias por su paciencia,", "Gabinete de prensa"),
    ("Obrigado pela atenção,", "Assessoria de imprensa"),
    ("Grazie per la pazienza,", "Ufficio stampa"),
    ("Tack för ert tålamod,", "Presstjänsten"),
    ("Tak for tålmodigheden,", "Pressetjenesten"),
    ("Dziękuję za cierpliwość,", "Biuro prasowe"),
    ("Děkujeme za trpělivost,", "Tiskové oddělení"),
    ("Köszönöm a türelmét,", "Sajtóosztály"),
    ("Teşekkürler,", "Basın Ofisi"),
    ("Спасибо за терпение,", "Пресс-служба"),
    ("Ευχαριστούμε για την υπομονή σας,", "Γραφείο Τύπου"),
    ("Terima kasih atas kesabarannya,", "Humas Pelabuhan"),
    ("谢谢您的耐心，", "港务局公关部"),
    ("감사합니다,", "홍보팀"),
    ("よろしくお願いいたします、", "広報部"),
    ("ありがとうございます。", "私立港大学 広報部"),
    ("Kiitos kärsivällisyydestä,", "Viestintä"),
    ("Takk for tålmodigheten,", "Pressekontoret"),
    ("Mulțumim pentru răbdare,", "Biroul de presă"),
    ("Hvala na strpljenju,", "Ured za medije"),
]


@pytest.mark.parametrize(("formula", "name"), TEAMS)
def test_anybodys_name_below_a_sign_off_is_a_signature(formula, name):
    said, block = without_signature(["We deny it.", "", formula, *name.split("\n")], JANE)

    assert said == ["We deny it.", "", formula]
    assert "\n".join(block) == name


def test_a_postscript_below_the_name_is_still_the_letter():
    said, block = without_signature(["We deny it.", "", "Jane", "", "PS: Call me on Monday, please, if you can."], JANE)

    assert said == ["We deny it.", "", "PS: Call me on Monday, please, if you can."]
    assert block[0] == "Jane"


ROLES = [
    ("below the name", "Jane Vale\nCommunications Manager\nT: +44 20 7946 0123", "Communications Manager"),
    ("with a comma", "Jane Vale\nDirector, Corporate Affairs", "Director, Corporate Affairs"),
    ("on the name's line", "Jane Vale, Press Officer\nHarbour Alliance", "Press Officer"),
    ("behind a bar", "Jane Vale | Press Officer | Harbour", "Press Officer | Harbour"),
    ("behind the delimiter", "--\nJane Vale\nPress Officer", "Press Officer"),
    ("below the company", "Jane Vale\nHarbour Foods Ltd.\nPress Officer", "Press Officer"),
    ("below the pronouns", "Jane Vale\n(she/her)\nPress Officer", "Press Officer"),
    ("only a number", "Jane Vale\nT: +44 20 7946 0123\nwww.harbour.example", ""),
    ("only a footer", "Jane\n\nSent from my iPhone", ""),
    ("another's", "Olaf Hagen\nPress Officer", ""),
    ("nothing", "", ""),
]


@pytest.mark.parametrize(("name", "signature", "role"), ROLES, ids=[row[0] for row in ROLES])
def test_a_role_stands_with_the_name(name, signature, role):
    assert contacts_role(signature, "Jane Vale") == role, name
