"""
Texts cut into the word pieces of XLM-RoBERTa, as SentencePiece's Unigram does.

The library `tokenizers` does it, too, with 270 MB for these 250,000 pieces; a dict takes 50.
"""

import json

import numpy as np

BEGIN, END, UNKNOWN = 0, 2, 3
SPACE = "▁"  # stands before each word
MAX_LETTERS = 4000  # of a text that are read


class Pieces:
    """A vocabulary: pieces in the order of their numbers, their scores, and replaced letters."""

    def __init__(self, words, scores, letters):
        self.words, self.scores, self.letters = words, scores, letters
        self.numbers = {word: number for number, word in enumerate(words) if word}
        self.longest = max(map(len, words))
        self.unknown = float(min(scores)) - 10

    def save(self, place):
        (place / "pieces.json").write_text(json.dumps([self.words, self.letters]))
        np.save(place / "scores.npy", self.scores)

    @classmethod
    def load(cls, place):
        words, letters = json.loads((place / "pieces.json").read_text())
        letters = {int(letter): other for letter, other in letters.items()}
        return cls(words, np.load(place / "scores.npy").tolist(), letters)

    def __call__(self, text, most):
        """Return the numbers of a text's pieces, at most so many."""
        words = text[:MAX_LETTERS].translate(self.letters).split()
        found = [number for word in words for number in self.of_word(SPACE + word)]
        return [BEGIN, *found[: most - 2], END]

    def of_word(self, word):
        """Return the pieces of a word whose scores have the greatest sum (Viterbi)."""
        best = [(0.0, 0, UNKNOWN)]  # up to each letter: the sum, where the last piece begins, which
        for end in range(1, len(word) + 1):
            best.append(max(self.ending(word, end, best)))
        found = []
        while end:
            _, begin, number = best[end]
            found.append(number)
            end = begin
        return found[::-1]

    def ending(self, word, end, best):
        """Yield the ways to reach `end` with one piece more; an unknown letter is one."""
        yield best[end - 1][0] + self.unknown, end - 1, UNKNOWN
        for begin in range(max(0, end - self.longest), end):
            if (number := self.numbers.get(word[begin:end])) is not None:
                yield best[begin][0] + self.scores[number], begin, number
