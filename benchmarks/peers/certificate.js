// What the servers of the TLS variants show, and whom the load trusts: the certificates of the tests, made for 127.0.0.1.
export { authority, serverCertificate as certificate } from "../../build/test/support/certificates.js";
