"""What another program finds in a ZIP archive: names, sizes, checksums and the texts of the small entries, as JSON."""
import hashlib
import json
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as archive:
    print(json.dumps({
        "fault": archive.testzip(),
        "entries": [{
            "name": entry.filename,
            "size": entry.file_size,
            "sha256": hashlib.sha256(archive.read(entry)).hexdigest(),
            "text": archive.read(entry).decode("utf-8", "replace") if entry.file_size < 1_000_000 else "",
        } for entry in archive.infolist()],
    }))
