#include "CQPDF.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <qpdf/BufferInputSource.hh>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFTokenizer.hh>
#include <set>
#include <unordered_map>
#include <vector>
#include <zlib.h>

#include "Hexadecimal.hh"
#include "PlainObject.hh"
#include "StreamFilters.hh"
#include "TokenCount.hh"
#include "ValueEncoder.hh"
#include "WindowedInput.hh"

namespace {

/// Hands a stream on, up to a limit.
class BoundedSink final : public Pipeline {
  public:
    BoundedSink(size_t limit, void *context, kho_pdf_sink sink)
        : Pipeline("bounded", nullptr), limit(limit), context(context), sink(sink) {}

    void write(unsigned char const *data, size_t count) override {
        if (count > limit - taken) {
            exceeded = true;
            throw std::runtime_error("stream over the limit");
        }
        taken += count;
        if (!sink) {
            cost.add(reinterpret_cast<char const *>(data), count);
        } else if (count >= sizeof piece) {
            hand_on();
            sink(context, data, count);
        } else {
            if (count > sizeof piece - held) hand_on();
            std::memcpy(piece + held, data, count);
            held += count;
        }
    }
    void finish() override {}
    /// What is still held: some filters give one byte at a time.
    void hand_on() {
        if (held > 0) sink(context, piece, held);
        held = 0;
    }
    size_t size() const { return taken; }

    bool exceeded = false;
    /// Of what nobody takes: it is only measured.
    kho::TokenCount cost;

  private:
    size_t limit;
    size_t taken = 0;
    size_t held = 0;
    char piece[1024];
    void *context;
    kho_pdf_sink sink;
};

} // namespace

struct kho_pdf {
    kho_pdf_budget *budget = nullptr;
    std::shared_ptr<WindowedInput> input;
    QPDF qpdf;
    std::vector<kho_pdf_location> locations;
    /// Where the object streams end whose objects depend on nothing else.
    std::unordered_map<int, uint64_t> container_ends;
    std::string encoded;
    std::string message;
    std::vector<int32_t> targets;
    /// The bytes of an object that is looked at without qpdf; as many as the largest of `plain_sizes`, or the file, has.
    std::unique_ptr<char[]> piece;
    size_t piece_room = 0;
    /// Objects that qpdf may have had before it knew where they are.
    std::set<int> held;

    /// Runs `work`; whatever it throws becomes a status.
    template <typename Work> kho_pdf_status run(Work work) {
        try {
            message.clear();
            input->enter(__builtin_frame_address(0));
            kho_pdf_status status = work();
            return input->exceeded() ? too_large() : status;
        } catch (QPDFExc const &error) {
            message = error.getMessageDetail();
            if (input->failed()) return KHO_PDF_READ;
            if (input->exceeded()) return too_large();
            return error.getErrorCode() == qpdf_e_password ? KHO_PDF_PASSWORD : KHO_PDF_MALFORMED;
        } catch (std::bad_alloc const &) {
            return KHO_PDF_MEMORY;
        } catch (std::exception const &error) {
            message = error.what();
            if (input->exceeded()) return too_large();
            return input->failed() ? KHO_PDF_READ : KHO_PDF_MALFORMED;
        } catch (...) {
            return KHO_PDF_MALFORMED;
        }
    }

    /// From here on nothing is believed: qpdf has made null of what it was not given.
    kho_pdf_status too_large() {
        message = "structure";
        return KHO_PDF_TOO_LARGE;
    }

    /// Whatever qpdf had to put up with since the last call counts as malformed: it turns an object that it cannot read
    /// into null with a warning, and keeps the last of two equal keys.
    kho_pdf_status warned() {
        if (input->failed()) return KHO_PDF_READ;
        if (!qpdf.anyWarnings()) return KHO_PDF_OK;
        for (auto const &warning : qpdf.getWarnings()) message = warning.getMessageDetail();
        return KHO_PDF_MALFORMED;
    }

