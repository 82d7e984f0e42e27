"""Exhibit pages laid onto US Letter sheets, and told to screen readers by name.

Each page is one figure of the packet's structure, with words that say which exhibit and page it is; the strip at its
foot is marked as an artifact, because the words of the figure say the same.
"""

from typing import Any

_WIDTH, _HEIGHT = 612, 792
#: Where the paper goes: margins of half an inch, a free strip of three quarters at the foot.
_LEFT, _FOOT, _RIGHT, _TOP = 30, 52, 582, 770


def lay(base: Any, page: Any, strip: Any) -> Any:
    """A new sheet at the end of `base` with the page and its strip; gives the sheet's page object."""
    import pikepdf

    paper = base.copy_foreign(page.as_form_xobject())
    stamp = base.copy_foreign(strip.as_form_xobject())
    base.add_blank_page(page_size=(_WIDTH, _HEIGHT))
    sheet = base.pages[-1]
    sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Paper=paper, Stamp=stamp))
    place = pikepdf.Rectangle(_LEFT, _FOOT, _RIGHT, _TOP)
    drawn = sheet.calc_form_xobject_placement(
        paper, pikepdf.Name.Paper, place, invert_transformations=True, allow_shrink=True, allow_expand=True
    )
    foot = b"/Artifact BMC q 1 0 0 1 0 0 cm /Stamp Do Q EMC\n"
    sheet.Contents = base.make_stream(b"/Figure <</MCID 0>> BDC " + drawn + b" EMC\n" + foot)
    return sheet.obj


def mark_up(base: Any, figures: list[tuple[Any, str]]) -> None:
    """Give each sheet its figure in the structure of the base, in order."""
    import pikepdf

    root = base.Root.get("/StructTreeRoot")
    if root is None or not figures:
        return
    document = _document(root)
    kids = document.get("/K")
    held = list(kids.as_list()) if isinstance(kids, pikepdf.Array) else [kids]
    key = int(root.get("/ParentTreeNextKey", _next_key(root)))
    numbers: list[Any] = []
    for place, (sheet, alternative) in enumerate(figures, key):
        figure = base.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, P=document, Pg=sheet, K=0, Alt=alternative
            )
        )
        held.append(figure)
        sheet.StructParents = place
        numbers += [place, pikepdf.Array([figure])]
    document.K = pikepdf.Array(held)
    _joined(base, root, numbers)
    root.ParentTreeNextKey = key + len(figures)
    _no_claim(base)


def _document(root: Any) -> Any:
    """The element that holds the pages' structure."""
    import pikepdf

    kids = root.get("/K")
    return kids[0] if isinstance(kids, pikepdf.Array) else kids


def _next_key(root: Any) -> int:
    """One more than the highest key of the parent tree."""
    import pikepdf

    def keys(node: Any) -> list[int]:
        own = [int(item) for item in list(node.get("/Nums", pikepdf.Array()))[::2]]
        return own + [key for kid in node.get("/Kids", pikepdf.Array()) for key in keys(kid)]

    return max(keys(root.ParentTree), default=-1) + 1


def _joined(base: Any, root: Any, numbers: list[Any]) -> None:
    """The new keys behind those of the tree, which stand in one list or in branches."""
    import pikepdf

    tree = root.ParentTree
    if "/Kids" in tree:
        limits = pikepdf.Array([numbers[0], numbers[-2]])
        tree.Kids.append(base.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(numbers), Limits=limits)))
        return
    tree.Nums = pikepdf.Array([*tree.get("/Nums", pikepdf.Array()).as_list(), *numbers])


def _no_claim(base: Any) -> None:
    """A packet with foreign pages no longer claims PDF/UA: their fonts and pictures are not ours to vouch for."""
    with base.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        for claim in [name for name in about if "pdfua" in name]:
            del about[claim]
