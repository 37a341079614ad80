"""The page as a reader meets it: sliders, saving, bad values, Chinese letters, the keyboard, no network."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ontrack.explorer.desk import Desk, load_desk
from ontrack.explorer.draft import draft_scenario
from ontrack.paths import Paths
from ontrack.wording.number_format import format_probability


def scenarios_file(server) -> Path:
    return server.folder / "data" / "raw" / "plans" / "tiny" / "scenarios.toml"


@pytest.fixture
def desk(server) -> Desk:
    return load_desk(Paths(server.folder), "tiny", None)


@pytest.fixture
def original(server):
    """Put the file of scenarios back afterwards."""
    text = scenarios_file(server).read_bytes()
    yield text
    scenarios_file(server).write_bytes(text)


def choose(page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).select_option(label=option)


def slide(page, label: str, key: str, times: int) -> None:
    handle = page.get_by_role("slider", name=label)
    handle.focus()
    for _ in range(times):
        page.keyboard.press(key)


def answer(page, scenario: str) -> str:
    """Wait until the answer is under a scenario, and return its probability."""
    page.wait_for_function(
        "name => document.querySelector('.answer .label').textContent.startsWith(name)", arg=scenario
    )
    return page.inner_text(".answer .probability")


def expected(desk: Desk, kind: str, **values: object) -> str:
    """Return what the library says of the first target under a scenario for its indicator."""
    values = {"first_year": 2026, "last_year": 2030, **values}
    target = desk.plan.targets[0]
    return format_probability(desk.outcome(draft_scenario(kind, values, ()), target).probability)


def wait_for_probability(page, text: str) -> None:
    page.wait_for_function("text => document.querySelector('.probability').textContent === text", arg=text)


def test_a_slider_gives_the_librarys_probability(page, desk, outside):
    assert answer(page, "基准") == expected(desk, "baseline")
    choose(page, "情景类型", "加快（或放慢），一次到位")
    wait_for_probability(page, expected(desk, "accelerated_step", pace=1.0))
    slide(page, "每年增长（按各指标单位）", "ArrowRight", 5)
    wait_for_probability(page, expected(desk, "accelerated_step", pace=1.5))
    slide(page, "每年增长（按各指标单位）", "ArrowLeft", 20)
    wait_for_probability(page, expected(desk, "accelerated_step", pace=-0.5))
    assert expected(desk, "accelerated_step", pace=-0.5) != expected(desk, "accelerated_step", pace=1.5)
    slide(page, "起始年", "ArrowRight", 2)
    wait_for_probability(page, expected(desk, "accelerated_step", pace=-0.5, first_year=2028))
    assert outside == []


def test_every_target_changes_with_the_scenario(page, desk):
    choose(page, "情景", "停滞")
    answer(page, "停滞")
    page.wait_for_selector(".tile.changed")
    scenario = next(one for one in desk.raw.scenarios if one.id == "stagnation")
    for target in desk.plan.table_targets:
        said = page.inner_text(f'.tile[data-target="{target.target}"] .said b')
        assert said == format_probability(desk.outcome(scenario, target).probability)
    assert "比“基准”" in page.inner_text(".answer")
    page.wait_for_function("document.querySelector('table.compared tbody th').textContent === '停滞'")


def test_another_target_comes_with_the_plans_value(page):
    """The slider in the browser must not answer a new range with a value of its own."""
    for name, label, value in (("满意率", "目标值（%）", "90.0"), ("专利", "目标值（件）", "150")):
        choose(page, "目标", name)
        page.get_by_role("textbox", name=label).wait_for()
        page.wait_for_timeout(700)
        assert page.get_by_role("textbox", name=label).inner_text() == value
        assert page.inner_text(".tile[aria-current] .name") == name
    assert answer(page, "基准") == page.inner_text(".tile[aria-current] b")


def test_a_scenario_is_saved_and_there_after_a_reload(page, server, desk, original):
    choose(page, "情景类型", "冲击与恢复")
    answer(page, "自拟情景")
    page.get_by_label("中文名称").fill("外贸受阻")
    page.get_by_label("英文名称（可不填）").fill("Trade is hit")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_selector(".done p")
    assert "已保存“外贸受阻”" in page.inner_text(".done")
    probability = answer(page, "外贸受阻")
    text = scenarios_file(server).read_text(encoding="utf-8")
    assert "# A comment that must stay." in text
    saved = tomllib.loads(text)["scenario"][-1]
    assert (saved["id"], saved["kind"], saved["name_en"]) == ("trade_is_hit", "shock", "Trade is hit")
    page.reload()
    page.wait_for_selector(".tile")
    choose(page, "情景", "外贸受阻")
    assert answer(page, "外贸受阻") == probability
    scenario = next(
        one for one in load_desk(Paths(server.folder), "tiny", None).raw.scenarios if one.id == saved["id"]
    )
    assert probability == format_probability(desk.outcome(scenario, desk.plan.targets[0]).probability)


def test_a_scenario_without_a_name_is_not_saved(page, server, original):
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_selector(".alert p")
    assert "请先填写情景名称" in page.inner_text(".alert")
    assert scenarios_file(server).read_bytes() == original


@pytest.mark.parametrize("change", ["# somebody else\n", "[[scenario]\nid = nonsense"])
def test_what_somebody_else_wrote_is_kept(page, server, original, change):
    theirs = original + change.encode()
    scenarios_file(server).write_bytes(theirs)
    page.get_by_label("中文名称").fill("我的情景")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_selector(".alert p")
    assert "被改动过" in page.inner_text(".alert")
    assert scenarios_file(server).read_bytes() == theirs
    page.get_by_role("button", name="重新读取情景").click()
    if "nonsense" in change:
        page.wait_for_function("document.querySelector('.alert p')?.textContent.includes('scenarios.toml')")
        assert "Traceback" not in page.content()
    else:
        page.wait_for_selector(".done p")


def test_a_scenario_that_cannot_be_applied_says_why(page):
    choose(page, "情景类型", "政策作用于分子或分母")
    choose(page, "适用范围", "只此一项指标")
    page.wait_for_function("document.querySelector('.answer').textContent.includes('没有分母')")
    assert answer(page, "自拟情景").endswith("%")


@pytest.mark.parametrize("typed", ["nonsense", "1e999", ""])
def test_nonsense_typed_beside_a_slider_changes_nothing(page, typed):
    before = answer(page, "基准")
    readout = page.get_by_role("textbox", name="目标年")
    readout.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(typed or " ")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    assert 2026 <= int(readout.inner_text()) <= 2035
    assert page.inner_text(".probability").endswith("%") and before.endswith("%")
    assert page.locator(".alert p").count() == 0


def test_english(page, outside):
    page.get_by_role("button", name="English").click()
    page.wait_for_function("document.title === 'What if? Targets under scenarios'")
    assert page.evaluate("document.documentElement.lang") == "en"
    answer(page, "Baseline: probability that the target is met")
    page.wait_for_selector(".strip[lang=en]")
    page.wait_for_selector("[role=img][aria-label^=Chart]")
    text = page.inner_text(".ontrack")
    assert [letter for letter in text.replace("中文", "") if "一" <= letter <= "鿿"] == []
    assert outside == []


def test_chinese_is_drawn_and_not_boxes(page):
    """Boxes are all alike; letters of our font differ from one another and from the box."""
    assert page.evaluate("document.fonts.check('20px \"Noto Sans SC\"', '浙江')")
    distinct = page.evaluate(
        """() => ["浙", "江", "知", "识", "\\u{10FFFD}"].map(letter => {
            const canvas = document.createElement("canvas"); canvas.width = canvas.height = 60;
            const context = canvas.getContext("2d");
            context.font = '40px ' + getComputedStyle(document.querySelector('.ontrack h1')).fontFamily;
            context.fillText(letter, 5, 45);
            return canvas.toDataURL();
        })"""
    )
    assert len(set(distinct)) == 5


def test_the_keyboard_alone(page):
    """Tab reaches every control in the order of the page; arrows move what it has come to."""
    reached = []
    page.evaluate("document.activeElement.blur()")
    page.get_by_role("button", name="中文").focus()
    page.keyboard.press("Shift+Tab")
    for _ in range(26):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "(e => e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent.trim())"
                "(document.activeElement)"
            )
        )
    wanted = [
        "中文",
        "目标",
        "情景",
        "情景类型",
        "适用范围",
        "对照情景",
        "目标年",
        "中文名称",
        "保存",
        "SVG",
        "XLSX",
    ]
    places = [reached.index(name) for name in wanted]
    assert places == sorted(places), reached
    page.get_by_label("情景", exact=True).focus()
    page.keyboard.press("ArrowDown")
    answer(page, "停滞")


def test_every_control_has_a_name(page):
    choose(page, "情景类型", "冲击与恢复")
    page.get_by_role("slider", name="恢复所需（年）").wait_for()
    page.wait_for_timeout(200)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('.ontrack :is(button, select, input, [role=slider])')]
            .filter(e => !(e.getAttribute('aria-label') || e.labels?.[0]?.textContent.trim()
                           || e.textContent.trim()))
            .map(e => e.outerHTML)"""
    )
    assert nameless == []
    assert "预测中位数" in page.locator("[role=img]").get_attribute("aria-label")


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("SVG", b"<?xml"), ("PNG", b"\x89PNG"), ("CSV", b"\xef\xbb\xbfscenario,"), ("XLSX", b"PK")],
)
def test_files_to_take_away(page, kind, begins, tmp_path):
    with page.expect_download() as download:
        page.get_by_role("button", name=kind).click()
    assert download.value.suggested_filename == f"tiny.patents.baseline.{kind.lower()}"
    download.value.save_as(tmp_path / "file")
    content = (tmp_path / "file").read_bytes()
    assert content.startswith(begins)


def test_another_site_cannot_load_the_page_under_its_own_name(server):
    """A name elsewhere that resolves to this machine gets nothing."""
    import urllib.error
    import urllib.request

    request = urllib.request.Request(server.address, headers={"Host": "example.org"})
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request)


def test_a_page_is_not_cut_off(chromium, server):
    """What is moved while a connection is made anew is lost; here the server pings a page every second."""
    page, lost = chromium.new_page(), []
    page.on("websocket", lambda opened: opened.on("close", lambda _: lost.append(opened.url)))
    try:
        page.goto(server.address)
        page.wait_for_selector(".tile")
        page.wait_for_timeout(3_000)
        assert lost == []
    finally:
        page.close()
