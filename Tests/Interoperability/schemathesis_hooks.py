"""What OpenAPI has no words for, told to Schemathesis: of valid requests alone, so that invalid ones stay as they were made.

- Bytes are bytes: its serializer for application/octet-stream does for the other three media types as well.
- Whole numbers are written as digits alone, where JSON Schema takes 3.0 for the same as 3.
- Repr-Digest and Upload-Length are of the very bytes that are sent.
- An Idempotency-Key is of one request.
- What is there is mostly what is asked for (KHO_DOCUMENT; KHO_ENDING_DOCUMENT for what ends it), and who asks mostly acts
  as he may (KHO_SCHEMATHESIS_AS: citizen, official), so that requests get further than to a refusal.
- Header fields with more in them than letters and digits, which the coverage phase cannot make up, have their form.
"""

import base64
import hashlib
import os

import schemathesis
from schemathesis.generation import GenerationMode
from schemathesis.generation.meta import TestPhase

schemathesis.serializer.alias(
    ["application/partial-upload", "application/pkcs7-mime", "application/vnd.kho.parcel"], "application/octet-stream"
)


def whole(value):
    """The same JSON, whole numbers as such."""
    if isinstance(value, dict):
        return {key: whole(item) for key, item in value.items()}
    if isinstance(value, list):
        return [whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def sent(body):
    """The bytes of a body that is no JSON."""
    data = getattr(body, "data", body)
    if isinstance(data, str):
        return data.encode()
    return data if isinstance(data, bytes) else b""


# An official who is everything; here in the role that may do it.
ROLES = {
    "accesses": "auditor", "identify": "auditor", "outline": "auditor",
    "revalidate": "operator", "expire": "operator", "consents": "operator", "answerConsent": "operator",
    "erasures": "approver", "erasureList": "approver", "erasureRequest": "approver", "erasureMinutes": "approver",
    "approveErasure": "approver", "applyErasures": "approver", "finishErasures": "approver",
    "bodies": "operator", "portal": "operator", "head": "operator", "manifest": "operator",
}


OWNER = "CCCD:038093015572"
DOC_CODE = "G06.01_CV_000021_V1"
DOSSIER = "H37.01-261124-0001"


def number(case):
    """The same for the same request, and as good as any other."""
    said = repr((case.method, case.path, case.path_parameters, sorted(case.headers.items()), case.body))
    return int.from_bytes(hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()[:8])


def ask_for_what_is_there(case, name):
    known = {
        "document": os.environ["KHO_ENDING_DOCUMENT" if name in ("withdraw", "expire") else "KHO_DOCUMENT"],
        "docCode": DOC_CODE, "chain": "all", "version": 1, "sequence": 1, "number": number(case) % 2,
    }
    # What the answer before has led to is there already.
    if case.meta is None or case.meta.phase.name != TestPhase.STATEFUL:
        for field in known.keys() & case.path_parameters.keys():
            case.path_parameters[field] = known[field]
    if isinstance(case.body, dict):
        case.body = dict(case.body)
        if "owner" in case.body:
            case.body["owner"] = OWNER if isinstance(case.body["owner"], str) else [OWNER]
        for field in ("reference", "evidence"):
            if field in case.body:
                case.body[field] = os.environ["KHO_DOCUMENT"]
        # Officers list and search of somebody, and an auditor sees what became of a document.
        if name in ("list", "search"):
            case.body["owner"] = [OWNER]
        if name == "identify":
            case.body["for"] = "history"
        if name == "byCode":
            case.body["code"] = DOC_CODE
            case.body.pop("scheme", None)


def act(case, name):
    acts = os.environ.get("KHO_SCHEMATHESIS_AS")
    if acts == "citizen":
        case.headers["Kho-Role"] = "owner"
    if acts == "official":
        case.headers["Kho-Role"] = ROLES.get(name, "officer")
        case.headers["Kho-Dossier"] = DOSSIER
        case.headers["Kho-Purpose"] = "1.001193"
        case.headers["Kho-Basis"] = "legal-task"


def take_part(case):
    """Bytes of a file on their way, with their digest and length."""
    content = sent(case.body)
    case.headers["Repr-Digest"] = "sha-256=:" + base64.b64encode(hashlib.sha256(content).digest()).decode() + ":"
    if "Upload-Length" in case.headers:
        case.headers["Upload-Length"] = str(len(content))


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.media_type == "application/json":
        case.body = whole(case.body)
    if case.meta is not None and case.meta.generation.mode != GenerationMode.POSITIVE:
        return
    name = case.operation.definition.raw["operationId"]
    # One in five stays as it was made up.
    if number(case) % 5 != 0:
        ask_for_what_is_there(case, name)
        if {"session": []} in case.operation.definition.raw.get("security", []):
            act(case, name)
    if "Kho-Dossier" in case.headers and "-" not in case.headers["Kho-Dossier"]:
        case.headers["Kho-Dossier"] = DOSSIER
    if name in ("beginUpload", "append"):
        take_part(case)
    if "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = f"{case.headers['Idempotency-Key'][:100]}{number(case):016x}"
