// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a chain of certificates leads to one of some authorities. The JDK's validator decides. */
final class CertificateCheck {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateCheck.class);
    private static final Set<BasicReason> FINAL =
            EnumSet.of(BasicReason.REVOKED, BasicReason.UNDETERMINED_REVOCATION_STATUS);

    private CertificateCheck() {}

    /**
     * Looks for an authority to which the chain leads. An authority that says that the certificate was revoked, or cannot
     * be asked, ends the search; and where somebody is to be asked about a key, it does not help that the same key is
     * listed a second time without anybody to ask.
     */
    static Optional<Anchor> check(List<X509Certificate> chain, List<Anchor> anchors, Instant now) {
        Set<PublicKey> asked = anchors.stream()
                .filter(anchor -> anchor.responder().isPresent())
                .map(Anchor::key)
                .collect(Collectors.toSet());
        List<Anchor> able = anchors.stream()
                .filter(anchor -> anchor.responder().isPresent() || !asked.contains(anchor.key()))
                .toList();
        for (Anchor anchor : able) {
            try {
                check(chain, anchor, now);
                return Optional.of(anchor);
            } catch (CertPathValidatorException e) {
                LOG.debug("A certificate was refused: {}", e.getMessage());
                if (e.getReason() instanceof BasicReason reason && FINAL.contains(reason)) {
                    return Optional.empty();
                }
            } catch (GeneralSecurityException e) {
                LOG.debug("A certificate could not be checked: {}", e.getMessage());
            }
        }
        return Optional.empty();
    }

    private static void check(List<X509Certificate> chain, Anchor anchor, Instant now) throws GeneralSecurityException {
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXParameters parameters = new PKIXParameters(Set.of(anchor.trust()));
        parameters.setDate(Date.from(now));
        parameters.setRevocationEnabled(anchor.responder().isPresent());
        if (anchor.responder().isPresent()) {
            PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
            configure(checker, anchor.responder().get());
            parameters.addCertPathChecker(checker);
        }
        validator.validate(path, parameters);
    }

    private static void configure(PKIXRevocationChecker checker, Anchor.Responder responder) {
        checker.setOptions(
                EnumSet.of(PKIXRevocationChecker.Option.ONLY_END_ENTITY, PKIXRevocationChecker.Option.NO_FALLBACK));
        responder.uri().ifPresent(checker::setOcspResponder);
        responder.certificate().ifPresent(checker::setOcspResponderCert);
        if (responder.nonce()) {
            checker.setOcspExtensions(List.of(OcspNonce.random()));
        }
    }
}
