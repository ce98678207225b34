"""Words brought to one form: for search and imports (`fold`, `search_key`), for scoring (`read`, `tokens`,
`match_readings`).
"""

from ml.text.folding import fold, search_key
from ml.text.words import LANGUAGES, Token, Word, match_readings, read, tokens

__all__ = ["LANGUAGES", "Token", "Word", "fold", "match_readings", "read", "search_key", "tokens"]