    /// While the file is opened, qpdf also warns of what changes no object: white space before a table, a count that is
    /// too high. Such a warning names no object and no trailer.
    kho_pdf_status warned_of_objects() {
        if (input->failed()) return KHO_PDF_READ;
        for (auto const &warning : qpdf.getWarnings()) {
            if (warning.getObject().empty()) continue;
            message = warning.getMessageDetail();
            return KHO_PDF_MALFORMED;
        }
        return KHO_PDF_OK;
    }

    kho_pdf_location const *location(int number, int generation) const {
        size_t low = 0, high = locations.size();
        while (low < high) {
            size_t middle = (low + high) / 2;
            auto const &entry = locations[middle];
            if (entry.number < number || (entry.number == number && entry.generation < generation)) low = middle + 1;
            else high = middle;
        }
        if (low == locations.size()) return nullptr;
        auto const &entry = locations[low];
        return entry.number == number && entry.generation == generation ? &entry : nullptr;
    }

    /// qpdf unpacks a whole object stream into memory, however large, and reads every object in it, whenever anything in
    /// it is looked at. So each is measured before; and none may depend on another one, which is not measured yet.
    kho_pdf_status measure_containers() {
        std::set<int> containers;
        for (auto const &entry : locations) {
            if (entry.container != 0) containers.insert(entry.container);
        }
        for (int number : containers) {
            auto const *own = location(number, 0);
            // What stands nowhere holds nothing.
            if (!own) continue;
            if (own->container != 0 || !is_independent(own->offset)) return malformed("object stream in another one");
            QPDFObjectHandle stream = qpdf.getObject(number, 0);
            if (!stream.isStream()) continue;
            StreamFilters filters(stream.getDict());
            if (!filters.is_plain()) return malformed("filter of an object stream");
            auto place = static_cast<uint64_t>(stream.getParsedOffset());
            auto known = budget->measured.find(own->offset);
            if (known != budget->measured.end() && known->second.end <= input->count()) {
                input->price(place, known->second.cost);
                container_ends[number] = known->second.end;
                continue;
            }
            BoundedSink sink(std::min(budget->limits.stream, budget->limits.unpacked), nullptr, nullptr);
            input->counts(false);
            stream.pipeStreamData(&sink, nullptr, 0, qpdf_dl_generalized, true);
            input->counts(true);
            if (sink.exceeded) {
                message = "object stream";
                return KHO_PDF_TOO_LARGE;
            }
            budget->limits.unpacked -= sink.size();
            if (filters.is_direct() && has_direct_layout(stream.getDict()) && !qpdf.isEncrypted()) {
                uint64_t end = end_of(stream, place);
                budget->measured[own->offset] = {sink.cost, end};
                container_ends[number] = end;
            }
            // qpdf goes there when it unpacks; where its data begins is what a stream has for an offset.
            input->price(place, sink.cost);
        }
        return KHO_PDF_OK;
    }

    /// Whether it stands in the dictionary itself what of an object stream is in which place.
    static bool has_direct_layout(QPDFObjectHandle dictionary) {
        return !dictionary.getKey("/N").isIndirect() && !dictionary.getKey("/First").isIndirect();
    }

    /// Where a stream whose length is direct ends, after `endstream` and `endobj`.
    uint64_t end_of(QPDFObjectHandle stream, uint64_t place) {
        input->watch();
        input->seek(static_cast<qpdf_offset_t>(place) + stream.getDict().getKey("/Length").getIntValue(), SEEK_SET);
        QPDFTokenizer tokenizer;
        for (int word = 0; word < 2; ++word) tokenizer.readToken(input, "PDF", true, longest_word);
        return input->read_until();
    }

