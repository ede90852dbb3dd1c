"""Normalise article URLs, so that one article has one: no fragment, no tracking parameters."""

import re
from urllib.parse import SplitResult, urlsplit

from .document import Unreadable

MAX_URL_LENGTH = 2048  # characters, as the column has
TRACKING_PARAMETER = re.compile(
    r"(?:utm_[a-z_]+|at_[a-z]\w*|fbclid|gclid|gclsrc"
    r"|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi"
    r"|mkt_tok|smid|smtyp|cmp|cmpid|wt_mc|wt_zmc|xtor|srnd|leadsource|ns_mchannel|ns_source"
    r"|ns_campaign|ns_linkname|__twitter_impression|guccounter|guce_\w+|ito|ftag|taid|ocid|ncid"
    r"|vero_id|oly_enc_id|oly_anon_id|spm|rss_?id|fb_action_\w+|fb_source|fb_ref|ref_src|ref_url"
    r"|mibextid|icid|int_?cmp|wprov|_branch_match_id|gad_source|gad_campaignid|hss_channel|epik"
    r"|(?:pk|mtm|piwik|matomo|oft|bsft)_\w+|itm_(?:source|medium|campaign|content|term)"
    r"|sc_(?:campaign|channel|cid|src|uid|llid|lid|eh)|sara_(?:ecid|ref)|__(?:hstc|hssc|hsfp)"
    r"|hsctatracking|ysclid|_bhlid|li_fat_id|srsltid|s_kwcid|_openstat|ml_subscriber(?:_hash)?"
    r"|ck_subscriber_id|et_rid|dicbo|tblci|amp_(?:js_v|gsa|r|lite|latest_update_time)|usqp"
    r"|aoh)(?:=|$)",
    re.IGNORECASE,
)
# Values by which share buttons and feeds mark a link; another value may be the article itself.
TRACKING_VALUE = re.compile(
    r"(?:ref|source|src|s|via|from|partner)=(?:rss|feed|fb|facebook|twitter|tw|t\.co|linkedin|share"
    r"|email|mail|newsletter|nl|whatsapp|social|home|topnews|\d\d)",
    re.IGNORECASE,
)
DEFAULT_PORTS = {"http": 80, "https": 443}


def normalise_url(url):
    """
    Return `url` as it is stored: host in lower case, no default port, fragment or trackers.

    Path and query are not touched otherwise, since only their server knows which of two spellings
    are the same page. A urn stays as it is. Raises Unreadable where `url` is no http(s) address,
    is longer than MAX_URL_LENGTH, or holds a user name or white space.
    """
    url = url.strip()
    if url.lower().startswith("urn:"):
        return _checked(url, url)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Unreadable(f"{_abridged(url)} is no address.") from None
    if parts.scheme not in DEFAULT_PORTS or not host or "\\" in url:
        raise Unreadable(
            f"{_abridged(url)} is no address of an article: write https://… or http://…."
        )
    if "@" in parts.netloc:
        raise Unreadable("The address holds a user name or password, which would be made public.")
    host = f"[{host}]" if ":" in host else host.removesuffix(".")  # which names the root
    netloc = host if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    query = "&".join(p for p in parts.query.split("&") if p and not _is_tracker(p))
    return _checked(SplitResult(parts.scheme, netloc, parts.path or "/", query, "").geturl(), url)


def _is_tracker(parameter):
    return bool(TRACKING_PARAMETER.match(parameter) or TRACKING_VALUE.fullmatch(parameter))


def live_url(url):
    """Return the address of which a normalised `url` is a copy in an archive or cache, or `url`.

    The Wayback Machine and its kind hold the address itself; what archive.ph shortens is unknown.
    """
    while (live := _copied_url(url)) != url:  # a copy may be of a copy, and each is shorter
        url = live
    return url


def asked_url(url):
    """Return an address that somebody asks for as an article's is stored; as it is if none is."""
    try:
        return live_url(normalise_url(url))
    except Unreadable:
        return url


def _copied_url(url):
    for copy in COPIES:
        if found := copy.fullmatch(url):
            scheme = "https" if found["scheme"] else "http"
            written, bare = re.match(r"(?:(https?):/+)?(.*)", found["url"], re.IGNORECASE).groups()
            try:
                return normalise_url(f"{written or scheme}://{bare}")
            except Unreadable:
                return url
    return url


COPIES = (
    re.compile(
        r"https?://(?:web\.archive\.org/web|archive\.(?:ph|today|is|li|md|vn|fo)(?:/o)?"
        r"|arquivo\.pt/wayback|www\.webarchive\.org\.uk/wayback/archive|archive-it\.org/\d+)"
        r"/(?:[\d.-]{1,20}(?:[a-z]{2}_)?|\*|\w{4,6}(?=/https?:))/(?P<url>(?:https?:/|[\w-]+\.).+)"
        r"(?P<scheme>)"
    ),
    re.compile(r"https://[\w-]+\.cdn\.ampproject\.org/[cvwr]/(?P<scheme>s/)?(?P<url>.+)"),
    re.compile(r"https://(?:www\.)?(?:google\.[a-z.]+|bing\.com)/amp/(?P<scheme>s/)?(?P<url>.+)"),
)


def hides_address(url):
    """Return whether a normalised `url` is a copy in an archive that does not say of which page."""
    return bool(SHORTENED.fullmatch(url))


SHORTENED = re.compile(
    r"https?://(?:archive\.(?:ph|today|is|li|md|vn|fo)|perma\.cc|ghostarchive\.org/archive|megalodon\.jp)"
    r"/[\w-]+"
)
FRONT = re.compile(
    r"/(?:[a-z]{2}(?:[-_][a-z]{2})?/?|index\.\w+|home/?|default\.\w+)?", re.IGNORECASE
)


LANGUAGE = re.compile(r"(?:lang|language|locale|hl)=[\w-]*", re.IGNORECASE)


def is_front_page(url):
    """Return whether an address is that of a whole site: no path, or only a language."""
    parts = urlsplit(url)
    is_front = bool(parts.netloc and FRONT.fullmatch(parts.path))
    return is_front and bool(not parts.query or LANGUAGE.fullmatch(parts.query))


def domain_of(url):
    """Return the domain of a normalised URL, without www; empty for a urn."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def without_logins(raw):
    """Return the bytes of a page without the users and passwords in its addresses."""
    return LOGIN.sub(rb"\1", raw)


# https://user:password@host, also as JSON in scripts writes it
LOGIN = re.compile(rb"(https?:(?:\\?/){2})[^\s/\\?#\"'<>@]{1,256}@", re.IGNORECASE)


def _checked(address, url):
    if len(address) > MAX_URL_LENGTH:
        raise Unreadable(
            f"The address has {len(address):,} characters; {MAX_URL_LENGTH:,} is the most."
        )
    if re.search(r"\s", address):
        raise Unreadable(f"{_abridged(url)} has blanks in it, which an address has not.")
    return address


def _abridged(url):
    return repr(url if len(url) <= 80 else f"{url[:79]}…")
