import CanonicalJSON
import Foundation
import GRDB
import PKI
import VaultCore

/// The rows that a record leads to. Depositing writes them, checking compares with them, rebuilding writes them again:
/// nothing else may decide what they hold.
struct CatalogueRows: Hashable {
    /// One row: its table, and its columns in the order of the schema.
    struct Row: Hashable {
        let table: CatalogueTable
        let values: [DatabaseValue]
    }

    let rows: [Row]

    init(_ record: VaultCore.Record) {
        let index = Int64(record.index).databaseValue
        var rows: [Row] =
            switch record.shared.content {
            case .document(let document): Self.rows(of: document, index, space: record.private.space)
            case .event(let event):
                [
                    Row(
                        table: .documentEvent,
                        values: [
                            index, event.document.text.databaseValue, event.version.databaseValue,
                            event.kind.rawValue.databaseValue,
                        ])
                ]
            case .ownerLink(let link):
                [
                    Row(
                        table: .ownerLink,
                        values: [
                            index, link.first.description.databaseValue, link.second.description.databaseValue,
                            link.isLinked.databaseValue,
                        ])
                ]
            case .codeAllocation(let allocation):
                [Self.serial(allocation.series, isGiven: true, allocation.serials.upperBound, index)]
            case .accessDigest(let digest): [Self.row(of: digest, index)]
            case .consent(let consent): Self.rows(of: consent.terms, index, space: record.private.space)
            case .consentEvent(let event):
                [
                    Row(
                        table: .consentEvent,
                        values: [
                            index, event.consent.text.databaseValue, event.kind.rawValue.databaseValue,
                        ])
                ]
            case .erasureRequest(let request): Self.rows(of: request, index)
            case .erasure(let erasure): Self.rows(of: erasure, record.private.erasedSerials, index)
            // Found by its leaf: there are a few in a vault's life.
            case .keyRotation: []
            }
        for object in record.objects {
            rows.append(
                Row(
                    table: .object,
                    values: [object.space.text.databaseValue, object.digest.hexadecimal.databaseValue, index]))
        }
        self.rows = rows
    }

    private static func rows(of document: DocumentDescription, _ index: DatabaseValue, space: SpaceID) -> [Row] {
        let details = document.details
        let name = FoldedText(document.name)
        let notation = details.notation.map { FoldedText($0) }
        let issuer = details.issuer.map { FoldedText($0) }
        let type = details.paperType.map { FoldedText($0) }
        var rows = [
            Row(
                table: .document,
                values: [
                    index, document.document.text.databaseValue, document.version.databaseValue,
                    document.name.databaseValue, document.owner.description.databaseValue,
                    document.category.rawValue.databaseValue, document.status.rawValue.databaseValue,
                    document.code?.scheme.databaseValue ?? .null, document.code?.value.databaseValue ?? .null,
                    document.code.map { key(of: $0.value).databaseValue } ?? .null,
                    details.validUntil?.text.databaseValue ?? .null, details.issued?.text.databaseValue ?? .null,
                    name.phrase.databaseValue, notation?.phrase.databaseValue ?? .null,
                    issuer?.phrase.databaseValue ?? .null, type?.phrase.databaseValue ?? .null,
                ])
        ]
        // A code that a document brings is never given out again.
        if let code = document.code, let minted = try? MintedCode(reading: code) {
            rows.append(serial(minted.series, isGiven: false, minted.serial, index))
        }
        if let number = document.certification.flatMap(CertificationNumber.init) {
            rows.append(
                Row(
                    table: .certification,
                    values: [
                        index, document.document.text.databaseValue, key(of: number.register).databaseValue,
                        number.number.databaseValue, number.serial?.databaseValue ?? .null,
                    ]))
        }
        let words = [name, notation, issuer, type].reduce(into: Set()) { $0.formUnion($1?.words ?? []) }
        for word in words.sorted() { rows.append(Row(table: .word, values: [word.databaseValue, index])) }
        for (position, file) in document.files.enumerated() {
            rows.append(
                Row(
                    table: .file,
                    values: [
                        index, position.databaseValue, file.role.rawValue.databaseValue,
                        file.name.text.databaseValue, file.size.databaseValue, file.mediaType.databaseValue,
                        file.digest.hexadecimal.databaseValue,
                    ]))
        }
        rows.append(
            Row(table: .space, values: [document.owner.description.databaseValue, space.text.databaseValue]))
        return rows
    }

    private static func row(of digest: AccessDigest, _ index: DatabaseValue) -> Row {
        Row(
            table: .accessDigest,
            values: [
                index, digest.from.microseconds.databaseValue, digest.to.microseconds.databaseValue,
                Int64(digest.first).databaseValue, Int64(digest.count).databaseValue,
                digest.head.bytes.databaseBytes.databaseValue,
            ])
    }

    private static func rows(of terms: ConsentTerms, _ index: DatabaseValue, space: SpaceID) -> [Row] {
        [
            Row(
                table: .consent,
                values: [
                    index, terms.id.text.databaseValue, terms.owner.description.databaseValue,
                    terms.agency.text.databaseValue, terms.purpose.text.databaseValue, terms.from.text.databaseValue,
                    terms.until.text.databaseValue, (terms.documents == nil).databaseValue,
                ])
        ]
            + (terms.documents ?? []).map {
                Row(table: .consentDocument, values: [index, $0.text.databaseValue])
            }
            + [Row(table: .space, values: [terms.owner.description.databaseValue, space.text.databaseValue])]
    }

    private static func rows(of request: ErasureRequest, _ index: DatabaseValue) -> [Row] {
        request.statement.scope.names.map { name in
            Row(
                table: .erasureRequest,
                values: [index, name.databaseValue, request.statement.request.text.databaseValue])
        }
    }

    private static func rows(of erasure: Erasure, _ serials: ErasedSerials?, _ index: DatabaseValue) -> [Row] {
        erasure.records.map { Row(table: .erasedRecord, values: [Int64($0).databaseValue, index]) }
            + erasure.documents.map { Row(table: .erasedDocument, values: [$0.text.databaseValue, index]) }
            + (serials?.entries ?? []).enumerated().map { position, entry in
                Row(
                    table: .erasedSerial,
                    values: [
                        index, position.databaseValue, entry.series.databaseValue, entry.isGiven.databaseValue,
                        entry.last.databaseValue,
                    ])
            }
    }

    private static func serial(
        _ series: CodeSeries, isGiven: Bool, _ last: Int, _ index: DatabaseValue
    ) -> Row {
        Row(
            table: .serial,
            values: [index, key(of: series).databaseValue, isGiven.databaseValue, last.databaseValue])
    }

    /// The text by which a series is told from all others: its scheme and parts, as a JSON array.
    static func key(of series: CodeSeries) -> String {
        String(decoding: JSON([series.scheme.rawValue] + series.prefix).canonicalBytes, as: UTF8.self)
    }

    /// What codes are unique by: their composed form, so that two which differ by normalisation alone are the same.
    static func key(of code: String) -> String { code.precomposedStringWithCanonicalMapping }

    func insert(_ database: Database) throws {
        for row in rows {
            try database.cachedStatement(sql: row.table.insertion).execute(arguments: StatementArguments(row.values))
        }
    }
}
