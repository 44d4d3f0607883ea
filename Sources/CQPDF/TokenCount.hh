#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace kho {

/// What bytes cost that are parsed into objects.
class TokenCount {
  public:
    void add(char const *bytes, size_t count) {
        size_t place = 0;
        for (; count - place >= block; place += block) add_block(bytes + place);
        add_singly(bytes + place, count - place);
    }

    /// At least as many as the tokens that begin in these bytes: each needs a delimiter or white space before it (ISO
    /// 32000-2 clause 7.2); what follows a closing one at once is a token too. Within strings and packed data the count is
    /// too high, which does no harm.
    uint64_t tokens = 0;
    /// Bytes of long strings and names, beyond what a token is taken to cost anyway.
    uint64_t text = 0;
    /// Of a long token, at least.
    uint64_t longest = 0;

  private:
    void add_singly(char const *bytes, size_t count) {
        for (size_t place = 0; place < count; ++place) {
            if (separates[static_cast<unsigned char>(bytes[place])]) {
                ++tokens;
                run = 0;
            } else if (++run > usual_length) {
                ++text;
                if (run > longest) longest = run;
            }
        }
    }

    /// The same for so many bytes, most of which are counted without looking at what stands next to each.
    void add_block(char const *bytes) {
        unsigned found = 0;
        for (size_t place = 0; place < block; ++place) found += separates[static_cast<unsigned char>(bytes[place])];
        if (found == 0) {
            uint64_t const before = run;
            run += block;
            if (run <= usual_length) return;
            text += run - std::max(before, usual_length);
            longest = std::max(longest, run);
        } else if (run + block <= usual_length) {
            // Nothing in here can become long.
            tokens += found;
            run = 0;
            while (!separates[static_cast<unsigned char>(bytes[block - 1 - run])]) ++run;
        } else {
            add_singly(bytes, block);
        }
    }

    static constexpr std::array<unsigned char, 256> separates = [] {
        std::array<unsigned char, 256> table = {};
        for (char character : {'\0', '\t', '\n', '\f', '\r', ' ', '(', ')', '<', '>', '[', ']', '{', '}', '/'}) {
            table[static_cast<unsigned char>(character)] = 1;
        }
        return table;
    }();
    static constexpr uint64_t usual_length = 64;
    static constexpr size_t block = 32;

    uint64_t run = 0;
};

inline size_t tokens_within(char const *bytes, size_t count) {
    TokenCount found;
    found.add(bytes, count);
    return static_cast<size_t>(found.tokens);
}

} // namespace kho
