"""A made-up letter whose words are looked for where they must not be."""

LETTER = """ZEBULON MUTUAL INSURANCE COMPANY
October 19, 2026

Member:          Quintessa Farnborough
Member ID:       ZBX-448-1937
Claim number:    ZB-26-7750213
Date of service: September 28, 2026
Provider:        Meadowlark Imaging Group
Service:         CPT 70553, MRI of the brain
Amount billed:   $1,486.00
You may owe:     $1,486.00

Dear Quintessa Farnborough:
We denied this claim because Meadowlark Imaging Group is not in your plan's network.
You may appeal within 180 days after you receive this notice.
"""
#: Words of LETTER that must turn up nowhere outside the locked files and the person's own pages.
CANARIES = ("Quintessa", "Farnborough", "ZBX-448-1937", "ZB-26-7750213", "Meadowlark", "1,486.00")
