"""A guess at the language of an article, from its script and its commonest small words."""

import re
from collections import Counter

SAMPLE = 20_000

SCRIPTS = (
    ("he", 0x0590, 0x05FF),
    ("ar", 0x0600, 0x06FF),
    ("hy", 0x0530, 0x058F),
    ("hi", 0x0900, 0x097F),
    ("bn", 0x0980, 0x09FF),
    ("ta", 0x0B80, 0x0BFF),
    ("th", 0x0E00, 0x0E7F),
    ("ka", 0x10A0, 0x10FF),
    ("am", 0x1200, 0x137F),
    ("el", 0x0370, 0x03FF),
    ("ru", 0x0400, 0x04FF),
    ("ja", 0x3040, 0x30FF),
    ("ko", 0xAC00, 0xD7AF),
    ("zh", 0x4E00, 0x9FFF),
)

SMALL_WORDS = {
    "en": "the of and to in is that was for it with as his on by at from this had not are but have an they",
    "de": "der die und das ist nicht ein eine mit von zu den auf für im dem sich auch des wird als hat",
    "fr": "le la les des et est dans une que pour qui sur pas par plus ne au avec ce il sont aux été",
    "es": "el la los de que y en un una por con no para las del se al lo como más su ha fue son",
    "it": "il la di che e un una per non sono con del della le dei si da nel alla più gli ha è stato",
    "pt": "o a os de que e do da em um uma para com não por mais as dos no na se foi ao são",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als bij door werd",
    "sv": "och att det som en på är av för med den till inte har de ett om var från men",
    "pl": "i w nie na się z do to że jest o jak po od za przez oraz był są dla",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra ancak en ne",
    "id": "yang dan di untuk dengan dari ini itu dalam pada tidak akan oleh ke adalah telah",
}

# Letters that tell a language from the one its script is first taken for.
OWN_LETTERS = (("ar", "ur", "ٹڈڑںے"), ("ar", "fa", "پچژگ"), ("ru", "uk", "іїєґ"))

_word = re.compile(r"[^\W\d_]{1,12}")


def detect_language(text: str) -> str:
    """Return the likeliest language's code, `en` where nothing tells."""
    sample = text[:SAMPLE]
    script = _by_script(sample)
    return script or _by_small_words(sample) or "en"


def _by_script(sample: str) -> str | None:
    counts: Counter[str] = Counter()
    letters = 0
    for character in sample:
        if character.isalpha():
            letters += 1
            counts.update(language for language, low, high in SCRIPTS if low <= ord(character) <= high)
    if not counts or counts.total() < letters / 2:
        return None
    return _within_script(counts, sample)


def _within_script(counts: Counter[str], sample: str) -> str:
    """Tell languages of one script apart: Japanese by its kana, others by letters of their own."""
    if counts["zh"] and counts["ja"] * 10 > counts["zh"]:
        return "ja"
    language = counts.most_common(1)[0][0]
    for taken_for, other, letters in OWN_LETTERS:
        own = sum(sample.count(letter) for letter in letters)
        if taken_for == language and own * 50 > counts[language]:
            return other
    return language


def _by_small_words(sample: str) -> str | None:
    words = Counter(word.lower() for word in _word.findall(sample))
    scores = {language: sum(words[word] for word in small.split()) for language, small in SMALL_WORDS.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else None
