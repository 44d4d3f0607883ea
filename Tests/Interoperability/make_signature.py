"""Signs with pyHanko: CAdES over a file, detached or attached.

    make_signature.py KEY.pem CERTIFICATE.pem CHAIN.pem DOCUMENT OUT attached|detached
"""

import asyncio
import pathlib
import sys

from asn1crypto import cms
from pyhanko.sign import signers


def main():
    key, certificate, chain, document, out, form = sys.argv[1:]
    signer = signers.SimpleSigner.load(key, certificate, ca_chain_files=(chain,))
    data = pathlib.Path(document).read_bytes()
    made = asyncio.run(
        signer.async_sign_general_data(
            data,
            # RFC 8419 section 3.1 asks for SHA-512 beside Ed25519.
            digest_algorithm="sha512" if signer.signing_cert.public_key.algorithm == "ed25519" else "sha256",
            use_cades=True,
            detached=form == "detached",
            signed_attr_settings=None,
        )
    )
    assert isinstance(made, cms.ContentInfo)
    pathlib.Path(out).write_bytes(made.dump())


main()
