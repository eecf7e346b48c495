"""Opening untrusted files by their content, not their name."""

import zipfile
from io import BytesIO

from community.workbooks.older import OlderWorkbook
from community.workbooks.plain import PlainList
from community.workbooks.reading import MB, MOST_BYTES, Book
from community.workbooks.words import refuse
from community.workbooks.xlsx import Workbook, check_archive

ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.csv"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of .xls, and of any encrypted workbook
_MARKUP = (b"<html", b"<!doctype html", b"<table", b"<?xml")  # HTML that some systems export as .xls


def open_book(content: bytes) -> Book:
    """A checked workbook. Raises `DomainError`: too_large, encrypted, web_page, bomb, not_a_workbook."""
    if len(content) > MOST_BYTES:
        raise refuse("too_large", most=MOST_BYTES // MB)
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise refuse("encrypted")
        return OlderWorkbook(content)
    if content.startswith(b"PK"):
        return _packed(content)
    if content[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        raise refuse("web_page")
    return PlainList(content)


def _packed(content: bytes) -> Book:
    names = check_archive(content)
    if "[Content_Types].xml" in names and any(name.endswith("workbook.xml") for name in names):
        return Workbook(content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        is_ods = "mimetype" in names and archive.read("mimetype").startswith(
            b"application/vnd.oasis.opendocument.spreadsheet"
        )
    if is_ods:
        return OlderWorkbook(content)
    raise refuse("not_a_workbook")
