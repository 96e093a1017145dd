"""PDF files made in the tests: laid out by a library, or object by object where a library would not make them."""

import zlib

from fpdf import FPDF

LINE = "The ice on the strait thaws slowly this year, and the harbour masters report open water. "


class Sheet(FPDF):
    """Pages with a running head and a number at the foot."""

    def __init__(self, head="", **rest):
        super().__init__(**rest)
        self.running = head
        self.set_auto_page_break(True, 30)
        self.set_font("Times", size=11)

    def header(self):
        if self.running:
            self.set_font("Times", size=9)
            self.cell(0, 10, self.running, align="C", new_x="LMARGIN", new_y="NEXT")

    def footer(self):
        if self.running:
            self.set_y(-15)
            self.set_font("Times", size=9)
            self.cell(0, 8, f"- {self.page_no()} -", align="C")

    def text_of(self, words, size=11, gap=3, style=""):
        """A paragraph."""
        self.set_font("Times", size=size, style=style)
        self.multi_cell(0, size * 0.5, words, align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(gap)

    def lines_of(self, *lines, size=11, gap=3, indent=0):
        """Lines as they are given."""
        self.set_font("Times", size=size)
        for line in lines:
            self.set_x(self.l_margin + indent)
            self.cell(0, size * 0.5, line, new_x="LMARGIN", new_y="NEXT")
        self.ln(gap)

    def noted(self, before, mark, after):
        """A line with a raised mark of a note."""
        self.set_font("Times", size=11)
        self.write(6, before)
        self.char_vpos = "SUP"
        self.write(6, mark)
        self.char_vpos = "LINE"
        self.write(6, after)
        self.ln(9)

    def data(self):
        """The bytes of the file."""
        return bytes(self.output())


def sheet(head="", **rest):
    """A file with a first page."""
    made = Sheet(head, **rest)
    made.add_page()
    return made


def raw(*objects, trailer=b"/Root 1 0 R"):
    """A file of numbered objects, from 1."""
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, at)


def stream(content, extra=b"", pack=True):
    """A stream object's body."""
    packed = zlib.compress(content) if pack else content
    filters = b"/Filter /FlateDecode " if pack else b""
    return b"<</Length %d %s%s>>\nstream\n%s\nendstream" % (len(packed), filters, extra, packed)


FONT = b"<</Type /Font /Subtype /Type1 /BaseFont /Times-Roman>>"


def one_page(content, *more, resources=b"/Font <</F 5 0 R>>", page=b"", pack=True):
    """A file of one page that draws `content`; further objects are numbered from 6."""
    return raw(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <<%s>> %s>>"
        % (resources, page),
        stream(content, pack=pack),
        FONT,
        *more,
    )


def shown(*lines, x=50, y=700):
    """Operators that show lines below each other."""
    return b"".join(b"BT /F 12 Tf %d %d Td (%s) Tj ET\n" % (x, y - 14 * at, line) for at, line in enumerate(lines))
