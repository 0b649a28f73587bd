#!/usr/bin/env python3
"""Reads messages as Python's own mail package understands them: the other opinion in the tests of composing.

Standard input: a JSON list of messages in base64. Standard output: a JSON list of what was found in each.
Needs the standard library only.
"""

import base64
import email
import email.header
import email.policy
import email.utils
import json
import re
import sys

ENCODED = re.compile(r"=\?[!->@-~]+\?[BQ]\?[!->@-~]*\?=")


def decoded(text):
    return str(email.header.make_header(email.header.decode_header(text)))


def people(message, name):
    """By the plain parser: split the field into addresses first, then decode what stands before each."""
    fields = [" ".join(field.splitlines()) for field in message.get_all(name, [])]
    return [[decoded(person), address] for person, address in email.utils.getaddresses(fields)]


def strict_people(message, name):
    """By the other parser of the package, which follows the grammar of RFC 5322."""
    return [[one.display_name, one.addr_spec] for field in message.get_all(name, []) for one in field.addresses]


def is_whole(word):
    """Each encoded word by itself is valid UTF-8 (RFC 2047 §5) and at most 75 characters long (§2)."""
    content, charset = email.header.decode_header(word)[0]
    content.decode(charset)
    return charset == "utf-8" and len(word) <= 75


def keeps_lengths(raw):
    """76 for lines with encoded words (RFC 2047 §2) and of quoted-printable (RFC 2045 §6.7), no space at an end."""
    header, _, body = raw.partition(b"\r\n\r\n")
    words = [word for line in header.split(b"\r\n") if len(line) > 76 for word in ENCODED.findall(line.decode())]
    body_lines = [line for line in body.split(b"\r\n") if not line.startswith((b"Content-", b"--"))]
    has_space = any(line.endswith((b" ", b"\t")) for line in raw.split(b"\r\n"))
    return not words and all(len(line) <= 76 for line in body_lines) and not has_space


def read(raw):
    plain = email.message_from_bytes(raw)
    strict = email.message_from_bytes(raw, policy=email.policy.default)
    leaves = [part for part in strict.walk() if not part.is_multipart()]
    defects = [defect for part in strict.walk() for defect in part.defects]
    defects += [defect for _, value in strict.items() for defect in getattr(value, "defects", [])]
    lines = raw.split(b"\r\n")
    return {
        "headers": [name for name, _ in plain.items()],
        "from": people(plain, "From"),
        "to": people(plain, "To"),
        "replyTo": people(plain, "Reply-To"),
        "strictTo": strict_people(strict, "To"),
        "subject": decoded(plain["Subject"] or "").replace("\n", "").replace("\r", ""),
        "strictSubject": str(strict["Subject"] or ""),
        "messageID": plain["Message-ID"],
        "inReplyTo": plain["In-Reply-To"],
        "references": (plain["References"] or "").split(),
        "autoSubmitted": plain.get_all("Auto-Submitted", []),
        "suppress": plain.get_all("X-Auto-Response-Suppress", []),
        "date": email.utils.parsedate_to_datetime(plain["Date"]).timestamp(),
        "weekday": plain["Date"][:3] == email.utils.parsedate_to_datetime(plain["Date"]).strftime("%a"),
        "type": strict.get_content_type(),
        "types": [part.get_content_type() for part in leaves],
        "texts": [part.get_payload(decode=True).decode(part.get_content_charset("ascii")) for part in leaves],
        "defects": [type(defect).__name__ for defect in defects],
        "longestLine": max(len(line) for line in lines),
        "isClean": all(0x20 <= byte < 0x7F or byte in (9, 10, 13) for byte in raw)
        and raw.count(b"\r\n") == raw.count(b"\r") == raw.count(b"\n"),
        "keepsLengths": keeps_lengths(raw),
        "wordsAreWhole": all(map(is_whole, ENCODED.findall(raw.partition(b"\r\n\r\n")[0].decode()))),
    }


print(json.dumps([read(base64.b64decode(message)) for message in json.load(sys.stdin)]))
