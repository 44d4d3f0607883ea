#pragma once

#include <cstddef>

namespace kho {

/// At least as many as the tokens that begin in some bytes: each needs a delimiter or white space before it (ISO 32000-2
/// clause 7.2). Within strings and packed data the count is too high, which does no harm.
inline size_t tokens_within(char const *bytes, size_t count) {
    size_t found = 0;
    for (size_t place = 0; place < count; ++place) {
        switch (bytes[place]) {
        case 0: case '\t': case '\n': case '\f': case '\r': case ' ':
        case '(': case '<': case '[': case '/': case '{':
        // What follows at once is a token too: `]0`, `>0`, `)0`.
        case ')': case '>': case ']': case '}': ++found; break;
        default: break;
        }
    }
    return found;
}

} // namespace kho
