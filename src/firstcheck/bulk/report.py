"""A worklist as one HTML file that needs nothing else: no script, no font, no address outside. Charts are drawn as SVG.

Every bar stands with its number as text, so that nothing is told by length or colour alone.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape

from firstcheck.bulk.worklist import Count, Work, Worklist
from firstcheck.knowledge.load import knowledge
from firstcheck.plan.wording import say_date, say_money

_BAR, _STEP, _ROOM = 320, 26, 250
_MOST_BARS, _MOST_WORKS = 14, 400
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #ccc}
td.n,th.n{text-align:right;white-space:nowrap}.due{font-weight:700}.charts{display:flex;flex-wrap:wrap;gap:2rem}
figure{margin:0}figcaption{font-weight:700}svg text{font:14px system-ui,sans-serif;fill:#1b1b1b}svg rect{fill:#1f5f8b}
@media print{body{margin:0}}
"""


def report(work: Worklist) -> str:
    """The page."""
    texts = knowledge().pages["worklist"]
    title = texts["title"].format(day=say_date(work.today))
    charts = "".join(
        _chart(texts[name], counts)
        for name, counts in (
            ("by_week", work.by_week),
            ("by_payer", work.by_payer),
            ("by_family", _titled(work.by_family)),
            ("by_route", _routes(work.by_route)),
        )
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body><main>'
        f"<h1>{escape(title)}</h1><p>{escape(summary(work))}</p>"
        f'<div class="charts">{charts}</div><h2>{escape(texts["order"])}</h2>{_table(work.works, texts)}'
        f"<p>{escape(texts['dates_note'])}</p></main></body></html>\n"
    )


def summary(work: Worklist) -> str:
    """The day in a few sentences."""
    texts = knowledge().pages["worklist"]
    parts = [texts["summary"].format(lines=f"{work.lines:,}", claims=f"{work.claims:,}", amount=say_money(work.amount))]
    if work.repeated:
        parts.append(texts["repeated"].format(lines=f"{work.repeated:,}"))
    if work.undated:
        parts.append(texts["undated"].format(lines=f"{work.undated:,}"))
    return " ".join(parts)


def headline(work: Work) -> str:
    """14 claims, same payer, CO-197: one line that says what they have in common."""
    texts = knowledge().pages["worklist"]
    count = len(work.claims)
    said = texts["claims"].format(count=f"{count:,}") if count != 1 else texts["claim"]
    return texts["shared"].format(claims=said, payer=work.payer, codes=work.codes or texts["no_codes"])


def family_name(family: str) -> str:
    """A family as people read it."""
    return family.replace("-", " ")


def _titled(counts: Iterable[Count]) -> list[Count]:
    return [Count(family_name(count.name), count.lines, count.amount) for count in counts]


def _routes(counts: Iterable[Count]) -> list[Count]:
    routes = knowledge().routes
    named = {str(route): text.name for route, text in routes.items()}
    return [Count(named.get(count.name, count.name), count.lines, count.amount) for count in counts]


def _chart(title: str, counts: Sequence[Count]) -> str:
    """Bars by money; by lines where no amount is known."""
    shown = list(counts[:_MOST_BARS])
    if not shown:
        return ""
    most = max((count.amount for count in shown), default=Decimal(0))
    bars = []
    for place, count in enumerate(shown):
        share = float(count.amount / most) if most > 0 else count.lines / max(c.lines for c in shown)
        top = place * _STEP
        name = count.name if len(count.name) <= 32 else count.name[:31] + "…"
        said = f"{say_money(count.amount)}, {count.lines:,}"
        width = max(1.0, share * _BAR)
        bars.append(
            f'<text x="0" y="{top + 16}">{escape(name)}</text>'
            f'<rect x="{_ROOM}" y="{top + 3}" width="{width:.1f}" height="18"/>'
            f'<text x="{_ROOM + width + 6:.1f}" y="{top + 16}">{escape(said)}</text>'
        )
    height = len(shown) * _STEP
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg role="img" aria-label="{escape(title)}" '
        f'width="{_ROOM + _BAR + 190}" height="{height}">{"".join(bars)}</svg></figure>'
    )


def _table(works: Sequence[Work], texts: dict[str, str]) -> str:
    heads = "".join(
        f'<th scope="col">{escape(texts[name])}</th>' for name in ("head_by", "head_what", "head_do", "head_money")
    )
    rows = "".join(_line(work, texts) for work in works[:_MOST_WORKS])
    left = len(works) - _MOST_WORKS
    more = f"<p>{escape(texts['more'].format(count=f'{left:,}'))}</p>" if left > 0 else ""
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _line(work: Work, texts: dict[str, str]) -> str:
    by = say_date(work.act_by) if work.act_by else texts["no_date"]
    names = {str(route): text.name for route, text in knowledge().routes.items()}
    what = f"{escape(headline(work))}<br>{escape(family_name(work.family))}. {escape(', '.join(work.examples))}"
    do = f"{escape(names.get(work.route, work.route))}. {escape(work.who.capitalize())}: {escape(work.first_task)}"
    money = f"{say_money(work.amount)}<br>{work.lines:,}"
    return f'<tr><td class="due">{escape(by)}</td><td>{what}</td><td>{do}</td><td class="n">{money}</td></tr>'
