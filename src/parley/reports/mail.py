"""A mail saved as a file: subject, sender, date, and the text of its body."""

import datetime
import email
import email.policy
import email.utils
import re
from typing import TYPE_CHECKING, Any

from parley.errors import ReportError

if TYPE_CHECKING:
    from email.message import EmailMessage

    from parley.reports.report import Report

_HEAD = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,2000}\r?\n(?:[ \t][^\n]*\n)*){2,}\r?\n"
)
_ASKED = re.compile(rb"^(?:from|mime-version|received|message-id):", re.I | re.M)


def is_mail(head: bytes) -> bool:
    r"""Whether a file begins as a mail does: lines `Name: value`, a sender among them, a blank.

    Examples
    --------
    >>> is_mail(b"From: a@b.example\nSubject: x\n\nHello")
    True
    >>> is_mail(b"Peace talks: a note\n\nHello")
    False
    """
    found = _HEAD.match(head)
    return bool(found and _ASKED.search(found.group()))


def read_mail(data: bytes, name: str) -> "Report":
    """Read a mail as a report: the plain body, else the web page in it; attachments are left.

    Publisher is the sender's name; the date is the one of the header, in its own time zone.

    Raises
    ------
    ReportError
        When the mail cannot be read or its body holds no text.
    """
    from parley.reports.decode import decode
    from parley.reports.page import visible_text
    from parley.reports.report import from_text

    try:
        mail = email.message_from_bytes(data, policy=email.policy.default)
        part: Any = mail.get_body(preferencelist=("plain", "html"))
        body = part.get_payload(decode=True) if part is not None else b""
        html = part is not None and part.get_content_type() == "text/html"
        charset = part.get_content_charset() if part is not None else None
        subject, sender = _header(mail, "Subject"), _header(mail, "From")
        sent, language = _header(mail, "Date"), _header(mail, "Content-Language")
    except Exception as error:  # odd headers make the parser raise anything
        raise ReportError(f"report {name!r}: is not a mail that can be read") from error
    if not isinstance(body, bytes) or not body.strip():
        raise ReportError(f"report {name!r}: the mail has no text in it")
    text = decode(body, name, charset)
    text = visible_text(text) if html else text
    who = email.utils.parseaddr(sender or "")
    return from_text(
        text, name=name, title=subject, publisher=who[0] or who[1] or None, date=_date(sent),
        language=language[:2].lower() if language else None,
    )  # fmt: skip


def _header(mail: "EmailMessage", name: str) -> str | None:
    """A header on one line; None when absent or unreadable."""
    try:
        return " ".join(str(mail[name] or "").split()) or None
    except Exception:  # a header that breaks the rules of headers
        return None


def _date(text: str | None) -> datetime.date | None:
    """The day of a date header."""
    try:
        return email.utils.parsedate_to_datetime(text or "").date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
