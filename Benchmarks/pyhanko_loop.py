"""Validates PDFs over and over with pyHanko, warm: the other side of kho-bench.

    python pyhanko_loop.py [ROOT.PEM CRL.DER...]

For each line `COUNT PATH` of standard input, writes the seconds that one validation of all signatures took and the
number of signatures: every signature's integrity, its changes after signing, its chain and its revocation.
"""

import io
import logging
import sys
import time

from asn1crypto import crl, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def certificate(path):
    return x509.Certificate.load(pem.unarmor(read(path))[2])


roots = [certificate(path) for path in sys.argv[1:2]]
lists = [crl.CertificateList.load(read(path)) for path in sys.argv[2:]]


def validate(data):
    signatures = PdfFileReader(io.BytesIO(data), strict=False).embedded_signatures
    for signature in signatures:
        context = ValidationContext(
            trust_roots=roots, crls=lists, allow_fetching=False, revocation_mode="require" if lists else "soft-fail"
        )
        if signature.sig_object.get("/Type") == "/DocTimeStamp":
            validate_pdf_timestamp(signature, context)
        else:
            status = validate_pdf_signature(signature, context)
            if roots and not (status.intact and status.trusted):
                raise ValueError(f"not trusted: {status.summary()}")
    return len(signatures)


for line in sys.stdin:
    count, path = line.rstrip("\n").split(" ", 1)
    data = read(path)
    start = time.perf_counter()
    try:
        for _ in range(int(count)):
            found = validate(data)
    except Exception as error:  # what pyHanko refuses has no signatures for us
        print(f"{path}: {error}", file=sys.stderr)
        found = 0
    print((time.perf_counter() - start) / int(count), found, flush=True)
