"""The bytes of a workbook: the same for the same content."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

CORE = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def workbook_bytes(book: Workbook, moment: datetime) -> bytes:
    """Return a workbook as XLSX whose every time stamp is `moment`, so that equal content makes equal bytes.

    openpyxl stamps the present time on the file and on every part of it.
    """
    book.properties.created = moment.replace(tzinfo=None)
    written = BytesIO()
    book.save(written)
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    fixed = BytesIO()
    with ZipFile(written) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as destination:
        for name in source.namelist():
            content = source.read(name)
            if name == CORE:
                content = MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            part = ZipInfo(name, moment.timetuple()[:6])
            part.compress_type = ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            destination.writestr(part, content)
    return fixed.getvalue()
