"""Find the subject behind its verb, adjuncts between: "dijo el martes en Oslo Ana Ruiz".

English seldom does so. German puts whatever it likes before the verb and the subject behind it
("Am Montag sagte Ida Lund"); Romance and Slavic news put the verb first, and time, place and
listener between it and the speaker. So what follows the verb is read phrase by phrase, and the
first that can be a subject is one.
"""

from .noun_phrases import NounPhrases, Source

MAX_TOKENS_BEHIND_VERB = 30


class LateSubjects(NounPhrases):
    """The subjects that stand behind their verbs."""

    def subject_behind(self, verb: int) -> Source | None:
        """Return the first phrase behind the verb that can be its subject, or None."""
        number, last = verb + 1, min(len(self.tokens), verb + MAX_TOKENS_BEHIND_VERB)
        number += self._insertion_length(number)
        while number < last and not self._ends_clause(number):
            if pronoun := self._pronoun_at(number):
                return pronoun
            length = self.adjunct_length(number)
            if not length:
                if source := self._source_at(number):
                    return source
                length = 1
            number += length
        return None

    def _insertion_length(self, comma: int) -> int:
        """Return the length of an adjunct between commas: `a dit, mardi soir, le maire`; or 0."""
        number = comma + 1
        while self.low(comma) == "," and (length := self.adjunct_length(number)):
            number += length
        return number + 1 - comma if number > comma + 1 and self.low(number) == "," else 0

    def governed_noun(self, number: int) -> Source | None:
        """Return the noun behind "according to", as in `zdaniem ekspertów`."""
        grammar = self.language.grammar
        told = not grammar.articles and not self.is_pause(number) and self.is_open_class(number)
        return Source(number, number + 1) if told and grammar.late_subjects else None

    def lone_noun(self, number: int) -> Source | None:
        """Return the unknown noun that alone follows the verb: `mówi ekspedientka.`"""
        token = self.tokens[number] if number < len(self.tokens) else None
        if token is None or not token.text.islower() or not self.is_pause(number + 1):
            return None
        open_class = self.is_open_class(number) and not self.is_skippable(number)
        noun = open_class and token.low.endswith(self.language.grammar.nominative_endings)
        timed = token.low in self.language.grammar.time_words
        return Source(number, number + 1) if noun and not timed else None

    def _ends_clause(self, number: int) -> bool:
        low, grammar = self.low(number), self.language.grammar
        if number in self.name_at or low in grammar.enclitics:
            return False
        return (
            self.is_pause(number)
            or low in grammar.conjunctions
            or (low in grammar.relatives and low not in grammar.determiners)
            or low in grammar.complementizers
        )

    def _pronoun_at(self, number: int) -> Source | None:
        """Return the pronoun that is a subject by itself, not "her" in "her friend"."""
        low, grammar = self.low(number), self.language.grammar
        if number in self.name_at or low not in grammar.pronouns:
            return None
        owner = low in grammar.possessives and not self.is_pause(number + 1)
        follows = self.adjunct_length(number + 1) or self.is_pause(number + 1)
        return None if owner and not follows else Source(number, number + 1, pronoun=low)

    def _source_at(self, first: int) -> Source | None:
        """Return the noun phrase that begins here, if it may name a speaker."""
        if self.is_oblique(first) or not self._opens_source(first):
            return None
        end = self.phrase_end(first)
        source = self.source_from_phrase(first, end)
        if source and source.kind == "description":
            base = self.base_end(source.first, source.last)
            if not (self.language.grammar.articles or self.has_person_noun(source)):
                return None
            of = self.low(base) in self.language.naming.membership_prepositions
            return source if of else Source(source.first, base)
        return source

    def _opens_source(self, first: int) -> bool:
        """Return whether a name, a determiner, a role or a group stands here."""
        low, language = self.low(first), self.language
        if name := self.name_at.get(first):
            return not (name.organisation and self._is_listener(name.last))
        return (
            low in language.grammar.determiners
            or low in language.naming.roles
            or low in language.naming.group_nouns
            or low.rstrip(".") in language.naming.titles
        )

    def _is_listener(self, number: int) -> bool:
        """Return whether the speaker follows at once: `powiedział PAP minister Jan Kot`."""
        return number in self.name_at or self.low(number) in self.language.naming.roles

    def is_oblique(self, first: int) -> bool:
        """Return whether the phrase's case tells that it is no subject: "dem", "der Zeitung"."""
        low, language = self.low(first), self.language
        if low in language.grammar.oblique_determiners:
            return True
        if not language.grammar.verb_second or low != "der":
            return False
        noun = first + 1
        while (
            noun not in self.name_at and self.tokens[noun : noun + 1] and self.low(noun).islower()
        ):
            if self.tokens[noun].is_capitalised or not self.tokens[noun].is_word:
                break
            noun += 1
        head = self.low(noun)
        gender = language.naming.roles.get(head, "")
        return gender == "f" or not gender and head in language.naming.organisation_words

    def adjunct_length(self, number: int) -> int:
        """Return how many tokens the adverb, time, place or listener here has; 0 for none."""
        low, language = self.low(number), self.language
        if number in self.name_at or not low:
            return 0
        timed = self.low(number + 1) in language.grammar.time_words
        if low in language.grammar.time_words:
            return 1
        if low in language.grammar.determiners and timed:
            return 2
        if low in language.grammar.prepositions:
            return self._prepositional_length(number)
        if low in language.grammar.determiners or low in language.naming.roles:
            return 0
        return 1 if self.is_skippable(number) else 0

    def _prepositional_length(self, preposition: int) -> int:
        """Return the length of the phrase up to what may be the subject, or the next adjunct."""
        grammar, naming = self.language.grammar, self.language.naming
        number, content = preposition + 1, 0
        while number < len(self.tokens) and not self._ends_clause(number):
            low = self.low(number)
            if name := self.name_at.get(number):
                if self._is_name_behind(number, content):
                    break
                number, content = name.last, content + 1
                continue
            if (
                low in grammar.prepositions
                or number > preposition + 1
                and (low in grammar.determiners or low in grammar.pronouns)
            ):
                break
            own = self.low(preposition + 1) in grammar.determiners  # a su antiguo entrenador
            if content and not own and (low in naming.roles or low.rstrip(".") in naming.titles):
                break
            content += low not in grammar.determiners
            number += 1
        return number - preposition

    def _is_name_behind(self, number: int, content: int) -> bool:
        """Return whether the name is none of the adjunct's: `in Berlin Ministerin Ida Lund`."""
        name = self.name_at[number]
        oblique = name.parts[0].lower() in self.language.naming.given_bases
        if name.organisation or oblique or not self.is_credible(name):
            return False
        led = name.start > name.first and self.low(name.first) not in self.language.naming.titles
        return bool(content) or led
