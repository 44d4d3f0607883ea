"""pyHanko's opinion on a folder of signed files: ETSI EN 319 102-1 by somebody else.

    validate_signatures.py FOLDER TIME

FOLDER holds `signers.pem`, `timestamp.pem`, `intermediates.pem`, and per case a folder with `file.p7s` (attached CMS),
any `*.crl` and `*.ocsp`. TIME is RFC 3339. Prints one JSON object: case name -> "INDICATION" or
"INDICATION/SUBINDICATION", or "ERROR: ..." where pyHanko itself failed. No network.
"""

import asyncio
import json
import logging
import pathlib
import sys
from datetime import datetime, timedelta

from asn1crypto import cms, crl, ocsp, pem, x509
from pyhanko.sign.validation import ades
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer

# What kho's own list of purposes for documents says.
DOCUMENT_PURPOSES = {"email_protection", "client_auth", "1.3.6.1.5.5.7.3.36", "any_extended_key_usage"}


def certificates(path):
    data = path.read_bytes()
    return [x509.Certificate.load(der) for _, _, der in pem.unarmor(data, multiple=True)]


def policy(roots):
    # A list made after the signature speaks of it too, as kho reads clause 5.2.5.
    return CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=roots),
        revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO, retroactive_revinfo=True),
        time_tolerance=timedelta(0),
    )


async def validate(case, signers, stamps, intermediates, now):
    content = cms.ContentInfo.load((case / "file.p7s").read_bytes())
    signed = content["content"]
    crls = [CRLContainer(crl.CertificateList.load(f.read_bytes())) for f in sorted(case.glob("*.crl"))]
    answers = []
    for file in sorted(case.glob("*.ocsp")):
        answers += OCSPContainer.load_multi(ocsp.OCSPResponse.load(file.read_bytes()))
    spec = SignatureValidationSpec(
        # pyHanko validates a signature's timestamp by the signer's policy.
        cert_validation_policy=policy(signers + stamps),
        ts_cert_validation_policy=policy(stamps),
        revinfo_gathering_policy=RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY),
        local_knowledge=LocalKnowledge(known_crls=crls, known_ocsps=answers, known_certs=intermediates),
        key_usage_settings=KeyUsageConstraints(
            key_usage={"digital_signature", "non_repudiation"},
            match_all_key_usages=False,
            extd_key_usage=DOCUMENT_PURPOSES,
            explicit_extd_key_usage_required=False,
        ),
    )
    timing = ValidationTimingInfo(now, now, point_in_time_validation=True)
    attributes = signed["signer_infos"][0]["unsigned_attrs"]
    has_timestamp = attributes and any(a["type"].native == "signature_time_stamp_token" for a in attributes)
    process = ades.ades_with_time_validation if has_timestamp else ades.ades_basic_validation
    result = (await process(signed, spec, timing_info=timing)).ades_subindic
    status = {"PASSED": "TOTAL-PASSED", "FAILED": "TOTAL-FAILED", "INDETERMINATE": "INDETERMINATE"}[result.status.name]
    return status if status == "TOTAL-PASSED" else f"{status}/{result.standard_name}"


def main():
    logging.disable(logging.CRITICAL)
    folder = pathlib.Path(sys.argv[1])
    now = datetime.fromisoformat(sys.argv[2].replace("Z", "+00:00"))
    signers, stamps, intermediates = (
        certificates(folder / f"{name}.pem") for name in ("signers", "timestamp", "intermediates")
    )
    opinions = {}
    for case in sorted(p for p in folder.iterdir() if p.is_dir()):
        try:
            opinions[case.name] = asyncio.run(validate(case, signers, stamps, intermediates, now))
        except Exception as error:  # its failures are part of its opinion
            opinions[case.name] = f"ERROR: {type(error).__name__}"
    json.dump(opinions, sys.stdout, indent=1)


main()
