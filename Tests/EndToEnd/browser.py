"""A real browser: Chromium by Selenium, at any width, light or dark, with axe beside it."""
import atexit
import base64
import importlib.util
import os
import pathlib
import re
import tempfile
import zlib

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

import place
from telling import equal

AXE = pathlib.Path(
    importlib.util.find_spec("axe_playwright_python").submodule_search_locations[0], "axe.min.js").read_text()
PICTURES = place.CHECKOUT / ".build/screenshots"
# With PORTICO_PICTURES=1 each page is painted for people to look at, in all four forms; otherwise nobody would, and
# it is only examined, in the two that differ most.
PAINTS = bool(os.environ.get("PICTURES"))
# On a slow machine, where minutes are short, axe looks at a page in one of its two forms, by turns; widths are looked
# at in all.
SHORT = bool(os.environ.get("PORTICO_SHORT"))
FORMS = ((1280, False), (390, True), *(((1280, True), (390, False)) if PAINTS else ()))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Windows that nobody needs at the moment, with their folders for downloads, by what they were started with.
IDLE = {}


@atexit.register
def _quit():
    for windows in IDLE.values():
        for driver, _ in windows:
            driver.quit()


def _start(language, script, insecure):
    downloads = pathlib.Path(tempfile.mkdtemp(dir=place.DIRECTORY))
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    arguments = ["--headless=new", "--disable-dev-shm-usage", "--window-size=1280,900", f"--lang={language}",
                 "--hide-scrollbars", f"--user-data-dir={downloads}/profile"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    if insecure:
        arguments.append("--ignore-certificate-errors")
    for argument in arguments:
        options.add_argument(argument)
    preferences = {
        "intl.accept_languages": language, "download.default_directory": str(downloads),
        "download.prompt_for_download": False, "credentials_enable_service": False,
        "profile.password_manager_enabled": False}
    if not script:
        preferences["profile.managed_default_content_settings.javascript"] = 2
    options.add_experimental_option("prefs", preferences)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    driver.set_page_load_timeout(30)
    return driver, downloads


class Browser:
    """One window."""

    def __init__(self, language="en", script=True, insecure=False):
        self.kind = (language, script, insecure)
        self.driver, self.downloads = IDLE[self.kind].pop() if IDLE.get(self.kind) else _start(*self.kind)
        self.dark = False
        self.width = 1280
        self.language = language

    def close(self):
        """Leaves a window without memory to whoever needs one next: to start one takes longer than many a story."""
        try:
            first, *others = self.driver.window_handles
            for other in others:
                self.driver.switch_to.window(other)
                self.driver.close()
            self.driver.switch_to.window(first)
            self.driver.get("about:blank")
            for command in ("Network.clearBrowserCookies", "Network.clearBrowserCache",
                            "Emulation.clearDeviceMetricsOverride"):
                self.driver.execute_cdp_cmd(command, {})
            for file in self.downloads.iterdir():
                if file.is_file():
                    file.unlink()
        except WebDriverException:  # it is of no more use
            self.driver.quit()
        else:
            IDLE.setdefault(self.kind, []).append((self.driver, self.downloads))

    # Where we look, and how.

    def wear(self, width, dark=False):
        """The width of the window in pixels, and the theme the machine prefers."""
        self.width, self.dark = width, dark
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
                         {"name": "prefers-reduced-motion", "value": "reduce"}]})
        self._size(900 if width > 600 else 844)

    def _size(self, height):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": self.width, "height": height, "deviceScaleFactor": 1, "mobile": self.width < 600})

    def open(self, path, base=None):
        self.driver.get((base or place.BASE) + path)

    @property
    def path(self):
        return self.driver.execute_script("return location.pathname + location.search")

    @property
    def title(self):
        return self.driver.title

    def wear_cookies(self, visitor):
        """Is who the visitor is."""
        self.driver.delete_all_cookies()
        for name, value in visitor.cookies.items():
            self.driver.add_cookie({"name": name, "value": value, "path": "/"})

    # What people do.

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        """The first element that a CSS selector, or a path that begins with //, finds."""
        return self.driver.find_element(By.XPATH if selector.startswith("//") else By.CSS_SELECTOR, selector)

    def says(self, text):
        return text in self.one("body").text

    def text(self, selector):
        return self.one(selector).text

    def type(self, name, text):
        field = self.one(f"[name='{name}']:not([type=hidden])")
        field.clear()
        field.send_keys(text)

    def choose(self, name, text):
        for option in self.all(f"select[name='{name}'] option"):
            if option.text == text:
                option.click()
                return
        raise AssertionError(f"no choice {text}")

    def press(self, text, within="main"):
        """The button or link with that text, and waits for the page it leads to."""
        places = f"{within} button, {within} a"
        element = self.driver.execute_script("""
            return [...document.querySelectorAll(arguments[0])].find(
                e => e.innerText.split('\\n')[0].trim() === arguments[1] && e.checkVisibility());""", places, text)
        if element is None:
            raise AssertionError(f"nothing to press says {text!r} at {self.driver.current_url}: "
                                 f"{[e.text for e in self.all(places)]}")
        self.follow(element)

    def follow(self, element):
        before = self.one("html").id
        element.click()
        WebDriverWait(self.driver, 20, poll_frequency=0.03).until(lambda _: self._is_new(before))

    def _is_new(self, before):
        try:
            return self.one("html").id != before and self.driver.execute_script(
                "return document.readyState") == "complete"
        except Exception:  # between two pages there is none
            return False

    # What we look at.

    def timeless(self, selector):
        """What it says, however long ago that is."""
        return re.sub(r"\d+ (seconds?|minutes?) ago|Just now", "lately", self.text(selector))

    def faults(self, name):
        """What is wrong with the page, wide and narrow, light and dark, and at 320 pixels; pictures are for people."""
        found = []
        for width, dark in FORMS:
            self.wear(width, dark)
            self.picture(PICTURES / f"{name}-{width}-{'dark' if dark else 'light'}.png")
            if SHORT and zlib.crc32(name.encode()) % 2 == dark:
                continue
            found += [f"axe at {width}: {one}" for one in self.violations()]
        self.wear(320)
        if self.overflow():
            found.append(f"wider than 320: {self.overflow()}")
        self.wear(1280)
        return found

    def look(self, name):
        """Fails with what is wrong with the page."""
        equal(self.faults(name), [], name)

    def violations(self):
        """What axe finds, each with the elements it is about."""
        if not self.driver.execute_script("return 'axe' in window"):
            self.driver.execute_script(AXE)
        found = self.driver.execute_async_script(
            "axe.run({runOnly: arguments[0], resultTypes: ['violations'], preload: false, iframes: false})"
            ".then(arguments[1])", RULES)
        return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]

    def overflow(self):
        """How many pixels the page is wider than the window, and the first element that is to blame."""
        return self.driver.execute_script("""
            const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
            if (wide <= 0) return null;
            const one = [...document.body.querySelectorAll('*')].find(e => e.getBoundingClientRect().right
                > document.documentElement.clientWidth + 0.5);
            return wide + ' px, by ' + (one ? one.outerHTML.slice(0, 160) : '?');""")

    def picture(self, path):
        """The whole page as a PNG, for whoever asked for pictures."""
        if not PAINTS:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        height = self.driver.execute_script("return document.documentElement.scrollHeight")
        self._size(min(max(height, 844), 6_000))
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
        path.write_bytes(base64.b64decode(shot["data"]))
        self._size(900 if self.width > 600 else 844)
