#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// An object of the file that is spelled in the plainest way: qpdf makes a dozen objects of each, at a hundred times the
/// cost.
///
/// It knows less than ISO 32000 allows, on purpose: whatever is not as nearly all writers write it (a comment, an escaped
/// name, two equal keys, a length that stands elsewhere …) is left to qpdf. What it takes, qpdf reads without a warning,
/// as the same value; the tests hold it to that.
class PlainObject {
  public:
    enum class Outcome {
        /// `targets` has the number of each reference, `end` is where the object ends.
        plain,
        /// For qpdf to read.
        other,
        /// The bytes end within it.
        cut,
    };

    /// \param bytes from where the object begins, in a file that goes on for `rest` bytes from there.
    /// \param out takes the value, encoded as ValueEncoder does; NULL where only the references are wanted.
    PlainObject(char const *bytes, size_t count, uint64_t rest, std::vector<int32_t> &targets, std::string *out)
        : bytes(bytes), count(count), rest(rest), targets(targets), out(out) {}

    Outcome read(int number, int generation);

    /// Bytes of the object that were looked at; a stream's data are not.
    size_t end() const { return place; }
    /// Where `endstream` of a stream has to stand, counted from the object's beginning; 0 for what is no stream.
    uint64_t data_end() const { return stream_end; }
    /// Where the string that a key of the object's own dictionary names begins; 0 where it names none.
    size_t string_place(char const *key) const;

    /// Whether qpdf may find the header of an object there, however oddly spelled.
    static bool may_begin(char const *bytes, size_t count);
    /// Whether `endstream` and `endobj` follow, as nearly all writers write them.
    static bool ends_stream(char const *bytes, size_t count);
    /// As many bytes as that needs.
    static constexpr size_t stream_tail = 32;

  private:
    // Real objects have a few; qpdf allows more.
    static constexpr int maximum_depth = 16;
    // Keys are compared with each other.
    static constexpr size_t maximum_keys = 64;
    // Every number of so many digits is an `int32_t`.
    static constexpr size_t maximum_digits = 9;

    struct Key {
        char const *start;
        size_t length;
        bool operator==(Key const &other) const;
        bool operator<(Key const &other) const;
    };

    struct Entry {
        Key key;
        /// Where its value begins in the file, and the entry and its end in the encoding.
        size_t place, from, to;
    };

    // Each returns false where the rest is for qpdf, or cut.
    bool value(int depth, int64_t &integer);
    bool dictionary(int depth);
    bool array(int depth);
    bool number(int64_t &integer);
    bool reference(int64_t first);
    bool name(Key &key);
    bool string();
    bool hexadecimal();
    bool word(char const *word);
    bool digits(int64_t &number);
    bool stream();
    bool is_over();
    void put(char tag) {
        if (out) out->push_back(tag);
    }
    void put(char tag, char const *text, size_t length);
    template <typename Number> void put_number(Number number) {
        if (out) out->append(reinterpret_cast<char const *>(&number), sizeof number);
    }
    size_t put_count();
    void set_count(size_t place, size_t count);
    void sort(Entry *entries, size_t used, size_t from);
    void skip_white();

    bool at(char character) {
        if (place < count) return bytes[place] == character;
        is_cut = true;
        return false;
    }

    char const *bytes;
    size_t count;
    uint64_t rest;
    std::vector<int32_t> &targets;
    std::string *out;
    /// Of the outermost dictionary.
    std::array<Entry, maximum_keys> outermost;
    size_t outermost_count = 0;
    size_t place = 0;
    uint64_t stream_end = 0;
    /// Of the outermost dictionary; -1 where it has none, or not in itself.
    int64_t length = -1;
    bool is_cut = false;
};
