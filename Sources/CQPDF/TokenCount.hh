#pragma once

#include <array>
#include <cstddef>

namespace kho {

/// At least as many as the tokens that begin in some bytes: each needs a delimiter or white space before it (ISO 32000-2
/// clause 7.2); what follows a closing one at once is a token too. Within strings and packed data the count is too high,
/// which does no harm.
inline size_t tokens_within(char const *bytes, size_t count) {
    static constexpr std::array<unsigned char, 256> separates = [] {
        std::array<unsigned char, 256> table = {};
        for (char character : {'\0', '\t', '\n', '\f', '\r', ' ', '(', ')', '<', '>', '[', ']', '{', '}', '/'}) {
            table[static_cast<unsigned char>(character)] = 1;
        }
        return table;
    }();
    size_t found = 0;
    for (size_t place = 0; place < count; ++place) found += separates[static_cast<unsigned char>(bytes[place])];
    return found;
}

} // namespace kho
