#include "CReference.h"

#include <openssl/cms.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

struct reference_store {
    X509_STORE *store;
};

reference_store *reference_store_new(const char *pem_path) {
    reference_store *reference = malloc(sizeof *reference);
    X509_LOOKUP *lookup;
    if (!reference) return NULL;
    reference->store = X509_STORE_new();
    lookup = X509_STORE_add_lookup(reference->store, X509_LOOKUP_file());
    if (!lookup || X509_load_cert_crl_file(lookup, pem_path, X509_FILETYPE_PEM) < 1) {
        reference_store_free(reference);
        return NULL;
    }
    X509_STORE_set_flags(reference->store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    X509_STORE_set_purpose(reference->store, X509_PURPOSE_ANY);
    return reference;
}

void reference_store_free(reference_store *reference) {
    X509_STORE_free(reference->store);
    free(reference);
}

int reference_verify(
    const reference_store *reference, const unsigned char *cms, size_t cms_size, const unsigned char *content,
    size_t content_size) {
    const unsigned char *cursor = cms;
    CMS_ContentInfo *message = d2i_CMS_ContentInfo(NULL, &cursor, (long)cms_size);
    BIO *input = BIO_new_mem_buf(content, (int)content_size);
    int good = message && input && CMS_verify(message, NULL, reference->store, input, NULL, CMS_BINARY) == 1;
    BIO_free(input);
    CMS_ContentInfo_free(message);
    return good;
}
