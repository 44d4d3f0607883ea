import Foundation

/// nginx as Debian ships it, one worker, serving a folder as files.
struct Nginx {
    let root: String
    let port: Int
    private let process: ServerProcess

    static var isThere: Bool {
        (try? Child.run(["nginx", "-v"])) != nil && (try? Child.run(["wrk", "-v"], statuses: [0, 1])) != nil
    }

    /// - Parameter root: an absolute path.
    init(serving root: String, port: Int, settings: String = "") throws {
        self.root = root
        self.port = port
        let folder = root + "-nginx"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // As Debian's own: with its log of requests, and files sent by the kernel.
        let configuration = """
            worker_processes 1; daemon off; pid \(folder)/pid; error_log \(folder)/error.log;
            events { worker_connections 4096; }
            http {
                access_log \(folder)/access.log; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
                client_body_temp_path \(folder)/body; proxy_temp_path \(folder)/proxy; fastcgi_temp_path \(folder)/f;
                uwsgi_temp_path \(folder)/u; scgi_temp_path \(folder)/s;
                server { listen 127.0.0.1:\(port); root \(root); \(settings) }
            }
            """
        try Data(configuration.utf8).write(to: URL(fileURLWithPath: folder + "/nginx.conf"))
        process = try ServerProcess(
            ["nginx", "-c", folder + "/nginx.conf", "-e", folder + "/error.log"], log: folder + "/output"
        ) { (try? Child.run(["curl", "--silent", "--noproxy", "*", "http://127.0.0.1:\(port)/"])) != nil }
    }

    func processorSeconds() throws -> Double { try process.processorSeconds() }
}
