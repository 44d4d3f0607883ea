#pragma once

#include <cstdint>
#include <unordered_map>

#include "CQPDF.h"
#include "TokenCount.hh"

struct kho_pdf_budget {
    kho_pdf_limits limits;

    struct Measured {
        kho::TokenCount cost;
        /// Where the object ends.
        uint64_t end;
    };
    /// The object streams that were measured, by where the object begins: what stands there is the same in all revisions
    /// that reach to its end.
    std::unordered_map<int64_t, Measured> measured;
};
