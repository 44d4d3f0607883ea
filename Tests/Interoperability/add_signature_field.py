"""Adds signature fields to a PDF file with pyHanko, as a form's author does.

    add_signature_field.py IN OUT FIELDS

FIELDS is a JSON list of objects: `name`, and optionally `box` (four numbers), `lock` ({"action": "all|include|exclude",
"fields": [...], "permission": 1..3}), and `seed` (an object of what the author requires: `subfilters`, `reasons`,
`digests`, `timestamp`, `certify`, `certificate`).
"""

import json
import sys

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    MDPPerm,
    SigFieldSpec,
    append_signature_field,
    enumerate_sig_fields,
)


def seed_value(wanted):
    flags = 0
    entries = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/SV")})
    if "subfilters" in wanted:
        flags |= 1 << 1
        entries["/SubFilter"] = generic.ArrayObject(pdf_name("/" + name) for name in wanted["subfilters"])
    if "reasons" in wanted:
        flags |= 1 << 3
        entries["/Reasons"] = generic.ArrayObject(generic.pdf_string(text) for text in wanted["reasons"])
    if "digests" in wanted:
        flags |= 1 << 6
        entries["/DigestMethod"] = generic.ArrayObject(generic.pdf_string(text) for text in wanted["digests"])
    if "timestamp" in wanted:
        entries["/TimeStamp"] = generic.DictionaryObject(
            {pdf_name("/URL"): generic.pdf_string(wanted["timestamp"]), pdf_name("/Ff"): generic.NumberObject(1)}
        )
    if "certify" in wanted:
        entries["/MDP"] = generic.DictionaryObject({pdf_name("/P"): generic.NumberObject(wanted["certify"])})
    if "certificate" in wanted:
        entries["/Cert"] = generic.DictionaryObject({pdf_name("/Ff"): generic.NumberObject(1)})
    entries["/Ff"] = generic.NumberObject(flags)
    return entries


def main():
    with open(sys.argv[1], "rb") as file:
        writer = IncrementalPdfFileWriter(file)
        for field in json.loads(sys.argv[3]):
            lock = field.get("lock")
            append_signature_field(
                writer,
                SigFieldSpec(
                    sig_field_name=field["name"],
                    box=tuple(field["box"]) if "box" in field else None,
                    field_mdp_spec=FieldMDPSpec(FieldMDPAction["ALL" if lock["action"] == "all" else lock["action"].upper()],
                                                fields=lock.get("fields")) if lock else None,
                    doc_mdp_update_value=MDPPerm(lock["permission"]) if lock and "permission" in lock else None,
                ),
            )
            if "seed" in field:
                found = [ref for name, _, ref in enumerate_sig_fields(writer) if name == field["name"]][0]
                found.get_object()["/SV"] = writer.add_object(seed_value(field["seed"]))
                writer.mark_update(found)
        with open(sys.argv[2], "wb") as out:
            writer.write(out)


main()
