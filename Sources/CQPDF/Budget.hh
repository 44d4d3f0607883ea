#pragma once

#include <cstdint>
#include <unordered_map>

#include "CQPDF.h"

struct kho_pdf_budget {
    uint64_t items;
    uint64_t stream_limit;
    uint64_t unpacked;

    struct Measured {
        uint64_t tokens;
        /// Where the object ends.
        uint64_t end;
    };
    /// The object streams that were measured, by where the object begins: what stands there is the same in all revisions
    /// that reach to its end.
    std::unordered_map<int64_t, Measured> measured;
};
