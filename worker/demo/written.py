"""A letter as its author's mail program writes it: header fields, words, signature, what it quotes, a picture."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from importlib import resources

from worker.demo.letter import PACKAGE, Letter, letters
from worker.demo.programs import Program, programs

PICTURE = "[picture]"  # where in the words it stands


def written(letter: Letter) -> EmailMessage:
    """Write a letter as a mail."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = str(letter.sender)
    mail["To"] = ", ".join(map(str, letter.to))
    if letter.cc:
        mail["Cc"] = ", ".join(map(str, letter.cc))
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(letter.sent_at)
    mail["Message-ID"] = message_id(letter)
    if earlier := history(letter):
        mail["In-Reply-To"] = message_id(earlier[0])
        mail["References"] = " ".join(message_id(each) for each in reversed(earlier))
    for name, value in (*program_of(letter).fields.items(), *letter.fields):
        mail[name] = value
    text = text_of(letter)
    mail.set_content(text.replace(PICTURE, f"<{letter.picture}>"))
    if letter.picture:
        enclose(mail, letter, text)
    settle(mail, letter.name)
    return mail


def program_of(letter: Letter) -> Program:
    """Give the program that a letter was written with."""
    return programs()[letter.sender.program or "gmail"]


def message_id(letter: Letter) -> str:
    """Give a letter's Message-ID."""
    return program_of(letter).names(letter.name, letter.sender.domain)


def history(letter: Letter) -> tuple[Letter, ...]:
    """Give the letters that a letter goes back to, the newest first."""
    earlier: list[Letter] = []
    while letter.answers:
        letter = letters()[letter.answers]
        earlier.append(letter)
    return tuple(earlier)


def text_of(letter: Letter) -> str:
    """Give a letter's whole text: words, signature, and below them the letters it goes back to, each in the next."""
    text = ""
    chain = (letter, *history(letter))
    for each, answered in zip(reversed(chain), (None, *reversed(chain[1:])), strict=True):
        below = quotation(each, answered, text) if answered else ""
        text = "\n\n".join(filter(None, (each.words, signature(each), below)))
    return text + "\n"


def signature(letter: Letter) -> str:
    """Give the signature below a letter's words."""
    return letter.sender.signature


def quotation(letter: Letter, answered: Letter, text: str) -> str:
    """Quote the text of the letter that is answered, as the answering program does."""
    program = program_of(letter)
    above = program.above(program.quote.strip("\n") + "\n\n", answered, letter.sender.zone)
    return above + program.quoted(text.rstrip().replace(PICTURE, f"<{answered.picture}>"))


def enclose(mail: EmailMessage, letter: Letter, text: str) -> None:
    """Add the words once more as HTML, with the picture in its place."""
    name = letter.picture
    image = f'<img src="cid:{name}@{letter.sender.domain}" alt="{name}">'
    mail.add_alternative(f"<html><body>{paragraphs(text).replace(PICTURE, image)}</body></html>\n", subtype="html")
    _, html = mail.iter_parts()
    assert isinstance(html, EmailMessage)
    octets = resources.files(PACKAGE).joinpath("letters", name).read_bytes()
    html.add_related(
        octets, "image", "png", cid=f"<{name}@{letter.sender.domain}>", filename=name, disposition="inline"
    )


def paragraphs(text: str) -> str:
    """Give a text as HTML: a paragraph for each, and what is quoted as quoted."""
    words, quote, quoted = text.partition("\n\nOn ")
    told = "".join(f"<p>{escape(each).replace(chr(10), '<br>')}</p>\n" for each in words.split("\n\n"))
    if not quote:
        return told
    above, _, below = quoted.partition("\n")
    lines = "<br>\n".join(escape(line.removeprefix("> ").removeprefix(">")) for line in below.splitlines())
    return f'{told}<div>On {escape(above)}</div><blockquote type="cite">{lines}</blockquote>'


def settle(mail: EmailMessage, name: str) -> None:
    """Name the boundaries between parts, which the library would draw by lot: the same letter is the same octets."""
    for number, part in enumerate(each for each in mail.walk() if each.is_multipart() and is_parted(each)):
        part.set_boundary(f"=_{name}_{number}")


def is_parted(part: object) -> bool:
    """Tell whether a part has boundaries; an attached mail has none of its own."""
    return isinstance(part, EmailMessage) and part.get_content_maintype() == "multipart"
