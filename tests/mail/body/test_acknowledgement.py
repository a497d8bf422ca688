import pytest

from worker.mail.body.acknowledgement import acknowledges

ACKNOWLEDGEMENTS = [
    ("a word that begins like another language's", "Acusamos recibo de su carta. Le contestaremos pronto."),
    ("an ordinal", "Ihr Schreiben ist bei uns eingegangen. Das Verfahren begann am 3. März 2022."),
    ("a number alone", "Your letter has been received. (HSA-4711)"),
    ("from a place", "Vielen Dank für Ihre Mail. Wir melden uns.\n\nViele Grüße aus Bremen"),
    ("a relative clause", "Merci pour votre courriel, transmis hier au service concerné."),
    ("polish", "Dzień dobry,\n\npotwierdzam otrzymanie Państwa pisma. Odpowiemy niezwłocznie.\n\nZ poważaniem"),
    ("russian", "Здравствуйте!\n\nВаш запрос получен. Ответим в ближайшее время.\n\nС уважением,"),
    ("turkish", "E-postanızı aldık. En kısa sürede yanıt vereceğiz.\n\nSaygılarımızla,"),
    (
        "receipt and undertaking",
        "Hello,\n\nJust acknowledging your email (ab-12). We will come back to you as soon as we are able to.",
    ),
    (
        "an aside",
        "Just acknowledging your email (ab-12). We will come back to you as soon as we are able to. The publication date is uncertain.",
    ),
    (
        "ticket and aside",
        "Confirming receipt, our ticket 77. A colleague will be in touch. As set out in our email of July 3, this is a form of assessment.",
    ),
    ("with a date", "Dear Mara,\n\nThank you for your email. We will respond by Friday.\n\nKind regards,"),
    ("received", "We have received your questions and will reply in due course."),
    ("two words", "Received, thanks."),
    ("thanks alone", "Thank you for your email."),
    (
        "an updated position",
        "Thank you for getting in touch. We anticipate being able to share our updated position by July 7.",
    ),
    ("you will hear", "You will hear from us within 5 working days."),
    (
        "passed on",
        "Thanks for your message. I have forwarded your questions to the relevant team. Please do not hesitate to contact me.",
    ),
    ("no later than", "We will respond no later than Friday."),
    ("a reference", "Your request has been received. Your reference number is 2023-118."),
    ("wrapped", "Thank you for your email. We have received your\nquestions and will get back\nto you shortly."),
    (
        "spanish",
        "Estimada Mara:\n\nAcusamos recibo de su correo. Le responderemos a la mayor brevedad.\n\nUn cordial saludo,",
    ),
    (
        "french",
        "Bonjour,\n\nNous avons bien reçu votre message et reviendrons vers vous dans les meilleurs délais.\n\nCordialement,",
    ),
    (
        "german",
        "Sehr geehrte Frau Lind,\n\nwir bestätigen den Eingang Ihrer E-Mail und melden uns bis Freitag.\n\nMit freundlichen Grüßen",
    ),
    ("portuguese", "Prezada Mara,\n\nRecebemos o seu e-mail e responderemos até sexta-feira.\n\nAtenciosamente,"),
    (
        "italian",
        "Gentile dottoressa,\n\nabbiamo ricevuto la Sua e-mail e Le risponderemo al più presto.\n\nCordiali saluti",
    ),
    (
        "dutch",
        "Geachte mevrouw,\n\nWij hebben uw e-mail ontvangen en komen hier zo snel mogelijk op terug.\n\nMet vriendelijke groet,",
    ),
    ("swedish", "Hej,\n\nTack för ditt mejl. Vi återkommer så snart vi kan.\n\nMed vänliga hälsningar"),
    ("danish", "Hej Mara\n\nVi har modtaget din mail og vender tilbage hurtigst muligt.\n\nMed venlig hilsen"),
    ("norwegian", "Hei,\n\nVi har mottatt e-posten din og kommer tilbake til deg innen fredag.\n\nMed vennlig hilsen"),
    ("chinese", "您好，\n\n您的邮件已收到，我们会尽快回复。\n\n此致\n敬礼"),
    ("japanese", "エリソン様\n\nメールを拝受いたしました。追ってご連絡いたします。\n\nよろしくお願いいたします。"),
    ("korean", "안녕하세요,\n\n메일 잘 받았습니다. 검토 후 회신드리겠습니다.\n\n감사합니다."),
]

