"""The whole road from papers to the analysis."""
