// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A server's key and its certificate.
 *
 * @param key the private key
 * @param certificate what clients see
 */
record KeyWithCertificate(PrivateKey key, X509Certificate certificate) {

    private static final Duration VALID = Duration.ofDays(5 * 365L);

    /** Signs itself for {@code localhost} and the names of this machine. */
    static KeyWithCertificate selfSigned(Clock clock) throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=localhost");
        Instant now = clock.instant();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(127, new SecureRandom()).setBit(126),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(VALID)),
                name,
                pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, names());
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        try {
            return new KeyWithCertificate(
                    pair.getPrivate(),
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))));
        } catch (OperatorCreationException noSigner) {
            throw new GeneralSecurityException(noSigner);
        }
    }

    private static GeneralNames names() {
        Set<String> hosts = new LinkedHashSet<>(List.of("localhost"));
        Set<String> addresses = new LinkedHashSet<>(List.of("127.0.0.1", "0:0:0:0:0:0:0:1"));
        try {
            hosts.add(InetAddress.getLocalHost().getHostName());
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress())
                    .forEach(address -> addresses.add(address.getHostAddress().replaceFirst("%.*", "")));
        } catch (IOException nameless) {
            // A machine whose own name does not resolve is reached as localhost and by its addresses.
        }
        hosts.removeAll(addresses);
        Stream<GeneralName> names = hosts.stream().map(host -> new GeneralName(GeneralName.dNSName, host));
        Stream<GeneralName> numbers =
                addresses.stream().map(address -> new GeneralName(GeneralName.iPAddress, address));
        return new GeneralNames(Stream.concat(names, numbers).toArray(GeneralName[]::new));
    }
}