    /// Whether the dictionary at a place refers to nothing that stands in an object stream.
    bool is_independent(int64_t offset) {
        input->seek(offset, SEEK_SET);
        QPDFTokenizer tokenizer;
        // Number, generation, `obj`.
        for (int word = 0; word < 3; ++word) tokenizer.readToken(input, "PDF", true, longest_word);
        QPDF context;
        context.setSuppressWarnings(true);
        bool empty = false;
        auto dictionary = QPDFObjectHandle::parse(input, "PDF", tokenizer, empty, nullptr, &context);
        return refers_to_nothing_packed(dictionary, 0);
    }

    bool refers_to_nothing_packed(QPDFObjectHandle value, int depth) {
        if (value.isIndirect()) {
            auto const *found = location(value.getObjectID(), value.getGeneration());
            return !found || found->container == 0;
        }
        // A dictionary, an array, and a dictionary in it: as deep as parameters of filters stand.
        if (depth > 4) return false;
        if (value.isArray()) {
            for (auto &item : value.getArrayAsVector()) {
                if (!refers_to_nothing_packed(item, depth + 1)) return false;
            }
        } else if (value.isDictionary()) {
            for (auto &entry : value.getDictAsMap()) {
                // The next of a chain of object streams (clause 7.5.7): qpdf does not go there.
                if (entry.first == "/Extends") continue;
                if (!refers_to_nothing_packed(entry.second, depth + 1)) return false;
            }
        }
        return true;
    }

    /// A cross-reference stream is found by its place, and qpdf keeps it under the number that it has there, whatever the
    /// table then says of that number. So what stands elsewhere than where qpdf went on opening is not read without it.
    void hold(std::vector<uint64_t> const &places) {
        input->counts(false);
        for (uint64_t place : places) {
            if (place >= input->count()) continue;
            char start[32];
            auto const count = static_cast<size_t>(std::min<uint64_t>(sizeof start, input->count() - place));
            input->copy(place, start, count);
            if (!PlainObject::may_begin(start, count)) continue;
            input->seek(static_cast<qpdf_offset_t>(place), SEEK_SET);
            QPDFTokenizer tokenizer;
            auto const number = tokenizer.readToken(input, "PDF", true, longest_word);
            if (number.getType() == QPDFTokenizer::tt_integer) {
                hold(std::atoi(number.getValue().c_str()), input->getLastOffset());
            }
        }
        input->counts(true);
    }

    void hold(int number, int64_t offset) {
        auto const before = [](kho_pdf_location const &entry, int number) { return entry.number < number; };
        auto entry = std::lower_bound(locations.begin(), locations.end(), number, before);
        for (; entry != locations.end() && entry->number == number; ++entry) {
            if (entry->container != 0 || entry->offset != offset) held.insert(number);
        }
    }

    /// Looks at an object without qpdf, where it is spelled so plainly that this can be done; false for any other.
    /// `found` is called with it, and with where it begins, before `targets`, `encoded` or its bytes change.
    template <typename Found> bool read_plainly(int number, int generation, bool encodes, Found found) {
        auto const *entry = location(number, generation);
        if (!entry || entry->container != 0 || entry->offset <= 0 || qpdf.isEncrypted()) return false;
        if (held.count(number) != 0) return false;
        auto const start = static_cast<uint64_t>(entry->offset);
        if (start >= input->count()) return false;
        uint64_t const rest = input->count() - start;
        for (size_t wanted : plain_sizes) {
            targets.clear();
            encoded.clear();
            auto const size = static_cast<size_t>(std::min<uint64_t>(wanted, rest));
            // Objects may stand in each other: where that comes to too much, qpdf goes on, which counts everything.
            if (size > budget->limits.plain) return false;
            if (size > piece_room) {
                piece_room = 0;
                piece.reset(new char[size]);
                piece_room = size;
            }
            input->copy(start, piece.get(), size);
            PlainObject object(piece.get(), size, rest, targets, encodes ? &encoded : nullptr);
            auto const outcome = object.read(number, generation);
            budget->limits.plain -= std::min(object.end(), size);
            if (outcome == PlainObject::Outcome::other) return false;
            if (outcome == PlainObject::Outcome::cut) {
                if (size == rest) return false;
                continue;
            }
            if (object.data_end() != 0) {
                char tail[PlainObject::stream_tail];
                auto const count = static_cast<size_t>(std::min<uint64_t>(sizeof tail, rest - object.data_end()));
                input->copy(start + object.data_end(), tail, count);
                if (!PlainObject::ends_stream(tail, count)) return false;
            }
            found(object, start);
            return true;
        }
        return false;
    }

