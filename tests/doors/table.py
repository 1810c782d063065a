"""Who may come in at which door? One line each: the door, the case it is tried on, who it opens to, and from whom it hides the case.

A caller who is named nowhere in a line is told 403, and nobody (not signed in) 401. `everybody` includes nobody.
Hidden is 404, word for word what is told of a number that never was.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch

from tests.doors.house import CALLERS

COMMON = """
GET  /health/live                                     |           | everybody                   |
GET  /health/ready                                    |           | everybody                   |
GET  /announcements                                   |           | service operator@*          |
GET  /announcements/heads                             |           | service operator@*          |
GET  /operate/progress                                |           | operator@* auditor@*        |
GET  /operate/parked                                  |           | operator@* auditor@*        |
GET  /operate/oddities                                |           | operator@* auditor@*        |
GET  /operate/streams/{stream}                        |           | operator@* auditor@*        |
POST /operate/rehear                                  |           | operator@*                  |
GET  /operate/parked/{producer}/{epoch}/{position}    |           |                             | operator@* auditor@*
POST /operate/views/{table}/rebuild                   |           | operator@*                  |
GET  /metrics                                         |           | everybody                   |
POST /operate/resync                                  |           | operator@*                  |
POST /operate/parked/{producer}/{epoch}/{position}/retry |        |                             | operator@*
POST /operate/parked/{producer}/{epoch}/{position}/skip  |        |                             | operator@*
"""

TABLE: Mapping[str, str] = {
    "registration": """
POST /registrations                                   |           | everybody                   |
POST /registrations/{account_id}/resend               |           | everybody                   |
PUT  /registrations/{account_id}/address              |           | everybody                   |
POST /activations                                     |           | everybody                   |
POST /sessions                                        |           | everybody                   |
GET  /.well-known/jwks.json                           |           | everybody                   |
POST /signing-keys/rotation                           |           | operator@*                  |
GET  /me                                              |           | owner stranger              | *@* service
GET  /staff                                           |           | operator@* supervisor@*     |
POST /staff                                           |           | operator@*                  |
GET  /accounts/{account_id}/address                   | arrived   | receiver@ZJ                 | receiver@NB
POST /accounts/{account_id}/release                   | arrived   | operator@*                  |
PUT  /me/postal-address                               |           | owner stranger              |
""",
    "application": """
GET  /choices                                         |           | everybody                   |
GET  /cases                                           |           | owner stranger              |
POST /cases                                           |           | owner stranger              |
GET  /cases/{number}                                  | verifying | owner                       | stranger
POST /cases/{number}/withdraw                         | verifying | owner                       | stranger
PUT  /cases/{number}/form                             | verifying | owner                       | stranger
GET  /cases/{number}/form                             | verifying | owner verifier@ZJ           | stranger *@NB *@P *@MOFCOM service
GET  /cases/{number}/form                             | reviewing | owner verifier@ZJ reviewer@P | stranger *@NB *@MOFCOM service
GET  /cases/{number}/check                            | verifying | owner                       | stranger
POST /cases/{number}/confirm-submission               | verifying | owner                       | stranger
POST /cases/{number}/reopen                           | verifying | owner                       | stranger
POST /cases/{number}/login-name/assigned              | verifying | owner                       | stranger
PUT  /cases/{number}/login-name                       | verifying | owner                       | stranger
GET  /cases/{number}/documents/{document}             | verifying | owner                       | stranger
GET  /cases/{number}/requirements                     | verifying | owner                       | stranger
PUT  /cases/{number}/scans/{slot}                     | verifying | owner                       | stranger
GET  /cases/{number}/scans/{slot}                     | verifying | owner verifier@ZJ           | stranger *@NB *@P *@MOFCOM service
GET  /cases/{number}/scans/{slot}                     | reviewing | owner verifier@ZJ reviewer@P | stranger *@NB *@MOFCOM service
GET  /cases/{number}/scans                            | verifying | owner                       | stranger
POST /cases/{number}/confirm-upload                   | verifying | owner                       | stranger
""",
    "verification": """
