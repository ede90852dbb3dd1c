"""Gather everybody the article names, and tell which names are one person.

A person is printed in full once and by surname afterwards. So names are gathered over the whole
article first; two full names are one person if first and last part agree (middle names, initials
and titles may come and go), and a surname alone is looked up among them.
"""

from dataclasses import dataclass, field

from .inflection import given_nominative, nominatives, surname_nominative, with_capitals
from .languages import Language
from .name_runs import Name
from .quotation_marks import is_double
from .tokenizer import Token
from .vocabulary import Vocabulary

MAX_APPOSITION_TOKENS = 14
MAX_ROLE_TOKENS = 8  # of an apposition, in which the role must come
MAX_TOKENS_TO_PREPOSITION = 2  # before a name in another case: zdaniem krytyka Jana Lisa
MAX_NAMESAKES = 12  # a list of a hundred Smiths would make every look-up slow
RARITY_FACTOR = 3  # uncertain names this many times rarer than a namesake are left out


@dataclass(slots=True, eq=False)
class Person:
    """A person or organisation of the article, compared by identity.

    name          as first printed in full, `at` this offset
    parts         the keys of the name's words
    gender        "m", "f" or ""
    prefix        the longest title printed before the name
    words         describe it, in lower case: titles, roles, places
    count         how often it is named
    certain       whether it is beyond doubt a name (a title, a role or a given name says so)
    spoke         whether words were given to the name, which has more than one
    acts          whether a verb follows the name, which is in the nominative then
    office, affiliation    from an apposition: "chair of the Council"
    """

    name: str
    parts: tuple[str, ...]
    at: int
    gender: str = ""
    organisation: bool = False
    prefix: str = ""
    words: set[str] = field(default_factory=set)
    count: int = 0
    certain: bool = False
    spoke: bool = False
    affiliation: str = ""
    office: str = ""
    acts: bool = False

    @property
    def title(self) -> str:
        """Return the title as printed: that with an organisation, else the longest before."""
        return self.office if self.affiliation else self.prefix or self.office

    @property
    def is_established(self) -> bool:
        """Return whether it is a name beyond doubt, or has already been taken for one."""
        return self.certain or self.spoke

    @property
    def is_known(self) -> bool:
        """Return whether it is more than one word that stands there once: `a woman from Hull`."""
        return self.organisation or len(self.parts) > 1 or self.count > 1

    def keep_longest_title(self, title: str) -> None:
        """Remember the longest title printed before the name."""
        if len(title) > len(self.prefix):
            self.prefix = title


