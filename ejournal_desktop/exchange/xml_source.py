"""XML from outside: no document type, no entities, nothing fetched; a bomb is refused with a sentence."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ejournal_desktop.exchange.source import FileKind, Source

MAX_XML_BYTES = 16 * 1024 * 1024
MAX_ELEMENTS = 600_000


def read_xml(source: Source) -> Element:
    """Parse a small XML file without ever expanding an entity.

    Raises:
        BadFileError: «not-xml», «xml-entities», «xml-damaged», «file-too-big».
    """
    if source.kind is not FileKind.XML:
        raise source.refuse("not-xml", kind=str(source.kind))
    if len(source.content) > MAX_XML_BYTES:
        raise source.refuse("file-too-big", bytes=len(source.content), limit=MAX_XML_BYTES)
    if source.content.count(b"<") > MAX_ELEMENTS * 2:
        raise source.refuse("file-too-big", bytes=len(source.content), limit=MAX_XML_BYTES)
    try:
        root: Element = fromstring(source.content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise source.refuse("xml-entities") from error
    except (ParseError, ValueError, LookupError) as error:
        raise source.refuse("xml-damaged", reason=str(error)) from error
    return root
