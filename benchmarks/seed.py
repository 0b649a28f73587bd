"""Writes the SQL of a measured installation: seed.sql, a session and a password for everybody, a file of 25 MB that
hangs on one announcement, seed_support.sql and seed_project.sql. The cookies of the sessions stand in WORK/cookies and WORK/staff."""

import base64, hashlib, os, subprocess, sys
from pathlib import Path

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PASSWORD = "a password for measuring"


def crockford(data):
    number = int.from_bytes(data, "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(75, -5, -5))


def sessions(count, place):
    """The hashes of new tokens as SQL has them; the cookies are written to a file."""
    tokens = [os.urandom(32) for _ in range(count)]
    place.write_text("".join(base64.urlsafe_b64encode(token).decode().rstrip("=") + "\n" for token in tokens))
    return [f"X'{hashlib.sha256(token).hexdigest()}'" for token in tokens]


def main(argon2, work):
    work = Path(work)
    encoded = subprocess.run([argon2, PASSWORD], capture_output=True, check=True, text=True).stdout.strip()
    print(f"SET @password = '{encoded}';")
    print((Path(__file__).parent / "seed.sql").read_text())
    print("INSERT INTO kernel_session (token_hash, account_id, seat_id, created_at, seen_at) VALUES")
    print(",\n".join(f"({token}, {i}, {i}, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))"
                     for i, token in enumerate(sessions(500, work / "cookies"), 1)) + ";")
    print("INSERT INTO kernel_staff_session (token_hash, staff_id, created_at, seen_at)\n"
          f"VALUES ({sessions(1, work / 'staff')[0]}, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6));")
    content, ref, parent = os.urandom(25 << 20), os.urandom(10), os.urandom(10)
    place = work / "files" / "store" / crockford(ref)[:2] / crockford(ref)
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    print(f"""INSERT INTO kernel_attachment (id, ref, portal, name, type, size, sha256, verdict, uploaded_at, uploaded_by_staff)
VALUES (1, X'{ref.hex()}', 'announcements', 'film.bin', 'application/octet-stream', {len(content)},
    X'{hashlib.sha256(content).hexdigest()}', 'clean', UTC_TIMESTAMP(6), 1);
INSERT INTO announcements_announcement
    (customer_id, ref, title, body, attachment_id, created_at, created_by, published_at, published_by)
VALUES (1, X'{parent.hex()}', 'With a film', 'It is large.', 1, UTC_TIMESTAMP(6) - INTERVAL 3 YEAR, 1,
    UTC_TIMESTAMP(6) - INTERVAL 3 YEAR, 1);""")
    (work / "download").write_text(
        f"/announcements/announcements/{crockford(parent)}/file\n"
        f"/{place.relative_to(work / 'files')}\n")
    large = os.urandom(10)
    print(f"SET @large = X'{large.hex()}';")
    print((Path(__file__).parent / "seed_support.sql").read_text())
    (work / "ticket").write_text(f"/support/tickets/{crockford(large)}\n")
    project = os.urandom(10)
    print(f"SET @large_project = X'{project.hex()}';")
    print((Path(__file__).parent / "seed_project.sql").read_text())
    (work / "project").write_text(f"/project/projects/{crockford(project)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
