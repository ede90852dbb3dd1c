"""What a browser has laid out, measured: words out of sight, and contrast that is too low."""

# Elements that are wider than the window, that scroll sideways, or that cut words off.
SIDEWAYS = """() => {
    const shown = (e) => e.clientWidth > 2 && getComputedStyle(e).visibility !== "hidden";
    const named = (e, why) => `${e.tagName}.${e.className}#${e.id}: ${why}`;
    const found = [...document.querySelectorAll("body *")].filter(shown).flatMap((e) => {
        const style = getComputedStyle(e);
        if (style.overflowX === "visible" || e.scrollWidth < e.clientWidth + 4) return [];
        const scrolls = e.matches("input, select, textarea, button");
        const isChosen = e.matches(".select2-selection__rendered"); // and read whole
        const says = style.textOverflow === "ellipsis" && !isChosen; // that words are cut off
        return scrolls || says ? [] : [named(e, `${e.scrollWidth} in ${e.clientWidth}`)];
    });
    const page = document.documentElement;
    return page.scrollWidth > page.clientWidth ? [named(page, page.scrollWidth), ...found] : found;
}"""

# Fields whose edge has less than 3:1 to what is around, placeholders with less than 4.5:1.
FAINT = """() => {
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => {
        const [r, g, b] = numbers(colour).map((c) => c / 255)
            .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    };
    const ratio = (a, b) => Math.max(light(a) / light(b), light(b) / light(a));
    const ground = (e) => {
        const colour = e ? getComputedStyle(e).backgroundColor : "rgb(255, 255, 255)";
        return numbers(colour)[3] === 0 ? ground(e.parentElement) : colour;
    };
    const others = ["checkbox", "radio", "submit", "button", "image", "file"];
    const drawn = others.map((one) => `[type=${one}]`); // by the browser, or as a button
    const typed = `input:not(${drawn}, .select2-selection input)`;
    const fields = `${typed}, select, textarea, .select2-selection`;
    const shown = (e) => e.clientWidth > 2 && getComputedStyle(e).visibility !== "hidden";
    return [...document.querySelectorAll(fields)].filter(shown).flatMap((e) => {
        const style = getComputedStyle(e), words = getComputedStyle(e, "::placeholder");
        const around = ground(e.parentElement);
        const edge = parseFloat(style.borderTopWidth) && ratio(style.borderTopColor, around);
        const read = words.opacity === "1" && ratio(words.color, ground(e)) >= 4.5;
        return [
            ...(edge < 3 ? [`${e.name || e.className}: its edge has ${edge}`] : []),
            ...(e.placeholder && !read ? [`${e.name}: its placeholder is faint`] : []),
        ];
    });
}"""

# Buttons that forced colours leave without an edge: their backgrounds are taken away.
EDGELESS = """() => [
    ...document.querySelectorAll("button, .button, input[type=submit], input[type=button]"),
]
    .filter((e) => e.clientWidth > 2)
    .filter((e) => parseFloat(getComputedStyle(e).borderTopWidth) < 1)
    .map((e) => `${e.className} ${e.textContent || e.value}`)"""

# What is read in boxes far higher than its words, or in columns too narrow for four letters.
ILL_FITTING = """() => {
    const said = (e) => e.textContent.trim().slice(0, 40);
    const named = (e, why) => `${e.tagName}.${e.className} ${said(e)}: ${why}`;
    const words = (e) => {
        const range = document.createRange();
        range.selectNodeContents(e);
        return range.getBoundingClientRect().height;
    };
    const hollow = [...document.querySelectorAll(".readonly")]
        .filter((e) => e.clientHeight > words(e) + 80);
    const squeezed = [...document.querySelectorAll("th, td, .button")].filter((e) => {
        const { fontSize, paddingLeft, paddingRight } = getComputedStyle(e);
        const room = e.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
        return e.clientWidth > 2 && /\\S{4}/.test(e.innerText) && room < 2 * parseFloat(fontSize);
    });
    return [
        ...hollow.map((e) => named(e, `${e.clientHeight} high`)),
        ...squeezed.map((e) => named(e, `${e.clientWidth} wide`)),
    ];
}"""

# The spacing of WCAG 2.2, 1.4.12; a style sheet that is made by script is no inline style.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""


def spaced(tab):
    """Return what is wider than its room once the page that is open has wide spacing."""
    tab.evaluate(SPACED)
    return sideways(tab)


def edgeless(tab):
    """Return the buttons that only their background draws, on the page that is open."""
    return [f"{tab.url} {found}" for found in tab.evaluate(EDGELESS)]


def sideways(tab):
    """Return what is wider than its room on the page that is open, in words."""
    return [f"{tab.url} {found}" for found in tab.evaluate(SIDEWAYS)]


def ill_fitting(tab):
    """Return what is read in boxes of another size than its words', in words."""
    return [f"{tab.url} {found}" for found in tab.evaluate(ILL_FITTING)]


def faint(tab):
    """Return the fields that are hard to see on the page that is open, in words."""
    return [f"{tab.url} {found}" for found in tab.evaluate(FAINT)]
