#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "CQPDF.h"

// Objects that are read without qpdf, against what qpdf reads: the same value, cleanly, in the same place, or it is a
// crash. An input that begins as a PDF file is one; any other is what follows the header of one object, or with `H` the
// object with its header, or with `X` that of the very number the cross-reference stream has.

namespace {

using namespace std::string_view_literals;

struct Reading {
    kho_pdf_budget *budget;
    kho_pdf *pdf = nullptr;
    kho_pdf_status status;

    Reading(std::string const &file, uint64_t plain) {
        kho_pdf_limits limits = {};
        std::memset(&limits, 0x3f, sizeof limits);
        limits.plain = plain;
        budget = kho_pdf_budget_new(&limits);
        auto const read = [](void *context, uint64_t offset, void *buffer, size_t count) -> size_t {
            auto const &file = *static_cast<std::string const *>(context);
            size_t const got = offset < file.size() ? std::min(count, file.size() - static_cast<size_t>(offset)) : 0;
            std::memcpy(buffer, file.data() + (got == 0 ? 0 : offset), got);
            return got;
        };
        status = kho_pdf_open(const_cast<std::string *>(&file), read, file.size(), budget, 0, 0, false, &pdf);
    }
    ~Reading() {
        if (pdf) kho_pdf_close(pdf);
        kho_pdf_budget_free(budget);
    }
    Reading(Reading const &) = delete;
};

struct Object {
    kho_pdf_status status;
    std::string value;
    bool is_clean = false;
    uint64_t end = 0;

    Object(Reading &from, int number, int generation) {
        uint8_t const *bytes = nullptr;
        size_t count = 0;
        status = kho_pdf_object(from.pdf, number, generation, &bytes, &count, &is_clean, &end);
        if (status == KHO_PDF_OK) value.assign(reinterpret_cast<char const *>(bytes), count);
    }
};

/// What an encoded value refers to, and the keys of its own dictionary that name strings.
struct Contents {
    std::vector<int32_t> targets;
    std::vector<std::string> strings;

    explicit Contents(std::string const &value) : at(value.data()) { item(0); }

  private:
    char const *at;

