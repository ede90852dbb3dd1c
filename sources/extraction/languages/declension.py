"""Decline given names, so that one in another case leads to its nominative: Anny, Annie: Anna."""

Paradigm = tuple[str, str]  # an ending of the nominative, and those that stand in its place

POLISH: tuple[Paradigm, ...] = (
    ("ja", "ji ję ją"),
    ("ia", "ii ię ią"),
    ("ka", "ki ce kę ką"),
    ("ga", "gi dze gę gą"),
    ("ra", "ry rze rę rą"),
    ("ta", "ty cie tę tą"),
    ("da", "dy dzie dę dą"),
    ("ła", "ły le łę łą"),
    ("la", "li lę lą"),
    ("a", "y ie ę ą"),
    ("weł", "wła włowi włem wle"),
    ("ek", "ka kowi kiem ku"),
    ("k", "ka kowi kiem ku"),
    ("g", "ga gowi giem gu"),
    ("y", "ego emu ym"),
    ("i", "iego iemu im"),
    ("o", "a owi em"),
    ("", "a owi em u ie"),
)
UKRAINIAN: tuple[Paradigm, ...] = (
    ("ія", "ії ію ією"),
    ("я", "і ю єю ею ї"),
    ("га", "ги зі гу гою"),
    ("ка", "ки ці ку кою"),
    ("а", "и і у ою"),
    ("й", "я ю єві єм ї"),
    ("ь", "я ю еві ем"),
    ("ір", "ора орові ором ору"),
    ("о", "а у ові ом"),
    ("р", "ра ру рові ром ря рю рем реві"),
    ("", "а у ові ом ем"),
)


def declined(names: dict[str, str], paradigms: tuple[Paradigm, ...]) -> dict[str, str]:
    """Return every other case of the names with its nominative; the first name wins a form."""
    bases: dict[str, str] = {}
    for name in sorted(names):
        ending, others = next(p for p in paradigms if name.endswith(p[0]))
        stem = name.removesuffix(ending)
        for other in others.split():
            if stem + other not in names:
                bases.setdefault(stem + other, name)
    return bases
