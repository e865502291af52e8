"""The pictures of the guide for translators, taken from the real desk with the sample bulletins.

make guide        # writes guide/images/*.webp, needs an installed Chromium or Chrome
"""

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bantin import files
from desk import sample
from support import FLAGS, ROOT, browser_path

IMAGES = ROOT / "guide" / "images"
WIDTH, HEIGHT = 1100, 660  # pixels
QUALITY = 40  # of WebP, 0 to 100
LARGEST = 60_000  # bytes of one picture


def queue(tab: Page, url: str) -> None:
    """The list of what is due."""
    tab.goto(f"{url}en/")


def page(tab: Page, url: str) -> None:
    """A bulletin, both languages."""
    tab.goto(f"{url}en/{sample.WATER}")
    tab.evaluate("document.getElementById('b3').scrollIntoView({ block: 'center' })")


def edit(tab: Page, url: str) -> None:
    """A block being edited, with what the checks say."""
    tab.goto(f"{url}en/{sample.WATER}#b3")
    tab.keyboard.press("e")
    tab.locator("#b3 textarea").press("Control+End")
    tab.evaluate("document.getElementById('b3').scrollIntoView({ block: 'center' })")


def proposal(tab: Page, url: str) -> None:
    """A changed source and the machine's new draft."""
    tab.goto(f"{url}en/{sample.FAIR}#b4")
    tab.evaluate("document.getElementById('b4').scrollIntoView({ block: 'start' })")


def conflict(tab: Page, url: str) -> None:
    """A block that somebody else has changed meanwhile."""
    tab.goto(f"{url}en/{sample.COUNTER}#b3")
    other = tab.context.new_page()
    other.goto(f"{url}en/{sample.COUNTER}#b3")
    other.keyboard.press("e")
    other.locator("#b3 textarea").press_sequentially(" Bring your papers.")
    other.keyboard.press("Escape")
    other.locator("#b3.editing").wait_for(state="detached")
    other.close()
    tab.evaluate("window.removeEventListener('focus', refresh)")
    tab.keyboard.press("e")
    tab.locator("#b3 textarea").press_sequentially(" Come early.")
    tab.locator("#b3 .conflict").wait_for()
    tab.evaluate("document.getElementById('b3').scrollIntoView({ block: 'center' })")


def approve(tab: Page, url: str) -> None:
    """An approval that is refused, with the reasons."""
    tab.goto(f"{url}en/{sample.WATER}")
    tab.locator("#by").fill("Lê Minh")
    tab.locator("#by").press("Enter")
    tab.locator("#approval [role=alert]").wait_for()
    tab.evaluate("document.getElementById('approval').scrollIntoView({ block: 'end' })")


SCENES: dict[str, Callable[[Page, str], None]] = {
    "queue": queue,
    "page": page,
    "edit": edit,
    "proposal": proposal,
    "conflict": conflict,
    "approve": approve,
}


def take(browser: Browser, folder: Path, languages: tuple[str, ...] = ("en", "vi")) -> list[Path]:
    """Take all pictures in these languages of the desk; the files that were written."""
    written: list[Path] = []
    for language in languages:
        for name, scene in SCENES.items():
            with tempfile.TemporaryDirectory() as root:
                written.append(_picture(browser, Path(root), folder / f"{name}-{language}.webp", scene))
    return written


def _picture(browser: Browser, root: Path, path: Path, scene: Callable[[Page, str], None]) -> Path:
    """One picture, from a desk of its own."""
    found = sample.project(root / "project")
    with sample.served(found) as served:
        served.desk.open("en", sample.FAIR)
        sample.moved_on(found)
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale=path.stem[-2:])
        tab = context.new_page()
        scene(tab, served.url)
        tab.evaluate("document.fonts.ready")
        taken = tab.screenshot()
        context.close()
    packed = io.BytesIO()
    with Image.open(io.BytesIO(taken)) as image:
        image.save(packed, "WEBP", quality=QUALITY, method=6)
    files.write_bytes(path, packed.getvalue())
    return path


def main() -> None:
    """Take all pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for path in take(browser, IMAGES):
            print(path.name, path.stat().st_size)
        browser.close()


if __name__ == "__main__":
    main()
