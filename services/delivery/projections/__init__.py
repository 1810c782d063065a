"""What can be asked of delivery? Parcels and keys of a body, keys it keeps apart, keys and bindings of an enterprise."""

from services.delivery.projections.bindings import BindingRow, bindings
from services.delivery.projections.keys import KeyRow, keys, reminder_due, unclaimed_from, waits
from services.delivery.projections.parcels import ParcelKey, ParcelRow, parcels
from services.delivery.projections.quarantine import QuarantineRow, quarantine

__all__ = [
    "BindingRow",
    "KeyRow",
    "ParcelKey",
    "ParcelRow",
    "QuarantineRow",
    "bindings",
    "keys",
    "parcels",
    "quarantine",
    "reminder_due",
    "unclaimed_from",
    "waits",
]
