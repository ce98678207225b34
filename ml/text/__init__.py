"""Words brought to one form: for search and imports (`fold`), for scoring (`read`, `tokens`, `match_readings`)."""

from ml.text.folding import fold
from ml.text.words import LANGUAGES, Token, Word, match_readings, read, tokens

__all__ = ["LANGUAGES", "Token", "Word", "fold", "match_readings", "read", "tokens"]
