/** Shapes that people write, each with the trap it holds. `ROOT` becomes a document root of its own. */
export const writtenServers: Readonly<Record<string, string>> = {
  "a location loses what the server sets":
    "ROOT add_header X-A a always; location / { ROOT add_header X-B b; } location /a { ROOT }",
  "nested locations inherit from their location":
    "ROOT add_header X-A s; location /a { ROOT add_header X-A l always; location /a/b { ROOT } }",
  "if replaces its location": "ROOT location / { ROOT add_header X-A l; if ($arg_j) { ROOT add_header X-B i; } }",
  "if without headers inherits":
    "ROOT location / { ROOT add_header X-A l; if ($arg_j) { ROOT return 200 x; } return 204; }",
  "error page by URI":
    "ROOT add_header X-A s always; error_page 404 /err.html; location = /err.html { ROOT internal; add_header X-B e; }",
  "error page by name":
    "ROOT error_page 404 @e; location @e { ROOT add_header X-A e always; return 404 x; } location / { ROOT try_files $uri =404; }",
  "error page that becomes 200":
    "ROOT error_page 404 =200 /err.html; add_header X-A s; location = /err.html { ROOT add_header X-B e; }",
  "error page whose target decides":
    "ROOT error_page 404 = @e; location @e { ROOT add_header X-A e; proxy_pass http://up; }",
  "error page elsewhere":
    "ROOT error_page 404 https://e.example/; add_header X-A s; location /a { ROOT add_header X-B a; }",
  "error pages are replaced too":
    "ROOT error_page 404 /err.html; add_header X-A s always; location /a { ROOT error_page 500 /err.html; } location = /err.html { ROOT add_header X-B e always; }",
  "no error page of an error page":
    "ROOT error_page 404 /nowhere; error_page 403 @e; location @e { ROOT add_header X-A e always; return 403; } location /a { ROOT deny all; }",
  "try_files ends in a name":
    "ROOT location / { ROOT add_header X-A l; try_files $uri @app; } location @app { ROOT add_header X-B n; proxy_pass http://up; }",
  "try_files ends in a page":
    "ROOT location / { ROOT add_header X-A l; try_files $uri /index.html; } location = /index.html { ROOT add_header X-B i; }",
  "the index is a location of its own":
    "ROOT add_header X-A s; location / { ROOT add_header X-B l; } location ~ \\.html$ { ROOT add_header X-C h; }",
  "auth_request decides the status alone":
    "ROOT location / { ROOT error_page 401 @login; auth_request /auth; add_header X-A l always; } location = /auth { ROOT internal; add_header X-B a always; return 401; } location @login { ROOT add_header X-C n; return 302 /page.html; }",
  "auth_request lets in":
    "ROOT location / { ROOT auth_request /auth; add_header X-A l; } location = /auth { ROOT internal; add_header X-B a always; return 204; }",
  "upstream headers stand beside ours":
    "ROOT add_header X-A s always; location / { ROOT proxy_pass http://up; } location /a { ROOT proxy_hide_header X-A; proxy_pass http://up; }",
  "hidden and not set": "ROOT proxy_hide_header X-A; location / { ROOT proxy_pass http://up; }",
  "intercepted errors":
    "ROOT proxy_intercept_errors on; error_page 404 500 /err.html; location / { ROOT add_header X-A l always; proxy_pass http://up; } location = /err.html { ROOT add_header X-B e; }",
  "a dead upstream":
    "ROOT error_page 502 504 =503 @down; location / { ROOT proxy_pass http://dead; } location @down { ROOT add_header X-A d always; return 200 x; }",
  "values that may be empty":
    "ROOT set $a ''; set $b x; location / { ROOT add_header X-A $a; add_header X-B $b; add_header X-C $maybe; add_header X-D $surely; }",
  "set of a value in an if":
    "ROOT set $a ''; if ($arg_j) { set $a x; } location / { ROOT add_header X-A $a; add_header X-B b; }",
  "the server answers all":
    "ROOT add_header X-A s; return 301 https://e.example$request_uri; location / { ROOT add_header X-B l; }",
  "closed without an answer": "ROOT add_header X-A s always; location / { ROOT return 444; }",
  "rewrite to another location":
    "ROOT location /a { ROOT add_header X-A a; rewrite ^ /page.html last; } location / { ROOT add_header X-B l; }",
  "rewrite that stays":
    "ROOT location /a { ROOT add_header X-A a; rewrite ^ /page.html break; } location / { ROOT add_header X-B l; }",
  "rewrite as a redirect":
    "ROOT location /a { ROOT add_header X-A a; rewrite ^/a/(.*)$ /$1 permanent; } location / { ROOT add_header X-B l; }",
  "two of the same name": "ROOT location / { ROOT add_header X-A a; add_header X-A b always; add_header x-a c; }",
  limit_except: "ROOT location / { ROOT add_header X-A l always; limit_except POST { deny all; } }",
};
