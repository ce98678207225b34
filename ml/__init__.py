"""Speech and text of the learning centre, without Django.

Pure and cheap to import: `ml.text`, `ml.alignment`, `ml.scoring`. Heavy, for the speech process only: `ml.engines`.
"""
