"""Read microdata (HTML Standard, 5.2) as the JSON-LD that would say the same."""

CONTENT = {"meta": "content", "data": "value", "meter": "value", "object": "data"}
CONTENT |= dict.fromkeys(("a", "area", "link"), "href")
CONTENT |= dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src")
MAX_ELEMENTS = 100_000  # looked at in a page; what many items refer to is looked at for each


class Microdata:
    """The items in a tree of lxml; each a dict by property, of several values a list."""

    def __init__(self, tree):
        self.left = MAX_ELEMENTS
        self.tree, self.by_id = tree, {e.get("id"): e for e in tree.iterfind(".//*[@id]")}

    def items(self):
        """Yield (item, its line) of each item that is no property of another."""
        for element in self.tree.iterfind(".//*[@itemscope]"):
            if element.get("itemprop") is None:
                yield self._item(element, {element}), element.sourceline

    def _item(self, element, around):
        """Return the item of an element; `around` are those that hold it."""
        values = {}
        for name, value in self._properties(element, around):
            values.setdefault(name, []).append(value)
        item = {name: found[0] if len(found) == 1 else found for name, found in values.items()}
        item["@type"] = (element.get("itemtype") or "").split()
        if element.get("itemid"):
            item["@id"] = element.get("itemid").strip()
        return item

    def _properties(self, item, around):
        """Yield (name, value) of an item's properties, those it refers to first."""
        named = (item.get("itemref") or "").split()
        waiting = [*reversed(item), *(self.by_id[name] for name in named if name in self.by_id)]
        while waiting and self.left > 0:
            element = waiting.pop()
            self.left -= 1
            if not isinstance(element.tag, str) or element in around:
                continue
            is_item = element.get("itemscope") is not None
            if names := (element.get("itemprop") or "").split():
                value = self._item(element, around | {element}) if is_item else _value(element)
                yield from ((name, value) for name in names)
            if not is_item:
                waiting.extend(reversed(element))


def _value(element):
    attribute = "datetime" if element.tag == "time" else CONTENT.get(element.tag, "content")
    written = element.get(attribute)
    return " ".join((element.xpath("string()") if written is None else written).split())
