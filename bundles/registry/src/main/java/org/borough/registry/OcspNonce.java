// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.security.cert.Extension;

/**
 * A number that an OCSP responder must repeat, so that nobody can answer with what it said another day (RFC 8954).
 *
 * @param octets the number as an ASN.1 octet string
 */
record OcspNonce(byte[] octets) implements Extension {

    private static final String ID = "1.3.6.1.5.5.7.48.1.2";
    /** The same in ASN.1. */
    private static final byte[] OBJECT_ID = {6, 9, 0x2B, 6, 1, 5, 5, 7, 0x30, 1, 2};

    private static final int LENGTH = 32;
    private static final byte OCTET_STRING = 4;
    private static final byte SEQUENCE = 0x30;

    static OcspNonce random() {
        byte[] number = new byte[LENGTH];
        new SecureRandom().nextBytes(number);
        return new OcspNonce(element(OCTET_STRING, number));
    }

    /** An element that is shorter than 128 bytes. */
    private static byte[] element(byte tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        element.write(content.size());
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public boolean isCritical() {
        return false;
    }

    @Override
    public byte[] getValue() {
        return octets.clone();
    }

    @Override
    public void encode(OutputStream out) throws IOException {
        out.write(element(SEQUENCE, OBJECT_ID, element(OCTET_STRING, octets)));
    }
}
