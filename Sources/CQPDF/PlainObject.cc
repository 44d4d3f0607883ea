#include "PlainObject.hh"

#include <algorithm>
#include <cstring>

#include "Hexadecimal.hh"

namespace {

enum kinds : unsigned char { regular = 1, white = 2, digit = 4, hex_digit = 8, before_word = 16 };

/// Of ASCII alone, and of white space without NUL and form feed.
constexpr std::array<unsigned char, 256> classes = [] {
    std::array<unsigned char, 256> table = {};
    for (int byte = 0x21; byte < 0x7f; ++byte) table[static_cast<size_t>(byte)] = regular;
    for (char character : {'(', ')', '<', '>', '[', ']', '{', '}', '/', '%', '#'}) {
        table[static_cast<unsigned char>(character)] = 0;
    }
    for (char character : {' ', '\t', '\n', '\r'}) table[static_cast<unsigned char>(character)] = white;
    for (int byte = '0'; byte <= '9'; ++byte) table[static_cast<size_t>(byte)] |= digit | hex_digit;
    for (char character : {'\0', '\f', ' ', '\t', '\n', '\r'}) table[static_cast<unsigned char>(character)] |= before_word;
    for (int byte = '0'; byte <= '9'; ++byte) table[static_cast<size_t>(byte)] |= before_word;
    for (int byte = 'a'; byte <= 'f'; ++byte) table[static_cast<size_t>(byte)] |= hex_digit;
    for (int byte = 'A'; byte <= 'F'; ++byte) table[static_cast<size_t>(byte)] |= hex_digit;
    return table;
}();

bool is(char byte, unsigned char kind) { return (classes[static_cast<unsigned char>(byte)] & kind) != 0; }

} // namespace

size_t PlainObject::string_place(char const *key) const {
    Key const wanted = {key, std::strlen(key)};
    for (size_t entry = 0; entry < outermost_count; ++entry) {
        if (!(outermost[entry].key == wanted)) continue;
        size_t const start = outermost[entry].place;
        bool const is_string = bytes[start] == '(' || (bytes[start] == '<' && bytes[start + 1] != '<');
        return is_string ? start : 0;
    }
    return 0;
}

PlainObject::Outcome PlainObject::read(int number, int generation) {
    auto const read = [&] {
        int64_t found = 0;
        if (!digits(found) || found != number || !at(' ')) return false;
        ++place;
        if (!digits(found) || found != generation || !at(' ')) return false;
        ++place;
        if (!word("obj")) return false;
        skip_white();
        int64_t ignored = 0;
        // Anything but a container refers to nothing, and is left to qpdf.
        if (!at('<') && !at('[')) return false;
        bool const is_dictionary = at('<');
        if (!value(0, ignored)) return false;
        skip_white();
        if (at('s')) return is_dictionary && stream();
        if (!word("endobj")) return false;
        return place < count && is(bytes[place], white);
    };
    if (read()) return Outcome::plain;
    // A word at the very end may go on.
    return is_cut || place >= count ? Outcome::cut : Outcome::other;
}

void PlainObject::skip_white() {
    while (place < count && is(bytes[place], white)) ++place;
}

bool PlainObject::word(char const *word) {
    for (; *word != '\0'; ++word, ++place) {
        if (!at(*word)) return false;
    }
    return true;
}

/// Whether nothing goes on with the word before.
bool PlainObject::is_over() {
    if (place >= count) is_cut = true;
    return place < count && !is(bytes[place], regular) && bytes[place] != '#';
}

/// A number without a sign, nor a zero before it.
bool PlainObject::digits(int64_t &number) {
    size_t const start = place;
    number = 0;
    while (place < count && is(bytes[place], digit) && place - start < maximum_digits) {
        number = number * 10 + (bytes[place] - '0');
        ++place;
    }
    if (place == count) is_cut = true;
    return place > start && (bytes[start] != '0' || place == start + 1);
}

