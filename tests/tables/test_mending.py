"""What spreadsheets save is read back: encodings, separators, figures as people write them; or refused."""

from __future__ import annotations

import pytest
from helpers.raw_tables import RAW

from ontrack.errors import InputError
from ontrack.tables.encodings import CHINESE, readable, to_text
from ontrack.tables.mending import mend
from ontrack.tables.written_figures import Ambiguous, figure_of

FILE = "data/raw/observations/CN-ZJ.csv"
HEADER = "indicator,period,value,unit,status,confidence,published,source,note\n"
ROWS = (
    "patents,2024,110,件,quoted,high,,gazette,全省有效发明专利数量\nrate,2025,37.7,%,quoted,high,,gazette,\n"
)
TEXT = HEADER + ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding, end):
    text = TEXT.replace("发", "發").replace("专", "專").replace("数", "數") if encoding == "big5" else TEXT
    content = text.replace("\n", end).encode(encoding)
    content = b"\xfe\xff" + content if encoding == "utf-16-be" else content
    assert mend(content, FILE).text == text


def test_the_first_lines_of_another_encoding_are_shown_as_they_were_read():
    found = mend(TEXT.encode("gb18030"), FILE)
    assert found.understood == ["The file was saved as GB18030."]
    ((line, stood, read),) = found.changed
    assert (line, read) == (2, ROWS.splitlines()[0])
    assert "\ufffd" in stood


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators(separator):
    found = mend(TEXT.replace(",", separator).encode(), FILE)
    assert found.text == TEXT
    assert "between the columns" in found.understood[0]


def test_blanks_and_empty_cells_and_rows():
    given = (
        HEADER.replace("\n", ",,\n")
        + ROWS.replace("110", " 110\u3000").replace("\n", ",,\n")
        + ",,,,,,,,,,\n"
    )
    assert mend(given.encode(), FILE).text == TEXT


def test_figures_as_people_write_them():
    given = TEXT.replace("110", '"1,234"').replace("37.7", "３７．７％") + (
        "patents,2023,12.3万,件,quoted,high,,gazette,\n"
    )
    found = mend(given.encode(), FILE)
    assert [line.split(",")[2] for line in found.text.splitlines()[1:]] == ["1234", "37.7", "123000"]
    assert found.understood == ["3 figures, such as “1,234” in line 2 as 1234."]
    assert found.changed[0] == (
        2,
        ROWS.splitlines()[0].replace("110", '"1,234"'),
        ROWS.splitlines()[0].replace("110", "1234"),
    )


@pytest.mark.parametrize(
    ("text", "unit", "plain"),
    [
        ("1,234", "件", "1234"),
        ("1,234,567.5", "件", "1234567.5"),
        ("12.3万", "件", "123000"),
        ("12.3万件", "件", "123000"),
        ("12.3万件", "万件", "12.3"),
        ("1.2亿元", "元", "120000000"),
        ("37.7%", "%", "37.7"),
        ("37.7％", "%", "37.7"),
        ("-5千", "件", "-5000"),
        ("0.1万", "件", "1000"),
        ("+.5", "分", "+.5"),
    ],
)
def test_a_figure_that_fits_its_unit(text, unit, plain):
    assert figure_of(text, unit) == plain


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("37.7%", "件", "a figure in 件"),
        ("12.3万", "万件", "may be part of the unit, or not"),
        ("12,34", "件", "commas before every three digits"),
        ("1 234", "件", "no blank"),
        ("约5", "件", "a number"),
        ("5家", "件", "a figure in 件"),
        ("5万", "万", "may be part of the unit"),
        ("5%", "", "a figure without a unit"),
    ],
)
def test_a_figure_that_does_not(text, unit, expected):
    with pytest.raises(Ambiguous, match=expected):
        figure_of(text, unit) if unit != "万" else figure_of("5万", "万件")


def test_a_comma_between_semicolons_may_be_a_decimal_sign():
    given = TEXT.replace(",", ";").replace("110", "1,234").replace("37.7", "37,7")
    with pytest.raises(
        InputError, match=r"line 2, column value: found “1,234”; expected either 1234 or 1\.234"
    ):
        mend(given.encode(), FILE)
    told = mend(given.replace("1,234", "110").encode(), FILE)
    assert told.text == TEXT
    # Where a point stands in a figure, commas part thousands.
    assert mend(given.replace("37,7", "37.7").encode(), FILE).text == TEXT.replace("110", "1234")


def test_every_ambiguous_row_is_named():
    given = TEXT.replace("110", "11O").replace("37.7", "37.7万")
    with pytest.raises(InputError) as caught:
        mend(given.encode(), FILE)
    assert [(fault.line, fault.column) for fault in caught.value.faults] == [(2, "value"), (3, "value")]


def test_one_line_of_another_encoding_is_refused():
    more = TEXT + "patents,2022,90,件,quoted,high,,gazette,全省专利\n"
    lines = more.encode().split(b"\n")
    lines[1] = lines[1].decode().encode("gb18030")
    with pytest.raises(
        InputError, match="line 2: found line 2 in another encoding than line 4, which is UTF-8"
    ):
        mend(b"\n".join(lines), FILE)


@pytest.mark.parametrize(
    "content", [b"\xff\xff", b"\xff\xfe\x00", "价值é".encode("latin-1", "replace") + b"\xe9,"]
)
def test_what_reads_as_no_text_is_refused(content):
    with pytest.raises(InputError, match="save it as UTF-8"):
        mend(content, FILE)


def test_a_quotation_mark_that_is_never_closed():
    with pytest.raises(InputError, match="a broken line"):
        mend((TEXT + '"').encode(), FILE)


def test_our_own_texts_are_told_from_what_they_look_like_in_another_encoding():
    """Every line of data/raw: read in the encoding it was saved in, and never in another one."""
    for path in sorted(RAW.rglob("*.csv")):
        text = path.read_text(encoding="utf-8")
        if len(CHINESE.findall(text)) < 20:
            continue
        assert to_text(text.encode("gb18030"), path.name)[:2] == (text, "GB18030")
        for line in text.encode().split(b"\n"):
            assert not (CHINESE.search(line.decode()) and readable(line, "gb18030"))


def test_other_files_change_their_encoding_alone():
    assert mend('name = "１"; # ,\r\n'.encode("utf-16"), "plans/tiny/plan.toml").text == 'name = "１"; # ,\n'
