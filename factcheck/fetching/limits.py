"""Every limit of the fetcher in one place, each with its unit."""

from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB

URL_CHARACTERS: Final = 8192
HOST_CHARACTERS: Final = 253  # RFC 1035, section 2.3.4, without the final dot.
REDIRECTS: Final = 5
ADDRESSES_TRIED: Final = 4

TOTAL_SECONDS: Final = 10.0  # From the first look-up to the last byte, over all redirects.
CONNECT_SECONDS: Final = 4.0

HEADER_BYTES: Final = 64 * KIB  # Status lines and headers of one answer, 1xx answers included.
WIRE_BYTES: Final = 5 * MIB
INFLATED_BYTES: Final = 10 * MIB
INFLATION_RATIO: Final = 100
PIECE_BYTES: Final = 16 * KIB

FILE_BYTES: Final = 10 * MIB
TEXT_CHARACTERS: Final = 1024 * KIB  # Unicode code points of one article.
FIELD_CHARACTERS: Final = 500  # Of a title, an author, a publisher.

PARSE_CPU_SECONDS: Final = 2  # Of the parse alone; what the imports took is added.
PARSE_MEMORY_BYTES: Final = 512 * MIB  # Address space of the parsing process.
PARSE_WALL_SECONDS: Final = 10.0
PARSES_AT_ONCE: Final = 2  # In one process of the desk; others wait for as long as a parse may take.