bool PlainObject::value(int depth, int64_t &integer) {
    integer = -1;
    if (depth > maximum_depth) return false;
    if (place >= count) {
        is_cut = true;
        return false;
    }
    Key ignored = {};
    switch (bytes[place]) {
    case '<':
        if (place + 1 >= count) {
            is_cut = true;
            return false;
        }
        return bytes[place + 1] == '<' ? dictionary(depth) : hexadecimal();
    case '[': return array(depth);
    case '/':
        if (!name(ignored)) return false;
        put('/', ignored.start, ignored.length);
        return true;
    case '(': return string();
    case 't': put('t'); return word("true") && is_over();
    case 'f': put('f'); return word("false") && is_over();
    default: break;
    }
    return number(integer);
}

/// A number, or a reference that begins with one.
bool PlainObject::number(int64_t &integer) {
    size_t const start = place;
    bool const is_signed = at('-');
    if (is_signed) ++place;
    size_t const first = place;
    int64_t found = 0;
    while (place < count && is(bytes[place], digit)) {
        if (place - first >= maximum_digits) return false;
        found = found * 10 + (bytes[place] - '0');
        ++place;
    }
    if (place == first) return false;
    bool is_integer = true;
    if (at('.')) {
        is_integer = false;
        ++place;
        size_t const fraction = place;
        while (place < count && is(bytes[place], digit)) {
            if (place - fraction >= maximum_digits) return false;
            ++place;
        }
        if (place == fraction) return false;
    }
    if (!is_over()) return false;
    if (!is_integer) {
        put('r', bytes + start, place - start);
        return true;
    }
    if (!is_signed) integer = found;
    bool const has_zero = bytes[start] == '0' && place != start + 1;
    size_t const after = place;
    if (!is_signed && !has_zero && !reference(found)) return false;
    if (place != after) return true;
    put('i');
    put_number(is_signed ? -found : found);
    return true;
}

/// Goes over the rest of a reference, where there is one.
bool PlainObject::reference(int64_t first) {
    size_t const after = place;
    size_t next = place;
    while (next < count && is(bytes[next], white)) ++next;
    size_t const start = next;
    while (next < count && is(bytes[next], digit) && next - start < maximum_digits) ++next;
    size_t const end = next;
    size_t white_count = 0;
    while (next < count && is(bytes[next], white)) {
        ++next;
        ++white_count;
    }
    if (next + 1 >= count) {
        is_cut = true;
        return false;
    }
    if (end == start || start == after || white_count == 0 || bytes[next] != 'R' || is(bytes[next + 1], regular)) {
        return true;
    }
    // Only references to what can be an object.
    if (bytes[next + 1] == '#' || first == 0 || end - start > 5 || (bytes[start] == '0' && end - start > 1)) return false;
    targets.push_back(static_cast<int32_t>(first));
    int32_t generation = 0;
    for (size_t digit = start; digit < end; ++digit) generation = generation * 10 + (bytes[digit] - '0');
    put('R');
    put_number(static_cast<int32_t>(first));
    put_number(generation);
    place = next + 1;
    return true;
}

bool PlainObject::name(Key &key) {
    size_t const start = ++place;
    while (place < count && is(bytes[place], regular)) ++place;
    if (place >= count) {
        is_cut = true;
        return false;
    }
    key = {bytes + start, place - start};
    // White space or a delimiter of a value ends it; an escape or a letter beyond ASCII is for qpdf.
    return place > start && (is(bytes[place], white) || std::strchr("/<>[](", bytes[place]) != nullptr)
        && bytes[place] != '\0';
}

bool PlainObject::string() {
    int depth = 0;
    size_t const start = place + 1;
    for (; place < count; ++place) {
        switch (bytes[place]) {
        case '(': ++depth; break;
        case ')':
            if (--depth == 0) {
                put('s', bytes + start, place - start);
                ++place;
                return true;
            }
            break;
        case '\\':
        case '\r':
            // What these stand for is for qpdf to say.
            if (out) return false;
            if (bytes[place] == '\\') ++place;
            break;
        default: break;
        }
    }
    is_cut = true;
    return false;
}

