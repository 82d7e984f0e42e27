"""A decision to ordered tasks: what to do, gather, ask, and when to escalate."""

from firstcheck.plan.plan import Plan, make_plan, play_of

__all__ = ["Plan", "make_plan", "play_of"]
