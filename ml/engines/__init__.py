"""The heavy half, for the speech process only: decoding, gate, Whisper, embeddings, and `engine.SpeechEngine`.

Importing it tells the libraries of model hubs to stay off the network; they read that once, when they are imported.
"""

import os

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
