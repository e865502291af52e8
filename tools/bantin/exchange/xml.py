"""XML from elsewhere, read so that it can do no harm: nothing is fetched, no entity is taken in."""

from typing import Any

from lxml import etree

from bantin.errors import SettingsError

Element = etree._Element

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SIDES = frozenset({"tuv", "langSec", "langSet"})

LARGEST = 64 * 1024 * 1024  # bytes of a file that is read at all


def parse(data: bytes, file: str) -> etree._Element:
    """The root of an XML file. Raises SettingsError for what is no XML, or declares entities."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise SettingsError(
            f"XML that cannot be read ({error})",
            file=file,
            expected="a whole XLIFF, TMX or TBX file",
            next_step="save it in the CAT tool again",
        ) from error
    # TMX and TBX may name their DTD, which is never fetched; a file that declares things itself is refused.
    subset: Any = root.getroottree().docinfo.internalDTD  # its stubs lack these methods
    if subset is not None and [*subset.iterentities(), *subset.iterelements()]:
        raise SettingsError(
            "XML that declares entities or elements of its own",
            file=file,
            expected="a file as a CAT tool writes it",
            next_step="save it in the CAT tool again, without a document type",
        )
    if any(isinstance(node, etree._Entity) for node in root.iter(etree.Entity)):
        raise SettingsError("XML with an entity that nothing declares", file=file)
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its name space; '' for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def allowed(text: str) -> str:
    """The text without the control characters that XML 1.0 cannot hold."""
    return "".join(char for char in text if char in "\t\n" or (char >= " " and char not in "\ufffe\uffff"))


def languages(root: etree._Element) -> set[str]:
    """The languages that the parts of a TMX or TBX file are in."""
    found = (one.get(_LANG) or one.get("lang") for one in root.iter() if local(one) in _SIDES)
    return {code for code in found if code}
