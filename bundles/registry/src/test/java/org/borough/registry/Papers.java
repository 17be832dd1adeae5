// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

/** Certificates for tests, good until 2126. Nobody has the private keys any more. */
final class Papers {

    /** An authority, CN=lamps,O=City. */
    static final String AUTHORITY =
            "MIIBljCCATugAwIBAgIUMOO+z2cjfMCTub8GRwVTizsm3uYwCgYIKoZIzj0EAwIwHzENMAsGA1UECgwEQ2l0"
                    + "eTEOMAwGA1UEAwwFbGFtcHMwIBcNMjYxMTIxMTUxMDM2WhgPMjEyNjEwMjgxNTEwMzZaMB8xDTALBgNVBAoMBENpdHkxDjAMBgNVBAMM"
                    + "BWxhbXBzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEeEefTM7xFvH5GResrA9WZFU9NV7hLsXlinYILidVPlJE1LP6PUIEnRkszmkK"
                    + "64pa0dQxK/pEoPxi+m/C3bk9dKNTMFEwHQYDVR0OBBYEFBS6BSFwnHysD4jfoFUgeNtITjQSMB8GA1UdIwQYMBaAFBS6BSFwnHysD4jf"
                    + "oFUgeNtITjQSMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAMEi7Xk7hmYIiVaGLmpxo+tEU4yy479OPpwD8NBXFCKH"
                    + "AiEAooGJX3dQUey6TOfSlkQjHgSG302DilVhM5T7LDSoPeQ=";

    /** The authority's public key, of algorithm EC. */
    static final String KEY =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEeEefTM7xFvH5GResrA9WZFU9NV7hLsXlinYILidVPlJE1LP6PUIEnRks"
                    + "zmkK64pa0dQxK/pEoPxi+m/C3bk9dA==";

    /** A device, CN=lamp-7,OU=Lighting,O=City, by that authority. */
    static final String DEVICE =
            "MIIBTzCB9QIULZiUZLLGZ6fL/BpZrfXayGNtBAkwCgYIKoZIzj0EAwIwHzENMAsGA1UECgwEQ2l0eTEOMAwGA1UE"
                    + "AwwFbGFtcHMwIBcNMjYxMTIxMTUxMDM2WhgPMjEyNjEwMjgxNTEwMzZaMDMxDTALBgNVBAoMBENpdHkxETAPBgNVBAsMCExpZ2h0aW5n"
                    + "MQ8wDQYDVQQDDAZsYW1wLTcwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQZRBMgKPacjtH5gy1vsQomR6ANmin/jbMx8p4s7096at21"
                    + "8G3n/G7Y1LvMhvUmr4KP9eGENK2cjg/SM+El/hcnMAoGCCqGSM49BAMCA0kAMEYCIQCqX4HJSy5UuyLpcG5DXsukubIyFr/NV9rz4YQl"
                    + "a0FqQQIhAJ2+WK1A1L9kjYYwA+Fj/9RQQ0KR7cxo8MxtUYKC5tz7";

    private Papers() {}

    /** A key or certificate as clients that are made with Hono's own classes send it. */
    static String asHonoSends(String standard) {
        return standard.replace('+', '-').replace('/', '_').replace("=", "");
    }
}
