"""Formats of question files: GIFT, Aiken, Moodle XML, CSV, XLSX and QTI, read into drafts and written from them."""
