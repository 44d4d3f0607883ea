#pragma once

#include <qpdf/QPDFObjectHandle.hh>

/// What a stream's dictionary says of its data, looked at before qpdf may follow it. qpdf undoes any chain of filters
/// with rows of any width: some hundred bytes can be made to cost hours and gigabytes.
class StreamFilters {
  public:
    /// Resolves everything that qpdf will look at when it undoes the filters; throws NotAValue where that is no form
    /// that a reader must know.
    explicit StreamFilters(QPDFObjectHandle dictionary);

    /// Whether undoing them costs no more than the data and what it unpacks to: only the last may let data grow.
    bool is_bounded() const { return bounded; }
    /// No filter, or Flate alone: what object streams have.
    bool is_plain() const { return plain; }
    /// Whether nothing that decides about them stands in an object of its own.
    bool is_direct() const { return direct; }

  private:
    // ISO 32000 sets none; real chains have two.
    static constexpr int maximum_filters = 8;
    // Bytes of one row of a predictor, which qpdf holds twice: that of a picture of 16,000 pixels in 16-bit CMYK.
    static constexpr double maximum_row = 128 * 1024;

    QPDFObjectHandle value(QPDFObjectHandle dictionary, char const *key);
    void parameters(QPDFObjectHandle parameters);

    bool bounded = true;
    bool plain = true;
    bool direct = true;
};
