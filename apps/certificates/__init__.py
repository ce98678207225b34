"""Certificates: templates, PDFs, signatures and Open Badges. Nothing here reads or writes a database."""
