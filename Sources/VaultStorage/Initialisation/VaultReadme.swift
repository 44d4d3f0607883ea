/// `README.txt` of every vault: how to read it without kho. Run by a test, line by line.
enum VaultReadme {
    static let text = #"""
        THIS FOLDER IS A VAULT OF SIGNED FILES (kho)

        You need no program of ours to read it: sh, sed, sha256sum, xxd, openssl and unzip are enough.
        Nothing in here should ever be changed by hand.

        objects/<space>/ab/<sha256>   the files as they were deposited, the validation reports, the evidence.
                                      A file's name is the SHA-256 of its bytes:  sha256sum FILE
        records/000/000/000/042.record  what is known of the 43rd entry of the log. Seven lines:
                                      1 kho.record/1   2 index   3 leaf   4 shared part   5 its salt
                                      6 private part   7 its salt
                                      Of one that was erased: 4 erased   5 the index of the entry that says so
        log/checkpoint                the signed state of the log: origin, number of entries, root hash
        log/tile/entries/             the leaves themselves, log/tile/<L>/ the hashes over them
                                      (C2SP tlog-tiles; any reader of that format works)
        vault.json, vault.json.p7s    who this vault is: its id, its seal certificates, its log keys; and the seal
        identities/                   where it is there: what vault.json was before the vault got other keys
        policy, roles                 what it refuses, and who may certify
        calendar                      which days are working days
        scopes                        where it is there: which documents which receiver is told of; lines
                                      scope NAME VERSION category=4,5 type=KQ.G15.* owners=MST group=NAME
                                      group NAME SCHEME:ID
        webhooks                      where it is there: who is told of new entries; lines
                                      webhook NAME ADDRESS SCOPE
        sources                       where it is there: which other vaults are asked for what this one has not
        manifests/<chain>/            what receivers were told, sealed: 1.json, 2.json, … and head.json, each with .p7s
        witnesses                     where it is there: who cosigns the log's checkpoints
        catalogue.sqlite              an index, with a copy of the records
        keys/                         the vault's secrets
        staging/                      uploads in flight

        WHICH FILE IS IT?  Each record's line 4 names its files and their SHA-256, line 6 the space:

            R=records/000/000/000/000.record
            sed -n 4p $R
            sed -n 6p $R

        IS A RECORD WHAT THE LOG SAYS?  Line 3 holds a commitment over the two parts:

            part() { { printf 'kho.part/1\0'; sed -n ${2}p $1 | xxd -r -p; sed -n ${3}p $1 | tr -d '\n'; } | sha256sum | cut -c 1-64; }
            { printf 'kho.commitment/1\0'; { part $R 5 4; part $R 7 6; } | xxd -r -p; } | sha256sum
            sed -n 3p $R

        The first sum must stand in the leaf as "commitment":"sha256:...".

        IS THE LEAF IN THE LOG?  Entries stand one after another in log/tile/entries/, each behind two bytes of length:

            grep -raFc "$(sed -n 3p $R)" log/tile/entries/

        IS THIS STILL THE SAME VAULT?  Take the seal certificate from vault.json, compare its fingerprint with the one
        that the operator published, and verify:

            grep -o '"certificate":"[^"]*"' vault.json | cut -d '"' -f 4 | while read C; do
              echo '-----BEGIN CERTIFICATE-----'; echo "$C" | fold -w 64; echo '-----END CERTIFICATE-----'
            done > /tmp/seal.pem
            openssl x509 -in /tmp/seal.pem -noout -subject -fingerprint -sha256
            openssl cms -verify -binary -inform DER -in vault.json.p7s -content vault.json -CAfile /tmp/seal.pem \
                -partial_chain -no-CApath -no-CAstore -purpose any -out /dev/null

        """#
}
