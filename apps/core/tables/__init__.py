"""Tables as files: read CSV and XLSX with a guessed format, and write them without formulas."""
