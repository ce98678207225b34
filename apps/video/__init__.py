"""Films of lessons, materials and the library: transcoded, encrypted, and watched by who may.

Imports: this app may import `resources`, `learning` and below; `homework` and above may import it.
"""