bool PlainObject::hexadecimal() {
    size_t const start = ++place;
    void const *const close = std::memchr(bytes + start, '>', count - start);
    size_t const end = close ? static_cast<size_t>(static_cast<char const *>(close) - bytes) : count;
    if (!kho::is_hexadecimal(bytes + start, end - start)) {
        while (is(bytes[place], hex_digit)) ++place;
        return false;
    }
    place = end;
    if (!at('>')) return false;
    if (out) {
        size_t const length = (end - start + 1) / 2;
        put('s');
        put_number(static_cast<uint32_t>(length));
        size_t const before = out->size();
        out->resize(before + length);
        kho::decode_hexadecimal(bytes + start, end - start, &(*out)[before]);
    }
    ++place;
    return true;
}

bool PlainObject::array(int depth) {
    ++place;
    put('[');
    size_t const count_place = put_count();
    for (size_t items = 0;; ++items) {
        skip_white();
        if (at(']')) {
            ++place;
            set_count(count_place, items);
            return true;
        }
        int64_t ignored = 0;
        if (!value(depth + 1, ignored)) return false;
    }
}

bool PlainObject::dictionary(int depth) {
    place += 2;
    put('<');
    size_t const count_place = put_count();
    size_t const from = out ? out->size() : 0;
    std::array<Entry, maximum_keys> own;
    Entry *const entries = depth == 0 ? outermost.data() : own.data();
    size_t used = 0;
    while (true) {
        skip_white();
        if (at('>')) {
            ++place;
            if (!at('>')) return false;
            ++place;
            set_count(count_place, used);
            sort(entries, used, from);
            if (depth == 0) outermost_count = used;
            return true;
        }
        if (!at('/') || used == maximum_keys) return false;
        Key key = {};
        if (!name(key)) return false;
        for (size_t other = 0; other < used; ++other) {
            if (entries[other].key == key) return false;
        }
        skip_white();
        Entry &entry = entries[used++];
        entry = {key, place, out ? out->size() : 0, 0};
        put_number(static_cast<uint32_t>(key.length));
        if (out) out->append(key.start, key.length);
        size_t const before = targets.size();
        int64_t integer = -1;
        if (!value(depth + 1, integer)) return false;
        entry.to = out ? out->size() : 0;
        if (depth == 0 && key == Key{"Length", 6}) length = targets.size() == before ? integer : -1;
    }
}

/// `stream`, a line end, and as many bytes as its dictionary says.
bool PlainObject::stream() {
    if (!word("stream")) return false;
    if (at('\r')) ++place;
    if (!at('\n')) return false;
    ++place;
    if (length < 0 || static_cast<uint64_t>(length) > rest - place) return false;
    stream_end = place + static_cast<uint64_t>(length);
    if (out) out->insert(0, 1, 'S');
    return true;
}

bool PlainObject::may_begin(char const *bytes, size_t count) {
    size_t place = 0;
    while (place < count && is(bytes[place], before_word)) ++place;
    if (place == count) return true;
    // A comment, or a sign, may stand before anything.
    if (std::strchr("%+-", bytes[place]) != nullptr) return true;
    auto const is_digit = [](char byte) { return is(byte, digit); };
    return bytes[place] == 'o' && std::any_of(bytes, bytes + place, is_digit);
}

bool PlainObject::ends_stream(char const *bytes, size_t count) {
    size_t place = 0;
    auto const skip = [&] {
        while (place < count && is(bytes[place], white)) ++place;
    };
    auto const word = [&](char const *word) {
        size_t const length = std::strlen(word);
        if (count - place < length || std::memcmp(bytes + place, word, length) != 0) return false;
        place += length;
        return place < count && is(bytes[place], white);
    };
    skip();
    if (!word("endstream")) return false;
    skip();
    return word("endobj");
}
