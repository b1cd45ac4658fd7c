// Made with openssl and signed by the authority of `typhoon/testing`, valid from 2020 to 2120. The keys are published here, so
// nothing but these tests may trust them.
import { type TestCertificate, testAuthority, testCertificate } from "typhoon/testing";

/** What clients of the tests trust. */
export const authority: string = testAuthority;

/** For `localhost` and 127.0.0.1. */
export const serverCertificate: TestCertificate = testCertificate;

/** For `other.example` and 127.0.0.1. */
export const otherCertificate: TestCertificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBhTCCASugAwIBAgIBAzAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9UeXBob29u
IFRlc3QgQ0EwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBgxFjAU
BgNVBAMMDW90aGVyLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS8
GJjg3Pz3ysyZ0y52DftARYSrpfjCirVigk7EWe9JQ5Eu61jaFrj0+aNjMifwVTiU
KX6spbcIh9ENYA8rGN21o2IwYDAeBgNVHREEFzAVgg1vdGhlci5leGFtcGxlhwR/
AAABMB0GA1UdDgQWBBQ/lx3X7xeikGZlwBOubf8tN7hDTDAfBgNVHSMEGDAWgBSg
vXULBY/4rAR7G8cKraxbQtHVsTAKBggqhkjOPQQDAgNIADBFAiBE0D7s43si1+uB
bDmHIeNlaCDE3DoD5n7oAyEAiyMYaAIhAPZ8nJF5/8vRejPECVJAIjVZ+NyUq6aj
TDdPVuKO1Mn5
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLCYh/YE1sQF/CBt2
h3RRrIMT/NOmqy4pw8vbvqf7BjqhRANCAAS8GJjg3Pz3ysyZ0y52DftARYSrpfjC
irVigk7EWe9JQ5Eu61jaFrj0+aNjMifwVTiUKX6spbcIh9ENYA8rGN21
-----END PRIVATE KEY-----
`,
};

/** With which a client proves that it is `a client`. */
export const clientCertificate: TestCertificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBdDCCARugAwIBAgIBBDAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9UeXBob29u
IFRlc3QgQ0EwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBMxETAP
BgNVBAMMCGEgY2xpZW50MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEIOMD/3Ga
thzvuDw7tGpjvKyjbdiyieNqvlbFYOESaNjmMW2Hyr0O84gtWMAjjlnkWOu2aRn/
7NNLCfgFPh2WlqNXMFUwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0OBBYEFDOc
HTQ3iSjmjJ7nzIfbpVI3eEDCMB8GA1UdIwQYMBaAFKC9dQsFj/isBHsbxwqtrFtC
0dWxMAoGCCqGSM49BAMCA0cAMEQCIGcD6bGeOxj+wNKKXoP1/N64LEM22WkrVjgP
V2e2bI80AiB9CaQ4QEBHhctSmz/T0E6GDAwHUQe11C43mfLhgWldZw==
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOzdQ2knEjl5hJq71
ovMaOGWvkOF1kFf1L4jJvvLrPGuhRANCAAQg4wP/cZq2HO+4PDu0amO8rKNt2LKJ
42q+VsVg4RJo2OYxbYfKvQ7ziC1YwCOOWeRY67ZpGf/s00sJ+AU+HZaW
-----END PRIVATE KEY-----
`,
};
