#ifndef KHO_C_REFERENCE_H
#define KHO_C_REFERENCE_H

#include <stddef.h>

/* What a C program does to verify a detached CMS signature with OpenSSL: one X509_STORE for all, and for each
   verification d2i_CMS_ContentInfo, CMS_verify with CRL checks over the whole chain, CMS_ContentInfo_free. */

typedef struct reference_store reference_store;

/* A store with these trust anchors and CRLs, PEM in one file; NULL where one of them cannot be read. */
reference_store *reference_store_new(const char *pem_path);

void reference_store_free(reference_store *store);

/* 1 where the signature over the content is good, with a chain and CRLs that are good now; 0 otherwise. */
int reference_verify(
    const reference_store *store, const unsigned char *cms, size_t cms_size, const unsigned char *content,
    size_t content_size);

#endif
