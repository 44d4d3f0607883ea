#include "PlainObject.hh"

#include <algorithm>
#include <cstring>

// What of PlainObject writes: as ValueEncoder does.

bool PlainObject::Key::operator==(Key const &other) const {
    return length == other.length && std::memcmp(start, other.start, length) == 0;
}

bool PlainObject::Key::operator<(Key const &other) const {
    int const order = std::memcmp(start, other.start, std::min(length, other.length));
    return order < 0 || (order == 0 && length < other.length);
}

void PlainObject::put(char tag, char const *text, size_t length) {
    if (!out) return;
    out->push_back(tag);
    put_number(static_cast<uint32_t>(length));
    out->append(text, length);
}

/// Leaves room for a count that is not known yet.
size_t PlainObject::put_count() {
    if (!out) return 0;
    put_number(uint32_t(0));
    return out->size() - sizeof(uint32_t);
}

void PlainObject::set_count(size_t at, size_t count) {
    auto const number = static_cast<uint32_t>(count);
    if (out) std::memcpy(&(*out)[at], &number, sizeof number);
}

/// Puts the entries of a dictionary in the order of their keys.
void PlainObject::sort(Entry *entries, size_t used, size_t from) {
    auto const before = [](Entry const &left, Entry const &right) { return left.key < right.key; };
    if (!out || std::is_sorted(entries, entries + used, before)) return;
    std::sort(entries, entries + used, before);
    std::string sorted;
    sorted.reserve(out->size() - from);
    for (size_t entry = 0; entry < used; ++entry) {
        sorted.append(*out, entries[entry].from, entries[entry].to - entries[entry].from);
    }
    out->replace(from, std::string::npos, sorted);
}