GET  /tasks                                           |           | verifier@* reviewer@*       |
GET  /reasons                                         |           | verifier@* reviewer@*       |
GET  /tasks/{number}                                  | verifying | verifier@ZJ                 | verifier@NB reviewer@P
GET  /tasks/{number}                                  | reviewing | reviewer@P                  | verifier@*
POST /tasks/{number}/claim                            | verifying | verifier@ZJ                 | verifier@NB reviewer@P
POST /tasks/{number}/claim                            | reviewing | reviewer@P                  | verifier@*
PUT  /tasks/{number}/checks                           | verifying | verifier@ZJ                 | verifier@NB reviewer@P
PUT  /tasks/{number}/checks                           | reviewing | reviewer@P verifier@ZJ      | verifier@NB
PUT  /tasks/{number}/checks/{item}                    | verifying | verifier@ZJ                 | verifier@NB reviewer@P
POST /tasks/{number}/pass                             | verifying | verifier@ZJ                 | verifier@NB reviewer@P
POST /tasks/{number}/pass                             | reviewing | reviewer@P verifier@ZJ      | verifier@NB
POST /tasks/{number}/fail                             | verifying | verifier@ZJ                 | verifier@NB reviewer@P
POST /tasks/{number}/propose-refusal                  | verifying | verifier@ZJ                 | verifier@NB reviewer@P
POST /tasks/{number}/propose-refusal                  | reviewing | reviewer@P verifier@ZJ      | verifier@NB
POST /tasks/{number}/confirm-refusal                  | proposed  | supervisor@ZJ               | supervisor@NB supervisor@P
POST /tasks/{number}/confirm-refusal                  | verifying |                             | supervisor@*
POST /tasks/{number}/decline-refusal                  | proposed  | supervisor@ZJ               | supervisor@NB supervisor@P
GET  /refusals                                        |           | supervisor@*                |
GET  /refusals/{number}                               | proposed  | supervisor@ZJ               | supervisor@NB supervisor@P
GET  /refusals/{number}                               | verifying |                             | supervisor@*
GET  /refusal-reasons                                 |           | verifier@* reviewer@* supervisor@* |
GET  /counts                                          |           | supervisor@*                |
POST /transfers                                       |           | operator@* supervisor@ZJ    | supervisor@NB supervisor@P
GET  /cases/{number}/remarks                          | verifying | owner verifier@ZJ           | stranger verifier@NB reviewer@P
GET  /cases/{number}/remarks                          | reviewing | owner verifier@ZJ reviewer@P | stranger verifier@NB
""",
    "production": """
GET  /certificates/{serial}                           | arrived   | everybody                   |
GET  /authority.pem                                   |           | everybody                   |
POST /certificates/{serial}/recovery                  | arrived   |                             | receiver@* supervisor@*
POST /tokens/{serial}/destruction                     | arrived   | producer@P                  |
POST /tokens/{serial}/destruction/confirm             | arrived   | producer@P                  |
POST /tokens                                          |           | producer@P                  |
GET  /tokens                                          |           | producer@P dispatcher@P auditor@* operator@* |
GET  /orders                                          |           | producer@P dispatcher@P auditor@* operator@* |
GET  /orders/{number}                                 | arrived   | producer@P dispatcher@P auditor@* operator@* |
POST /orders/{number}/produce                         | arrived   | producer@P                  |
POST /orders/{number}/spoil                           | arrived   | producer@P                  |
GET  /consignments                                    |           | producer@P dispatcher@P auditor@* operator@* |
POST /consignments                                    |           | dispatcher@P                |
GET  /consignments/{consignment_id}                   | arrived   | producer@P dispatcher@P auditor@* operator@* |
POST /consignments/{consignment_id}/keys              | arrived   | dispatcher@P                |
POST /consignments/{consignment_id}/dispatch          | arrived   | dispatcher@P                |
GET  /keys/{number}/initial-pin                       | arrived   | owner                       | stranger
GET  /reconciliation                                  |           | producer@P auditor@* operator@* |
""",
    "delivery": """
