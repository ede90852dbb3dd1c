"""Use a page in the browser: with a mouse, or with a keyboard and nothing else."""

from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

# What waits for the page begins one after the other once that is there: what is asked last, last.
BEGUN = """() => new Promise((done) => {
    if (window.django?.jQuery) django.jQuery(() => done());
    else done();
})"""


def ready(tab):
    """Wait until the page is there and its scripts hear what is done."""
    tab.wait_for_load_state()
    tab.evaluate(BEGUN)


@contextmanager
def held(tab, address):
    """Hold what is asked of an address on its way to the server until the block has run."""
    is_held, waiting = True, []
    tab.route(address, lambda route: waiting.append(route) if is_held else route.continue_())
    yield
    is_held = False
    for route in waiting:
        route.continue_()


def select(tab, words):
    """Select words of the text, wherever its tags part them."""
    tab.evaluate(
        """words => {
            const letters = document.querySelector(".letters");
            const walker = document.createTreeWalker(letters, NodeFilter.SHOW_TEXT);
            const place = (offset) => {
                walker.currentNode = letters;
                for (let node; (node = walker.nextNode()); offset -= node.length)
                    if (offset <= node.length) return [node, offset];
            };
            const start = letters.textContent.indexOf(words);
            getSelection().setBaseAndExtent(...place(start), ...place(start + words.length));
        }""",
        words,
    )


def place_of(tab, words):
    """Where the mouse meets the first and the last edge of words: two points of the window."""
    return tab.evaluate(
        """words => {
            const letters = document.querySelector(".letters");
            const walker = document.createTreeWalker(letters, NodeFilter.SHOW_TEXT);
            const edge = (offset, isStart) => {
                walker.currentNode = letters;
                let node;
                while ((node = walker.nextNode()) && offset - (isStart ? 0 : 1) >= node.length)
                    offset -= node.length;
                const clusters = [...new Intl.Segmenter("en").segment(node.data)];
                const letter = clusters.find(({ index, segment }) =>
                    isStart ? index === offset : index + segment.length === offset);
                const range = document.createRange();
                range.setStart(node, letter.index);
                range.setEnd(node, letter.index + letter.segment.length);
                if (isStart) node.parentElement.scrollIntoView({ block: "center" });
                const box = range.getBoundingClientRect();
                const leftwards = /\\p{Script=Hebrew}/u.test(letter.segment);
                const x = leftwards === isStart ? box.right - 1 : box.left + 1;
                return [x, box.top + box.height / 2];
            };
            const start = letters.textContent.indexOf(words);
            return [edge(start, true), edge(start + words.length, false)];
        }""",
        words,
    )


def select_by_mouse(tab, words):
    start, end = place_of(tab, words)
    tab.mouse.move(*start)
    tab.mouse.down()
    tab.mouse.move(*end, steps=4)
    tab.mouse.up()


def type_and_find(tab, words):
    """Type in a box that searches, until it shows what all of the words find: not their half."""

    def answers_all(response):
        return parse_qs(urlsplit(response.url).query).get("term") == [words]

    tab.locator(".select2-search__field:focus").wait_for()
    with tab.expect_response(answers_all):
        tab.keyboard.type(words)
    found = tab.locator(".select2-results__option--highlighted", has_text=words)
    found.wait_for()
    return found


def wait_for(tab, pk, status):
    tab.locator(f"#quote-{pk}[data-status={status}]").wait_for()


class Mouse:
    """Everything is pointed at; only words are typed."""

    def __init__(self, tab):
        self.tab = tab

    def press(self, thing):
        thing.wait_for()
        ready(self.tab)
        thing.click()

    tick = press

    def write(self, box, words):
        self.press(box)
        self.tab.keyboard.press("Control+A")
        self.tab.keyboard.type(words)

    def choose(self, menu, label):
        menu.select_option(label=label)  # the browser's own menu opens outside of the page

    def search(self, box, words):
        """Write words in a box that searches, and take the first of what it finds."""
        self.press(box)
        type_and_find(self.tab, words).click()


class Keyboard:
    """Everything is reached by Tab, and pressed by Enter or the space bar."""

    MAX_TABS = 600  # presses of Tab until a control counts as unreachable
    tabs = 0

    def __init__(self, tab):
        self.tab = tab

    def reach(self, thing):
        thing.wait_for()
        ready(self.tab)
        for _ in range(self.MAX_TABS):
            if thing.evaluate("thing => thing === document.activeElement"):
                return
            self.tabs += 1
            self.tab.keyboard.press("Tab")
        raise AssertionError(f"{thing} is out of the keyboard's reach.")

    def press(self, thing):
        self.reach(thing)
        self.tab.keyboard.press("Enter")

    def tick(self, thing):
        self.reach(thing)
        self.tab.keyboard.press("Space")

    def write(self, box, words):
        self.reach(box)
        self.tab.keyboard.press("Control+A")
        self.tab.keyboard.type(words)

    def choose(self, menu, label):
        self.reach(menu)
        self.tab.keyboard.type(label)

    def search(self, box, words):
        self.press(box)
        type_and_find(self.tab, words)
        self.tab.keyboard.press("Enter")
