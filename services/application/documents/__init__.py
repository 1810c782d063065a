"""Which documents does the system print for an applicant to sign and seal, and how are they told apart?"""

from services.application.documents.marks import Mark, mark_of, parse_mark
from services.application.documents.printing import Overfull, Unprintable, print_document
from services.application.documents.printout import Document, Printout, Row, Section

__all__ = [
    "Document",
    "Mark",
    "Overfull",
    "Printout",
    "Row",
    "Section",
    "Unprintable",
    "mark_of",
    "parse_mark",
    "print_document",
]
