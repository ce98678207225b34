"""VdoCipher, a host of videos that a centre may use in place of its own server."""
