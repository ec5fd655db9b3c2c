import type { Lab } from "../lab.ts";

/** An nginx on loopback with `stub_status` over HTTP and a page over TLS. */
export async function startNginx(lab: Lab): Promise<{ name: string; port: number; tlsPort: number }> {
  const port = await lab.freePort();
  const tlsPort = await lab.freePort();
  const at = lab.directory;
  const key = ["-keyout", `${at}/nginx.key`, "-out", `${at}/nginx.crt`];
  await lab.run("openssl", [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-subj",
    "/CN=localhost",
    "-days",
    "2",
    ...key,
  ]);
  const configuration = await lab.write(
    "nginx.conf",
    `daemon off; pid ${at}/nginx.pid; error_log stderr; events {}
http {
  access_log off;
  server { listen 127.0.0.1:${port}; location /stub_status { stub_status; } location / { return 200 "ok\\n"; } }
  server {
    listen 127.0.0.1:${tlsPort} ssl; ssl_certificate ${at}/nginx.crt; ssl_certificate_key ${at}/nginx.key;
    location / { add_header Last-Modified "Wed, 21 Oct 2015 07:28:00 GMT"; return 200 "ok\\n"; }
  }
}
`,
  );
  lab.start("nginx", ["-e", "stderr", "-p", at, "-c", configuration]);
  await lab.page(`http://127.0.0.1:${port}/`);
  const version = /nginx\/(\S+)/.exec(await lab.run("sh", ["-c", "nginx -v 2>&1"]))?.[1];
  return { name: `nginx ${version}`, port, tlsPort };
}
