"""Facts to a decision: rule tables, findings, one route, deadlines, and the questions that matter."""
