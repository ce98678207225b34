"""PDF documents of leads: the contract."""

from apps.leads.documents.contract import render_contract

__all__ = ["render_contract"]
