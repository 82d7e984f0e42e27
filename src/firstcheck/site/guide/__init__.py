"""The guide: every page of the knowledge, its search, its addresses for crawlers, and the way into the analyzer."""
