"""The parts of a Word file beside its text: styles, numbering, relationships, properties (ISO/IEC 29500-1 and -2).

The styles are Word's own where it has one, by the names that every program knows, so that a reader of the file can
tell a heading, a quotation, a closing and a note from their styles alone.
"""

from collections.abc import Sequence
from html import escape

__all__ = [
    "CONTENT_TYPES",
    "DOCUMENT_TIES",
    "NAMESPACES",
    "PACKAGE_TIES",
    "core",
    "numbering",
    "part",
    "settings",
    "styles",
]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TIES = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PARTS = ("styles", "numbering", "settings", "footnotes", "header", "footer")
CONTENT_TYPES = (
    f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    + "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{name}+xml"/>' for name in _PARTS)
    + '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
PACKAGE_TIES = (
    f'{_XML}<Relationships xmlns="{_TIES}"><Relationship Id="rId1" Type="{_R}/officeDocument" '
    'Target="word/document.xml"/><Relationship Id="rId2" '
    'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
DOCUMENT_TIES = (
    f'{_XML}<Relationships xmlns="{_TIES}">'
    + "".join(f'<Relationship Id="{name}" Type="{_R}/{name}" Target="{name}.xml"/>' for name in _PARTS)
    + "</Relationships>"
)

_STYLES = (
    # id, name, based on, paragraph properties, run properties
    ("Normal", "Normal", "", '<w:spacing w:after="140" w:line="276" w:lineRule="auto"/>', ""),
    ("Heading1", "heading 1", "Normal", '<w:keepNext/><w:spacing w:before="120"/><w:outlineLvl w:val="0"/>',
     '<w:b/><w:sz w:val="28"/>'),
    ("Heading2", "heading 2", "Normal", '<w:keepNext/><w:spacing w:before="200"/><w:outlineLvl w:val="1"/>',
     '<w:b/><w:sz w:val="24"/>'),
    ("HeadLine", "Head Line", "Normal", '<w:keepNext/><w:spacing w:after="40"/>', ""),
    ("ListLabel", "List Label", "Normal", '<w:keepNext/><w:spacing w:before="80" w:after="40"/>', "<w:b/>"),
    ("Date", "Date", "Normal", '<w:keepNext/><w:jc w:val="right"/>', ""),
    ("ListItem", "List Item", "Normal", '<w:spacing w:after="80"/><w:ind w:left="400"/>', ""),
    ("Quote", "Quote", "Normal", '<w:ind w:left="600" w:right="300"/>', ""),
    ("Salutation", "Salutation", "Normal", "", ""),
    ("Closing", "Closing", "Normal", '<w:keepNext/><w:jc w:val="right"/>', ""),
    ("Signature", "Signature", "Normal", '<w:jc w:val="right"/>', ""),
    ("Cell", "Cell", "Normal", '<w:spacing w:after="40"/>', ""),
    ("FootnoteText", "footnote text", "Normal", '<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>',
     '<w:sz w:val="18"/>'),
    ("Header", "header", "Normal", '<w:spacing w:after="0"/><w:jc w:val="center"/>',
     '<w:caps/><w:color w:val="8A0F0F"/><w:spacing w:val="12"/><w:sz w:val="18"/>'),
    ("Footer", "footer", "Header", "", ""),
    ("PageNumber", "page number line", "Footer", '<w:jc w:val="right"/>',
     '<w:caps w:val="0"/><w:color w:val="777777"/>'),
)  # fmt: skip
_NUMBER_INDENT = '<w:pPr><w:ind w:left="0" w:hanging="620"/></w:pPr>'


def part(root: str, content: str) -> str:
    """Give a part of the text as XML: its root element, such as `w:document`, around its content."""
    return f"{_XML}<{root} {NAMESPACES}>{content}</{root}>"


def styles(language: str | None) -> str:
    """Give the part of the styles; `language` is a BCP 47 tag."""
    spoken = f'<w:lang w:val="{escape(language)}"/>' if language else ""
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
        f'w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="22"/>{spoken}</w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
    )
    each = "".join(_style(*one) for one in _STYLES)
    mark = (
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    return part("w:styles", defaults + each + mark)


def _style(identifier: str, name: str, based_on: str, paragraph: str, run: str) -> str:
    default = ' w:default="1"' if identifier == "Normal" else ""
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{identifier}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def numbering(starts: Sequence[int]) -> str:
    """Give the part of numbering: one list of the name `passages`, begun anew at each of the starts.

    The numbers stand in the margin and are no words of the text; a reader that knows the name leaves them out.
    """
    definition = (
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:name w:val="passages"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="tab"/>'
        f'<w:lvlText w:val="%1"/><w:lvlJc w:val="left"/>{_NUMBER_INDENT}'
        '<w:rPr><w:b w:val="0"/><w:i w:val="0"/><w:color w:val="777777"/><w:sz w:val="15"/></w:rPr></w:lvl>'
        "</w:abstractNum>"
    )
    instances = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, start in enumerate(starts, 1)
    )
    return part("w:numbering", definition + instances)


def settings(first_mark: int | None) -> str:
    """Give the part of settings; `first_mark` is the number from which notes are counted, None for marks as printed."""
    start = f'<w:numStart w:val="{first_mark}"/>' if first_mark is not None and first_mark != 1 else ""
    return part(
        "w:settings",
        f'<w:footnotePr>{start}<w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat>',
    )


def core(title: str, language: str | None) -> str:
    """Give the core properties: title and language, and nothing of who made the file, when and with what."""
    spoken = f"<dc:language>{escape(language)}</dc:language>" if language else ""
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>{spoken}</cp:coreProperties>'
    )