GET  /parcels                                         |           | receiver@* dispatcher@P producer@P |
POST /parcels/{consignment_id}/close-short            | arrived   | receiver@ZJ                 | receiver@NB
POST /parcels/{consignment_id}/damaged                | arrived   | receiver@ZJ                 | receiver@NB
POST /parcels/{consignment_id}/lost                   | arrived   | receiver@ZJ dispatcher@P    | receiver@NB
POST /parcels/{consignment_id}/found                  | arrived   | receiver@ZJ dispatcher@P    | receiver@NB
POST /parcels/{consignment_id}/confirm-loss           | arrived   | dispatcher@P producer@P     |
GET  /quarantine                                      |           | receiver@* supervisor@*     |
POST /quarantine/{token_serial}/disposal              | arrived   |                             | receiver@* supervisor@*
POST /quarantine/{token_serial}/disposal/confirm      | arrived   |                             | receiver@* supervisor@*
POST /parcels/{consignment_id}/scan-in                | arrived   | receiver@ZJ                 | receiver@NB
GET  /keys                                            |           | owner stranger receiver@*   |
GET  /keys/{number}                                   | arrived   | owner receiver@ZJ           | stranger receiver@NB
PUT  /keys/{number}/preference                        | arrived   | owner                       | stranger
POST /keys/{number}/receipt                           | arrived   | owner                       | stranger
POST /keys/{number}/old-key-lost                      | arrived   | receiver@ZJ                 | receiver@NB
POST /keys/{number}/mail-failure/settled              | arrived   | receiver@ZJ                 | receiver@NB
POST /keys/{number}/lost                              | arrived   | owner receiver@ZJ           | stranger receiver@NB
POST /keys/{number}/found                             | arrived   | owner receiver@ZJ           | stranger receiver@NB
POST /keys/{number}/confirm-loss                      | arrived   | dispatcher@P producer@P     |
POST /keys/{number}/notify                            | arrived   | receiver@ZJ                 | receiver@NB
POST /keys/{number}/post                              | arrived   | receiver@ZJ                 | receiver@NB
POST /keys/{number}/hand-over                         | arrived   | receiver@ZJ                 | receiver@NB
POST /bindings/challenges                             | arrived   | owner                       | stranger
POST /bindings                                        | arrived   | owner                       | stranger
GET  /bindings                                        |           | owner stranger              |
POST /bindings/{certificate_serial}/unbind            | arrived   | owner                       | stranger
""",
    "tracking": """
GET  /cases                                           |           | owner stranger *@*          |
GET  /counts                                          |           | owner stranger *@*          |
GET  /cases/{number}                                  | verifying | owner *@ZJ *@MOFCOM         | stranger *@NB *@P
GET  /cases/{number}                                  | arrived   | owner *@ZJ *@P *@MOFCOM     | stranger *@NB
GET  /cases/{number}/explain                          | verifying | owner *@ZJ *@MOFCOM         | stranger *@NB *@P
GET  /cases/{number}/explain                          | arrived   | owner *@ZJ *@P *@MOFCOM     | stranger *@NB
GET  /cases/{number}/events                           | verifying | owner *@ZJ *@MOFCOM         | stranger *@NB *@P
GET  /cases/{number}/events                           | arrived   | owner *@ZJ *@P *@MOFCOM     | stranger *@NB
GET  /cases/{number}/trail                            | verifying | owner *@ZJ *@MOFCOM         | stranger *@NB *@P
GET  /cases/{number}/trail                            | arrived   | owner *@ZJ *@P *@MOFCOM     | stranger *@NB
""",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table."""

    service: str
    method: str
    path: str
    case: str
    opens: frozenset[str]
    hides: frozenset[str]

    def expected(self, caller: str) -> str:
        """`open`, `hidden`, `forbidden` or `unknown` (not signed in)."""
        if caller in self.opens:
            return "open"
        if caller in self.hides:
            return "hidden"
        return "unknown" if caller == "nobody" else "forbidden"


def rows() -> Iterator[Row]:
    """The whole table, and for every service what all have in common."""
    for service, own in TABLE.items():
        for line in filter(None, (own + COMMON).splitlines()):
            door, case, opens, hides = (part.strip() for part in line.split("|"))
            method, path = door.split()
            yield Row(
                service=service,
                method=method.lower(),
                path=path,
                case=case or "arrived",
                opens=callers(opens),
                hides=callers(hides),
            )


def callers(words: str) -> frozenset[str]:
    """The callers that these words mean."""
    if words == "everybody":
        return frozenset(CALLERS)
    found = {word: [caller for caller in CALLERS if fnmatch(caller, word)] for word in words.split()}
    if empty := [word for word, meant in found.items() if not meant]:
        raise ValueError(f"nobody is called {', '.join(empty)}")
    return frozenset(caller for meant in found.values() for caller in meant)
