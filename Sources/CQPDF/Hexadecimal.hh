#pragma once

#include <cstddef>

namespace kho {

// Signatures in PDF files are hexadecimal, and long. Both loops are without branches, so that compilers make them go over
// many digits at once.

/// Whether all of it is digits, in capital or in small letters.
inline bool is_hexadecimal(char const *digits, size_t count) {
    unsigned char wrong = 0;
    for (size_t place = 0; place < count; ++place) {
        auto const character = static_cast<unsigned char>(digits[place]);
        auto const number = static_cast<unsigned char>(character - '0');
        auto const letter = static_cast<unsigned char>((character | 0x20) - 'a');
        wrong |= static_cast<unsigned char>((number > 9) & (letter > 5));
    }
    return wrong == 0;
}

/// What digits stand for; a last one without another after it has a zero there (ISO 32000-2 clause 7.3.4.3). Letters
/// have bit 6 set, and nine is missing in their lower half.
/// \param out has room for one byte for every two digits.
inline void decode_hexadecimal(char const *digits, size_t count, char *out) {
    auto const value = [](char digit) {
        auto const character = static_cast<unsigned char>(digit);
        return static_cast<unsigned char>((character & 0x0f) + (character >> 6) * 9);
    };
    for (size_t pair = 0; pair < count / 2; ++pair) {
        out[pair] = static_cast<char>(value(digits[2 * pair]) << 4 | value(digits[2 * pair + 1]));
    }
    if (count % 2 != 0) out[count / 2] = static_cast<char>(value(digits[count - 1]) << 4);
}

} // namespace kho
