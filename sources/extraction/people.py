"""Who is in the article: every name of it, and the persons they add up to.

A person is printed in full once and by surname afterwards. So names are gathered over the whole
article first; two full names are one person if first and last part agree (middle names, initials
and titles may come and go), and a surname alone is looked up among them.
"""

from dataclasses import dataclass, field

from .languages import Language
from .names import Name
from .sentences import Token

APPOSITION = 14
NAMESAKES = 12
RARE = 3


@dataclass(slots=True, eq=False)
class Person:
    """A person or organisation of the article; `words` describe it (titles, roles, places)."""

    name: str
    parts: tuple[str, ...]
    at: int
    gender: str = ""
    organisation: bool = False
    prefix: str = ""
    words: set[str] = field(default_factory=set)
    count: int = 0
    certain: bool = False
    affiliation: str = ""
    office: str = ""

    @property
    def title(self) -> str:
        """The title as printed: the one an organisation goes with, else the longest before."""
        return self.office if self.affiliation else self.prefix or self.office

    def called(self, title: str) -> None:
        """Remember the longest title printed before the name."""
        if len(title) > len(self.prefix):
            self.prefix = title


class People:
    """The people of one article, looked up by name."""

    def __init__(self, text: str, language: Language):
        self.text = text
        self.language = language
        self.by_ends: dict[tuple[str, str], Person] = {}
        self.by_last: dict[str, list[Person]] = {}
        self.by_first: dict[str, list[Person]] = {}
        self.singles: dict[str, Person] = {}
        self.by_role: dict[str, list[Person]] = {}
        self.protagonist: Person | None = None

    def read(self, tokens: list[Token], found: list[Name]) -> None:
        """Take note of a sentence's names and of what is printed beside them."""
        for name in found:
            person = self._noted(name, tokens)
            person.count += 1
            person.gender = person.gender or name.gender
            if name.title:
                lows = {token.low.strip(".") for token in tokens[name.first : name.start]}
                if not self.language.courtesy.issuperset(lows):
                    person.called(" ".join(name.title))
                person.words |= lows
                person.certain = True
            self._introduced(person, tokens, name)
            self._describe(person, tokens, name)

    def _introduced(self, person: Person, tokens: list[Token], name: Name) -> None:
        """Read the role before a comma: `His wife, Ida Lund, said`."""
        if name.first < 2 or tokens[name.first - 1].text != "," or not name.full:
            return
        role = tokens[name.first - 2].low
        if role in self.language.roles:
            person.certain = True
            person.words.add(role)
            person.gender = person.gender or self.language.roles[role]

    def _noted(self, name: Name, tokens: list[Token]) -> Person:
        parts = tuple(_key(part) for part in name.parts)
        if not name.full:
            found = self.singles.get(parts[0])
            if found is None:
                found = self.singles[parts[0]] = self._made(name, parts, tokens)
            return found
        ends = parts[0], parts[-1]
        person = self.by_ends.get(ends)
        if person is None:
            person = self.by_ends[ends] = self._made(name, parts, tokens)
            _add(self.by_first, parts[0], person)
            for number in range(1, len(parts)):
                _add(self.by_last, " ".join(parts[number:]), person)
        return person

    def _made(self, name: Name, parts: tuple[str, ...], tokens: list[Token]) -> Person:
        return Person(
            name=" ".join(token.text for token in tokens[name.start : name.last]).replace(
                " ,", ","
            ),
            parts=parts,
            at=tokens[name.start].start,
            organisation=name.organisation,
            certain=name.full and parts[0] in self.language.given,
        )

    def _describe(self, person: Person, tokens: list[Token], name: Name) -> None:
        """Read the apposition: `Klimov, chair of the committee`, `Tusk, 67,`, `Lund (Greens)`."""
        after = name.last
        if after + 1 >= len(tokens) or tokens[after].text not in (",", "(", "-", "–", "—", "--"):
            return
        words = []
        for token in tokens[after + 1 : after + 1 + APPOSITION]:
            if token.text in (",", ")", ".", "–", "—", "--") or token.stretch:
                break
            words.append(token)
        if not words:
            return
        roles = self.language.roles
        if words[0].text.isdigit() and len(words) == 1 or words[0].low in self.language.relatives:
            person.certain = True
        elif (
            any(word.low in roles for word in words[:8]) and words[0].low not in self.language.joins
        ):
            person.certain = True
            person.words.update(word.low for word in words)
            gender = next((roles[w.low] for w in words if roles.get(w.low)), "")
            person.gender = person.gender or gender
            self._office(person, words)

    def _office(self, person: Person, words: list[Token]) -> None:
        """`chair of the Council's committee` is an office and, behind "of", an organisation."""
        language = self.language
        if person.office or words[0].low in language.possessives:
            return
        first = next((n for n, w in enumerate(words) if w.low not in language.articles), 0)
        behind = (n for n, w in enumerate(words) if n and w.low in language.member_of)
        at = next(behind, len(words))
        if any(word.low in self.language.roles for word in words[first:at]):
            person.office = self.text[words[first].start : words[at - 1].end]
            rest = words[at + 1 :]
            if rest and rest[0].low in language.articles:
                rest = rest[1:]
            if rest:
                person.affiliation = self.text[rest[0].start : rest[-1].end]

    def settle(self) -> None:
        """After the last sentence: let single names add to the person whose surname they are."""
        for ends, person in list(self.by_ends.items()):
            for shorter in map(self.by_ends.get, (person.parts[:2], person.parts[-2:])):
                if self._is_within(shorter, person):
                    self.by_ends[ends] = shorter
                    shorter.count += person.count
                    self._forget(person)
                    break
        for single, mention in self.singles.items():
            owners = self.by_last.get(single) or self.by_first.get(single) or []
            if len(owners) == 1:
                owner = owners[0]
                owner.count += mention.count
                owner.words |= mention.words
                owner.called(mention.prefix)
                owner.gender = owner.gender or mention.gender
                owner.certain = owner.certain or mention.certain
            elif owners:
                for owner in owners:
                    if not owner.gender or owner.gender == mention.gender:
                        owner.words |= mention.words
        people = [person for person in self.by_ends.values() if not person.organisation]
        for person in people:
            for word in person.words & self.language.roles.keys():
                _add(self.by_role, word, person)
        self.protagonist = max(people, key=lambda person: person.count, default=None)

    def _is_within(self, shorter: Person | None, person: Person) -> bool:
        """`Hillary Clinton` within `Crooked Hillary Clinton`: seen alone no less often."""
        return bool(
            shorter
            and len(person.parts) > 2
            and shorter.parts[0] in self.language.given
            and shorter.count >= person.count
        )

    def _forget(self, person: Person) -> None:
        """No part of the name leads to this person any more."""
        parts = person.parts
        lasts = [self.by_last[" ".join(parts[number:])] for number in range(1, len(parts))]
        for namesakes in (self.by_first[parts[0]], *lasts):
            if person in namesakes:
                namesakes.remove(person)

    @property
    def known(self) -> set[str]:
        """The surnames and single names that stand for somebody beyond doubt."""
        people = {*self.by_ends.values(), *self.singles.values()}
        return {person.parts[-1] for person in people if person.certain}

    def candidates(self, name: Name) -> list[Person]:
        """Everybody the name may stand for, best first; a title's gender rules others out."""
        parts = tuple(_key(part) for part in name.parts)
        if name.full and (person := self.by_ends.get((parts[0], parts[-1]))):
            longer = self.by_last.get(" ".join(parts), [])
            return longer or [person]
        found = (
            self.by_last.get(" ".join(parts)) or self.by_last.get(parts[-1])
            if not name.full
            else None
        )
        if not found and not name.full:
            found = self.by_first.get(parts[0])
        if not found:
            single = self.singles.get(parts[-1])
            return [single] if single else []
        people = [p for p in found if not p.organisation] or found
        if name.gender:
            people = [p for p in people if p.gender in ("", name.gender)] or people
        most = max(person.count for person in people)
        people = [p for p in people if p.certain or p.count * RARE >= most]
        return sorted(people, key=lambda person: (-person.count, person.at))


def _add(people: dict[str, list[Person]], key: str, person: Person) -> None:
    """File a person under a name, unless NAMESAKES already stand there."""
    namesakes = people.setdefault(key, [])
    if len(namesakes) < NAMESAKES:
        namesakes.append(person)


def _key(part: str) -> str:
    return part.lower().strip(".'’")
