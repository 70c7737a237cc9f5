# SPDX-License-Identifier: Apache-2.0
"""Rewrites a message as an evader would, one trick at a time, with a seeded generator.

What a trick may use comes from the Unicode Character Database, OpenCC's converter, the spelling data
and tables of its own; never from the fold table, which is what is tested. Each rewriter takes a text
and a random.Random and gives the text with several edits, or unchanged where the trick has nothing to
take hold of. Tricks that change words leave hosts alone: a link must still open.
"""

import re
import shutil
import string
import subprocess
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "filter" / "text" / "data"
# Full-width ones too.
LINK = re.compile(
    r"(?:https?://)?[A-Za-z0-9Ａ-Ｚａ-ｚ０-９-]+(?:[.．][A-Za-z0-9Ａ-Ｚａ-ｚ０-９-]+)+(?:[/:?][!-~]*)?"
)


def is_han(c):
    return "\u4e00" <= c <= "\u9fff" or "\u3400" <= c <= "\u4dbf"


def is_word(c):
    return is_han(c) or (c.isascii() and c.isalnum())


def outside_links(text, rewrite):
    """`rewrite` applied to what stands between links."""
    out, end = [], 0
    for link in LINK.finditer(text):
        out += [rewrite(text[end : link.start()]), link.group()]
        end = link.end()
    return "".join([*out, rewrite(text[end:])])


def each(text, random, table, share):
    """Characters that the table has, each with the given chance, by one of its forms."""
    return "".join(
        random.choice(table[c]) if c in table and random.random() < share else c for c in text
    )


def assigned(*ranges):
    return [
        chr(c)
        for first, last in ranges
        for c in range(first, last + 1)
        if unicodedata.category(chr(c)) != "Cn"
    ]


def by_compatibility(*ranges):
    """{what NFKC makes of it: the characters of these ranges}, for single results."""
    table = {}
    for c in assigned(*ranges):
        plain = unicodedata.normalize("NFKC", c)
        if len(plain) == 1 and plain != c:
            table.setdefault(plain, []).append(c)
    return table


WIDE = {chr(c): [chr(c + 0xFEE0)] for c in range(0x21, 0x7F)} | {" ": ["\u3000"]}


def enclosed_digits():
    """Digits in circles, in brackets, with a full stop: by numeric value."""
    table = {}
    for c in assigned((0x2460, 0x249B), (0x24EA, 0x24EA), (0x24F5, 0x24FE), (0x1F100, 0x1F10C)):
        value = unicodedata.numeric(c, None)
        if value is not None and 0 <= value <= 9:
            table.setdefault(str(int(value)), []).append(c)
    return table


def dingbats():
    table = {}
    for c in assigned((0x24FF, 0x24FF), (0x2776, 0x2793)):
        value = unicodedata.numeric(c)
        if value <= 9:
            table.setdefault(str(int(value)), []).append(c)
    for first in (0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x24B6):
        for i, letter in enumerate(string.ascii_uppercase):
            for case in (letter, letter.lower()):
                table.setdefault(case, []).append(chr(first + i))
    return table


MATHEMATICAL = by_compatibility((0x1D400, 0x1D7FF), (0x2100, 0x214F))
SMALL = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ"
SMALL_CAPITALS = {
    case: [small]
    for letter, small in zip(string.ascii_lowercase, SMALL)
    for case in (letter, letter.upper())
}
for letter, more in {"a": "ɑɐ", "e": "ǝə", "g": "ɡɠ", "i": "ɩı", "n": "ŋɲ", "v": "ʋʌ", "y": "ʎ"}.items():
    SMALL_CAPITALS[letter] = [*SMALL_CAPITALS[letter], *more]

# UTS #39 and what readers take for each other.
LOOK_ALIKES = {
    "a": "аα", "A": "АΑᎪ", "B": "ВΒᏴ", "c": "сϲ", "C": "СᏟ", "d": "ԁ", "D": "Ꭰ", "e": "еҽ",
    "E": "ЕΕᎬ", "g": "ց", "G": "Ԍ", "h": "һհ", "H": "НΗᎻ", "i": "іι", "I": "ІΙ", "j": "ј",
    "J": "ЈᎫ", "k": "к", "K": "КΚᏦ", "l": "ӏ", "L": "Ꮮ", "m": "м", "M": "МΜᎷ", "n": "ո",
    "N": "Ν", "o": "оοօ", "O": "ОΟՕ", "p": "рρ", "P": "РΡᏢ", "q": "ԛ", "s": "ѕ", "S": "ЅՏᏚ",
    "t": "т", "T": "ТΤᎢ", "u": "սυ", "U": "Ս", "v": "ѵν", "V": "ѴᏙ", "w": "ԝѡ", "W": "ԜᎳ",
    "x": "хχ", "X": "ХΧ", "y": "уγ", "Y": "ΥҮ", "z": "ᴢ", "Z": "ΖᏃ",
}  # fmt: skip

