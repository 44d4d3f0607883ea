"""Checks the countersignature in a CMS by asn1crypto and cryptography alone (RFC 5652 section 11.4).

    verify_countersignature.py FILE

FILE is a SignedData, DER, whose one signer has one countersignature. Prints one JSON object: `digest` (its message-digest
is that of the signer's signature value), `valid` (its value verifies under the certificate that it names), `signer` (that
certificate's common name), `statement` (its content-hints) and `hasContentType`, which it must not have.
"""

import hashlib
import json
import pathlib
import sys

from asn1crypto import cms, core
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding


class ContentHints(core.Sequence):
    _fields = [("content_description", core.UTF8String, {"optional": True}), ("content_type", core.ObjectIdentifier)]


def verifies(key, value, data, name):
    algorithm = getattr(hashes, name.upper())()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(value, data, ec.ECDSA(algorithm))
        else:
            pss = padding.PSS(padding.MGF1(algorithm), algorithm.digest_size)
            key.verify(value, data, pss, algorithm)
        return True
    except InvalidSignature:
        return False


def main():
    signed = cms.ContentInfo.load(pathlib.Path(sys.argv[1]).read_bytes(), strict=True)["content"]
    (outer,) = signed["signer_infos"]
    (counter,) = [
        value
        for attribute in outer["unsigned_attrs"]
        if attribute["type"].native == "counter_signature"
        for value in attribute["values"]
    ]
    name = counter["digest_algorithm"]["algorithm"].native
    attributes = {attribute["type"].dotted: attribute["values"][0] for attribute in counter["signed_attrs"]}
    serial = counter["sid"].chosen["serial_number"].native
    (certificate,) = [c.chosen for c in signed["certificates"] if c.chosen.serial_number == serial]
    key = x509.load_der_x509_certificate(certificate.dump()).public_key()
    # Signed is the SET OF, whatever tag it has in the message.
    data = counter["signed_attrs"].untag().dump(force=True)
    hints = attributes.get("1.2.840.113549.1.9.16.2.4")
    stated = ContentHints.load(hints.dump())["content_description"].native if hints else None
    answer = {
        "digest": attributes["1.2.840.113549.1.9.4"].native
        == hashlib.new(name, outer["signature"].native).digest(),
        "valid": verifies(key, counter["signature"].native, data, name),
        "signer": certificate.subject.native["common_name"],
        "statement": stated,
        "hasContentType": "1.2.840.113549.1.9.3" in attributes,
    }
    json.dump(answer, sys.stdout)


main()
