#include "CQPDF.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <qpdf/BufferInputSource.hh>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFTokenizer.hh>
#include <set>
#include <vector>
#include <zlib.h>

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
        if (sink && count > 0) sink(context, data, count);
    }
    void finish() override {}

    bool exceeded = false;

  private:
    size_t limit;
    size_t taken = 0;
    void *context;
    kho_pdf_sink sink;
};

} // namespace

struct kho_pdf {
    std::shared_ptr<WindowedInput> input;
    QPDF qpdf;
    std::vector<kho_pdf_location> locations;
    std::set<int> checked_containers;
    size_t stream_limit = 0;
    std::string encoded;
    std::string message;

    /// Runs `work`; whatever it throws becomes a status.
    template <typename Work> kho_pdf_status run(Work work) {
        try {
            message.clear();
            return work();
        } catch (QPDFExc const &error) {
            message = error.getMessageDetail();
            if (input->failed()) return KHO_PDF_READ;
            return error.getErrorCode() == qpdf_e_password ? KHO_PDF_PASSWORD : KHO_PDF_MALFORMED;
        } catch (std::bad_alloc const &) {
            return KHO_PDF_MEMORY;
        } catch (std::exception const &error) {
            message = error.what();
            return input->failed() ? KHO_PDF_READ : KHO_PDF_MALFORMED;
        } catch (...) {
            return KHO_PDF_MALFORMED;
        }
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

    /// qpdf unpacks a whole object stream into memory, however large; so each is measured before it may.
    kho_pdf_status check_container(int number) {
        if (!checked_containers.insert(number).second) return KHO_PDF_OK;
        BoundedSink sink(stream_limit, nullptr, nullptr);
        QPDFObjectHandle stream = qpdf.getObject(number, 0);
        if (!stream.isStream()) return KHO_PDF_OK;
        stream.pipeStreamData(&sink, nullptr, 0, qpdf_dl_specialized, true);
        if (!sink.exceeded) return KHO_PDF_OK;
        message = "object stream";
        return KHO_PDF_TOO_LARGE;
    }
};

kho_pdf_status kho_pdf_open(
    void *context, kho_pdf_read read, uint64_t size, size_t stream_limit, bool ignores_hybrid, kho_pdf **out) {
    *out = new (std::nothrow) kho_pdf;
    if (!*out) return KHO_PDF_MEMORY;
    kho_pdf *pdf = *out;
    return pdf->run([&] {
        pdf->stream_limit = stream_limit;
        pdf->input = std::make_shared<WindowedInput>(context, read, size);
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
        return pdf->warned_of_objects();
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
    kho_pdf *pdf, int number, int generation, const uint8_t **bytes, size_t *count, bool *is_clean) {
    return pdf->run([&] {
        pdf->encoded.clear();
        auto const *location = pdf->location(number, generation);
        if (!location) {
            pdf->encoded.push_back('n');
        } else {
            if (location->container != 0) {
                kho_pdf_status status = pdf->check_container(location->container);
                if (status != KHO_PDF_OK) return status;
            }
            ValueEncoder(pdf->encoded).object(pdf->qpdf.getObject(number, generation));
        }
        *bytes = reinterpret_cast<const uint8_t *>(pdf->encoded.data());
        *count = pdf->encoded.size();
        kho_pdf_status status = pdf->warned();
        *is_clean = status == KHO_PDF_OK;
        return status == KHO_PDF_MALFORMED ? KHO_PDF_OK : status;
    });
}

kho_pdf_status kho_pdf_entry_offset(kho_pdf *pdf, int number, int generation, const char *key, int64_t *offset) {
    return pdf->run([&] {
        *offset = -1;
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
        if (!stream.isStream()) {
            pdf->message = "no stream";
            return KHO_PDF_MALFORMED;
        }
        BoundedSink bounded(limit, context, sink);
        bool succeeded = stream.pipeStreamData(
            &bounded, decoded, 0, decode ? qpdf_dl_generalized : qpdf_dl_none, false);
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

bool kho_pdf_inflates_within(const void *bytes, size_t count, size_t limit) {
    z_stream stream = {};
    if (inflateInit(&stream) != Z_OK) return false;
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
    return total <= limit;
}

size_t kho_pdf_find(const void *bytes, size_t count, const void *word, size_t length) {
    const void *found = memmem(bytes, count, word, length);
    return found ? static_cast<size_t>(static_cast<const char *>(found) - static_cast<const char *>(bytes)) : count;
}
