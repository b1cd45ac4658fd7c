/** A certificate with its private key, in PEM. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

// Made with openssl: an authority of its own (ECDSA P-256) and a certificate that it signed, valid from 2020 to 2120.

/** The authority that has signed {@link testCertificate}, in PEM. Nothing but a test may trust it. */
export const testAuthority: string = `-----BEGIN CERTIFICATE-----
MIIBVjCB/aADAgECAgEBMAoGCCqGSM49BAMCMBoxGDAWBgNVBAMMD1R5cGhvb24g
VGVzdCBDQTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowGjEYMBYG
A1UEAwwPVHlwaG9vbiBUZXN0IENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
sEUjgY4Za5ymIWWwyJB8dnorl/Zc5rFjt6p25fmmiVMZ75o5zxvTZoi/CY+s3eXO
+31XtnlyrlLLa18rdzl3JqMyMDAwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQU
oL11CwWP+KwEexvHCq2sW0LR1bEwCgYIKoZIzj0EAwIDSAAwRQIgZ2TxKx65UtjS
bkB6onaFbXUj1RBWjXD+1nWKawkR8HsCIQDeIisBGA37esJKU8m+XmXeLw+b8fjO
IIm533nnHsQw3A==
-----END CERTIFICATE-----
`;

/**
 * For servers of tests, under the names `localhost` and 127.0.0.1. Its key is published with this package: it proves
 * nothing to anybody.
 */
export const testCertificate: TestCertificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBfjCCASOgAwIBAgIBAjAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9UeXBob29u
IFRlc3QgQ0EwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQ
BgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOjp8gZS
CEyOZKS2hpM+rp88ygH30txOblHaLywO8PB795ehNA/3SligezTWC4FGNSMkLOiQ
6P1aOXjOA2b5F+WjXjBcMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAdBgNV
HQ4EFgQUglxpWoNYErWPG3lD4f8oWMxjIKMwHwYDVR0jBBgwFoAUoL11CwWP+KwE
exvHCq2sW0LR1bEwCgYIKoZIzj0EAwIDSQAwRgIhAJrkPCKtmLhsBE5+8Y+1bQIk
fXZUXLLJdBLOwiraPMLUAiEArEKKxuwVrPE0H1r8K742s5NBkwE0VT+APhDj/giN
5NU=
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgwlqDopJ3acJvjXF1
bnsXBsI+RhCHm7dhcA+RBQQFoUWhRANCAATo6fIGUghMjmSktoaTPq6fPMoB99Lc
Tm5R2i8sDvDwe/eXoTQP90pYoHs01guBRjUjJCzokOj9Wjl4zgNm+Rfl
-----END PRIVATE KEY-----
`,
};
