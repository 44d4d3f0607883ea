#include "WindowedInput.hh"

#include <algorithm>
#include <cstdio>
#include <cstring>

WindowedInput::WindowedInput(void *context, kho_pdf_read read, uint64_t size, kho_pdf_budget *budget)
    : context(context), read_at(read), size(size), budget(budget) {}

void WindowedInput::charge(uint64_t items) {
    uint64_t allowed = std::min(items, allowance);
    allowance -= allowed;
    items -= allowed;
    if (is_opening) on_opening += items;
    if (items > budget->limits.items || on_opening > budget->limits.opening) {
        has_exceeded = true;
        throw BeyondBudget();
    }
    budget->limits.items -= items;
}

void WindowedInput::charge_text(kho::TokenCount const &cost, uint64_t before) {
    uint64_t text = cost.text - before;
    if (text > budget->limits.text || cost.longest > budget->limits.token) {
        has_exceeded = true;
        throw BeyondBudget();
    }
    budget->limits.text -= text;
}

void WindowedInput::check_stack() {
    char const *here = static_cast<char const *>(__builtin_frame_address(0));
    if (base && base - here > maximum_stack) {
        has_exceeded = true;
        throw BeyondBudget();
    }
}

WindowedInput::Window const &WindowedInput::window(uint64_t offset) {
    uint64_t start = offset - offset % window_size;
    Window &window = windows[start / window_size % window_count];
    if (window.start == start) return window;
    size_t wanted = static_cast<size_t>(std::min<uint64_t>(window_size, size - start));
    window.start = UINT64_MAX;
    if (!window.bytes) window.bytes.reset(new char[window_size]);
    size_t got = 0;
    while (got < wanted) {
        size_t piece = read_at(context, start + got, window.bytes.get() + got, wanted - got);
        // A medium never gets shorter.
        if (piece == SIZE_MAX || piece == 0) {
            has_failed = true;
            throw ReadFailure();
        }
        got += piece;
    }
    window.count = wanted;
    window.start = start;
    return window;
}

void WindowedInput::charge(char const *bytes, size_t length) {
    kho::TokenCount found;
    found.add(bytes, length);
    charge(found.tokens);
    charge_text(found, 0);
}

void WindowedInput::copy(uint64_t offset, char *buffer, size_t length) {
    size_t got = 0;
    while (got < length) {
        Window const &window = this->window(offset + got);
        size_t within = static_cast<size_t>(offset + got - window.start);
        size_t piece = std::min(length - got, window.count - within);
        std::memcpy(buffer + got, window.bytes.get() + within, piece);
        got += piece;
    }
}

size_t WindowedInput::read(char *buffer, size_t length) {
    check_stack();
    last_offset = static_cast<qpdf_offset_t>(place);
    size_t got = 0;
    while (got < length && place < size) {
        Window const &window = this->window(place);
        size_t within = static_cast<size_t>(place - window.start);
        size_t piece = std::min(length - got, window.count - within);
        std::memcpy(buffer + got, window.bytes.get() + within, piece);
        if (is_counting) {
            auto const before = cost;
            cost.add(buffer + got, piece);
            charge(cost.tokens - before.tokens);
            charge_text(cost, before.text);
        }
        got += piece;
        place += piece;
    }
    furthest = std::max(furthest, place);
    return got;
}

void WindowedInput::seek(qpdf_offset_t offset, int whence) {
    qpdf_offset_t base = 0;
    if (whence == SEEK_CUR) base = static_cast<qpdf_offset_t>(place);
    if (whence == SEEK_END) base = static_cast<qpdf_offset_t>(size);
    qpdf_offset_t target = 0;
    if (__builtin_add_overflow(base, offset, &target) || target < 0) {
        throw std::runtime_error("seek before the beginning of the file");
    }
    place = static_cast<uint64_t>(target);
    if (is_opening && whence == SEEK_SET) visited.push_back(place);
    // qpdf's tokenizer reads from a buffer of its own, and then goes to where it ended; it looked at one byte more.
    furthest = std::max(furthest, place + 1);
    if (!is_counting || prices.empty()) return;
    auto priced = prices.find(place);
    if (priced == prices.end()) return;
    auto const price = priced->second;
    prices.erase(priced);
    charge(price.tokens);
    charge_text(price, 0);
}

void WindowedInput::unreadCh(char) {
    if (place > 0) --place;
}

qpdf_offset_t WindowedInput::findAndSkipNextEOL() {
    bool is_in_eol = false;
    while (place < size) {
        Window const &window = this->window(place);
        size_t within = static_cast<size_t>(place - window.start);
        char const *const bytes = window.bytes.get();
        auto const is_eol = [&] { return bytes[within] == '\r' || bytes[within] == '\n'; };
        if (!is_in_eol) {
            while (within < window.count && !is_eol()) ++within;
            place = window.start + within;
            if (within == window.count) continue;
            last_offset = static_cast<qpdf_offset_t>(place);
            is_in_eol = true;
        }
        while (within < window.count && is_eol()) ++within;
        place = window.start + within;
        if (within < window.count) break;
    }
    furthest = std::max(furthest, place);
    if (!is_in_eol) last_offset = static_cast<qpdf_offset_t>(place);
    return last_offset;
}
