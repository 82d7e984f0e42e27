"""What people type, and the page that must be among the first five, whatever store holds the words."""

WANTED = [
    ("co 242", "/guide/codes/carc-242/"),
    ("CO-197", "/guide/codes/carc-197/"),
    ("197", "/guide/codes/carc-197/"),
    ("n130", "/guide/codes/rarc-n130/"),
    ("MA130", "/guide/codes/rarc-ma130/"),
    ("mri knee", "/guide/care/mri/"),
    ("fuera de la red", "/guide/denials/out-of-network-care/"),
    ("autorización previa", "/guide/denials/authorization-missing/"),
    ("out of netwrok", "/guide/denials/out-of-network-care/"),
    ("steptherapy", "/guide/denials/step-therapy/"),
    ("emergncy", "/guide/denials/emergency-called-not-emergency/"),
    ("texas", "/guide/"),
    ("duplcate", "/guide/denials/duplicate-claim/"),
]