    // Most objects are short; signatures, lists of pages and structure trees are long.
    static constexpr size_t plain_sizes[] = {512, 32 * 1024, 128 * 1024};

    /// Where the bytes end that an object was just made of; UINT64_MAX where that is not known, since qpdf had it before.
    uint64_t end_of_read(kho_pdf_location const *location) const {
        if (location && location->container != 0) {
            auto found = container_ends.find(location->container);
            return found == container_ends.end() ? UINT64_MAX : found->second;
        }
        return input->read_until() == 0 ? UINT64_MAX : input->read_until();
    }

    // An object's number has ten digits.
    static constexpr size_t longest_word = 16;

    kho_pdf_status malformed(char const *what) {
        message = what;
        return KHO_PDF_MALFORMED;
    }
};

kho_pdf_budget *kho_pdf_budget_new(kho_pdf_limits const *limits) { return new (std::nothrow) kho_pdf_budget{*limits, {}}; }

void kho_pdf_budget_free(kho_pdf_budget *budget) { delete budget; }

kho_pdf_status kho_pdf_open(
    void *context, kho_pdf_read read, uint64_t size, kho_pdf_budget *budget, uint64_t entries, uint64_t tokens,
    bool ignores_hybrid, kho_pdf **out) {
    *out = new (std::nothrow) kho_pdf;
    if (!*out) return KHO_PDF_MEMORY;
    kho_pdf *pdf = *out;
    pdf->budget = budget;
    try {
        pdf->input = std::make_shared<WindowedInput>(context, read, size, budget);
    } catch (...) {
        delete pdf;
        *out = nullptr;
        return KHO_PDF_MEMORY;
    }
    return pdf->run([&] {
        pdf->input->charge(entries);
        pdf->input->open(tokens);
        pdf->input->counts(true);
        pdf->qpdf.setSuppressWarnings(true);
        pdf->qpdf.setAttemptRecovery(false);
        pdf->qpdf.setIgnoreXRefStreams(ignores_hybrid);
        pdf->qpdf.processInputSource(pdf->input, "");
        for (auto const &entry : pdf->qpdf.getXRefTable()) {
            kho_pdf_location location = {entry.first.getObj(), entry.first.getGen(), 0, 0, 0};
            switch (entry.second.getType()) {
            case 1: location.offset = entry.second.getOffset(); break;
            case 2:
                location.container = entry.second.getObjStreamNumber();
                location.index = entry.second.getObjStreamIndex();
                break;
            default: continue;
            }
            pdf->locations.push_back(location);
        }
        pdf->hold(pdf->input->opened());
        kho_pdf_status status = pdf->measure_containers();
        return status == KHO_PDF_OK ? pdf->warned_of_objects() : status;
    });
}

void kho_pdf_close(kho_pdf *pdf) { delete pdf; }

const char *kho_pdf_message(const kho_pdf *pdf) { return pdf->message.c_str(); }

const kho_pdf_location *kho_pdf_locations(const kho_pdf *pdf, size_t *count) {
    *count = pdf->locations.size();
    return pdf->locations.data();
}

bool kho_pdf_is_encrypted(const kho_pdf *pdf) { return pdf->qpdf.isEncrypted(); }

kho_pdf_status kho_pdf_trailer(kho_pdf *pdf, const uint8_t **bytes, size_t *count) {
    return pdf->run([&] {
        pdf->encoded.clear();
        ValueEncoder(pdf->encoded).object(pdf->qpdf.getTrailer());
        *bytes = reinterpret_cast<const uint8_t *>(pdf->encoded.data());
        *count = pdf->encoded.size();
        return pdf->warned();
    });
}

