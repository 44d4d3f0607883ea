"""pyHanko's opinion on signed PDF files, its analysis of later changes included.

    validate_pdf.py TIME ROOTS.pem FILE...

ROOTS.pem holds every root, of signers and of timestamp authorities; TIME is RFC 3339, or `now`. Prints one JSON object:
file -> a list, oldest signature first, of objects with `field`, `intact`, `valid`, `trusted`, `ok` (pyHanko's bottom
line), `coverage`, `changes` (the level of later modifications), `permitted`, `certifies`, `timestamp` (whether a valid
signature timestamp is there) and `signingTime`; or a string where pyHanko could not read the file at all. No network.
"""

import json
import logging
import pathlib
import sys
from datetime import datetime, timezone

from asn1crypto import pem, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def certifies(reader, signature):
    permissions = reader.root.get("/Perms", None)
    if not isinstance(permissions, generic.DictionaryObject) or "/DocMDP" not in permissions:
        return False
    return permissions.raw_get("/DocMDP").reference == signature.sig_field.raw_get("/V").reference


def opinion(reader, signature, roots, now):
    def context():
        return ValidationContext(trust_roots=roots, moment=now, allow_fetching=False, revocation_mode="soft-fail")

    status = validate_pdf_signature(
        signature,
        signer_validation_context=context(),
        ts_validation_context=context(),
        key_usage_settings=KeyUsageConstraints(
            key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
        ),
    )
    changes = status.modification_level
    time = signature.self_reported_timestamp
    return {
        "field": signature.field_name,
        "intact": status.intact,
        "valid": status.valid,
        "trusted": status.trusted,
        "ok": status.bottom_line,
        "coverage": status.coverage.name,
        "changes": changes.name if changes is not None else None,
        "permitted": bool(status.docmdp_ok),
        "certifies": certifies(reader, signature),
        "timestamp": status.timestamp_validity is not None and status.timestamp_validity.valid,
        "signingTime": time.isoformat() if time else None,
    }


def opinions_on(path, roots, now):
    """What it says of every signature that it can judge: some of the corpus are too old for it."""
    found = []
    with open(path, "rb") as file:
        reader = PdfFileReader(file, strict=False)
        for signature in reader.embedded_regular_signatures:
            try:
                found.append(opinion(reader, signature, roots, now))
            except Exception as error:
                print(f"{path.name}: {type(error).__name__}: {error}", file=sys.stderr)
    return found


def main():
    logging.disable(logging.CRITICAL)
    text = sys.argv[1]
    now = datetime.now(timezone.utc) if text == "now" else datetime.fromisoformat(text.replace("Z", "+00:00"))
    data = pathlib.Path(sys.argv[2]).read_bytes()
    roots = [x509.Certificate.load(der) for _, _, der in pem.unarmor(data, multiple=True)]
    opinions = {}
    for name in sys.argv[3:]:
        try:
            opinions[pathlib.Path(name).name] = opinions_on(pathlib.Path(name), roots, now)
        except Exception as error:  # its failures are part of its opinion
            opinions[pathlib.Path(name).name] = f"{type(error).__name__}: {error}"
    json.dump(opinions, sys.stdout, indent=1)


main()
