"""What can be asked of delivery? Parcels of a body, keys of a body or an enterprise, bindings of an enterprise."""

from services.delivery.projections.bindings import BindingRow, bindings
from services.delivery.projections.keys import KeyRow, keys
from services.delivery.projections.parcels import ParcelKey, ParcelRow, parcels

__all__ = ["BindingRow", "KeyRow", "ParcelKey", "ParcelRow", "bindings", "keys", "parcels"]
