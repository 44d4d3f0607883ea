import Testing

@testable import kho

@Suite("Exit status")
struct ExitStatusTests {
    @Test("the numbers are those of the contract")
    func numbers() {
        #expect(
            Set(ExitStatus.allCases.map(\.rawValue)) == [
                0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 20, 21, 70, 74, 75, 130,
            ])
    }

    @Test("of several files the worst decides, in the order of the contract")
    func precedence() {
        let order: [Int32] = [70, 20, 21, 74, 75, 12, 1, 6, 5, 4, 3, 7, 0]
        let statuses = order.compactMap(ExitStatus.init(rawValue:))
        for (index, worse) in statuses.enumerated() {
            for better in statuses[index...] {
                #expect(ExitStatus.worst(of: [worse, better]) == worse)
                #expect(ExitStatus.worst(of: [better, worse]) == worse)
            }
        }
    }

    @Test("every status has its place, and an interrupted run never looks finished")
    func everyStatus() {
        for status in ExitStatus.allCases {
            #expect(ExitStatus.worst(of: [status]) == status)
            #expect(ExitStatus.worst(of: [status, .interrupted]) == .interrupted)
            #expect(ExitStatus.worst(of: [status, .success]) == status)
        }
    }

    @Test("no file at all is no success")
    func nothing() {
        #expect(ExitStatus.worst(of: []) == nil)
    }
}