    uint32_t count() {
        uint32_t number = 0;
        std::memcpy(&number, at, sizeof number);
        at += sizeof number;
        return number;
    }
    void item(int depth) {
        switch (*at++) {
        case 'i': at += 8; break;
        case 'r':
        case '/':
        case 's': {
            uint32_t const length = count();
            at += length;
            break;
        }
        case 'R': {
            targets.push_back(static_cast<int32_t>(count()));
            count();
            break;
        }
        case '[':
            for (uint32_t rest = count(); rest > 0; --rest) item(depth + 1);
            break;
        case 'S': item(depth); break;
        case '<':
            for (uint32_t rest = count(); rest > 0; --rest) {
                uint32_t const length = count();
                std::string const key(at, length);
                at += length;
                if (depth == 0 && *at == 's') strings.push_back(key);
                item(depth + 1);
            }
            break;
        default: break;
        }
    }
};

[[noreturn]] void differs(char const *what, int number, int generation) {
    std::fprintf(stderr, "object %d %d: qpdf reads another %s\n", number, generation, what);
    std::abort();
}

/// qpdf reads ahead, by more or less, so that only this is sure: the object's last word is before.
bool is_end(std::string const &file, int64_t start, uint64_t end) {
    if (end == UINT64_MAX) return true;
    if (end < 7 || end > file.size()) return false;
    size_t const word = file.rfind("endobj", static_cast<size_t>(end) - 7);
    return word != std::string::npos && static_cast<int64_t>(word) > start;
}

void compare(std::string const &file) {
    Reading own(file, 1 << 30), judge(file, 0);
    if (own.status != judge.status) differs("file", 0, 0);
    if (own.status != KHO_PDF_OK) return;
    size_t count = 0;
    kho_pdf_location const *locations = kho_pdf_locations(own.pdf, &count);
    for (size_t entry = 0; entry < count; ++entry) {
        int const number = locations[entry].number, generation = locations[entry].generation;
        int32_t const *first = nullptr;
        size_t found = 0;
        bool is_plain = false;
        kho_pdf_plain_targets(own.pdf, number, generation, &first, &found, &is_plain);
        std::vector<int32_t> plain(first, first + found);
        Object const read(own, number, generation);
        Object const expected(judge, number, generation);
        if (read.status != expected.status) differs("status", number, generation);
        if (read.status != KHO_PDF_OK) {
            if (is_plain) differs("status of what refers to something", number, generation);
            continue;
        }
        if (read.value != expected.value) differs("value", number, generation);
        if (read.is_clean != expected.is_clean) differs("cleanness", number, generation);
        Contents contents(expected.value);
        if (is_plain) {
            if (read.end != expected.end && !is_end(file, locations[entry].offset, read.end)) differs("end", number, generation);
            if (!expected.is_clean) differs("cleanness of what refers to something", number, generation);
            std::sort(plain.begin(), plain.end());
            std::sort(contents.targets.begin(), contents.targets.end());
            if (plain != contents.targets) differs("reference", number, generation);
        }
        for (auto const &key : contents.strings) {
            if (key.find('\0') != std::string::npos) continue;
            int64_t places[2] = {};
            auto const name = "/" + key;
            kho_pdf_entry_offset(own.pdf, number, generation, name.c_str(), &places[0]);
            kho_pdf_entry_offset(judge.pdf, number, generation, name.c_str(), &places[1]);
            if (places[0] != places[1]) differs("place of a string", number, generation);
        }
    }
}

/// A document with one more object, as it stands there; 7 begins within it.
std::string document(std::string const &object, bool is_own_table) {
    std::string file = "%PDF-1.7\n";
    std::vector<size_t> places(10, 0);
    auto const add = [&](int number, char const *text) {
        places[static_cast<size_t>(number)] = file.size();
        file += std::to_string(number) + " 0 obj\n" + text + "\nendobj\n";
    };
    add(1, "<</Type/Catalog/Pages 2 0 R>>");
    add(2, "<</Type/Pages/Kids[]/Count 0>>");
    add(8, "12");
    places[6] = file.size();
    file += object + "\nendstream\nendobj\n";
    size_t const inner = object.find(" obj", 8);
    if (inner != std::string::npos && inner > 3) places[7] = places[6] + inner - 3;
    size_t const table = file.size();
    if (!is_own_table) {
        file += "xref\n0 10\n";
        for (size_t number = 0; number < places.size(); ++number) {
            char line[32];
            bool const is_used = places[number] != 0;
            std::snprintf(line, sizeof line, "%010zu %05d %c \n", places[number], is_used ? 0 : 65535, is_used ? 'n' : 'f');
            file += line;
        }
        file += "trailer\n<</Size 10/Root 1 0 R>>\n";
    } else {
        std::swap(places[6], places[9]);
        file += "9 0 obj\n<</Type/XRef/Size 10/W[1 4 1]/Root 1 0 R/Length 60>>\nstream\n";
        for (size_t place : places) {
            file += place == 0 ? '\0' : '\1';
            for (int shift = 24; shift >= 0; shift -= 8) file += static_cast<char>(place >> shift & 0xff);
            file += '\0';
        }
        file += "\nendstream\nendobj\n";
    }
    return file + "startxref\n" + std::to_string(table) + "\n%%EOF\n";
}

/// What to begin with: a little of everything that objects are made of.
constexpr std::string_view seeds[] = {
    "\n<</A 1 0 R>>\nendobj\n",
    "\n[1 0 R/A(x)]\nendobj\n",
    "\n<</A(x)/B/C>>\nendobj\n",
    "\n<</Length 3>>\nstream\nabc\nendstream\nendobj\n",
    "\n<</A 1 0 R/B[2 0 R 3 0 R 4]/C<</D 5 0 R>>>>\nendobj\n",
    " <</A(x)/B<0aFF>/C/D/E 1.5/F -2/G true/H(a(b)c)/I false/J null>>endobj\n",
    "\n<< /Length 12 /K [ 1 0 R 2 0 R ] >>\nstream\n1 0 R 2 0 R \nendstream\nendobj\n",
    "\n<< /Length 8 0 R >>\nstream\n1 0 R 2 0 R \nendstream\nendobj\n",
    "\n<< /Length 3 >>\nstream\r\nabcendstream endobj ",
    "\n<</Z 1/A -0/AB <>/B <abc>/AA(\\t)/C[-1.50 007 0.0 1. .5 --1 +3 1e5]/D()>>\nendobj\n",
    "\n<</A#42 1/AB 2/A%c\n 3>>\nendobj\n",
    "\n[1 0 R 2 0 R1 3 0R 0 0 R 4 00 R 01 0 R 9999999999 0 R 5 65535 R]\nendobj\n",
    "\n[1 0 R 2 65535 R]\nendobj\n",
    "\n[-1 -0 007 1.50 -2.0 00.5 123456789 -123456789]\nendobj\n",
    "\n<</Type/Sig/ByteRange[0 1 2 3]/Contents<0a0b>/Filter/X/M(D:2026)>>\nendobj\n",
    "\n[ [ [ [ <</T/N/V[(a)]>> ] ] ] ]\nendobj\n",
    "\n<</A[1\0 2\f0 R]/P 7 0 R>>endobj 7 0 obj [1 0 R]endobj\n"sv,
    "\n<</A 7 0 obj <</B 1 0 R>>endobj>>\nendobj\n",
    "H6 0 obj<</Kids[1 0 R 2 0 R]/Parent 6 0 R/Count 2/T(x)>>\nendobj\n",
    "H 6 0 obj <</A 1>> endobj",
    "X9 0 obj\n<</Kids[1 0 R 2 0 R]/Parent 6 0 R>>\nendobj\n",
};

} // namespace

extern "C" int LLVMFuzzerInitialize(int *, char ***) {
    char const *folder = std::getenv("KHO_FUZZ_OBJECTS");
    for (size_t seed = 0; folder && seed < sizeof seeds / sizeof *seeds; ++seed) {
        std::ofstream(std::string(folder) + "/" + std::to_string(seed), std::ios::binary) << seeds[seed];
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(uint8_t const *bytes, size_t count) {
    std::string const input(reinterpret_cast<char const *>(bytes), count);
    if (input.rfind("%PDF-", 0) == 0) compare(input);
    else if (count > 0 && input[0] == 'H') compare(document(input.substr(1), false));
    else if (count > 0 && input[0] == 'X') compare(document(input.substr(1), true));
    else compare(document("6 0 obj" + input, false));
    return 0;
}
