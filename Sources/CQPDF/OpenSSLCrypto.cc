// RC4 by itself: as a cipher of EVP it is in OpenSSL's legacy provider, which is not loaded. Old PDF files have it.
#define OPENSSL_SUPPRESS_DEPRECATED 1

#include "OpenSSLCrypto.hh"

#include <climits>
#include <cstring>
#include <openssl/rand.h>
#include <qpdf/QPDFCryptoProvider.hh>
#include <stdexcept>

/// qpdf asks for its cryptography here. This takes the place of the library's own choice, which is GnuTLS: what an archive
/// defines and the program defines too is taken from the program. So GnuTLS and all that it needs are neither linked nor
/// loaded at each start.
std::shared_ptr<QPDFCryptoImpl> QPDFCryptoProvider::getImpl() { return std::make_shared<OpenSSLCrypto>(); }

namespace {

void require(bool succeeded, char const *what) {
    if (!succeeded) throw std::runtime_error(std::string("OpenSSL refuses ") + what);
}

int length(size_t count) {
    require(count <= INT_MAX, "a length");
    return static_cast<int>(count);
}

} // namespace

void OpenSSLCrypto::provideRandomData(unsigned char *data, size_t count) {
    require(RAND_bytes(data, length(count)) == 1, "random bytes");
}

// MARK: Digests

void OpenSSLCrypto::begin(EVP_MD const *algorithm) {
    hash.reset(EVP_MD_CTX_new());
    require(hash && EVP_DigestInit_ex(hash.get(), algorithm, nullptr) == 1, "a digest");
}

void OpenSSLCrypto::update(unsigned char const *data, size_t count) {
    require(EVP_DigestUpdate(hash.get(), data, count) == 1, "a digest");
}

void OpenSSLCrypto::finish() {
    // qpdf ends a digest again when it asks for it.
    if (!hash) return;
    require(EVP_DigestFinal_ex(hash.get(), digest, &digest_size) == 1, "a digest");
    hash.reset();
}

void OpenSSLCrypto::MD5_init() { begin(EVP_md5()); }
void OpenSSLCrypto::MD5_update(unsigned char const *data, size_t count) { update(data, count); }
void OpenSSLCrypto::MD5_finalize() { finish(); }

void OpenSSLCrypto::MD5_digest(MD5_Digest out) {
    require(digest_size == sizeof(MD5_Digest), "MD5");
    std::memcpy(out, digest, sizeof(MD5_Digest));
}

void OpenSSLCrypto::SHA2_init(int bits) {
    switch (bits) {
    case 256: return begin(EVP_sha256());
    case 384: return begin(EVP_sha384());
    case 512: return begin(EVP_sha512());
    default: require(false, "a size of SHA-2");
    }
}

void OpenSSLCrypto::SHA2_update(unsigned char const *data, size_t count) { update(data, count); }
void OpenSSLCrypto::SHA2_finalize() { finish(); }

std::string OpenSSLCrypto::SHA2_digest() { return std::string(reinterpret_cast<char const *>(digest), digest_size); }

// MARK: Ciphers

void OpenSSLCrypto::RC4_init(unsigned char const *key, int count) {
    // Without a length it is text.
    int size = count < 0 ? length(std::strlen(reinterpret_cast<char const *>(key))) : count;
    RC4_set_key(&stream_key, size, key);
}

void OpenSSLCrypto::RC4_process(unsigned char const *in, size_t count, unsigned char *out) {
    RC4(&stream_key, count, in, out ? out : const_cast<unsigned char *>(in));
}

void OpenSSLCrypto::RC4_finalize() {}

void OpenSSLCrypto::rijndael_init(
    bool encrypts, unsigned char const *key, size_t count, bool is_chained, unsigned char *vector) {
    EVP_CIPHER const *algorithm = nullptr;
    switch (count) {
    case 16: algorithm = is_chained ? EVP_aes_128_cbc() : EVP_aes_128_ecb(); break;
    case 24: algorithm = is_chained ? EVP_aes_192_cbc() : EVP_aes_192_ecb(); break;
    case 32: algorithm = is_chained ? EVP_aes_256_cbc() : EVP_aes_256_ecb(); break;
    default: require(false, "a size of an AES key");
    }
    cipher.reset(EVP_CIPHER_CTX_new());
    require(
        cipher && EVP_CipherInit_ex(cipher.get(), algorithm, nullptr, key, is_chained ? vector : nullptr, encrypts) == 1,
        "AES");
    // qpdf looks at the filling itself, and hands on one block after another.
    EVP_CIPHER_CTX_set_padding(cipher.get(), 0);
}

void OpenSSLCrypto::rijndael_process(unsigned char *in, unsigned char *out) {
    int written = 0;
    require(
        EVP_CipherUpdate(cipher.get(), out, &written, in, rijndael_buf_size) == 1 && written == rijndael_buf_size, "AES");
}

void OpenSSLCrypto::rijndael_finalize() { cipher.reset(); }
