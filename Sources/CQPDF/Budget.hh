#pragma once

#include <cstdint>
#include <unordered_map>

#include "CQPDF.h"

struct kho_pdf_budget {
    uint64_t items;
    uint64_t stream_limit;
    uint64_t unpacked;
    /// Tokens of the object streams that were measured, by where the object begins: what stands there is the same in all
    /// revisions.
    std::unordered_map<int64_t, uint64_t> measured;
};
