// What Swift cannot import from OpenSSL's headers: macros, and the stack functions made by macros. One-liners only.
#pragma once
#define OPENSSL_SUPPRESS_DEPRECATED 1
#include <openssl/asn1.h>
#include <openssl/asn1t.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#define KHO_STACK(T)                                                                                                   \
    static inline STACK_OF(T) *kho_sk_##T##_new(void) { return sk_##T##_new_null(); }                                  \
    static inline int kho_sk_##T##_num(const STACK_OF(T) *s) { return sk_##T##_num(s); }                               \
    static inline T *kho_sk_##T##_value(const STACK_OF(T) *s, int i) { return sk_##T##_value(s, i); }                  \
    static inline int kho_sk_##T##_push(STACK_OF(T) *s, T *x) { return sk_##T##_push(s, x); }                          \
    static inline void kho_sk_##T##_free(STACK_OF(T) *s) { sk_##T##_free(s); }                                         \
    static inline void kho_sk_##T##_pop_free(STACK_OF(T) *s) { sk_##T##_pop_free(s, T##_free); }

KHO_STACK(X509)
KHO_STACK(X509_CRL)
KHO_STACK(DIST_POINT)
KHO_STACK(GENERAL_NAME)
KHO_STACK(ACCESS_DESCRIPTION)
KHO_STACK(ASN1_OBJECT)
KHO_STACK(X509_REVOKED)

static inline void kho_openssl_free(void *p) { OPENSSL_free(p); }
static inline long kho_bio_mem_data(BIO *b, char **pp) { return BIO_get_mem_data(b, pp); }
static inline EVP_PKEY *kho_rsa_generate(unsigned int bits) { return EVP_RSA_gen(bits); }
static inline EVP_PKEY *kho_ec_generate(const char *curve) { return EVP_EC_gen(curve); }
static inline EVP_PKEY *kho_pkey_generate(const char *type) { return EVP_PKEY_Q_keygen(NULL, NULL, type); }
static inline int kho_md_size(const EVP_MD *md) { return EVP_MD_get_size(md); }
static inline int kho_pkey_set_pss(EVP_PKEY_CTX *c, const EVP_MD *mgf1, int salt) {
    return EVP_PKEY_CTX_set_rsa_padding(c, RSA_PKCS1_PSS_PADDING) > 0 && EVP_PKEY_CTX_set_rsa_mgf1_md(c, mgf1) > 0 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(c, salt) > 0;
}
static inline int kho_pkey_set_digest(EVP_PKEY_CTX *c, const EVP_MD *md) {
    return EVP_PKEY_CTX_set_signature_md(c, md);
}
