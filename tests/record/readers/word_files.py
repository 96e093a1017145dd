"""Word files made in the tests, part by part, so that every mark in them is known."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
)
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
"""
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Eigene"><w:name w:val="Our own"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Verz"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Geheim"><w:name w:val="secret"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


def p(content, properties=""):
    """A paragraph; bare words become a run."""
    inner = content if content.startswith("<") else r(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(words, properties=""):
    """A run of words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def ties(*entries):
    """A part of relationships, of (id, kind, target) or (id, kind, target, mode)."""
    lines = "".join(
        f'<Relationship Id="{one[0]}" Type="{R}/{one[1]}" Target="{one[2]}"'
        + (f' TargetMode="{one[3]}"' if len(one) > 3 else "")
        + "/>"
        for one in entries
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{lines}</Relationships>'


def archive(parts, compression=ZIP_DEFLATED):
    """A zip archive of named parts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", compression) as out:
        for name, part in parts.items():
            out.writestr(name, part)
    return buffer.getvalue()


def parts_of(body, extra=(), **parts):
    """The parts of a Word file with this body; `parts` are the insides of styles, numbering, footnotes, ..."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    roots |= {"comments": "comments", "header1": "hdr"}
    parts = {"styles": STYLES, "numbering": NUMBERING, **parts}
    core = parts.pop("core", None)
    kinds = [(f"x{number}", name.rstrip("1"), f"{name}.xml") for number, name in enumerate(parts)]
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": ties(
            ("a", "officeDocument", "word/document.xml"), ("b", "core-properties", "docProps/core.xml")
        ),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": ties(*kinds, *extra),
        **{f"word/{name}.xml": f"<w:{roots[name]} {SPACES}>{part}</w:{roots[name]}>" for name, part in parts.items()},
    }
    if core is not None:
        files["docProps/core.xml"] = CORE.format(core)
    return files


def word_file(body, extra=(), **parts):
    """The bytes of a Word file with this body."""
    return archive(parts_of(body, extra, **parts))
