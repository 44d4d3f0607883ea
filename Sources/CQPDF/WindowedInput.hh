#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <qpdf/InputSource.hh>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "Budget.hh"

/// The medium failed while qpdf was reading.
struct ReadFailure : std::runtime_error {
    ReadFailure() : std::runtime_error("read failure") {}
};

/// Reading went beyond what the caller allows.
struct BeyondBudget : std::runtime_error {
    BeyondBudget() : std::runtime_error("more structure than is read") {}
};

/// A medium that is read by position, as qpdf wants it: a stream with a place, over a few windows of the file that are
/// kept. Never the whole file, and never a mapping: a file that its owner cuts meanwhile would be a SIGBUS.
class WindowedInput final : public InputSource {
  public:
    WindowedInput(void *context, kho_pdf_read read, uint64_t size, kho_pdf_budget *budget);

    qpdf_offset_t findAndSkipNextEOL() override;
    std::string const &getName() const override { return name; }
    qpdf_offset_t tell() override { return static_cast<qpdf_offset_t>(place); }
    void seek(qpdf_offset_t offset, int whence) override;
    uint64_t count() const { return size; }
    void rewind() override { place = 0; }
    size_t read(char *buffer, size_t length) override;
    void unreadCh(char) override;

    /// qpdf turns what is thrown while it resolves an object into a warning; these remember.
    bool failed() const { return has_failed; }
    bool exceeded() const { return has_exceeded; }

    /// A call begins: from here on the stack is measured. qpdf follows references by recursion, however many there are.
    void enter(void const *frame) { base = static_cast<char const *>(frame); }

    /// What is read from now on is parsed into objects and counts against the budget, or is a stream's data.
    void counts(bool is_structure) { is_counting = is_structure; }
    void charge(uint64_t items);
    /// These bytes were parsed by another one than qpdf.
    void charge(char const *bytes, size_t length);
    /// Bytes for another one than qpdf, which neither moves on nor pays for them.
    void copy(uint64_t offset, char *buffer, size_t length);
    /// The file is being opened: so many items are read for nothing, and few besides.
    void open(uint64_t items) {
        allowance = items;
        is_opening = true;
    }
    /// \returns where qpdf went meanwhile.
    std::vector<uint64_t> opened() {
        allowance = 0;
        is_opening = false;
        return std::move(visited);
    }

    /// From here on it is noted how far was read.
    void watch() { furthest = 0; }
    /// The end of what was read since; 0 where nothing was.
    uint64_t read_until() const { return furthest; }

    /// Going to this place costs so much once: the data of an object stream begins there.
    void price(uint64_t offset, kho::TokenCount const &cost) { prices[offset] = cost; }

  private:
    // Objects are small and stand close together; a stream passes each window once.
    static constexpr size_t window_size = 16 * 1024;
    static constexpr size_t window_count = 64;

    struct Window {
        uint64_t start = UINT64_MAX;
        size_t count = 0;
        /// Not made zero first: that would take as long as reading them.
        std::unique_ptr<char[]> bytes;
    };

    // An object's own helpers (a length, a filter) are two or three deep; a thread's stack has 512 KiB at least.
    static constexpr ptrdiff_t maximum_stack = 192 * 1024;

    Window const &window(uint64_t offset);
    void check_stack();
    void charge_text(kho::TokenCount const &cost, uint64_t before);

    void *context;
    kho_pdf_read read_at;
    uint64_t size;
    kho_pdf_budget *budget;
    uint64_t place = 0;
    uint64_t furthest = 0;
    char const *base = nullptr;
    std::unordered_map<uint64_t, kho::TokenCount> prices;
    /// Of everything that was counted.
    kho::TokenCount cost;
    uint64_t allowance = 0;
    uint64_t on_opening = 0;
    std::vector<uint64_t> visited;
    bool is_opening = false;
    bool is_counting = false;
    bool has_failed = false;
    bool has_exceeded = false;
    std::array<Window, window_count> windows;
    std::string name = "PDF";
};
