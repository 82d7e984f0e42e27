"""The closed lists of knowledge: routes, families, the six questions, what a rule's test expects, kinds of alert."""

import enum


class Route(enum.StrEnum):
    """The eight ways on; a determination has exactly one."""

    FIX = "fix"
    PROTECTION = "protection"
    EXCEPTION = "exception"
    APPEAL = "appeal"
    INDEPENDENT_REVIEW = "independent-review"
    SETTLE = "settle"
    CLARIFY = "clarify"
    NONE = "none"


class Family(enum.StrEnum):
    """What kind of refusal it is, whatever the paper calls it."""

    NETWORK = "network"
    REFERRAL = "referral"
    AUTHORIZATION = "authorization"
    MEDICAL_NECESSITY = "medical-necessity"
    EXPERIMENTAL = "experimental"
    COVERAGE = "coverage"
    ELIGIBILITY = "eligibility"
    COORDINATION = "coordination"
    CODING = "coding"
    INFORMATION = "information"
    DUPLICATE = "duplicate"
    TIMELY_FILING = "timely-filing"
    COST_SHARE = "cost-share"
    SITE_OF_CARE = "site-of-care"
    FORMULARY = "formulary"
    PROVIDER_ENROLLMENT = "provider-enrollment"
    NONE = "none"
    UNKNOWN = "unknown"


class Question(enum.StrEnum):
    """The six questions, in the order in which they are asked; an earlier one wins."""

    DENIAL = "denial"
    LINE = "line"
    LABEL = "label"
    PROTECTION = "protection"
    EXCEPTION = "exception"
    APPEAL = "appeal"


QUESTION_ORDER: dict[Question, int] = {question: place for place, question in enumerate(Question)}


class Expectation(enum.StrEnum):
    """What a rule must do on the facts of one of its own tests."""

    FIRES = "fires"
    NOT = "not"
    UNKNOWN = "unknown"


class AlertKind(enum.StrEnum):
    """Why a sentence stands before everything else."""

    HEALTH = "health"
    DUE_NOW = "due_now"
    MISSING_PAGE = "missing_page"
    CONFLICT = "conflict"
    STATED_DEADLINE = "stated_deadline"
    EXPIRED = "expired"
    OTHER = "other"
