"""Certificates: rules that award them, templates, signed PDFs, Open Badges, revocation."""
