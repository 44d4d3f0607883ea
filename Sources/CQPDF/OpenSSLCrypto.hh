#pragma once

#include <memory>
#include <openssl/evp.h>
#include <openssl/rc4.h>
#include <qpdf/QPDFCryptoImpl.hh>
#include <string>

/// What qpdf needs of cryptography to read encrypted files (ISO 32000-2 clause 7.6), by OpenSSL.
///
/// Whatever OpenSSL refuses is thrown as an exception, which ends in a refusal of the file.
class OpenSSLCrypto final : public QPDFCryptoImpl {
  public:
    void provideRandomData(unsigned char *data, size_t count) override;

    void MD5_init() override;
    void MD5_update(unsigned char const *data, size_t count) override;
    void MD5_finalize() override;
    void MD5_digest(MD5_Digest digest) override;

    void SHA2_init(int bits) override;
    void SHA2_update(unsigned char const *data, size_t count) override;
    void SHA2_finalize() override;
    std::string SHA2_digest() override;

    void RC4_init(unsigned char const *key, int count) override;
    void RC4_process(unsigned char const *in, size_t count, unsigned char *out) override;
    void RC4_finalize() override;

    void rijndael_init(
        bool encrypts, unsigned char const *key, size_t count, bool is_chained, unsigned char *vector) override;
    void rijndael_process(unsigned char *in, unsigned char *out) override;
    void rijndael_finalize() override;

  private:
    struct Free {
        void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
        void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
    };

    void begin(EVP_MD const *algorithm);
    void update(unsigned char const *data, size_t count);
    void finish();

    std::unique_ptr<EVP_MD_CTX, Free> hash;
    std::unique_ptr<EVP_CIPHER_CTX, Free> cipher;
    unsigned char digest[EVP_MAX_MD_SIZE] = {};
    unsigned digest_size = 0;
    RC4_KEY stream_key = {};
};
