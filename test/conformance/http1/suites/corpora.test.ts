import { declareSuite } from "./declare-suite.ts";
import { netHttpVerdicts } from "./go/net-http.ts";
import { invalidVerdicts } from "./gunicorn/invalid.ts";
import { validVerdicts } from "./gunicorn/valid.ts";
import { picohttpparserVerdicts } from "./h2o/picohttpparser.ts";
import { findingVerdicts } from "./http-garden/findings.ts";
import { http1Verdicts } from "./hyper/http1.ts";

// Of gunicorn are left out the cases about its own limits, whose bytes are ordinary requests.
declareSuite("gunicorn, valid", validVerdicts);
declareSuite("gunicorn, invalid", invalidVerdicts);
// And of HTTP Garden server 25, whose payload is the beginning of others.
declareSuite("HTTP Garden", findingVerdicts);
declareSuite("net/http of Go", netHttpVerdicts);
declareSuite("hyper", http1Verdicts);
declareSuite("picohttpparser of h2o", picohttpparserVerdicts);
