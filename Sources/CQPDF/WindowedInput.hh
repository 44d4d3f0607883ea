#pragma once

#include <array>
#include <cstdint>
#include <qpdf/InputSource.hh>
#include <stdexcept>
#include <string>
#include <vector>

#include "CQPDF.h"

/// The medium failed while qpdf was reading.
struct ReadFailure : std::runtime_error {
    ReadFailure() : std::runtime_error("read failure") {}
};

/// A medium that is read by position, as qpdf wants it: a stream with a place, over a few windows of the file that are
/// kept. Never the whole file, and never a mapping: a file that its owner cuts meanwhile would be a SIGBUS.
class WindowedInput final : public InputSource {
  public:
    WindowedInput(void *context, kho_pdf_read read, uint64_t size);

    qpdf_offset_t findAndSkipNextEOL() override;
    std::string const &getName() const override { return name; }
    qpdf_offset_t tell() override { return static_cast<qpdf_offset_t>(place); }
    void seek(qpdf_offset_t offset, int whence) override;
    void rewind() override { place = 0; }
    size_t read(char *buffer, size_t length) override;
    void unreadCh(char) override;

    /// qpdf turns what is thrown while it resolves an object into a warning; this remembers.
    bool failed() const { return has_failed; }

  private:
    // Objects are small and stand close together; a stream passes each window once.
    static constexpr size_t window_size = 16 * 1024;
    static constexpr size_t window_count = 64;

    struct Window {
        uint64_t start = UINT64_MAX;
        std::vector<char> bytes;
    };

    Window const &window(uint64_t offset);

    void *context;
    kho_pdf_read read_at;
    uint64_t size;
    uint64_t place = 0;
    bool has_failed = false;
    std::array<Window, window_count> windows;
    std::string name = "PDF";
};
