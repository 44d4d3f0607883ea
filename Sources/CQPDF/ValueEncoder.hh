#pragma once

#include <qpdf/QPDFObjectHandle.hh>
#include <stdexcept>
#include <string>

/// What qpdf cannot mean: an operator, an inline image, something nested too deep.
struct NotAValue : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Writes a value as one run of bytes, so that a whole object crosses into Swift in one call. References are not
/// followed. Numbers are little-endian.
///
///     n                     null
///     t f                   true, false
///     i <int64>             integer
///     r <uint32> bytes      real number, as spelled
///     / <uint32> bytes      name, without its slash
///     s <uint32> bytes      string
///     R <int32> <int32>     reference: number, generation
///     [ <uint32> values     array
///     < <uint32> (<uint32> bytes, value)…   dictionary: key without its slash; no null values; sorted by key
///     S dictionary          stream
class ValueEncoder {
  public:
    explicit ValueEncoder(std::string &out) : out(out) {}

    /// An object itself: resolved where it is indirect.
    void object(QPDFObjectHandle handle);
    /// A value within an object: a reference stays one.
    void value(QPDFObjectHandle handle, int depth);

  private:
    // ISO 32000 sets none; real files stay under a dozen, and Swift reads this back by recursion.
    static constexpr int maximum_depth = 64;

    void text(char tag, std::string const &bytes);
    void count(size_t count);
    void direct(QPDFObjectHandle &handle, int depth);
    void dictionary(QPDFObjectHandle &handle, int depth);
    template <typename Number> void number(Number number);

    std::string &out;
};
