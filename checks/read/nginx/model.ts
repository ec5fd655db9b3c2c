import type { Kind } from "../../core/policy.ts";
import type { Located, Source } from "../../core/source.ts";
import type { FileRole } from "../file-role.ts";

/** One word of a directive. Its range covers the quotes. */
export interface Argument extends Located {
  /** Without quotes and escapes, as nginx sees it. */
  readonly value: string;
  readonly quoted: boolean;
  /** Names of the nginx variables it uses, without `$` and braces, in order of appearance. */
  readonly variables: readonly string[];
  /** Its value is decided when a template is rendered: `${UPPER_CASE}`, `{{ x }}`, `<%= x %>`. */
  readonly template: boolean;
}

/** One directive. Its range is the head: from the name to the last argument, without `;` and without the block. */
export interface Directive extends Located {
  readonly name: string;
  /** The name as a word: in `map`, `geo` and `types` blocks the name is a value, maybe quoted. */
  readonly nameAt: Argument;
  readonly args: readonly Argument[];
  readonly block?: readonly Directive[];
  /** Offset after the closing brace. */
  readonly blockEnd?: number;
  /** The block it stands in: after assembly, the block that finally holds it. */
  readonly parent?: Directive;
  /** One of its values begins the next line like a directive: the `;` before it is missing, and nginx takes it for a value. */
  readonly swallows?: Argument;
  /** The body of `*_by_lua_block` and the like, without its braces; never parsed. */
  readonly code?: Located;
  /** It stands between statements of a template (`{% if %}`) and may not be rendered. */
  readonly conditional: boolean;
  /** The `include` directives that brought it here, outermost first. */
  readonly via: readonly Located[];
}

/** Where the outermost directives of a file stand. "main": a whole configuration. */
export type FileContext = "main" | "http" | "server" | "location" | "upstream" | "stream" | "types" | "unknown";
export type TemplateLanguage = "none" | "envsubst" | "jinja" | "erb" | "go";

/** One file as it was read, includes not followed. */
export interface NginxFile {
  readonly source: Source;
  readonly directives: readonly Directive[];
  readonly context: FileContext;
  readonly template: TemplateLanguage;
  /** `.example`, `.sample`, `.dist`, or in a folder of examples or documentation: nobody runs it as it is. */
  readonly isExample: boolean;
  /** A template whose braces depend on its conditions: left alone, `directives` is empty. */
  readonly leftAlone: boolean;
}

export interface UnresolvedInclude extends Located {
  readonly directive: Directive;
  readonly pattern: string;
  readonly reason: "outside the repository" | "no such file" | "decided when rendered" | "cycle" | "too large";
}

/** One configuration as nginx would load it: a root file with its includes spliced in. */
export interface NginxConfig {
  readonly root: Source;
  /** Every file it is made of, the root first. */
  readonly files: readonly Source[];
  /** An `include` that could not be followed and may hold anything stays in the tree as a directive. */
  readonly directives: readonly Directive[];
  readonly unresolvedIncludes: readonly UnresolvedInclude[];
  /** "main" unless the root is a fragment (`conf.d/site.conf`), read in this context. */
  readonly context: FileContext;
  readonly https: readonly Directive[];
  readonly servers: readonly Server[];
  readonly upstreams: readonly Upstream[];
  readonly maps: readonly ValueMap[];
  /** One of its files is a template. */
  readonly template: boolean;
  /** One of its files is only an example. */
  readonly isExample: boolean;
  /** What it is for, where settings or the project tell. */
  readonly role?: FileRole;
}

export interface Listen extends Located {
  readonly directive: Directive;
  /** `*` where only a port is written; brackets of IPv6 kept; the path for a unix socket. */
  readonly address: string;
  /** 80 where none is written; undefined for a unix socket, or where a template decides it. */
  readonly port: number | undefined;
  readonly unix: boolean;
  readonly ssl: boolean;
  readonly http2: boolean;
  readonly quic: boolean;
  readonly defaultServer: boolean;
  readonly proxyProtocol: boolean;
}

