"""What can be asked of production? Orders, tokens and their counts, certificates, consignments, and whether all add up."""

from services.production.projections.certificates import CertificateRow, certificates
from services.production.projections.consignments import ConsignmentRow, consignments
from services.production.projections.orders import OrderRow, orders
from services.production.projections.reconciliation import Discrepancy, reconcile
from services.production.projections.stock import StockRow, stock
from services.production.projections.tokens import TokenRow, tokens

__all__ = [
    "CertificateRow",
    "ConsignmentRow",
    "Discrepancy",
    "OrderRow",
    "StockRow",
    "TokenRow",
    "certificates",
    "consignments",
    "orders",
    "reconcile",
    "stock",
    "tokens",
]
