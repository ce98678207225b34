"""Interactive packages in lessons of online courses: SCORM, H5P and HTML zips, unpacked, and how far learners are.

Imports: this app may import `resources`, `learning` and below; `homework` and above may import it.
"""
