"""Measure the page in a real browser: first render and redraw after a slider step. No test: it times.

Run it as `python3 run.py python tests/explorer/benchmark.py`. A step counts from the key's press until the
chart has been drawn anew with it (the browser's own clock, median of all steps); the first render from the
request until the chart and the twelve targets are there.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from explorer.conftest import FLAGS, ROOT, Server, find_chromium

STEPS = 40
WATCH = """() => {
  window.steps = [];
  const plot = document.querySelector('.js-plotly-plot');
  document.addEventListener('keydown', () => { window.pressed = performance.now(); }, true);
  plot.on('plotly_afterplot', () => {
    if (window.pressed) { window.steps.push(performance.now() - window.pressed); window.pressed = null; }
  });
}"""


def main() -> int:
    """Print the figures and return the exit status."""
    from playwright.sync_api import sync_playwright

    server = Server(ROOT, "--plan", "zhejiang-ip-2030")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        time.sleep(8)  # a reader's browser takes its time to open as well
        page = browser.new_page(viewport={"width": 1360, "height": 1250})
        start = time.perf_counter()
        page.goto(server.address)
        page.wait_for_selector(".js-plotly-plot .fills", state="attached")
        page.wait_for_selector(".tile")
        print(f"first render      {time.perf_counter() - start:6.2f} s")
        page.get_by_label("情景类型", exact=True).select_option(index=2)
        page.wait_for_function("document.querySelector('.answer .label').textContent.startsWith('自拟')")
        page.wait_for_timeout(1000)
        page.evaluate(WATCH)
        page.get_by_role("slider").first.focus()
        for _ in range(STEPS):
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(400)
        steps = page.evaluate("window.steps")
        browser.close()
    server.stop()
    print(f"redraw, median    {statistics.median(steps):6.0f} ms of {len(steps)} steps")
    print(f"redraw, slowest   {max(steps):6.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
