#ifndef KHO_CQPDF_H
#define KHO_CQPDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One revision of a PDF file, as qpdf reads it with recovery off. Used by one thread at a time.
typedef struct kho_pdf kho_pdf;

/// How a call ended. No C++ exception ever leaves this module.
typedef enum {
    KHO_PDF_OK = 0,
    /// The bytes are not what ISO 32000 asks for; `kho_pdf_message` says where.
    KHO_PDF_MALFORMED = 1,
    /// A limit of the caller was reached.
    KHO_PDF_TOO_LARGE = 2,
    /// The file is encrypted and does not open with the empty user password.
    KHO_PDF_PASSWORD = 3,
    /// The medium failed.
    KHO_PDF_READ = 4,
    KHO_PDF_MEMORY = 5,
} kho_pdf_status;

/// Copies up to `count` bytes from `offset` on; returns how many, or SIZE_MAX where the medium failed.
typedef size_t (*kho_pdf_read)(void *context, uint64_t offset, void *buffer, size_t count);

/// Takes a piece of a stream.
typedef void (*kho_pdf_sink)(void *context, const void *bytes, size_t count);

/// Where an object stands: at a byte of the file, or in an object stream (then `container` is its number).
typedef struct {
    int32_t number;
    int32_t generation;
    int32_t container;
    int32_t index;
    int64_t offset;
} kho_pdf_location;

/// How much of a file is taken in.
typedef struct {
    /// Entries of cross-reference sections and tokens of objects, each some 260 bytes of memory.
    uint64_t items;
    /// Bytes of long strings and names, beyond what is counted with their tokens; each is kept some three times.
    uint64_t text;
    /// Of one string or name: as long as it is read, there are several copies of it.
    uint64_t token;
    /// Tokens that are read on the way into a file, for its encryption.
    uint64_t opening;
    /// Of one object stream, unpacked.
    uint64_t stream;
    /// Of all of them.
    uint64_t unpacked;
    /// Bytes that are looked at without qpdf; where these are used up, qpdf reads the rest.
    uint64_t plain;
} kho_pdf_limits;

/// What qpdf may still take in for one file, whatever number of its revisions are open. Outlives every `kho_pdf` that
/// uses it; one thread at a time.
typedef struct kho_pdf_budget kho_pdf_budget;

/// NULL where there is no memory.
kho_pdf_budget *kho_pdf_budget_new(const kho_pdf_limits *limits);
void kho_pdf_budget_free(kho_pdf_budget *budget);

/// Opens the first `size` bytes of a medium as a whole file. `*pdf` is made also where opening fails, for its message,
/// and must be closed; it is NULL only where there is no memory. `ignores_hybrid`: as readers older than PDF 1.5 see it,
/// without the streams that classic tables send newer readers to. `entries`: how many the cross-reference sections have
/// together; `tokens`: how many qpdf reads there without keeping them.
kho_pdf_status kho_pdf_open(
    void *context, kho_pdf_read read, uint64_t size, kho_pdf_budget *budget, uint64_t entries, uint64_t tokens,
    bool ignores_hybrid, kho_pdf **pdf);
void kho_pdf_close(kho_pdf *pdf);

/// What went wrong last, in qpdf's words: for a detail, never for a decision.
const char *kho_pdf_message(const kho_pdf *pdf);

/// Every object in use, in the order of their numbers; the array lives as long as `pdf`.
const kho_pdf_location *kho_pdf_locations(const kho_pdf *pdf, size_t *count);

bool kho_pdf_is_encrypted(const kho_pdf *pdf);

/// The trailer dictionary, and an object by its number: encoded as PDFValueDecoder.swift reads it. The bytes live until
/// the next call with the same `pdf`. An object that is not there is null; one that qpdf had to warn of is not clean: it
/// was read by guessing. `*end`: nothing from there on was looked at for it; UINT64_MAX where that is not known.
kho_pdf_status kho_pdf_trailer(kho_pdf *pdf, const uint8_t **bytes, size_t *count);
kho_pdf_status kho_pdf_object(
    kho_pdf *pdf, int number, int generation, const uint8_t **bytes, size_t *count, bool *is_clean, uint64_t *end);

/// The numbers of the objects that one refers to, where it is spelled so plainly that this can be told without qpdf, which
/// would read it without a warning and find the same. `*is_plain` is false for any other. They live until the next call.
kho_pdf_status kho_pdf_plain_targets(
    kho_pdf *pdf, int number, int generation, const int32_t **targets, size_t *count, bool *is_plain);

/// The byte at which the value of a key of an object's own dictionary begins in the file; -1 where there is none.
kho_pdf_status kho_pdf_entry_offset(kho_pdf *pdf, int number, int generation, const char *key, int64_t *offset);

/// A stream's data: as stored (after decryption), or with its general filters undone. `*decoded` tells whether all of
/// them could be. More than `limit` bytes is KHO_PDF_TOO_LARGE.
kho_pdf_status kho_pdf_stream(
    kho_pdf *pdf, int number, int generation, bool decode, size_t limit, void *context, kho_pdf_sink sink,
    bool *decoded);

/// One value that stands at the start of some bytes (the dictionary of a trailer, or of a cross-reference stream),
/// encoded likewise; `*consumed` is where it ends. The encoding is to be freed with `kho_pdf_free`.
kho_pdf_status kho_pdf_parse(
    const void *bytes, size_t count, uint8_t **encoded, size_t *encoded_count, size_t *consumed);
void kho_pdf_free(uint8_t *encoded);

/// How many bytes Flate data unpacks to; more than `limit` where it is more than that. Nothing of it is kept.
size_t kho_pdf_inflated_size(const void *bytes, size_t count, size_t limit);

/// At least as many as the tokens that begin in some bytes.
size_t kho_pdf_tokens(const void *bytes, size_t count);

/// Where a word first stands in some bytes; `count` where it does not. (`memmem` is not Swift's to see.)
size_t kho_pdf_find(const void *bytes, size_t count, const void *word, size_t length);

/// What an even number of hexadecimal digits stands for, capital or small, one byte for two; false where one of them is
/// none, and nothing is written then.
bool kho_pdf_hexadecimal(const void *digits, size_t count, uint8_t *bytes);

#ifdef __cplusplus
}
#endif
#endif
