"""Files of each format, made in memory."""

import io
import zipfile

WORDS = "Envoys of Aland and Boria met in Oslo on Monday to talk about a ceasefire."


def pdf(*pages: str, encrypt: bytes = b"", info: str = "") -> bytes:
    """A PDF with one line of text after another on each page; no text layer where a page is ''."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for page in pages:
        lines = "".join(f"({_escaped(x)}) Tj 0 -14 Td " for x in page.split("\n"))
        stream = f"BT /F1 11 Tf 50 780 Td {lines} ET" if page else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> "
            ">> >>"
        )
    objects[1] = (
        f"<< /Type /Pages /Kids [{' '.join(f'{k} 0 R' for k in kids)}] /Count {len(kids)} >>"
    )
    objects.append(f"<< {info} >>")
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010d} 00000 n \n".encode() for place in places)
    out.write(
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
        f"startxref\n{start}\n%%EOF\n".encode()
    )
    return out.getvalue()


def encrypted(data: bytes, password: str) -> bytes:
    """The PDF behind a password."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def docx(*paragraphs: str, title: str = "", table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A docx with paragraphs, then a table."""
    import docx as library

    document = library.Document()
    document.core_properties.title = title
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def bomb(size: int) -> bytes:
    """A docx of a few kilobytes whose main part unpacks to `size` bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts,
        parts.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(size // 1_000_000):
            part.write(b" " * 1_000_000)
    return out.getvalue()


RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>The Gazette</title><language>en-gb</language>
<item><title>Talks open</title><link>https://gazette.example/1</link>
<pubDate>Tue, 04 May 1993 10:00:00 GMT</pubDate>
<description>&lt;p&gt;{WORDS}&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>
<item><title></title><description></description></item>
<item><title>Talks end</title><description>Both sides left. Caf&#233; talk.</description></item>
</channel></rss>""".encode()

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>
<entry><title type="html">Talks &amp;amp; tea</title><author><name>A. Pen</name></author>
<updated>1993-05-04T10:00:00Z</updated><link href="https://wire.example/2"/>
<content type="html">&lt;p&gt;{WORDS}&lt;/p&gt;</content></entry></feed>""".encode()

MAIL = (
    "From: =?utf-8?q?Ministry_of_Al=C3=A5nd?= <press@aland.example>\r\n"
    "Subject: Statement on\r\n the talks\r\nDate: Tue, 4 May 1993 23:30:00 -0500\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/html\r\n\r\n<p>other</p>\r\n"
    "--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    f"{WORDS} Gen=E8ve=\r\n waits.\r\n--b--\r\n"
).encode()

RTF = (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title Talks in Oslo}}"
       rf"\f0 {WORDS} Gen\'e8ve \u8211?waits.\par}}").encode()  # fmt: skip
