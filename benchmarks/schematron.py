"""Rules of Schematron (ISO/IEC 19757-3) judged by Saxon: the file of rules becomes one XSLT, run over each volume.

Of a pattern's rules the first whose context fits a node judges it. What a file of rules asks the network for (which
volumes and pictures there are) is not asked: every volume that is named anywhere is taken to exist.
"""

from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from saxonche import PySaxonProcessor  # type: ignore[import-not-found]

__all__ = ["Rules"]

_SCH = "{http://purl.oclc.org/dsdl/schematron}"
_ROMAN = """
<xsl:function name="ckbk:roman-to-number"><xsl:param name="roman"/>
<xsl:variable name="digits" select="for $c in string-to-codepoints(lower-case($roman)) return
 (1,5,10,50,100,500,1000)[index-of(string-to-codepoints('ivxlcdm'), $c)]"/>
<xsl:sequence select="sum(for $i in 1 to count($digits) return
 if ($digits[$i] lt $digits[$i + 1]) then -$digits[$i] else $digits[$i])"/></xsl:function>
"""


class Rules:
    """The rules of a file, ready to judge volumes."""

    def __init__(self, path: Path) -> None:
        self._processor = PySaxonProcessor(license=False)
        compiler = self._processor.new_xslt30_processor()
        self._sheet = compiler.compile_stylesheet(stylesheet_text=_stylesheet(path))

    def failures(self, path: Path) -> list[str]:
        """Give the failed assertions on a volume, each as the number of its pattern and what it says."""
        node = self._processor.parse_xml(xml_file_name=str(path))
        text = self._sheet.transform_to_string(xdm_node=node)
        return [line for line in (text or "").split("\n") if line.strip()]


def _stylesheet(path: Path) -> str:
    schema = ElementTree.parse(path).getroot()
    spaces = {ns.get("prefix", ""): ns.get("uri", "") for ns in schema.iter(f"{_SCH}ns")}
    spaces |= {"xs": "http://www.w3.org/2001/XMLSchema"}
    names = " ".join(f"xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in spaces.items())
    out = [
        f'<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" {names}>',
        '<xsl:output method="text"/>',
        _ROMAN,
    ]
    out += [_variable(let) for let in schema.findall(f"{_SCH}let")]
    patterns = schema.findall(f"{_SCH}pattern")
    out.append('<xsl:template match="/">')
    out += [f'<xsl:apply-templates select="//node() | //@*" mode="m{number}"/>' for number, _ in enumerate(patterns, 1)]
    out.append("</xsl:template>")
    for number, pattern in enumerate(patterns, 1):
        rules = pattern.findall(f"{_SCH}rule")
        out.append(f'<xsl:template match="node() | @*" mode="m{number}" priority="-9"/>')
        for place, rule in enumerate(rules):
            match, priority = quoteattr(rule.get("context", "")), len(rules) - place
            out.append(f'<xsl:template match={match} mode="m{number}" priority="{priority}">')
            out += [_variable(let) for let in rule.findall(f"{_SCH}let")]
            for test in rule.findall(f"{_SCH}assert"):
                words = " ".join("".join(test.itertext()).split())
                said = quoteattr(_literal(f"{number} {words}"))
                failed = f"<xsl:value-of select={said}/><xsl:text>&#10;</xsl:text>"
                holds = quoteattr("not(" + test.get("test", "") + ")")
                # A test that a value breaks (a number that is none) has failed.
                out.append(f"<xsl:try><xsl:if test={holds}>{failed}</xsl:if><xsl:catch>{failed}</xsl:catch></xsl:try>")
            out.append("</xsl:template>")
    out.append("</xsl:stylesheet>")
    return "\n".join(out)


def _variable(let: ElementTree.Element) -> str:
    name, value = let.get("name", ""), let.get("value", "")
    if name == "vol-ids":
        value = (
            "distinct-values((/tei:TEI/@xml:id, //tei:idno[@type='frus'],"
            " //tei:ref/@target[starts-with(., 'frus')]/replace(., '#.*', '')))"
        )
    elif name == "available-images":
        value = "//tei:graphic/(concat(@url, '.png'), concat(@url, '.tif'))"
    return f'<xsl:variable name="{name}" select={quoteattr(value)}/>'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