MESSAGES = [
    (
        "what was passed on is no letter",
        "Thank you for your email. We have transferred thirty workers to another department.",
    ),
    ("polish denial", "Dziękuję za wiadomość. Zarzuty są bezpodstawne."),
    ("russian denial", "Спасибо за письмо. Обвинения отвергаем."),
    ("chinese fact", "感谢您的来信。该厂已于2019年关闭。"),
    (
        "a position",
        (
            "Thank you for contacting us. With respect to sheds, we take such concerns extremely seriously. Our case "
            "number is 7. We do not comment on individual sites. We will send you a full response by Monday."
        ),
    ),
    ("still reviewing", "We are still reviewing your questions."),
    ("nothing yet", "Thank you for your email. We have nothing to report yet."),
    ("numbered", "Thank you for your email.\n\n1. Yes.\n2. No."),
    ("a denial", "We have received your email. We deny every word of it."),
    (
        "reviewed",
        "Thanks for your note. We have reviewed the sheds internally under ab-12 and found no breach of our standards.",
    ),
    ("a question", "We have received your email. When do you intend to publish?"),
    ("a denial by name", "Acknowledging receipt. Harbour Alliance rejects the claims."),
    ("speaks of itself", "Confirming receipt. We buy from twelve plants."),
    ("two asides", "Confirming receipt. The site passed its audit. The programme ended in May."),
    ("weak and aside", "Thank you for your email. The site passed its audit."),
    ("no receipt", "The site passed its audit."),
    ("refusal", "Thank you for your email. We will not respond to it."),
    ("acknowledges a fact", "We acknowledge that mistakes were made."),
    ("received nothing", "We have received no complaints about this site."),
    ("attached", "Thank you for your email. Our statement is attached."),
    ("courtesy only", "Dear Mara,\n\nThank you for your patience.\n\nKind regards,"),
    ("empty", ""),
    ("spanish", "Gracias por su correo. No hacemos comentarios sobre este caso."),
    ("french", "Merci pour votre message. Nous contestons ces affirmations."),
    ("german", "Vielen Dank für Ihre E-Mail. Wir äußern uns nicht zu einzelnen Standorten."),
    ("portuguese", "Recebemos o seu e-mail. Negamos as acusações."),
    ("italian", "Abbiamo ricevuto la Sua e-mail. Respingiamo ogni accusa."),
    ("dutch", "Wij hebben uw e-mail ontvangen. Wij betwisten de beweringen."),
    ("swedish", "Tack för ditt mejl. Vi kommenterar inte enskilda fall."),
    ("danish", "Vi har modtaget din mail. Vi afviser påstandene."),
    ("norwegian", "Vi har mottatt e-posten din. Vi avviser påstandene."),
    ("chinese", "您的邮件已收到。我们否认这些指控。"),
    ("japanese", "メールを拝受いたしました。ご指摘は事実ではありません。"),
    ("korean", "메일 잘 받았습니다. 해당 내용은 사실이 아닙니다."),
]


@pytest.mark.parametrize(("name", "own"), ACKNOWLEDGEMENTS, ids=[row[0] for row in ACKNOWLEDGEMENTS])
def test_an_acknowledgement_says_only_that_ours_arrived_or_will_be_answered(name, own):
    assert acknowledges(own), name


@pytest.mark.parametrize(("name", "own"), MESSAGES, ids=[row[0] for row in MESSAGES])
def test_whatever_says_something_is_a_message(name, own):
    assert not acknowledges(own), name