INVISIBLE = [
    *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180e\u2800\u3164\ufeff\uffa0",
    *assigned((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x206F)),
    *assigned((0xFE00, 0xFE0F), (0xE0001, 0xE0001), (0xE0020, 0xE007F), (0xE0100, 0xE0110)),
]
MARKS = [
    c
    for c in assigned((0x300, 0x36F), (0x483, 0x489), (0x1DC4, 0x1DE6), (0x20D0, 0x20F0), (0xFE20, 0xFE2F))
    if unicodedata.category(c) in ("Mn", "Me")
]
SEPARATORS = [*"*-_.,~|/\\+=#^@&%$!;:'\"()[]{}<>?", *"·•、。，；…—～★☆◆◇●○■□▲△※♥♪→√", " ", "\u3000", "\n", "\t"]
# No space, but in words that stand alone: a reader would not see where a word ends.
LATIN_SEPARATORS = ".-_*·|~"
# Those that no host has, but for dots of a kind.
HOST_SEPARATORS = "*~|+"
HOST_DOTS = ["[.]", "(.)", "{.}", "[dot]", "(dot)", "．", "｡", "。", "․", "﹒"]
HAN_NUMERALS = "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺"

TRADITIONAL = "12 traditional"
CONVERSIONS = ("s2t", "s2tw", "s2hk")


def traditional(texts, random):
    """All texts at once: the converter takes longer to start than to convert."""
    mark = "\x1e\n"
    converted = {
        conversion: subprocess.run(
            ["opencc", "-c", f"{conversion}.json"],
            input="".join(text + mark for text in texts), capture_output=True, text=True, check=True,
        ).stdout.split(mark)
        for conversion in CONVERSIONS
    }  # fmt: skip
    return [converted[random.choice(CONVERSIONS)][i] for i in range(len(texts))]


def radicals():
    table = by_compatibility((0x2F00, 0x2FD5), (0x3280, 0x32B0), (0xF900, 0xFAD9), (0x2F800, 0x2FA1D))
    for c, plain in {"⺅": "人", "⺘": "手", "⺡": "水", "⺣": "火", "⻅": "见", "⻋": "车", "⻓": "长", "⻔": "门",
                     "⻚": "页", "⻛": "风", "⻝": "食", "⻢": "马", "⻥": "鱼", "⻦": "鸟", "⻩": "黄", "⻬": "齐",
                     "⻰": "龙", "⺼": "肉", "⻘": "青"}.items():  # fmt: skip
        table.setdefault(plain, []).append(c)
    return table


# Pairs that stand in no other word's place.
LOOK_ALIKE_HAN = {"账": ["帐"], "己": ["已", "巳"], "末": ["未"], "日": ["曰"], "天": ["夭"], "免": ["兔"],
                  "拨": ["拔"], "晴": ["睛"], "土": ["士"], "候": ["侯"], "元": ["円"]}  # fmt: skip

NUMERALS = {"0": "〇零洞○", "1": "一壹幺弌", "2": "二贰貳两兩俩弍", "3": "三叁叄参參仨弎", "4": "四肆亖", "5": "五伍",
            "6": "六陆陸", "7": "七柒拐漆", "8": "八捌", "9": "九玖勾"}  # fmt: skip
EMOJI = {"加": ["➕", "✚"]} | {
    case: [chr(0x1F170 + i), chr(0x1F150 + i), chr(0x1F130 + i)]
    for i, letter in enumerate(string.ascii_uppercase)
    for case in (letter, letter.lower())
}
HEARTS = "❤💙💚💛💜🧡🖤💗"


def spellings(kind):
    """{word: [spelling]} of one kind: homophones, splits, pinyin."""
    table = {}
    for path in sorted((DATA / "spellings").glob("*.txt")):
        for line in path.read_text().splitlines():
            entry = line.split("#")[0]
            if "=" not in entry:
                continue
            word, forms = entry.split("=")
            word = word.strip()
            for form in forms.split():
                latin = any(c.isascii() and c.isalpha() for c in form)
                if latin:
                    own = "pinyin"
                else:
                    own = "split" if len(form) > len(word) else "homophone"
                if own == kind and word[0] != form:
                    table.setdefault(word, []).append(form)
    return table