kho_pdf_status kho_pdf_object(
    kho_pdf *pdf, int number, int generation, const uint8_t **bytes, size_t *count, bool *is_clean, uint64_t *end) {
    return pdf->run([&] {
        bool const is_plain = pdf->read_plainly(number, generation, true, [&](PlainObject const &object, uint64_t start) {
            pdf->input->charge(pdf->piece.get(), object.end());
            *is_clean = true;
            *end = object.data_end() == 0 ? start + object.end() + 1 : UINT64_MAX;
        });
        if (is_plain) {
            *bytes = reinterpret_cast<const uint8_t *>(pdf->encoded.data());
            *count = pdf->encoded.size();
            return KHO_PDF_OK;
        }
        pdf->encoded.clear();
        pdf->input->watch();
        auto const *location = pdf->location(number, generation);
        if (!location) {
            pdf->encoded.push_back('n');
        } else {
            ValueEncoder(pdf->encoded).object(pdf->qpdf.getObject(number, generation));
        }
        *bytes = reinterpret_cast<const uint8_t *>(pdf->encoded.data());
        *count = pdf->encoded.size();
        kho_pdf_status status = pdf->warned();
        *is_clean = status == KHO_PDF_OK;
        // The warning may be of any object of the stream: all are read when one is asked for.
        if (!*is_clean && location && location->container != 0) pdf->container_ends.erase(location->container);
        *end = pdf->end_of_read(location);
        return status == KHO_PDF_MALFORMED ? KHO_PDF_OK : status;
    });
}

kho_pdf_status kho_pdf_plain_targets(
    kho_pdf *pdf, int number, int generation, const int32_t **targets, size_t *count, bool *is_plain) {
    return pdf->run([&] {
        *is_plain = pdf->read_plainly(number, generation, false, [](PlainObject const &, uint64_t) {});
        *targets = pdf->targets.data();
        *count = pdf->targets.size();
        return KHO_PDF_OK;
    });
}

kho_pdf_status kho_pdf_entry_offset(kho_pdf *pdf, int number, int generation, const char *key, int64_t *offset) {
    return pdf->run([&] {
        *offset = -1;
        pdf->read_plainly(number, generation, false, [&](PlainObject const &object, uint64_t start) {
            size_t const place = object.data_end() == 0 ? object.string_place(key + 1) : 0;
            if (place != 0) *offset = static_cast<int64_t>(start + place);
        });
        if (*offset >= 0) return KHO_PDF_OK;
        QPDFObjectHandle object = pdf->qpdf.getObject(number, generation);
        if (object.isDictionary() && object.hasKey(key)) *offset = object.getKey(key).getParsedOffset();
        return pdf->warned();
    });
}

kho_pdf_status kho_pdf_stream(
    kho_pdf *pdf, int number, int generation, bool decode, size_t limit, void *context, kho_pdf_sink sink,
    bool *decoded) {
    return pdf->run([&] {
        *decoded = false;
        QPDFObjectHandle stream = pdf->qpdf.getObject(number, generation);
        if (!stream.isStream()) return pdf->malformed("no stream");
        StreamFilters filters(stream.getDict());
        if (decode && !filters.is_bounded()) return pdf->malformed("chain of filters");
        BoundedSink bounded(limit, context, sink);
        pdf->input->counts(false);
        bool succeeded = stream.pipeStreamData(
            &bounded, decoded, 0, decode ? qpdf_dl_generalized : qpdf_dl_none, false);
        pdf->input->counts(true);
        bounded.hand_on();
        if (bounded.exceeded) {
            pdf->qpdf.getWarnings();
            return KHO_PDF_TOO_LARGE;
        }
        kho_pdf_status status = pdf->warned();
        if (status != KHO_PDF_OK) return status;
        // pipeStreamData says false also where nothing was to be decoded.
        return succeeded || !decode || !*decoded ? KHO_PDF_OK : KHO_PDF_MALFORMED;
    });
}

