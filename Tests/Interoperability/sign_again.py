"""Signs PDF files with pyHanko, again and again, in the ways that it has; and spoils some.

    sign_again.py FOLDER

Writes NAME.pdf files, and prints a JSON object: for each name, what pyHanko says of each signature in the order of the
file: whether the changes after it are permitted.
"""

import datetime
import io
import json
import pathlib
import sys

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import fields, signers, timestamps, validation
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore


def identity(name, usage=None):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True)
    )
    if usage:
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
    certificate = builder.sign(key, hashes.SHA256())
    return (
        asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        keys.PrivateKeyInfo.load(
            key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        ),
    )


CERTIFICATE, KEY = identity("Signer")
TSA_CERTIFICATE, TSA_KEY = identity("TSA", ExtendedKeyUsageOID.TIME_STAMPING)
SIGNER = signers.SimpleSigner(CERTIFICATE, KEY, SimpleCertificateStore())
TIMESTAMPER = timestamps.DummyTimeStamper(TSA_CERTIFICATE, TSA_KEY)
P1, P2, P3 = fields.MDPPerm.NO_CHANGES, fields.MDPPerm.FILL_FORMS, fields.MDPPerm.ANNOTATE


def look(writer, drawing):
    stream = generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(map(generic.NumberObject, [0, 0, 100, 20])),
        },
        stream_data=drawing.encode(),
    )
    return writer.add_object(stream)


def document(streams=False, form=True, empty=()):
    writer = PdfFileWriter(stream_xrefs=streams)
    for number in range(2):
        content = generic.StreamObject(stream_data=b"BT /F1 12 Tf 50 700 Td (Pay 100) Tj ET")
        font = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Font"),
                pdf_name("/Subtype"): pdf_name("/Type1"),
                pdf_name("/BaseFont"): pdf_name("/Helvetica"),
            }
        )
        resources = generic.DictionaryObject(
            {pdf_name("/Font"): generic.DictionaryObject({pdf_name("/F1"): writer.add_object(font)})}
        )
        page = PageObject(contents=writer.add_object(content), media_box=(0, 0, 600, 800), resources=resources)
        page_reference = writer.insert_page(page)
        if number == 0 and form:
            widgets = []
            for row, name in enumerate(["name", "city"]):
                widget = generic.DictionaryObject(
                    {
                        pdf_name("/Type"): pdf_name("/Annot"),
                        pdf_name("/Subtype"): pdf_name("/Widget"),
                        pdf_name("/FT"): pdf_name("/Tx"),
                        pdf_name("/T"): generic.TextStringObject(name),
                        pdf_name("/Rect"): generic.ArrayObject(
                            map(generic.NumberObject, [50, 600 - 30 * row, 150, 620 - 30 * row])
                        ),
                        pdf_name("/P"): page_reference,
                        pdf_name("/F"): generic.NumberObject(4),
                    }
                )
                widgets.append(writer.add_object(widget))
            page_reference.get_object()["/Annots"] = generic.ArrayObject(widgets)
            writer.root["/AcroForm"] = writer.add_object(
                generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject(widgets)})
            )
    for row, name in enumerate(empty):
        fields.append_signature_field(writer, fields.SigFieldSpec(name, box=(300, 100 * row, 500, 100 * row + 80)))
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def updated(data, change):
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def signed(data, name, box=None, page=0, lock=None, style=None, new=True, **metadata):
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    spec = None
    if new:
        spec = fields.SigFieldSpec(name, box=box, on_page=page, field_mdp_spec=lock)
    signing = signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name=name, **metadata), SIGNER, stamp_style=style, new_field_spec=spec
    )
    return signing.sign_pdf(writer).getvalue()


def timestamped(data):
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    return signers.PdfTimeStamper(TIMESTAMPER).timestamp_pdf(writer, "sha256").getvalue()


def evidence(data):
    def change(writer):
        validation.DocumentSecurityStore.supply_dss_in_writer(
            writer, b"\x30\x00", certs=[CERTIFICATE, TSA_CERTIFICATE], ocsps=[], crls=[]
        )

    return updated(data, change)


