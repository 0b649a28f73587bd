"""Stories in sentences: a story is a function with a name, and a step that fails says why."""
import pathlib
import sys
import time
import traceback

STORIES = []


class Failed(Exception):
    """What a story expected and did not find."""


class Skipped(Exception):
    """Why a story was not told."""


def story(name):
    """A test: `@story("A05 another customer's record is a 404")`."""
    def register(function):
        STORIES.append((name, function))
        return function
    return register


def expect(condition, message):
    if not condition:
        raise Failed(message)


def equal(found, wanted, what):
    if found != wanted:
        raise Failed(f"{what}: found {repr(found)[:500]}, wanted {repr(wanted)[:500]}")


def until(seconds, question, what):
    """Asks again until the answer is true; says how long it took."""
    began = time.monotonic()
    while True:
        answer = question()
        passed = time.monotonic() - began
        if answer:
            return passed
        if passed > seconds:
            raise Failed(f"{what}: not within {seconds} s")
        time.sleep(0.02)


def tell(only=None):
    """Tells all stories in their order; a story that needs what a failed one left is skipped by itself."""
    passed = failed = skipped = 0
    for name, function in STORIES:
        if only and only not in name:
            continue
        began = time.monotonic()
        try:
            function()
            mark, words = "✔", ""
            passed += 1
        except Skipped as reason:
            mark, words = "–", f"\n    {reason}"
            skipped += 1
        except Failed as reason:
            mark, words = "✘", f"\n    {reason}"
            failed += 1
        except Exception as fault:  # of the story itself, or of the browser
            where = traceback.extract_tb(fault.__traceback__)
            own = [f"{pathlib.Path(one.filename).name}:{one.lineno} {one.line}" for one in where
                   if "site-packages" not in one.filename]
            mark, words = "✘", f"\n    {type(fault).__name__}: {str(fault).splitlines()[0:1]}\n    at " + "\n    at ".join(own[1:])
            failed += 1
        print(f"{mark} {name} ({time.monotonic() - began:.1f} s){words}", flush=True)
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    sys.exit(bool(failed))