def respelled(kind):
    table = spellings(kind)
    # The shortest: a longer word may be written as one, and then says nothing of those in it.
    words = re.compile("|".join(re.escape(word) for word in sorted(table, key=len)))

    def rewrite(text, random):
        links = [link.span() for link in LINK.finditer(text)]
        out, end = "", 0
        for match in words.finditer(text):
            if any(begin < match.end() and match.start() < stop for begin, stop in links):
                continue
            out = parted(out, text[end : match.start()])
            out = parted(out, random.choice(table[match.group()]))
            end = match.end()
        return parted(out, text[end:])

    return rewrite


def parted(text, more):
    """Latin letters do not touch: a reader needs to see where a word ends."""
    touch = bool(re.search(r"[A-Za-z0-9]$", text) and re.match(r"[A-Za-z0-9]", more))
    return text + " " * touch + more


def insert(text, random, characters, share, where):
    out = []
    for c, following in zip(text, text[1:] + " "):
        out.append(c)
        if where(c, following) and random.random() < share:
            out.append("".join(random.choice(characters) for _ in range(random.choice((1, 1, 2)))))
    return "".join(out)


def separated(text, random):
    def between(a, b):
        return is_han(a) and is_han(b) and a not in HAN_NUMERALS

    def spell(match):
        return random.choice(LATIN_SEPARATORS).join(match.group())

    def space(match):
        return " ".join(match.group())

    def one(part):
        if random.random() < 0.5:
            part = re.sub(r"(?<![^\W\d_])[A-Za-z]{4,}(?![^\W\d_])", spell, part)
        else:
            part = re.sub(r"(?<![A-Za-z0-9] )(?<!\w)[A-Za-z]{4,}(?!\w| [A-Za-z0-9])", space, part)
        return insert(part, random, SEPARATORS, 0.5, between)

    return outside_links(text, one)


def disguised_hosts(text, random):
    def label(match):
        parted = random.choice(HOST_SEPARATORS).join(match.group())
        return parted if random.random() < 0.5 else match.group()

    def one(match):
        link = match.group()
        scheme = link.find("//") + 2 if "//" in link else 0
        host = re.match(r"[^/:?]+", link[scheme:]).group()
        parts = re.split("[.．]", host)
        if all(len(part) == 1 for part in parts):  # a word with a dot between its letters
            return link
        labels = [re.sub("^[A-Za-z]{4,}$", label, part) for part in parts]
        disguised = labels[0] + "".join(random.choice(HOST_DOTS) + part for part in labels[1:])
        return link[:scheme] + disguised + link[scheme + len(host) :]

    return LINK.sub(one, text)


def mixed_letters(text, random):
    tables = (LOOK_ALIKES, SMALL_CAPITALS, MATHEMATICAL, WIDE)
    return "".join(random.choice(random.choice(tables).get(c, [c])) for c in text)


def numerals(text, random):
    def one(match):
        return each(match.group(), random, NUMERALS, 0.7)

    return outside_links(text, lambda part: re.sub(r"\d{5,}", one, part))


def emoji(text, random):
    text = re.sub("(?<=[VvＶ微薇])信", lambda _: random.choice(HEARTS), text)
    return outside_links(text, lambda part: each(part, random, EMOJI, 0.6))


def random_case(text, random):
    return "".join(random.choice((c.upper(), c.lower())) if c.isascii() else c for c in text)


def by_table(table, share=0.6):
    return lambda text, random: each(text, random, table, share)


ROWS = {
    "1 full-width": by_table(WIDE, 0.8),
    "2 enclosed digits": by_table(enclosed_digits()),
    "3 dingbats": by_table(dingbats()),
    "4 mathematical": by_table(MATHEMATICAL),
    "5 small capitals": by_table(SMALL_CAPITALS),
    "6 look-alike letters": by_table(LOOK_ALIKES),
    "6 letters of many alphabets": mixed_letters,
    "7 invisible": lambda text, random: insert(text, random, INVISIBLE, 0.4, lambda a, b: True),
    "8 marks": lambda text, random: insert(text, random, MARKS, 0.5, lambda a, b: is_word(a)),
    "9 separators": separated,
    "9 disguised hosts": disguised_hosts,
    "10 homophones": respelled("homophone"),
    "11 look-alike Han": by_table(LOOK_ALIKE_HAN, 1),
    TRADITIONAL: None,  # by rewritten()
    "13 radicals": by_table(radicals()),
    "14 split characters": respelled("split"),
    "15 pinyin": respelled("pinyin"),
    "16 emoji": emoji,
    "17 Han numerals": numerals,
    "any case": random_case,
}
NEEDS = {TRADITIONAL: "opencc"}


def rewritten(row, texts, random):
    """Each of the texts after the row's trick."""
    if row == TRADITIONAL:
        return traditional(texts, random)
    return [ROWS[row](text, random) for text in texts]


def missing(row):
    """The program that a row needs and this machine does not have, or nothing."""
    need = NEEDS.get(row)
    return need if need and not shutil.which(need) else None