/** A `server` of `http` (those of `stream` are not here). Its range is the head of the directive. */
export interface Server extends Located {
  readonly directive: Directive;
  readonly config: NginxConfig;
  /** Never empty: without a `listen` it holds the default, port 80, standing at the server. */
  readonly listens: readonly Listen[];
  /** Values of `server_name`; empty where none is written. */
  readonly names: readonly Argument[];
  readonly locations: readonly Location[];
  /** It answers TLS on some port. */
  readonly tls: boolean;
}

export type Modifier = "" | "=" | "^~" | "~" | "~*" | "@";

/** A `location`, named (`@name`) or not. Its range is the head of the directive. */
export interface Location extends Located {
  readonly directive: Directive;
  readonly modifier: Modifier;
  /** Prefix, exact path, regular expression, or the name without `@`. */
  readonly path: string;
  readonly pathAt: Located;
  readonly named: boolean;
  readonly parent: Location | Server;
  readonly locations: readonly Location[];
}

export interface UpstreamServer extends Located {
  readonly directive: Directive;
  readonly address: Argument;
  readonly host: string;
  /** 80 where none is written; undefined for a unix socket or a template. */
  readonly port: number | undefined;
}

export interface Upstream extends Located {
  readonly directive: Directive;
  readonly name: string;
  readonly servers: readonly UpstreamServer[];
}

/** `map`, `geo`, `split_clients`: a variable made of other variables. */
export interface ValueMap extends Located {
  readonly directive: Directive;
  /** Name of the variable it makes, without `$`. */
  readonly variable: string;
  readonly values: readonly Argument[];
  /** Absent: nginx uses the empty string. */
  readonly default?: Argument;
  /** Some request can get an empty value. */
  readonly mayBeEmpty: boolean;
}

/**
 * What one response says of one header.
 * set: always sent. sometimes: sent for some requests (`map`, `if`). cleared: what came from upstream is removed and nothing is set.
 * upstream: the proxied application decides. absent: not sent. unknown: decided by something outside the files.
 */
export interface HeaderState {
  readonly state: "set" | "sometimes" | "cleared" | "upstream" | "absent" | "unknown";
  /** Every value that may be sent by nginx itself; more than one for a header added twice. */
  readonly values: readonly Argument[];
  /** Every directive that sets it here carries `always` (or belongs to a module that needs none). */
  readonly always: boolean;
  readonly directives: readonly Directive[];
  /** The proxied application's own header of the same name would be sent beside ours. */
  readonly besideUpstream: boolean;
  /** For unknown, sometimes and upstream: "the upstream", "an include outside the repository", "$csp". */
  readonly decidedBy?: string;
}

/** One way in which a server can answer. */
export interface Response {
  readonly server: Server;
  /** Such as `location /api` or `404 of location / by location @notfound`. */
  readonly what: string;
  /** Head of the location that finally answers, or of the server. */
  readonly at: Located;
  /** "ordinary": 200, 201, 204, 206, 301, 302, 303, 304, 307 or 308, where `add_header` needs no `always`. "error": any other. */
  readonly status: "ordinary" | "error";
  /** The codes, where the files decide them. */
  readonly codes: readonly number[];
  /** "none": the connection is closed without an answer. */
  readonly body: "proxy" | "static" | "return" | "redirect" | "error page" | "status" | "none" | "unknown";
  /** The block that finally answers and those around it, innermost first. */
  readonly blocks: readonly Directive[];
  /** By lower-case name; only names that the files speak of. Use `headerOf(response, name)` of `headers.ts`. */
  readonly headers: ReadonlyMap<string, HeaderState>;
  /** What holds for every header that is not in `headers`. */
  readonly rest: HeaderState;
}

/** One file each. */
export const nginxFile: Kind<NginxFile> = { name: "nginx-file", from: ["nginx"], examplePath: "nginx.conf" };
/** One whole configuration each, includes spliced in. */
export const nginx: Kind<NginxConfig> = { name: "nginx", from: ["nginx"], examplePath: "nginx.conf" };
