"""A decision to ordered tasks: what to do, gather, ask, and when to escalate."""