class People:
    """The people of one article, looked up by name.

    Call `read` for each paragraph, then `merge_mentions` once, then look up.
    """

    def __init__(self, text: str, language: Language, vocabulary: Vocabulary) -> None:
        self.text = text
        self.language = language
        self.vocabulary = vocabulary
        self.by_ends: dict[tuple[str, str], Person] = {}
        self.by_last: dict[str, list[Person]] = {}
        self.by_first: dict[str, list[Person]] = {}
        self.singles: dict[str, Person] = {}
        self.by_role: dict[str, list[Person]] = {}
        self.protagonist: Person | None = None
        self.couples: list[tuple[Name, Name]] = []

    def read(self, tokens: list[Token], names: list[Name]) -> None:
        """Take note of the names among the tokens and of what is printed beside them."""
        for before, name in zip([None, *names], names, strict=False):
            if before and _is_couple(before, name, tokens, self.language):
                self.couples.append((before, name))
            person = self._find_or_add(name, tokens)
            person.count += 1
            person.acts = person.acts or self._acts(tokens, name)
            person.gender = person.gender or name.gender
            if name.title:
                lows = {token.low.strip(".") for token in tokens[name.first : name.start]}
                if not self.language.naming.honorifics.issuperset(lows):
                    person.keep_longest_title(" ".join(name.title))
                person.words |= lows
                person.certain = True
            self._read_role_before(person, tokens, name)
            self._read_apposition(person, tokens, name)

    def _acts(self, tokens: list[Token], name: Name) -> bool:
        """Return whether a verb follows: its subject is in the nominative."""
        apposed, grammar = _is_apposed(tokens, name), self.language.grammar
        behind = tokens[name.last + apposed : name.last + apposed + 1]
        verb = any(self.language.is_verb_form(token.low) for token in behind)
        before = tokens[max(0, name.first - MAX_TOKENS_TO_PREPOSITION) : name.first]
        governed = any(token.low in grammar.prepositions for token in before)
        return verb and (apposed or grammar.late_subjects and not governed)

    def _read_role_before(self, person: Person, tokens: list[Token], name: Name) -> None:
        """Read the role before a comma: `His wife, Ida Lund, said`."""
        if name.first < 2 or tokens[name.first - 1].text != "," or not name.is_full:
            return
        role = tokens[name.first - 2].low
        if role in self.language.naming.roles:
            person.certain = True
            person.words.add(role)
            person.gender = person.gender or self.language.naming.roles[role]

    def _find_or_add(self, name: Name, tokens: list[Token]) -> Person:
        """Return the person of that first and last name, new where there is none yet."""
        parts = tuple(_key(part) for part in name.parts)
        if not name.is_full:
            found = self.singles.get(parts[0])
            if found is None:
                found = self.singles[parts[0]] = self._new_person(name, parts, tokens)
            return found
        ends = parts[0], parts[-1]
        person = self.by_ends.get(ends)
        if person is None:
            person = self.by_ends[ends] = self._new_person(name, parts, tokens)
            _index(self.by_first, parts[0], person)
            for number in range(1, len(parts)):
                _index(self.by_last, " ".join(parts[number:]), person)
        return person

    def _new_person(self, name: Name, parts: tuple[str, ...], tokens: list[Token]) -> Person:
        printed = " ".join(token.text for token in tokens[name.start : name.last])
        return Person(
            name=printed.replace(" ,", ","),
            parts=parts,
            at=tokens[name.start].start,
            organisation=name.organisation,
            certain=name.is_full and parts[0] in self.language.naming.given_names,
        )

    def _read_apposition(self, person: Person, tokens: list[Token], name: Name) -> None:
        """Read the apposition: `Klimov, chair of the committee`, `Tusk, 67,`, `Lund (Greens)`."""
        after = name.last
        if after + 1 >= len(tokens) or tokens[after].text not in (",", "(", "-", "–", "—", "--"):
            return
        words = []
        for token in tokens[after + 1 : after + 1 + MAX_APPOSITION_TOKENS]:
            if token.text in (",", ")", ".", "–", "—", "--") or is_double(token.text):
                break  # “I met Ida Lund,” the mayor said: she is not the mayor
            words.append(token)
        if not words:
            return
        if _is_apposed(tokens, name) and self.language.is_verb_form(words[0].low):
            return  # the mayor, Ida Lund, met her father
        roles = self.language.naming.roles
        if (
            words[0].text.isdigit()
            and len(words) == 1
            or words[0].low in self.language.grammar.relatives
        ):
            person.certain = True
        elif (
            any(word.low in roles for word in words[:MAX_ROLE_TOKENS])
            and words[0].low not in self.language.grammar.coordinators
        ):
            person.certain = True
            person.words.update(word.low for word in words)
            gender = next((roles[w.low] for w in words if roles.get(w.low)), "")
            person.gender = person.gender or gender
            self._read_office(person, words)

    def _read_office(self, person: Person, words: list[Token]) -> None:
        """Read an office and, behind "of", its organisation: `chair of the Council's committee`."""
        language = self.language
        if person.office or words[0].low in language.grammar.possessives:
            return
        first = next((n for n, w in enumerate(words) if w.low not in language.grammar.articles), 0)
        behind = (
            n for n, w in enumerate(words) if n and w.low in language.naming.membership_prepositions
        )
        at = next(behind, len(words))
        if any(word.low in self.language.naming.roles for word in words[first:at]):
            person.office = self.text[words[first].start : words[at - 1].end]
            rest = words[at + 1 :]
            if rest and rest[0].low in language.grammar.articles:
                rest = rest[1:]
            if rest:
                person.affiliation = self.text[rest[0].start : rest[-1].end]

    def merge_mentions(self) -> None:
        """Let other forms of a name add to its person; call once, after the last `read`."""
        if self.language.naming.case_endings:
            self._merge_cases()
        self._name_couples()
        self._merge_longer_names()
        self._merge_epithets()
        for single, mention in self.singles.items():
            self._merge_single(single, mention)
        people = [person for person in self.by_ends.values() if not person.organisation]
        for person in dict.fromkeys(people):
            for word in person.words:
                if word in self.language.naming.roles:
                    _index(self.by_role, word, person)
        self.protagonist = max(people, key=lambda person: person.count, default=None)
        self.vocabulary = self.vocabulary.with_surnames(self._certain_surnames())

    def _merge_single(self, single: str, mention: Person) -> None:
        """Add the mentions of a surname, or a first name, to whoever bears it."""
        owners = self._bearers(single)
        if len(owners) == 1:
            self._absorb(owners[0], mention)
        else:
            for owner in owners:
                if not owner.gender or owner.gender == mention.gender:
                    owner.words |= mention.words

    def _absorb(self, person: Person, mention: Person) -> None:
        """Add what is known of a mention to the person it means."""
        person.count += mention.count
        person.words |= mention.words
        person.keep_longest_title(mention.prefix)
        person.gender = person.gender or mention.gender
        person.certain = person.certain or mention.certain

    def _bearers(self, single: str) -> list[Person]:
        """Return whose surname, or first name, it is, perhaps in another case."""
        given = given_nominative(single, self.language)
        for form in (single, *nominatives(single, self.language)):
            if bearers := self.by_last.get(form):
                return bearers
        return self.by_first.get(single) or self.by_first.get(given) or []

    def _merge_cases(self) -> None:
        """Merge "Anny Nowak" into "Anna Nowak", or call her so where nobody else does."""
        for (first, last), person in list(self.by_ends.items()):
            if person.organisation:
                continue
            base = given_nominative(first, self.language)
            names = [last, *nominatives(last, self.language)]
            found = (self.by_ends.get((base, name)) for name in names)
            whole = next((p for p in found if p and p is not person), None)
            if whole and (base != first or whole.parts[-1] != last):
                self._merge_into(whole, (first, last), person)
            elif base != first and not person.acts:
                self._restore(person, (first, last), base)

    def _restore(self, person: Person, ends: tuple[str, str], first: str) -> None:
        """Give a person only printed in another case the nominative for a name."""
        last = surname_nominative(ends[1], person.gender, self.language, self.singles)
        middle = person.parts[1:-1]
        person.parts = (first, *middle, last)
        person.name = " ".join(with_capitals(part) for part in person.parts)
        self.by_ends[first, last] = person
        _index(self.by_first, first, person)
        _index(self.by_last, last, person)

    def _name_couples(self) -> None:
        """Give who shares the next one's surname it, too: `Olof and Ida Lund`."""
        for first, second in self.couples:
            ends = _key(first.parts[0]), _key(second.parts[-1])
            person, single = self.by_ends.get(ends), self.singles.get(ends[0])
            if person and single:
                person.at = min(person.at, single.at)
                person.count += 1
            elif single and self._is_given_alone(ends[0]):
                self._add_relative(single, second.parts[-1], ends)

    def _is_given_alone(self, first: str) -> bool:
        """Return whether it is a given name that the article prints with no surname.

        Where surnames have cases they have genders, too, and a couple's is a plural.
        """
        naming = self.language.naming
        elsewhere = first in self.by_first or first in self.by_last
        return first in naming.given_names and not (elsewhere or naming.case_endings)

    def _add_relative(self, single: Person, surname: str, ends: tuple[str, str]) -> None:
        """Let a given name printed alone stand for a person of that surname."""
        gender = self.language.naming.given_names[ends[0]].strip("u")
        person = Person(f"{single.name} {surname}", ends, single.at, gender, certain=True)
        self.by_ends[ends] = person
        _index(self.by_first, ends[0], person)
        _index(self.by_last, ends[1], person)

    def _merge_longer_names(self) -> None:
        """Merge `Crooked Hillary Clinton` into `Hillary Clinton`."""
        for ends, person in list(self.by_ends.items()):
            for first, last in (person.parts[:2], person.parts[-2:]):
                shorter = self.by_ends.get((first, last))
                if shorter and self._is_within(shorter, person):
                    self._merge_into(shorter, ends, person)
                    break

    def _merge_epithets(self) -> None:
        """Merge `Sleepy Jon` and `Monster Lund` into the people they mean."""
        for ends, person in list(self.by_ends.items()):
            if len(person.parts) == 2 and self._is_epithet(ends[0]) and not person.organisation:
                bearers = self.by_last.get(ends[1], []) + self.by_first.get(ends[1], [])
                named = [p for p in bearers if p is not person and not p.organisation]
                if len(named) == 1:
                    self._merge_into(named[0], ends, person)

    def _is_epithet(self, first: str) -> bool:
        """Return whether the word before a name describes rather than names: Old, Crooked."""
        naming = self.language.naming
        if first in naming.given_names or not naming.epithets:
            return False
        return first in naming.epithets or first.endswith(naming.epithet_endings)

    def _merge_into(self, whole: Person, ends: tuple[str, str], person: Person) -> None:
        self.by_ends[ends] = whole
        self._absorb(whole, person)
        self._forget(person)

    def _is_within(self, shorter: Person, person: Person) -> bool:
        """Return whether the shorter name is a full one, seen alone no less often."""
        return (
            len(person.parts) > 2
            and shorter.parts[0] in self.language.naming.given_names
            and shorter.count >= person.count
        )

    def _forget(self, person: Person) -> None:
        """Let no part of the name lead to this person any more."""
        parts = person.parts
        lasts = (self.by_last.get(" ".join(parts[n:]), []) for n in range(1, len(parts)))
        for namesakes in (self.by_first.get(parts[0], []), *lasts):
            if person in namesakes:
                namesakes.remove(person)

    def _certain_surnames(self) -> set[str]:
        """Return the keys of surnames and single names that stand for somebody beyond doubt."""
        people = {*self.by_ends.values(), *self.singles.values()}
        return {person.parts[-1] for person in people if person.certain}

    def candidates(self, name: Name) -> list[Person]:
        """Return everybody the name may stand for, best first.

        A single name is looked up as a surname, then as a first name, then among those never
        printed in full. A title's gender rules others out.
        """
        parts = tuple(_key(part) for part in name.parts)
        if name.is_full and (person := self.by_ends.get((parts[0], parts[-1]))):
            return self.by_last.get(" ".join(parts)) or [person]
        found = [] if name.is_full else self._bearers(parts[0])
        if found:
            return self._ranked(found, name.gender)
        single = self.singles.get(parts[-1])
        return [single] if single else []

    def _ranked(self, namesakes: list[Person], gender: str) -> list[Person]:
        """Return the namesakes of that gender, most named first, rare doubtful ones left out."""
        people = [p for p in namesakes if not p.organisation] or namesakes
        if gender:
            people = [p for p in people if p.gender in ("", gender)] or people
        most = max(person.count for person in people)
        people = [p for p in people if p.certain or p.count * RARITY_FACTOR >= most]
        return sorted(people, key=lambda p: (gender not in ("", p.gender), -p.count, p.at))


def _is_apposed(tokens: list[Token], name: Name) -> bool:
    """Return whether the name stands between commas: `the mayor, Ida Lund, left`."""
    before, after = tokens[max(0, name.first - 1) : name.first], tokens[name.last : name.last + 1]
    return [token.text for token in before + after] == [",", ","]


def _is_couple(first: Name, second: Name, tokens: list[Token], language: Language) -> bool:
    """Return whether a first name and a full one are joined: `Olof and Ida Lund`."""
    joined = second.first == first.last + 1
    and_ = joined and tokens[first.last].low in language.grammar.coordinators
    return and_ and second.is_full and not (first.is_full or first.title)


def _index(people: dict[str, list[Person]], key: str, person: Person) -> None:
    """File a person under a name, unless MAX_NAMESAKES already stand there."""
    namesakes = people.setdefault(key, [])
    if len(namesakes) < MAX_NAMESAKES and person not in namesakes:
        namesakes.append(person)


def _key(part: str) -> str:
    """Return the part of a name as it is compared: lower case, no signs at its ends."""
    return part.lower().strip(".'’")