kho_pdf_status kho_pdf_parse(
    const void *bytes, size_t count, uint8_t **encoded, size_t *encoded_count, size_t *consumed) {
    try {
        QPDF context;
        context.setSuppressWarnings(true);
        std::string text(static_cast<const char *>(bytes), count);
        std::shared_ptr<InputSource> input = std::make_shared<BufferInputSource>("PDF", text);
        QPDFTokenizer tokenizer;
        bool empty = false;
        QPDFObjectHandle value = QPDFObjectHandle::parse(input, "PDF", tokenizer, empty, nullptr, &context);
        if (empty || context.anyWarnings()) return KHO_PDF_MALFORMED;
        std::string out;
        ValueEncoder(out).value(value, 0);
        *encoded = static_cast<uint8_t *>(std::malloc(out.size()));
        if (!*encoded) return KHO_PDF_MEMORY;
        std::memcpy(*encoded, out.data(), out.size());
        *encoded_count = out.size();
        *consumed = static_cast<size_t>(input->tell());
        return KHO_PDF_OK;
    } catch (std::bad_alloc const &) {
        return KHO_PDF_MEMORY;
    } catch (...) {
        return KHO_PDF_MALFORMED;
    }
}

void kho_pdf_free(uint8_t *encoded) { std::free(encoded); }

size_t kho_pdf_inflated_size(const void *bytes, size_t count, size_t limit) {
    z_stream stream = {};
    // No memory to measure it, none to read it.
    if (inflateInit(&stream) != Z_OK) return SIZE_MAX;
    stream.next_in = static_cast<Bytef *>(const_cast<void *>(bytes));
    stream.avail_in = static_cast<uInt>(count);
    unsigned char buffer[16 * 1024];
    size_t total = 0;
    int result = Z_OK;
    while (result == Z_OK && total <= limit) {
        stream.next_out = buffer;
        stream.avail_out = sizeof buffer;
        result = inflate(&stream, Z_NO_FLUSH);
        total += sizeof buffer - stream.avail_out;
    }
    inflateEnd(&stream);
    // Data that is broken stops here; whether that is an error is for the reader of the data to say.
    return total;
}

size_t kho_pdf_tokens(const void *bytes, size_t count) {
    return kho::tokens_within(static_cast<const char *>(bytes), count);
}

size_t kho_pdf_find(const void *bytes, size_t count, const void *word, size_t length) {
    auto const *const text = static_cast<char const *>(bytes);
    auto const *const wanted = static_cast<char const *>(word);
    if (length == 0 || length > count) return length == 0 ? 0 : count;
    char const first = wanted[0], last = wanted[length - 1];
    size_t const end = count - length + 1;
    // Where its first and its last character stand so far apart. That there is no such place among some is seen for all
    // of them at once.
    constexpr size_t block = 64;
    for (size_t start = 0; start < end; start += block) {
        size_t const size = std::min(block, end - start);
        char const *const here = text + start;
        unsigned char any = 0;
        if (size == block) {
            for (size_t place = 0; place < block; ++place) {
                any |= static_cast<unsigned char>((here[place] == first) & (here[place + length - 1] == last));
            }
        }
        if (size == block && any == 0) continue;
        for (size_t place = 0; place < size; ++place) {
            if (here[place] == first && std::memcmp(here + place, wanted, length) == 0) return start + place;
        }
    }
    return count;
}

bool kho_pdf_hexadecimal(const void *digits, size_t count, uint8_t *bytes) {
    auto const *const text = static_cast<char const *>(digits);
    if (count % 2 != 0 || !kho::is_hexadecimal(text, count)) return false;
    kho::decode_hexadecimal(text, count, reinterpret_cast<char *>(bytes));
    return true;
}
