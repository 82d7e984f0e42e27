"""A plan to papers that can be sent: letters, checklist, call log, timeline, calendar and the packet.

Sentences come from knowledge, facts from the case with their sources; nothing else stands in a letter that is final.
"""