def filled(data, name, value):
    def change(writer):
        for field in writer.root["/AcroForm"]["/Fields"]:
            if field.get_object().get("/T") == name:
                target = field.get_object()
                target["/V"] = generic.TextStringObject(value)
                target["/AP"] = generic.DictionaryObject(
                    {pdf_name("/N"): look(writer, f"BT /F1 12 Tf ({value}) Tj ET")}
                )
                writer.update_container(target)

    return updated(data, change)


def redrawn(data):
    def change(writer):
        content = writer.root["/Pages"]["/Kids"][0]["/Contents"]
        content._data = b"BT /F1 12 Tf 50 700 Td (Pay 900) Tj ET"
        content._encoded_data = None
        writer.update_container(content)

    return updated(data, change)


def with_page(data):
    def change(writer):
        page = PageObject(
            contents=writer.add_object(generic.StreamObject(stream_data=b"")), media_box=(0, 0, 600, 800)
        )
        writer.insert_page(page)

    return updated(data, change)


def all_ways():
    stamp = TextStampStyle(stamp_text="Signed by %(signer)s\n%(ts)s")
    for streams in (False, True):
        way = "streams" if streams else "table"
        plain = document(streams)
        yield f"{way}-two-unseen", signed(signed(plain, "a"), "b")
        three = plain
        for row in range(3):
            box = (300, 100 * row, 500, 100 * row + 80)
            three = signed(three, f"s{row}", box=box, page=row % 2, style=stamp)
        yield f"{way}-three-stamps", three
        yield f"{way}-no-form-before", signed(signed(document(streams, form=False), "a", box=(9, 9, 99, 99)), "b")
        fields_first = document(streams, empty=("a", "b", "c"))
        for name in "abc":
            fields_first = signed(fields_first, name, new=False, style=stamp)
        yield f"{way}-fields-first", fields_first
        grouped = document(streams)
        yield f"{way}-group", signed(signed(grouped, "people.first", box=(9, 9, 99, 99)), "people.second")
        long_term = timestamped(evidence(signed(plain, "a")))
        yield f"{way}-long-term", timestamped(evidence(long_term))
        certified = signed(plain, "a", certify=True, docmdp_permissions=P1)
        yield f"{way}-certified-1-evidence", timestamped(evidence(certified))
        yield f"{way}-certified-1-filled", filled(certified, "name", "An")
        for permission, number in ((P2, 2), (P3, 3)):
            start = document(streams, empty=("a", "b"))
            certified = signed(start, "a", new=False, certify=True, docmdp_permissions=permission)
            certified = filled(certified, "name", "An")
            yield f"{way}-certified-{number}-field", signed(certified, "b", new=False, style=stamp)
            yield f"{way}-certified-{number}-unseen", signed(certified, "c")
        yield f"{way}-filled", signed(filled(signed(plain, "a"), "name", "An"), "b")
        lock = fields.FieldMDPSpec(fields.FieldMDPAction.INCLUDE, fields=["name"])
        locked = signed(plain, "a", lock=lock)
        yield f"{way}-locked-other", filled(locked, "city", "Hue")
        yield f"{way}-locked-filled", filled(locked, "name", "An")
        everything = signed(plain, "a", lock=fields.FieldMDPSpec(fields.FieldMDPAction.ALL))
        yield f"{way}-locked-all-signed", signed(everything, "b")
        yield f"{way}-locked-all-filled", filled(everything, "name", "An")

        def add_field(writer):
            fields.append_signature_field(writer, fields.SigFieldSpec("later", box=(300, 0, 500, 80)))

        yield f"{way}-field-added", updated(signed(plain, "a"), add_field)
        yield f"{way}-redrawn", redrawn(signed(plain, "a"))
        yield f"{way}-page-added", with_page(signed(plain, "a"))


def opinions(data):
    found = []
    for signature in PdfFileReader(io.BytesIO(data)).embedded_regular_signatures:
        context = ValidationContext(trust_roots=[CERTIFICATE, TSA_CERTIFICATE], allow_fetching=False)
        found.append(bool(validation.validate_pdf_signature(signature, context).docmdp_ok))
    return found


def main():
    folder = pathlib.Path(sys.argv[1])
    result = {}
    for name, data in all_ways():
        (folder / f"{name}.pdf").write_bytes(data)
        result[name] = opinions(data)
    print(json.dumps(result))


main()
