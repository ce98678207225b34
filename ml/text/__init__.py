"""Words brought to one form: for search and imports (`fold`, `build_search_key`), for scoring (`read`, `tokens`,
`choose_matching_readings`).
"""

from ml.text.folding import (
    SEARCH_KEY_VERSION,
    build_name_key,
    build_patronymic_key,
    build_search_key,
    fold_text,
    list_name_key_readings,
)
from ml.text.words import LANGUAGES, Token, Word, choose_matching_readings, parse_words, tokenize
