import Testing

/// Which lines of the requirements this build says it meets. Each must stand in the name of a test.
enum Claims {
    static let ids = [
        "F01", "F02", "F03", "A05", "A07", "A14", "A15", "C36", "G09",
        "SA01", "SA03", "SA04", "SA05", "SA06", "SA11", "SC01", "SC02", "SC03", "SC04", "SC05", "SC06",
        "SC07", "SE02", "SE03", "SE04", "SE07", "SF06",
        "SG01", "SG02", "SG03", "SG04", "SG05", "SG06", "SE06", "V8",
        "C27", "C28", "C29", "SA02", "SD01", "SD02", "SD03", "SD04", "SD05", "SD06", "SD07", "SD09",
        "C07", "C08", "C13", "C14", "SD08",
        "SL07", "SH03", "A09", "A10", "A11", "A12", "A13", "A18", "A19", "C20", "C22", "F04", "SA09", "SE08",
        "SH01", "SH02", "SH05", "SH06", "V7", "V9", "V11", "SL04", "SF01", "SK04",
        "B10", "B11", "B12", "B13", "B14", "B15", "B16", "B18", "B19", "B20", "B21", "B22", "D11", "SE05",
        "B17", "SF02", "SH04", "V14", "C11", "C12", "E22", "G01", "SL01", "SL02", "SA13",
        "A01", "A03", "A04", "A08", "A20", "B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B09",
        "C01",
        "C02", "C03", "C04", "C05", "C06", "C09", "C10", "C16", "C17", "C18", "C19", "C21", "C23", "C24",
        "C25",
        "C26", "C30", "C31", "C32", "C33", "C34", "C35", "D01", "D02", "D12", "E01", "G04", "G05", "G10",
        "SA07", "SA08", "SA10", "SA12", "SB01", "SB02", "SB03", "SB04", "SB05", "SB06", "SB07", "SB08",
        "SB09",
        "SB10", "SC08", "SC09", "SC10", "SE01", "SE09", "SE10", "SE12", "SL03", "SL05",
    ]

    /// The ids in the names of a file's tests and suites: a letter or two and two digits.
    static func named(_ file: SourceFile) -> Set<String> {
        var found: Set<String> = []
        for line in file.lines
        where line.contains("@Test(") || line.contains("@Suite(") || line.contains("@story(") {
            found.formUnion(ids(in: String(line)))
        }
        // A name that is too long for the line of its @Test stands alone in the next one.
        for (line, next) in zip(file.lines, file.lines.dropFirst()) where line.hasSuffix("@Test(") {
            found.formUnion(ids(in: String(next)))
        }
        return found
    }

    private static func ids(in line: String) -> Set<String> {
        Set(line.split { !($0.isLetter || $0.isNumber) }.map(String.init)).intersection(ids)
    }
}

@Suite("What the build claims")
struct ClaimTests {
    @Test("is named by a test each")
    func claims() {
        let files = Tree.tests + Tree.files("Tests", suffix: ".py")
        let named = files.filter { !$0.path.hasSuffix("ClaimTests.swift") }.map(Claims.named)
            .reduce(into: Set<String>()) { $0.formUnion($1) }
        #expect(Claims.ids.filter { !named.contains($0) } == [])
    }

    @Test("only a test's name counts")
    func names() {
        func named(_ text: String) -> Set<String> {
            Claims.named(SourceFile(path: "Tests/X.swift", text: text))
        }
        #expect(named("    @Test(\"SA03 and SA05: hashes\")") == ["SA03", "SA05"])
        #expect(named("    @Test(\n        \"SC01 ids are random\", arguments: [1])") == ["SC01"])
        #expect(named("// SA03\nlet x = \"SA03\"\n@Test(\"XSA03\")").isEmpty)
    }
}
